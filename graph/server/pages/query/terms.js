// The vocabulary of the store, what IRIs are called, and where their pages are.

/** base, prefixes and terms as /query/terms tells them; empty until they are there. */
let VOCABULARY = { base: "", prefixes: {}, terms: [] };
const LABELS = new Map(); // by IRI; "" for what has none
const LONGEST_NAME = 14; // characters that a link shows where there is no label
const AT_ONCE = 400; // IRIs whose labels one query asks for

const vocabularyLoaded = told("/query/terms").then((found) => {
  VOCABULARY = found;
  for (const term of found.terms) {
    const label = term[PAGE.language] ?? term.zh ?? term.en;
    if (label) LABELS.set(term.iri, label);
  }
});

const isIri = (text) => /^[^\s<>"{}|\\^`\u0000-\u0020]+$/.test(text);

/** The IRI with its prefix, where one of the store's prefixes begins it; as it is otherwise. */
function shortened(iri) {
  for (const [prefix, namespace] of Object.entries(VOCABULARY.prefixes))
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri;
}

/** The IRI as a query may have it: with its prefix where that is safe, else in brackets. */
function written(iri) {
  const short = shortened(iri);
  return /^[a-z]+:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]*[\p{L}\p{N}_])?$/u.test(short) ? short : `<${iri}>`;
}

/** The address of the page of something in the store; "" for what has none. */
function pageOf(iri) {
  if (!VOCABULARY.base || !iri.startsWith(VOCABULARY.base)) return "";
  const rest = iri.slice(VOCABULARY.base.length).split("/").map(encodeURIComponent).join("/");
  return localAddress(`/id/${rest}`);
}

/** An address of this server with fields, and with the language where the reader chose one. */
function localAddress(path, fields = {}) {
  const language = new URLSearchParams(location.search).get("lang");
  const given = new URLSearchParams({ ...fields, ...(language ? { lang: language } : {}) }).toString();
  return given ? `${path}?${given}` : path;
}

/** Find out what these IRIs are called, as far as that is not known yet. */
async function learnLabels(iris) {
  await vocabularyLoaded.catch(() => {});
  const unknown = [...new Set(iris)].filter((iri) => !LABELS.has(iri) && isIri(iri) && pageOf(iri));
  for (let start = 0; start < unknown.length; start += AT_ONCE) {
    const some = unknown.slice(start, start + AT_ONCE);
    const rows = await selected(
      `SELECT ?iri (MIN(?name) AS ?label) WHERE { VALUES ?iri { ${some.map((iri) => `<${iri}>`).join(" ")} }
      ?iri <http://www.w3.org/2000/01/rdf-schema#label> ?name } GROUP BY ?iri`);
    for (const iri of some) LABELS.set(iri, "");
    for (const { iri, label } of rows) LABELS.set(iri, label);
  }
}

/** An IRI as people read it: its label, with a link to its page where it has one. */
function linked(iri, text = "") {
  const address = pageOf(iri);
  const label = text || LABELS.get(iri) || (address ? beginning(shortened(iri)) : shortened(iri));
  if (address) return make("a", { href: address, title: iri }, make("bdi", {}, label));
  return make("span", { title: iri, class: "term" }, make("bdi", {}, label));
}

/** As much of a name without a label as tells it from others, the whole being in the title. */
const beginning = (name) => (name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME)}…` : name);

/** The term of a kind by the name that facts have for it. */
const termNamed = (kind, name) => VOCABULARY.terms.find((term) => term.kind === kind && term.name.endsWith(`:${name}`));

/** What a class or a relation is called, by the name that facts have for it. */
const wordFor = (kind, name) => LABELS.get(termNamed(kind, name)?.iri) ?? name;

/** Entities with a text in a name of theirs, in Chinese or in pinyin: iri, name and type. */
const entitiesNamed = (text) => told(`/query/entities?${new URLSearchParams({ q: text })}`);
