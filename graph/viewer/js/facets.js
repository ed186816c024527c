// What facts are filtered by, each as a facet with its values; and for all facts at once, which facets they fail.
// Columns of numbers stand for the facts, so that a click costs one pass over them. Nothing here touches the page.

const UNDATED = 0;

// Days as whole numbers that sort as days do. A time that names a month and no year has its place in any year.
function daysOf(time) {
  const found = /^(\d{4}|-)(?:-(\d\d))?(?:-(\d\d))?(?:T|$)/.exec(time ?? "");
  if (!found) return {};
  const [, year, month, day] = found;
  const first = Number(month ?? 1) * 100 + Number(day ?? 1);
  const last = Number(month ?? 12) * 100 + Number(day ?? 31);
  return {
    calendar: year === "-" ? null : [Number(year) * 10000 + first, Number(year) * 10000 + last],
    season: month ? [first, last] : null,
  };
}

const COUNT = DATA.facts.length;
const KEYS = Object.keys(DATA.entities);
const KEY_INDEX = new Map(KEYS.map((key, index) => [key, index]));
const TYPES = Object.keys(DATA.types);
const RELATIONS = Object.keys(DATA.relations);
const MEASURE_WORDS = [...new Set(DATA.facts.flatMap((fact) => (fact.quantity ? [fact.quantity.unit ?? ""] : [])))];

const numbersOf = (names) => new Map(names.map((name, index) => [name, index]));
const TYPE_OF = Uint8Array.from(KEYS, (key) => TYPES.indexOf(entityOf(key).type));

// One row of each for each fact: -1 where the fact has nothing of it.
const COLUMNS = {
  ends: new Int32Array(COUNT * 5).fill(-1), // subject, object, then the circumstances
  relation: new Int16Array(COUNT),
  modality: new Int8Array(COUNT),
  source: new Int32Array(COUNT),
  confidence: new Float32Array(COUNT),
  unit: new Int32Array(COUNT).fill(-1),
  value: new Float64Array(COUNT),
  calendar: new Int32Array(COUNT * 2),
  season: new Int32Array(COUNT * 2),
};

function fillColumns() {
  const [relations, units, modalities] = [RELATIONS, MEASURE_WORDS, MODALITIES].map(numbersOf);
  DATA.facts.forEach((fact, row) => {
    const ends = [fact.subject, fact.object, ...ROLES.map((role) => fact[role])];
    ends.forEach((key, at) => { COLUMNS.ends[row * 5 + at] = KEY_INDEX.get(key) ?? -1; });
    COLUMNS.relation[row] = relations.get(fact.relation);
    COLUMNS.modality[row] = modalities.get(fact.modality);
    COLUMNS.source[row] = fact.source;
    COLUMNS.confidence[row] = fact.confidence;
    if (fact.quantity) {
      COLUMNS.unit[row] = units.get(fact.quantity.unit ?? "");
      COLUMNS.value[row] = fact.quantity.value;
    }
    for (const [scale, range] of Object.entries(daysOf(fact.time)))
      if (range) COLUMNS[scale].set(range, row * 2);
  });
}
fillColumns();

// The days on which something is known to begin or end, as far as a scale knows them.
const stopsOf = (scale) => Int32Array.from(new Set(COLUMNS[scale])).filter((day) => day !== UNDATED).sort();
const STOPS = { calendar: stopsOf("calendar"), season: stopsOf("season") };

// --- the facets: each says of a row whether it fails, by what the state holds now

const isOff = (field, names) => {
  const off = Uint8Array.from(names, (name) => state[field].has(name));
  return off.includes(1) ? off : null;
};

const byValue = (column, off) => off && ((row) => off[COLUMNS[column][row]]);

function byType() {
  const off = isOff("offTypes", TYPES);
  const { ends } = COLUMNS;
  const hides = (end) => end >= 0 && off[TYPE_OF[end]];
  return off && ((row) => hides(ends[row * 5]) || hides(ends[row * 5 + 1]));
}

function byDates() {
  if (!state.dates.length) return null;
  const [first, last] = state.dates;
  const days = COLUMNS[scaleOf(state.dates)];
  return (row) => days[row * 2] === UNDATED || days[row * 2] > last || days[row * 2 + 1] < first;
}

// A day of a season has no year: 131 is the 31st of January.
const scaleOf = ([day]) => (day > 9999 ? "calendar" : "season");

function byQuantity() {
  const wanted = state.quantity;
  if (!wanted) return null;
  const unit = wanted.unit === null ? null : MEASURE_WORDS.indexOf(wanted.unit);
  const { unit: units, value } = COLUMNS;
  return (row) =>
    units[row] < 0 || (unit !== null && units[row] !== unit) ||
    value[row] < (wanted.least ?? -Infinity) || value[row] > (wanted.most ?? Infinity);
}

