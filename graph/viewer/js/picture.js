// The picture itself: what scene.js, places.js and looks.js say, drawn by vis-network; and what fits the window.

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
  network.on("beforeDrawing", (context) => {
    if (physicsRuns) followPhysics();
    drawDiscs(context);
  });
  network.on("afterDrawing", complete);
}

// What vis-network does not draw.
function complete(context) {
  drawLight(context);
  drawLabels(context, network, ranked, spokenEdges());
  drawSigns(context, network, ranked);
}

// The picture once more, on another canvas of the same size.
function paintScene(context) {
  const { x, y } = network.getViewPosition();
  const scale = network.getScale();
  const { clientWidth: width, clientHeight: height } = context.canvas;
  const lines = scene.edges.map(({ id }) => network.body.edges[id]).filter((edge) => edge?.connected && !edge.options.hidden);
  const points = ranked.map(({ id }) => network.body.nodes[id]).filter((node) => node && !node.options.hidden);
  context.save();
  context.translate(width / 2 - x * scale, height / 2 - y * scale);
  context.scale(scale, scale);
  drawDiscs(context);
  for (const line of lines) line.draw(context);
  for (const point of points) point.draw(context);
  for (const line of lines) line.drawArrows(context);
  complete(context);
  context.restore();
}

const drawn = { bends: new Map(), ink: 1, discs: [], fittedTo: "" };
const shapes = new Map(); // what vis-network was told last of each node and edge: where, how large, how bent
const looks = new Map(); // and how it looks

const inPicture = (key) => shapes.has(key);

// Only what is otherwise than before is handed to vis-network, which is slow to restyle.
function changed(known, id, record) {
  const text = JSON.stringify(record);
  if (known.get(id) === text) return null;
  known.set(id, text);
  return record;
}

function drawScene({ fit = true } = {}) {
  const present = buildScene();
  const spots = placesOf(present);
  drawn.bends = bendsOf(scene.edges);
  drawn.discs = discsOf(spots);
  ranked = [...spots]
    .map(([id, [x, y]]) => ({ id, x, y, size: sizeOf(id), text: short(faceOf(id).name, 14) }))
    .sort((a, b) => b.size - a.size || (a.id < b.id ? -1 : 1));
  if (fit) {
    fitScene();
    drawn.ink = Math.min(3, Math.max(1, 0.7 / network.getScale()));
  }
  withoutRedraws(() => {
    hand(edges, [], scene.edges);
    hand(nodes, ranked.map(nodeRecord).filter(Boolean), ranked);
    hand(edges, scene.edges.map(edgeRecord).filter(Boolean), scene.edges);
  });
}

// vis-network would draw after each of several steps; and at "_allowRedraw" it forgets that it is going to draw, and
// would do so twice.
function withoutRedraws(act) {
  const isAwaited = network.renderer.redrawRequested;
  network.body.emitter.emit("_blockRedraw");
  act();
  network.body.emitter.emit("_allowRedraw");
  network.renderer.redrawRequested = isAwaited;
}

function nodeRecord({ id, x, y, size }) {
  const shape = changed(shapes, id, {
    id, x, y, size, shape: DATA.types[faceOf(id).type].shape, fixed: state.pinned.has(id),
  });
  const look = changed(looks, id, { id, ...nodeLook(id) });
  return shape || look ? { ...shape, ...look } : null;
}

function edgeRecord(edge) {
  const { id, from, to } = edge;
  const shape = changed(shapes, id, { id, from, to, ...edgeShape(drawn.bends.get(id)) });
  const look = changed(looks, id, { id, ...edgeLook(edge, drawn.ink) });
  return shape || look ? { ...shape, ...look } : null;
}

