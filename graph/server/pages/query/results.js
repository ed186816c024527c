// The result of the query that was run last: what it is, and the ways to see it.

const VIEWS = {
  table: { of: (result) => (result.columns.length ? tableOf(result) : null), has: (result) => result.rows.length > 0 },
  chart: { of: chartOf, has: (result) => result.form === "table" && figuresOf(result).length > 0 && result.rows.length > 0 },
  graph: { of: pictureOf, has: hasPicture },
};
let CHOSEN_VIEW = "table";
let onView = () => {};

/** Show a result; the view that was chosen last is kept where the result has it. */
function showResult(result, seconds) {
  const summary = result.form === "yesno"
    ? say(result.answer ? "yes" : "no")
    : say(result.form === "graph" ? "triples" : "rows", { count: number(result.rows.length), seconds: seconds.toFixed(2) });
  byId("summary").textContent = summary;
  byId("summary").className = result.form === "yesno" ? "answer" : "";
  const views = Object.keys(VIEWS).filter((name) => VIEWS[name].has(result));
  const tabs = views.map((name) => make("button", {
    type: "button", role: "tab", id: `tab-${name}`, "aria-controls": "shown", "data-view": name,
    click: () => choose(name), keydown: (event) => move(event, views, name),
  }, say(`view.${name}`)));
  byId("views").replaceChildren(...tabs);
  byId("views").hidden = views.length < 2;
  byId("downloads").replaceChildren(downloadsOf(result));
  byId("results").hidden = false;
  const drawn = new Map(); // a view is made when it is first seen

  function choose(name, focus = false) {
    for (const tab of tabs) {
      const chosen = tab.dataset.view === name;
      tab.setAttribute("aria-selected", String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && focus) tab.focus();
    }
    const shown = byId("shown");
    shown.setAttribute("aria-labelledby", `tab-${name}`);
    const isNew = !drawn.has(name);
    if (isNew) drawn.set(name, make("div"));
    shown.replaceChildren(drawn.get(name));
    if (isNew) drawn.get(name).append(VIEWS[name].of(result));
    if (CHOSEN_VIEW !== name) {
      CHOSEN_VIEW = name;
      onView();
    }
  }

  function move(event, all, name) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    choose(all[(all.indexOf(name) + step + all.length) % all.length], true);
  }

  if (views.length) {
    const kept = CHOSEN_VIEW;
    choose(views.includes(kept) ? kept : views[0]);
  } else byId("shown").replaceChildren(...(result.form === "yesno" ? [] : [make("p", { class: "soft" }, say("empty"))]));
  announce(summary);
  byId("results").scrollIntoView({ block: "nearest" });
}
