// The named queries: a form for the parameters of the one that was chosen.

const SUGGESTED = new Set(["entity", "unit"]);
let suggesting; // the timer before the store is asked for names

function chooseNamed(name) {
  const query = PAGE.queries[name];
  for (const button of document.querySelectorAll("[data-query]"))
    button.setAttribute("aria-pressed", String(button.dataset.query === name));
  const show = make("button", { type: "button", class: "button", click: () => fill(false) }, say("toEditor"));
  const run = make("button", { type: "submit", class: "button main" }, say("run"));
  const form = make("form", { class: "named", submit: (event) => (event.preventDefault(), fill(true)), "aria-labelledby": "named-title" },
    make("h2", { id: "named-title" }, query.about, " ", make("code", {}, name)),
    ...query.parameters.map(field),
    make("div", { class: "actions" }, run, show),
    make("p", { class: "problem", role: "alert" }));
  byId("named").replaceChildren(form);
  byId("named").hidden = false;
  (form.querySelector("input") ?? run).focus();

  async function fill(running) {
    const problem = form.querySelector(".problem");
    problem.replaceChildren();
    const given = [...new FormData(form)].filter(([, value]) => value.trim());
    try {
      const found = await told(`/query/named/${encodeURIComponent(name)}?${new URLSearchParams(given)}`);
      // What its head says stands in the form; the editor has room for the query.
      EDITOR.setText(found.sparql.replace(/^(?:#[^\n]*\n)*/, `# ${query.about}\n`));
      problem.replaceChildren(...found.remarks.map((remark) => make("span", { class: "soft" }, remark)));
      if (running) runQuery();
      else EDITOR.view.focus();
    } catch (error) {
      problem.replaceChildren(error.message);
    }
  }
}

function field(parameter) {
  const id = `parameter-${parameter.name}`;
  const list = `${id}-list`;
  const offered = make("datalist", { id: list });
  if (parameter.kind === "relation")
    vocabularyLoaded.then(() => offered.replaceChildren(...VOCABULARY.terms.filter((term) => term.kind === "relation")
      .map((term) => make("option", { value: LABELS.get(term.iri) ?? term.name }, term.name)))).catch(() => {});
  const suggests = SUGGESTED.has(parameter.kind);
  const input = make("input", {
    id, name: parameter.name, required: parameter.required, autocomplete: "off", spellcheck: "false",
    list: suggests || parameter.kind === "relation" ? list : undefined,
    placeholder: parameter.default || say(`like.${parameter.kind}`),
    input: suggests ? () => suggest(input, offered) : undefined,
  });
  return make("div", { class: "parameter" },
    make("label", { for: id }, make("code", {}, parameter.name), " ", parameter.about,
      ...(parameter.required ? [make("small", {}, ` (${say("required")})`)] : [])),
    input, offered);
}

function suggest(input, offered) {
  clearTimeout(suggesting);
  const text = input.value.trim();
  if (!text) return;
  suggesting = setTimeout(async () => {
    const found = await entitiesNamed(text).catch(() => []);
    const names = new Map(found.map(({ name, type }) => [name, wordFor("class", type)]));
    offered.replaceChildren(...[...names].map(([value, type]) => make("option", { value }, type)));
  }, PAUSE);
}

/** Leave of the list what has the words in its name or in what it is for. */
function filterNamed(text) {
  const wanted = text.trim().toLowerCase();
  for (const group of document.querySelectorAll("#examples details")) {
    let shown = 0;
    for (const item of group.querySelectorAll("li")) {
      item.hidden = !item.textContent.toLowerCase().includes(wanted);
      shown += !item.hidden;
    }
    group.hidden = shown === 0;
    group.open = wanted !== "" && shown > 0;
  }
}
