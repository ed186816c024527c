// The embedded data and the indexes over it. Nothing here touches the page.

const DATA = JSON.parse(document.getElementById("data").textContent);
const EDGES = new Map([...DATA.edges, ...DATA.moreEdges].map((edge) => [edge.id, edge]));
const DRAWN = new Map(DATA.nodes.map((node) => [node.id, node]));
const ROLES = ["place", "recipient", "organization"];
const MODALITIES = ["asserted", "required", "planned", "hypothetical"];

// All that is shown, by the names that FIELDS (address.js) gives; what the pointer is on is no part of the address.
const state = { hovered: "" };

const FACTS_OF = new Map(Object.keys(DATA.entities).map((key) => [key, []]));
DATA.facts.forEach((fact, index) => {
  fact.index = index;
  const ends = [fact.subject, fact.object, ...ROLES.map((role) => fact[role])];
  for (const key of new Set(ends)) FACTS_OF.get(key)?.push(fact);
});

const EDGES_OF = new Map(Object.keys(DATA.entities).map((key) => [key, []]));
for (const edge of EDGES.values()) {
  EDGES_OF.get(edge.from).push(edge);
  if (edge.to !== edge.from) EDGES_OF.get(edge.to).push(edge);
}

const entityOf = (key) => DATA.entities[key];
const measureOf = (key, name) => entityOf(key).measures?.[DATA.measures.indexOf(name)];
const otherEnd = (edge, key) => (edge.from === key ? edge.to : edge.from);
