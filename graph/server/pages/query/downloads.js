// The result as a file: links to /sparql, which other programs can be given too.

const LONGEST_ADDRESS = 8000; // characters of an address that any server and browser takes
const FORMATS = {
  table: ["csv", "tsv", "json", "xml"],
  yesno: ["json", "xml"],
  graph: ["ttl", "nt", "jsonld", "rdf"],
};
const FORMAT_NAMES = { csv: "CSV", tsv: "TSV", json: "JSON", xml: "XML", ttl: "Turtle", nt: "N-Triples", jsonld: "JSON-LD", rdf: "RDF/XML" };
const ENDINGS = { json: "srj", xml: "srx" };

function downloadsOf(result) {
  const links = FORMATS[result.form].map((format) => {
    const fields = new URLSearchParams({ query: result.query, format });
    const address = `/sparql?${fields}`;
    const file = `wangge.${ENDINGS[format] ?? format}`;
    const sent = (event) => {
      if (address.length <= LONGEST_ADDRESS) return;
      event.preventDefault(); // A query that is too long for an address is sent by a form.
      const field = (name) => make("input", { type: "hidden", name, value: fields.get(name) });
      const form = make("form", { method: "post", action: "/sparql", target: "_blank", hidden: true }, field("query"), field("format"));
      document.body.append(form);
      form.submit();
      form.remove();
    };
    return make("li", {}, make("a", { href: address, download: file, click: sent }, FORMAT_NAMES[format]));
  });
  return make("div", { class: "downloads" }, make("span", { id: "downloads-title" }, say("downloads")),
    make("ul", { "aria-labelledby": "downloads-title" }, ...links));
}
