// Results as the page holds them: columns, and rows of terms as SPARQL's JSON has them.

const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long", "nonNegativeInteger"]
  .map((name) => `http://www.w3.org/2001/XMLSchema#${name}`));
const TRIPLE = /^(<[^>]*>|_:\S+) (<[^>]*>) (<[^>]*>|_:\S+|"(?:[^"\\]|\\.)*"(?:@[\w-]+|\^\^<[^>]*>)?) \.$/;
const ESCAPES = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f" };

/** Run a query: its form (table, yesno or graph), columns and rows, or its answer. */
async function resultOf(query, signal) {
  const response = await asked(query, `${SELECTED}, ${TRIPLES};q=0.9`, signal);
  const text = await textOf(response);
  if (!response.headers.get("content-type").startsWith(SELECTED)) {
    // From the union of all documents a triple comes once for each that states it.
    const rows = [...new Set(text.split("\n"))].map(tripleOf).filter(Boolean);
    return { query, form: "graph", columns: ["subject", "predicate", "object"], rows };
  }
  const found = JSON.parse(text);
  if ("boolean" in found) return { query, form: "yesno", answer: found.boolean, columns: [], rows: [] };
  const columns = found.head.vars;
  const rows = found.results.bindings.map((row) => columns.map((name) => row[name]));
  return { query, form: "table", columns, rows };
}

function tripleOf(line) {
  const parts = TRIPLE.exec(line);
  return parts && parts.slice(1).map(termOf);
}

function termOf(text) {
  if (text[0] === "<") return { type: "uri", value: unescaped(text.slice(1, -1)) };
  if (text[0] === "_") return { type: "bnode", value: text.slice(2) };
  const end = text.lastIndexOf('"');
  const [value, rest] = [unescaped(text.slice(1, end)), text.slice(end + 1)];
  if (rest[0] === "@") return { type: "literal", value, "xml:lang": rest.slice(1) };
  return { type: "literal", value, datatype: rest ? rest.slice(3, -1) : undefined };
}

function unescaped(text) {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, mark) =>
    mark ? ESCAPES[mark] ?? mark : String.fromCodePoint(parseInt(four ?? eight, 16)));
}

/** Columns as a table shows them: a column ?x with the column ?xLabel that names it, or without. */
function shownColumns(result) {
  const places = new Map(result.columns.map((name, place) => [name, place]));
  const labels = new Set(result.columns.map((name) => `${name}Label`));
  return result.columns.filter((name) => !labels.has(name) || !places.has(name.slice(0, -5)))
    .map((name) => ({ name, place: places.get(name), label: places.get(`${name}Label`) ?? -1 }));
}

/** The text of a row in a shown column, as it is read. */
function textIn(row, column) {
  const name = row[column.label];
  const term = row[column.place];
  if (name) return name.value;
  if (!term) return "";
  return term.type === "uri" ? LABELS.get(term.value) || shortened(term.value) : term.value;
}

const isNumber = (term) => term?.type === "literal" && NUMBERS.has(term.datatype);

/** Whether a column holds numbers and nothing else. */
function isFigure(result, column) {
  const terms = result.rows.map((row) => row[column.place]).filter(Boolean);
  return terms.length > 0 && terms.every(isNumber);
}

/** What the IRIs of some rows are called is known afterwards, as far as it can be. */
function learnRows(rows) {
  const iris = rows.flatMap((row) => row.filter((term) => term?.type === "uri").map((term) => term.value));
  return learnLabels(iris).catch(() => {});
}
