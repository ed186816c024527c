// What can be chosen beside entities and edges: one fact, all facts of a time, all facts of a unit; and their cards.
// Their keys stand in the address as ``show``: f… a fact, t… a time, u… a unit.

const FACT_KEYS = new LateMap(() => new Map(DATA.facts.map((fact) => [factKey(fact), fact])));

// The digits of the statement's IRI, which stay the same when the page is made anew.
function factKey(fact) {
  fact.key ??= `f${fact.iri.slice(fact.iri.lastIndexOf("-") + 1)}`;
  return fact.key;
}

const unitKey = (key) => `u${key}`;
const dayKey = (time) => `t${time}`;

const CHOICES = {
  f: { known: (key) => FACT_KEYS.has(key), card: factCard, ends: (key) => endsOf(FACT_KEYS.get(key)) },
  t: { known: (key) => FACTS_AT.has(key.slice(1)), card: dayCard, ends: () => [] },
  u: { known: (key) => key === "u" || UNITS.has(key.slice(1)), card: (key) => (key === "u" ? placelessCard() : unitCard(key)), ends: () => [] },
};
const choiceOf = (key) => (CHOICES[key[0]]?.known(key) ? CHOICES[key[0]] : undefined);

const endsOf = (fact) =>
  [fact.subject, fact.object, ...ROLES.map((role) => fact[role])].filter((end) => typeof end === "string");

function factCard(key) {
  const fact = FACT_KEYS.get(key);
  const others = DATA.facts.filter(
    (each) => each !== fact && each.subject === fact.subject && each.relation === fact.relation,
  );
  return [
    heading(relationText(fact)),
    make("ul", { class: "facts" }, factItem(fact, "", { isOpen: true })),
    others.length ? factGroup(say("sameAgain", { name: short(nameOf(fact.subject), 14), relation: relationLabel(fact.relation) }), others, fact.subject) : null,
    make("p", { class: "iri" }, fact.iri),
  ];
}

// Facts under the relation they tell, those with most facts first.
function byRelation(facts) {
  const groups = new Map();
  for (const fact of facts) {
    if (!groups.has(fact.relation)) groups.set(fact.relation, []);
    groups.get(fact.relation).push(fact);
  }
  return [...groups]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([relation, members]) => factGroup(relationLabel(relation), members, ""));
}

function dayCard(key) {
  const time = key.slice(1);
  const facts = FACTS_AT.get(time).filter((fact) => shownFacts().includes(fact));
  return [heading(dateText(time)), make("p", { class: "kind" }, say("factCount", { count: facts.length })), byRelation(facts)];
}
