// The panel of the filters: lists of values with their counts, two sliders, a range of figures. It is built once
// for a language; afterwards only numbers and marks change in it.

const FEW = 8; // values of a list that are shown before one asks for all
const MANY = 60; // and never more of them than this: who looks for one of thousands types its name

const panel = { built: "", updates: [], scale: "calendar" };

// Sets text only where it differs, so that the browser need not lay out anew what did not change.
function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// A slider or a field is one step of the history from the first touch until it is let go.
function stepwise(element, patchOf) {
  let going = false;
  element.addEventListener("input", () => {
    change(patchOf(), { step: !going });
    going = true;
  });
  element.addEventListener("change", () => { going = false; });
}

// --- lists of values

// ``field`` holds the names that are off; ``total`` gives their counts without any filter, ``counts`` under the others.
const LISTS = [
  { name: "type", field: "offTypes", names: TYPES, labelOf: typeLabel, counts: typeCounts, totals: typeTotals, mark: icon },
  {
    name: "relation", field: "offRelations", names: RELATIONS, labelOf: relationLabel, counts: relationCounts,
    totals: () => total("relation", RELATIONS.length),
  },
  {
    name: "modality", field: "offModalities", names: MODALITIES, labelOf: (name) => say(name), counts: modalityCounts,
    totals: modalityTotals, mark: (name) => make("span", { class: `stroke ${name}` }), isUsed: (at) => modalityTotals()[at] > 0,
  },
  {
    name: "source", field: "offSources", names: SOURCE_NAMES, labelOf: sourceLabel, counts: sourceCounts,
    totals: () => total("source", SOURCE_NAMES.length),
  },
];

// The places of a list's values in ``names``, the commonest first.
function usedOf({ names, totals, isUsed = () => true }) {
  const counts = totals();
  return names.map((_, at) => at).filter(isUsed).sort((a, b) => counts[b] - counts[a] || a - b);
}

function sourceLabel(name) {
  return sourceName(DATA.sources[SOURCE_NAMES.indexOf(name)]);
}

function valueRow(list, name) {
  const label = list.labelOf(name);
  const box = make("input", { type: "checkbox", id: `${list.name}-${list.names.indexOf(name)}` });
  box.addEventListener("change", () => change({ [list.field]: toggled(state[list.field], name) }));
  const only = () => change({ [list.field]: new Set(list.names.filter((each) => each !== name)) });
  const count = make("small", {});
  const text = make("label", { for: box.id, title: label }, list.mark?.(name), make("span", {}, label), count);
  const button = make("button", { type: "button", class: "only", on: only, "aria-label": say("onlyThis", { name: label }) }, say("only"));
  const update = (number) => {
    box.checked = !state[list.field].has(name);
    setText(count, String(number));
    item.classList.toggle("none", !number);
  };
  const item = make("li", { class: "value" }, box, text, button);
  return { item, update };
}

function valueList(list) {
  const order = usedOf(list);
  if (order.length < 2) return [];
  const rows = new Map();
  const items = make("ul", {});
  const more = make("button", { type: "button", class: "more" });
  const seek = make("input", { type: "search", class: "seek", "aria-label": say("seek"), placeholder: say("seek") });
  let whole = false;
  const rowOf = (at) => {
    if (!rows.has(at)) rows.set(at, valueRow(list, list.names[at]));
    return rows.get(at);
  };
  const update = () => {
    const counts = list.counts();
    for (const [at, row] of rows) row.update(counts[at]);
  };
  const show = () => {
    const wanted = seek.value.trim().toLowerCase();
    const found = wanted ? order.filter((at) => list.labelOf(list.names[at]).toLowerCase().includes(wanted)) : order;
    const shown = found.slice(0, whole || wanted ? MANY : FEW);
    items.replaceChildren(...shown.map((at) => rowOf(at).item));
    const left = found.length - shown.length;
    more.hidden = !left;
    more.disabled = whole || Boolean(wanted);
    setText(more, more.disabled ? say("moreValuesSeek", { count: left }) : say("moreValues", { count: left }));
    update();
  };
  seek.addEventListener("input", show);
  more.addEventListener("click", () => {
    whole = true;
    show();
    items.children[FEW]?.querySelector("input").focus();
  });
  show();
  panel.updates.push(update);
  return [order.length > FEW + 4 ? seek : null, items, more].filter(Boolean);
}

// --- dates

// Dates with a year say more; those of any year are gone by where hardly any other is told.
const likelyScale = (scales) =>
  scales.length > 1 && datedTotal("calendar") * 3 < datedTotal("season") ? "season" : scales[0];

