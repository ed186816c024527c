// What facts are filtered by, each as a facet with its values; and for all facts at once, which facets they fail.
// Columns of numbers stand for the facts, so that a click costs one pass over them. Nothing here touches the page.

const UNDATED = 0;
const ENDS = 2 + ROLES.length;

// Days as whole numbers that sort as days do: 20210131 of a calendar, 131 of any year.
const dayOf = (number) => Number(new Date(number * DAY).toISOString().slice(0, 10).replaceAll("-", ""));

// The first and the last day that a time may mean on a scale, or null. In a season, years do not count.
const SCALES = {
  calendar: (time) => {
    const span = spanOf(time);
    return span?.dated ? [dayOf(span.from), dayOf(span.until)] : null;
  },
  season: (time) => {
    const span = spanOf(time.replace(/^\d{4}/, "-"));
    return span && [dayOf(span.from) % 10000, dayOf(span.until) % 10000];
  },
};

const TYPES = Object.keys(DATA.types);
const RELATIONS = Object.keys(DATA.relations);
const SOURCE_NAMES = DATA.sources.map((source) => source.name);

const keyIndex = late(() => new Map(DATA.keys.map((key, index) => [key, index])));
const typesOf = late(() => Uint8Array.from(DATA.keys, (key) => TYPES.indexOf(entityOf(key).type)));
const measureWords = late(() => [
  ...new Set(DATA.facts.flatMap(({ quantity }) => (quantity ? [quantity.unit ?? ""] : []))),
]);

const numbered = (names, nameOf) => {
  const numbers = new Map(names.map((name, index) => [name, index]));
  return Int32Array.from(DATA.facts, (fact) => numbers.get(nameOf(fact)) ?? -1);
};

function endColumn() {
  const ends = new Int32Array(DATA.facts.length * ENDS).fill(-1);
  DATA.facts.forEach((fact, row) => {
    [fact.subject, fact.object, ...ROLES.map((role) => fact[role])].forEach((key, at) => {
      ends[row * ENDS + at] = keyIndex().get(key) ?? -1;
    });
  });
  return ends;
}

function dayColumn(scale) {
  const days = new Int32Array(DATA.facts.length * 2);
  DATA.facts.forEach(({ time }, row) => {
    const range = time && SCALES[scale](time);
    if (range) days.set(range, row * 2);
  });
  return days;
}

// Made when they are first asked for: a page without filters needs none of them. One row of each for each fact: -1 where the fact has nothing of it, two UNDATED where it has no day.
const COLUMNS = {
  ends: late(endColumn), // subject, object, then the circumstances
  relation: late(() => numbered(RELATIONS, (fact) => fact.relation)),
  modality: late(() => numbered(MODALITIES, (fact) => fact.modality)),
  source: late(() => Int32Array.from(DATA.facts, (fact) => fact.source)),
  confidence: late(() => Float32Array.from(DATA.facts, (fact) => fact.confidence)),
  unit: late(() => numbered(measureWords(), ({ quantity }) => quantity && (quantity.unit ?? ""))),
  value: late(() => Float64Array.from(DATA.facts, ({ quantity }) => quantity?.value ?? 0)),
  calendar: late(() => dayColumn("calendar")),
  season: late(() => dayColumn("season")),
};

// The days on which something is known to begin or end, as far as a scale knows them.
const stopsOf = (scale) => Int32Array.from(new Set(COLUMNS[scale]())).filter((day) => day !== UNDATED).sort();
const STOPS = { calendar: late(() => stopsOf("calendar")), season: late(() => stopsOf("season")) };

// --- the facets: each says of a row whether it fails, by what the state holds now

const isOff = (field, names) => {
  const off = Uint8Array.from(names, (name) => state[field].has(name));
  return off.includes(1) ? off : null;
};

function byValue(column, off) {
  const values = off && COLUMNS[column]();
  return off && ((row) => off[values[row]]);
}

function byType() {
  const off = isOff("offTypes", TYPES);
  if (!off) return null;
  const [ends, types] = [COLUMNS.ends(), typesOf()];
  const hides = (end) => end >= 0 && off[types[end]];
  return (row) => hides(ends[row * ENDS]) || hides(ends[row * ENDS + 1]);
}

function byDates() {
  if (!state.dates.length) return null;
  const [first, last] = state.dates;
  const days = COLUMNS[scaleOf(state.dates)]();
  return (row) => days[row * 2] === UNDATED || days[row * 2] > last || days[row * 2 + 1] < first;
}

// A day of a season has no year: 131 is the 31st of January.
const scaleOf = ([day]) => (day > 9999 ? "calendar" : "season");

// Both sides are rounded alike: 0.3 in a column of single precision is a little more than 0.3.
function byConfidence() {
  const least = Math.fround(state.confidence);
  const shares = least && COLUMNS.confidence();
  return shares && ((row) => shares[row] < least);
}

function byQuantity() {
  const wanted = state.quantity;
  if (!wanted) return null;
  const unit = wanted.unit === null ? null : measureWords().indexOf(wanted.unit);
  const [units, value] = [COLUMNS.unit(), COLUMNS.value()];
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
  { name: "confidence", fields: ["confidence"], fails: byConfidence },
  { name: "quantity", fields: ["quantity"], fails: byQuantity },
];
const FACET = Object.fromEntries(FACETS.map((facet, index) => [facet.name, 1 << index]));

