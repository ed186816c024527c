// The legend with its filters, the header, and what the side panel says before anything is chosen.

function switchItem(name, on, mark, label, count, toggle) {
  return make("li", {}, make(
    "button", { type: "button", class: "switch", id: `switch-${name}`, "aria-pressed": String(on), on: toggle },
    mark, label, make("small", {}, String(count)),
  ));
}

function toggled(set, value) {
  if (!set.delete(value)) set.add(value);
  refresh();
}

function showLegend() {
  const focused = document.activeElement?.id;
  const keys = Object.keys(DATA.entities);
  const byType = countBy(keys, (key) => entityOf(key).type);
  const types = [...byType].sort(([, a], [, b]) => b - a).map(([type, count]) =>
    switchItem(type, !state.offTypes.has(type), icon(type), typeLabel(type), count, () => toggled(state.offTypes, type)),
  );
  document.getElementById("types").replaceChildren(...types);
  const byModality = countBy(DATA.facts, (fact) => fact.modality);
  const modalities = MODALITIES.filter((name) => byModality.has(name)).map((name) =>
    switchItem(name, !state.offModalities.has(name), make("span", { class: `stroke ${name}` }), say(name), byModality.get(name), () => toggled(state.offModalities, name)),
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

const sourceName = (source) =>
  [short(source.name, 24), short(source.title || Object.values(source.headlines)[0] || "", 20)].filter(Boolean).join(" · ");

function showHeader() {
  document.getElementById("summary").textContent = say("summary", {
    sources: DATA.sources.length, entities: Object.keys(DATA.entities).length, facts: DATA.facts.length,
  });
  const language = document.getElementById("language");
  language.textContent = say("other");
  language.setAttribute("aria-label", say("otherLang"));
  const where = document.getElementById("where");
  if (state.focus) where.textContent = say("focusOn", { name: short(entityOf(state.focus).name, 20) });
  else where.textContent = DATA.around ? say("around", { name: short(DATA.around, 20), hops: DATA.hops }) : "";
  document.getElementById("back").hidden = !(state.focus || state.chosen);
  document.getElementById("reset").hidden = !(state.focus || state.chosen || filtering());
}

// --- before anything is chosen

function welcome() {
  const keys = Object.keys(DATA.entities).filter((key) => ["AdministrativeArea", "Organization", "Person"].includes(entityOf(key).type));
  const start = keys.sort((a, b) => entityOf(b).degree - entityOf(a).degree).slice(0, 10);
  const figures = figureFacts();
  return [
    make("header", {}, make("h2", {}, say("welcome"))),
    make("ul", { class: "hints" }, ["hint1", "hint2", "hint3"].map((word) => make("li", {}, say(word)))),
    make("h3", {}, say("start")),
    make("p", { class: "chips" }, start.map((key) =>
      make("button", { type: "button", class: "chip", on: () => focusOn(key) }, icon(entityOf(key).type), entityOf(key).name))),
    figures.length ? make("h3", {}, say("figures")) : null,
    make("ul", { class: "facts" }, figures.map((fact) => factItem(fact, ""))),
  ];
}

// The largest figures of what was done, two of each relation, so that the first glance tells who did how much.
function figureFacts() {
  const counted = DATA.facts.filter((fact) => fact.quantity && fact.object && fact.modality === "asserted" && !fact.negated && factPasses(fact));
  const byRelation = new Map();
  for (const fact of counted.sort((a, b) => b.quantity.value - a.quantity.value)) {
    if (!byRelation.has(fact.relation)) byRelation.set(fact.relation, []);
    byRelation.get(fact.relation).push(fact);
  }
  const people = (facts) => facts.filter((fact) => entityOf(fact.object).type === "PopulationGroup").length;
  return [...byRelation.values()]
    .sort((a, b) => people(b) - people(a) || b.length - a.length)
    .slice(0, 5)
    .flatMap((facts) => facts.slice(0, 2));
}
