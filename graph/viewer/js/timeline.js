// Facts by date: a picture of days with a block for each fact, and below it all of them in their order. Days whose
// year the text does not tell stand on an axis of their own; what has no date is counted, and stands last.

const timeline = { rows: null, zoomed: new Map(), bands: [] };
const BAND = { top: 36, bottom: 22, strip: 18, blocks: 92, block: 15 };
const TIME_AXES = ["dated", "yearless"];
const MOST_BLOCKS = 1200; // above that many a day is one bar

function listenToTimeline() {
  timeline.rows = new Rows(document.getElementById("chronicle"), {
    cellsOf: (item) => (item.heading ? headingCell(item) : chronicleCells(item)),
    openItem: (item) => change({ chosen: item.heading ? item.key : factKey(item) }),
    isChosen: (item) => state.chosen === (item.heading ? item.key : factKey(item)),
  });
  const chart = document.getElementById("timeChart");
  moveByHand(chart, {
    zoom: (factor, x, y) => zoomTime(bandAt(y), factor, x),
    pan: (dx) => panTime(dx),
  });
  rove(chart, { keys: { "+": () => zoomAllTimes(1.5), "=": () => zoomAllTimes(1.5), "-": () => zoomAllTimes(1 / 1.5), 0: fitTimes } });
  document.getElementById("undated").addEventListener("click", () => goToHeading(""));
  new ResizeObserver(() => state.view === "timeline" && drawTimeline()).observe(chart);
}

const ZOOM_TIME = { closer: () => zoomAllTimes(1.5), farther: () => zoomAllTimes(1 / 1.5), fit: () => fitTimes() };

// --- the list

function chronicle(facts) {
  const keyed = facts.map((fact) => [timeOrder(fact.time) ?? Infinity, fact]);
  keyed.sort(([a, one], [b, other]) => (a === b ? 0 : a - b) || one.index - other.index);
  const items = [];
  let last;
  for (const [, fact] of keyed) {
    const day = spanOf(fact.time)?.day ?? "";
    if (day !== last?.day) items.push((last = { heading: true, day, key: day ? dayKey(day) : "", count: 0 }));
    last.count += 1;
    items.push(fact);
  }
  return items;
}

const headingText = ({ day }) =>
  day ? dateText(day) + (day.startsWith("-") ? ` · ${say("noYear")}` : "") : say("undated");

function headingCell(item) {
  const count = make("span", { class: "count" }, String(item.count));
  return [make("th", { role: "gridcell", colspan: "4", class: "day" }, headingText(item), " ", count)];
}

function chronicleCells(fact) {
  const told = [objectText(fact), fact.quantity ? quantityText(fact.quantity) : ""].filter(Boolean).join(" ");
  const cell = (text, ...more) => {
    const shown = plain(text);
    return make("td", { role: "gridcell", title: shown }, ...more, shown);
  };
  return [
    cell(nameOf(fact.subject)),
    cell(`${relationText(fact)} ${told}`, badge(fact)),
    cell(roleText(fact, "place") || roleText(fact, "recipient")),
    cell(sourceText(fact)),
  ];
}

function goToHeading(day) {
  const at = timeline.rows.items.findIndex((item) => item.heading && item.day === day);
  if (at < 0) return;
  timeline.rows.scroller.scrollTop = at * ROW_HEIGHT;
  timeline.rows.at = at;
  timeline.rows.draw({ anew: true });
  timeline.rows.table.focus({ preventScroll: true });
}

function showTimeline() {
  const facts = shownFacts();
  timeline.rows.show(sameItems(chronicle(facts), timeline.rows.items));
  const undated = facts.filter((fact) => !spanOf(fact.time)).length;
  document.getElementById("timeCount").textContent = say("datedCount", { count: facts.length - undated });
  const button = document.getElementById("undated");
  button.textContent = say("undatedCount", { count: undated });
  button.hidden = !undated;
  const heads = ["column_subject", "whatHappened", "column_place", "column_source"];
  document.querySelector("#chronicle thead tr").replaceChildren(
    ...heads.map((word) => make("th", { role: "columnheader", scope: "col" }, say(word))),
  );
  if (movedByAddress("days")) timeline.zoomed = new Map(state.days);
  drawTimeline();
}

// The items as they were, where they are the same: the list stays where it was scrolled to.
function sameItems(items, before) {
  const alike = (a, b) => a === b || (a?.heading && a.day === b?.day && a.count === b?.count);
  return items.length === before.length && items.every((item, i) => alike(item, before[i])) ? before : items;
}

// --- the picture