function dateSlider() {
  const scales = Object.keys(STOPS).filter((scale) => STOPS[scale]().length > 1);
  if (!scales.length) return [];
  panel.scale = state.dates.length ? scaleOf(state.dates) : likelyScale(scales);
  const body = make("div", {});
  const choice = make("select", { "aria-label": say("scale") }, scales.map((scale) => make("option", { value: scale }, say(`scale_${scale}`))));
  choice.value = panel.scale;
  choice.addEventListener("change", () => {
    panel.scale = choice.value;
    change({ dates: [] });
    show();
  });
  let shownScale = "";
  const show = () => {
    if (state.dates.length) panel.scale = scaleOf(state.dates);
    if (panel.scale !== shownScale) body.replaceChildren(...dayRange(panel.scale));
    choice.value = shownScale = panel.scale;
    body.updateRange();
  };
  const dayRange = (scale) => {
    const range = dayRangeOf(scale);
    body.updateRange = range.update;
    return range.parts;
  };
  show();
  panel.updates.push(show);
  return [scales.length > 1 ? choice : null, body].filter(Boolean);
}

function dayRangeOf(scale) {
  const stops = STOPS[scale]();
  const last = stops.length - 1;
  const handle = (word) => make("input", { type: "range", min: 0, max: last, step: 1, "aria-label": say(word), class: word });
  const [from, to] = [handle("dateFrom"), handle("dateTo")];
  const told = make("output", {});
  const undated = make("p", { class: "remark" });
  const bars = histogram(stops.length);
  const slider = make("div", { class: "range" }, bars.picture, from, to);
  const patch = (moved, other, isFrom) => () => {
    // A handle does not pass the other.
    moved.value = isFrom ? Math.min(moved.value, other.value) : Math.max(moved.value, other.value);
    const days = [stops[from.value], stops[to.value]];
    return { dates: Number(from.value) === 0 && Number(to.value) === last ? [] : days };
  };
  stepwise(from, patch(from, to, true));
  stepwise(to, patch(to, from, false));
  const update = () => {
    const [first, final] = state.dates.length ? state.dates : [stops[0], stops[last]];
    from.value = stops.findIndex((day) => day >= first);
    to.value = stops.findLastIndex((day) => day <= final);
    from.setAttribute("aria-valuetext", dayText(first));
    to.setAttribute("aria-valuetext", dayText(final));
    // Where both stand at the end, the one that can still move lies above.
    slider.classList.toggle("atEnd", Number(from.value) === last);
    setText(told, say("between", { from: dayText(first), to: dayText(final) }));
    const days = dayCounts(scale);
    bars.update(days.counts, Number(from.value), Number(to.value));
    setText(undated, days.undated ? say("undatedFacts", { count: days.undated }) : "");
  };
  return { parts: [told, slider, undated], update };
}

// Bars for so many counts, squeezed into at most a hundred.
function histogram(length) {
  const count = Math.min(100, length);
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", `0 0 ${count} 30`);
  picture.setAttribute("preserveAspectRatio", "none");
  picture.setAttribute("aria-hidden", "true");
  const bars = Array.from({ length: count }, (_, at) => {
    const bar = document.createElementNS(space, "rect");
    bar.setAttribute("x", at + 0.1);
    bar.setAttribute("width", 0.8);
    picture.append(bar);
    return bar;
  });
  const place = (at) => Math.floor((at * count) / length);
  const update = (counts, from, to) => {
    const sums = new Array(count).fill(0);
    counts.forEach((each, at) => { sums[place(at)] += each; });
    const most = Math.max(1, ...sums);
    bars.forEach((bar, at) => {
      const high = sums[at] ? Math.max(2, 30 * Math.sqrt(sums[at] / most)) : 0;
      bar.setAttribute("y", 30 - high);
      bar.setAttribute("height", high);
      bar.setAttribute("class", at >= place(from) && at <= place(to) ? "in" : "out");
    });
  };
  return { picture, update };
}

// --- confidence and figures

function confidenceSlider() {
  const slider = make("input", { type: "range", min: 0, max: 1, step: 0.05, "aria-label": say("by_confidence") });
  const told = make("output", {});
  stepwise(slider, () => ({ confidence: Math.round(slider.value * 100) / 100 }));
  panel.updates.push(() => {
    slider.value = state.confidence;
    const text = state.confidence ? say("atLeast", { value: state.confidence.toFixed(2) }) : say("any");
    slider.setAttribute("aria-valuetext", text);
    setText(told, `${text} · ${say("factCount", { count: judged.passed })}`);
  });
  return [told, make("div", { class: "range single" }, slider)];
}

const ANY_UNIT = "any";

