// The embedded data and the indexes over it. Nothing here touches the page.

const DATA = embedded("data");

// The picture that a page opens with needs none of these: they are made when somebody first asks for them.
lazily(DATA, "keys", () => embedded("entities.keys")); // of the entities, in the order of their records
lazily(DATA, "entities", () => {
  const records = recordsOf("entities");
  const found = {};
  for (let index = 0; index < records.length; index += 1) found[DATA.keys[index]] = records[index];
  return found;
});
lazily(DATA, "facts", () => recordsOf("facts"));

// How many records a table has, without making them.
const countOf = (table) => DATA.tables[table].count;

const DRAWN = new Map(DATA.nodes.map((node) => [node.id, node]));
const ROLES = ["place", "recipient", "organization"];
const MODALITIES = ["asserted", "required", "planned", "hypothetical"];

// All that is shown, by the names that FIELDS (address.js) gives; what the pointer is on is no part of the address.
const state = { hovered: "" };

// Edges that are not drawn when the page opens, which may be most of them.
const moreEdges = () =>
  recordsOf("edges").map(({ id, from, to, relation, facts, circumstance, undone }) => ({
    id, from, to, relation, facts, ...(circumstance && { circumstance }), ...(undone && { undone }),
  }));

const EDGES = new LateMap(
  () => new Map((DATA.allEdges ?? [...DATA.edges, ...moreEdges()]).map((edge) => [edge.id, edge])),
);

const FACTS_OF = new LateMap(() => {
  const found = new Map(DATA.keys.map((key) => [key, []]));
  for (const fact of DATA.facts) {
    const ends = [fact.subject, fact.object, ...ROLES.map((role) => fact[role])];
    for (const key of new Set(ends)) found.get(key)?.push(fact);
  }
  return found;
});

const EDGES_OF = new LateMap(() => {
  const found = new Map(DATA.keys.map((key) => [key, []]));
  for (const edge of EDGES.values()) {
    found.get(edge.from).push(edge);
    if (edge.to !== edge.from) found.get(edge.to).push(edge);
  }
  return found;
});

const entityOf = (key) => DATA.entities[key];

// What the picture shows of an entity: its name, its type, its degree.
const faceOf = (key) => DRAWN.get(key) ?? entityOf(key);

const measureOf = (key, name) => entityOf(key).measures?.[DATA.measures.indexOf(name)];
const otherEnd = (edge, key) => (edge.from === key ? edge.to : edge.from);
