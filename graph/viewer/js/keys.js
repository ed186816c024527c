// The keyboard: walking the graph from node to neighbour, the letters of the tools, and the list of it all.

// The rows of the list, as keys and what they do; letters work while the graph has the focus.
const KEYS_TOLD = [
  ["/", "keySearch"], ["← → ↑ ↓", "keyWalk"], ["Shift + ← → ↑ ↓", "keyJump"], ["Enter", "keyOpen"], ["1 2 3", "keyHops"],
  ["e", "keyExpand"], ["c", "keyCollapse"], ["x", "keyHide"], ["p", "keyPin"], ["t", "keyWay"],
  ["+ − 0", "keyZoom"], ["g", "keyPhysics"], ["Ctrl + Z", "keyUndo"], ["Ctrl + Shift + Z", "keyRedo"],
  ["Alt + ← →", "keyBack"], ["Esc", "keyClose"], ["?", "keyHelp"],
];

const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

const isShown = (key) => Boolean(nodes.get(key)) && !hiddenNode(key);

// Nearest in the direction: what lies aside counts as farther, what lies more than 80° off not at all.
function nearestTowards(from, [dx, dy], keys) {
  const { x, y } = network.getPosition(from);
  let best = "";
  let least = Infinity;
  for (const key of keys) {
    const spot = network.getPosition(key);
    const along = (spot.x - x) * dx + (spot.y - y) * dy;
    const aside = Math.abs((spot.x - x) * dy - (spot.y - y) * dx);
    const distance = Math.hypot(along, aside) * (1 + 2 * (aside / along) ** 2);
    if (along > 0 && aside < along * 5.6 && distance < least) [best, least] = [key, distance];
  }
  return best;
}

function walk(direction, anywhere) {
  if (!isShown(cursor)) return stand(isShown(state.chosen) ? state.chosen : ranked.find(({ id }) => isShown(id))?.id);
  const all = anywhere ? ranked.map(({ id }) => id).filter((id) => id !== cursor) : neighboursOf(cursor);
  const next = nearestTowards(cursor, direction, all.filter(isShown));
  if (next) stand(next);
  else tell(say("noneThere"));
}

function stand(key) {
  if (!key) return;
  cursor = key;
  state.hovered = "";
  const count = neighboursOf(key).filter(isShown).length;
  tell(say("standsOn", { name: plain(entityOf(key).name), type: typeLabel(entityOf(key).type), count }));
  restyle();
  bringIntoSight(key);
}

// For screen readers, and in a corner of the picture.
function tell(text) {
  document.getElementById("told").textContent = text;
}

function bringIntoSight(key) {
  const { x, y } = network.canvasToDOM(network.getPosition(key));
  const { clientWidth, clientHeight } = document.getElementById("graph");
  if (x > 60 && y > 60 && x < clientWidth - 60 && y < clientHeight - 60) return;
  network.moveTo({ position: network.getPosition(key), animation: false });
  tellFrame();
}

function graphKey(event) {
  const key = cursor || (isEntity(state.chosen) ? state.chosen : "");
  const tool = NODE_TOOLS.find((each) => each.key === event.key);
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key in ARROWS) walk(ARROWS[event.key], event.shiftKey);
  else if (event.key === "Enter" || event.key === " ") enter();
  else if (tool && key && tool.can(key)) tool.act(key);
  else if (event.key in GRAPH_KEYS) GRAPH_KEYS[event.key]();
  else return false;
  return true;
}

const GRAPH_KEYS = {
  "+": () => ACTS.closer(), "=": () => ACTS.closer(), "-": () => ACTS.farther(), 0: () => fitGraph(),
  g: () => togglePhysics(), h: () => showKeys(),
};

// Opens the card; where it is open already, goes there.
function enter() {
  if (!cursor) walk([1, 0]);
  else if (state.chosen === cursor) document.getElementById("side").focus();
  else open(cursor);
}

function pageKey(event) {
  const writes = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
  const command = event.ctrlKey || event.metaKey;
  const letter = event.key.toLowerCase();
  if (command && !writes && (letter === "z" || letter === "y")) (letter === "y" || event.shiftKey ? redo : undo)();
  else if (command || event.altKey || writes) return leave(event, writes);
  else if (event.key === "/") document.getElementById("query").focus();
  else if (event.key === "?" || event.key === "？") showKeys();
  else if (document.activeElement?.id !== "graph" || !graphKey(event)) return leave(event, writes);
  event.preventDefault();
  return undefined;
}

// Escape goes one step out: from the looking for a way, from the card to the picture, from the card at all.
function leave(event, writes) {
  if (event.key !== "Escape" || document.getElementById("keys").open) return;
  if (picking) pick(picking);
  else if (writes) return;
  else if (document.getElementById("side").contains(document.activeElement)) document.getElementById("graph").focus();
  else if (state.chosen) change({ chosen: "" });
  else if (cursor) {
    cursor = "";
    restyle();
  }
}

function showKeys() {
  const rows = KEYS_TOLD.flatMap(([keys, word]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, say(word))]);
  document.getElementById("keyList").replaceChildren(...rows);
  document.getElementById("keys").showModal();
}

function listenToKeys() {
  document.addEventListener("keydown", pageKey);
  const graph = document.getElementById("graph");
  graph.addEventListener("blur", () => {
    if (!cursor) return;
    cursor = "";
    restyle();
  });
}