function figureRangeFields() {
  const words = measureWords();
  const first = total("unit", words.length);
  const order = words.map((_, at) => at).sort((a, b) => first[b] - first[a] || a - b);
  if (!order.length) return [];
  const unit = make("select", { "aria-label": say("unit") }, make("option", { value: ANY_UNIT }, say("anyUnit")));
  const options = order.map((at) => make("option", { value: at }));
  unit.append(...options);
  const field = (word) => make("input", { type: "number", min: 0, step: "any", inputmode: "decimal", "aria-label": say(word) });
  const [least, most] = [field("figureLeast"), field("figureMost")];
  const told = make("output", {});
  const number = (input) => (input.value === "" || !(Number(input.value) >= 0) ? null : Number(input.value));
  const patch = () => {
    const range = { unit: unit.value === ANY_UNIT ? null : words[unit.value], least: number(least), most: number(most) };
    return { quantity: range.unit === null && range.least === null && range.most === null ? null : range };
  };
  unit.addEventListener("change", () => change(patch()));
  stepwise(least, patch);
  stepwise(most, patch);
  panel.updates.push(() => {
    const wanted = state.quantity ?? { unit: null, least: null, most: null };
    unit.value = wanted.unit === null ? ANY_UNIT : words.indexOf(wanted.unit);
    const counts = unitCounts();
    options.forEach((option, place) => setText(option, `${words[order[place]] || say("noUnit")} (${counts[order[place]]})`));
    for (const [input, value] of [[least, wanted.least], [most, wanted.most]])
      if (number(input) !== value) input.value = value ?? "";
    const { count, ...ends } = figuresOf(wanted.unit);
    least.placeholder = count ? ends.least : "";
    most.placeholder = count ? ends.most : "";
    setText(told, say("figureCount", { count }));
  });
  return [unit, make("div", { class: "figures" }, least, make("span", {}, "–"), most), told];
}

// --- the panel

function facetBox(name, parts) {
  if (!parts.length) return null;
  const clear = make("button", { type: "button", class: "clear", on: () => change(clearedFacet(name)) }, say("restore"));
  clear.setAttribute("aria-label", `${say("restore")} ${say(`by_${name}`)}`);
  const title = make("h3", { id: `facet-${name}` }, say(`by_${name}`), clear);
  panel.updates.push(() => { clear.hidden = !judged.active.includes(name); });
  return make("section", { role: "group", "aria-labelledby": `facet-${name}`, class: "facet" }, title, parts);
}

function buildFilters() {
  panel.updates = [];
  const lists = Object.fromEntries(LISTS.map((list) => [list.name, () => valueList(list)]));
  const bodies = { ...lists, dates: dateSlider, confidence: confidenceSlider, quantity: figureRangeFields };
  const order = ["relation", "dates", "quantity", "modality", "type", "source", "confidence"];
  const boxes = order.map((name) => facetBox(name, bodies[name]()));
  document.getElementById("facets").replaceChildren(...boxes.filter(Boolean));
}

// The words of the panel are those of one language; its numbers are brought up to date while it is open.
function showFilters() {
  const box = document.getElementById("filters");
  if (!box.hidden) {
    if (panel.built !== state.language) buildFilters();
    panel.built = state.language;
    for (const update of panel.updates) update();
  }
  const passed = say("passed", { count: judged.passed, all: countOf("facts") });
  setText(document.getElementById("passed"), passed);
  setText(document.getElementById("results"), say("showResults", { count: judged.passed }));
  showActive();
}

// What filters now: on the button, and as a row of chips that each take their filter away.
function showActive() {
  const { active } = judged;
  const button = document.getElementById("filterButton");
  setText(document.getElementById("filterCount"), active.length ? String(active.length) : "");
  const told = active.length ? say("filtersOn", { count: active.length }) : say("filters");
  button.setAttribute("aria-label", told);
  const bar = document.getElementById("active");
  bar.hidden = !active.length;
  const texts = active.map(filterText);
  const isPart = active.length > 0 && state.view === "graph" && isWhole() && DATA.keys.some(isOutside);
  const signs = [...texts, isPart ? judged.passed : ""].join("\n");
  if (bar.dataset.shown === signs) return;
  bar.dataset.shown = signs;
  const chips = active.map((name, at) => {
    const look = { type: "button", class: "chip", "aria-label": say("dropFilter", { filter: texts[at] }) };
    return make("li", {}, make("button", { ...look, on: () => dropFilter(name) }, make("span", {}, texts[at]), "×"));
  });
  const clear = make("button", { type: "button", class: "clear", on: dropAllFilters }, say("clearFilters"));
  // The picture may hold only a part of what passes; the table holds it all.
  const look = { type: "button", class: "clear", on: () => change({ view: "table" }) };
  const table = isPart ? make("button", look, say("allInTable", { count: judged.passed })) : "";
  bar.replaceChildren(make("ul", {}, chips), clear, table);
}

// Whoever takes a filter away by the keyboard stays among the filters.
function dropFilter(name) {
  change(clearedFacet(name));
  (document.querySelector("#active button") ?? document.getElementById("filterButton")).focus();
}

function dropAllFilters() {
  change(clearedFilters());
  document.getElementById("filterButton").focus();
}

function openFilters(isOpen) {
  const box = document.getElementById("filters");
  const button = document.getElementById("filterButton");
  if (box.hidden !== isOpen) return;
  box.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
  showFilters();
  keepFitted();
  (isOpen ? box : button).focus();
}

function listenToFilters() {
  const box = document.getElementById("filters");
  document.getElementById("filterButton").addEventListener("click", () => openFilters(box.hidden));
  document.getElementById("closeFilters").addEventListener("click", () => openFilters(false));
  document.getElementById("results").addEventListener("click", () => openFilters(false));
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    openFilters(false);
  });
}
