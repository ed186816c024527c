// Results as a graph: triples, or rows that have a subject and an object.

const MOST_NODES = 150; // more are not told apart in a picture of this size
const RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label";
const RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
let visLoaded;

/** The places of subject, relation (-1 where there is none) and object; undefined without them. */
function endsOf(result) {
  const place = (...names) => names.map((name) => result.columns.indexOf(name)).find((at) => at >= 0) ?? -1;
  const ends = { subject: place("subject"), relation: place("relation", "predicate"), object: place("object") };
  return ends.subject >= 0 && ends.object >= 0 ? ends : undefined;
}

/** Nodes and edges of a result; texts of triples are no nodes, but labels name theirs. */
function networkOf(result) {
  const ends = endsOf(result);
  const nodes = new Map();
  const edges = new Map();
  const add = (row, at) => {
    const term = row[at];
    const label = row[result.columns.indexOf(`${result.columns[at]}Label`)]?.value;
    if (!nodes.has(term.value)) nodes.set(term.value, { id: term.value, name: label ?? "", kind: "" });
    else if (label) nodes.get(term.value).name ||= label;
  };
  const isNode = (term) => term && term.type !== "literal" && term.type !== "triple";
  for (const row of result.rows) {
    const [subject, relation, object] = [row[ends.subject], row[ends.relation]?.value ?? "", row[ends.object]];
    if (!isNode(subject) || !object) continue;
    add(row, ends.subject);
    const node = nodes.get(subject.value);
    if (relation === RDFS_LABEL) node.name ||= object.value;
    else if (relation === RDF_TYPE && result.form === "graph") node.kind = object.value;
    else if (isNode(object)) {
      add(row, ends.object);
      const key = JSON.stringify([subject.value, relation, object.value]);
      edges.set(key, { id: key, from: subject.value, to: object.value, relation });
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}

const hasPicture = (result) => result.form !== "yesno" && endsOf(result) !== undefined && networkOf(result).nodes.length > 0;

function loadVis() {
  visLoaded ??= new Promise((done, fail) => {
    document.head.append(make("script", { src: PAGE.vis, load: done, error: () => fail(new Problem(say("unreachable"))) }));
  });
  return visLoaded;
}

function pictureOf(result) {
  const { nodes, edges } = networkOf(result);
  const kept = new Set(nodes.slice(0, MOST_NODES).map((node) => node.id));
  const drawing = make("div", { class: "network", role: "img", "aria-label": say("pictureLabel", { nodes: kept.size, edges: edges.length }) });
  const chosen = make("p", { class: "chosen" }, say("pictureHint"));
  const cutNote = nodes.length > MOST_NODES ? [make("p", { class: "soft" }, say("pictureMost", { shown: MOST_NODES, all: number(nodes.length) }))] : [];
  const place = make("div", { class: "result-picture" }, drawing, chosen, ...cutNote);
  draw(drawing, chosen, nodes.filter((node) => kept.has(node.id)), edges.filter((edge) => kept.has(edge.from) && kept.has(edge.to)))
    .catch((error) => chosen.replaceChildren(error.message));
  return place;
}

async function draw(drawing, chosen, nodes, edges) {
  await loadVis();
  await learnLabels([...nodes.map((node) => node.id), ...edges.map((edge) => edge.relation)]).catch(() => {});
  if (!drawing.isConnected) return;
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const named = (iri, name) => name || LABELS.get(iri) || shortened(iri).replace(/^https?:.*[/#](?=[^/#]+$)/, "");
  const short = (text) => (text.length > 18 ? `${text.slice(0, 17)}…` : text);
  const data = {
    nodes: new vis.DataSet(nodes.map((node) => ({ id: node.id, label: short(named(node.id, node.name)) }))),
    edges: new vis.DataSet(edges.map((edge) => ({
      id: edge.id, from: edge.from, to: edge.to, label: edge.relation && short(named(edge.relation)),
    }))),
  };
  const network = new vis.Network(drawing, data, {
    layout: { randomSeed: 1, improvedLayout: nodes.length < 100 },
    nodes: {
      shape: "box", margin: 7, borderWidth: 1, shapeProperties: { borderRadius: 6 },
      color: { background: colour("--subject"), border: colour("--accent"), highlight: colour("--trigger") },
      font: { color: colour("--ink"), size: 14 },
    },
    edges: {
      arrows: "to", width: 1, smooth: { type: "dynamic" }, color: colour("--soft"),
      font: { color: colour("--ink"), size: 12, strokeColor: colour("--panel"), strokeWidth: 4 },
    },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { springLength: 80, avoidOverlap: 0.2, centralGravity: 0.04 }, stabilization: { iterations: 250 } },
    interaction: { hover: true, keyboard: false, zoomView: true },
  });
  network.once("stabilizationIterationsDone", () => {
    network.setOptions({ physics: false });
    network.fit();
    drawing.dataset.ready = "true";
  });
  network.on("select", ({ nodes: [id] }) => {
    const node = nodes.find((each) => each.id === id);
    if (!node) return chosen.replaceChildren(say("pictureHint"));
    chosen.replaceChildren(linked(id, named(id, node.name)), ...(node.kind ? [" · ", named(node.kind)] : []));
    if (pageOf(id)) chosen.append(" · ", make("a", { href: localAddress("/view", { around: id }) }, say("inViewer")));
  });
}
