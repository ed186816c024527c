"""Reading facts into a store that people made or corrected, or that a store was written out as."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from graph.identity.applying import settle_documents, unsettled_documents
from graph.identity.units import describe_units, units_named, units_of
from graph.imports.checks import Refusal, Seen, refusals
from graph.imports.files import LINES, suffix_of
from graph.imports.lines import import_lines
from graph.imports.rdf import import_rdf
from graph.imports.report import ImportReport, Refused
from graph.imports.terms import KnownTerms
from graph.manifest import note_call
from graph.store import open_store
from graph.terms import units_graph, vocabulary_graph
from graph.vocabulary import BASE
from ontology import Ontology, load_ontology
from ontology.errors import ReadError

__all__ = ["ImportReport", "Refusal", "Refused", "import_files", "refusals"]


def import_files(
    paths: Iterable[str | os.PathLike[str]],
    store_path: str | os.PathLike[str],
    *,
    ontology: Ontology | None = None,
    base: str = BASE,
    on_refusal: Callable[[Refused], None] = lambda refused: None,
    options: Mapping[str, Any] | None = None,
) -> ImportReport:
    """
    Put the facts of files into a store, which is made where there is none.

    A file of JSON Lines has a fact a line, as ``extract`` prints it; other files are RDF of the
    ontology. What cannot be taken is refused, with its line where it has one, and told to
    ``on_refusal``; everything else is taken, and the documents that it speaks of have it in the
    place of what they had. ``ontology`` says what may be told beside what the store knows.
    ``options`` are kept in the store's manifest with the files, for ``rebuild``.

    Raises UsageError for a file of no known format and ReadError for one that is missing, both
    before anything is changed; StoreError where the store cannot be written.
    """
    started = time.monotonic()
    files = [Path(path) for path in paths]
    for file in files:
        suffix_of(file)
        if not file.is_file():
            raise ReadError(f"{file}: there is no such file")
    report = ImportReport()
    used = ontology or load_ontology()
    with open_store(store_path, "w", base=base) as store:
        found = [str(file.absolute()) for file in files]
        note_call(store.path, {"command": "import", "paths": found, **(options or {})})
        if ontology is not None:
            store.add_vocabulary(ontology)
        seen: Seen | None = None
        for file in files:
            known = KnownTerms.of(used)
            described = vocabulary_graph(store.base)
            known.learn(store.raw.quads_for_pattern(None, None, None, described))
            if suffix_of(file) in LINES:
                import_lines(file, store, known, report, on_refusal)
                seen = None
            else:
                seen = import_rdf(file, store, known, report, on_refusal)
    _finish(store_path, seen)
    report.seconds = time.monotonic() - started
    return report


def _finish(store_path: str | os.PathLike[str], seen: Seen | None) -> None:
    """
    Give what was imported its claims and corrections, and describe the units that it names.

    ``seen`` is what the store holds, where that is known: looking through it takes as long as the
    tenth part of loading it.
    """
    gc.collect()  # a store is closed when nothing speaks of it any more
    # Looked for by a reader: where a writer looks through a store that was just loaded, Oxigraph
    # puts its files together into ones that are not packed, and half as large again.
    with open_store(store_path) as store:
        documents = seen.unsettled if seen else unsettled_documents(store)
        units = units_of(seen.units, store.base) if seen else units_named(store)
        known = set(store.graph(units_graph(store.base).value)) == set(units)
    if documents or not known:
        with open_store(store_path, "w") as store:
            settle_documents(store, documents)
            describe_units(store)