// --- the judgement

// ``failed`` holds for each fact the facets that it fails, as bits; ``live`` which entities have a fact that fails
// at most by a type; ``active`` the names of the facets that filter; ``passed`` how many facts pass; ``times`` counts
// the judgements.
const judged = { failed: new Uint8Array(0), live: new Uint8Array(0), active: [], passed: 0, times: 0 };

function judge() {
  const tests = FACETS.map((facet) => [facet.name, FACET[facet.name], facet.fails()]).filter(([, , fails]) => fails);
  const count = countOf("facts");
  if (judged.failed.length !== count) judged.failed = new Uint8Array(count);
  if (judged.live.length !== countOf("entities")) judged.live = new Uint8Array(countOf("entities"));
  const { failed, live } = judged;
  judged.times += 1;
  judged.active = tests.map(([name]) => name);
  judged.passed = tests.length ? 0 : count;
  const others = judged.active.some((name) => name !== "type");
  live.fill(others ? 0 : 1);
  if (!tests.length) failed.fill(0);
  if (!tests.length) return;
  for (let row = 0; row < count; row += 1) {
    let bits = 0;
    for (const [, bit, fails] of tests) if (fails(row)) bits |= bit;
    failed[row] = bits;
    if (!bits) judged.passed += 1;
    if (others && !(bits & ~FACET.type)) markEnds(row, live);
  }
}

function markEnds(row, marks) {
  const ends = COLUMNS.ends();
  for (let at = row * ENDS; at < (row + 1) * ENDS; at += 1) if (ends[at] >= 0) marks[ends[at]] = 1;
}

// --- counts: what each value of a facet would show under the other filters

function tally(facet, column, length) {
  const counts = new Int32Array(length);
  const spared = ~FACET[facet];
  const values = COLUMNS[column]();
  for (let row = 0; row < DATA.facts.length; row += 1)
    if (!(judged.failed[row] & spared) && values[row] >= 0) counts[values[row]] += 1;
  return counts;
}

// The same without any filter: what lists are ordered by, so that nothing moves while one filters.
function total(column, length) {
  const counts = new Int32Array(length);
  for (const value of COLUMNS[column]()) if (value >= 0) counts[value] += 1;
  return counts;
}

// The page knows what the legend says before anybody filters, and need not count for that.
FOUND_OUT.push(() => delete DATA.totals);
const toldTotals = (name, names) => DATA.totals && Int32Array.from(names, (each) => DATA.totals[name][each] ?? 0);

const modalityTotals = () => toldTotals("modality", MODALITIES) ?? total("modality", MODALITIES.length);
const typeTotals = () =>
  toldTotals("type", TYPES) ?? typesOf().reduce((counts, type) => ((counts[type] += 1), counts), new Int32Array(TYPES.length));
const datedTotal = (scale) => COLUMNS[scale]().filter((day) => day !== UNDATED).length / 2;

const relationCounts = () => tally("relation", "relation", RELATIONS.length);
const modalityCounts = () => (filtering() ? tally("modality", "modality", MODALITIES.length) : modalityTotals());
const sourceCounts = () => tally("source", "source", DATA.sources.length);
const unitCounts = () => tally("quantity", "unit", measureWords().length);

// Entities by type: those that a fact speaks of that no other filter takes away.
function typeCounts() {
  if (!filtering()) return typeTotals();
  const counts = new Int32Array(TYPES.length);
  const types = typesOf();
  judged.live.forEach((alive, index) => { if (alive) counts[types[index]] += 1; });
  return counts;
}

// How many facts begin at each stop of a scale, and how many tell no day of it.
function dayCounts(scale) {
  const [stops, days] = [STOPS[scale](), COLUMNS[scale]()];
  const counts = new Int32Array(stops.length);
  const places = new Map(Array.from(stops, (day, index) => [day, index]));
  let undated = 0;
  for (let row = 0; row < DATA.facts.length; row += 1) {
    if (judged.failed[row] & ~FACET.dates) continue;
    const place = places.get(days[row * 2]);
    if (place === undefined) undated += 1;
    else counts[place] += 1;
  }
  return { counts, undated };
}

// The least and the greatest figure of a unit under the other filters, and how many figures there are.
function figuresOf(unit) {
  const found = { count: 0, least: Infinity, most: -Infinity };
  const wanted = unit === null ? null : measureWords().indexOf(unit);
  const [units, values] = [COLUMNS.unit(), COLUMNS.value()];
  for (let row = 0; row < DATA.facts.length; row += 1) {
    const has = units[row] >= 0 && (wanted === null || units[row] === wanted);
    if (!has || judged.failed[row] & ~FACET.quantity) continue;
    found.count += 1;
    found.least = Math.min(found.least, values[row]);
    found.most = Math.max(found.most, values[row]);
  }
  return found;
}

// How many facts would come back without one facet's filter.
function withheldBy(name) {
  let count = 0;
  for (const bits of judged.failed) if (bits === FACET[name]) count += 1;
  return count;
}
