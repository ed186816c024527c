"""Where a fact stands: its paragraph with the evidence marked, its article, its file."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from pyoxigraph import NamedNode

from extractors.document import Document
from extractors.facts import Fact
from extractors.layout import read_page
from graph.explain import find_fact
from graph.runs import Run, run_of
from graph.store import Store
from graph.vocabulary import DCTERMS, PROV, SCHEMA, WG
from ontology.errors import StoreError
from ontology.lexicon import load_lexicon

# How many lines around the evidence stand for its paragraph where the layout finds none.
_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class File:
    """The file that a fact was read from, as it was when it was read."""

    name: str
    size: int
    sha256: str
    encoding: str
    reader: str
    origin: str

    def to_json(self) -> dict[str, Any]:
        """The file as a JSON object."""
        told = {
            "name": self.name,
            "size": self.size,
            "sha256": self.sha256,
            "encoding": self.encoding,
            "reader": self.reader,
            "source": self.origin,
        }
        return {key: value for key, value in told.items() if value}


@dataclass(frozen=True, slots=True)
class Source:
    """
    A fact in its surroundings.

    ``paragraph`` is a piece of the document's text that begins at ``start``, counted in
    characters; the fact's offsets count in the same text. ``version`` is that of what read it.
    """

    iri: str
    fact: Fact
    paragraph: str
    start: int
    headline: str
    date: str
    unit: str
    file: File
    version: str
    run: Run | None = None

    @property
    def marked(self) -> str:
        """The paragraph with the evidence in 【】 and in it the trigger in «»."""
        evidence, trigger = self.fact.evidence, self.fact.trigger
        marks = [(evidence.start, "【"), (evidence.end, "】")]
        if trigger and evidence.start <= trigger.start and trigger.end <= evidence.end:
            marks[1:1] = [(trigger.start, "«"), (trigger.end, "»")]
        text, before = "", self.start
        for place, mark in marks:
            text += self.paragraph[before - self.start : place - self.start] + mark
            before = place
        return text + self.paragraph[before - self.start :]

    def to_json(self) -> dict[str, Any]:
        """The source as a JSON object."""
        article = {"number": self.fact.article, "headline": self.headline}
        article |= {"date": self.date, "unit": self.unit}
        return {
            "id": self.iri,
            "fact": self.fact.to_json(),
            "paragraph": {"start": self.start, "text": self.paragraph},
            "article": {key: value for key, value in article.items() if value},
            "file": self.file.to_json(),
            "version": self.version,
            **({"run": asdict(self.run)} if self.run else {}),
        }


def source_of(store: Store, fact: str) -> Source:
    """
    The surroundings of a fact, named by its IRI, by ``wgr:fact-…``, or by its first digits.

    Raises QueryError where no fact, or more than one, is called so; StoreError where the store
    does not hold the text.
    """
    iri = find_fact(store, fact)
    found = store.fact(iri)
    told = store.describe(NamedNode(iri))
    evidence = NamedNode(told[PROV + "wasDerivedFrom"][0].value)
    graph = NamedNode(store.describe(evidence)["http://www.w3.org/ns/oa#hasSource"][0].value)
    document = store.describe(graph, graph)
    article = store.describe(NamedNode(told[WG + "article"][0].value), graph)

    def value(known: Any, name: str) -> str:
        return known[name][0].value if name in known else ""

    text = value(document, SCHEMA + "text")
    if not text:
        raise StoreError(f"{store.where} does not hold the text of {found.document}; build it anew")
    start, end = _paragraph(Document(found.document, text), found)
    readers = (value(document, WG + "reader"), value(document, WG + "readerVersion"))
    return Source(
        iri=iri,
        fact=found,
        paragraph=text[start:end],
        start=start,
        headline=value(article, SCHEMA + "headline"),
        date=value(article, SCHEMA + "datePublished"),
        unit=value(article, WG + "unit"),
        file=File(
            name=found.document,
            size=int(value(document, WG + "byteSize") or 0),
            sha256=value(document, WG + "sha256"),
            encoding=value(document, WG + "encoding"),
            reader=" ".join(filter(None, readers)),
            origin=value(document, DCTERMS + "source"),
        ),
        version=value(document, WG + "extractorVersion"),
        run=run_of(store.path, graph.value),
    )


def _paragraph(document: Document, fact: Fact) -> tuple[int, int]:
    """The range of the paragraph that holds the evidence, as the layout of the page has it."""
    evidence = fact.evidence
    for article in read_page(document, load_lexicon()):
        for block in (*article.blocks, *article.around):
            start, end = min(block.text.offsets), max(block.text.offsets) + 1
            if (
                start <= evidence.start
                and evidence.end <= end
                and evidence.start in block.text.offsets
            ):
                return start, end
    text = document.text
    start, end = evidence.start, evidence.end
    for _ in range(_LINES):
        start = max(0, text.rfind("\n", 0, max(0, start - 1)) + 1)
        end = next((at for at in (text.find("\n", end + 1),) if at >= 0), len(text))
    return start, end
