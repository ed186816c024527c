// The picture: which nodes and edges are drawn, where, and how they look now.

const dark = matchMedia("(prefers-color-scheme: dark)");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const narrow = matchMedia("(max-width: 760px)");
const THEMES = {
  light: {
    text: "#1b2430", halo: "#fbfaf7", line: "#9aa5b1", strong: "#33475b", pill: "#e8edf2", pillText: "#243447",
    accent: "#0a5a8c", warn: "#9a3d00",
  },
  dark: {
    text: "#e9eef4", halo: "#14191f", line: "#5d6b7a", strong: "#b9c9da", pill: "#2b3643", pillText: "#dbe6f1",
    accent: "#8cc8f2", warn: "#ffb47a",
  },
};
let theme = THEMES.light;

const nodes = new vis.DataSet();
const edges = new vis.DataSet();
let ranked = []; // the nodes of the scene, weightiest first, as labels.js wants them
let network;

function createNetwork() {
  network = new vis.Network(
    document.getElementById("graph"),
    { nodes, edges },
    {
      physics: false,
      layout: { improvedLayout: false },
      interaction: { hover: true, selectConnectedEdges: false, hoverConnectedEdges: false, zoomSpeed: 0.7 },
      nodes: { borderWidth: 1.5, chosen: false, font: { size: 0 } },
      edges: {
        smooth: false,
        chosen: false,
        arrows: { to: { enabled: true, scaleFactor: 0.4 } },
        font: { size: 0 },
        selectionWidth: 0,
        hoverWidth: 0,
        selfReference: { size: 14 },
      },
    },
  );
  network.on("afterDrawing", (context) => {
    drawLight(context);
    drawLabels(context, network, ranked, spokenEdges());
  });
}

// The whole picture on another canvas of the same size, as ``afterDrawing`` completes it on the screen.
function paintScene(context) {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  const { clientWidth: width, clientHeight: height } = context.canvas;
  context.save();
  context.translate(width / 2 - x * scale, height / 2 - y * scale);
  context.scale(scale, scale);
  const lines = inScene.edges.map(({ id }) => network.body.edges[id]).filter((edge) => edge?.connected && !edge.options.hidden);
  for (const line of lines) line.draw(context);
  for (const { id } of ranked) if (!network.body.nodes[id].options.hidden) network.body.nodes[id].draw(context);
  for (const line of lines) line.drawArrows(context);
  drawLight(context);
  context.restore();
  drawLabels(context, network, ranked, spokenEdges());
}

// The facts that pass the filters and lie in the picture; of the whole graph also those of nodes that are not drawn.
const shownFacts = () =>
  DATA.facts.filter(
    (fact) =>
      factPasses(fact) &&
      [fact.subject, fact.object].every((key) => !key || (entityPasses(key) && (!state.focus || nodes.get(key)))),
  );

// --- what is in the scene

function sceneNodes() {
  if (!state.focus) return DATA.nodes.map(({ id, x, y, size, shape }) => ({ id, x, y, size, shape }));
  const positions = radial(state.focus);
  return [...positions].map(([id, [x, y]]) => ({
    id, x, y,
    size: id === state.focus ? 26 : Math.min(16, sizeOf(id)),
    shape: DATA.types[entityOf(id).type].shape,
  }));
}

const sizeOf = (key) => DRAWN.get(key)?.size ?? 7.5 + 2.6 * Math.sqrt(entityOf(key).degree);

// Neighbours stand around the centre, those of one relation side by side, on as many rings as their
// names need.
function radial(centre) {
  const relationOf = new Map();
  for (const edge of EDGES_OF.get(centre)) {
    const key = otherEnd(edge, centre);
    const rank = `${edge.circumstance ? 1 : 0}${edge.from === centre ? 0 : 1}${edge.relation}`;
    if (key !== centre && edgePasses(edge) && !(relationOf.get(key) < rank)) relationOf.set(key, rank);
  }
  const around = [...relationOf.keys()].sort(
    (a, b) =>
      relationOf.get(a).localeCompare(relationOf.get(b)) ||
      entityOf(a).type.localeCompare(entityOf(b).type),
  );
  const count = around.length;
  const inner = 170;
  const needed = Math.ceil(Math.sqrt((count * 92) / (2 * Math.PI * inner) + 0.3));
  const rings = needed + (count > 40 ? 1 : 0);
  const stretch = narrow.matches ? 0.8 : 1.35;
  const positions = new Map([[centre, [0, 0]]]);
  around.forEach((key, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    const radius = inner + (index % rings) * 84;
    positions.set(key, [radius * stretch * Math.cos(angle), radius * Math.sin(angle)].map(Math.round));
  });
  return positions;
}

