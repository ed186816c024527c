// The box of questions in Chinese: the answer in one line, its evidence, and the query that found it.

const SIGNS = { exact: "", min: "≥ ", max: "≤ ", approx: "≈ " };
let questions = 0; // those asked so far: an answer that comes late is not shown

async function askQuestion(question) {
  const mine = ++questions;
  const place = byId("reply");
  place.hidden = false;
  place.setAttribute("aria-busy", "true");
  place.replaceChildren(make("p", { class: "soft" }, say("asking")));
  let shown;
  try {
    const reply = await told(`/ask?${new URLSearchParams({ q: question })}`);
    await vocabularyLoaded.catch(() => {});
    shown = replyOf(reply);
  } catch (error) {
    shown = [make("p", { class: "problem" }, error.message)];
  }
  if (mine !== questions) return;
  place.replaceChildren(...shown);
  place.removeAttribute("aria-busy");
  announce(place.firstElementChild.textContent);
}

function replyOf(reply) {
  const answers = reply.answers.map((answer, at) => answerOf(answer, at === 0 ? reply.facts[0] : undefined));
  const line = answers.length ? joined(answers, PAGE.language === "zh" ? "、" : ", ") : [say(`status.${reply.status}`)];
  const found = [make("p", { class: answers.length ? "answer" : "no-answer" }, ...line)];
  if (!answers.length && reply.facts.length) found.push(make("p", { class: "soft" }, say("nearest")));
  if (reply.facts.length) found.push(make("ol", { class: "found" }, ...reply.facts.map(evidenceOf)));
  if (reply.sparql) found.push(sourceOf(reply.sparql));
  return found;
}

const joined = (parts, between) => parts.flatMap((part, at) => (at ? [between, part] : [part]));

function answerOf(answer, fact) {
  const note = fact && fact.modality !== "asserted" ? make("small", { class: "badge" }, say(`modality.${fact.modality}`)) : "";
  let told;
  if ("value" in answer) told = make("bdi", {}, `${SIGNS[answer.bound] ?? ""}${number(answer.value)} ${answer.unit ?? ""}`.trim());
  else if (answer.id) told = linked(answer.id, answer.name);
  else if (answer.time) told = make("bdi", {}, fact?.timeText ? `${answer.time}（${fact.timeText}）` : answer.time);
  else told = make("bdi", {}, answer.name ?? answer.text);
  return note ? make("span", {}, told, " ", note) : told;
}

function evidenceOf(fact) {
  const end = (argument) => (argument.id ? linked(argument.id, argument.name) : make("bdi", {}, argument.name ?? ""));
  const circumstances = [
    fact.quantity && `${SIGNS[fact.quantity.bound] ?? ""}${number(fact.quantity.value)} ${fact.quantity.unit ?? ""}`.trim(),
    fact.time && (fact.timeText ?? fact.time),
    fact.modality !== "asserted" && say(`modality.${fact.modality}`),
    fact.negated && say("negated"),
  ].filter(Boolean);
  return make("li", {},
    make("blockquote", {}, make("bdi", {}, fact.evidence.text)),
    make("p", { class: "found-fact" }, end(fact.subject), " — ",
      make("b", {}, fact.relation ? wordFor("relation", fact.relation) : fact.predicate ?? ""), " → ", end(fact.object),
      ...circumstances.map((text) => make("span", { class: "circumstance" }, text)),
      make("small", {}, make("a", { href: placeOf(fact) }, make("bdi", {}, fact.document), `:${fact.evidence.start}–${fact.evidence.end}`))));
}

/** The address of the evidence in the page of its document. */
function placeOf(fact) {
  const start = fact.evidence.start;
  return `${localAddress(`/doc/${fact.document.split("/").map(encodeURIComponent).join("/")}`, { at: start })}#c${start}`;
}

function sourceOf(sparql) {
  const put = () => {
    EDITOR.setText(sparql);
    EDITOR.view.focus();
    byId("editor").scrollIntoView({ block: "center" });
  };
  return make("details", {}, make("summary", {}, say("howFound")), make("pre", { tabindex: "0" }, sparql),
    make("button", { type: "button", class: "button", click: put }, say("toEditor")));
}
