// How things look: colours of the theme, sizes by the chosen measure, what is lit, what is filtered out.

const dark = matchMedia("(prefers-color-scheme: dark)");
const narrow = matchMedia("(max-width: 760px)");
const THEMES = {
  light: {
    text: "#1b2430", halo: "#fbfaf7", line: "#9aa5b1", strong: "#33475b", pill: "#e8edf2", pillText: "#243447",
    accent: "#0a5a8c", warn: "#9a3d00", disc: "#efece4",
  },
  dark: {
    text: "#e9eef4", halo: "#14191f", line: "#5d6b7a", strong: "#b9c9da", pill: "#2b3643", pillText: "#dbe6f1",
    accent: "#8cc8f2", warn: "#ffb47a", disc: "#1d242c",
  },
};
let theme = THEMES.light;

const isDark = () => (state.theme === "auto" ? dark.matches : state.theme === "dark");

function applyTheme() {
  theme = isDark() ? THEMES.dark : THEMES.light;
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
}

// --- sizes

// The measure words in which most figures are given: sums never mix two of them.
const topUnits = late(() => {
  const units = countBy(DATA.facts.filter(isCounted), (fact) => fact.quantity.unit);
  const most = [...units].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 5);
  return most.map(([unit]) => unit);
});

function isCounted(fact) {
  return Boolean(fact.quantity?.unit && fact.object && fact.modality === "asserted" && !fact.negated);
}

const totals = new Map(); // by measure word, then by entity
FOUND_OUT.push(() => totals.clear());

// The sum of the figures that facts give of whom, or by whom; the same figure told twice is added once.
function totalOf(key, unit) {
  if (!totals.has(unit)) {
    const sums = new Map();
    const told = new Set();
    for (const fact of DATA.facts) {
      if (!isCounted(fact) || fact.quantity.unit !== unit) continue;
      const { subject, relation, object, quantity, time, place } = fact;
      const figure = JSON.stringify([subject, relation, object, quantity.value, time, place]);
      if (told.has(figure)) continue;
      told.add(figure);
      for (const end of new Set([subject, object])) sums.set(end, (sums.get(end) ?? 0) + quantity.value);
    }
    totals.set(unit, sums);
  }
  return totals.get(unit).get(key) ?? 0;
}

const MEASURES_OF_SIZE = ["degree", "pagerank", "betweenness"];
const TOTAL = "total-"; // before a measure word: the size is by the sum of the figures in it

const isSizeBy = (text) =>
  MEASURES_OF_SIZE.includes(text) || (text.startsWith(TOTAL) && topUnits().includes(text.slice(TOTAL.length)));

const weightOf = (key) =>
  state.sizeBy.startsWith(TOTAL) ? totalOf(key, state.sizeBy.slice(TOTAL.length)) : measureOf(key, state.sizeBy) ?? 0;

const heaviest = new Map(); // the greatest weight in the whole by measure, so that sizes mean the same everywhere
FOUND_OUT.push(() => heaviest.clear());

// By facts as in page.py, which laid the nodes out by these sizes.
function wholeSize(key) {
  if (state.sizeBy === "facts") return Math.min(40, 7.5 + 2.6 * Math.sqrt(faceOf(key).degree));
  if (!heaviest.has(state.sizeBy))
    heaviest.set(state.sizeBy, Math.max(...DATA.nodes.map(({ id }) => weightOf(id)), Number.MIN_VALUE));
  return 6 + 28 * Math.sqrt(Math.max(0, Math.min(1, weightOf(key) / heaviest.get(state.sizeBy))));
}

function sizeOf(key) {
  if (isWhole()) return wholeSize(key);
  if (key === state.focus) return 26;
  return Math.max(7, Math.min(20, wholeSize(key) * (state.sizeBy === "facts" ? 1 : 0.7)));
}

// --- light

let cursor = ""; // where the keyboard stands in the picture

const litKey = () => state.hovered || cursor || state.chosen;

function lighting() {
  const key = litKey();
  const isCentre = state.focus === key && state.hops > 1 && !state.hovered && !cursor;
  if (!key || isCentre) return null; // a wide neighbourhood is to be seen as a whole
  if (choiceOf(key)) return lightingOf(key);
  const edge = EDGES.get(key);
  if (edge) return { nodes: new Set([edge.from, edge.to]), edges: new Set([key]) };
  const around = EDGES_OF.get(key).filter(edgePasses);
  return {
    nodes: new Set([key, ...around.map((each) => otherEnd(each, key))]),
    edges: new Set(around.map((each) => each.id)),
  };
}

// What is chosen otherwise: the ends of a fact, and the edges that stand for it.
function lightingOf(key) {
  const ends = new Set(choiceOf(key).ends(key));
  const isOf = (edge) => edge.facts.includes(FACT_KEYS.get(key).index);
  const found = [...ends].flatMap((end) => EDGES_OF.get(end).filter(isOf));
  return ends.size ? { nodes: ends, edges: new Set(found.map((edge) => edge.id)) } : null;
}

let light = null; // what is lit now; null when nothing is

// --- nodes and edges

const isEnd = (key) => key === state.focus || state.path.includes(key);

const hiddenNode = (key) => !entityPasses(key) && !isEnd(key);

function nodeLook(key) {
  const { light: day, dark: night } = DATA.types[faceOf(key).type];
  const chosen = key === state.chosen || isEnd(key);
  return {
    color: { background: isDark() ? night : day, border: chosen ? theme.text : theme.halo },
    borderWidth: chosen ? 3 : 1.5,
  };
}

function edgeShape(bend) {
  if (!bend) return { smooth: false };
  return { smooth: { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } };
}

// ``ink`` thickens the lines of a large picture, which is shown small.
function edgeLook(edge, ink) {
  const lit = light?.edges.has(edge.id);
  const weight = edge.circumstance ? 0.6 : Math.min(4, 0.9 + Math.log2(edge.facts.length) * 0.8);
  return {
    color: { color: lit ? theme.strong : theme.line, opacity: lit ? 0.95 : 0.75 },
    width: (lit ? weight + 0.8 : weight) * ink,
    dashes: edge.circumstance ? [1, 4] : edge.undone ? [6, 5] : false,
  };
}

// Edges of the same two nodes bend apart; a lone one is straight.
function bendsOf(list) {
  const seen = new Map();
  const pairOf = (edge) => [edge.from, edge.to].sort().join();
  const counts = countBy(list, pairOf);
  return new Map(
    list.map((edge) => {
      const pair = pairOf(edge);
      const index = seen.get(pair) ?? 0;
      seen.set(pair, index + 1);
      if (counts.get(pair) === 1) return [edge.id, 0];
      const side = (index % 2 ? -1 : 1) * (edge.from < edge.to ? 1 : -1);
      return [edge.id, side * 0.11 * Math.ceil((index + 1) / 2)];
    }),
  );
}
