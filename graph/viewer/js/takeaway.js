// What can be taken away: the picture, the facts, a query for them, a link. All of it is of what is shown now.

const shownNow = () => (state.view === "table" ? tableFacts() : shownFacts());

const TAKE = {
  png: () => savePng(),
  svg: () => save("svg", pictureText(), "image/svg+xml"),
  csv: () => save("csv", csvOf(shownNow()), "text/csv"),
  jsonld: () => save("jsonld", jsonldOf(shownNow()), "application/ld+json"),
  sparql: () => copyText(queryNow()),
  rq: () => save("rq", queryNow(), "application/sparql-query"),
  link: () => copyText(location.href),
};

// In the table the words that are searched for narrow the facts, which no pattern of the store says: they are listed.
const queryNow = () => sparqlOf(shownNow());

function listenToTake() {
  const button = document.getElementById("take");
  const menu = document.getElementById("takeMenu");
  const open = (shown) => {
    menu.hidden = !shown;
    button.setAttribute("aria-expanded", String(shown));
    if (shown) showTake();
  };
  button.addEventListener("click", () => open(menu.hidden));
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    open(false);
    button.focus();
    event.stopPropagation();
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.hidden && !menu.contains(event.target) && !button.contains(event.target)) open(false);
  });
  for (const each of menu.querySelectorAll("[data-take]"))
    each.addEventListener("click", () => {
      TAKE[each.dataset.take]();
      if (!each.dataset.take.match(/sparql|link/)) open(false);
    });
  document.getElementById("linkText").addEventListener("focus", (event) => event.target.select());
}

// What the menu says; it is made when it is open, for a query of a large picture takes a moment.
function showTake() {
  if (document.getElementById("takeMenu").hidden) return;
  const facts = shownNow();
  document.getElementById("takeCount").textContent = say("takeCount", { count: facts.length });
  document.getElementById("queryText").value = queryNow();
  document.getElementById("linkText").value = location.href;
  document.getElementById("takePictures").hidden = state.view === "table";
  for (const each of document.querySelectorAll("[data-facts]")) each.disabled = !facts.length;
}

// --- handing over

function fileName(kind) {
  const part = state.focus ? entityOf(state.focus).name : DATA.around;
  const told = short(part || "", 30).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  return ["wangge", told, state.view].filter(Boolean).join("-") + `.${kind}`;
}

function save(kind, content, type) {
  const address = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type: `${type};charset=utf-8` }));
  const link = make("a", { href: address, download: fileName(kind) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
  announce(say("saved", { name: link.download }));
}

async function copyText(text) {
  let done = true;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    done = copySelected(text);
  }
  announce(say(done ? "copied" : "notCopied"));
}

// A page from disk, or inside another, may not be let near the clipboard; then a selection is copied.
function copySelected(text) {
  const field = make("textarea", { class: "unseen", "aria-hidden": "true", tabindex: "-1" });
  const held = document.activeElement;
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  held?.focus();
  return done;
}

let announced;

function announce(text) {
  const place = document.getElementById("announced");
  place.textContent = text;
  clearTimeout(announced);
  announced = setTimeout(() => { place.textContent = ""; }, 4000);
}

// --- pictures

// The picture of the view as SVG: as it is on the screen, on paper of its own colour.
function pictureOf() {
  const parts = { graph: graphPicture, timeline: timelinePicture, map: mapPicture }[state.view]();
  const { width, height, children } = parts;
  return draw(
    "svg", { xmlns: SVG, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": LABEL_FONT },
    draw("title", {}, document.title),
    draw("rect", { width, height, fill: theme.halo }),
    children,
  );
}

const pictureText = () => `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(pictureOf())}\n`;

function graphPicture() {
  const { clientWidth: width, clientHeight: height } = document.getElementById("graph");
  const vector = new Vector(width, height);
  paintScene(vector);
  return { width, height, children: vector.parts };
}

// A copy without what only serves the pointer and the keyboard.
function still(svg) {
  const copy = svg.cloneNode(true);
  for (const each of copy.querySelectorAll("*"))
    for (const name of ["role", "tabindex", "data-key", "data-fact", "data-unit", "aria-label", "aria-hidden", "pointer-events"])
      each.removeAttribute(name);
  return [...copy.childNodes];
}

function mapPicture() {
  const [width, height] = map.size;
  return { width, height, children: still(document.getElementById("mapChart")) };
}

// The axis, and below it the facts that are in sight.
function timelinePicture() {
  const chart = document.getElementById("timeChart");
  const width = chart.clientWidth;
  const top = Number(chart.getAttribute("height"));
  const { rows } = timeline;
  const [first, last] = rows.inSight();
  const items = rows.items.slice(first, Math.max(first, last));
  const line = (item, index) => {
    const y = top + 24 + index * 24;
    if (item.heading) return drawText(14, y, `${headingText(item)}  ${item.count}`, { "font-size": 14, "font-weight": 600 });
    const text = [statementText(item), roleText(item, "place")].filter(Boolean).join("  · ");
    return drawText(28, y, short(text, Math.floor((width - 40) / 13)), { "font-size": 13 });
  };
  return { width, height: top + 36 + items.length * 24, children: [...still(chart), ...items.map(line)] };
}

// Painted from the SVG, twice as fine as the screen, so that both show the same.
function savePng() {
  const svg = pictureOf();
  const [width, height] = [svg.width.baseVal.value, svg.height.baseVal.value];
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(svg)], { type: "image/svg+xml;charset=utf-8" }));
  const image = new Image();
  image.onload = () => {
    const canvas = document.createElement("canvas");
    canvas.width = width * 2;
    canvas.height = height * 2;
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => save("png", blob), "image/png");
  };
  image.onerror = () => announce(say("noPicture"));
  image.src = address;
}
