// The legend with its filters, the header, and what the side panel says before anything is chosen.

// A button that shows or hides the facts of one ``value`` of what the state's ``field`` holds.
function switchItem(field, value, mark, label, count) {
  const pressed = String(!state[field].has(value));
  const look = { type: "button", class: "switch", id: `switch-${value}`, "aria-pressed": pressed };
  const toggle = () => change({ [field]: toggled(state[field], value) });
  return make("li", {}, make("button", { ...look, on: toggle }, mark, label, make("small", {}, String(count))));
}

function showLegend() {
  const focused = document.activeElement?.id;
  const keys = Object.keys(DATA.entities);
  const byType = countBy(keys, (key) => entityOf(key).type);
  const types = [...byType].sort(([, a], [, b]) => b - a).map(([type, count]) =>
    switchItem("offTypes", type, icon(type), typeLabel(type), count),
  );
  document.getElementById("types").replaceChildren(...types);
  const byModality = countBy(DATA.facts, (fact) => fact.modality);
  const modalities = MODALITIES.filter((name) => byModality.has(name)).map((name) =>
    switchItem("offModalities", name, make("span", { class: `stroke ${name}` }), say(name), byModality.get(name)),
  );
  document.getElementById("modalities").replaceChildren(...modalities);
  showSources();
  if (focused) document.getElementById(focused)?.focus();
}

function showSources() {
  const bySource = countBy(DATA.facts, (fact) => fact.source);
  const select = document.getElementById("source");
  const options = DATA.sources.map((source, index) =>
    make("option", { value: index }, `${sourceName(source)} (${bySource.get(index) ?? 0})`),
  );
  select.replaceChildren(make("option", { value: -1 }, say("allSources")), ...options);
  select.value = state.source;
  select.hidden = DATA.sources.length < 2;
}

function sourceName(source) {
  const title = source.title || Object.values(source.headlines)[0] || "";
  return [short(source.name, 24), short(title, 20)].filter(Boolean).join(" · ");
}

function showHeader() {
  document.getElementById("summary").textContent = say("summary", {
    sources: DATA.sources.length, entities: Object.keys(DATA.entities).length, facts: DATA.facts.length,
  });
  const language = document.getElementById("language");
  language.textContent = say("other");
  language.setAttribute("aria-label", say("otherLang"));
  document.getElementById("where").textContent = whereText();
  showTrail();
}

// --- before anything is chosen

const ACTORS = ["AdministrativeArea", "Organization", "Person"];
const isNamedActor = (key) => !entityOf(key).generic && ACTORS.includes(entityOf(key).type);

const chip = (key) =>
  make(
    "button", { type: "button", class: "chip", on: () => focusOn(key) },
    icon(entityOf(key).type), entityOf(key).name,
  );

function welcome() {
  const actors = Object.keys(DATA.entities).filter(isNamedActor);
  const start = actors.sort((a, b) => entityOf(b).degree - entityOf(a).degree).slice(0, 10);
  const figures = figureFacts();
  return [
    make("header", {}, make("h2", {}, say("welcome"))),
    make("ul", { class: "hints" }, ["hint1", "hint2", "hint3", "hint4"].map((word) => make("li", {}, say(word)))),
    make("h3", {}, say("start")),
    make("p", { class: "chips" }, start.map(chip)),
    figures.length ? make("h3", {}, say("figures")) : null,
    make("ul", { class: "facts" }, figures.map((fact) => factItem(fact, ""))),
  ];
}

// The largest figures of what was done, two of each relation: the first glance tells who did how much.
function figureFacts() {
  const done = (fact) => fact.modality === "asserted" && !fact.negated && factPasses(fact);
  const counted = DATA.facts.filter((fact) => fact.quantity && fact.object && done(fact));
  const byRelation = new Map();
  for (const fact of counted.sort((a, b) => b.quantity.value - a.quantity.value)) {
    if (!byRelation.has(fact.relation)) byRelation.set(fact.relation, []);
    byRelation.get(fact.relation).push(fact);
  }
  const isPeople = (fact) => entityOf(fact.object).type === "PopulationGroup";
  const people = (facts) => facts.filter(isPeople).length;
  return [...byRelation.values()]
    .sort((a, b) => people(b) - people(a) || b.length - a.length)
    .slice(0, 5)
    .flatMap((facts) => facts.slice(0, 2));
}
