// The state and its address: what is shown stands after the #, so that a link, back and forward restore it.
// The state changes by ``change(patch)`` alone; values are never altered in place, but replaced.

const isEntity = (key) => key !== "" && Object.hasOwn(DATA.entities, key);
const isShowable = (key) => isEntity(key) || EDGES.has(key) || Boolean(choiceOf(key));
const asText = { read: (text) => text, write: (value) => value };
const oneOf = (...values) => ({
  read: (text) => (values.includes(text) ? text : values[0]),
  write: (value) => value,
  default: values[0],
});
const whole = (least, most) => ({
  read: (text) => (/^-?\d{1,9}$/.test(text) ? Math.min(most, Math.max(least, Number(text))) : least),
  write: String,
  default: least,
});
const setOf = (isKnown) => ({
  read: (text) => new Set(text.split(".").filter(isKnown)),
  write: (values) => [...values].sort().join("."),
  default: new Set(),
});
const keyOr = (isKnown) => ({ ...asText, read: (text) => (isKnown(text) ? text : ""), default: "" });
// Places by entity: key_x_y, in whole units of the picture.
const places = {
  read: (text) =>
    new Map(
      text.split(".").flatMap((part) => {
        const [key, ...spot] = part.split("_");
        const fine = isEntity(key) && spot.length === 2 && spot.every((each) => /^-?\d{1,6}$/.test(each));
        return fine ? [[key, spot.map(Number)]] : [];
      }),
    ),
  write: (map) => [...map].map(([key, [x, y]]) => `${key}_${Math.round(x)}_${Math.round(y)}`).sort().join("."),
  default: new Map(),
};
const pathEnds = {
  read: (text) => {
    const ends = text.split(".");
    return ends.length === 2 && ends.every(isEntity) && ends[0] !== ends[1] ? ends : [];
  },
  write: (ends) => ends.join("."),
  default: [],
};

const sizes = { read: (text) => (isSizeBy(text) ? text : "facts"), write: (value) => value, default: "facts" };

// One row for each part of the state that a link restores: its ``name`` in the state, ``as`` which it stands in the
// address where that differs, how its text is ``read`` and ``written``, its ``default``. Undo gives back all but
// what is an ``aside``; a ``scene`` row says which nodes are in the picture, or where. Other files push rows of theirs.
const FIELDS = [
  { name: "focus", ...keyOr(isEntity), scene: true },
  { name: "hops", ...whole(1, 3), scene: true },
  { name: "path", ...pathEnds, scene: true },
  { name: "expanded", ...setOf(isEntity), scene: true },
  { name: "collapsed", ...setOf(isEntity), scene: true },
  { name: "hidden", ...setOf(isEntity), scene: true },
  { name: "pinned", ...places, scene: true },
  { name: "layout", ...oneOf("forces", "communities"), scene: true },
  { name: "sizeBy", as: "size", ...sizes, scene: true },
  { name: "offTypes", ...setOf((name) => Object.hasOwn(DATA.types, name)) },
  { name: "offModalities", ...setOf((name) => MODALITIES.includes(name)) },
  { name: "chosen", as: "show", ...keyOr(isShowable), aside: true },
  { name: "language", as: "lang", ...oneOf("zh", "en"), aside: true },
  { name: "theme", ...oneOf("auto", "light", "dark"), aside: true },
  { name: "moved", ...places, scene: true }, // where the physics left the nodes; long, so it stands last
];

const written = (row, value) => row.write(value ?? row.default);
const defaults = () => Object.fromEntries(FIELDS.map((row) => [row.name, row.default]));

function readAddress() {
  const wanted = new URLSearchParams(location.hash.slice(1));
  const valueOf = (row) => {
    const text = wanted.get(row.as ?? row.name);
    return text === null ? row.default : row.read(text);
  };
  return Object.fromEntries(FIELDS.map((row) => [row.name, valueOf(row)]));
}

function addressOf(values) {
  const address = new URLSearchParams();
  for (const row of FIELDS) {
    const text = written(row, values[row.name]);
    if (text !== written(row, row.default)) address.set(row.as ?? row.name, text);
  }
  return `#${address}`;
}

// A copy of a set with ``value`` put in, or taken out where it was in.
function toggled(set, value) {
  const copy = new Set(set);
  if (!copy.delete(value)) copy.add(value);
  return copy;
}

// --- changes

const past = []; // what undo gives back, the latest last: pictures as {name: value}
let future = []; // what redo gives back

const picture = () =>
  Object.fromEntries(FIELDS.filter((row) => !row.aside).map((row) => [row.name, state[row.name]]));

// The one way in which the state changes: ``patch`` holds new values by name. Back leads to what was before, unless
// the change is no ``step`` of its own (while a slider is dragged, say): then it is part of the step before.
// What is not here yet is asked for first; a change that comes meanwhile takes the place of the one that waits.
let changes = 0;

function change(patch, options) {
  tellCameras(); // what waits belongs to the step before
  changes += 1;
  const missing = missingFor(patch);
  if (!missing && REMOTE) document.getElementById("told").textContent = "";
  if (!missing) return changeNow(patch, options);
  const mine = changes;
  return void load(missing).then(() => {
    if (mine === changes) changeNow(patch, options);
  });
}

function changeNow(patch, { step = true } = {}) {
  const changed = alter(patch, { remember: step });
  if (changed.length) writeAddress(step);
}

// Gives the rows that changed; without any nothing is done.
function alter(wanted, { remember = true } = {}) {
  const patch = withOwnFrame(wanted);
  if (physicsRuns && FIELDS.some((row) => row.scene && row.name in patch && row.name !== "moved")) stopPhysics();
  const changed = FIELDS.filter(
    (row) => row.name in patch && written(row, patch[row.name]) !== written(row, state[row.name]),
  );
  if (!changed.length) return changed;
  if (remember && changed.some((row) => !row.aside)) {
    past.push(picture());
    future = [];
  }
  for (const row of changed) state[row.name] = patch[row.name];
  state.hovered = "";
  refresh(changed);
  return changed;
}

// A page inside another, as in a notebook, may have no address of its own: it goes without.
function writeAddress(step) {
  const address = addressOf(state);
  const depth = (history.state?.depth ?? 0) + (step ? 1 : 0);
  try {
    if (step) history.pushState({ depth }, "", address);
    else history.replaceState({ depth }, "", address);
  } catch {
    // Undo still works.
  }
}

function undo() {
  if (past.length) swap(past, future);
}

function redo() {
  if (future.length) swap(future, past);
}

function swap(from, to) {
  to.push(picture());
  if (alter(from.pop(), { remember: false }).length) writeAddress(true);
}

// The address was changed by back, forward, or by hand.
function applyAddress() {
  forgetCameras();
  return REMOTE ? withAddress(() => alter(readAddress())) : alter(readAddress());
}
