// The facts as CSV: the columns and lines that ``wangge export --format csv`` writes for them.

let storeRead;
const STORE = () => (storeRead ??= embedded("store"));

// A float as Python writes it: 1.0, and not 1.
const floatText = (value) => (Number.isInteger(value) ? value.toFixed(1) : String(value));
const extractorOf = (fact) => {
  const number = STORE().facts[fact.index][0];
  return STORE().extractors[number < 0 ? -1 - number : number];
};
// A statement that people made may leave out what goes without saying.
const isBare = (fact) => STORE().facts[fact.index][0] < 0;
const triggerOf = (fact) => {
  const [, , text, start, end, digits] = STORE().facts[fact.index];
  return text === undefined ? null : { text: STORE().triggers[text], start, end, digits };
};

const CSV = {
  fact: (fact) => fact.iri,
  document: (fact) => DATA.sources[fact.source].name,
  article: (fact) => fact.article,
  subject: (fact) => nameOf(fact.subject),
  subjectType: (fact) => entityOf(fact.subject).type,
  relation: (fact) => fact.relation,
  relationLabel: (fact) => (fact.open ? "" : DATA.relations[fact.relation].zh),
  object: objectText,
  objectType: (fact) => (fact.object ? entityOf(fact.object).type : "Literal"),
  value: (fact) => fact.quantity?.value,
  bound: (fact) => fact.quantity?.bound,
  unit: (fact) => fact.quantity?.unit,
  quantity: (fact) => fact.quantity?.text,
  time: (fact) => fact.time,
  timeText: (fact) => fact.timeText,
  place: (fact) => roleText(fact, "place"),
  recipient: (fact) => roleText(fact, "recipient"),
  organization: (fact) => roleText(fact, "organization"),
  modality: (fact) => fact.modality,
  negated: (fact) => Boolean(fact.negated),
  confidence: (fact) => floatText(fact.confidence),
  extractor: extractorOf,
  rule: (fact) => fact.rule,
  trigger: (fact) => triggerOf(fact)?.text,
  evidence: (fact) => fact.evidence.text,
  start: (fact) => fact.evidence.start,
  end: (fact) => fact.evidence.end,
  subjectId: (fact) => entityOf(fact.subject).iri,
  objectId: (fact) => (fact.object ? entityOf(fact.object).iri : ""),
};

function csvOf(facts) {
  const quoted = (cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const line = (cells) => `${cells.map((cell) => quoted(guarded(String(cell ?? "")))).join(",")}\n`;
  const columns = Object.values(CSV);
  // The mark at the beginning tells Excel that this is UTF-8.
  return `\ufeff${line(Object.keys(CSV))}${facts.map((fact) => line(columns.map((cell) => cell(fact)))).join("")}`;
}
