// What is typed, as words of the index (search.py): of a Chinese word the pairs of its characters. The browser may
// know where words end; of 志愿者招募 the pair 者招 need then not be on a page.
var splitQuery = (query) => {
  const chinese = /^[\u3400-\u9fff]{2,}$/;
  const segmenter = Intl.Segmenter && new Intl.Segmenter("zh", { granularity: "word" });
  const cut = (run) =>
    segmenter ? Array.from(segmenter.segment(run), (one) => one.segment) : [run];
  const pairs = (word) =>
    Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2));
  const parts = (run) => {
    const found = cut(run).flatMap(pairs);
    return found.length ? found : pairs(run);
  };
  const runs = query.match(/[\u3400-\u9fff]+|[^\u3400-\u9fff\P{L}]+|[\p{N}_]+/gu) || [];
  return runs.flatMap((run) => (chinese.test(run) ? parts(run) : [run]));
};
