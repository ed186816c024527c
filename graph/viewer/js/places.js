// Where the nodes of the picture stand. For the whole that was computed beforehand, in two layouts; a neighbourhood
// stands on rings, a way in columns, and what was expanded around its node. The same picture has the same places.

const PLACES = {
  forces: new Map(DATA.nodes.map(({ id, x, y }) => [id, [x, y]])),
  communities: new Map(DATA.nodes.map(({ id }, index) => [id, DATA.communities.places[index]])),
};
const INNER = 170; // radius of the first ring
const RING = 84; // between two rings
const UPRIGHT = 1.5; // how much higher the whole stands on a narrow screen
const ROOM = 34; // of one node among those that were expanded

function placesOf(present) {
  const spots = state.focus ? onRings() : state.path.length ? inColumns() : ofTheWhole();
  if (isWhole() && state.more.size) placeMore(spots);
  for (const [key, fresh] of scene.grown) growAround(spots, key, fresh.filter((each) => present.has(each)));
  for (const fixed of [state.moved, state.pinned])
    for (const [key, spot] of fixed) if (present.has(key)) spots.set(key, spot);
  return new Map([...present].map((key) => [key, spots.get(key)]));
}

// The layouts are as wide as the stage of a screen; that of a phone is higher.
function ofTheWhole() {
  const upright = narrow.matches && state.layout === "forces" ? UPRIGHT : 1; // communities stand in discs
  return new Map([...PLACES[state.layout]].map(([key, [x, y]]) => [key, [x, y * upright]]));
}

// Relations going out before those coming in, circumstances last.
function rankOf(edge, centre) {
  return `${edge.circumstance ? 1 : 0}${edge.from === centre ? 0 : 1}${edge.relation}`;
}

