// Where the map and the timeline look: a part of the address, so that a link shows the same place and the same days.
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

FIELDS.splice(-1, 0,
  { name: "mapAt", as: "map", ...camera, aside: true },
  { name: "days", ...windows, aside: true },
);

const seen = { mapAt: "", days: "" }; // what the pictures show, as it stands in the address
let waiting = {}; // what is not yet told
let resting = 0;

const fieldOf = (name) => FIELDS.find((row) => row.name === name);

// A hand moved the map or the timeline, which show it already.
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
