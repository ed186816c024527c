// What the editor offers while a query is typed: prefixes, classes, relations and entities by
// their labels, variables and words of SPARQL.

const KEYWORDS = [
  "SELECT", "DISTINCT", "CONSTRUCT", "DESCRIBE", "ASK", "WHERE", "FROM", "NAMED", "GRAPH", "OPTIONAL", "UNION", "MINUS",
  "FILTER", "EXISTS", "NOT EXISTS", "BIND", "VALUES", "UNDEF", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT",
  "OFFSET", "PREFIX", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "CONTAINS", "STRSTARTS", "STRENDS",
  "STRLEN", "REGEX", "COALESCE", "IF", "BOUND", "STR", "LANG", "DATATYPE", "YEAR", "MONTH", "DAY",
];
const MOST_TERMS = 40;
const PAUSE = 150; // milliseconds without a key before the store is asked for names
const WORD = /[\p{L}\p{N}_:?$-]+$/u;
const FOUND = new Map(); // what the store said to a text

async function completions(context) {
  await vocabularyLoaded.catch(() => {});
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const word = WORD.exec(before)?.[0] ?? "";
  if ((!word && !context.explicit) || isOpaque(context)) return null;
  const from = context.pos - word.length;
  if (word[0] === "?" || word[0] === "$") return { from, filter: false, options: variables(context, word) };
  const declaring = /\bprefix\s+[\w-]*$/i.test(before);
  const options = declaring ? declarations(word) : [...terms(word), ...prefixes(word), ...keywords(word)];
  // Latin letters may be pinyin, where they are the beginning of nothing else.
  const isName = /\p{Script=Han}/u.test(word) || (!options.length && /^[a-z]{3,}$/.test(word));
  const names = declaring || !isName ? [] : await entities(context, word);
  return context.aborted ? null : { from, filter: false, options: [...options, ...names] };
}

/** Whether the place is in a text or a comment, where nothing is offered. */
function isOpaque(context) {
  const { name } = CodeMirror.syntaxTree(context.state).resolveInner(context.pos, -1);
  return name === "String" || name === "Comment";
}

function variables(context, word) {
  const known = new Set(context.state.doc.toString().match(/[?$][\p{L}\p{N}_]+/gu) ?? []);
  known.delete(word);
  return [...known].filter((name) => name.startsWith(word)).sort().map((label) => ({ label, type: "variable" }));
}

function declarations(word) {
  return Object.entries(VOCABULARY.prefixes).filter(([prefix]) => prefix.startsWith(word.replace(/:$/, "")))
    .map(([prefix, iri]) => ({ label: `${prefix}: <${iri}>`, type: "namespace" }));
}

function prefixes(word) {
  return Object.entries(VOCABULARY.prefixes).filter(([prefix]) => prefix.startsWith(word))
    .map(([prefix, iri]) => ({ label: `${prefix}:`, detail: iri, type: "namespace" }));
}

function keywords(word) {
  const wanted = word.toUpperCase();
  return KEYWORDS.filter((each) => each !== wanted && word && each.startsWith(wanted))
    .map((label) => ({ label, type: "keyword" }));
}

/** Classes, relations and others whose name or label has the word in it; the nearest first. */
function terms(word) {
  const wanted = word.toLowerCase();
  const rank = (texts) => Math.min(...texts.map((text) =>
    text === wanted ? 0 : text.startsWith(wanted) ? 1 : text.includes(wanted) ? 2 : 3));
  return VOCABULARY.terms
    .map((term) => {
      const local = term.name.slice(term.name.indexOf(":") + 1);
      return [rank([term.name, local, term.zh ?? "", term.en ?? ""].map((text) => text.toLowerCase())), term];
    })
    .filter(([nearness]) => nearness < 3)
    .sort(([one, a], [other, b]) => one - other || COLLATOR.compare(a.name, b.name))
    .slice(0, MOST_TERMS)
    .map(([, term]) => ({
      label: term.name,
      detail: [LABELS.get(term.iri), say(`kind.${term.kind}`)].filter(Boolean).join(" · "),
      type: { class: "class", relation: "property" }[term.kind] ?? "constant",
    }));
}

async function entities(context, word) {
  if (!FOUND.has(word)) {
    await new Promise((done) => setTimeout(done, PAUSE));
    if (context.aborted) return [];
    try {
      FOUND.set(word, await entitiesNamed(word));
    } catch {
      return []; // a word that cannot be looked up is typed on
    }
  }
  return FOUND.get(word).map(({ iri, name, type }) => ({
    label: written(iri),
    displayLabel: name,
    detail: [wordFor("class", type), shortened(iri)].join(" · "),
    type: "entity",
  }));
}
