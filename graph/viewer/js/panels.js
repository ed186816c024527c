// The legend with its filters, the header, and what the side panel says before anything is chosen.

// The legend is built once for a language: types and modalities as switches, with the counts under the other filters.
const legend = { built: "", updates: [] };

// A button that shows or hides the facts of one ``value`` of what the state's ``field`` holds; with Shift, it is alone.
function switchItem({ field, names }, value, mark, label) {
  const count = make("small", {});
  const button = make("button", { type: "button", class: "switch", id: `switch-${value}` }, mark, make("span", {}, label), count);
  button.title = say("switchHint");
  const alone = () => new Set(names.filter((name) => name !== value));
  button.addEventListener("click", (event) =>
    change({ [field]: event.shiftKey ? alone() : toggled(state[field], value) }));
  const update = (number) => {
    button.setAttribute("aria-pressed", String(!state[field].has(value)));
    setText(count, String(number));
  };
  return { item: make("li", {}, button), update };
}

function switches(id, list, markOf, labelOf) {
  const used = list.field === "offTypes" ? usedOf(list) : usedOf(list).sort((a, b) => a - b);
  const items = used.map((at) => switchItem(list, list.names[at], markOf(list.names[at]), labelOf(list.names[at])));
  document.getElementById(id).replaceChildren(...items.map(({ item }) => item));
  legend.updates.push(() => {
    const counts = list.counts();
    items.forEach(({ update }, place) => update(counts[used[place]]));
  });
}

function showLegend() {
  const signs = `${state.language} ${theme === THEMES.dark}`;
  if (legend.built !== signs) {
    const focused = document.activeElement?.id;
    legend.updates = [];
    switches("types", LISTS.find(({ name }) => name === "type"), icon, typeLabel);
    const stroke = (name) => make("span", { class: `stroke ${name}` });
    switches("modalities", LISTS.find(({ name }) => name === "modality"), stroke, (name) => say(name));
    if (focused?.startsWith("switch-")) document.getElementById(focused)?.focus();
  }
  legend.built = signs;
  for (const update of legend.updates) update();
  showFilters();
}

// Where filters leave nothing, each of them can be taken away, with what that would bring back.
function showEmpty() {
  if (document.getElementById("empty").hidden) return;
  const left = judged.passed;
  setText(document.getElementById("emptyText"), left ? say("emptyHere", { count: left }) : say("empty"));
  const box = document.getElementById("ways");
  if (left) {
    const count = Math.min(STEP, countNotDrawn());
    const more = count && make("button", { type: "button", class: "chip", on: drawMore }, say("more", { count }));
    return box.replaceChildren(...outsideThePicture().slice(0, 8).map(chip), more || "");
  }
  const ways = judged.active.map((name) => {
    const text = say("dropFilterFor", { filter: filterText(name), count: withheldBy(name) });
    return make("button", { type: "button", class: "chip", on: () => dropFilter(name) }, text);
  });
  return box.replaceChildren(...(ways.length > 1 ? ways : []));
}

// Entities that pass though they are not in the picture, the weightiest first, as DATA.keys are.
const isOutside = (key) => !inPicture(key) && entityPasses(key);
const outsideThePicture = () => DATA.keys.filter(isOutside);

function sourceName(source) {
  const title = source.title || Object.values(source.headlines)[0] || "";
  return [short(source.name, 24), short(title, 20)].filter(Boolean).join(" · ");
}

function showHeader() {
  document.getElementById("summary").textContent = say("summary", {
    sources: DATA.sources.length, entities: countOf("entities"), facts: countOf("facts"),
    ...REMOTE?.held,
  });
  if (REMOTE) document.querySelector(".brand h1").replaceChildren(homeLink());
  const language = document.getElementById("language");
  language.textContent = say("other");
  language.setAttribute("aria-label", say("otherLang"));
  document.getElementById("where").textContent = whereText();
  showTrail();
}

// --- before anything is chosen

const ACTORS = ["AdministrativeArea", "Organization", "Person"];
const namedActors = late(() =>
  DATA.keys.filter((key) => !entityOf(key).generic && ACTORS.includes(entityOf(key).type))
    .sort((a, b) => entityOf(b).degree - entityOf(a).degree));

// The facts with figures of what was done, the largest first.
const figured = late(() =>
  DATA.facts
    .filter(({ quantity, object, modality, negated }) => quantity && object && modality === "asserted" && !negated)
    .sort((a, b) => b.quantity.value - a.quantity.value));

function* first(count, list, passes) {
  for (const each of list) {
    if (!passes(each)) continue;
    yield each;
    if ((count -= 1) === 0) return;
  }
}

const chip = (key) =>
  make(
    "button", { type: "button", class: "chip", on: () => focusOn(key) },
    icon(entityOf(key).type), entityOf(key).name,
  );

function welcome() {
  const start = [...first(10, namedActors(), entityPasses)];
  const figures = figureFacts();
  return [
    make("header", {}, make("h2", {}, say("welcome"))),
    make("ul", { class: "hints" }, ["hint1", "hint2", "hint3", "hint4"].map((word) => make("li", {}, say(word)))),
    make("h3", {}, say("start")),
    make("p", { class: "chips" }, start.map(chip)),
    figures.length ? make("h3", {}, say("figures")) : null,
    make("ul", { class: "facts" }, figures.map((fact, at) => factItem(fact, "", { isOpen: at < 2 }))),
  ];
}

// The largest figures of what was done, two of each relation: the first glance tells who did how much.
function figureFacts() {
  const byRelation = new Map();
  for (const fact of figured()) {
    if (!factPasses(fact)) continue;
    if (!byRelation.has(fact.relation)) byRelation.set(fact.relation, []);
    byRelation.get(fact.relation).push(fact);
  }
  const isPeople = (fact) => entityOf(fact.object).type === "PopulationGroup";
  const people = new Map([...byRelation.values()].map((facts) => [facts, facts.filter(isPeople).length]));
  return [...people.keys()]
    .sort((a, b) => people.get(b) - people.get(a) || b.length - a.length)
    .slice(0, 5)
    .flatMap((facts) => facts.slice(0, 2));
}
