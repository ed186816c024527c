// The units of the page: where they lie, what is in them, and the facts of each.

let placesRead;
const placesData = () => (placesRead ??= embedded("places"));

// By key: its name, the unit above it, and its place or none.
const UNITS = new LateMap(() => {
  const found = new Map(
    Object.entries(placesData().units).map(([key, [name, above, ...place]]) => [
      key, { key, name, above, place: place.length ? place : null, within: [] },
    ]),
  );
  for (const unit of found.values()) found.get(unit.above)?.within.push(unit.key);
  return found;
});

// The nearest unit with a place, from this one upwards.
function placedAt(key) {
  const seen = new Set();
  for (let at = key; at && !seen.has(at); at = UNITS.get(at)?.above) {
    seen.add(at);
    if (UNITS.get(at)?.place) return at;
  }
  return "";
}

// The unit itself and all below it.
function withinOf(key) {
  const found = new Set([key]);
  for (const each of found) for (const below of UNITS.get(each).within) found.add(below);
  return found;
}

// The unit that an entity is, or belongs to.
const homeOf = (key) => placesData().homes[key];

// The units that a fact speaks of, or of whose people and bodies it does.
const unitsOf = (fact) => new Set(endsOf(fact).map(homeOf).filter(Boolean));

function factsByUnit(facts) {
  const found = new Map();
  for (const fact of facts)
    for (const key of unitsOf(fact)) {
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(fact);
    }
  return found;
}

// Facts of any of the units, each once, as the pages have them.
function factsOfUnits(keys, byUnit) {
  const found = new Set([...keys].flatMap((key) => byUnit.get(key) ?? []));
  return [...found].sort((a, b) => a.index - b.index);
}

const unitButton = (key, text = UNITS.get(key).name) =>
  make("button", { type: "button", class: "name", on: () => change({ chosen: unitKey(key) }) }, text);

// --- the card of a unit: its own facts, and those of the units in it

const SHOWN_UNITS = 12;

function unitCard(chosen) {
  const key = chosen.slice(1);
  const unit = UNITS.get(key);
  const byUnit = factsByUnit(shownFacts());
  const own = factsOfUnits([key], byUnit);
  const below = [...withinOf(key)].filter((each) => each !== key && byUnit.has(each));
  const all = factsOfUnits([key, ...below], byUnit);
  const ownSet = new Set(own);
  const rest = all.filter((fact) => !ownSet.has(fact));
  return [
    heading(unit.name, icon("AdministrativeArea")),
    make("p", { class: "kind" }, say("unitCount", { own: own.length, all: all.length })),
    placeNote(key),
    unit.above ? make("p", { class: "kind" }, `${say("path")} `, unitButton(unit.above)) : null,
    below.length ? unitList(say("unitsBelow"), below, byUnit) : null,
    isEntity(key) ? make("button", { type: "button", class: "action", on: () => change({ view: "graph", ...focused(key) }) }, say("unitInGraph")) : null,
    own.length ? make("h3", { class: "part" }, say("ownFacts", { count: own.length })) : null,
    byRelation(own),
    rest.length ? make("h3", { class: "part" }, say("factsBelow", { count: rest.length })) : null,
    byRelation(rest),
  ];
}

// Where it lies, and whose place that is where it has none of its own.
function placeNote(key) {
  const at = placedAt(key);
  if (!at) return make("p", { class: "kind" }, say("noPlace"));
  const [longitude, latitude] = UNITS.get(at).place;
  const place = `${degreesText(latitude)}${latitude < 0 ? "S" : "N"} ${degreesText(longitude)}${longitude < 0 ? "W" : "E"}`;
  const text = at === key ? place : say("placedWith", { name: UNITS.get(at).name, place });
  return make("p", { class: "kind" }, text);
}

function unitList(title, keys, byUnit) {
  const count = (key) => byUnit.get(key)?.length ?? 0;
  const ordered = [...keys].sort((a, b) => count(b) - count(a) || (a < b ? -1 : 1));
  const item = (key) => {
    const borrowed = UNITS.get(key).place ? "" : ` ${say(placedAt(key) ? "borrowed" : "placeless")}`;
    return make("li", {}, unitButton(key), " ", make("small", {}, String(count(key)) + borrowed));
  };
  const list = make("ul", { class: "units" }, ordered.slice(0, SHOWN_UNITS).map(item));
  const left = ordered.slice(SHOWN_UNITS);
  const more = make("button", { type: "button", class: "more", on: () => {
    list.append(...left.map(item));
    more.remove();
  } }, say("moreUnits", { count: left.length }));
  return make("section", {}, make("h3", {}, title), list, left.length ? more : null);
}

// All units with facts and without any place: what is reached in no other way.
function placelessCard() {
  const byUnit = factsByUnit(shownFacts());
  const keys = [...byUnit.keys()].filter((key) => !placedAt(key));
  return [
    heading(say("placelessTitle")),
    make("p", { class: "kind" }, say("placelessNote")),
    keys.length ? unitList(say("units"), keys, byUnit) : null,
    unitlessFacts(),
  ];
}

function unitlessFacts() {
  const facts = shownFacts().filter((fact) => !unitsOf(fact).size);
  return facts.length ? [make("h3", { class: "part" }, say("unitlessTitle", { count: facts.length })), byRelation(facts)] : [];
}
