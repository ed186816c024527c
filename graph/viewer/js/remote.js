// More of the store than the page holds, from the server that it came from (served.py): what is about to be shown is
// asked for first, and taken into the data as if it had been there from the beginning. A page that opens offline has
// no server, and everything.

const REMOTE = DATA.remote;
const WAIT = 150; // milliseconds without a letter, after which the server is asked
const KEY = /\bn[0-9a-f]{12}\b/g;

const entire = new Set(REMOTE?.complete); // entities all of whose facts are here
const asked = new Map(); // by entity, how many steps around it were asked for
const FACT_AT = late(() => new Map(DATA.facts.map((fact) => [fact.iri, fact.index])));

const isHereAround = (key, hops) => (asked.get(key) ?? 0) >= hops || (hops === 1 && entire.has(key));

// --- what is asked for

// The entities whose neighbourhoods, or the way between which, a change of the state shows and that are not here yet.
function missingFor(patch) {
  if (!REMOTE) return null;
  if (patch.path?.length) return asked.has(patch.path.join(".")) ? null : { keys: patch.path, way: true };
  const hops = patch.focus ? patch.hops ?? state.hops : 1;
  const keys = new Set(patch.expanded ?? []);
  if (patch.focus && !isHereAround(patch.focus, hops)) return { keys: [patch.focus], hops };
  if (patch.chosen && isEntity(patch.chosen)) keys.add(patch.chosen);
  const missing = [...keys].filter((key) => !isHereAround(key, 1));
  return missing.length ? { keys: missing, hops: 1 } : null;
}

async function load({ keys, hops = 1, way = false }) {
  const told = document.getElementById("told");
  told.textContent = say("loading");
  try {
    const part = await fetched(`${REMOTE.data}?hops=${hops}&keys=${keys.join(".")}${way ? "&way=1" : ""}`);
    absorb(part);
    for (const key of way ? [keys.join(".")] : keys) asked.set(key, Math.max(hops, asked.get(key) ?? 0));
    const left = part.left ? say("leftAtServer", { count: part.left }) : "";
    told.textContent = part.cut ? say("cutAtServer", { count: part.cut }) : left;
  } catch {
    told.textContent = say("loadFailed");
  }
}

async function fetched(address) {
  const answer = await fetch(address, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// Loads what an address speaks of, then does what is to be done with it.
async function withAddress(then) {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const focus = wanted.get("focus") ?? "";
  const hops = Math.min(3, Number(wanted.get("hops")) || 1);
  const others = new Set((location.hash.match(KEY) ?? []).filter((key) => key !== focus && !isHereAround(key, 1)));
  if (REMOTE && focus && !isHereAround(focus, hops)) await load({ keys: [focus], hops });
  if (REMOTE && others.size) await load({ keys: [...others].slice(0, 12) });
  const path = (wanted.get("path") ?? "").split(".").filter(isEntity);
  if (REMOTE && path.length === 2 && !asked.has(path.join("."))) await load({ keys: path, way: true });
  then();
}

// --- what is taken in

function absorb(part) {
  for (const name of ["types", "relations"])
    for (const [key, term] of Object.entries(part[name]))
      if (!Object.hasOwn(DATA[name], key)) {
        DATA[name][key] = term;
        (name === "types" ? TYPES : RELATIONS).push(key);
      }
  for (const { key, ...entity } of part.entities)
    if (!isEntity(key)) {
      DATA.entities[key] = entity;
      DATA.tables.entities.count = DATA.keys.push(key);
    }
  takeEdges(part.edges, takeFacts(part, takeSources(part)));
  Object.assign(placesData().units, part.places.units);
  Object.assign(placesData().homes, part.places.homes);
  for (const key of part.complete ?? []) entire.add(key);
  for (const forget of FOUND_OUT) forget();
  legend.built = "";
  panel.built = "";
  judge();
}

// The numbers that the documents of a part have in the page.
function takeSources(part) {
  return part.sources.map((source, index) => {
    const known = SOURCE_NAMES.indexOf(source.name);
    if (known >= 0) return known;
    DATA.sources.push(source);
    STORE().documents.push(part.store.documents[index]);
    return SOURCE_NAMES.push(source.name) - 1;
  });
}

// The numbers that the facts of a part have in the page.
function takeFacts(part, sources) {
  const store = STORE();
  Object.assign(store.terms, part.store.terms);
  const numbered = (list, value) => (list.includes(value) ? list.indexOf(value) : list.push(value) - 1);
  const extractors = part.store.extractors.map((name) => numbered(store.extractors, name));
  const triggers = part.store.triggers.map((text) => numbered(store.triggers, text));
  const known = FACT_AT();
  return part.facts.map((fact, at) => {
    if (known.has(fact.iri)) return known.get(fact.iri);
    const [extractor, evidence, ...trigger] = part.store.facts[at];
    const number = extractor < 0 ? -1 - extractors[-1 - extractor] : extractors[extractor];
    store.facts.push([number, evidence, ...(trigger.length ? [triggers[trigger[0]], ...trigger.slice(1)] : [])]);
    const index = DATA.facts.length;
    DATA.tables.facts.count = DATA.facts.push({ ...fact, source: sources[fact.source], index });
    return index;
  });
}

function takeEdges(edges, facts) {
  const all = EDGES.map;
  for (const edge of edges) {
    const told = edge.facts.map((at) => facts[at]);
    const known = all.get(edge.id);
    if (known) known.undone &&= edge.undone;
    if (known) known.facts = [...new Set([...known.facts, ...told])].sort((a, b) => a - b);
    else all.set(edge.id, { ...edge, facts: told });
  }
  DATA.allEdges = [...all.values()];
}

// --- the search

const answers = new Map(); // the entities that the server knows for a text, the best first
let timer = 0;
const TRIES = 5;
const PAUSE = 1500; // milliseconds before the server is asked again

// Entities that the server found and the page would not: by other names, or in the middle of their pinyin.
const foundElsewhere = (text) => answers.get(text) ?? [];
const isSearching = (text) => Boolean(REMOTE && text && !answers.has(text));

// A server that is busy, or still counts what it holds, is asked again as long as the text stands there.
function askServer(text, left = TRIES) {
  clearTimeout(timer);
  if (!isSearching(text)) return;
  timer = setTimeout(async () => {
    const isWanted = () => document.getElementById("query").value.trim() === text;
    try {
      const part = await fetched(`${REMOTE.find}?q=${encodeURIComponent(text)}`);
      absorb(part);
      answers.set(text, part.hits);
    } catch {
      if (!left) answers.set(text, []);
      else if (isWanted()) askServer(text, left - 1);
    }
    const looks = document.activeElement === document.getElementById("query") && isWanted();
    if (looks && answers.has(text)) showHits();
  }, left === TRIES ? WAIT : PAUSE);
}

// --- the way to the server's other pages

// Where the server shows all facts of an entity.
function pageOf(iri) {
  const slug = iri.startsWith(REMOTE.base) ? iri.slice(REMOTE.base.length) : "";
  const path = slug && !slug.startsWith("/") ? slug.split("/").map(encodeURIComponent).join("/") : "";
  const fields = new URLSearchParams({ ...(path ? {} : { iri }), lang: state.language });
  return `/id/${path}?${fields}`;
}

const homeLink = () => make("a", { class: "home", href: `/?lang=${state.language}` }, say("title"));

function pageLink(entity, facts) {
  if (!REMOTE) return null;
  const left = entity.degree - facts.length;
  const text = left > 0 ? say("moreOnPage", { count: left }) : say("itsPage");
  return make("p", {}, make("a", { class: "name", href: pageOf(entity.iri) }, text));
}
