// The ways of seeing the facts, as tabs: the graph, a table, a timeline, a map. Each shows what passes the filters
// and is in the scene; which one it is stands in the address.

const VIEWS = {
  graph: { panel: "stage", show: () => showGraph() },
  table: { panel: "table", show: showTable },
  timeline: { panel: "timeline", show: showTimeline },
  map: { panel: "map", show: showMap },
};

FIELDS.unshift(
  { name: "view", ...oneOf(...Object.keys(VIEWS)), aside: true },
  { name: "sort", ...oneOf("", ...Object.keys(CELLS).flatMap((name) => [name, `-${name}`])), aside: true },
  { name: "words", ...asText, default: "" },
);

const tabOf = (name) => document.getElementById(`tab-${name}`);

function showView() {
  for (const [name, { panel }] of Object.entries(VIEWS)) {
    const current = name === state.view;
    tabOf(name).setAttribute("aria-selected", String(current));
    tabOf(name).tabIndex = current ? 0 : -1;
    // Out of sight but not without a size, which the picture would lose its place by.
    document.getElementById(panel).classList.toggle("away", !current);
    document.getElementById(panel).inert = !current;
  }
  VIEWS[state.view].show();
  showTake();
}

function listenToViews() {
  const names = Object.keys(VIEWS);
  for (const name of names) {
    tabOf(name).addEventListener("click", () => change({ view: name }));
    tabOf(name).addEventListener("keydown", (event) => {
      const here = names.indexOf(name);
      const places = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: names.length - 1 };
      if (!(event.key in places)) return;
      const next = names.at(places[event.key] % names.length);
      event.preventDefault();
      change({ view: next });
      tabOf(next).focus();
    });
  }
  listenToTable();
  listenToTimeline();
  listenToMap();
  listenToTake();
}