function bandsOf(facts) {
  const groups = new Map();
  for (const fact of facts) {
    const span = spanOf(fact.time);
    if (!span) continue;
    const name = span.dated ? "dated" : "yearless";
    if (!groups.has(name)) groups.set(name, { name, days: new Map(), spans: new Map() });
    const where = span.from === span.until ? groups.get(name).days : groups.get(name).spans;
    if (!where.has(span.day)) where.set(span.day, { ...span, facts: [] });
    where.get(span.day).facts.push(fact);
  }
  const bands = TIME_AXES.map((name) => groups.get(name)).filter(Boolean);
  let top = 0;
  for (const band of bands) {
    const all = [...band.days.values(), ...band.spans.values()];
    band.from = Math.min(...all.map((each) => each.from)) - 1;
    band.until = Math.max(...all.map((each) => each.until)) + 2;
    band.most = Math.max(1, ...[...band.days.values()].map((each) => each.facts.length));
    band.lanes = lanesOf([...band.spans.values()]);
    band.top = top;
    band.blocks = band.days.size ? Math.min(BAND.blocks, band.most * BAND.block) : 0;
    band.height = BAND.top + band.blocks + BAND.bottom + band.lanes * BAND.strip + 8;
    top += band.height;
  }
  return bands;
}

// Months and years lie under the axis, side by side where they do not overlap.
function lanesOf(spans) {
  const ends = [];
  for (const span of spans.sort((a, b) => a.from - b.from || b.until - a.until)) {
    let lane = ends.findIndex((end) => end < span.from);
    if (lane < 0) lane = ends.length;
    ends[lane] = span.until;
    span.lane = lane;
  }
  return ends.length;
}

function drawTimeline() {
  const chart = document.getElementById("timeChart");
  const width = chart.clientWidth;
  if (!width) return;
  timeline.bands = bandsOf(shownFacts());
  const height = timeline.bands.reduce((sum, band) => sum + band.height, 0);
  chart.setAttribute("height", String(height));
  chart.setAttribute("viewBox", `0 0 ${width} ${Math.max(1, height)}`);
  chart.setAttribute("aria-label", say("timeChart"));
  document.getElementById("noTimes").hidden = timeline.bands.length > 0;
  redrawn(chart, timeline.bands.map((band) => drawBand(band, width)));
}

function drawBand(band, width) {
  const window = windowOf(band);
  const left = 14;
  const perDay = (width - 2 * left) / (window[1] - window[0]);
  const x = (day) => left + (day - window[0]) * perDay;
  Object.assign(band, { window, perDay, left });
  const floor = band.top + BAND.top + band.blocks;
  const inside = (span) => span.until + 1 > window[0] && span.from < window[1];
  const days = [...band.days.values()].filter(inside).sort((a, b) => a.from - b.from);
  const spans = [...band.spans.values()].filter(inside);
  return draw(
    "g", {},
    drawText(left, band.top + 16, say(band.name === "dated" ? "yearKnown" : "yearUnknown"), { fill: theme.strong, "font-weight": 600 }),
    ticksOf(window, perDay, band.name === "dated").map(([day, text]) => [
      draw("line", { x1: round(x(day)), x2: round(x(day)), y1: band.top + BAND.top, y2: floor + 5, stroke: theme.line, "stroke-opacity": 0.45 }),
      x(day) + textWidth(text, 11) + 3 < width ? drawText(x(day) + 3, floor + 16, text, { fill: theme.strong, "font-size": 11 }) : null,
    ]),
    draw("line", { x1: left, x2: width - left, y1: floor, y2: floor, stroke: theme.line }),
    drawDays(days, band, x, perDay, floor),
    spans.map((span) => drawSpan(span, x, floor + BAND.bottom + span.lane * BAND.strip, width)),
  );
}

const LOOKS = {
  asserted: () => ({ fill: theme.accent, stroke: theme.accent }),
  required: () => ({ fill: theme.halo, stroke: theme.warn, "stroke-dasharray": "3 2" }),
  planned: () => ({ fill: theme.halo, stroke: theme.accent, "stroke-dasharray": "3 2" }),
  hypothetical: () => ({ fill: theme.halo, stroke: theme.line, "stroke-dasharray": "1 2" }),
};

function drawDays(days, band, x, perDay, floor) {
  const wide = Math.max(4, Math.min(26, perDay * 0.8));
  const height = band.blocks / band.most;
  const total = days.reduce((sum, day) => sum + day.facts.length, 0);
  const single = height >= 5 && total <= MOST_BLOCKS;
  const room = new Room();
  for (const day of days) {
    const middle = x(day.from + 0.5);
    room.take([middle - wide / 2, floor - height * day.facts.length, middle + wide / 2, floor]);
  }
  return days.map((day) => {
    const middle = x(day.from + 0.5);
    const ordered = [...day.facts].sort((a, b) => MODALITIES.indexOf(a.modality) - MODALITIES.indexOf(b.modality));
    const parts = single ? ordered.map((fact) => [fact]) : MODALITIES.map((name) => ordered.filter((fact) => fact.modality === name));
    let y = floor;
    const blocks = parts.filter((part) => part.length).map((part) => {
      const tall = height * part.length;
      y -= tall;
      return draw(
        "rect",
        { x: round(middle - wide / 2), y: round(y + 0.5), width: round(wide), height: round(Math.max(0.8, tall - 1)), rx: 1.5, ...LOOKS[part[0].modality]?.(),
          "data-fact": single ? factKey(part[0]) : null, ...(single && state.chosen === factKey(part[0]) && { stroke: theme.text, "stroke-width": 2.5 }) },
        draw("title", {}, single ? statementText(part[0]) : `${dateText(day.day)} · ${say(part[0].modality)} ${part.length}`),
      );
    });
    const text = String(day.facts.length);
    const half = textWidth(text, 11) / 2;
    const box = [middle - half - 1, y - 14, middle + half + 1, y - 2];
    const told = room.isFree(box) && (room.take(box), true);
    const count = told ? drawText(middle, y - 4, text, { "text-anchor": "middle", "font-size": 11 }) : null;
    return timeButton(day, blocks, count);
  });
}

