"""Building a store: sources in, documents' graphs out, and a report of what came of them."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pyoxigraph
from pyoxigraph import RdfFormat

from extractors.document import Document
from graph.build_report import BuildReport, Step, Tally
from graph.census import Census, census
from graph.checked import carried_over
from graph.identity.applying import apply_corrections
from graph.identity.units import describe_units
from graph.manifest import Call, Entry, Manifest, Outcome
from graph.pages import Extract, Page, PageReader
from graph.rdf import document_iri
from graph.refusals import RefusedFile
from graph.runs import RunLog
from graph.store import MARKER, Store, open_store
from graph.version import extractor_version
from graph.vocabulary import BASE
from graph.workers import Lost, Workers
from ontology import Ontology
from ontology.errors import StoreError

if TYPE_CHECKING:
    from extractors.readers import Refusal

__all__ = ["BuildReport", "Extract", "Read", "Step", "build", "extractor_version"]

Read = Callable[[Iterable[str]], Iterable["Document | Refusal"]]

# Documents wait in memory until so many quads are together, of about 40 pages, or so many seconds
# have passed: what a build that is killed has to read again.
_BATCH: Final = 200_000
_SECONDS: Final = 10.0
# Inputs that change nothing are told to the manifest so many at a time.
_ENTRIES: Final = 10_000
# A process that helps takes a second or two to start: no help is called for fewer characters.
_WORTH_HELP: Final = 50_000
# Loads words, models and shapes once for all processes that help.
_PRELOADED: Final = "graph.preloaded"
# Characters that wait for each process: it goes on while a batch is stored.
_AHEAD: Final = 50_000

_LOG = logging.getLogger(__name__)


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
    jobs: int = 1,
    options: Mapping[str, Any] | None = None,
    pages: Callable[[Document], Page] | None = None,
) -> BuildReport:
    """
    Read the sources, extract their facts, and store them.

    A document that the store has from the same bytes and the same extractors is left alone; a
    changed one replaces what it gave before. What is finished stays, however the build ends, so
    that a second run goes on where the first was stopped. ``on_progress`` hears of every
    input once. ``read``, ``extract`` and ``version`` are wangge's own unless given;
    ``ontology`` is the one that ``extract`` reads by, the core unless given: what it has beside
    the core is described in the store.

    So many ``jobs`` read the documents, each a process of its own where there is enough to do;
    then ``extract`` must be picklable. The store is the same whatever their number. ``options``
    are kept in the manifest with the paths, for ``rebuild``. ``pages`` gives what came of each
    document where that is known already, as that of ``graph.pages.PageReader``; then nothing is
    extracted here.

    Where there is no document at all, no store is made. Raises StoreError where the store cannot
    be written.
    """
    started = time.monotonic()
    if read is None:
        from extractors.readers import read as read_sources

        read = partial(read_sources, encoding=encoding)
    given = [os.fspath(path) for path in paths]
    call = _call(given, encoding, options)
    tally = Tally()

    def hear(step: Step) -> None:
        tally.add(step)
        if on_progress:
            on_progress(step)

    # The first document comes before the store: a mistyped path leaves no empty store behind.
    sources = iter(read(given))
    before: list[Entry] = []
    first = next((one for one in sources if not _refused(one, hear, before)), None)
    if first is None:
        counts = _nothing_read(store_path, call, before)
    else:
        with carried_over(store_path) as memory, open_store(store_path, "w", base=base) as store:
            if ontology is not None:
                store.add_vocabulary(ontology)
            if apply_corrections(store):
                memory.forget()
            made_by = version or extractor_version()
            reader = pages or PageReader(
                extract or _pipeline(), made_by, store.base, store.corrections, ontology
            )
            with Manifest(store.path, call) as manifest:
                for entry in before:
                    manifest.put(entry)
                log = RunLog(store.path, made_by, store.base)
                builder = _Builder(store, reader, made_by, jobs, log, manifest, hear)
                builder.run(chain([first], sources))
                describe_units(store)
                log.end()
                manifest.end()
            counts = census(store)
    return _report(tally, counts, store_path, time.monotonic() - started)


def _report(
    tally: Tally, counts: Census, store_path: str | os.PathLike[str], seconds: float
) -> BuildReport:
    apart = RefusedFile(store_path)
    return BuildReport(
        dict(tally.counts),
        tuple(tally.refusals),
        counts,
        tuple(tally.warnings),
        seconds,
        len(apart),
        tally.apart,
        str(apart.path),
        tally.factless,
    )


def _call(paths: list[str], encoding: str | None, options: Mapping[str, Any] | None) -> Call:
    """What would make the same documents again, from whatever folder."""
    found = [path if path == "-" else str(Path(path).absolute()) for path in paths]
    call: dict[str, Any] = {"command": "build", "paths": found, **(options or {})}
    return call | ({"encoding": encoding} if encoding else {})


def _refused(
    source: Document | Refusal, hear: Callable[[Step], None], entries: list[Entry]
) -> bool:
    if isinstance(source, Document):
        return False
    hear(Step(source.name, "refused", reason=source.reason))
    entries.append(Entry(source.name, "refused", source.reason))
    return True


def _nothing_read(
    store_path: str | os.PathLike[str], call: Call, entries: Iterable[Entry]
) -> Census:
    """Tell the manifest of a store, if there is one, that all was refused; count what it holds."""
    folder = Path(store_path)
    if not (folder / MARKER).exists():
        return Census(0, 0, 0, {}, {})
    # Where somebody reads the store meanwhile, what was refused is told on the screen alone.
    with suppress(StoreError), open_store(folder, "w"), Manifest(folder, call) as manifest:
        for entry in entries:
            manifest.put(entry)
        manifest.save()
    with open_store(folder) as store:
        return census(store)


def _share(document: Document) -> float:
    """What a document takes of what a process has ahead."""
    return len(document.text) / _AHEAD


def _pipeline() -> Extract:
    from extractors.pipeline import extract

    return extract


@dataclass(slots=True)
class _Begun:
    """A document that is being read: the digest of its bytes, and whether the store has one."""

    sha256: str
    known: bool


@dataclass(slots=True)
class _Builder:
    store: Store
    reader: Callable[[Document], Page]
    version: str
    jobs: int
    log: RunLog
    manifest: Manifest
    hear: Callable[[Step], None]
    begun: dict[str, _Begun] = field(default_factory=dict)
    waiting: list[bytes] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    size: int = 0
    flushed: float = field(default_factory=time.monotonic)
    apart: RefusedFile = field(init=False)

    def __post_init__(self) -> None:
        self.apart = RefusedFile(self.store.path)

    def run(self, sources: Iterable[Document | Refusal]) -> None:
        """Take all sources; what is read is stored, also where something ends the build."""
        with closing(self._pages(self._wanted(sources))) as pages:
            try:
                for document, page in pages:
                    self._take(document, page)
                    self._flush_when_due()
            except StoreError:
                raise  # The disk refuses: another attempt would end the same way.
            except BaseException:
                pages.close()
                self._flush()
                raise
        self._flush()

    def _wanted(self, sources: Iterable[Document | Refusal]) -> Iterator[Document]:
        """The documents that have to be read; of the other sources it is told what they are."""
        for source in sources:
            if not isinstance(source, Document):
                self._tell(source.name, "refused", source.reason)
                continue
            name, sha256 = source.name, source.sha256
            met = self.begun[name].sha256 if name in self.begun else self.manifest.met(name)
            if met and met != sha256:
                reason = "another source of this name came before it; rename one of them"
                self._tell(name, "refused", reason)
                continue
            stored = None if met else self.store.stored(name)
            old = (stored.sha256, stored.version) if stored else None
            if met or old == (sha256, self.version):
                self._tell(name, "unchanged", sha256=sha256, size=source.size, again=bool(met))
                self._flush_when_due()
                continue
            self.begun[name] = _Begun(sha256, stored is not None)
            yield source

    def _pages(self, documents: Iterator[Document]) -> Generator[tuple[Document, Page | Lost]]:
        if self.jobs > 1:
            ahead: list[Document] = []
            size = 0
            while size < _WORTH_HELP and (document := next(documents, None)):
                ahead.append(document)
                size += len(document.text)
            documents = chain(ahead, documents)
            if size >= _WORTH_HELP:
                _LOG.info("%d processes read", self.jobs)
                with Workers(self.reader, self.jobs, _PRELOADED) as workers:
                    yield from workers.in_order(documents, _share)
                return
        for document in documents:
            yield document, self.reader(document)

    def _take(self, document: Document, page: Page | Lost) -> None:
        name, begun = document.name, self.begun.pop(document.name)
        if isinstance(page, Lost):
            page = Page(failed=str(page))
        if page.trace:
            _LOG.debug("%s: %s", name, page.trace)
        if page.refused or page.failed:
            outcome: Outcome = "refused" if page.refused else "failed"
            self._tell(name, outcome, page.refused or page.failed, begun.sha256, document.size)
            return
        self.apart.put(name, page.apart)
        outcome = "replaced" if begun.known else "new"
        apart = len(page.apart)
        self.manifest.put(Entry(name, outcome, "", begun.sha256, page.facts, apart))
        if begun.known:
            self._replace(name, page)
        else:
            self.waiting.append(page.quads)
            self.names.append(name)
            self.size += page.size
        self._say(Step(name, outcome, page.facts, "", apart, document.size))

    def _tell(
        self,
        name: str,
        outcome: Outcome,
        reason: str = "",
        sha256: str = "",
        size: int = 0,
        *,
        again: bool = False,
    ) -> None:
        """Tell of a source that changes nothing; ``again`` says that it was met before."""
        if not again:
            # A second source of a name must not hide in the manifest what came of the first.
            first = name in self.begun or self.manifest.met(name)
            told = f"{name} [another]" if first else name
            self.manifest.put(Entry(told, outcome, reason, sha256))
        self._say(Step(name, outcome, reason=reason, size=size))

    def _say(self, step: Step) -> None:
        self.hear(step)
        _LOG.debug("%s: %s %s", step.name, step.outcome, step.reason or f"{step.facts} facts")

    def _replace(self, name: str, page: Page) -> None:
        iri = self._iri(name)
        self.apart.save()
        self.manifest.begin()
        quads = list(pyoxigraph.parse(page.quads, format=RdfFormat.N_QUADS, lenient=True))
        self.store.replace_graph(iri, quads)
        self.log.read([iri])

    def _flush_when_due(self) -> None:
        many = self.size >= _BATCH or self.manifest.unsaved >= _ENTRIES
        if many or time.monotonic() - self.flushed > _SECONDS:
            self._flush()

    def _flush(self) -> None:
        # First what is not stored: a build that is killed here reads these documents again.
        self.apart.save()
        self.manifest.begin()
        if self.waiting:
            self.store.add_quads(b"".join(self.waiting), self.size)
            self.log.read(map(self._iri, self.names))
            _LOG.info("%d documents stored, %d quads", len(self.names), self.size)
        self.manifest.save()
        self.waiting.clear()
        self.names.clear()
        self.size, self.flushed = 0, time.monotonic()

    def _iri(self, name: str) -> str:
        return document_iri(name, base=self.store.base)
