// The search box: names and aliases as one types, results by type, keyboard all the way.

const allNames = late(() => DATA.keys.map((key) => {
  const { name, aliases = [] } = entityOf(key);
  const forms = [name, ...aliases];
  return { key, forms, folded: forms.map(folded) };
}));
const GROUP = 4; // results of a type, before one asks for more of it
const LONG_GROUP = 50;

// What can be chosen now, in the order of the page: {key} of an entity, or {type} whose other results are wanted.
let options = [];
let active = 0;
let widened = ""; // the type of which all results are shown
let lately = { wanted: "", found: [] }; // what fitted the text before, for what fits more text is among it
FOUND_OUT.push(() => (lately = { wanted: "", found: [] }));

// Exact before beginning before inside, characters before pinyin; among equals the one with more facts.
function find(query) {
  const wanted = typed(query);
  if (!wanted) return [];
  const among = lately.wanted && wanted.startsWith(lately.wanted) ? lately.found : allNames();
  const hits = [];
  const found = [];
  for (const each of among) {
    const hit = best(each, wanted);
    if (!hit) continue;
    found.push(each);
    hits.push({ key: each.key, ...hit, degree: entityOf(each.key).degree });
  }
  lately = { wanted, found };
  const here = new Set(hits.map((hit) => hit.key));
  for (const key of foundElsewhere(query))
    if (!here.has(key)) hits.push({ key, rank: 9, form: entityOf(key).name, from: 0, to: 0, degree: entityOf(key).degree });
  return hits.sort((a, b) => a.rank - b.rank || b.degree - a.degree);
}

function best({ forms, folded: names }, wanted) {
  let found = null;
  names.forEach((name, at) => {
    const hit = likeness(name, wanted);
    const rank = hit && hit.rank + (at ? 0.1 : 0);
    if (hit && !(found?.rank <= rank)) found = { ...hit, rank, form: forms[at] };
  });
  return found;
}

// The types in the order of their best results.
function grouped(hits) {
  const groups = new Map();
  for (const hit of hits) {
    const { type } = entityOf(hit.key);
    if (!groups.has(type)) groups.set(type, []);
    groups.get(type).push(hit);
  }
  return groups;
}

function lit({ form, from, to }) {
  const letters = [...form];
  const part = (start, end) => letters.slice(start, end).join("");
  return [part(0, from), make("b", {}, part(from, to)), part(to)];
}

function option(target, ...content) {
  const index = options.push(target) - 1;
  const item = make("li", { role: "option", id: `hit${index}`, "aria-selected": "false", on: () => choose(index) }, ...content);
  item.addEventListener("mousedown", (event) => event.preventDefault());
  return item;
}

// Of namesakes one wants to know where they are.
function hitItem(hit) {
  const { name, degree } = entityOf(hit.key);
  const where = homeText(hit.key);
  const aside = [hit.form === name ? null : name, where].filter(Boolean).join(" · ");
  const text = make("span", {}, make("bdi", {}, lit(hit)), " ", aside ? make("small", {}, aside) : null);
  return option({ key: hit.key }, text, make("small", { title: say("factCount", { count: degree }) }, String(degree)));
}

function groupItem(type, hits, index) {
  const shown = hits.slice(0, widened === type ? LONG_GROUP : GROUP);
  const left = hits.length - shown.length;
  const heading = make("div", { id: `hits${index}`, class: "kin" }, icon(type), typeLabel(type), make("small", {}, String(hits.length)));
  const items = shown.map(hitItem);
  if (left && widened !== type) items.push(option({ type }, make("span", { class: "more" }, say("moreHits", { count: left }))));
  return make("li", { role: "presentation" }, heading, make("ul", { role: "group", "aria-labelledby": heading.id }, items));
}

function showHits() {
  const list = document.getElementById("hits");
  const query = document.getElementById("query");
  const wanted = query.value.trim();
  options = [];
  const hits = find(wanted);
  const items = [...grouped(hits)].map(([type, members], index) => groupItem(type, members, index));
  askServer(wanted);
  const told = isSearching(wanted) && !hits.length ? say("loading") : hits.length ? say("hitCount", { count: hits.length }) : say("noHits", { query: wanted });
  if (wanted && !hits.length) items.push(make("li", { class: "none", role: "option", "aria-disabled": "true" }, told, make("small", {}, say("noHitsHint"))));
  list.replaceChildren(...items);
  list.hidden = !items.length;
  list.scrollTop = 0;
  document.getElementById("hitsTold").textContent = wanted ? told : "";
  query.setAttribute("aria-expanded", String(!list.hidden));
  mark(0);
}

const typedAnew = () => {
  widened = "";
  showHits();
};

function mark(index) {
  document.getElementById(`hit${active}`)?.setAttribute("aria-selected", "false");
  active = index;
  const query = document.getElementById("query");
  const item = document.getElementById(`hit${active}`);
  if (!item) return query.removeAttribute("aria-activedescendant");
  item.setAttribute("aria-selected", "true");
  item.scrollIntoView({ block: "nearest" });
  return query.setAttribute("aria-activedescendant", item.id);
}

function hideHits() {
  document.getElementById("hits").hidden = true;
  document.getElementById("query").setAttribute("aria-expanded", "false");
}

// What was looked for is shown, whatever filter would hide it, and is where the keyboard goes on.
function choose(index) {
  const target = options[index];
  if (!target) return;
  if (target.type !== undefined) {
    widened = target.type;
    showHits();
    mark(index);
    return;
  }
  hideHits();
  const offTypes = new Set(state.offTypes);
  offTypes.delete(entityOf(target.key).type);
  change({ ...arrived(target.key), offTypes });
  if (!entityPasses(target.key)) change(clearedFilters());
  document.getElementById("side").focus({ preventScroll: true });
}

const LIST_KEYS = {
  ArrowDown: (at) => (at + 1) % options.length,
  ArrowUp: (at) => (at - 1 + options.length) % options.length,
  PageDown: (at) => Math.min(options.length - 1, at + 8),
  PageUp: (at) => Math.max(0, at - 8),
};

function listenToSearch() {
  const query = document.getElementById("query");
  query.addEventListener("input", typedAnew);
  query.addEventListener("focus", () => {
    allNames(); // before the first letter
    typedAnew();
  });
  query.addEventListener("blur", hideHits);
  query.addEventListener("keydown", (event) => {
    if (event.isComposing) return; // Enter and the arrows belong to the input method now
    const list = document.getElementById("hits");
    if (LIST_KEYS[event.key] && options.length) {
      if (list.hidden) showHits();
      else mark(LIST_KEYS[event.key](active));
      event.preventDefault();
    } else if (event.key === "Enter") {
      if (list.hidden) showHits();
      else choose(active);
      event.preventDefault(); // what is focused next has not been pressed
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!list.hidden) hideHits();
      else if (query.value) query.value = "";
      else query.blur();
    }
  });
}
