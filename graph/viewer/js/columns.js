// Records whose columns stand in the page as JSON (columns.py) and are parsed when first asked for.

const UNPACKED = new Map(); // by id, the JSON of what was packed (packing.py)
const embedded = (id) => JSON.parse(UNPACKED.get(id) ?? document.getElementById(id).textContent);

// Some columns stand behind this script, and some are packed there, so that the picture need not wait for them.
let pageWhole = false;
const isPageWhole = () => pageWhole;
const WHOLE = pageEnd().then(unpack);
WHOLE.then(() => (pageWhole = true), () => (document.getElementById("told").textContent = say("unpackFailed")));

// Runs something when all columns are there.
function whenWhole(then) {
  if (pageWhole) then();
  else WHOLE.then(() => then(), () => {});
}

function pageEnd() {
  return new Promise((then) => {
    if (document.readyState !== "loading") then();
    else document.addEventListener("DOMContentLoaded", () => then(), { once: true });
  });
}

async function unpack() {
  const element = document.getElementById("packed");
  if (!element) return;
  if (!location.hash) await new Promise((then) => afterPicture(() => inIdleTime(then)));
  const stream = new Blob([bytesOf(element.textContent)]).stream().pipeThrough(new DecompressionStream("gzip"));
  element.remove(); // nobody reads it again
  for (const line of (await new Response(stream).text()).split("\n")) {
    const tab = line.indexOf("\t");
    UNPACKED.set(line.slice(0, tab), line.slice(tab + 1));
  }
}

function bytesOf(base64) {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
}

const Columns = {
  // The value of a column in a row, as a function of the row; its JSON is parsed at the first call.
  late(id) {
    let valueAt = (row) => (valueAt = Columns.reader(id))(row);
    return (row) => valueAt(row);
  },

  reader(id) {
    const { rows, prefix = "", of, at, keys, texts, piece } = embedded(id);
    if (piece) return Columns.inPieces(id, prefix, piece);
    let values = rows?.map((value) => Columns.completed(prefix, value));
    if (of) values = at.map((number) => of[number] ?? undefined);
    if (keys) values = keys.map((number) => (number < 0 ? { text: texts[-number - 1] } : DATA.keys[number - 1]));
    return (row) => values[row];
  },

  inPieces(id, prefix, length) {
    const pieces = new Map();
    return (row) => {
      const number = Math.floor(row / length);
      if (!pieces.has(number)) pieces.set(number, embedded(`${id}.${number}`));
      return Columns.completed(prefix, pieces.get(number)[row % length]);
    };
  },

  completed: (prefix, value) => (prefix ? prefix + value : value ?? undefined),
};

// The records of a table: each knows its ``index`` and reads its fields from the columns.
function recordsOf(table) {
  const { count, columns } = DATA.tables[table];
  class Row {
    constructor(index) {
      this.index = index;
    }
  }
  for (const name of columns) {
    const valueAt = Columns.late(`${table}.${name}`);
    Object.defineProperty(Row.prototype, name, { enumerable: true, get() { return valueAt(this.index); } });
  }
  const rows = new Array(count); // filled by hand: Array.from takes three times as long
  for (let index = 0; index < count; index += 1) rows[index] = new Row(index);
  return rows;
}

// What was found out from the data, each by a function that forgets it: a page that is given more of them by a server
// (remote.js) finds it out anew.
const FOUND_OUT = [];

// A value that is made when it is first asked for.
function late(make) {
  let made;
  FOUND_OUT.push(() => (made = undefined));
  return () => (made ??= make());
}

// A field of ``object`` that is made when it is first read, and stays.
function lazily(object, name, make) {
  Object.defineProperty(object, name, {
    configurable: true,
    get: () => {
      const value = make();
      Object.defineProperty(object, name, { value, writable: true });
      return value;
    },
  });
}

// A Map that is made when somebody first looks into it.
class LateMap {
  #make;
  #made;

  constructor(make) {
    this.#make = make;
    FOUND_OUT.push(() => (this.#made = undefined));
  }

  get map() {
    return (this.#made ??= this.#make());
  }

  get(key) {
    return this.map.get(key);
  }

  // Nothing is never there: to know that, nothing needs to be made.
  has(key) {
    return Boolean(key) && this.map.has(key);
  }

  keys() {
    return this.map.keys();
  }

  values() {
    return this.map.values();
  }

  [Symbol.iterator]() {
    return this.map[Symbol.iterator]();
  }
}
