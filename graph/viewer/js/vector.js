// A canvas that writes down what is drawn on it, as SVG: so the picture that is taken away is the one on the screen,
// with lines as lines and names as text. It knows what vis-network and our labels draw with, and no more.

class Vector {
  constructor(width, height) {
    this.canvas = { width, height, clientWidth: width, clientHeight: height };
    this.parts = [];
    this.stack = [];
    this.state = {
      matrix: [1, 0, 0, 1, 0, 0], dash: [], fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1,
      font: "12px sans-serif", textAlign: "start", textBaseline: "alphabetic", lineJoin: "miter", lineCap: "butt",
    };
    this.path = [];
    for (const name of Object.keys(this.state))
      if (name !== "matrix" && name !== "dash")
        Object.defineProperty(this, name, { get: () => this.state[name], set: (value) => { this.state[name] = value; } });
  }

  save() { this.stack.push({ ...this.state, matrix: [...this.state.matrix] }); }
  restore() { this.state = this.stack.pop() ?? this.state; }
  setTransform(...matrix) { this.state.matrix = matrix; }
  setLineDash(dash) { this.state.dash = [...dash]; }
  measureText(text) {
    ruler.font = this.state.font;
    return ruler.measureText(text);
  }

  transform(a, b, c, d, e, f) {
    const [A, B, C, D, E, F] = this.state.matrix;
    this.state.matrix = [
      A * a + C * b, B * a + D * b, A * c + C * d, B * c + D * d, A * e + C * f + E, B * e + D * f + F,
    ];
  }

  translate(x, y) { this.transform(1, 0, 0, 1, x, y); }
  scale(x, y) { this.transform(x, 0, 0, y, 0, 0); }
  rotate(angle) { this.transform(Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0); }

  // A point as it lies on the picture.
  at(x, y) {
    const [a, b, c, d, e, f] = this.state.matrix;
    return `${round(a * x + c * y + e)} ${round(b * x + d * y + f)}`;
  }

  get size() { return Math.hypot(this.state.matrix[0], this.state.matrix[1]); }

  beginPath() { this.path = []; }
  closePath() { this.path.push("Z"); }
  moveTo(x, y) { this.path.push(`M${this.at(x, y)}`); }
  lineTo(x, y) { this.path.push(`${this.path.length ? "L" : "M"}${this.at(x, y)}`); }
  quadraticCurveTo(a, b, x, y) { this.path.push(`Q${this.at(a, b)} ${this.at(x, y)}`); }
  bezierCurveTo(a, b, c, d, x, y) { this.path.push(`C${this.at(a, b)} ${this.at(c, d)} ${this.at(x, y)}`); }

  arc(x, y, radius, from, until, backwards = false) {
    const on = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    const r = round(radius * this.size);
    const turn = backwards ? from - until : until - from;
    this.path.push(`${this.path.length && this.path.at(-1) !== "Z" ? "L" : "M"}${this.at(...on(from))}`);
    const sweep = backwards ? 0 : 1;
    const halves = turn >= 2 * Math.PI - 1e-6 ? [from + Math.PI, from + 2 * Math.PI] : [until];
    const large = halves.length === 1 && ((turn % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI) > Math.PI ? 1 : 0;
    for (const angle of halves) this.path.push(`A${r} ${r} 0 ${large} ${sweep} ${this.at(...on(angle))}`);
  }

  rect(x, y, width, height) {
    this.moveTo(x, y);
    for (const [dx, dy] of [[width, 0], [width, height], [0, height]]) this.lineTo(x + dx, y + dy);
    this.closePath();
  }

  roundRect(x, y, width, height, radius) {
    const r = Math.min(Number(radius) || 0, width / 2, height / 2);
    const [right, bottom] = [x + width, y + height];
    this.moveTo(x + r, y);
    this.lineTo(right - r, y);
    this.quadraticCurveTo(right, y, right, y + r);
    this.lineTo(right, bottom - r);
    this.quadraticCurveTo(right, bottom, right - r, bottom);
    this.lineTo(x + r, bottom);
    this.quadraticCurveTo(x, bottom, x, bottom - r);
    this.lineTo(x, y + r);
    this.quadraticCurveTo(x, y, x + r, y);
    this.closePath();
  }

  put(tag, properties, ...children) {
    const opacity = this.state.globalAlpha < 1 ? { opacity: round(this.state.globalAlpha) } : {};
    this.parts.push(draw(tag, { ...properties, ...opacity }, ...children));
  }

  pen() {
    const { strokeStyle, lineWidth, dash, lineJoin, lineCap } = this.state;
    const dashes = dash.length ? { "stroke-dasharray": dash.map((part) => round(part * this.size)).join(" ") } : {};
    const ends = lineCap === "butt" ? {} : { "stroke-linecap": lineCap };
    const joins = lineJoin === "miter" ? {} : { "stroke-linejoin": lineJoin };
    return { stroke: strokeStyle, "stroke-width": round(lineWidth * this.size), ...dashes, ...ends, ...joins };
  }

  stroke() { if (this.path.length) this.put("path", { d: this.path.join(""), fill: "none", ...this.pen() }); }
  fill() { if (this.path.length) this.put("path", { d: this.path.join(""), fill: this.state.fillStyle }); }

  fillRect(x, y, width, height) {
    const held = this.path;
    this.path = [];
    this.rect(x, y, width, height);
    this.fill();
    this.path = held;
  }

  text(text, x, y, look) {
    const { font, textAlign, textBaseline } = this.state;
    const [, weight, size, family] = /^(?:(\d+|bold)\s+)?([\d.]+)px\s+(.*)$/.exec(font) ?? [, "", "12", font];
    const [left, top] = this.at(x, y).split(" ");
    const anchors = { center: "middle", right: "end", end: "end" };
    const anchor = anchors[textAlign] ? { "text-anchor": anchors[textAlign] } : {};
    const middle = textBaseline === "middle" ? { "dominant-baseline": "central" } : {};
    const heavy = weight ? { "font-weight": weight } : {};
    this.put("text", { x: left, y: top, "font-family": family, "font-size": round(size * this.size), ...heavy, ...anchor, ...middle, ...look }, text);
  }

  fillText(text, x, y) {
    const { text: rimmed, ...pen } = this.rim ?? {};
    const rim = rimmed === text ? { ...pen, "paint-order": "stroke" } : {};
    this.rim = undefined;
    this.text(text, x, y, { fill: this.state.fillStyle, ...rim });
  }

  // The rim of a name is kept for its letters, which are filled next: so each name is in the picture once.
  strokeText(text) { this.rim = { text, ...this.pen() }; }
}

// What else a canvas can do is of no consequence for a picture of ours.
for (const name of ["clearRect", "clip", "drawImage", "resetTransform"]) Vector.prototype[name] = () => {};
