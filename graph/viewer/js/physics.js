// Physics on demand: nothing moves unless it is asked to. Pinned nodes stay where they are; when it is stopped, or
// comes to rest, the new places are a change like any other, and undo gives the computed ones back.

let physicsRuns = false;

function togglePhysics() {
  if (physicsRuns) stopPhysics();
  else startPhysics();
}

function startPhysics() {
  physicsRuns = true;
  const forces = { gravitationalConstant: -60, springLength: 90, springConstant: 0.06, damping: 0.5, avoidOverlap: 0.6 };
  network.setOptions({
    physics: { enabled: true, solver: "forceAtlas2Based", forceAtlas2Based: forces, stabilization: false, minVelocity: 1 },
  });
  network.startSimulation();
  drawn.discs = [];
  showTools();
}

function stopPhysics() {
  physicsRuns = false;
  network.setOptions({ physics: false });
  const places = Object.entries(network.getPositions()).map(([id, { x, y }]) => [id, [Math.round(x), Math.round(y)]]);
  change({ moved: new Map(places) });
  showTools();
}

// While it runs, the names go with their nodes.
function followPhysics() {
  for (const node of ranked) {
    const { x, y } = network.body.nodes[node.id] ?? node;
    node.x = x;
    node.y = y;
  }
}
