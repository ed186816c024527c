// Asking the server, and what it answers when it cannot.

const MOST_BYTES = 32 * 2 ** 20; // a result larger than this is for a file, not for a page
const SELECTED = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/** What the server, or we, could not do, in one line. */
class Problem extends Error {}

/** A response that is well; Problem otherwise, in the words of the server. */
async function fetched(address, options = {}) {
  let response;
  try {
    response = await fetch(address, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(say("unreachable"));
  }
  if (response.ok) return response;
  let said = "";
  try {
    said = (await response.json()).error;
  } catch {
    said = `${response.status} ${response.statusText}`;
  }
  throw new Problem(said);
}

/** The JSON at an address. */
async function told(address, options = {}) {
  const response = await fetched(address, { ...options, headers: { accept: "application/json" } });
  return response.json();
}

/** The text of a response, as long as it is not too much for a page. */
async function textOf(response) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "";
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > MOST_BYTES) {
        reader.cancel();
        throw new Problem(say("tooLarge"));
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    if (error instanceof Problem || error.name === "AbortError") throw error;
    throw new Problem(say("broken"));
  }
}

/** The response to a query, by POST, as a query may be long. */
function asked(query, accept, signal) {
  const headers = { accept, "content-type": "application/sparql-query" };
  return fetched("/sparql", { method: "POST", headers, body: query, signal });
}

/** The rows of a query of ours: objects of texts by variable. */
async function selected(query, signal) {
  const response = await asked(query, SELECTED, signal);
  const found = await response.json();
  return found.results.bindings.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, term]) => [name, term.value])));
}
