// The search box: names and aliases as one types, keyboard all the way.

const NAMES = Object.entries(DATA.entities).map(([key, entity]) => ({
  key,
  degree: entity.degree,
  forms: [entity.name, ...(entity.aliases ?? [])].map((form) => form.toLowerCase()),
}));
let hits = [];
let active = 0;

// Exact before beginning before inside; among equals the one with more facts.
function find(query) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const likeness = (form) =>
    form === wanted ? 0 : form.startsWith(wanted) ? 2 : form.includes(wanted) ? 4 : 9;
  const rank = ({ forms }) => Math.min(...forms.map((form, i) => likeness(form) + (i ? 1 : 0)));
  return NAMES.map((each) => ({ ...each, rank: rank(each) }))
    .filter((each) => each.rank < 9)
    .sort((a, b) => a.rank - b.rank || b.degree - a.degree)
    .slice(0, 12);
}

function showHits() {
  const list = document.getElementById("hits");
  const query = document.getElementById("query");
  hits = find(query.value);
  active = 0;
  const items = hits.map(({ key, degree }, index) => {
    const entity = entityOf(key);
    const alias = entity.aliases?.length ? make("small", {}, entity.aliases.slice(0, 3).join("、")) : null;
    const item = make(
      "li", { role: "option", id: `hit${index}`, on: () => choose(index) },
      icon(entity.type),
      make("span", {}, entity.name, " ", alias),
      make("small", {}, `${typeLabel(entity.type)} · ${degree}`),
    );
    item.addEventListener("mousedown", (event) => event.preventDefault());
    return item;
  });
  const wanted = query.value.trim();
  if (wanted && !hits.length) items.push(make("li", { class: "none" }, say("noHits", { query: wanted })));
  list.replaceChildren(...items);
  list.hidden = !items.length;
  query.setAttribute("aria-expanded", String(!list.hidden));
  markActive();
}

function markActive() {
  document.querySelectorAll("#hits [role=option]").forEach((item, index) => {
    item.setAttribute("aria-selected", String(index === active));
    if (index === active) item.scrollIntoView({ block: "nearest" });
  });
  const query = document.getElementById("query");
  if (hits.length) query.setAttribute("aria-activedescendant", `hit${active}`);
  else query.removeAttribute("aria-activedescendant");
}

function hideHits() {
  document.getElementById("hits").hidden = true;
  document.getElementById("query").setAttribute("aria-expanded", "false");
}

function choose(index) {
  const hit = hits[index];
  if (!hit) return;
  hideHits();
  document.getElementById("query").blur();
  const offTypes = new Set(state.offTypes);
  offTypes.delete(entityOf(hit.key).type);
  change({ ...arrived(hit.key), offTypes });
}

function listenToSearch() {
  const query = document.getElementById("query");
  query.addEventListener("input", showHits);
  query.addEventListener("focus", showHits);
  query.addEventListener("blur", hideHits);
  query.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && hits.length) {
      active = (active + step + hits.length) % hits.length;
      markActive();
      event.preventDefault();
    } else if (event.key === "Enter") choose(active);
    else if (event.key === "Escape") query.blur();
  });
}
