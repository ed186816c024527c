// The facts as JSON-LD, with the context that ``wangge export`` writes: the triples that the store has of them, as far
// as the page knows them, with their evidence, ends and documents.

const wgr = (iri) => {
  const local = iri.slice(STORE().base.length);
  return iri.startsWith(STORE().base) && local && !local.startsWith("//") ? `wgr:${local}` : iri;
};
const ours = (name) => wgr(STORE().base + name);
const termOf = (name) => STORE().terms[name]?.[1] ?? name;
// A number without an exponent.
const decimalText = (value) =>
  String(value).includes("e") && value < 1 ? value.toFixed(20).replace(/0+$/, "") : value < 1e21 ? String(value) : String(BigInt(value));

// The day of a time under the key that tells its datatype in the context; graph/times.py has the same table.
const DAY_KEYS = [
  ["day", /^\d{4}-\d{2}-\d{2}$/, (day) => day],
  ["monthDay", /^--\d{2}-\d{2}$/, (day) => `2000${day.slice(1)}`],
  ["yearMonth", /^\d{4}-\d{2}$/, (day) => `${day}-01`],
  ["month", /^--\d{2}$/, (day) => `2000${day.slice(1)}-01`],
  ["dayOfMonth", /^---\d{2}$/, (day) => `2000-01-${day.slice(3)}`],
  ["year", /^\d{4}$/, (day) => `${day}-01-01`],
];
const isDate = (text) => {
  const [year, month, day] = text.split("-").map(Number);
  const real = new Date(dayNumber(year, month, day) * DAY);
  return year > 0 && real.getUTCMonth() === month - 1 && real.getUTCDate() === day;
};
const dayKeyOf = (day) => DAY_KEYS.find(([, form, whole]) => form.test(day) && isDate(whole(day)))?.[0];

function timeTriples(fact) {
  if (!fact.time) return {};
  const [day, clock] = fact.time.split("T");
  const key = dayKeyOf(day);
  const odd = (clock !== undefined && !/^([01]\d|2[0-3]):[0-5]\d$/.test(clock)) || (day && !key);
  if (odd) return { time: fact.time };
  const range = { day: [day, day], yearMonth: [`${day}-01`, `${day}-${lastOf(day)}`], year: [`${day}-01-01`, `${day}-12-31`] }[key];
  return {
    ...(key && { [key]: day }),
    ...(clock !== undefined && { clock: `${clock}:00` }),
    ...(range && { earliest: range[0], latest: range[1] }),
  };
}

const lastOf = (month) => {
  const [year, number] = month.split("-").map(Number);
  return new Date(dayNumber(year, number + 1, 0) * DAY).getUTCDate();
};

const NUMBER_KEYS = { exact: ["value"], approx: ["value"], min: ["min"], max: ["max"] };

function quantityNode(fact) {
  const { value, bound, unit, text } = fact.quantity;
  const number = Number.isInteger(value) ? value : { "@value": decimalText(value), "@type": "xsd:decimal" };
  return {
    id: ours(`quantity-${fact.iri.slice(fact.iri.lastIndexOf("-") + 1)}`),
    type: "schema:QuantitativeValue",
    [NUMBER_KEYS[bound][0]]: number,
    ...(bound === "approx" && { approximate: true }),
    ...(unit && { unit }),
    ...(text && { quantityText: text }),
  };
}

function evidenceNode(fact, digits) {
  const id = ours(`quote-${digits}`);
  const { start, end, text } = fact.evidence;
  return {
    id, type: "oa:SpecificResource", source: documentOf(fact),
    position: { id: `${id}-position`, type: "oa:TextPositionSelector", start, end },
    quote: { id: `${id}-text`, type: "oa:TextQuoteSelector", text },
  };
}

function triggerNode(fact, { text, start, end, digits }) {
  const id = ours(`trigger-${digits}`);
  const types = ["oa:TextPositionSelector", "oa:TextQuoteSelector"];
  return { id, type: "oa:SpecificResource", source: documentOf(fact), selector: { id: `${id}-text`, type: types, start, end, text } };
}

const documentOf = (fact) => wgr(STORE().documents[fact.source][0]);
const articleOf = (fact) => ours(`article-${STORE().documents[fact.source][1]}-${fact.article}`);
const named = (key) => ({ id: wgr(entityOf(key).iri), type: termOf(entityOf(key).type), name: entityOf(key).name });
const spoken = (text) => ({ "@value": text, "@language": "zh" });

function factNode(fact) {
  const bare = isBare(fact);
  const [, quote] = STORE().facts[fact.index];
  const trigger = triggerOf(fact);
  const roles = ROLES.filter((role) => fact[role]);
  const predicate = fact.open ? { openPredicate: fact.relation } : { relation: termOf(fact.relation) };
  return {
    id: wgr(fact.iri), type: "Statement",
    subject: named(fact.subject),
    ...predicate,
    ...(fact.object ? { object: named(fact.object) } : { saying: fact.text }),
    ...(fact.quantity && { quantity: quantityNode(fact) }),
    ...Object.fromEntries(roles.map((role) => [role, fact[role].text === undefined ? named(fact[role]) : spoken(fact[role].text)])),
    ...timeTriples(fact),
    ...(fact.timeText && { timeText: fact.timeText }),
    ...(!bare && {
      modality: fact.modality[0].toUpperCase() + fact.modality.slice(1), negated: Boolean(fact.negated),
      confidence: decimalText(fact.confidence), extractor: extractorOf(fact), article: articleOf(fact),
    }),
    ...(fact.rule && { rule: fact.rule }),
    ...(quote && { evidence: evidenceNode(fact, quote) }),
    ...(trigger?.digits && { trigger: triggerNode(fact, trigger) }),
  };
}

// An entity with what was done by it: the plain triples of facts that happened.
function entityNode(key, facts) {
  const entity = entityOf(key);
  const node = { ...named(key), named: !entity.generic };
  if (entity.aliases?.length) node.aliases = entity.aliases;
  for (const fact of facts) {
    const relation = termOf(fact.relation);
    const value = fact.object ? { id: wgr(entityOf(fact.object).iri) } : spoken(fact.text);
    const known = (node[relation] ??= []);
    if (!known.some((each) => JSON.stringify(each) === JSON.stringify(value))) known.push(value);
  }
  return node;
}

function jsonldOf(facts) {
  const done = new Map();
  for (const fact of facts) for (const key of endsOf(fact)) if (!done.has(key)) done.set(key, []);
  for (const fact of facts)
    if (fact.modality === "asserted" && !fact.negated && !fact.open) done.get(fact.subject).push(fact);
  const documents = [...new Set(facts.map((fact) => fact.source))].sort((a, b) => a - b).map((index) => {
    const source = DATA.sources[index];
    return { id: wgr(STORE().documents[index][0]), type: "SourceDocument", label: source.name, fileName: source.name, ...(source.title && { title: source.title }) };
  });
  const entities = [...done].map(([key, told]) => entityNode(key, told));
  const nodes = [...documents, ...entities, ...facts.map(factNode)];
  return `{"@context": ${JSON.stringify(STORE().context, null, 1)},\n"graph": [\n${nodes.map((node) => JSON.stringify(node)).join(",\n")}\n]}\n`;
}
