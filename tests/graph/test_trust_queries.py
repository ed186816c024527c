"""Contradictions, sources and kinds are found in pages that were made to have them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, Quad

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Fact, Quantity, Quote
from graph.query import run_named
from graph.store import Store, open_store
from graph.vocabulary import BASE, LABEL, SKOS, TYPE, WG, chinese, digest


def argument(name: str, kind: str) -> Argument:
    return Argument(f"{BASE}{kind}-{digest(name, kind)}", name, name, kind)


def told(
    subject: tuple[str, str], relation: str, obj: tuple[str, str], figure: str = "", **more: Any
) -> dict[str, Any]:
    """A fact but for its page; ``figure`` is a number with ≥, ≤ or ~ before it where it is none."""
    bounds = {"≥": "min", "≤": "max", "~": "approx"}
    bound = bounds.get(figure[:1], "exact")
    value = float(figure.lstrip("≥≤~") or 0)
    quantity = Quantity(value, bound, "名", f"{figure}名") if figure else None
    return {
        "subject": argument(*subject),
        "relation": relation,
        "object": argument(*obj),
        "quantity": quantity,
        **more,
    }


def page(name: str, *facts: dict[str, Any], unit: str = "") -> Extraction:
    text = "".join(f"第{number}句。" for number in range(len(facts)))
    document = Document(name=name, text=text, size=len(text), sha256="0")
    made = tuple(
        Fact(
            document=name,
            article=1,
            evidence=Quote(4 * number, 4 * number + 4, f"第{number}句。"),
            **fact,
        )
        for number, fact in enumerate(facts)
    )
    return Extraction(document, (Article(1, "", (), "", unit, ()),), (), (), made)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "own.kg", "w") as opened:
        yield opened


COUNTY = ("临澧县", "AdministrativeArea")
HELPERS = ("志愿者", "PopulationGroup")


def rows(store: Store, query: str, columns: str, **arguments: str) -> list[tuple[str, ...]]:
    """The columns asked for, as text, of all rows."""
    found = run_named(store, query, arguments)
    places = [found.variables.index(column) for column in columns.split()]
    return [tuple(getattr(row[place], "value", "") for place in places) for row in found.rows]


# Figures


FIGURES = [
    ("5000", "4800", True),
    ("≥5000", "4800", True),
    ("≥5000", "≥4800", False),
    ("≥5000", "≤4800", True),
    ("≥5000", "5100", False),
    ("≤5000", "≤4800", False),
    ("~5000", "4800", False),
    ("~5000", "4000", True),
    ("5000", "5000", False),
]


@pytest.mark.parametrize(("one", "other", "contradict"), FIGURES)
def test_figures_contradict_where_they_cannot_both_hold(
    store: Store, one: str, other: str, contradict: bool
):
    store.replace_document(page("a.txt", told(COUNTY, "recruited", HELPERS, one)))
    store.replace_document(page("b.txt", told(COUNTY, "recruited", HELPERS, other)))
    found = rows(store, "contradictions-figures", "documentLabel otherDocumentLabel")
    assert [sorted(pair) for pair in found] == [["a.txt", "b.txt"]] * contradict


@pytest.mark.parametrize(
    "elsewhere",
    [
        told(("石门县", "AdministrativeArea"), "recruited", HELPERS, "4800"),
        told(COUNTY, "deployed", HELPERS, "4800"),
        told(COUNTY, "recruited", HELPERS, "4800", time="--01-10"),
        told(COUNTY, "recruited", HELPERS, "4800", place=argument("车站", "Place")),
        told(COUNTY, "recruited", HELPERS, "4800", modality="planned"),
        told(COUNTY, "recruited", HELPERS, "4800", negated=True),
    ],
    ids=["unit", "relation", "day", "place", "modality", "negated"],
)
def test_figures_of_something_else_contradict_nothing(store: Store, elsewhere: dict[str, Any]):
    store.replace_document(page("a.txt", told(COUNTY, "recruited", HELPERS, "5000")))
    store.replace_document(page("b.txt", elsewhere))
    assert rows(store, "contradictions-figures", "fact") == []


def test_how_much_an_approximate_figure_may_differ_can_be_said(store: Store):
    store.replace_document(page("a.txt", told(COUNTY, "recruited", HELPERS, "~5000")))
    store.replace_document(page("b.txt", told(COUNTY, "recruited", HELPERS, "4800")))
    assert len(rows(store, "contradictions-figures", "fact", tolerance="1")) == 1


# Posts


def holds(person: str, post: str, **more: Any) -> dict[str, Any]:
    return told((person, "Person"), "holdsPost", (post, "Post"), **more)


SCHOOL = argument("临澧一中", "Organization")


def test_two_people_in_one_post_of_one_body(store: Store):
    store.replace_document(page("a.txt", holds("李一", "校长", organization=SCHOOL)))
    store.replace_document(page("b.txt", holds("王二", "校长", organization=SCHOOL)))
    assert rows(store, "contradictions-posts", "seat postLabel personLabel documentLabel") == [
        ("临澧一中", "校长", "李一", "a.txt"),
        ("临澧一中", "校长", "王二", "b.txt"),
    ]


def test_a_post_without_a_body_is_one_of_the_unit_that_the_article_speaks_for(store: Store):
    store.replace_document(page("a.txt", holds("李一", "县长"), unit="临澧县"))
    store.replace_document(page("b.txt", holds("王二", "县长"), unit="临澧县"))
    store.replace_document(page("c.txt", holds("张三", "县长"), unit="石门县"))
    found = rows(store, "contradictions-posts", "seat personLabel")
    assert found == [("临澧县", "李一"), ("临澧县", "王二")]


def test_posts_that_several_hold_contradict_nothing(store: Store):
    deputies = [holds(name, "副校长", organization=SCHOOL) for name in ("李一", "王二")]
    store.replace_document(page("a.txt", *deputies))
    assert rows(store, "contradictions-posts", "fact") == []
    assert len(rows(store, "contradictions-posts", "fact", shared="委员")) == 2


def test_the_same_person_twice_contradicts_nothing(store: Store):
    for name in ("a.txt", "b.txt"):
        store.replace_document(page(name, holds("李一", "校长", organization=SCHOOL)))
    assert rows(store, "contradictions-posts", "fact") == []


# Deeds


def test_what_is_told_here_and_denied_there(store: Store):
    store.replace_document(page("a.txt", told(COUNTY, "recruited", HELPERS)))
    store.replace_document(page("b.txt", told(COUNTY, "recruited", HELPERS, negated=True)))
    found = rows(store, "contradictions-deeds", "documentLabel denialDocumentLabel")
    assert found == [("a.txt", "b.txt")]


def test_a_demand_stands_beside_the_deeds_of_whoever_applies_the_same_measure(store: Store):
    rule = ("“两查一报”", "Measure")
    store.replace_document(page("a.txt", told(COUNTY, "implemented", rule, modality="required")))
    store.replace_document(
        page("b.txt", told(("石门县", "AdministrativeArea"), "implemented", rule))
    )
    columns = "objectLabel modality subjectLabel documentLabel"
    assert rows(store, "demands-and-deeds", columns) == [
        ("“两查一报”", WG + "Required", "临澧县", "a.txt"),
        ("“两查一报”", WG + "Asserted", "石门县", "b.txt"),
    ]


def test_other_units_residents_are_not_those_that_the_demand_is_about(store: Store):
    residents = argument("居民", "PopulationGroup")
    others = Argument(f"{residents.id}-2", "居民", "居民", "PopulationGroup")
    asked = told(COUNTY, "screened", HELPERS, modality="required") | {"object": residents}
    store.replace_document(page("a.txt", asked))
    store.replace_document(page("b.txt", told(COUNTY, "screened", HELPERS) | {"object": others}))
    assert rows(store, "demands-and-deeds", "documentLabel") == [("a.txt",)]
    assert rows(store, "demands", "subjectLabel") == [("临澧县",)]


def test_what_was_done_but_never_demanded_is_no_deed_against_a_demand(store: Store):
    store.replace_document(page("a.txt", told(COUNTY, "screened", HELPERS)))
    assert rows(store, "demands-and-deeds", "fact") == []


# Sources and totals


def test_one_fact_of_several_places_has_several_sources(store: Store):
    for name in ("a.txt", "b.txt"):
        store.replace_document(page(name, told(COUNTY, "recruited", HELPERS, "5000")))
    store.replace_document(page("c.txt", told(COUNTY, "recruited", HELPERS, "4800")))
    columns = "sources subjectLabel quantity documentLabel"
    assert rows(store, "sources", columns) == [
        ("2", "临澧县", "5000名", "a.txt"),
        ("2", "临澧县", "5000名", "b.txt"),
    ]
    assert len(rows(store, "sources", columns, least="1")) == 3
    assert rows(store, "sources", columns, least="3") == []


def test_a_figure_told_twice_is_added_once(store: Store):
    for name in ("a.txt", "b.txt"):
        store.replace_document(page(name, told(COUNTY, "recruited", HELPERS, "5000")))
    store.replace_document(page("c.txt", told(COUNTY, "recruited", HELPERS, "20", time="--01-10")))
    assert rows(store, "totals", "subjectLabel sum figures") == [("临澧县", "5020", "2")]


# Kinds


def test_all_of_a_kind_are_found_in_all_units(store: Store):
    kind = NamedNode(f"{BASE}kind-1")
    groups = {"a.txt": ("临澧县志愿者", "PopulationGroup"), "b.txt": HELPERS}
    for name, group in groups.items():
        store.replace_document(page(name, told(COUNTY, "recruited", group)))
        graph = NamedNode(store.documents()[name].iri)
        thing = NamedNode(argument(*group).id)
        store.raw.add(Quad(thing, NamedNode(WG + "kind"), kind, graph))
        store.raw.add(Quad(kind, TYPE, NamedNode(SKOS + "Concept"), graph))
        store.raw.add(Quad(kind, LABEL, chinese("志愿者"), graph))
    columns = "conceptLabel thingLabel documentLabel"
    assert sorted(rows(store, "all-of-a-kind", columns, kind="志愿")) == [
        ("志愿者", "临澧县志愿者", "a.txt"),
        ("志愿者", "志愿者", "b.txt"),
    ]
    assert rows(store, "kinds", "conceptLabel things") == [("志愿者", "2")]
