// Everything the interface says, in the language chosen; numbers and times as a reader writes them.

// Where a word stands in two numbers behind a value, {count|fact|facts}, it is the first of one and the second else.
const say = (key, values = {}) =>
  DATA.words[state.language][key].replace(/\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g, (_, name, one, many) =>
    inWords(values[name]) + (one ? ` ${String(values[name]) === "1" ? one : many}` : ""));
const inWords = (value) => (typeof value === "number" ? numberText(value) : value);

const typeLabel = (type) => DATA.types[type]?.[state.language] ?? type;
const relationLabel = (name) => DATA.relations[name]?.[state.language] ?? name;
function numberText(value) {
  const chinese = state.language === "zh";
  for (const [size, unit] of [[1e8, "亿"], [1e4, "万"]]) {
    if (chinese && value >= size && (value / size) * 100 % 1 === 0) return `${value / size}${unit}`;
  }
  return chinese ? String(value) : value.toLocaleString("en");
}

const BOUND_SIGNS = { min: "≥", max: "≤", approx: "≈", exact: "" };
const quantityText = ({ value, bound, unit }) =>
  `${BOUND_SIGNS[bound] ?? ""}${numberText(value)}${unit ?? ""}`;

// A relation as it is written on its edge: with its figure where it stands for one fact alone.
function edgeText(edge) {
  const name = edge.circumstance ? say(edge.relation) : relationLabel(edge.relation);
  const facts = edge.facts.map((index) => DATA.facts[index]).filter(factPasses);
  if (facts.length > 1) return `${name} ×${facts.length}`;
  const quantity = edge.circumstance ? null : facts[0]?.quantity;
  return quantity ? `${name} ${quantityText(quantity)}` : name;
}

// A month alone, which as a number would be any number.
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

function timeText(fact) {
  const parts = /^(?:(\d{4})|-)?(?:-(\d\d))?(?:-(\d\d))?(?:T(\d\d:\d\d).*)?$/.exec(fact.time ?? "");
  if (!parts || !fact.time) return fact.timeText || fact.time || "";
  const [, year, month, day, clock] = parts;
  if (state.language === "en" && !year && !day) return [MONTHS[month - 1] ?? month, clock].filter(Boolean).join(" ");
  if (state.language === "en") return fact.time.replace(/^--/, "").replace("T", " ");
  const date = [[year, "年"], [month, "月"], [day, "日"]]
    .filter(([number]) => number)
    .map(([number, unit]) => Number(number) + unit);
  return [date.join(""), clock].filter(Boolean).join(" ");
}

// Direction marks of the corpus must not turn the interface around.
const plain = (text) => text.replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
const short = (text, length) => {
  const letters = [...plain(text)];
  return letters.length > length ? `${letters.slice(0, length - 1).join("")}…` : letters.join("");
};

function applyWords() {
  document.documentElement.lang = state.language;
  document.querySelectorAll("[data-word]").forEach((element) => {
    element.textContent = say(element.dataset.word);
  });
  document.querySelectorAll("[data-label]").forEach((element) => {
    element.setAttribute("aria-label", say(element.dataset.label));
    if (element.tagName === "BUTTON") element.title = say(element.dataset.label);
  });
  document.querySelectorAll("[data-placeholder]").forEach((element) => {
    element.placeholder = say(element.dataset.placeholder);
  });
}
