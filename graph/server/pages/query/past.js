// The queries that were run in this browser; they stay there.

const KEPT = 50;
const PLACE = "wangge.queries";

function pastQueries() {
  try {
    const found = JSON.parse(localStorage.getItem(PLACE));
    return Array.isArray(found) ? found.filter((each) => typeof each?.query === "string" && typeof each.at === "number") : [];
  } catch {
    return []; // no storage, or not what we wrote
  }
}

function keepQueries(queries) {
  try {
    localStorage.setItem(PLACE, JSON.stringify(queries.slice(0, KEPT)));
  } catch {
    // A browser that keeps nothing has no history.
  }
  showPast();
}

/** Remember a query that was run, and how many rows it gave. */
function remember(query, rows) {
  keepQueries([{ query, rows, at: Date.now() }, ...pastQueries().filter((each) => each.query !== query)]);
}

function showPast() {
  const queries = pastQueries();
  byId("past-none").hidden = queries.length > 0;
  byId("past-clear").hidden = queries.length === 0;
  byId("past-list").replaceChildren(...queries.map(({ query, rows, at }) => {
    const when = new Date(at).toLocaleString(PAGE.language, { dateStyle: "short", timeStyle: "short" });
    return make("li", {}, make("button", { type: "button", title: query, click: () => bringBack(query) },
      make("code", {}, firstWords(query)), make("small", {}, `${when} · ${say("rowsShort", { count: number(rows ?? 0) })}`)));
  }));
}

/** What tells a query from others: its first comment, else its beginning without prefixes. */
function firstWords(query) {
  const comment = /^#\s*(.+)/.exec(query)?.[1];
  const text = comment ?? query.replace(/^\s*(?:prefix|base)\b[^\n]*\n/gim, "").replace(/\s+/g, " ").trim();
  return text.slice(0, 90);
}

function bringBack(query) {
  EDITOR.setText(query);
  EDITOR.view.focus();
}
