// What happens when: clicks, keys, the language, the colour scheme. The address and undo stand in address.js:
// FIELDS is the table of all that a link restores, change(patch) the one way in which the state changes.

// A card is opened where its entity is in the picture; else its neighbourhood becomes the picture.
const focused = (key) => ({ focus: key, path: [], chosen: key });
const open = (key) => change({ chosen: key });
const focusOn = (key) => change(focused(key));
const visit = (key) => (nodes.get(key) && state.focus ? open(key) : focusOn(key));

// After a change of the rows ``changed``: the picture anew where that is needed, and all that speaks of it.
function refresh(changed = FIELDS) {
  const names = new Set(changed.map((row) => row.name));
  if (names.has("theme")) applyTheme();
  if (names.has("language")) applyWords();
  const elsewhere = ["focus", "path", "hops", "layout"].some((name) => names.has(name));
  const filtered = changed.some((row) => !row.aside) && state.focus;
  if (filtered || changed.some((row) => row.scene)) drawScene({ fit: Boolean(elsewhere || filtered) });
  showHeader();
  showLegend();
  showCard();
  showView();
}

const ACTS = {
  // Who came by a link has nothing of ours to go back to, but the whole.
  back: () => (history.state?.depth ? history.back() : ACTS.reset()),
  reset: () => {
    document.getElementById("query").value = "";
    const { language, theme } = state;
    change({ ...defaults(), language, theme });
    fitScene();
  },
  undo,
  redo,
  fit: () => ZOOMS[state.view].fit(),
  closer: () => ZOOMS[state.view].closer(),
  farther: () => ZOOMS[state.view].farther(),
};

const ZOOMS = {
  graph: {
    fit: fitScene,
    closer: () => network.moveTo({ scale: network.getScale() * 1.4 }),
    farther: () => network.moveTo({ scale: network.getScale() / 1.4 }),
  },
  timeline: ZOOM_TIME,
  map: ZOOM_MAP,
};

// What is under the pointer: a node, a name, an edge, in this order.
const hit = ({ nodes: [node], edges: [edge], pointer }) => node ?? labelAt(pointer.DOM) ?? edge ?? "";

function listenToGraph() {
  network.on("click", (event) => open(hit(event)));
  network.on("doubleClick", (event) => {
    const key = hit(event);
    if (Object.hasOwn(DATA.entities, key)) focusOn(key);
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
  network.on("dragEnd", ({ nodes: [moved] }) => {
    const node = ranked.find((each) => each.id === moved);
    if (node) Object.assign(node, network.getPosition(moved));
  });
}

function applyTheme() {
  theme = dark.matches ? THEMES.dark : THEMES.light;
}

function start() {
  Object.assign(state, readAddress());
  applyTheme();
  applyWords();
  showHeader();
  showLegend(); // it takes room from the picture, which is fitted after it
  createNetwork();
  listenToViews();
  refresh();
  listenToGraph();
  listenToSearch();
  for (const button of document.querySelectorAll("[data-act]"))
    button.addEventListener("click", ACTS[button.dataset.act]);
  document.getElementById("source").addEventListener("change", (event) => {
    change({ source: Number(event.target.value) });
  });
  document.getElementById("language").addEventListener("click", () => {
    change({ language: state.language === "zh" ? "en" : "zh" }, { step: false });
  });
  dark.addEventListener("change", () => refresh(FIELDS.filter((row) => row.name === "theme")));
  window.addEventListener("popstate", applyAddress);
  window.addEventListener("hashchange", applyAddress);
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && event.target.tagName !== "INPUT") {
      event.preventDefault();
      document.getElementById("query").focus();
    } else if (event.key === "Escape" && state.chosen && event.target.id !== "query") open("");
  });
  // For the console, and for whoever embeds the page: what is drawn, and where on the screen.
  window.wangge = {
    nodes, edges, state,
    at: (key) => network.canvasToDOM(network.getPosition(key)),
    keysOf: (name) => Object.keys(DATA.entities).filter((key) => entityOf(key).name === name),
  };
  document.documentElement.dataset.ready = "true";
}

start();
