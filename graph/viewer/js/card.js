// The side panel: an entity's card, and an edge's card.
// Text of the corpus only ever goes in as text, never as markup.

function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") element.className = value;
    else if (name === "on") element.addEventListener("click", value);
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter((child) => (child ?? "") !== ""));
  return element;
}

const SHAPES = {
  dot: "M8 1.5a6.5 6.5 0 1 0 .01 0z",
  square: "M2 2h12v12H2z",
  diamond: "M8 .5 15.5 8 8 15.5.5 8z",
  triangle: "M8 1 15 14H1z",
  triangleDown: "M8 15 15 2H1z",
  hexagon: "M4 1.2h8L16 8l-4 6.8H4L0 8z",
  star: "M8 .5l2.2 5 5.3.5-4 3.6 1.2 5.4L8 12.2 3.300 15l1.2-5.400L.5 6l5.300-.5z",
};

function icon(type) {
  const look = DATA.types[type];
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  picture.setAttribute("class", "icon");
  path.setAttribute("d", SHAPES[look?.shape] ?? SHAPES.dot);
  path.setAttribute("fill", isDark() ? look?.dark : look?.light);
  picture.append(path);
  return picture;
}

const nameButton = (key, className = "name") =>
  make("button", { type: "button", class: className, on: () => visit(key) }, entityOf(key).name);

// --- groups of facts

const SHOWN = 4;

// What is firm before what is not, the largest figures first. Facts that say the same are one item: each of them
// leads to the sentences of the others.
function sortedFacts(facts) {
  const firmness = (fact) => MODALITIES.indexOf(fact.modality);
  const size = (fact) => fact.quantity?.value ?? -1;
  const sorted = [...facts].sort(
    (a, b) =>
      firmness(a) - firmness(b) || size(b) - size(a) || b.confidence - a.confidence || a.index - b.index,
  );
  const seen = new Set();
  return sorted.filter(({ claim }) => claim === undefined || (!seen.has(claim) && seen.add(claim)));
}

function factGroup(title, facts, centre) {
  const sorted = sortedFacts(facts);
  const item = (fact, at) => factItem(fact, centre, { isOpen: at === 0 });
  const list = make("ul", { class: "facts" }, sorted.slice(0, SHOWN).map(item));
  const rest = sorted.slice(SHOWN);
  const more = rest.length
    ? make("button", { type: "button", class: "more", on: () => {
        list.append(...rest.map((fact) => factItem(fact, centre)));
        list.children[SHOWN].querySelector("button, summary").focus();
        more.remove();
      } }, say("more", { count: rest.length }))
    : null;
  const heading = make("h3", {}, title, make("span", { class: "count" }, String(sorted.length)));
  return make("section", {}, heading, list, more);
}

function groupsOf(key) {
  const groups = new Map();
  const put = (rank, title, fact) => {
    if (!groups.has(title)) groups.set(title, { rank, facts: [] });
    groups.get(title).facts.push(fact);
  };
  for (const fact of FACTS_OF.get(key).filter(factPasses)) {
    if (fact.subject === key) put(0, relationLabel(fact.relation), fact);
    else if (fact.object === key) put(1, say("passive", { relation: relationLabel(fact.relation) }), fact);
    else put(2, say("as", { role: say(ROLES.find((role) => fact[role] === key)) }), fact);
  }
  return [...groups].sort(([, a], [, b]) => a.rank - b.rank || b.facts.length - a.facts.length);
}

// --- cards

function heading(text, ...more) {
  const title = make("h2", { id: "cardTitle" }, ...more, text);
  const look = { type: "button", class: "close", "aria-label": say("close") };
  const close = make("button", { ...look, on: () => open("") }, "×");
  return make("header", {}, title, close);
}

// The units that an entity lies in or belongs to, the widest first: as [name, key of an entity or nothing].
function pathOf(key) {
  const path = [];
  const seen = new Set();
  for (let at = homeOf(key); UNITS.has(at) && !seen.has(at); at = UNITS.get(at).above) {
    seen.add(at);
    const { name, above } = UNITS.get(at);
    const wider = UNITS.get(above)?.name ?? "";
    // 清河县青石镇 below 清河县 is 青石镇.
    const step = name.startsWith(wider) && name !== wider ? name.slice(wider.length) : name;
    path.unshift([step, isEntity(at) ? at : ""]);
  }
  return path.length ? path : containers(key).map((each) => [entityOf(each).name, each]).reverse();
}

// What pages say that it is part of, where no list of units has it.
function containers(key) {
  const path = [];
  const seen = new Set([key]);
  for (let at = key; at; ) {
    const inside = (fact) => fact.subject === at && fact.relation === "partOf" && !seen.has(fact.object);
    at = FACTS_OF.get(at).find(inside)?.object;
    if (at) path.push(at);
    seen.add(at);
  }
  return path;
}

// Where a namesake is another.
const homeText = (key) => pathOf(key).filter(([, at]) => at !== key).slice(-2).map(([name]) => name).join(" › ");

