"""Building a store: sources in, documents' graphs out, and a report of what came of them."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version as distribution_version
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from pyoxigraph import Quad

from extractors.document import Document
from extractors.extraction import Extraction
from graph.census import Census, census
from graph.checked import carried_over
from graph.identity.applying import apply_corrections
from graph.identity.units import describe_units
from graph.rdf import document_iri
from graph.refusals import RefusedFile, Sieve
from graph.runs import RunLog
from graph.shapes.validation import shapes_of
from graph.shapes.vocabulary import vocabulary_of
from graph.store import Store, open_store
from graph.terms import NO_TERMS, Terms, iris_of
from graph.vocabulary import BASE
from ontology import Ontology, load_ontology
from ontology.errors import WanggeError

if TYPE_CHECKING:
    from extractors.readers import Refusal

Outcome = Literal["new", "unchanged", "replaced", "refused"]
Extract = Callable[[Document], Extraction]
Read = Callable[[Iterable[str]], Iterable["Document | Refusal"]]

# Documents wait in memory until this many quads are together, about 500 pages.
_BATCH: Final = 200_000


@dataclass(frozen=True, slots=True)
class Step:
    """
    One document behind us: its name, what came of it, and why where it was refused.

    ``apart`` says how many of its facts, and other things, did not fit the shapes.
    """

    name: str
    outcome: Outcome
    facts: int = 0
    reason: str = ""
    apart: int = 0


@dataclass(frozen=True, slots=True)
class BuildReport:
    """
    What a build did, document by document, and what the store holds after it.

    ``warnings`` are single lines for the user; ``seconds`` is the time the whole build took.
    ``apart`` says how many facts, and other things, of all documents of the store stand apart, in
    ``apart_file``, because they do not fit the shapes.
    """

    steps: tuple[Step, ...]
    census: Census
    warnings: tuple[str, ...]
    seconds: float
    apart: int = 0
    apart_file: str = ""

    def count(self, outcome: Outcome) -> int:
        """How many documents had this outcome."""
        return sum(step.outcome == outcome for step in self.steps)

    @property
    def refusals(self) -> tuple[Step, ...]:
        """The sources that were not taken, with their reasons."""
        return tuple(step for step in self.steps if step.outcome == "refused")

    def to_json(self) -> dict[str, Any]:
        """The report as a JSON object."""
        outcomes: tuple[Outcome, ...] = ("new", "unchanged", "replaced", "refused")
        return {
            **{outcome: self.count(outcome) for outcome in outcomes},
            "refusals": [{"name": one.name, "reason": one.reason} for one in self.refusals],
            "store": self.census.to_json(),
            "apart": {
                "count": self.apart,
                "new": sum(step.apart for step in self.steps),
                "file": self.apart_file if self.apart else None,
            },
            "warnings": list(self.warnings),
            "seconds": round(self.seconds, 3),
        }


def build(
    paths: Iterable[str | os.PathLike[str]],
    store_path: str | os.PathLike[str],
    *,
    encoding: str | None = None,
    on_progress: Callable[[Step], None] | None = None,
    base: str = BASE,
    read: Read | None = None,
    extract: Extract | None = None,
    version: str | None = None,
    ontology: Ontology | None = None,
) -> BuildReport:
    """
    Read the sources, extract their facts, and store them.

    A document that the store has from the same bytes and the same extractors is left alone; a
    changed one replaces what it gave before. What is finished stays, however the build ends, so
    that a second run goes on where the first was stopped. ``on_progress`` hears of every
    document once. ``read``, ``extract`` and ``version`` are wangge's own unless given;
    ``ontology`` is the one that ``extract`` reads by, the core unless given: what it has beside
    the core is described in the store.

    Where there is no document at all, no store is made. Raises StoreError where the store cannot
    be written.
    """
    started = time.monotonic()
    if read is None:
        from extractors.readers import read as read_sources

        read = partial(read_sources, encoding=encoding)

    steps: list[Step] = []

    def hear(step: Step) -> None:
        steps.append(step)
        if on_progress:
            on_progress(step)

    # The first document comes before the store: a mistyped path leaves no empty store behind.
    sources = iter(read([os.fspath(path) for path in paths]))
    first = next((one for one in sources if not _refused(one, hear)), None)
    if first is None:
        counts = _census_of(store_path)
    else:
        with carried_over(store_path) as memory, open_store(store_path, "w", base=base) as store:
            terms: Terms = NO_TERMS
            if ontology is not None:
                store.add_vocabulary(ontology)
                terms = iris_of(ontology)
            run = extract or _pipeline()
            if apply_corrections(store):
                memory.forget()
            made_by = version or extractor_version()
            log = RunLog(store.path, made_by, store.base)
            shapes = shapes_of(vocabulary_of(ontology or load_ontology()))
            graph_of = partial(store.graph_of, version=made_by, terms=terms)
            sieve = Sieve(shapes, graph_of, store.base)
            builder = _Builder(store, run, made_by, log, sieve, RefusedFile(store_path))
            for step in builder.run(chain([first], sources)):
                hear(step)
            describe_units(store)
            log.end()
            counts = census(store)
    seconds = time.monotonic() - started
    apart = RefusedFile(store_path)
    warnings = tuple(_warnings(steps))
    return BuildReport(tuple(steps), counts, warnings, seconds, len(apart), str(apart.path))


def _refused(source: Document | Refusal, hear: Callable[[Step], None]) -> bool:
    if isinstance(source, Document):
        return False
    hear(Step(source.name, "refused", reason=source.reason))
    return True


def _census_of(path: str | os.PathLike[str]) -> Census:
    if not Path(path).exists():
        return Census(0, 0, 0, {}, {})
    with open_store(path) as store:
        return census(store)


def extractor_version(domains: Sequence[Path] = (), min_confidence: float | None = None) -> str:
    """
    The version of what turns a text into facts: wangge's own, and a digest of the code and data.

    The digest makes a changed lexicon, ontology, domain or mapping read every document anew, and
    so does another least confidence.
    """
    import extractors
    import ontology
    from ontology.domains import turtle_files, word_files

    parts = [path for package in (ontology, extractors) for path in _files(package.__path__)]
    names = ("rdf.py", "refusals.py", "terms.py", "times.py", "vocabulary.py")
    parts += [Path(__file__).parent / name for name in names]
    for folder in ("identity", "shapes"):
        parts += sorted((Path(__file__).parent / folder).glob("*.py"))
    parts += [file for each in domains for file in (*turtle_files(each), *word_files(each))]
    contents = b"".join(part.read_bytes().replace(b"\r\n", b"\n") for part in parts)
    if min_confidence is not None:
        contents += f"{min_confidence}".encode()
    return f"{distribution_version('wangge')}+{hashlib.sha256(contents).hexdigest()[:12]}"


def _files(folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        found = (path for path in Path(folder).rglob("*") if path.is_file())
        yield from sorted(
            (path for path in found if path.suffix in {".py", ".ttl", ".json", ".jsonl"}),
            key=lambda path: path.relative_to(folder).as_posix(),
        )


def _pipeline() -> Extract:
    from extractors.pipeline import extract

    return extract


@dataclass(slots=True)
class _Builder:
    store: Store
    extract: Extract
    version: str
    log: RunLog
    sieve: Sieve
    apart: RefusedFile
    seen: dict[str, str] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)
    waiting: list[Quad] = field(default_factory=list)

    def run(self, sources: Iterable[Document | Refusal]) -> Iterator[Step]:
        stored = self.store.documents()
        try:
            for source in sources:
                if isinstance(source, Document):
                    known = stored.get(source.name)
                    same = known is not None and (
                        (known.sha256, known.version) == (source.sha256, self.version)
                    )
                    yield self._take(source, known is not None, same)
                else:
                    yield Step(source.name, "refused", reason=source.reason)
        finally:
            self._flush()

    def _take(self, document: Document, known: bool, same: bool) -> Step:
        name = document.name
        if self.seen.setdefault(name, document.sha256) != document.sha256:
            reason = "another source of this name came before it; rename one of them"
            return Step(name, "refused", reason=reason)
        if same or name in self.done:
            return Step(name, "unchanged")
        self.done.add(name)
        try:
            extraction = self.extract(document)
        except WanggeError as error:
            return Step(name, "refused", reason=str(error))
        sifted = self.sieve.sift(extraction)
        self.apart.put(name, sifted.refused)
        if known:
            self.apart.save()
            self.store.replace_graph(document_iri(name, base=self.store.base), sifted.quads)
            self.log.read([document_iri(name, base=self.store.base)])
        else:
            self.waiting += sifted.quads
            if len(self.waiting) >= _BATCH:
                self._flush()
        outcome: Outcome = "replaced" if known else "new"
        return Step(name, outcome, sifted.facts, apart=len(sifted.refused))

    def _flush(self) -> None:
        # First what is not stored: a build that is killed here reads these documents again.
        self.apart.save()
        self.store.add_documents(self.waiting)
        self.log.read({str(quad.graph_name)[1:-1] for quad in self.waiting})
        self.waiting.clear()


def _warnings(steps: Iterable[Step]) -> Iterator[str]:
    for step in steps:
        if step.outcome in ("new", "replaced") and not step.facts:
            yield f"{step.name}: no fact found"
