"""Documents read all at once are the same as each read by itself, however they are written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hostile import pages
from hypothesis import given, settings
from pyoxigraph import Literal, NamedNode, Quad
from stories import FACTS, GATE, OTHER_PAGE, TOWN, laid_out

from extractors.extraction import Extraction
from graph.entities import entities
from graph.scan import Scanner
from graph.store import Store, open_store
from graph.viewer.entity_rows import entity_rows
from graph.viewer.fact_rows import fact_rows
from graph.viewer.reading import read_corpus
from graph.vocabulary import LABEL, OA, RDF, WG

Rewritten = Callable[[Quad], Iterable[Quad]]


def is_read_as_each_by_itself(store: Store) -> bool:
    corpus = read_corpus(store)
    assert [(shown.iri, shown.fact) for shown in corpus.facts] == list(store.statements())
    assert dict(sorted(corpus.entities.items())) == entities(store)
    return True


def odd_documents(store: Store) -> list[str]:
    """The names of those that are not read with the others."""
    documents = list(store.documents().values())
    names = [each.name for each in documents]
    with Scanner(store.raw, [each.iri for each in documents]) as scanner:
        read = fact_rows(scanner, names, store.base, entity_rows(scanner))
    return sorted(names[int(number)] for number in read.odd)


@given(one=pages("页/1.txt"), other=pages("b.txt"))
@settings(max_examples=30, deadline=None)
def test_pages_of_any_text(
    tmp_path_factory: pytest.TempPathFactory, one: Extraction, other: Extraction
) -> None:
    with open_store(tmp_path_factory.mktemp("pages") / "news.kg", "w") as store:
        for each in (one, other):
            store.replace_document(each)
        assert is_read_as_each_by_itself(store)


def without(name: str) -> Rewritten:
    return lambda quad: [] if quad.predicate.value == name else [quad]


def with_another(name: str, value: NamedNode | Literal) -> Rewritten:
    def rewritten(quad: Quad) -> list[Quad]:
        own = quad.predicate.value == name
        more = Quad(quad.subject, quad.predicate, value, quad.graph_name)
        return [quad, more] if own else [quad]

    return rewritten


def renamed(part: str, other: str) -> Rewritten:
    """The nodes of whose IRI something is part, by another name."""

    def named(node: object) -> object:
        known = isinstance(node, NamedNode)
        return NamedNode(node.value.replace(part, other)) if known else node

    return lambda quad: [
        Quad(named(quad.subject), quad.predicate, named(quad.object), quad.graph_name)  # type: ignore[arg-type]
    ]


# What people leave out, say twice, or call otherwise than we do.
WRITTEN = {
    "without modality": without(WG + "modality"),
    "without article": without(WG + "article"),
    "without mentions": without(WG + "subjectMention"),
    "of two names": with_another(LABEL.value, Literal("又名", language="zh")),
    "of two objects": with_another(RDF + "object", NamedNode(TOWN.id)),
    "of two places": with_another(WG + "place", NamedNode(GATE.id)),
    "of two sentences": with_another(OA + "prefix", Literal("前文")),
    "articles of theirs": renamed("article-", "their-article-"),
    "quotes of theirs": renamed("quote-", "their-quote-"),
}


@pytest.mark.parametrize("how", WRITTEN)
def test_documents_that_people_wrote(tmp_path: Path, how: str) -> None:
    with open_store(tmp_path / "news.kg", "w") as store:
        store.replace_document(laid_out((OTHER_PAGE,), name="other.txt"))
        quads = store.graph_of(laid_out(FACTS))
        store.raw.extend(new for quad in quads for new in WRITTEN[how](quad))
        assert is_read_as_each_by_itself(store)


def test_only_the_odd_document_is_read_by_itself(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.kg", "w") as store:
        store.replace_document(laid_out((OTHER_PAGE,), name="other.txt"))
        store.replace_document(laid_out((OTHER_PAGE,), name="plain.txt"))
        assert odd_documents(store) == []
        quads = store.graph_of(laid_out(FACTS))
        store.raw.extend(new for quad in quads for new in WRITTEN["without modality"](quad))
        assert odd_documents(store) == ["page.txt"]


def test_a_quote_with_one_selector_is_not_taken_for_ours(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.kg", "w") as store:
        quads = renamed_quads(store)
        store.raw.extend(quads)
        assert [shown.parts.evidence for shown in read_corpus(store).facts] == [""] * len(FACTS)


def renamed_quads(store: Store) -> list[Quad]:
    """A page's quads with position and text in one selector."""
    quads = store.graph_of(laid_out(FACTS))
    merged = (new for quad in quads for new in renamed("-position", "-text")(quad))
    return list(dict.fromkeys(merged))


def test_an_empty_store_has_nothing(tmp_path: Path) -> None:
    with open_store(tmp_path / "news.kg", "w") as store:
        corpus = read_corpus(store)
    assert (corpus.sources, dict(corpus.entities), corpus.facts) == ((), {}, ())
