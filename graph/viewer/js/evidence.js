// One fact as a reader sees it: what it says, and, when asked, the sentence that says so and where it stands.

const FACTS_OF_CLAIM = new LateMap(() => {
  const found = new Map();
  for (const fact of DATA.facts) {
    if (fact.claim === undefined) continue;
    if (!found.has(fact.claim)) found.set(fact.claim, []);
    found.get(fact.claim).push(fact);
  }
  return found;
});

// The facts that say the same elsewhere.
const alike = (fact) =>
  fact.claim === undefined ? [] : FACTS_OF_CLAIM.get(fact.claim).filter((other) => other !== fact);

function factItem(fact, centre, { isOpen = false } = {}) {
  const object = fact.object ? endOf(fact.object, centre) : make("q", {}, fact.text ?? "");
  const line = make(
    "p", { class: "statement" },
    badge(fact),
    endOf(fact.subject, centre),
    make("span", { class: "relation" }, fact.negated ? say("negated") : "", relationLabel(fact.relation)),
    object,
    fact.quantity ? make("strong", { title: fact.quantity.text ?? "" }, quantityText(fact.quantity)) : null,
  );
  const item = make("li", { class: `fact ${fact.modality}` }, line, circumstances(fact), sentence(fact, isOpen));
  item.dataset.fact = fact.index;
  return item;
}

const endOf = (key, centre) =>
  key === centre ? make("span", { class: "self" }, entityOf(key).name) : nameButton(key);

const badge = (fact) =>
  fact.modality === "asserted" ? null : make("span", { class: `badge ${fact.modality}` }, say(fact.modality));

function circumstances(fact) {
  const parts = ROLES.filter((role) => fact[role]).map((role) =>
    make("span", {}, `${say(role)} `, fact[role].text ?? nameButton(fact[role])),
  );
  const when = timeText(fact);
  if (when) parts.unshift(make("time", { title: fact.timeText ?? "" }, when));
  parts.push(make("span", { class: "sure" }, say("confidence", { value: fact.confidence.toFixed(2) })));
  return make("p", { class: "circumstances" }, parts);
}

// --- the sentence

// The sentence of a fact, and those that say the same; they are read when somebody opens them.
function sentence(fact, isOpen) {
  const others = alike(fact);
  const told = others.length ? say("sourceCount", { count: others.length + 1 }) : "";
  const summary = make("summary", {}, say("sentence"), told ? make("span", { class: "count" }, told) : null);
  const details = make("details", { class: "evidence" }, summary);
  const fill = () => {
    if (details.childElementCount > 1) return;
    details.append(quotation(fact));
    if (others.length) details.append(make("p", { class: "alike" }, say("alike", { count: others.length })));
    details.append(...others.map(quotation));
  };
  details.addEventListener("toggle", () => { if (details.open) fill(); });
  if (isOpen) {
    fill();
    details.open = true;
  }
  return details;
}

function quotation(fact) {
  const { text, before, after, marks } = fact.evidence;
  const aside = (part) => (part ? make("span", { class: "aside" }, part) : "");
  const quote = make("blockquote", {}, aside(before));
  let at = 0;
  for (const [from, to, role] of marks) {
    const mark = make("mark", { class: role, title: say(`mark_${role}`) }, text.slice(from, to));
    quote.append(text.slice(at, from), mark);
    at = to;
  }
  quote.append(text.slice(at), aside(after));
  const { headline, file, article, characters } = placeOf(fact);
  const place = [make("span", { title: file }, short(file, 26)), headline && article, characters].filter(Boolean);
  const line = place.flatMap((part, index) => [index ? " · " : "", part]);
  const caption = make("figcaption", {}, make("cite", {}, headline || article), ...line, " ", copyButton(() => citation(fact)));
  return make("figure", {}, quote, caption);
}

function placeOf(fact) {
  const source = DATA.sources[fact.source];
  return {
    headline: source.headlines[fact.article] ?? "",
    file: source.name,
    article: say("article", { number: fact.article }),
    characters: say("characters", { start: String(fact.evidence.start), end: String(fact.evidence.end) }),
  };
}

// --- the citation

const asLine = (text = "") => text.replace(/\s*\n\s*/g, "");

// The sentence with where it stands, then what was read from it, and the name of that fact in the store.
function citation(fact) {
  const { text, before, after } = fact.evidence;
  const { headline, file, article, characters } = placeOf(fact);
  const place = [headline, file, article, characters].filter(Boolean).join(say("comma"));
  const quote = [before, text, after].map(asLine).join("").trim();
  return `${say("citation", { quote, place })}\n${factText(fact)}\n${fact.iri}`;
}

function factText(fact) {
  const nameOf = (end) => (typeof end === "string" ? entityOf(end).name : end.text);
  const object = fact.object ? nameOf(fact.object) : (fact.text ?? "");
  const relation = `${fact.negated ? say("negated") : ""}${relationLabel(fact.relation)}`;
  const figure = fact.quantity ? quantityText(fact.quantity) : "";
  const aside = [
    fact.modality === "asserted" ? "" : say(fact.modality),
    timeText(fact),
    ...ROLES.filter((role) => fact[role]).map((role) => `${say(role)} ${nameOf(fact[role])}`),
  ];
  return [[nameOf(fact.subject), relation, object, figure].filter(Boolean).join(" "), ...aside]
    .filter(Boolean).join(say("comma"));
}

const copyButton = (textOf) =>
  make("button", { type: "button", class: "copy", on: () => copyText(textOf()) }, say("copyCitation"));
