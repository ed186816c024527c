// Pictures of our own, as SVG elements that need no style sheet: they look the same when they are taken away.

const SVG = "http://www.w3.org/2000/svg";

// Letters that XML cannot hold, or that turn a line around, are left out of a picture.
const drawable = (text) =>
  // eslint-disable-next-line no-control-regex
  plain(String(text)).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "");

function draw(tag, properties = {}, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name === "on") element.addEventListener("click", value);
    else if (value !== null && value !== undefined) element.setAttribute(name, drawable(value));
  }
  element.append(...children.flat(Infinity).filter((child) => (child ?? "") !== "").map((child) =>
    typeof child === "string" ? drawable(child) : child));
  return element;
}

const drawText = (x, y, text, more = {}) =>
  draw("text", { x: round(x), y: round(y), fill: theme.text, "font-family": LABEL_FONT, "font-size": 12, ...more }, text);

const round = (value) => Math.round(value * 100) / 100;

const ruler = document.createElement("canvas").getContext("2d");
const textWidth = (text, size = 12) => labelWidth(ruler, text, `${size}px ${LABEL_FONT}`);

// Lets the wheel, a drag and two fingers move and enlarge what ``element`` shows. ``zoom(factor, x, y)`` and
// ``pan(dx, dy)`` are in the element's pixels; a drag is no click.
function moveByHand(element, { zoom, pan }) {
  const fingers = new Map();
  let travelled = 0;
  element.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(2 ** (-event.deltaY * (event.deltaMode ? 16 : 1) / 300), event.offsetX, event.offsetY);
  }, { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (!fingers.size) travelled = 0;
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
  });
  window.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = [event.clientX, event.clientY];
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    fingers.set(event.pointerId, now);
    travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (travelled < 4) return;
    if (!other) return pan(now[0] - before[0], now[1] - before[1]);
    const box = element.getBoundingClientRect();
    const apart = ([x, y]) => Math.max(1, Math.hypot(x - other[0], y - other[1]));
    zoom(apart(now) / apart(before), (now[0] + other[0]) / 2 - box.left, (now[1] + other[1]) / 2 - box.top);
  });
  for (const end of ["pointerup", "pointercancel"])
    window.addEventListener(end, (event) => fingers.delete(event.pointerId));
  element.addEventListener("click", (event) => {
    if (travelled >= 4) event.stopPropagation();
  }, { capture: true });
}

// Of the buttons in a picture one is in the order of Tab; the arrow keys go on to the next and the one before.
function rove(element, { keys = {} } = {}) {
  const buttons = () => [...element.querySelectorAll("[role=button]")];
  element.addEventListener("keydown", (event) => {
    const all = buttons();
    const here = all.indexOf(document.activeElement);
    const next = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here - 1, ArrowUp: here - 1, Home: 0, End: -1 };
    if (event.key in keys) keys[event.key]();
    else if (event.key === "Enter" || event.key === " ") document.activeElement.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    else if (event.key in next && all.length) {
      const target = all.at(next[event.key] % all.length);
      for (const button of all) button.setAttribute("tabindex", button === target ? "0" : "-1");
      target.focus();
    } else return;
    event.preventDefault();
  });
}

// Draws anew without losing the place of the keyboard; buttons have ``data-key``.
function redrawn(element, children) {
  const held = element.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  element.replaceChildren(...children);
  const all = [...element.querySelectorAll("[role=button]")];
  const current = all.find((each) => each.dataset.key === held) ?? all[0];
  current?.setAttribute("tabindex", "0");
  if (held !== undefined) current?.focus();
}
