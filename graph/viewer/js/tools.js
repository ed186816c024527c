// What can be done with the picture: with the chosen node, with the whole of it, and the way back from that.

let picking = ""; // the entity from which a way is being looked for

const DONE_WITH = { expanded: new Set(), collapsed: new Set(), pinned: new Map(), moved: new Map() };

// Another picture: what was done to the nodes of the one before does not go with it; what was hidden stays so.
function focused(key, hops = 1) {
  const hidden = new Set(state.hidden);
  hidden.delete(key);
  return { ...DONE_WITH, focus: key, hops, path: [], chosen: key, hidden };
}

function wayTo(key) {
  const path = [picking, key];
  return { ...DONE_WITH, focus: "", path, chosen: "", hidden: new Set([...state.hidden].filter((each) => !path.includes(each))) };
}

// What choosing an entity, on a list or in the picture, leads to: its neighbourhood, or the way to it that was asked for.
function arrived(key) {
  const patch = picking && picking !== key ? wayTo(key) : focused(key);
  picking = "";
  return patch;
}

const open = (key) => change(picking && isEntity(key) ? arrived(key) : { chosen: key });
const focusOn = (key) => change(arrived(key));
// A card is opened where its entity is in the picture; else its neighbourhood becomes the picture.
const visit = (key) => (nodes.get(key) && !isWhole() ? open(key) : focusOn(key));

// From elsewhere to the whole with all that was drawn of it; once more, to that which the page opened with.
const overview = () =>
  change({ ...DONE_WITH, focus: "", path: [], hops: 1, hidden: new Set(), chosen: "", more: isWhole() ? new Set() : state.more });

// --- the chosen node

const isOpen = (key) => state.focus === key;
const without = (set, value) => new Set([...set].filter((each) => each !== value));
const withIt = (set, value) => new Set([...set, value]);

function expand(key) {
  const collapsed = without(state.collapsed, key);
  const unfolds = scene.folded.get(key) > 0;
  change({ collapsed, expanded: unfolds ? state.expanded : withIt(state.expanded, key) });
  comeNear(key);
}

function collapse(key) {
  change({ collapsed: withIt(state.collapsed, key), expanded: without(state.expanded, key) });
}

function hide(key) {
  const gone = isEnd(key) ? { focus: "", path: [], hops: 1 } : {};
  if (cursor === key) cursor = "";
  change({ ...gone, hidden: withIt(state.hidden, key), chosen: "" });
}

function pin(key) {
  const pinned = new Map(state.pinned);
  const { x, y } = network.getPosition(key);
  if (!pinned.delete(key)) pinned.set(key, [Math.round(x), Math.round(y)]);
  change({ pinned });
}

function pick(key) {
  picking = picking === key ? "" : key;
  showHeader();
  showTools();
  // On a phone the keyboard would cover the picture.
  if (picking && !matchMedia("(pointer: coarse)").matches) document.getElementById("query").focus();
}

const hopRow = (hops) => ({
  key: String(hops),
  text: () => String(hops),
  label: () => say("hops", { hops }),
  act: (key) => change(focused(key, hops)),
  can: () => true,
  pressed: (key) => isOpen(key) && state.hops === hops,
});

// ``key``: the letter that does the same from the keyboard. A tool that can do nothing is shown, but not to be pressed.
const NODE_TOOLS = [
  hopRow(1),
  hopRow(2),
  hopRow(3),
  {
    key: "e", act: expand, can: (key) => expandable(key).length > 0,
    text: (key) => say("expand", { count: expandable(key).length || "" }).replace(/ \+$/, ""),
  },
  {
    key: "c", act: collapse, text: () => say("collapse"),
    can: (key) => !state.collapsed.has(key) && neighboursOf(key).some((each) => nodes.get(each)),
  },
  { key: "x", act: hide, can: () => true, text: () => say("hide") },
  {
    key: "p", act: pin, can: (key) => Boolean(nodes.get(key)), pressed: (key) => state.pinned.has(key),
    text: (key) => say(state.pinned.has(key) ? "unpin" : "pin"),
  },
  { key: "t", act: pick, can: () => true, text: () => say("wayTo"), pressed: (key) => picking === key },
];

