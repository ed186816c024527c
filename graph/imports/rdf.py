"""RDF of the ontology into the store: loaded in bulk, and checked while it is loaded."""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pyoxigraph
from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, RdfFormat

from graph.imports.checks import Checker, Refusal, Seen, refusals
from graph.imports.files import RDF, is_packed, opened, suffix_of
from graph.imports.repairs import added_to, by_document, repaired, without_blank_nodes
from graph.imports.report import ImportReport, Refused
from graph.imports.terms import KnownTerms
from graph.store import BULK, Store
from graph.terms import own_graphs
from graph.vocabulary import STATEMENT, TYPE
from ontology.errors import StoreError

Tell = Callable[[Refused], None]

# So many refused nodes are looked for in the file, to say their lines.
_LOOKED_FOR: Final = 1_000
# A parser that finds fault so often without finding a quad has no hope.
_PATIENCE: Final = 1_000
# Formats with a quad a line, and how many of them are parsed together.
_LINES: Final = (RdfFormat.N_QUADS, RdfFormat.N_TRIPLES)
_BLOCK: Final = 1_000


def import_rdf(
    path: Path, store: Store, known: KnownTerms, report: ImportReport, tell: Tell
) -> Seen | None:
    """
    Put the graphs of a file into the store, each in the place of the one it had.

    What the checks refuse is left out; a graph of which something is refused keeps the statements
    it had in the store. Formats without graphs are read whole, and their triples go to the
    documents that they speak of. ``tell`` hears of each refusal; ``report`` is added to.

    Returns what the quads have told where the store holds them as they stand in the file, and
    nothing else; otherwise None. Raises ReadError where the file cannot be read, StoreError where
    the disk refuses.
    """
    form = RDF[suffix_of(path)]
    checker = Checker(known, store.base)
    with _no_collector(), _staging(store) as staged:
        found: dict[str, list[Refusal]] = {}
        for refusal in _load(path, form, staged, checker, report, tell):
            found.setdefault(refusal.graph, []).append(refusal)
        keeper = _Keeper(staged, store, checker, found, report)
        keeper.keep()
        _tell_of(path, [*chain.from_iterable(found.values()), *keeper.refused], report, tell)
        return checker.seen if keeper.untouched else None


@contextmanager
def _staging(store: Store) -> Iterator[pyoxigraph.Store]:
    """Where the file is loaded first: the store itself while it is empty, else a place beside."""
    raw = store.raw
    # What a server has is never loaded in place: it would be seen half put right.
    if isinstance(raw, pyoxigraph.Store) and _is_empty(raw):
        yield raw
        return
    try:
        with TemporaryDirectory(prefix="incoming-", dir=store.path) as folder:
            yield pyoxigraph.Store(folder)
    except OSError as error:
        raise StoreError(f"{store.path} cannot be written: {error}") from error


def _is_empty(raw: pyoxigraph.Store) -> bool:
    return next(iter(raw.quads_for_pattern(None, None, None)), None) is None


def _load(
    path: Path,
    form: RdfFormat,
    staged: pyoxigraph.Store,
    checker: Checker,
    report: ImportReport,
    tell: Tell,
) -> list[Refusal]:
    """Load the file, and say what is wrong with it: it is checked while it is loaded."""
    faults: list[Refused] = []
    with ThreadPoolExecutor(1) as beside:
        loading = beside.submit(_bulk_load, path, form, staged)
        for item in _parsed(path, form):
            if isinstance(item, Quad):
                checker.see(item)
            else:
                faults.append(item)
        found = list(checker.finish())
        try:
            loading.result()
        except SyntaxError:
            staged.clear()
            staged.bulk_extend(item for item in _parsed(path, form) if isinstance(item, Quad))
        except OSError as error:
            raise StoreError(f"{path} cannot be stored: {error}") from error
    for fault in faults:
        report.refused.append(fault)
        tell(fault)
    return found