function sceneEdges(present) {
  const source = state.focus ? [...present].flatMap((key) => EDGES_OF.get(key)) : DATA.edges;
  const found = new Map(source.map((edge) => [edge.id, edge]));
  return [...found.values()].filter((edge) => present.has(edge.from) && present.has(edge.to));
}

// Edges of the same two nodes bend apart; a lone one is straight.
function bends(list) {
  const seen = new Map();
  const pairOf = (edge) => [edge.from, edge.to].sort().join();
  const counts = countBy(list, pairOf);
  return new Map(
    list.map((edge) => {
      const pair = pairOf(edge);
      const index = seen.get(pair) ?? 0;
      seen.set(pair, index + 1);
      if (counts.get(pair) === 1) return [edge.id, 0];
      const side = (index % 2 ? -1 : 1) * (edge.from < edge.to ? 1 : -1);
      return [edge.id, side * 0.11 * Math.ceil((index + 1) / 2)];
    }),
  );
}

// ``ink`` thickens the lines of a large picture, which is shown small.
const inScene = { edges: [], bends: new Map(), ink: 1 };

function drawScene({ fit = true } = {}) {
  const list = sceneNodes();
  const present = new Set(list.map((node) => node.id));
  inScene.edges = sceneEdges(present);
  inScene.bends = bends(inScene.edges);
  ranked = list
    .map((node) => ({ ...node, text: short(entityOf(node.id).name, 14) }))
    .sort((a, b) => b.size - a.size || a.id.localeCompare(b.id));
  if (fit) {
    fitScene();
    inScene.ink = Math.min(3, Math.max(1, 0.7 / network.getScale()));
  }
  looks = new Map();
  nodes.clear();
  edges.clear();
  nodes.add(list.map((node) => ({ ...node, ...changed(node.id, nodeLook(node.id)) })));
  edges.add(
    inScene.edges.map((edge) => {
      const look = changed(edge.id, edgeLook(edge));
      return { from: edge.from, to: edge.to, ...edgeShape(edge), ...look };
    }),
  );
}

// All of it, with room for the names at the border.
function fitScene() {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { id, x, y, size } of ranked) {
    if (hiddenNode(id)) continue;
    box.left = Math.min(box.left, x - size);
    box.right = Math.max(box.right, x + size);
    box.top = Math.min(box.top, y - size);
    box.bottom = Math.max(box.bottom, y + size);
  }
  if (box.left > box.right) return;
  const { clientWidth, clientHeight } = document.getElementById("graph");
  const across = (clientWidth - (narrow.matches ? 70 : 120)) / (box.right - box.left);
  const down = (clientHeight - 100) / (box.bottom - box.top);
  network.moveTo({
    position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    offset: { x: 0, y: 8 },
    scale: Math.min(across, down, 1.4),
    animation: false,
  });
}

// --- how things look

function lighting() {
  const key = state.hovered || state.chosen;
  if (!key) return null;
  if (choiceOf(key)) {
    const ends = new Set(choiceOf(key).ends(key));
    const between = [...ends].flatMap((end) => EDGES_OF.get(end)).filter((each) => edgePasses(each) && holds(each, key));
    return ends.size ? { nodes: ends, edges: new Set(between.map((each) => each.id)) } : null;
  }
  const edge = EDGES.get(key);
  if (edge) return { nodes: new Set([edge.from, edge.to]), edges: new Set([key]) };
  const around = EDGES_OF.get(key).filter(edgePasses);
  return {
    nodes: new Set([key, ...around.map((each) => otherEnd(each, key))]),
    edges: new Set(around.map((each) => each.id)),
  };
}

// Whether an edge stands for the fact of that key, too.
const holds = (edge, key) => edge.facts.includes(FACT_KEYS.get(key)?.index);

