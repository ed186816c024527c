// Which facts, entities and edges pass the filters.

const factPasses = (fact) =>
  !state.offModalities.has(fact.modality) && (state.source < 0 || fact.source === state.source);

const entityPasses = (key) => !state.offTypes.has(entityOf(key).type);

const edgePasses = (edge) =>
  entityPasses(edge.from) &&
  entityPasses(edge.to) &&
  edge.facts.some((index) => factPasses(DATA.facts[index]));

const filtering = () => state.offTypes.size || state.offModalities.size || state.source >= 0;

// A patch that lets everything pass.
const clearedFilters = () => ({ offTypes: new Set(), offModalities: new Set(), source: -1 });

function countBy(items, nameOf) {
  const counts = new Map();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}
