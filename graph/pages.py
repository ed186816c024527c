"""From one document to the quads that are to be stored: what a build does with it, anywhere."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial

import pyoxigraph
from pyoxigraph import Quad, RdfFormat

from extractors.document import Document
from extractors.extraction import Extraction
from graph.identity.corrections import Corrections
from graph.identity.settling import settled
from graph.rdf import unsorted_quads_of
from graph.refusals import Record, Sieve
from graph.shapes.validation import shapes_of
from graph.shapes.vocabulary import vocabulary_of
from graph.terms import NO_TERMS, Terms, iris_of
from graph.vocabulary import BASE
from ontology import Ontology, load_ontology
from ontology.errors import ExtractionError, WanggeError

Extract = Callable[[Document], Extraction]


@dataclass(frozen=True, slots=True)
class Page:
    """
    What came of a document: its graph as N-Quads, or the reason why there is none.

    ``size`` counts the quads, ``facts`` those that they hold; ``apart`` are the facts, and other
    things, that did not fit the shapes. ``refused`` says why the document cannot be read,
    ``failed`` what broke while it was, with its ``trace`` for programmers.
    """

    quads: bytes = b""
    size: int = 0
    facts: int = 0
    apart: tuple[Record, ...] = ()
    refused: str = ""
    failed: str = ""
    trace: str = ""


@dataclass(frozen=True)
class PageReader:
    """
    Reads documents for a store; it may be sent to another process where ``extract`` may be.

    ``ontology`` is the one that ``extract`` reads by, the core where there is none; the others
    are the store's.
    """

    extract: Extract
    version: str
    base: str = BASE
    corrections: Corrections = field(default_factory=Corrections)
    ontology: Ontology | None = None

    def __call__(self, document: Document) -> Page:
        """What comes of a document. Raises nothing but what ends the whole process."""
        try:
            sifted = self._sieve.sift(self.extract(document))
            quads = pyoxigraph.serialize(sifted.quads, format=RdfFormat.N_QUADS)
        except ExtractionError as error:
            if isinstance(error.__cause__, MemoryError):
                return Page(refused=str(error))
            return Page(failed=str(error), trace=traceback.format_exc())
        except WanggeError as error:
            return Page(refused=str(error))
        except MemoryError:
            return Page(refused="too large for the memory of this machine")
        except Exception as error:
            # A defect, and one that is to stop this document only, not the million behind it.
            return Page(failed=_one_line(error), trace=traceback.format_exc())
        assert quads is not None
        return Page(quads, len(sifted.quads), sifted.facts, sifted.refused)

    @cached_property
    def _sieve(self) -> Sieve:
        shapes = shapes_of(vocabulary_of(self.ontology or load_ontology()))
        terms: Terms = iris_of(self.ontology) if self.ontology is not None else NO_TERMS
        return Sieve(shapes, partial(self._graph_of, terms=terms), self.base)

    def _graph_of(self, extraction: Extraction, terms: Terms) -> list[Quad]:
        quads = unsorted_quads_of(extraction, base=self.base, version=self.version, terms=terms)
        return settled(quads, self.corrections, self.base)


def _one_line(error: Exception) -> str:
    said = " ".join(str(error).split())[:200]
    return f"a defect of wangge or of a library ({type(error).__name__}: {said})"
