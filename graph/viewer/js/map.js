// The map: a circle for each place, as large as it has facts, drawn from the coordinates of its unit. A unit without
// coordinates is counted where the nearest one above it lies.

const map = { camera: null, projection: null, spots: [], size: [0, 0] };
const RADIUS = { least: 3.5, most: 30, crowd: 60 }; // above ``crowd`` circles in sight all are smaller
const CLOSEST = 400; // pixels a kilometre
const FARTHEST = 0.008;
const NAME = 12.5;

function listenToMap() {
  const chart = document.getElementById("mapChart");
  moveByHand(chart, { zoom: zoomMap, pan: panMap });
  const keys = { "+": () => ZOOM_MAP.closer(), "=": () => ZOOM_MAP.closer(), "-": () => ZOOM_MAP.farther(), 0: () => ZOOM_MAP.fit() };
  rove(chart, { keys });
  document.getElementById("placeless").addEventListener("click", () => change({ chosen: "u" }));
  new ResizeObserver(() => state.view === "map" && drawMap()).observe(chart);
}

// The places with facts: of each the unit it is drawn for, all units that are counted there, and their facts.
function spotsOf(facts) {
  const byUnit = factsByUnit(facts);
  const spots = new Map();
  for (const key of byUnit.keys()) {
    const at = placedAt(key);
    if (!at) continue;
    if (!spots.has(at)) spots.set(at, { key: at, units: [] });
    spots.get(at).units.push(key);
  }
  for (const spot of spots.values()) spot.facts = factsOfUnits(spot.units, byUnit);
  return [...spots.values()].sort((a, b) => b.facts.length - a.facts.length || (a.key < b.key ? -1 : 1));
}

function showMap() {
  const facts = shownFacts();
  map.spots = spotsOf(facts);
  const placed = new Set(map.spots.flatMap((spot) => spot.facts));
  const borrowing = map.spots.reduce((sum, spot) => sum + spot.units.filter((key) => key !== spot.key).length, 0);
  const told = say("mapCount", { places: map.spots.length, facts: placed.size });
  document.getElementById("mapCount").textContent = told + (borrowing ? say("mapBorrowed", { count: borrowing }) : "");
  const button = document.getElementById("placeless");
  button.hidden = placed.size === facts.length;
  button.textContent = say("placelessCount", { count: facts.length - placed.size });
  document.getElementById("noPlaces").hidden = map.spots.length > 0;
  if (!map.projection) {
    const places = [...UNITS.values()].map((unit) => unit.place).filter(Boolean);
    map.projection = projection(places.length ? middleOf(places) : [105, 35]);
    for (const unit of UNITS.values()) unit.plane = unit.place && map.projection.there(unit.place);
  }
  if (movedByAddress("mapAt")) map.camera = null;
  drawMap();
}

// --- the camera: pixels a kilometre, and where the centre of the projection is on the screen

function fitMap() {
  const [width, height] = map.size;
  const planes = map.spots.map((spot) => UNITS.get(spot.key).plane);
  if (!planes.length) return { scale: 1, x: width / 2, y: height / 2 };
  const [west, east] = [Math.min(...planes.map(([x]) => x)), Math.max(...planes.map(([x]) => x))];
  const [north, south] = [Math.min(...planes.map(([, y]) => y)), Math.max(...planes.map(([, y]) => y))];
  const scale = Math.min((width - 150) / Math.max(20, east - west), (height - 130) / Math.max(20, south - north));
  const positive = Math.max(0.01, scale);
  return { scale: positive, x: width / 2 - (positive * (west + east)) / 2, y: height / 2 - (positive * (north + south)) / 2 };
}

const withinScale = (scale) => Math.min(CLOSEST, Math.max(FARTHEST, scale));

function zoomMap(factor, x, y) {
  const { camera } = map;
  if (!camera) return;
  const scale = withinScale(camera.scale * factor);
  const real = scale / camera.scale;
  lookAt({ scale, x: x - (x - camera.x) * real, y: y - (y - camera.y) * real });
}

function panMap(dx, dy) {
  if (!map.camera) return;
  lookAt({ ...map.camera, x: map.camera.x + dx, y: map.camera.y + dy });
}

function lookAt(wanted) {
  map.camera = wanted;
  drawMap();
  tellCamera("mapAt", { middle: fromScreen([map.size[0] / 2, map.size[1] / 2]), scale: map.camera.scale });
}

