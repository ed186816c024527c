// What is in the picture: the whole, the neighbourhood of one entity, or the way between two; with what was
// expanded, and without what was collapsed or hidden. Where it stands is in places.js.

const MOST = 500; // nodes of a neighbourhood; of more than these the nearest and weightiest are shown

// ``base``: how many steps each node is away from the centre or the start, and 0 for all of the whole. ``folded``:
// how many nodes each collapsed one holds. ``grown``: which expanded node brought in which others.
const scene = { base: new Map(), grown: new Map(), folded: new Map(), edges: [], tooMany: 0, noWay: false };

const isWhole = () => !state.focus && !state.path.length;
const isHere = (key) => !state.hidden.has(key);
const heavier = (a, b) => entityOf(b).degree - entityOf(a).degree || (a < b ? -1 : 1);

// Those that a passing edge joins to ``key``, hidden ones aside, in a fixed order.
function neighboursOf(key) {
  const found = new Set();
  for (const edge of EDGES_OF.get(key))
    if (edgePasses(edge)) found.add(otherEnd(edge, key));
  found.delete(key);
  return [...found].filter(isHere);
}

const expandable = (key) => neighboursOf(key).filter((each) => !nodes.get(each));

function buildScene() {
  const whole = () => new Map([...DRAWN.keys(), ...state.more].map((key) => [key, 0]));
  Object.assign(scene, { tooMany: 0, noWay: false, grown: new Map(), folded: new Map() });
  scene.base = state.focus ? around(state.focus, state.hops) : state.path.length ? between(...state.path) : whole();
  const present = new Set([...scene.base.keys()].filter(isHere));
  for (const key of growOrder(present)) {
    const fresh = neighboursOf(key).filter((each) => !present.has(each));
    for (const each of fresh) present.add(each);
    scene.grown.set(key, fresh);
  }
  for (const key of [...state.collapsed].sort(heavier)) if (present.has(key)) fold(present, key);
  scene.edges = edgesAmong(present);
  return present;
}

// The whole as it opens asks for nothing but what it draws.
function edgesAmong(present) {
  const known = isWhole() && !state.expanded.size && !state.more.size;
  const source = known ? DATA.edges : new Set([...present].flatMap((key) => EDGES_OF.get(key)));
  return [...source].filter((edge) => present.has(edge.from) && present.has(edge.to));
}

// Expanded nodes, those before that bring others of them in.
function* growOrder(present) {
  const waiting = new Set([...state.expanded].sort(heavier));
  for (let next; (next = [...waiting].find((key) => present.has(key))); waiting.delete(next)) yield next;
}

function around(centre, hops) {
  const distance = new Map([[centre, 0]]);
  let ring = [centre];
  for (let hop = 1; hop <= hops; hop += 1) {
    const next = new Set(ring.flatMap(neighboursOf).filter((key) => !distance.has(key)));
    const room = MOST - distance.size;
    scene.tooMany += Math.max(0, next.size - room);
    ring = [...next].sort(heavier).slice(0, Math.max(0, room));
    for (const key of ring) distance.set(key, hop);
  }
  return distance;
}

// --- the way between two

// Things in general join whoever has any of them, which tells little: a way through named ones goes first.
const DETOUR = 3;

const stepCost = (key) => (entityOf(key).generic ? DETOUR : 1);

// All cheapest ways from one to the other, as steps from the start; both alone where there is no way.
function between(start, end) {
  const there = costsFrom(start, end);
  if (!there.has(end)) {
    scene.noWay = true;
    return new Map([[start, 0], [end, 1]]);
  }
  const way = new Set([end]);
  for (const key of way)
    for (const before of neighboursOf(key)) {
      const onWay = there.get(before) + (key === end ? 1 : stepCost(key)) === there.get(key);
      if (onWay && way.size < MOST) way.add(before);
    }
  const columns = [...new Set([...way].map((key) => there.get(key)))].sort((a, b) => a - b);
  return new Map([...way].map((key) => [key, columns.indexOf(there.get(key))]));
}

// What it costs to get to each node from ``start``, as far as ``end``; costs are small whole numbers.
function costsFrom(start, end) {
  const costs = new Map([[start, 0]]);
  const done = new Set();
  const waiting = [[start]]; // by cost
  for (let cost = 0; cost < waiting.length; cost += 1)
    for (const key of waiting[cost] ?? []) {
      if (done.has(key)) continue;
      done.add(key);
      if (key === end) return costs;
      for (const next of neighboursOf(key)) {
        const total = cost + (next === end ? 1 : stepCost(next));
        if (total >= (costs.get(next) ?? Infinity)) continue;
        costs.set(next, total);
        (waiting[total] ??= []).push(next);
      }
    }
  return costs;
}

// --- collapsing

// A collapsed node takes in what hangs on it alone: what has no other way to the centre or to an end of the path; in
// the whole, which has no centre, its neighbours that nothing else is tied to.
function fold(present, key) {
  const holds = (each, part) => (isWhole() ? part.length > 1 : isEnd(each));
  const taken = new Set([key]);
  let count = 0;
  for (const first of neighboursOf(key)) {
    if (taken.has(first) || !present.has(first)) continue;
    const part = [first];
    taken.add(first);
    for (const each of part)
      for (const next of neighboursOf(each))
        if (present.has(next) && !taken.has(next)) {
          taken.add(next);
          part.push(next);
        }
    if (part.some((each) => holds(each, part))) continue;
    for (const each of part) present.delete(each);
    count += part.length;
  }
  scene.folded.set(key, count);
}

// --- what is shown

// The facts that pass and whose ends are in the picture; of the whole also those of nodes that are not drawn.
function shownFacts() {
  const folded = isWhole() && scene.folded.size ? new Set([...DRAWN.keys(), ...state.more]) : new Set();
  const isIn = (key) => (isWhole() ? isHere(key) && !(folded.has(key) && !nodes.get(key)) : Boolean(nodes.get(key)));
  return DATA.facts.filter(
    (fact) =>
      factPasses(fact) && [fact.subject, fact.object].every((key) => !key || (isIn(key) && entityPasses(key))),
  );
}
