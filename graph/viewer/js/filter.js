// Which facts, entities and edges pass the filters; what the filters are called; how their state is written.

const factPasses = (fact) => !judged.failed[fact.index];

// An entity passes while its type does, and a fact speaks of it that passes but for the types of its ends.
const entityPasses = (key) =>
  !filtering() || (!state.offTypes.has(entityOf(key).type) && judged.live[keyIndex().get(key)] === 1);

const edgePasses = (edge) =>
  entityPasses(edge.from) && entityPasses(edge.to) && edge.facts.some((index) => !judged.failed[index]);

const filtering = () => judged.active.length > 0;

// --- the state of the filters, as rows of FIELDS (address.js)

// Names of the corpus hold anything, also the dot that stands between two of them.
const escaped = (name) => encodeURIComponent(name).replaceAll(".", "%2E");

function unescaped(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

// What is off among ``names``; the address tells the fewer of those that are off and, behind "=", those that are on.
const offAmong = (names) => ({
  read: (text) => {
    const told = new Set(text.replace(/^=/, "").split(".").map(unescaped));
    const known = names.filter((name) => told.has(name));
    if (!text.startsWith("=")) return new Set(known);
    return new Set(known.length ? names.filter((name) => !told.has(name)) : []);
  },
  write: (off) => {
    const on = names.filter((name) => !off.has(name));
    const few = on.length && on.length < off.size ? on : [...off];
    return (few === on ? "=" : "") + few.map(escaped).sort().join(".");
  },
  default: new Set(),
});

// From one day to another, both of a calendar (20210109) or both of any year (109).
const dateRange = {
  read: (text) => {
    const days = /^\d{3,8}-\d{3,8}$/.test(text) ? text.split("-").map(Number) : [];
    const fine = days.length && days[0] <= days[1] && scaleOf(days) === scaleOf(days.slice(1));
    return fine ? days : [];
  },
  write: (days) => days.join("-"),
  default: [],
};

const share = {
  read: (text) => (/^(0(\.\d{1,2})?|1)$/.test(text) ? Number(text) : 0),
  write: String,
  default: 0,
};

// The least and the most of a unit, or of any where ``unit`` is null; null where figures do not matter.
const figureRange = {
  read: (text) => {
    const [least, most, ...unit] = text.split("_");
    const number = (part) => (/^\d+(\.\d+)?$/.test(part ?? "") ? Number(part) : null);
    const known = unit.length && measureWords().includes(unescaped(unit[0]));
    if (unit.length ? !known : number(least) === null && number(most) === null) return null;
    return { unit: known ? unescaped(unit[0]) : null, least: number(least), most: number(most) };
  },
  write: (range) => {
    if (!range) return "";
    const unit = range.unit === null ? [] : [escaped(range.unit)];
    return [range.least ?? "", range.most ?? "", ...unit].join("_");
  },
  default: null,
};

FIELDS.push(
  { name: "offRelations", as: "relations", ...offAmong(RELATIONS) },
  { name: "offSources", as: "sources", ...offAmong(SOURCE_NAMES) },
  { name: "dates", ...dateRange },
  { name: "confidence", ...share },
  { name: "quantity", ...figureRange },
);

const FILTER_FIELDS = new Set(FACETS.flatMap((facet) => facet.fields));

// A patch that lets everything pass, or everything of one facet.
const clearedFilters = (facets = FACETS) => {
  const fields = new Set(facets.flatMap((facet) => facet.fields));
  return Object.fromEntries(FIELDS.filter((row) => fields.has(row.name)).map((row) => [row.name, row.default]));
};
const clearedFacet = (name) => clearedFilters(FACETS.filter((facet) => facet.name === name));

// --- what the filters are called

const dayText = (day) => {
  const [month, date] = [Math.floor(day / 100) % 100, day % 100];
  const year = day > 9999 ? Math.floor(day / 10000) : null;
  if (state.language === "zh") return `${year ? `${year}年` : ""}${month}月${date}日`;
  return [year, month, date].filter(Boolean).map((part) => String(part).padStart(2, "0")).join("-");
};

function figureText({ unit, least, most }) {
  const name = unit ?? "";
  if (least !== null && most !== null) return say("between", { from: `${numberText(least)}${name}`, to: `${numberText(most)}${name}` });
  if (least !== null) return say("atLeast", { value: `${numberText(least)}${name}` });
  return most === null ? name || say("noUnit") : say("atMost", { value: `${numberText(most)}${name}` });
}

// What is on, where that is the shorter to say, else what is off.
function offText(names, field, labelOf) {
  const on = names.filter((name) => !state[field].has(name));
  const few = (list) => list.slice(0, 2).map(labelOf).join("、") + (list.length > 2 ? say("andMore", { count: list.length - 2 }) : "");
  if (on.length && on.length <= state[field].size) return few(on);
  return on.length ? say("without", { names: few(names.filter((name) => state[field].has(name))) }) : say("noneOf");
}

const FILTER_TEXTS = {
  type: () => offText(TYPES, "offTypes", typeLabel),
  relation: () => offText(RELATIONS, "offRelations", relationLabel),
  modality: () => offText(MODALITIES, "offModalities", say),
  source: () => offText(SOURCE_NAMES, "offSources", (name) => short(name, 20)),
  dates: () => say("between", { from: dayText(state.dates[0]), to: dayText(state.dates[1]) }),
  confidence: () => say("atLeast", { value: state.confidence.toFixed(2) }),
  quantity: () => figureText(state.quantity),
};
const filterText = (name) => say("filterText", { name: say(`by_${name}`), value: FILTER_TEXTS[name]() });

function countBy(items, nameOf) {
  const counts = new Map();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}
