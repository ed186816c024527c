"""
Shapes: what validating costs beside extracting, mapping and storing, and what a check costs.

``python benchmarks/shapes.py`` builds a store of 100 pages, the sample pages with other figures
and other names each time, and prints milliseconds of processor time for each page and each step;
then a check of the whole store, and a second one, after which nothing has changed. ``--reference``
validates so many of the pages with pyshacl too.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, serialize
from speed import varied

from extractors.document import Document
from extractors.pipeline import extract
from graph.check import check
from graph.rdf import quads_of
from graph.shapes.validation import Shapes, shapes_of
from graph.shapes.vocabulary import vocabulary_of
from graph.store import open_store
from ontology import load_ontology

SEEDS = Path(__file__).parent.parent / "seeds"
DIGEST = "0" * 64


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=100, help="how many pages")
    parser.add_argument("--reference", type=int, default=0, help="of them, with pyshacl too")
    asked = parser.parse_args()
    shapes = shapes_of(vocabulary_of(load_ontology()))
    extract(Document("first.txt", "先读词典。"))
    with tempfile.TemporaryDirectory() as folder:
        _build(Path(folder) / "a.kg", asked.pages, asked.reference, shapes)
        for run in ("first check", "second check"):
            begin = time.process_time()
            report = check(Path(folder) / "a.kg")
            seconds = time.process_time() - begin
            _say(f"{run:<14}{seconds:>8.2f} s  {report.looked_at} pages looked at")


def _build(path: Path, pages: int, reference: int, shapes: Shapes) -> None:
    spent: dict[str, float] = defaultdict(float)
    quads: list[Quad] = []
    for number, text in enumerate(_texts(pages)):
        document = Document(f"{number}.txt", text, sha256=DIGEST)
        with _timed(spent, "extract"):
            extraction = extract(document)
        with _timed(spent, "map"):
            mapped = quads_of(extraction)
        with _timed(spent, "validate"):
            shapes.validate(shapes.data(mapped))
        if number < reference:
            with _timed(spent, "pyshacl"):
                _by_pyshacl(mapped, shapes)
        quads += mapped
    with open_store(path, "w") as store, _timed(spent, "store"):
        store.add_documents(quads)
    _say(f"{pages} pages, {len(quads)} quads")
    for step, seconds in spent.items():
        count = reference if step == "pyshacl" else pages
        _say(f"{step:<14}{1000 * seconds / count:>8.1f} ms a page")


def _texts(count: int) -> Iterator[str]:
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for number in range(count):
        yield varied(texts[number % len(texts)], random.Random(number))


def _by_pyshacl(quads: list[Quad], shapes: Shapes) -> None:
    import pyshacl
    from rdflib import Graph

    data = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    pyshacl.validate(
        Graph().parse(data=data, format="nt"),
        shacl_graph=Graph().parse(data=shapes.turtle, format="turtle"),
    )


@contextmanager
def _timed(spent: dict[str, float], step: str) -> Iterator[None]:
    begin = time.process_time()
    yield
    spent[step] += time.process_time() - begin


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