function timeButton(span, ...children) {
  const label = `${dateText(span.day)} · ${say("factCount", { count: span.facts.length })}`;
  const click = (event) => {
    const one = event.target.closest("[data-fact]")?.dataset.fact;
    openTime(span, one ?? (span.facts.length === 1 ? factKey(span.facts[0]) : dayKey(span.day)));
  };
  return draw("g", { role: "button", tabindex: -1, "data-key": span.day, "aria-label": label, on: click }, ...children);
}

function openTime(span, key) {
  change({ chosen: key });
  const list = timeline.rows;
  const at = list.items.findIndex((item) => item.heading && item.day === span.day);
  if (at >= 0) list.scroller.scrollTop = at * ROW_HEIGHT;
}

function drawSpan(span, x, y, width) {
  const left = Math.max(4, x(span.from));
  const right = Math.min(width - 4, x(span.until + 1));
  const chosen = state.chosen === dayKey(span.day);
  const text = `${dateText(span.day)} · ${span.facts.length}`;
  return timeButton(
    span,
    draw("rect", {
      x: round(left), y, width: round(Math.max(3, right - left)), height: BAND.strip - 4, rx: 3,
      fill: theme.pill, stroke: chosen ? theme.text : theme.line,
    }),
    draw("title", {}, text),
    textWidth(text, 11) + 10 < right - left ? drawText(left + 5, y + 11, text, { fill: theme.pillText, "font-size": 11 }) : null,
  );
}

const statementText = (fact) =>
  [nameOf(fact.subject), relationText(fact), objectText(fact), fact.quantity ? quantityText(fact.quantity) : ""]
    .filter(Boolean).join(" ");

// Days, every fifth day, months, quarters or years, as there is room; [day, text].
function ticksOf([from, until], perDay, dated) {
  const start = new Date(from * DAY);
  const found = [];
  const put = (day, text) => day >= from && day < until && found.push([day, text]);
  const monthText = (year, month) => dateText(dated ? `${year}-${month}` : `--${month}`);
  const years = Math.max(1, Math.ceil(60 / (perDay * 365)));
  const months = perDay * 30 >= 70 ? 1 : perDay * 91 >= 70 ? 3 : 12;
  const step = perDay >= 30 ? 1 : perDay >= 8 ? 5 : 0;
  for (let year = start.getUTCFullYear(); dayNumber(year, 1, 1) < until; year += 1) {
    if (months === 12 && year % years) continue;
    for (let month = 1; month <= 12; month += months) {
      const padded = String(month).padStart(2, "0");
      const label = months === 12 && dated ? dateText(String(year).padStart(4, "0")) : monthText(String(year).padStart(4, "0"), padded);
      put(dayNumber(year, month, 1), label);
      const last = dayNumber(year, month + 1, 0) - dayNumber(year, month, 1);
      if (step) for (let day = 1 + step; day <= last + (step === 1); day += step) if (day < 27 || step === 1) put(dayNumber(year, month, day), say("dayOfMonth", { day }));
    }
  }
  return found;
}

// --- nearer and farther

const bandAt = (y) => timeline.bands.find((band) => y >= band.top && y < band.top + band.height);

function zoomTime(band, factor, x) {
  if (!band) return;
  const [from, until] = band.window;
  const at = from + (x - band.left) / band.perDay;
  const least = 6 / (until - from);
  const scale = Math.max(least, 1 / factor);
  setWindow(band, at - (at - from) * scale, at + (until - at) * scale);
}

// What is seen of an axis, which may be less long by now than when that was chosen.
function windowOf(band) {
  const [from, until] = timeline.zoomed.get(band.name) ?? [band.from, band.until];
  const seen = [Math.max(from, band.from), Math.min(until, band.until)];
  return seen[0] < seen[1] ? seen : [band.from, band.until];
}

function setWindow(band, from, until) {
  const whole = band.until - band.from;
  const length = Math.min(until - from, whole);
  const start = Math.max(band.from, Math.min(from, band.until - length));
  if (length >= whole) timeline.zoomed.delete(band.name);
  else timeline.zoomed.set(band.name, [start, start + length]);
  drawTimeline();
  tellCamera("days", new Map(timeline.zoomed));
}

function panTime(dx) {
  for (const band of timeline.bands) {
    const [from, until] = band.window;
    if (until - from < band.until - band.from) setWindow(band, from - dx / band.perDay, until - dx / band.perDay);
  }
}

function zoomAllTimes(factor) {
  for (const band of timeline.bands) zoomTime(band, factor, document.getElementById("timeChart").clientWidth / 2);
}

function fitTimes() {
  timeline.zoomed.clear();
  drawTimeline();
  tellCamera("days", new Map());
}
