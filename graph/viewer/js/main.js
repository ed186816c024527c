// What happens when: clicks, keys, the address, the language, the colour scheme.

// The address after # holds what is shown, so that back, forward and a link restore it.
const addressOf = (focus, chosen) =>
  `#${new URLSearchParams({ ...(focus && { focus }), ...(chosen && { show: chosen }) })}`;

function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const known = (key, ...places) => (key && places.some((place) => place(key)) ? key : "");
  const isEntity = (key) => Object.hasOwn(DATA.entities, key);
  return {
    focus: known(wanted.get("focus"), isEntity),
    chosen: known(wanted.get("show"), isEntity, (key) => EDGES.has(key)),
  };
}

function go(focus, chosen) {
  const address = addressOf(focus, chosen);
  const depth = (history.state?.depth ?? 0) + 1;
  if (address !== (location.hash || "#")) history.pushState({ depth }, "", address);
  applyAddress();
}

function applyAddress() {
  const { focus, chosen } = readAddress();
  if (focus === state.focus && chosen === state.chosen) return;
  const moved = focus !== state.focus;
  Object.assign(state, { focus, chosen, hovered: "" });
  if (moved) drawScene();
  refresh({ redraw: false });
}

// A card is opened where its entity is in the picture; else its neighbourhood becomes the picture.
const open = (key) => go(state.focus, key);
const focusOn = (key) => go(key, key);
const visit = (key) => (nodes.get(key) && state.focus ? open(key) : focusOn(key));

function refresh({ redraw = true } = {}) {
  if (redraw && state.focus) drawScene();
  restyle();
  showHeader();
  showLegend();
  showCard();
}

const ACTS = {
  // Who came by a link has nothing of ours to go back to, but the whole.
  back: () => (history.state?.depth ? history.back() : go("", "")),
  reset: () => {
    clearFilters();
    document.getElementById("query").value = "";
    go("", "");
    refresh();
    fitScene();
  },
  fit: fitScene,
  closer: () => network.moveTo({ scale: network.getScale() * 1.4 }),
  farther: () => network.moveTo({ scale: network.getScale() / 1.4 }),
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
  applyTheme();
  applyWords();
  Object.assign(state, readAddress());
  showHeader();
  showLegend(); // it takes room from the picture, which is fitted after it
  createNetwork();
  drawScene();
  refresh({ redraw: false });
  listenToGraph();
  listenToSearch();
  for (const button of document.querySelectorAll("[data-act]"))
    button.addEventListener("click", ACTS[button.dataset.act]);
  document.getElementById("source").addEventListener("change", (event) => {
    state.source = Number(event.target.value);
    refresh();
  });
  document.getElementById("language").addEventListener("click", () => {
    state.language = state.language === "zh" ? "en" : "zh";
    applyWords();
    refresh({ redraw: false });
  });
  dark.addEventListener("change", () => { applyTheme(); refresh({ redraw: false }); });
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
