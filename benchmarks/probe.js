// Runs in a page before anything else and notes when frames that changed the picture were finished.
(() => {
  const probe = { drawn: 0, redraw: 0, answered: 0, asked: 0 };
  window.probe = probe;

  // The task after the next frame: what was drawn in that frame has been painted then.
  const afterFrame = (then) =>
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => then(performance.now());
      channel.port2.postMessage(0);
    });

  // vis-network wipes its canvas at the beginning of each redraw, and goes on to the end without a pause.
  const wipe = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    const began = performance.now();
    afterFrame((now) => {
      probe.drawn = now;
      probe.redraw = now - began;
    });
    return wipe.apply(this, box);
  };

  // An answer: the frame after the event, and the last redraw that it set off.
  const asked = (event) => {
    probe.asked = event.timeStamp;
    afterFrame((now) => (probe.answered = now));
  };
  for (const kind of ["keydown", "click"]) addEventListener(kind, asked, true);
})();