// The camera that an address tells, for a screen of this size.
function cameraOf({ middle, scale }) {
  const [x, y] = map.projection.there(middle);
  return { scale, x: map.size[0] / 2 - x * scale, y: map.size[1] / 2 - y * scale };
}

const ZOOM_MAP = {
  closer: () => zoomMap(1.5, map.size[0] / 2, map.size[1] / 2),
  farther: () => zoomMap(1 / 1.5, map.size[0] / 2, map.size[1] / 2),
  fit: () => {
    map.camera = fitMap();
    drawMap();
    tellCamera("mapAt", null);
  },
};

const onScreen = ([x, y]) => [map.camera.x + x * map.camera.scale, map.camera.y + y * map.camera.scale];
const fromScreen = ([x, y]) => map.projection.back([(x - map.camera.x) / map.camera.scale, (y - map.camera.y) / map.camera.scale]);

// --- the picture

function drawMap() {
  const chart = document.getElementById("mapChart");
  const { clientWidth: width, clientHeight: height } = chart;
  if (!width || !height) return;
  map.size = [width, height];
  map.camera ??= state.mapAt ? cameraOf(state.mapAt) : fitMap();
  chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
  chart.setAttribute("aria-label", say("mapChart"));
  const net = drawNet(width, height);
  const { context, spots, names } = drawUnits(width, height);
  redrawn(chart, [net, context, spots, names, drawScale(width, height)]);
}

// The net of degrees, drawn as the projection bends it.
function drawNet(width, height) {
  const corners = [[0, 0], [width / 2, 0], [width, 0], [0, height / 2], [width, height / 2], [0, height], [width / 2, height], [width, height]];
  const seen = corners.map(fromScreen);
  const centre = fromScreen([width / 2, height / 2])[0];
  const near = (longitude) => centre + ((((longitude - centre + 180) % 360) + 360) % 360) - 180;
  const longitudes = seen.map(([longitude]) => near(longitude));
  const latitudes = seen.map(([, latitude]) => latitude);
  const step = stepOf((map.camera.scale * EARTH * Math.PI) / 180);
  const range = (values, limit) => [
    Math.max(-limit, Math.floor(Math.min(...values) / step) * step - step),
    Math.min(limit, Math.ceil(Math.max(...values) / step) * step + step),
  ];
  const [west, east] = range(longitudes, 540);
  const [south, north] = range(latitudes, 90);
  const lines = [];
  const line = (places) => {
    const points = places.map((place) => onScreen(map.projection.there(place)).map(round));
    lines.push(draw("path", { d: `M${points.join("L")}`, fill: "none", stroke: theme.line, "stroke-opacity": 0.35, "stroke-width": 0.8 }));
    return points;
  };
  const along = (from, until) => Array.from({ length: 33 }, (_, i) => from + ((until - from) * i) / 32);
  for (let at = west; at <= east + 1e-9; at += step) {
    const points = line(along(south, north).map((latitude) => [at, latitude]));
    const x = crossing(points, 1, height - 8);
    if (x > 20 && x < width - 60) lines.push(netText(x + 3, height - 8, degreesText(near(at) > 180 ? at - 360 : at) + (at < 0 ? "W" : "E")));
  }
  for (let at = south; at <= north + 1e-9; at += step) {
    const points = line(along(west, east).map((longitude) => [longitude, at]));
    const y = crossing(points, 0, 6);
    if (y > 20 && y < height - 24) lines.push(netText(6, y - 3, degreesText(at) + (at < 0 ? "S" : "N")));
  }
  return draw("g", { "aria-hidden": "true" }, lines);
}

const netText = (x, y, text) => drawText(x, y, text, { fill: theme.strong, "font-size": 11 });

// Where a line of points crosses the height or width ``at`` of the screen.
function crossing(points, axis, at) {
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    if ((a[axis] - at) * (b[axis] - at) <= 0 && a[axis] !== b[axis]) {
      const part = (at - a[axis]) / (b[axis] - a[axis]);
      return a[1 - axis] + (b[1 - axis] - a[1 - axis]) * part;
    }
  }
  return NaN;
}

