// The facts as a table: sorted by any column, searched by words, copied as lines for a spreadsheet.

const nameOf = (key) => (key ? entityOf(key).name : "");
const roleText = (fact, role) => (fact[role] ? fact[role].text ?? nameOf(fact[role]) : "");
const objectText = (fact) => (fact.object ? nameOf(fact.object) : fact.text ?? "");
const relationText = (fact) => (fact.negated ? say("negated") : "") + relationLabel(fact.relation);

function sourceText(fact) {
  const source = DATA.sources[fact.source];
  return source.headlines[fact.article] || `${source.name} · ${say("article", { number: fact.article })}`;
}

// ``order`` is what a column is sorted by where that is not its text; null stands last either way.
const CELLS = {
  time: { text: timeText, order: (fact) => timeOrder(fact.time) },
  subject: { text: (fact) => nameOf(fact.subject) },
  relation: { text: relationText },
  object: { text: objectText },
  quantity: {
    text: (fact) => (fact.quantity ? quantityText(fact.quantity) : ""),
    order: (fact) => fact.quantity?.value ?? null,
  },
  place: { text: (fact) => roleText(fact, "place") },
  recipient: { text: (fact) => roleText(fact, "recipient") },
  modality: { text: (fact) => say(fact.modality), order: (fact) => MODALITIES.indexOf(fact.modality) },
  sureness: { text: (fact) => fact.confidence.toFixed(2), order: (fact) => fact.confidence },
  source: { text: sourceText, order: (fact) => fact.source * 1e6 + fact.article },
};

const table = { rows: null, sorted: [], words: new Map(), language: "" };

function listenToTable() {
  table.rows = new Rows(document.getElementById("grid"), {
    cellsOf: (fact) =>
      Object.entries(CELLS).map(([name, column]) => cellOf(name, column.text(fact))),
    openItem: (fact) => change({ chosen: factKey(fact) }),
    isChosen: (fact) => state.chosen === factKey(fact),
  });
  document.getElementById("words").addEventListener("input", (event) =>
    change({ words: event.target.value }),
  );
  document.getElementById("copyRows").addEventListener("click", () => copyText(tsvOf(tableFacts())));
  document.getElementById("saveRows").addEventListener("click", () => TAKE.csv());
}

function cellOf(name, text) {
  const shown = plain(text);
  return make("td", { role: "gridcell", class: `of-${name}`, ...(shown.length > 8 && { title: shown }) }, shown);
}

// --- which facts, and in which order

// Everything that is written in a fact's row, and its sentence, in small letters.
function wordsOf(fact) {
  if (table.language !== state.language) {
    table.words.clear();
    table.language = state.language;
  }
  let known = table.words.get(fact.index);
  if (known === undefined) {
    const cells = Object.values(CELLS).map((column) => column.text(fact));
    known = [...cells, fact.evidence.text].join("\n").toLowerCase();
    table.words.set(fact.index, known);
  }
  return known;
}

function hasWords(facts) {
  const wanted = state.words.toLowerCase().split(/\s+/).filter(Boolean);
  if (!wanted.length) return facts;
  return facts.filter((fact) => wanted.every((word) => wordsOf(fact).includes(word)));
}

// Texts by their places among all texts, which are compared in the reader's language once each.
function ranksOf(texts) {
  const collator = new Intl.Collator(state.language === "zh" ? "zh-Hans" : "en", { numeric: true });
  const distinct = [...new Set(texts)].sort(collator.compare);
  return new Map(distinct.map((text, rank) => [text, text === "" ? null : rank]));
}

function sorted(facts) {
  const name = state.sort.replace(/^-/, "");
  const column = CELLS[name];
  if (!column) return facts;
  const way = state.sort.startsWith("-") ? -1 : 1;
  let order = column.order;
  if (!order) {
    const ranks = ranksOf(facts.map(column.text));
    order = (fact) => ranks.get(column.text(fact));
  }
  const keyed = facts.map((fact) => [order(fact), fact]);
  keyed.sort(([a, one], [b, other]) => {
    if (a === null || b === null) return (a === null) - (b === null) || one.index - other.index;
    return (a < b ? -way : a > b ? way : 0) || one.index - other.index;
  });
  return keyed.map(([, fact]) => fact);
}

const tableFacts = () => sorted(hasWords(shownFacts()));

// --- how it is shown

function showTable() {
  const words = document.getElementById("words");
  if (words.value !== state.words) words.value = state.words;
  showTableHead();
  const facts = tableFacts();
  table.rows.show(facts);
  const all = DATA.facts.length;
  document.getElementById("tableCount").textContent = say(facts.length === all ? "allRows" : "someRows", {
    count: facts.length, all,
  });
  document.getElementById("noRows").hidden = facts.length > 0;
}

function showTableHead() {
  const focused = document.activeElement?.id;
  const heads = Object.keys(CELLS).map((name) => {
    const [up, down] = [state.sort === name, state.sort === `-${name}`];
    // Up, down, and as the pages have it.
    const next = up ? `-${name}` : down ? "" : name;
    const button = make(
      "button", { type: "button", id: `sort-${name}`, on: () => change({ sort: next }) },
      say(`column_${name}`), make("span", { "aria-hidden": "true" }, up ? " ▲" : down ? " ▼" : ""),
    );
    const order = up ? "ascending" : down ? "descending" : "none";
    return make("th", { role: "columnheader", scope: "col", class: `of-${name}`, "aria-sort": order }, button);
  });
  document.querySelector("#grid thead tr").replaceChildren(...heads);
  if (focused?.startsWith("sort-")) document.getElementById(focused)?.focus();
}

// --- lines for a spreadsheet

// What a spreadsheet takes for a formula, or for a guard of ours; as graph/exports/facts_table.py.
const FORMULA = /^(?:['=+@\t\r]|-(?![\p{Nd}\-T:.]*$))/u;
const guarded = (text) => (FORMULA.test(text) ? `'${text}` : text);

function tsvOf(facts) {
  const texts = [...Object.values(CELLS).map((column) => column.text), (fact) => fact.evidence.text];
  const heads = [...Object.keys(CELLS).map((name) => say(`column_${name}`)), say("sentence")];
  // A tab or a line break would begin another cell or row.
  const line = (cells) => cells.map((cell) => guarded(cell.replace(/[\t\r\n\v\f\x85\u2028\u2029]+/g, " "))).join("\t");
  return `${[heads, ...facts.map((fact) => texts.map((text) => text(fact)))].map(line).join("\n")}\n`;
}
