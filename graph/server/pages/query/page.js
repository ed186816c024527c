// What the server gave this page, and the small things that all its parts use.

const byId = (id) => document.getElementById(id);
const PAGE = JSON.parse(byId("page").dataset.page);

/** The words for a key in the reader's language, with {names} replaced. */
const say = (key, values = {}) => PAGE.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

const number = (value) => value.toLocaleString(PAGE.language, { maximumFractionDigits: 20 });

/** An element with attributes (functions listen, false and undefined are left out) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

/** Say something to those who do not see the page change. */
function announce(text) {
  byId("status").textContent = text;
}

const COLLATOR = new Intl.Collator("zh", { numeric: true });
