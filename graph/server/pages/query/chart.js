// Results as bars, where a column holds numbers.

const BARS = 40;
const SVG = "http://www.w3.org/2000/svg";
const [BAR, GAP, NAMES, DIGIT] = [20, 8, 260, 8.5]; // in CSS pixels: of a bar, between two, of names, of a digit

/** The columns that hold figures. */
const figuresOf = (result) => shownColumns(result).filter((column) => isFigure(result, column));

function chartOf(result) {
  const figures = figuresOf(result);
  const names = shownColumns(result).filter((column) => !figures.includes(column));
  const place = make("div", { class: "result-chart" });
  const picture = make("div", { class: "bars" });
  const choice = (key, columns) => {
    const select = make("select", { change: draw }, ...columns.map((column, at) => make("option", { value: at }, column.name)));
    return [select, make("label", {}, say(key), " ", select)];
  };
  const [which, whichLabel] = choice("chartFigure", figures);
  const [by, byLabel] = choice("chartBy", names.length ? names : figures);

  async function draw() {
    const figure = figures[which.value];
    const name = (names.length ? names : figures)[by.value];
    const rows = result.rows.filter((row) => row[figure.place]);
    const shown = sorted(rows, figure, true).slice(0, BARS);
    await learnRows(shown);
    picture.replaceChildren(
      bars(shown.map((row) => [textIn(row, name) || "—", Number(row[figure.place].value)]),
        say("chartLabel", { figure: figure.name, name: name.name }), Math.max(picture.clientWidth, 320)),
      make("p", { class: "soft" }, rows.length > BARS ? say("chartMost", { shown: BARS, all: number(rows.length) }) : ""));
  }

  place.append(make("div", { class: "chart-choice" }, whichLabel, byLabel), picture);
  requestAnimationFrame(draw);
  return place;
}

/** Bars for pairs of a name and a figure, as an image with a label. */
function bars(pairs, label, width) {
  const least = Math.min(0, ...pairs.map(([, figure]) => figure));
  const most = Math.max(0, ...pairs.map(([, figure]) => figure));
  const names = Math.min(NAMES, width * 0.38);
  const digits = Math.max(...pairs.map(([, figure]) => number(figure).length)) * DIGIT + GAP;
  const across = (figure) => names + ((figure - least) / (most - least || 1)) * (width - names - digits);
  const height = pairs.length * (BAR + GAP) + GAP;
  const svg = drawn("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
  pairs.forEach(([name, figure], at) => {
    const top = GAP + at * (BAR + GAP);
    const middle = top + BAR * 0.72;
    const [from, to] = [across(Math.min(0, figure)), across(Math.max(0, figure))];
    const title = drawn("title", {}, `${name}: ${number(figure)}`);
    svg.append(
      drawn("text", { x: names - 8, y: middle, "text-anchor": "end" }, cut(name, names - 12)),
      drawn("rect", { x: from, y: top, width: Math.max(to - from, 1), height: BAR, rx: 3 }, title),
      drawn("text", { x: to + 6, y: middle }, number(figure)));
  });
  return svg;
}

function drawn(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** As much of a text as a width has room for at 14 pixels; Chinese characters are as wide as high. */
function cut(text, width) {
  let used = 0;
  let shown = "";
  for (const mark of text) {
    used += /[\u1100-\uffff]/.test(mark) ? 14 : 8;
    if (used > width) return `${shown}…`;
    shown += mark;
  }
  return shown;
}
