// More of the whole than the page opens with: the most central entities that pass the filters and are not drawn yet,
// at places beside what is drawn, which stays where it is. Brought in in the same order, they have the same places.

const STEP = 500; // entities that are brought in at once

// Entities by their numbers in the page, in the order in which they were brought in: 1000-1499.2017
const numberRanges = {
  read: (text) => {
    const numbers = text.split(".").flatMap((part) => {
      if (!/^\d{1,7}(-\d{1,7})?$/.test(part)) return [];
      const [first, last = first] = part.split("-").map(Number);
      return Array.from({ length: Math.max(0, Math.min(last, DATA.keys.length - 1) - first + 1) }, (_, at) => first + at);
    });
    return new Set(numbers.map((number) => DATA.keys[number]).filter((key) => !DRAWN.has(key)));
  },
  write: (keys) => {
    const ranges = [];
    for (const key of keys) {
      const number = keyIndex().get(key);
      if (ranges.at(-1)?.[1] === number - 1) ranges.at(-1)[1] = number;
      else ranges.push([number, number]);
    }
    return ranges.map(([first, last]) => (first === last ? first : `${first}-${last}`)).join(".");
  },
  default: new Set(),
};

FIELDS.push({ name: "more", ...numberRanges, scene: true });

// Those that could be brought in, the most central first: DATA.keys is in that order.
const notDrawn = () => DATA.keys.filter((key) => !DRAWN.has(key) && isOutside(key) && isHere(key));

// How many they are, without looking at each where nothing filters.
function countNotDrawn() {
  if (!isWhole()) return 0;
  if (filtering() || state.hidden.size) return notDrawn().length;
  return countOf("entities") - DRAWN.size - state.more.size - [...scene.grown.values()].flat().length;
}

function drawMore() {
  change({ more: new Set([...state.more, ...notDrawn().slice(0, STEP)]) });
  fitGraph();
  restyle();
}

function showMore(left) {
  const button = document.getElementById("more");
  const held = document.activeElement === button;
  button.hidden = !left;
  if (left) setText(button, say("more", { count: Math.min(STEP, left) }));
  else if (held) document.getElementById("graph").focus();
}

// --- places

// What was placed last, to go on from when more comes: ``fronts`` are the free places around each that others stand by.
const growth = { layout: "", order: [], spots: new Map(), crowd: null, fronts: new Map() };

function placeMore(spots) {
  const wanted = [...state.more];
  const goesOn = growth.layout === state.layout && growth.order.every((key, at) => key === wanted[at]);
  if (!goesOn) {
    const known = PLACES[state.layout];
    const crowd = new Crowd();
    for (const [key, spot] of known) crowd.add(spot, DRAWN.get(key).size);
    Object.assign(growth, { layout: state.layout, order: [], spots: new Map(known), crowd, fronts: new Map() });
  }
  for (const key of wanted.slice(growth.order.length)) {
    growth.spots.set(key, growth.crowd.nextFree(frontOf(kinOf(key))));
    growth.order.push(key);
  }
  for (const key of wanted) spots.set(key, growth.spots.get(key));
}

// Who of those that have a place an entity belongs to most: by facts, then who has the fewest others around.
function kinOf(key) {
  let best = "";
  let most = 0;
  for (const edge of EDGES_OF.get(key)) {
    const other = otherEnd(edge, key);
    if (other === key || !growth.spots.has(other)) continue;
    const weight = edge.facts.length + 1 / (1 + entityOf(other).degree);
    if (weight > most) [best, most] = [other, weight];
  }
  return best;
}

// Who belongs to nobody stands outside all.
function frontOf(kin) {
  if (!growth.fronts.has(kin)) {
    const reach = () => Math.max(0, ...[...PLACES[state.layout].values()].map(([x, y]) => Math.hypot(x, y)));
    growth.fronts.set(kin, kin ? ringsAround(growth.spots.get(kin), 60) : ringsAround([0, 0], reach() + 2 * ROOM));
  }
  return growth.fronts.get(kin);
}