@contextmanager
def _no_collector() -> Iterator[None]:
    """
    Keep Python from looking for circles among what the checks remember: there are none.

    Looking through it time and again takes a fifth of the time of the checks.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _bulk_load(path: Path, form: RdfFormat, staged: pyoxigraph.Store) -> None:
    if is_packed(path):
        with opened(path) as file:
            staged.bulk_load(file, form)
    else:
        staged.bulk_load(path=str(path), format=form)


def _parsed(path: Path, form: RdfFormat) -> Iterator[Quad | Refused]:
    """The quads of a file, and what is no RDF in it; what follows a fault is read all the same."""
    with _parser(path, form) as quads:
        patience = _PATIENCE
        while patience:
            try:
                yield next(quads)
                patience = _PATIENCE
            except StopIteration:
                return
            except SyntaxError as error:
                fault = _fault(path, error, error.lineno or 0)
                yield fault
                if form in _LINES and fault.line:
                    yield from _parsed_by_line(path, form, fault.line)
                    return
                patience -= 1


def _parsed_by_line(path: Path, form: RdfFormat, after: int) -> Iterator[Quad | Refused]:
    """What follows a line, each line by itself: an open quotation mark spoils no other."""
    with opened(path) as file:
        lines = islice(enumerate(file, 1), after, None)
        while block := list(islice(lines, _BLOCK)):
            try:
                yield from list(pyoxigraph.parse(b"".join(line for _, line in block), form))
            except SyntaxError:
                for number, line in block:
                    try:
                        yield from list(pyoxigraph.parse(line, form))
                    except SyntaxError as error:
                        yield _fault(path, error, number)


def _fault(path: Path, error: SyntaxError, line: int) -> Refused:
    reason = str(error.args[0]) if error.args else str(error)
    place = r"^Parser error at line \d+ (?:column \d+|between columns [^:]*): "
    return Refused(str(path), line, re.sub(place, "", reason))


@contextmanager
def _parser(path: Path, form: RdfFormat) -> Iterator[Iterator[Quad]]:
    with opened(path) as file:
        if is_packed(path):
            yield pyoxigraph.parse(file, form)
        else:
            yield pyoxigraph.parse(path=str(path), format=form)


class _Keeper:
    """Takes over from the staged file what can be taken."""

    def __init__(
        self,
        staged: pyoxigraph.Store,
        store: Store,
        checker: Checker,
        found: dict[str, list[Refusal]],
        report: ImportReport,
    ) -> None:
        self.staged = staged
        self.store = store
        self.checker = checker
        self.found = found
        self.report = report
        self.refused: list[Refusal] = []
        self.new: list[Quad] = []
        self.direct = staged is store.raw
        self.untouched = self.direct

    def keep(self) -> None:
        """Take over graph by graph; of a file that was loaded in place, put right what must be."""
        counts = self.checker.seen.statements
        for graph in self._graphs():
            if not isinstance(graph, NamedNode):  # refused: a blank node names no document
                self.staged.remove_graph(graph)
                self.untouched = False
                continue
            touched = graph.value in self.found or graph.value in self.checker.blank
            if self.direct and not touched:
                if graph.value in counts:
                    self.report.facts += counts[graph.value]
                    self.report.hear(known=False, complete=True)
                continue
            self.untouched = False
            quads = self._staged(graph)
            self._put(graph, self._right(graph.value, quads), quads)
        self._keep_default()
        self._flush()

    def _graphs(self) -> list[NamedNode | BlankNode]:
        """
        The named graphs of the file.

        Of a file that was loaded in place the store is not asked: where a writer looks through
        a store that was just loaded, Oxigraph puts its files together into ones that are not
        packed, and half as large again. Blank ones have other names in each reading.
        """
        names = [name for name in self.checker.seen.statements if name]
        if self.direct and not any(name.startswith("_:") for name in names):
            return [NamedNode(name) for name in names]
        return sorted(self.staged.named_graphs(), key=str)

    def _keep_default(self) -> None:
        if self.direct and "" not in self.checker.seen.statements:
            return
        self.untouched = False
        quads = self._staged(DefaultGraph())
        if not quads:
            return
        documents, loose = by_document(self._right("", quads))
        for node in loose if documents else ():
            self.refused.append(Refusal("", node, "no document of the file speaks of it"))
        if self.direct:
            self.staged.clear_graph(DefaultGraph())
        for document, own in documents.items():
            self._put(NamedNode(document), own, [])

    def _staged(self, graph: NamedNode | DefaultGraph) -> list[Quad]:
        return list(self.staged.quads_for_pattern(None, None, None, graph))

    def _right(self, name: str, quads: list[Quad]) -> list[Quad]:
        """The quads of a graph without blank nodes, and without what was refused."""
        if name in self.checker.blank:
            quads, circles = without_blank_nodes(quads, self.store.base)
            # What was found before calls blank nodes by names that they no longer have.
            self.found[name] = refusals(quads, self.checker.known, self.store.base)
            reason = "a blank node that is part of itself; give it an IRI"
            self.refused += [Refusal(name, label, reason) for label in circles]
        return repaired(quads, self.found.get(name, ()))

    def _put(self, graph: NamedNode, quads: list[Quad], staged: list[Quad]) -> None:
        """Put quads of a graph into the store; ``staged`` are those that were loaded of it."""
        complete = not (self.found.get(graph.value) or self.found.get(""))
        old: list[Quad] = []
        if self.direct:
            for quad in set(staged) - set(quads):
                self.staged.remove(quad)
            self.new += set(quads) - set(staged)
        elif old := list(self.store.raw.quads_for_pattern(None, None, None, graph)):
            self.store.replace_graph(graph.value, quads if complete else added_to(old, quads))
        else:
            self.new += quads
        if len(self.new) >= BULK:
            self._flush()
        self.report.facts += sum(q.predicate == TYPE and q.object == STATEMENT for q in quads)
        if quads and graph.value not in own_graphs(self.store.base):
            self.report.hear(known=bool(old), complete=complete)

    def _flush(self) -> None:
        self.store.add_documents(self.new)
        self.new.clear()


def _tell_of(path: Path, refusals: Iterable[Refusal], report: ImportReport, tell: Tell) -> None:
    found = list(refusals)
    lines = _lines_of(path, {one.node or one.graph for one in found[:_LOOKED_FOR]})
    for one in found:
        node = one.node or one.graph
        about = f"{_tail(node)}: " if node else ""
        refused = Refused(str(path), lines.get(node, 0), about + one.reason)
        report.refused.append(refused)
        tell(refused)


def _lines_of(path: Path, nodes: set[str]) -> dict[str, int]:
    """The lines of a file in which nodes are named first, by the last part of their IRIs."""
    tails = {_tail(node).encode(): node for node in nodes if node}
    if not tails:
        return {}
    longest_first = sorted(tails, key=lambda tail: (-len(tail), tail))
    pattern = re.compile(b"|".join(map(re.escape, longest_first)))
    found: dict[str, int] = {}
    with opened(path) as file:
        for number, line in enumerate(file, 1):
            for match in pattern.finditer(line):
                found.setdefault(tails[match.group()], number)
            if len(found) == len(tails):
                break
    return found


def _tail(iri: str) -> str:
    return iri.rpartition("/")[2] or iri