let light = null; // what is lit now; null when nothing is

// All but what is lit lies under a veil: one more redraw, where restyling each node takes a second.
function drawLight(context) {
  if (!light) return;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 0.84;
  context.fillStyle = theme.halo;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.restore();
  const lines = [...light.edges].map((id) => network.body.edges[id]).filter((edge) => edge?.connected);
  for (const line of lines) line.draw(context);
  for (const id of light.nodes) if (nodes.get(id) && !hiddenNode(id)) network.body.nodes[id].draw(context);
  for (const line of lines) line.drawArrows(context);
}

const hiddenNode = (key) =>
  !entityPasses(key) ||
  (filtering() && key !== state.focus && !FACTS_OF.get(key).some(factPasses));

function nodeLook(key) {
  const { light: day, dark: night } = DATA.types[entityOf(key).type];
  const fill = dark.matches ? night : day;
  const chosen = key === state.chosen;
  return {
    color: { background: fill, border: chosen ? theme.text : theme.halo },
    borderWidth: chosen ? 3 : 1.5,
    hidden: hiddenNode(key),
  };
}

function edgeShape(edge) {
  const bend = inScene.bends.get(edge.id);
  if (!bend) return {};
  const type = bend > 0 ? "curvedCW" : "curvedCCW";
  return { smooth: { enabled: true, type, roundness: Math.abs(bend) } };
}

function edgeLook(edge) {
  const lit = light?.edges.has(edge.id);
  const done = edge.facts.some((index) => DATA.facts[index].modality === "asserted");
  const weight = edge.circumstance ? 0.6 : Math.min(4, 0.9 + Math.log2(edge.facts.length) * 0.8);
  return {
    color: { color: lit ? theme.strong : theme.line, opacity: lit ? 0.95 : 0.75 },
    width: (lit ? weight + 0.8 : weight) * inScene.ink,
    dashes: edge.circumstance ? [1, 4] : done ? false : [6, 5],
    hidden: !edgePasses(edge),
  };
}

// Only what looks otherwise than before is handed to vis-network, which is slow to restyle.
let looks = new Map();

function changed(id, look) {
  const written = JSON.stringify(look);
  if (looks.get(id) === written) return null;
  looks.set(id, written);
  return { id, ...look };
}

function restyle() {
  light = lighting();
  nodes.update(nodes.getIds().map((id) => changed(id, nodeLook(id))).filter(Boolean));
  edges.update(inScene.edges.map((edge) => changed(edge.id, edgeLook(edge))).filter(Boolean));
  for (const node of ranked) {
    node.forced = node.id === state.chosen || node.id === state.hovered || node.id === state.focus;
    node.quiet = hiddenNode(node.id) || (light && !light.nodes.has(node.id));
  }
  ranked.sort(
    (a, b) => Boolean(b.forced) - Boolean(a.forced) || b.size - a.size || a.id.localeCompare(b.id),
  );
  network.redraw();
  showCounts();
}

// Relations are written on what is lit, and everywhere only where there are few.
function spokenEdges() {
  const few = inScene.edges.length <= 60 || network.getScale() > 0.8;
  const isSpoken = (edge) =>
    light ? light.edges.has(edge.id) : few || edge.from === state.focus || edge.to === state.focus;
  const spoken = inScene.edges.filter((edge) => isSpoken(edge) && edgePasses(edge));
  const centre = state.hovered || state.chosen || state.focus;
  return spoken.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, text: edgeText(edge),
    outward: edge.from === centre, bend: (inScene.bends.get(edge.id) ?? 0) / 2,
  }));
}

function showCounts() {
  const shownNodes = nodes.getIds().filter((id) => !hiddenNode(id)).length;
  const shownEdges = inScene.edges.filter(edgePasses).length;
  const left = Object.keys(DATA.entities).length - DATA.nodes.length;
  const rest = left > 0 && !state.focus ? say("leftOut", { count: left }) : "";
  const drawn = say("drawn", { nodes: shownNodes, edges: shownEdges });
  document.getElementById("drawn").textContent = drawn + rest;
  document.getElementById("empty").hidden = shownNodes > 0;
}