const pathSteps = (key) =>
  pathOf(key).flatMap(([name, at], index) => [
    index ? " › " : "",
    at && at !== key
      ? make("button", { type: "button", class: "name", on: () => visit(at) }, name)
      : make("span", at === key ? { class: "self" } : {}, name),
  ]);

function postText(fact) {
  const post = entityOf(fact.object).name;
  const where = fact.organization && (fact.organization.text ?? entityOf(fact.organization).name);
  return where && !post.includes(where) ? say("post", { post, where }) : post;
}

// How central it is: the place among all entities that each measure gives it.
function measuresText(key) {
  const ties = say("ties", { entities: measureOf(key, "degree"), facts: measureOf(key, "weightedDegree") });
  const places = DATA.ranked.map((name, i) => [say(name), entityOf(key).ranks[i]]);
  const told = places.filter(([, rank]) => rank).map(([measure, rank]) => say("rank", { measure, rank }));
  return [ties, ...told].join(" · ");
}

const COMPANY = 6;

// The most tied of those it has most to do with, as far as the page knows them.
function communityOf(key) {
  const number = measureOf(key, "community");
  const ties = (each) => measureOf(each, "weightedDegree");
  return Object.keys(DATA.entities)
    .filter((each) => each !== key && number && measureOf(each, "community") === number)
    .sort((a, b) => ties(b) - ties(a))
    .slice(0, COMPANY);
}

function entityCard(key) {
  const entity = entityOf(key);
  const facts = FACTS_OF.get(key);
  const rows = [];
  const row = (word, ...content) => rows.push(make("dt", {}, say(word)), make("dd", {}, ...content));
  if (entity.aliases?.length) row("aliases", entity.aliases.join("、"));
  if (pathOf(key).some(([, at]) => at !== key)) row("path", pathSteps(key));
  const holds = ({ relation, subject, modality, negated }) =>
    relation === "holdsPost" && subject === key && modality === "asserted" && !negated;
  const posts = facts.filter(holds);
  if (posts.length) row("posts", [...new Set(posts.map(postText))].join("、"));
  if (entity.measures) row(REMOTE ? "measuresHere" : "measures", measuresText(key));
  const others = communityOf(key);
  if (others.length) row("community", others.flatMap((each, i) => [i ? "、" : "", nameButton(each)]));
  return [
    heading(entity.name, icon(entity.type)),
    make("p", { class: "kind" }, typeLabel(entity.type), " · ", say("factCount", { count: REMOTE ? entity.degree : facts.length })),
    pageLink(entity, facts),
    withheldNote(facts),
    rows.length ? make("dl", {}, rows) : null,
    state.focus === key ? null : focusButton(key),
    groupsOf(key).map(([title, { facts: members }]) => factGroup(title, members, key)),
    make("p", { class: "iri" }, entity.iri),
  ];
}

// What filters keep from a card is told there, with the way back.
function withheldNote(facts) {
  const withheld = facts.filter((fact) => !factPasses(fact)).length;
  if (!withheld) return null;
  const back = make("button", { type: "button", class: "more", on: () => change(clearedFilters()) }, say("clearFilters"));
  return make("p", { class: "withheld" }, say("withheld", { count: withheld }), " ", back);
}

const focusButton = (key) =>
  make("button", { type: "button", class: "action", on: () => focusOn(key) }, say("focus"));

function edgeCard(id) {
  const edge = EDGES.get(id);
  const all = edge.facts.map((index) => DATA.facts[index]);
  const facts = all.filter(factPasses);
  return [
    heading(edge.circumstance ? say(edge.relation) : relationLabel(edge.relation)),
    make("p", { class: "pair" }, nameButton(edge.from), make("span", {}, " → "), nameButton(edge.to)),
    withheldNote(all),
    factGroup(say("factCount", { count: facts.length }), facts, ""),
  ];
}

// A card stays as it is, opened sentences and all, while nothing that it shows has changed.
let cardShown = "";

function cardSigns() {
  const { chosen, language, focus } = state;
  const told = EDGES.has(chosen) ? EDGES.get(chosen).facts : FACTS_OF.get(chosen)?.map((fact) => fact.index);
  const passing = told?.filter((index) => !judged.failed[index]).join() ?? judged.times;
  return [chosen, language, focus, isDark(), passing].join(" ");
}

function showCard() {
  const signs = cardSigns();
  if (signs === cardShown) return;
  const isSame = signs.split(" ", 1)[0] === cardShown.split(" ", 1)[0];
  cardShown = signs;
  const card = document.getElementById("card");
  const { chosen } = state;
  const choice = choiceOf(chosen);
  const content = choice ? choice.card(chosen) : EDGES.has(chosen) ? edgeCard(chosen) : chosen ? entityCard(chosen) : welcome();
  card.replaceChildren(...content.flat(2).filter(Boolean));
  if (!isSame) card.parentElement.scrollTop = 0;
}
