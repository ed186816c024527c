// Results as a table: a page of rows at a time, sorted by a click on a column's head.

const ROWS = 50;
const LONG = 16; // characters from which on a text gets a column of some width

function tableOf(result) {
  const columns = shownColumns(result);
  const figures = columns.map((column) => isFigure(result, column));
  const state = { column: null, down: false, page: 0, rows: result.rows };
  const place = make("div", { class: "result-table" });
  const pages = () => Math.max(1, Math.ceil(state.rows.length / ROWS));

  function sort(column) {
    if (state.column !== column) Object.assign(state, { column, down: false });
    else if (!state.down) state.down = true;
    else Object.assign(state, { column: null, down: false });
    state.rows = state.column ? sorted(result.rows, column, state.down) : result.rows;
    state.page = 0;
    draw();
    const way = state.column ? say(state.down ? "sortedDown" : "sortedUp", { name: column.name }) : say("unsorted");
    announce(way);
  }

  function turn(step) {
    state.page = Math.min(Math.max(state.page + step, 0), pages() - 1);
    draw();
    announce(range());
  }

  function range() {
    const first = state.page * ROWS;
    const last = Math.min(first + ROWS, state.rows.length);
    return say("range", { first: number(first + 1), last: number(last), all: number(state.rows.length) });
  }

  function draw() {
    const focused = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
    const rows = state.rows.slice(state.page * ROWS, (state.page + 1) * ROWS);
    const heads = columns.map((column, at) => head(column, figures[at]));
    const body = rows.map((row) => make("tr", {}, ...columns.map((column, at) => cell(row, column, figures[at]))));
    place.replaceChildren(
      make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": say("tableRegion") },
        make("table", {}, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...body))),
      ...(pages() > 1 ? [pager()] : []));
    if (focused) place.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
    learnRows(rows).then(() => place.querySelectorAll("tbody [data-iri]").forEach((each) => {
      const iri = each.dataset.iri;
      if (LABELS.get(iri)) each.replaceWith(linked(iri));
    }));
  }

  function head(column, figure) {
    const way = state.column === column ? (state.down ? "descending" : "ascending") : "none";
    const arrow = { none: "", ascending: " ↑", descending: " ↓" }[way];
    return make("th", { scope: "col", "aria-sort": way, class: figure ? "figure" : undefined },
      make("button", { type: "button", "data-key": column.name, click: () => sort(column) }, `${column.name}${arrow}`));
  }

  function pager() {
    const button = (key, step, off) => make("button", {
      type: "button", class: "button", "data-key": key, "aria-disabled": off ? "true" : undefined,
      click: () => off || turn(step),
    }, say(key));
    return make("nav", { class: "pager", "aria-label": say("pages") },
      button("previous", -1, state.page === 0), make("span", {}, range()),
      button("next", 1, state.page === pages() - 1));
  }

  draw();
  return place;
}

function sorted(rows, column, down) {
  const keyed = rows.map((row) => [isNumber(row[column.place]) ? Number(row[column.place].value) : textIn(row, column), row]);
  const compare = ([one], [other]) =>
    typeof one === "number" && typeof other === "number" ? one - other : COLLATOR.compare(String(one), String(other));
  const empty = (key) => key === "";
  // What has no value stands last, whichever way the others go.
  keyed.sort((a, b) => empty(a[0]) - empty(b[0]) || (down ? compare(b, a) : compare(a, b)));
  return keyed.map(([, row]) => row);
}

function cell(row, column, figure) {
  const term = row[column.place];
  const name = row[column.label]?.value ?? "";
  const attributes = { class: figure ? "figure" : undefined };
  if (term?.type === "uri") {
    const link = linked(term.value, name);
    if (!name && !LABELS.get(term.value)) link.dataset.iri = term.value;
    return make("td", attributes, link);
  }
  const text = name || (term?.type === "triple" ? JSON.stringify(term.value) : term?.value ?? "");
  if (text.length > LONG) attributes.class = "long";
  return make("td", attributes, make("bdi", { lang: term?.["xml:lang"] }, text));
}
