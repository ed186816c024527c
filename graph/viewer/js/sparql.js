// The facts shown as a SPARQL query, which gives the same facts of the store that the page was made from. What the
// filters say is said by a pattern; which neighbourhood it is, by its entities; where nothing else will do, the facts
// stand in the query one by one.

const iriText = (iri) => `<${iri.replace(/[\u0000-\u0020<>"{}|^`\\]/g, encodeURIComponent)}>`;
const literalText = (text) => JSON.stringify(text.toWellFormed());
const termIri = (name) => iriText(STORE().terms[name]?.[0] ?? STORE().prefixes.wg + name);

// A resource of the store by its prefix where its name is a plain one.
const shortIri = (iri) => {
  const local = iri.slice(STORE().base.length);
  return iri.startsWith(STORE().base) && /^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/.test(local) ? `wgr:${local}` : iriText(iri);
};
const listed = (items) => `(${items.join(", ")})`;
const bold = (name) => `wg:${name[0].toUpperCase()}${name.slice(1)}`;
const isSet = (value) => value instanceof Set && value.size > 0;

// One row for each filter: when it is on, and what it asks. Only ``asserted`` goes without saying.
const CLAUSES = [
  () => isSet(state.offTypes) && ["?subject", "?object"].map((end) =>
    `FILTER NOT EXISTS { ${end} a ?type . FILTER (?type IN ${listed([...state.offTypes].map(termIri))}) }`),
  () => isSet(state.offRelations) && relationClause([...state.offRelations]),
  () => isSet(state.offModalities) && [
    "OPTIONAL { ?fact wg:modality ?modality }",
    `FILTER (COALESCE(?modality, wg:Asserted) NOT IN ${listed([...state.offModalities].map(bold))})`,
  ],
  () => isSet(state.offSources) && `FILTER (?document NOT IN ${listed(documentsNamed(state.offSources))})`,
  (facts) => state.dates?.length > 0 && [
    "?fact wg:time ?day .",
    `FILTER (STR(?day) IN ${listed([...new Set(facts.map((fact) => storedDay(fact.time)))].sort().map(literalText))})`,
  ],
  () => state.confidence > 0 && [
    "OPTIONAL { ?fact wg:confidence ?confidence }",
    `FILTER (COALESCE(?confidence, 1) >= ${decimalText(state.confidence)})`,
  ],
  () => state.quantity && quantityClause(state.quantity),
];

const documentsNamed = (names) =>
  DATA.sources.flatMap((source, index) => (names.has(source.name) ? [shortIri(STORE().documents[index][0])] : []));

function relationClause(names) {
  const known = names.filter((name) => STORE().terms[name]);
  const clauses = [];
  if (known.length)
    clauses.push("OPTIONAL { ?fact rdf:predicate ?told }", `FILTER (!BOUND(?told) || ?told NOT IN ${listed(known.map(termIri))})`);
  if (DATA.facts.some((fact) => fact.open && names.includes(fact.relation)))
    clauses.push("OPTIONAL { ?fact wg:openPredicate ?open }", `FILTER (BOUND(?told) || STR(?open) NOT IN ${listed(names.map(literalText))})`);
  return clauses;
}

function quantityClause({ unit, least, most }) {
  const within = [least !== null && `?figure >= ${decimalText(least)}`, most !== null && `?figure <= ${decimalText(most)}`].filter(Boolean);
  return [
    "?fact wg:quantity ?counted .",
    "?counted schema:value|schema:minValue|schema:maxValue ?figure .",
    unit && `?counted schema:unitText ${literalText(unit)} .`,
    unit === "" && "FILTER NOT EXISTS { ?counted schema:unitText ?any }",
    within.length && `FILTER (${within.join(" && ")})`,
  ].filter(Boolean);
}

// The day as the store has it: a time that is none stands there whole.
const storedDay = (time) => {
  const [day, clock] = time.split("T");
  const fine = dayKeyOf(day) && (clock === undefined || /^([01]\d|2[0-3]):[0-5]\d$/.test(clock));
  return fine ? day : time;
};

// The facts between the entities of the picture, or the facts one by one: the shorter of what gives exactly these.
function sceneClause(facts) {
  const shown = new Set(facts);
  const passing = DATA.facts.filter(passesFilters);
  if (!DATA.around && passing.length === facts.length && passing.every((fact) => shown.has(fact))) return [];
  const ends = new Set(facts.flatMap((fact) => [fact.subject, fact.object]).filter(Boolean));
  const between = passing.filter((fact) => [fact.subject, fact.object].every((key) => !key || ends.has(key)));
  const exact = between.length === facts.length && between.every((fact) => shown.has(fact));
  if (!exact || ends.size > facts.length) return [`VALUES ?fact { ${facts.map((fact) => shortIri(fact.iri)).join(" ")} }`];
  const iris = listed([...ends].map((key) => shortIri(entityOf(key).iri)));
  return [`FILTER (?subject IN ${iris})`, `FILTER (isLiteral(?object) || ?object IN ${iris})`];
}

const passesFilters = (fact) =>
  factPasses(fact) && [fact.subject, fact.object].every((key) => !key || !state.offTypes.has(entityOf(key).type));

function sparqlOf(facts) {
  const clauses = [...sceneClause(facts), ...CLAUSES.flatMap((clause) => clause(facts) || [])];
  const used = ["wg", "wgr", "rdf", "rdfs", "schema", "prov", "oa"].map((name) => `PREFIX ${name}: ${iriText(STORE().prefixes[name])}`);
  return `# ${say("queryHead", { count: facts.length })}
${used.join("\n")}
SELECT ?fact (MIN(?who) AS ?subjectName) (SAMPLE(?predicate) AS ?relation) (MIN(?whom) AS ?objectName)
       (MIN(?figures) AS ?quantity) (MIN(?when) AS ?time) (MIN(?quote) AS ?sentence)
WHERE {
  GRAPH ?document { ?document a wg:SourceDocument . ?fact a wg:Statement ; rdf:subject ?subject ; rdf:object ?object . }
${clauses.map((clause) => `  ${clause}\n`).join("")}  OPTIONAL { GRAPH ?document { ?subject rdfs:label ?who } }
  OPTIONAL { GRAPH ?document { ?object rdfs:label ?name } }
  BIND (IF(isLiteral(?object), STR(?object), ?name) AS ?whom)
  OPTIONAL { ?fact rdf:predicate ?predicate }
  OPTIONAL { ?fact wg:quantity/wg:quantityText ?figures }
  OPTIONAL { ?fact wg:timeText ?when }
  OPTIONAL { ?fact prov:wasDerivedFrom/oa:hasSelector/oa:exact ?quote }
}
GROUP BY ?fact
ORDER BY ?fact
`;
}