function showTools() {
  const bar = document.getElementById("tools");
  const held = bar.contains(document.activeElement) ? document.activeElement.dataset.key : "";
  const key = isEntity(state.chosen) ? state.chosen : "";
  bar.hidden = !key;
  bar.setAttribute("aria-label", key ? say("toolsOf", { name: entityOf(key).name }) : "");
  bar.replaceChildren(...(key ? [make("span", { class: "hops" }, say("hopsOf")), ...NODE_TOOLS.map(toolOf(key))] : []));
  if (held) bar.querySelector(`[data-key="${held}"]`)?.focus();
  showPhysics();
}

const toolOf = (key) => (tool) => {
  const text = tool.text(key);
  const look = { type: "button", "data-key": tool.key, title: `${tool.label?.() ?? text} (${tool.key})` };
  if (tool.label) look["aria-label"] = tool.label();
  if (tool.pressed) look["aria-pressed"] = String(tool.pressed(key));
  if (!tool.can(key)) look.disabled = "";
  return make("button", { ...look, on: () => tool.act(key) }, text);
};

// --- the way back, and where one is

function showTrail() {
  const hide = (id, isHidden) => (document.getElementById(id).hidden = isHidden);
  document.getElementById("where").textContent = whereText();
  hide("back", !(state.focus || state.path.length || state.chosen));
  hide("reset", isWhole() && [state.hidden, state.expanded, state.collapsed, state.more].every(({ size }) => !size));
  hide("undo", !past.length && !future.length);
  hide("redo", !past.length && !future.length);
  document.getElementById("undo").disabled = !past.length;
  document.getElementById("redo").disabled = !future.length;
  hide("unhide", !state.hidden.size);
  document.getElementById("unhide").textContent = say("unhide", { count: state.hidden.size });
}

function whereText() {
  const named = (key) => short(entityOf(key).name, 16);
  if (picking) return say("picking", { name: named(picking) });
  const [from, to] = state.path;
  if (from) return say(scene.noWay ? "noWay" : "way", { from: named(from), to: named(to) });
  if (state.focus) return say(state.hops > 1 ? "focusWide" : "focusOn", { name: named(state.focus), hops: state.hops });
  return DATA.around ? say("around", { name: short(DATA.around, 20), hops: DATA.hops }) : "";
}

// --- how it is shown: layout, sizes, colours, physics

const choices = {
  layout: () => ["forces", "communities"].map((name) => [name, say(`layout-${name}`)]),
  sizeBy: () => [
    ...["facts", ...MEASURES_OF_SIZE].map((name) => [name, say(`size-${name}`)]),
    ...topUnits().map((unit) => [TOTAL + unit, say("sizeTotal", { unit })]),
  ],
  theme: () => ["auto", "light", "dark"].map((name) => [name, say(`theme-${name}`)]),
};

function showSettings() {
  if (!document.getElementById("settings").open) return;
  for (const [name, rows] of Object.entries(choices)) {
    const select = document.getElementById(name);
    select.replaceChildren(...rows().map(([value, text]) => make("option", { value }, text)));
    select.value = state[name];
  }
  document.getElementById("layout").disabled = !isWhole();
  showPhysics();
}

function showPhysics() {
  const button = document.getElementById("physics");
  button.setAttribute("aria-pressed", String(physicsRuns));
  button.textContent = say(physicsRuns ? "physicsStop" : "physicsStart");
  document.getElementById("stop").hidden = !physicsRuns;
}

function listenToSettings() {
  const settings = document.getElementById("settings");
  settings.addEventListener("toggle", showSettings);
  document.addEventListener("pointerdown", (event) => {
    if (settings.open && !settings.contains(event.target)) settings.open = false;
  });
  for (const name of Object.keys(choices)) {
    document.getElementById(name).addEventListener("change", (event) => {
      const places = name === "layout" ? { moved: new Map(), pinned: new Map() } : {};
      change({ [name]: event.target.value, ...places });
    });
  }
}