const FACETS = [
  { name: "type", fields: ["offTypes"], fails: byType },
  { name: "relation", fields: ["offRelations"], fails: () => byValue("relation", isOff("offRelations", RELATIONS)) },
  { name: "modality", fields: ["offModalities"], fails: () => byValue("modality", isOff("offModalities", MODALITIES)) },
  { name: "source", fields: ["offSources"], fails: () => byValue("source", isOff("offSources", SOURCE_NAMES)) },
  { name: "dates", fields: ["dates"], fails: byDates },
  {
    name: "confidence", fields: ["confidence"],
    // Both sides are rounded alike: 0.3 in a column of single precision is a little more than 0.3.
    fails: () => state.confidence > 0 && ((row) => COLUMNS.confidence[row] < Math.fround(state.confidence)),
  },
  { name: "quantity", fields: ["quantity"], fails: byQuantity },
];
const SOURCE_NAMES = DATA.sources.map((source) => source.name);
const FACET = Object.fromEntries(FACETS.map((facet, index) => [facet.name, 1 << index]));

// --- the judgement

// ``failed`` holds for each fact the facets that it fails, as bits; ``live`` which entities have a fact that fails
// at most by a type; ``active`` the names of the facets that filter; ``passed`` how many facts pass.
const judged = { failed: new Uint8Array(COUNT), live: new Uint8Array(KEYS.length), active: [], passed: COUNT };

function judge() {
  const tests = FACETS.map((facet) => [facet.name, FACET[facet.name], facet.fails()]).filter(([, , fails]) => fails);
  const { failed, live } = judged;
  judged.active = tests.map(([name]) => name);
  judged.passed = 0;
  const others = judged.active.some((name) => name !== "type");
  live.fill(others ? 0 : 1);
  for (let row = 0; row < COUNT; row += 1) {
    let bits = 0;
    for (const [, bit, fails] of tests) if (fails(row)) bits |= bit;
    failed[row] = bits;
    if (!bits) judged.passed += 1;
    if (others && !(bits & ~FACET.type)) markEnds(row, live);
  }
}

function markEnds(row, marks) {
  for (let at = row * 5; at < row * 5 + 5; at += 1) if (COLUMNS.ends[at] >= 0) marks[COLUMNS.ends[at]] = 1;
}

// --- counts: what each value of a facet would show under the other filters

function tally(facet, column, length) {
  const counts = new Int32Array(length);
  const spared = ~FACET[facet];
  const values = COLUMNS[column];
  for (let row = 0; row < COUNT; row += 1)
    if (!(judged.failed[row] & spared) && values[row] >= 0) counts[values[row]] += 1;
  return counts;
}

const relationCounts = () => tally("relation", "relation", RELATIONS.length);
const modalityCounts = () => tally("modality", "modality", MODALITIES.length);
const sourceCounts = () => tally("source", "source", DATA.sources.length);
const unitCounts = () => tally("quantity", "unit", MEASURE_WORDS.length);

// Entities by type: those that a fact speaks of that no other filter takes away.
function typeCounts() {
  const counts = new Int32Array(TYPES.length);
  judged.live.forEach((alive, index) => { if (alive) counts[TYPE_OF[index]] += 1; });
  return counts;
}

// How many facts begin at each stop of a scale, and how many tell no day of it.
function dayCounts(scale) {
  const counts = new Int32Array(STOPS[scale].length);
  const places = new Map(Array.from(STOPS[scale], (day, index) => [day, index]));
  let undated = 0;
  for (let row = 0; row < COUNT; row += 1) {
    if (judged.failed[row] & ~FACET.dates) continue;
    const place = places.get(COLUMNS[scale][row * 2]);
    if (place === undefined) undated += 1;
    else counts[place] += 1;
  }
  return { counts, undated };
}

// The least and the greatest figure of a unit under the other filters, and how many figures there are.
function figuresOf(unit) {
  const found = { count: 0, least: Infinity, most: -Infinity };
  const wanted = unit === null ? null : MEASURE_WORDS.indexOf(unit);
  for (let row = 0; row < COUNT; row += 1) {
    const has = COLUMNS.unit[row] >= 0 && (wanted === null || COLUMNS.unit[row] === wanted);
    if (!has || judged.failed[row] & ~FACET.quantity) continue;
    found.count += 1;
    found.least = Math.min(found.least, COLUMNS.value[row]);
    found.most = Math.max(found.most, COLUMNS.value[row]);
  }
  return found;
}

// How many facts would come back without one facet's filter.
function withheldBy(name) {
  let count = 0;
  for (const bits of judged.failed) if (bits === FACET[name]) count += 1;
  return count;
}
