// Names on the canvas: as many as fit without touching one another, the weightiest first.

const LABEL_FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
const LEAST = 3.6; // a node that is drawn smaller than this keeps its name to itself
const ALWAYS = 14; // but for so many of the weightiest
const widths = new Map();

function labelWidth(context, text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    context.font = font;
    widths.set(key, context.measureText(text).width);
  }
  return widths.get(key);
}

// A grid of taken rectangles, so that a label is compared with its neighbours only.
class Room {
  constructor() {
    this.cells = new Map();
  }

  *keys([left, top, right, bottom]) {
    for (let x = left >> 6; x <= right >> 6; x += 1)
      for (let y = top >> 6; y <= bottom >> 6; y += 1) yield `${x},${y}`;
  }

  isFree(box) {
    for (const key of this.keys(box))
      for (const [l, t, r, b] of this.cells.get(key) ?? [])
        if (box[0] < r && l < box[2] && box[1] < b && t < box[3]) return false;
    return true;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }
}

function boxesAround(x, y, radius, width, height) {
  const gap = 3;
  const beside = y - height / 2;
  return [
    [x - width / 2, y + radius + gap, x + width / 2, y + radius + gap + height],
    [x + radius + gap, beside, x + radius + gap + width, beside + height],
    [x - radius - gap - width, beside, x - radius - gap, beside + height],
    [x - width / 2, y - radius - gap - height, x + width / 2, y - radius - gap],
  ];
}

// What was written in the last redraw: [box, key, text], for clicks on a name.
let names = [];

function drawLabels(context, network, ranked, edges) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scale = network.getScale();
  const { clientWidth: width, clientHeight: height } = context.canvas;
  const inside = (x, y) => x > -60 && y > -20 && x < width + 60 && y < height + 20;
  const room = new Room();
  const spots = new Map();
  names = [];
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const node of ranked) {
    const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
    spots.set(node.id, { x, y, radius: node.size * scale });
    const reach = Math.max(2, node.size * scale * 0.8);
    if (inside(x, y) && reach > 6) room.take([x - reach, y - reach, x + reach, y + reach]);
  }
  let count = 0;
  for (const node of ranked) {
    const { x, y, radius } = spots.get(node.id);
    if (!inside(x, y) || node.quiet) continue;
    count += 1;
    if (!light && count > ALWAYS && radius < LEAST && !node.lead) continue;
    drawName(context, room, node, x, y, radius);
  }
  const lines = linesByEnd(edges, spots);
  for (const edge of edges) drawEdgeLabel(context, room, edge, lines);
  context.restore();
}

function drawName(context, room, node, x, y, radius) {
  const size = node.forced ? 14 : Math.max(12, Math.min(17, 10 + node.size * 0.22));
  const font = `${node.forced || node.size > 18 ? "600 " : ""}${size}px ${LABEL_FONT}`;
  const wide = labelWidth(context, node.text, font);
  const boxes = boxesAround(x, y, radius, wide, size + 3);
  const { clientWidth } = context.canvas;
  const fits = (box) => (box[0] > 2 && box[2] < clientWidth - 2) || x < 0 || x > clientWidth;
  const box = boxes.find((each) => fits(each) && room.isFree(each)) ?? (node.forced && boxes[0]);
  if (!box) return;
  room.take(box);
  names.push([box, node.id, node.text]);
  context.font = font;
  context.textAlign = "left";
  context.lineWidth = 3.5;
  context.strokeStyle = theme.halo;
  context.fillStyle = theme.text;
  context.strokeText(node.text, box[0], (box[1] + box[3]) / 2);
  context.fillText(node.text, box[0], (box[1] + box[3]) / 2);
}

// The lines between nodes that are in the picture, by the keys of both their ends.
function linesByEnd(edges, spots) {
  const found = new Map();
  for (const { id, from, to } of edges) {
    if (!spots.has(from) || !spots.has(to)) continue;
    const line = { id, pair: from < to ? from + to : to + from, from: spots.get(from), to: spots.get(to) };
    for (const end of [from, to]) (found.get(end) ?? found.set(end, []).get(end)).push(line);
  }
  return found;
}

