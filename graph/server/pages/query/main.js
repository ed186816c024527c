// Running queries, and the address, which holds what is asked so that it can be shared.

let running; // what ends the query that runs

async function runQuery() {
  const query = EDITOR.text();
  running?.abort();
  const mine = (running = new AbortController());
  const began = performance.now();
  showProblem("");
  EDITOR.clear();
  busy(true);
  try {
    const result = await resultOf(query, mine.signal);
    await vocabularyLoaded.catch(() => {}); // A table without labels is better than none.
    if (mine !== running) return;
    showResult(result, (performance.now() - began) / 1000);
    remember(query, result.rows.length);
    keepAddress();
  } catch (error) {
    if (mine !== running) return;
    if (error.name === "AbortError") showProblem(say("stopped"));
    else fail(error);
  } finally {
    if (mine === running) {
      running = undefined;
      busy(false);
    }
  }
}

function fail(error) {
  if (!(error instanceof Problem)) console.error(error);
  showProblem(error.message);
  const place = /^line (\d+), column (\d+): (.*)/.exec(error.message);
  if (place) EDITOR.point(Number(place[1]), Number(place[2]), place[3]);
}

function showProblem(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = !text;
  if (text) byId("results").hidden = true;
}

function busy(is) {
  byId("stop").hidden = !is;
  byId("run").hidden = is;
  document.body.classList.toggle("busy", is);
  if (is) announce(say("running"));
}

/** The address of what is in the editor and how its result is seen. */
function addressOf() {
  const fields = new URLSearchParams({ query: EDITOR.text() });
  if (CHOSEN_VIEW !== "table") fields.set("view", CHOSEN_VIEW);
  return `#${fields}`;
}

function keepAddress() {
  const address = addressOf();
  const known = new URLSearchParams(location.hash.slice(1)).get("query") === EDITOR.text();
  if (address !== location.hash) history[known ? "replaceState" : "pushState"](null, "", address);
}

/** Show what the address asks for: a question, or a query with its view. */
function readAddress() {
  const fields = new URLSearchParams(location.hash.slice(1));
  const question = fields.get("ask");
  if (question !== null) {
    byId("question").value = question;
    askQuestion(question);
  }
  const query = fields.get("query");
  if (query === null) return;
  CHOSEN_VIEW = fields.get("view") in VIEWS ? fields.get("view") : "table";
  EDITOR.setText(query);
  runQuery();
}

async function share() {
  keepAddress();
  try {
    await navigator.clipboard.writeText(location.href);
    announce(say("copied"));
    byId("share-note").textContent = say("copied");
  } catch {
    byId("share-note").textContent = say("copyAddress");
  }
}

byId("run").addEventListener("click", runQuery);
byId("stop").addEventListener("click", () => running?.abort());
byId("share").addEventListener("click", share);
byId("past-clear").addEventListener("click", () => keepQueries([]));
byId("example-filter").addEventListener("input", (event) => filterNamed(event.target.value));
byId("examples").addEventListener("click", (event) => {
  const button = event.target.closest("[data-query]");
  if (button) chooseNamed(button.dataset.query);
});
byId("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const question = byId("question").value.trim();
  if (!question) return;
  history.pushState(null, "", `#${new URLSearchParams({ ask: question })}`);
  askQuestion(question);
});
onView = keepAddress;
addEventListener("popstate", readAddress);
showPast();
EDITOR.setText(byId("first").textContent);
readAddress();