function kinOrder(centre, keys) {
  const ranks = new Map();
  for (const edge of EDGES_OF.get(centre)) {
    const key = otherEnd(edge, centre);
    const rank = rankOf(edge, centre);
    if (edgePasses(edge) && !(ranks.get(key) < rank)) ranks.set(key, rank);
  }
  const orderOf = (key) => `${ranks.get(key)} ${entityOf(key).type} ${key}`;
  return [...keys].sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

// --- a neighbourhood

// Neighbours stand around the centre, those of one relation side by side, on as many rings as their names need;
// whose are a step farther stand outside them, each as near to the one that leads to it as there is room.
function onRings() {
  const { focus } = state;
  const spots = new Map([[focus, [0, 0]]]);
  const stretch = narrow.matches ? 0.8 : 1.35;
  const angles = new Map([[focus, -Math.PI / 2]]);
  const farthest = Math.max(...scene.base.values());
  let ring = [focus];
  let radius = INNER;
  for (let hop = 1; hop <= farthest; hop += 1) {
    ring = nextRing(ring, hop);
    const rings = ringsFor(ring.length, radius);
    spread(ring.map((each) => each.desired)).forEach((angle, index) => {
      const { key } = ring[index];
      const reach = radius + (index % rings) * RING;
      angles.set(key, angle);
      spots.set(key, [reach * stretch * Math.cos(angle), reach * Math.sin(angle)].map(Math.round));
    });
    radius += rings * RING + 60;
    ring = ring.map(({ key }) => key);
  }
  return spots;

  function nextRing(parents, hop) {
    const taken = new Set();
    return parents.flatMap((parent) => {
      const children = neighboursOf(parent).filter((key) => scene.base.get(key) === hop && !taken.has(key));
      for (const key of children) taken.add(key);
      return kinOrder(parent, children).map((key) => ({ key, desired: angles.get(parent) }));
    });
  }
}

function ringsFor(count, radius) {
  const needed = Math.ceil(Math.sqrt((count * 92) / (2 * Math.PI * radius) + 0.3));
  return needed + (count > 40 ? 1 : 0);
}

// Angles once around, in the order given and at least their share apart, as near to the ``desired`` as that allows.
function spread(desired) {
  const share = (2 * Math.PI) / desired.length;
  const blocks = []; // [sum, count] of what is desired of the first, of those that push one another
  const gap = Math.min(share, 0.22);
  desired.forEach((angle, index) => {
    blocks.push([angle - index * gap, 1]);
    while (blocks.length > 1 && mean(blocks.at(-2)) > mean(blocks.at(-1))) {
      const [sum, count] = blocks.pop();
      blocks.at(-1)[0] += sum;
      blocks.at(-1)[1] += count;
    }
  });
  const first = blocks.flatMap((block) => Array(block[1]).fill(mean(block)));
  const angles = first.map((angle, index) => angle + index * gap);
  const over = angles.length && angles.at(-1) - angles[0] > 2 * Math.PI - gap;
  const even = over || new Set(desired).size === 1;
  return even ? desired.map((_, index) => -Math.PI / 2 + index * share) : angles;
}

const mean = ([sum, count]) => sum / count;

// --- a way

const COLUMN = 190;
const ROW = 64;

function inColumns() {
  const columns = [];
  for (const [key, step] of scene.base) (columns[step] ??= []).push(key);
  const upright = narrow.matches;
  const spots = new Map();
  columns.forEach((keys, step) => {
    keys.sort(heavier).forEach((key, index) => {
      const aside = (index % 2 ? -1 : 1) * Math.ceil(index / 2) * ROW * (upright ? 1.6 : 1);
      const along = step * COLUMN * (upright ? 0.7 : 1);
      spots.set(key, upright ? [aside, along] : [along, aside]);
    });
  });
  return spots;
}

// --- what was expanded

// Around its node, on rings, first away from the middle of the picture, where nothing else stands.
function growAround(spots, centre, fresh) {
  const crowd = new Crowd(spots.values());
  const front = ringsAround(spots.get(centre) ?? [0, 0], 60);
  for (const key of kinOrder(centre, fresh)) spots.set(key, crowd.nextFree(front));
}

// Places around one, ring by ring, on each ring the one farthest away from the middle of the picture first.
function* ringsAround([x, y], least) {
  const outwards = Math.atan2(y, x);
  for (let radius = least; ; radius += ROOM) {
    const count = Math.floor((2 * Math.PI * radius) / ROOM);
    for (let slot = 0; slot < count; slot += 1) {
      const turn = (slot % 2 ? -1 : 1) * Math.ceil(slot / 2) * ((2 * Math.PI) / count);
      yield [x + radius * Math.cos(outwards + turn), y + radius * Math.sin(outwards + turn)].map(Math.round);
    }
  }
}

// Who stands where, in cells, so that a spot is compared with those around it only.
class Crowd {
  constructor(spots = []) {
    this.cells = new Map();
    for (const spot of spots) this.add(spot);
  }

  static cellOf = (column, row) => column * 100003 + row;

  // ``size``: what is larger than the room of one takes its border's places too.
  add([x, y], size = 0) {
    this.take([x, y]);
    for (let turn = 0; size > ROOM / 2 && turn < 8; turn += 1)
      this.take([x + size * Math.cos((turn * Math.PI) / 4), y + size * Math.sin((turn * Math.PI) / 4)]);
  }

  take([x, y]) {
    const cell = Crowd.cellOf(Math.floor(x / ROOM), Math.floor(y / ROOM));
    if (!this.cells.has(cell)) this.cells.set(cell, []);
    this.cells.get(cell).push([x, y]);
  }

  // The next place of a front where nobody stands, which is taken now.
  nextFree(front) {
    let spot;
    do spot = front.next().value;
    while (this.isNear(spot));
    this.take(spot);
    return spot;
  }

  isNear([x, y]) {
    const [column, row] = [Math.floor(x / ROOM), Math.floor(y / ROOM)];
    for (let i = column - 1; i <= column + 1; i += 1)
      for (let j = row - 1; j <= row + 1; j += 1)
        for (const [px, py] of this.cells.get(Crowd.cellOf(i, j)) ?? [])
          if (Math.hypot(px - x, py - y) < ROOM * 0.9) return true;
    return false;
  }
}