// Whether a line goes through a box: it is cut off at each side in turn, and something is left.
function crosses({ from, to }, [left, top, right, bottom]) {
  let [first, last] = [0, 1];
  const sides = [[to.x - from.x, from.x, left, right], [to.y - from.y, from.y, top, bottom]];
  for (const [way, start, least, most] of sides) {
    if (!way && (start < least || start > most)) return false;
    if (!way) continue;
    const ends = [(least - start) / way, (most - start) / way];
    first = Math.max(first, Math.min(...ends));
    last = Math.min(last, Math.max(...ends));
  }
  return first < last;
}

// Where a relation stands on a line of others that meet at a node, it could be read as theirs: then it is written when
// one looks at that line, or at its other end.
function drawEdgeLabel(context, room, edge, lines) {
  const own = lines.get(edge.from)?.find(({ id }) => id === edge.id);
  if (!own) return;
  const { from, to } = own;
  const others = [...lines.get(edge.from), ...lines.get(edge.to)].filter(({ pair }) => pair !== own.pair);
  const font = `12px ${LABEL_FONT}`;
  const wide = labelWidth(context, edge.text, font) + 8;
  if (Math.hypot(to.x - from.x, to.y - from.y) < from.radius + to.radius + 24) return;
  for (const part of [0.5, 0.62, 0.38, 0.74]) {
    const share = edge.outward ? part + 0.06 : 1 - part - 0.06;
    const x = from.x + (to.x - from.x) * share + (edge.bend ?? 0) * (from.y - to.y);
    const y = from.y + (to.y - from.y) * share + (edge.bend ?? 0) * (to.x - from.x);
    const box = [x - wide / 2, y - 8, x + wide / 2, y + 8];
    if (!room.isFree(box) || others.some((line) => crosses(line, box))) continue;
    room.take(box);
    names.push([box, edge.id, edge.text]);
    context.fillStyle = theme.pill;
    context.beginPath();
    context.roundRect(box[0], box[1], wide, 16, 8);
    context.fill();
    context.font = font;
    context.textAlign = "center";
    context.fillStyle = theme.pillText;
    context.fillText(edge.text, x, y + 0.5);
    return;
  }
}

function labelAt({ x, y }) {
  const under = ([left, top, right, bottom]) => left <= x && x <= right && top <= y && y <= bottom;
  return names.find(([box]) => under(box))?.[1];
}

// --- signs beside the nodes: a pin, how many a collapsed one holds, a ring where the keyboard stands

function drawSigns(context, network, ranked) {
  const ratio = context.canvas.width / context.canvas.clientWidth;
  const scale = network.getScale();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  for (const node of ranked) {
    const held = scene.folded.get(node.id);
    const isCursor = node.id === cursor;
    if (!held && !isCursor && !state.pinned.has(node.id)) continue;
    const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
    const radius = node.size * scale;
    if (isCursor) drawRing(context, x, y, radius + 5);
    if (state.pinned.has(node.id)) drawPin(context, x - radius * 0.8, y - radius * 0.8);
    if (held) drawHeld(context, x + radius * 0.8, y - radius * 0.8, `+${held}`);
  }
  context.restore();
}

function drawRing(context, x, y, radius) {
  context.beginPath();
  context.arc(x, y, Math.max(9, radius), 0, 2 * Math.PI);
  context.lineWidth = 3;
  context.strokeStyle = theme.accent;
  context.stroke();
}

function drawPin(context, x, y) {
  context.beginPath();
  context.moveTo(x, y);
  context.arc(x - 3, y - 8, 4.5, Math.PI * 0.8, Math.PI * 2.3);
  context.closePath();
  context.fillStyle = theme.accent;
  context.strokeStyle = theme.halo;
  context.lineWidth = 1.5;
  context.fill();
  context.stroke();
}

function drawHeld(context, x, y, text) {
  context.font = `600 11px ${LABEL_FONT}`;
  const wide = context.measureText(text).width + 8;
  context.fillStyle = theme.accent;
  context.beginPath();
  context.roundRect(x - 2, y - 12, wide, 15, 7);
  context.fill();
  context.fillStyle = theme.halo;
  context.textAlign = "left";
  context.textBaseline = "middle";
  context.fillText(text, x + 2, y - 4);
}
