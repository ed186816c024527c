// What happens when: clicks, keys, the language, the colour scheme. The address and undo stand in address.js:
// FIELDS is the table of all that a link restores, change(patch) the one way in which the state changes.

// After a change of the rows ``changed``: the picture anew where that is needed, and all that speaks of it.
function refresh(changed = FIELDS) {
  if (changed.every(isSeen)) return showTake();
  const names = new Set(changed.map((row) => row.name));
  if (changed.some((row) => FILTER_FIELDS.has(row.name))) judge();
  if (names.has("theme")) applyTheme();
  if (names.has("language")) applyWords();
  const elsewhere = ["focus", "path", "hops", "layout"].some((name) => names.has(name));
  const fit = changed.some(fitsAnew);
  if (elsewhere) cursor = "";
  if (fit || changed.some((row) => row.scene)) drawScene({ fit });
  showView();
  showHeader();
  showTools();
  showSettings();
  showLegend();
  showEmpty();
  // What stands around the picture may have taken room from it: told now, and not after it has drawn, it draws once.
  network.canvas.setSize();
  return whenWhole(state.chosen ? showCard : () => afterPicture(showCard));
}

// In the task after the next frame: what nobody asked for must not keep the picture waiting.
const afterPicture = (then) => requestAnimationFrame(() => setTimeout(then));

const ACTS = {
  // Who came by a link has nothing of ours to go back to, but the whole.
  back: () => (history.state?.depth ? history.back() : overview()),
  overview,
  reset: () => {
    document.getElementById("query").value = "";
    const { language, theme } = state;
    change({ ...defaults(), language, theme });
    fitScene();
  },
  unhide: () => change({ hidden: new Set() }),
  undo,
  redo,
  unfilter: dropAllFilters,
  more: drawMore,
  physics: togglePhysics,
  keys: showKeys,
  fit: () => ZOOMS[state.view]?.fit(),
  closer: () => ZOOMS[state.view]?.closer(),
  farther: () => ZOOMS[state.view]?.farther(),
};

const ZOOMS = {
  graph: {
    fit: fitGraph,
    closer: () => zoomGraph(1.4),
    farther: () => zoomGraph(1 / 1.4),
  },
  timeline: ZOOM_TIME,
  map: ZOOM_MAP,
};

function zoomGraph(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: false });
  tellFrame();
}

const FINGER = 26; // what a finger's tip covers, in CSS pixels

// What is under the pointer: a node, a name, an edge, in this order; for a finger also what is near it.
function hit({ nodes: [node], edges: [edge], pointer, event }) {
  const finger = event?.pointerType === "touch" || event?.srcEvent?.pointerType === "touch";
  return node ?? labelAt(pointer.DOM) ?? (finger ? nodeNear(pointer.DOM) : "") ?? edge ?? "";
}

function nodeNear({ x, y }) {
  let best;
  let least = FINGER;
  for (const { id, x: nodeX, y: nodeY } of ranked) {
    const spot = network.canvasToDOM({ x: nodeX, y: nodeY });
    const distance = Math.hypot(spot.x - x, spot.y - y);
    if (distance < least && isShown(id)) [best, least] = [id, distance];
  }
  return best;
}

function listenToGraph() {
  network.on("click", (event) => open(hit(event)));
  network.on("doubleClick", (event) => {
    const key = hit(event);
    if (isEntity(key)) focusOn(key);
  });
  const hover = (key) => {
    state.hovered = key;
    document.getElementById("graph").classList.toggle("pointing", Boolean(key));
    restyle();
  };
  network.on("hoverNode", ({ node }) => hover(node));
  network.on("blurNode", () => hover(""));
  network.on("hoverEdge", ({ edge }) => hover(edge));
  network.on("blurEdge", () => hover(""));
  // Whoever puts a node somewhere wants it there.
  network.on("dragEnd", ({ nodes: [moved] }) => {
    if (!moved) return tellFrame();
    if (physicsRuns) return undefined;
    const { x, y } = network.getPosition(moved);
    return change({ pinned: new Map(state.pinned).set(moved, [Math.round(x), Math.round(y)]) });
  });
  network.on("zoom", tellFrame);
  network.on("stabilized", () => {
    if (physicsRuns) stopPhysics();
  });
}

function start() {
  Object.assign(state, readAddress());
  if (REMOTE && !/[#&]lang=/.test(location.hash)) state.language = REMOTE.language;
  judge();
  applyTheme();
  applyWords();
  showHeader();
  showLegend(); // it takes room from the picture, which is fitted after it
  createNetwork();
  listenToViews();
  refresh();
  whenWhole(listen);
}

function listen() {
  if (spokenEdges().length) network.body.emitter.emit("_requestRedraw"); // their names were not there before
  listenToGraph();
  listenToSearch();
  listenToFilters();
  listenToSettings();
  listenToKeys();
  for (const button of document.querySelectorAll("[data-act]"))
    button.addEventListener("click", ACTS[button.dataset.act]);
  document.getElementById("language").addEventListener("click", () => {
    change({ language: state.language === "zh" ? "en" : "zh" }, { step: false });
  });
  dark.addEventListener("change", () => refresh(FIELDS.filter((row) => row.name === "theme")));
  window.addEventListener("popstate", applyAddress);
  window.addEventListener("hashchange", applyAddress);
  // For the console, and for whoever embeds the page: what is drawn, and where on the screen.
  window.wangge = {
    nodes, edges, state, entityOf, change, shownFacts,
    names: () => names.map(([box, key, text]) => ({ box, key, text })),
    cursor: () => cursor,
    shown: () => ({ nodes: [...network.body.nodeIndices], edges: [...network.body.edgeIndices] }),
    link: () => addressOf(state),
    loaded: () => DATA.keys.length,
    jsonld: () => jsonldOf(shownFacts()),
    places: () => Object.entries(network.getPositions()).map(([key, { x, y }]) => [key, x, y]),
    at: (key) => network.canvasToDOM(network.getPosition(key)),
    keysOf: (name) => Object.keys(DATA.entities).filter((key) => entityOf(key).name === name),
  };
  window.addEventListener("resize", keepFitted);
  afterPicture(() => {
    document.documentElement.dataset.ready = "true";
    prepare();
  });
}

// What the first letter and the first filter need of all data: made while nobody asks for anything, piece by piece.
const PREPARED = [
  keyIndex, allNames, placesData, () => FACTS_OF.map, typesOf, ...["ends", "modality", "relation"].map((name) => COLUMNS[name]),
];
const inIdleTime = window.requestIdleCallback ?? ((act) => setTimeout(act, 50));

function prepare(rest = PREPARED) {
  const [first, ...others] = rest;
  if (!first) return;
  inIdleTime(() => {
    first();
    prepare(others);
  });
}

// A link may ask for more than the picture.
if (REMOTE) whenWhole(() => {
  Object.assign(state, defaults(), { language: REMOTE.language });
  withAddress(start);
});
else if (location.hash) whenWhole(start);
else start();