function drawUnits(width, height) {
  const most = Math.max(1, ...map.spots.map((spot) => spot.facts.length));
  const room = new Room();
  const found = { context: [], spots: [], names: [] };
  const inside = ([x, y]) => x > -40 && y > -40 && x < width + 40 && y < height + 40;
  const fits = (box) => box[0] > 2 && box[1] > 2 && box[2] < width - 2 && box[3] < height - 2;
  const seen = map.spots.map((spot) => ({ ...spot, at: onScreen(UNITS.get(spot.key).plane) })).filter((spot) => inside(spot.at));
  const largest = RADIUS.most * Math.min(1, 0.45 + most / 60) * Math.min(1, Math.sqrt(RADIUS.crowd / seen.length));
  const radiusOf = (count) => Math.max(RADIUS.least, largest * Math.sqrt(count / most));
  const shown = seen.map((spot) => ({ ...spot, radius: radiusOf(spot.facts.length) }));
  for (const { at: [x, y], radius } of shown) room.take([x - radius * 0.7, y - radius * 0.7, x + radius * 0.7, y + radius * 0.7]);
  const scaleBox = [width - 220, height - 56, width - 52, height];
  room.take(scaleBox);
  for (const spot of shown) {
    found.spots.push(drawSpot(spot));
    const name = drawable(short(UNITS.get(spot.key).name, 12));
    const box = boxesAround(...spot.at, spot.radius, textWidth(name, NAME), NAME + 3).find((each) => fits(each) && room.isFree(each));
    if (!box) continue;
    room.take(box);
    found.names.push(nameAt(box, name, { "font-size": NAME, "data-unit": spot.key }));
  }
  // Units above, which have no facts of their own, tell where one is.
  const drawn = new Set(map.spots.map((spot) => spot.key));
  for (const unit of UNITS.values()) {
    if (!unit.plane || drawn.has(unit.key)) continue;
    const [x, y] = onScreen(unit.plane);
    if (!inside([x, y])) continue;
    const name = drawable(short(unit.name, 12));
    const box = boxesAround(x, y, 3, textWidth(name, 11), 14).find((each) => fits(each) && room.isFree(each));
    if (!box) continue;
    room.take(box);
    found.context.push(
      draw("path", { d: `M${round(x - 3)} ${round(y)}h6M${round(x)} ${round(y - 3)}v6`, stroke: theme.line, "stroke-width": 1.2 }),
      nameAt(box, name, { "font-size": 11, fill: theme.strong }),
    );
  }
  return {
    context: draw("g", { "aria-hidden": "true" }, found.context),
    spots: draw("g", {}, found.spots),
    names: draw("g", { "aria-hidden": "true", "pointer-events": "none" }, found.names),
  };
}

const nameAt = (box, name, more) =>
  drawText(box[0], (box[1] + box[3]) / 2, name, {
    "dominant-baseline": "central", stroke: theme.halo, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round", ...more,
  });

function drawSpot({ key, units, facts, radius, at: [x, y] }) {
  const { name } = UNITS.get(key);
  const borrowing = units.filter((each) => each !== key);
  const told = [name, say("factCount", { count: facts.length })];
  if (borrowing.length) told.push(say("spotBorrowed", { units: borrowing.slice(0, 5).map((each) => UNITS.get(each).name).join("、"), count: borrowing.length }));
  const label = told.join(" · ");
  const chosen = state.chosen === unitKey(key);
  const open = () => change({ chosen: unitKey(key) });
  const number = String(facts.length);
  return draw(
    "g", { role: "button", tabindex: -1, "data-key": key, "aria-label": label, on: open },
    draw("circle", {
      cx: round(x), cy: round(y), r: round(radius), fill: theme.accent, "fill-opacity": 0.72,
      stroke: chosen ? theme.text : theme.halo, "stroke-width": chosen ? 3 : 1.5,
    }),
    radius > 10 && textWidth(number, 11) < radius * 1.7
      ? drawText(x, y, number, { "text-anchor": "middle", "dominant-baseline": "central", "font-size": 11, fill: theme.halo, "pointer-events": "none" })
      : null,
    draw("title", {}, label),
  );
}

// A bar of a round length, true at the middle of the map.
function drawScale(width, height) {
  const lengths = [1, 2, 5].flatMap((each) => [0.1, 1, 10, 100, 1000].map((times) => each * times)).sort((a, b) => a - b);
  const length = lengths.findLast((each) => each * map.camera.scale <= 140) ?? lengths[0];
  const long = length * map.camera.scale;
  const [right, y] = [width - 64, height - 30];
  const text = length < 1 ? say("metres", { count: length * 1000 }) : say("kilometres", { count: length });
  return draw(
    "g", { "aria-hidden": "true" },
    draw("path", { d: `M${round(right - long)} ${y - 5}v5H${right}v-5`, fill: "none", stroke: theme.strong, "stroke-width": 1.5 }),
    drawText(right - long / 2, y - 6, text, { "text-anchor": "middle", "font-size": 11, fill: theme.strong }),
  );
}
