// Where the graph, the map and the timeline look: a part of the address, so that a link shows the same place and days.
// It is told once the hand rests, for browsers do not take an address with every turn of a wheel.

const REST = 250; // milliseconds

// The middle of the map and pixels a kilometre: longitude_latitude_scale, in millionths.
const camera = {
  read: (text) => {
    if (!/^-?\d{1,9}_-?\d{1,8}_\d{1,9}$/.test(text)) return null;
    const [longitude, latitude, scale] = text.split("_").map((part) => Number(part) / 1e6);
    const fits = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90;
    return fits ? { middle: [longitude, latitude], scale: withinScale(scale) } : null;
  },
  write: (value) => {
    if (!value) return "";
    return [...value.middle, value.scale].map((each) => Math.round(each * 1e6)).join("_");
  },
  default: null,
};

// What is seen of each axis of the timeline: name_from_until, in hours.
const windows = {
  read: (text) =>
    new Map(
      text.split(".").flatMap((part) => {
        const [name, ...ends] = part.split("_");
        const fine = ends.length === 2 && ends.every((each) => /^-?\d{1,8}$/.test(each));
        const [from, until] = ends.map((each) => Number(each) / 24);
        return fine && TIME_AXES.includes(name) && from < until ? [[name, [from, until]]] : [];
      }),
    ),
  write: (map) => [...map].map(([name, ends]) => [name, ...ends.map((each) => Math.round(each * 24))].join("_")).sort().join("."),
  default: new Map(),
};

// The middle of the graph's picture and its scale: x_y_scale, in tenths and millionths.
const frame = {
  read: (text) => {
    if (!/^-?\d{1,8}_-?\d{1,8}_\d{1,8}$/.test(text)) return null;
    const [x, y, scale] = text.split("_").map(Number);
    return { x: x / 10, y: y / 10, scale: Math.max(0.001, Math.min(10, scale / 1e6)) };
  },
  write: (value) => (value ? [value.x * 10, value.y * 10, value.scale * 1e6].map(Math.round).join("_") : ""),
  default: null,
};

FIELDS.splice(-1, 0,
  { name: "graphAt", as: "at", ...frame, aside: true },
  { name: "mapAt", as: "map", ...camera, aside: true },
  { name: "days", ...windows, aside: true },
);

const seen = { graphAt: "", mapAt: "", days: "" }; // what the pictures show, as it stands in the address
let waiting = {}; // what is not yet told
let resting = 0;

const fieldOf = (name) => FIELDS.find((row) => row.name === name);

// A hand moved one of the pictures, which shows it already.
function tellCamera(name, value) {
  seen[name] = written(fieldOf(name), value);
  waiting[name] = value;
  clearTimeout(resting);
  resting = setTimeout(tellCameras, REST);
}

function tellCameras() {
  const patch = waiting;
  forgetCameras();
  if (Object.keys(patch).length) change(patch, { step: false });
}

function forgetCameras() {
  clearTimeout(resting);
  waiting = {};
}

// Whether the address tells of something that the picture does not show yet; from now on it does.
function movedByAddress(name) {
  const text = written(fieldOf(name), state[name]);
  if (name in waiting || text === seen[name]) return false;
  seen[name] = text;
  return true;
}

// Nothing but the address has to follow what the pictures show already.
const isSeen = ({ name }) => name in seen && seen[name] === written(fieldOf(name), state[name]);

// --- the graph

// What makes another picture of the graph, which is fitted to the window.
const fitsAnew = (row) =>
  ["focus", "path", "hops", "layout"].includes(row.name) || (!isWhole() && !row.aside && !row.scene);

// Where the graph looked belongs to the picture that it was in.
const withOwnFrame = (patch) => {
  const isOther = (row) => row.name in patch && fitsAnew(row) && written(row, patch[row.name]) !== written(row, state[row.name]);
  return "graphAt" in patch || !FIELDS.some(isOther) ? patch : { ...patch, graphAt: null };
};

const tellFrame = () => tellCamera("graphAt", { ...network.getViewPosition(), scale: network.getScale() });

function fitGraph() {
  fitScene();
  tellCamera("graphAt", null);
}

// What an address tells of, or all of it.
function showGraph() {
  if (movedByAddress("graphAt")) {
    if (state.graphAt) network.moveTo({ position: state.graphAt, scale: state.graphAt.scale, animation: false });
    else fitScene();
  }
  restyle();
}

// Who never moved the picture sees all of it, also when the stage has become larger or smaller.
function keepFitted() {
  network.canvas.setSize();
  if (!state.graphAt && !waiting.graphAt && drawn.fittedTo !== stageSize()) fitScene();
}