// ``records`` go into what vis-network shows, and all that is not in ``kept`` goes out of it.
function hand(set, records, kept) {
  const ids = new Set(kept.map((each) => each.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  for (const id of gone) {
    shapes.delete(id);
    looks.delete(id);
  }
  if (gone.length) set.remove(gone);
  if (set.length) set.update(records);
  else set.add(records);
}

// What the filters take away is hidden in vis-network itself: told so node by node, it takes many redraws' time.
function conceal() {
  for (const { id } of ranked) network.body.nodes[id].options.hidden = hiddenNode(id);
  for (const edge of scene.edges) network.body.edges[edge.id].options.hidden = !edgePasses(edge);
  network._updateVisibleIndices();
}

// What looks depend on beside what is lit. Filters are not among it: they only hide.
const lookSigns = () => [isDark(), litKey(), state.chosen, state.focus, state.hops, state.path, drawn.ink].join();
let shownSigns = "";

function restyle() {
  light = lighting();
  withoutRedraws(() => {
    showLooks();
    const leads = new Set(drawn.discs.map(({ key }) => key));
    for (const node of ranked) {
      node.lead = leads.has(node.id);
      node.forced = node.id === litKey() || node.id === state.chosen || isEnd(node.id);
      node.quiet = hiddenNode(node.id) || (light && !light.nodes.has(node.id));
    }
    ranked.sort(
      (a, b) => Boolean(b.forced) - Boolean(a.forced) || b.size - a.size || (a.id < b.id ? -1 : 1),
    );
    conceal();
  });
  network.body.emitter.emit("_requestRedraw"); // once in the next frame, whatever else asks for it
  showCounts();
}

function showLooks() {
  const signs = lookSigns();
  if (light || signs !== shownSigns) {
    nodes.update(nodes.getIds().map((id) => changed(looks, id, { id, ...nodeLook(id) })).filter(Boolean));
    edges.update(
      scene.edges.map((edge) => changed(looks, edge.id, { id: edge.id, ...edgeLook(edge, drawn.ink) })).filter(Boolean),
    );
  }
  shownSigns = signs;
}

function stageSize() {
  const { clientWidth, clientHeight } = document.getElementById("graph");
  return `${clientWidth} ${clientHeight}`;
}

const ABOVE = 44; // pixels of the stage above the picture

// All of it, with room for the names at the border; or what is ``only``, and not beyond the scale of ``most``.
function fitScene({ only = () => true, most = 1.4 } = {}) {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { id, x, y, size } of ranked) {
    if (hiddenNode(id) || !only(id)) continue;
    box.left = Math.min(box.left, x - size);
    box.right = Math.max(box.right, x + size);
    box.top = Math.min(box.top, y - size);
    box.bottom = Math.max(box.bottom, y + size);
  }
  if (box.left > box.right) return;
  drawn.fittedTo = stageSize();
  const { clientWidth, clientHeight } = document.getElementById("graph");
  const across = (clientWidth - (narrow.matches ? 40 : 84)) / (box.right - box.left);
  const below = isEntity(state.chosen) ? 104 : 50; // there stand the tools
  const down = Math.max(clientHeight - ABOVE - below, clientHeight / 3, 1) / (box.bottom - box.top);
  network.moveTo({
    position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 },
    offset: { x: 0, y: (ABOVE - below) / 2 },
    scale: Math.min(across, down, most),
    animation: false,
  });
}

// Where the picture is so small that what was brought in can hardly be seen, it comes nearer.
function comeNear(key) {
  const near = new Set([key, ...scene.grown.get(key) ?? []]);
  if (network.getScale() >= 0.6) return;
  fitScene({ only: (id) => near.has(id), most: 0.9 });
  tellFrame();
  drawn.ink = 1;
  restyle();
}

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

// --- communities

const GROUPS = new Map(DATA.nodes.map(({ id }, index) => [id, DATA.communities.groups[index]]));

// A disc behind each community of three and more, while they stand apart.
function discsOf(spots) {
  if (!isWhole() || state.layout !== "communities" || state.moved.size) return [];
  const members = new Map();
  for (const [key, [x, y]] of spots) {
    if (!GROUPS.has(key) || state.pinned.has(key)) continue;
    if (!members.has(GROUPS.get(key))) members.set(GROUPS.get(key), []);
    members.get(GROUPS.get(key)).push({ key, x, y, size: sizeOf(key) });
  }
  return [...members.values()].filter((list) => list.length > 2).map((list) => {
    const middle = (name) => {
      const values = list.map((each) => each[name]);
      return (Math.min(...values) + Math.max(...values)) / 2;
    };
    const [x, y] = [middle("x"), middle("y")];
    const { key } = list.reduce((a, b) => (a.size >= b.size ? a : b));
    return { x, y, key, radius: Math.max(...list.map((each) => Math.hypot(each.x - x, each.y - y) + each.size)) + 12 };
  });
}

function drawDiscs(context) {
  context.fillStyle = theme.disc;
  for (const { x, y, radius } of drawn.discs) {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.fill();
  }
}

// --- what is said of it

// Relations are written on what is lit, and everywhere only where there are few.
function spokenEdges() {
  if (!isPageWhole()) return []; // a relation is written with its figure, which is read later
  const few = scene.edges.length <= 60 || network.getScale() > 0.8;
  const isSpoken = (edge) =>
    light ? light.edges.has(edge.id) : few || edge.from === state.focus || edge.to === state.focus;
  const spoken = scene.edges.filter((edge) => isSpoken(edge) && edgePasses(edge));
  const centre = litKey() || state.focus;
  return spoken.map((edge) => ({
    id: edge.id, from: edge.from, to: edge.to, text: edgeText(edge),
    outward: edge.from === centre, bend: (drawn.bends.get(edge.id) ?? 0) / 2,
  }));
}

function showCounts() {
  const shownNodes = nodes.getIds().filter((id) => !hiddenNode(id)).length;
  const shownEdges = scene.edges.filter(edgePasses).length;
  const held = REMOTE && !filtering() && isWhole();
  const left = held ? REMOTE.held.entities - DATA.nodes.length - [...scene.grown.values()].flat().length : countNotDrawn();
  const parts = [say("drawn", { nodes: shownNodes, edges: shownEdges })];
  showMore(REMOTE ? 0 : left); // who has a server brings the rest by walking
  if (left > 0) parts.push(say(filtering() ? "leftOutPassing" : "leftOut", { count: left }));
  if (scene.tooMany) parts.push(say("tooMany", { count: scene.tooMany }));
  document.getElementById("drawn").textContent = parts.join("");
  document.getElementById("empty").hidden = shownNodes > 0;
}
