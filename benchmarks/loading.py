"""
Loading: our store beside raw pyoxigraph on the same quads, in one run.

``python benchmarks/loading.py`` writes a million quads as N-Quads, loads them through
``import_files``, with all its checks, and through ``pyoxigraph.Store.bulk_load`` into new stores;
``--quads 5000000`` takes five millions. The quads are the facts of the sample pages, each time with
other names of units and other numbers in their IRIs. ``queries.py`` measures the asking.
"""

from __future__ import annotations

import argparse
import gc
import random
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
from pyoxigraph import RdfFormat

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact
from extractors.identity import entity_iri
from extractors.pipeline import extract
from extractors.qualification import AREA
from graph.identity.settling import settled
from graph.identity.units import units_of
from graph.imports import import_files
from graph.imports.terms import KnownTerms
from graph.rdf import quads_of
from ontology import load_ontology

SEEDS = Path(__file__).parent.parent / "seeds"
_STEM = re.compile("[\u4e00-\u9fff]{2}(?=[县镇乡村区])")
_LETTERS = (
    "清河柳林双桥石门东湖平安永和玉泉金山长宁新兴白云龙泉水北南塘坪岭溪港湾田峰顺昌义仁德文武康庆丰"
)


def write_quads(path: Path, count: int) -> int:
    """Write at least so many quads of varied pages as N-Quads; returns how many pages."""
    pages = [_sound(extract(Document(one.name, one.read_text("utf-8")))) for one in _seeds()]
    written, number = 0, 0
    units: set[tuple[str, str, str, str]] = set()
    with path.open("wb") as out:
        while written < count:
            page = _varied(pages[number % len(pages)], number)
            quads = settled(quads_of(page, version="1"))
            pyoxigraph.serialize(quads, out, format=RdfFormat.N_QUADS)
            written, number = written + len(quads), number + 1
            named = (one for one in page.entities if one.named and one.type == AREA)
            units.update((one.id, one.name, one.adcode, one.scope) for one in named)
        pyoxigraph.serialize(units_of(units), out, format=RdfFormat.N_QUADS)
    return number


def _seeds() -> list[Path]:
    return sorted(SEEDS.glob("*.txt"))


def _sound(page: Extraction) -> Extraction:
    """The page without facts and things that no import would take."""
    known = KnownTerms.of(load_ontology())
    facts = tuple(
        fact
        for fact in page.facts
        if not known.misfit(fact.relation, fact.subject.type, fact.object.type)
    )
    entities = tuple(one for one in page.entities if not known.unknown_type(one.type))
    return replace(page, facts=facts, entities=entities)


def _varied(page: Extraction, number: int) -> Extraction:
    """The page under another name; two characters before 县, 镇, 乡, 村 and 区 are others."""
    chance = random.Random(number)
    stems: dict[str, str] = {}

    def text(old: str) -> str:
        return _STEM.sub(
            lambda at: stems.setdefault(at[0], "".join(chance.choices(_LETTERS, k=2))), old
        )

    def entity(old: Entity) -> Entity:
        name = text(old.name)
        # Every second generic thing is this page's own, as the units' volunteers are.
        scope = "" if name != old.name or chance.random() < 0.5 else str(number)
        iri = entity_iri(old.type, name, scope)
        return replace(
            old, id=iri, name=name, aliases=tuple(map(text, old.aliases)), scope="", adcode=""
        )

    entities = {old.id: entity(old) for old in page.entities}

    def argument(old: Argument | None) -> Argument | None:
        if old is None:
            return None
        iri = entities[old.id].id if old.id in entities else old.id
        return replace(old, id=iri, name=text(old.name), mention=text(old.mention))

    def fact(old: Fact) -> Fact:
        parts: dict[str, Any] = {
            role: argument(getattr(old, role))
            for role in ("subject", "object", "place", "recipient", "organization")
        }
        evidence = replace(old.evidence, text=text(old.evidence.text))
        return replace(old, document=f"{number}.txt", evidence=evidence, **parts)

    document = replace(page.document, name=f"{number}.txt", text=text(page.document.text))
    facts = tuple(map(fact, page.facts))
    return replace(page, document=document, entities=tuple(entities.values()), facts=facts)


def load_raw(path: Path, folder: Path) -> None:
    """Load N-Quads into a new store of pyoxigraph's own."""
    store = pyoxigraph.Store(str(folder))
    store.bulk_load(path=str(path), format=RdfFormat.N_QUADS)
    store.flush()


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the clock, and seconds of processor time."""
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - clock, time.process_time() - processor


def bytes_of(folder: Path) -> int:
    """What the files of a folder take."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def loading(path: Path, folder: Path, count: int) -> None:
    """Load the file both ways, in turn, and print what it took."""
    _say(f"{'':>10}  {'clock s':>8}  {'processor s':>11}  {'bytes/quad':>10}")
    for turn in range(2):
        seconds = {}
        ways: dict[str, Callable[[Path], Any]] = {
            "raw": lambda to: load_raw(path, to),
            "ours": lambda to: import_files([path], to),
        }
        for name, way in ways.items():
            to = folder / f"{name}{turn}"
            clock, processor = timed(lambda way=way, to=to: way(to))  # type: ignore[misc]
            seconds[name] = clock, processor
            _say(f"{name:>10}  {clock:8.2f}  {processor:11.2f}  {bytes_of(to) / count:10.1f}")
        clock, processor = (
            ours / raw for ours, raw in zip(seconds["ours"], seconds["raw"], strict=True)
        )
        _say(f"{'ratio':>10}  {clock:8.2f}  {processor:11.2f}")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quads", type=int, default=1_000_000)
    parser.add_argument("--folder", help="where the files are written; removed afterwards")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.folder) as name:
        folder = Path(name)
        path = folder / "quads.nq"
        pages = write_quads(path, asked.quads)
        with path.open("rb") as file:
            count = len(set(file)) if asked.quads <= 1_000_000 else sum(1 for _ in file)
        _say(
            f"{count} quads of {pages} pages, "
            f"{path.stat().st_size / count:.0f} bytes each as N-Quads"
        )
        loading(path, folder, count)
    _say(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
