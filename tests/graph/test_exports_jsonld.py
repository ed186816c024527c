"""JSON-LD for people: what a fact looks like, and that no name is read as another."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from graph.exports import export
from graph.exports.jsonld_names import AmbiguousError, Names, context_for, published_context
from graph.rdf import fact_iri
from graph.store import open_store
from graph.vocabulary import BASE, OA, PROV, TYPE, WG, prefixes

TEXT = "昨日，石门乡招募120余名志愿者。"
FACT = Fact(
    document="a.txt",
    article=1,
    subject=Argument(BASE + "shimen", "石门乡", "该乡", "AdministrativeArea"),
    relation="recruited",
    object=Argument(BASE + "volunteers", "志愿者", "志愿者", "PopulationGroup"),
    evidence=Quote(3, 16, "石门乡招募120余名志愿者"),
    quantity=Quantity(120, "min", "名", "120余名"),
    time="--02-20",
    confidence=0.93,
)
TOWN = Entity(BASE + "shimen", "石门乡", "AdministrativeArea", ("该乡",))


def written(folder: Path, *quads: Quad, fact: Fact = FACT) -> bytes:
    """A store with one fact, and some quads more."""
    with open_store(folder / "a.kg", "w") as store:
        store.replace_document(Extraction(Document("a.txt", TEXT), (), (), (TOWN,), (fact,)))
        store.raw.extend(quads)
        out = io.BytesIO()
        export(store, "jsonld", out)
        assert set(pyoxigraph.parse(out.getvalue(), RdfFormat.JSON_LD)) == set(store.raw)
        return out.getvalue()


def nodes(data: bytes) -> dict[str, dict[str, Any]]:
    found = (node for graph in json.loads(data)["graph"] for node in graph["graph"])
    return {node["id"]: node for node in found}


def test_a_fact_is_one_object_with_its_quantity_and_its_evidence(tmp_path: Path):
    fact = nodes(written(tmp_path))["wgr:" + fact_iri(FACT).removeprefix(BASE)]
    assert fact["subject"] == {
        "id": "wgr:shimen",
        "type": "AdministrativeArea",
        "name": "石门乡",
    }
    assert (fact["relation"], fact["object"]["name"]) == ("recruited", "志愿者")
    assert (fact["quantity"]["min"], fact["quantity"]["unit"]) == (120, "名")
    assert (fact["monthDay"], fact["modality"], fact["negated"]) == ("--02-20", "Asserted", False)
    assert fact["confidence"] == "0.93"
    position, quote = fact["evidence"]["position"], fact["evidence"]["quote"]
    assert (position["start"], position["end"]) == (3, 16)
    assert (quote["text"], quote["before"]) == ("石门乡招募120余名志愿者", "昨日，")


def test_what_somebody_says_is_plain_text(tmp_path: Path):
    said = Argument("", "都来了", "都来了", "Literal")
    fact = replace(FACT, relation="stated", object=said)
    found = nodes(written(tmp_path, fact=fact))
    assert found["wgr:" + fact_iri(fact).removeprefix(BASE)]["saying"] == "都来了"
    assert found["wgr:shimen"]["stated"] == "都来了"
    assert found["wgr:shimen"]["aliases"] == "该乡"


def test_the_context_stands_in_the_file_and_is_the_published_one(tmp_path: Path):
    context = json.loads(written(tmp_path))["@context"]
    assert context == published_context()
    assert {name: context[name] for name in prefixes()} == prefixes()


def test_prefixes_of_domains_are_added_unless_they_hide_a_key():
    more = {"flood": "https://example.org/flood#", "name": "https://example.org/n#", "x": "urn:x"}
    context = context_for("https://example.org/id/", more)
    assert context["wgr"] == "https://example.org/id/"
    assert context["flood"] == "https://example.org/flood#"
    assert context["name"] == published_context()["name"]
    assert "x" not in context


GRAPH = NamedNode(BASE + "other")
ODD = [
    Quad(NamedNode("oa:start"), NamedNode("wg:made-up"), NamedNode("id:x"), GRAPH),
    Quad(NamedNode(BASE), NamedNode(WG + "name"), Literal("x"), GRAPH),
    Quad(NamedNode(BASE + "//x"), NamedNode(WG + "id"), Literal("x", language="en-gb"), GRAPH),
    Quad(NamedNode(BASE + "a"), NamedNode(WG + "start"), Literal("007"), GRAPH),
    Quad(NamedNode(BASE + "a"), NamedNode(OA + "start"), Literal("3"), GRAPH),
    Quad(NamedNode(BASE + "a"), TYPE, Literal("a type"), GRAPH),
    Quad(NamedNode(BASE + "a"), TYPE, NamedNode(WG + "subject"), GRAPH),
    Quad(NamedNode(BASE + "a"), NamedNode(WG + "big"), Literal(10**30), GRAPH),
    Quad(NamedNode("https://a.test/b c".replace(" ", "%20")), NamedNode("a:b"), Literal(""), GRAPH),
]


@pytest.mark.parametrize("odd", ODD, ids=str)
def test_names_that_the_context_could_take_for_others(tmp_path: Path, odd: Quad):
    assert "石门乡" in written(tmp_path, odd).decode()


def test_an_iri_that_looks_like_one_with_a_prefix_is_not_shortened():
    names = Names(context_for(BASE, {}))
    assert names.iri(BASE + "shimen") == "wgr:shimen"
    assert names.vocab(WG + "recruited") == "recruited"
    assert names.vocab(WG + "subject") == "wg:subject"
    with pytest.raises(AmbiguousError):
        names.iri("wgr:shimen")


def test_quotes_that_run_in_a_circle(tmp_path: Path):
    graph = NamedNode(BASE + "other")
    statement, quote = NamedNode(BASE + "s"), NamedNode(BASE + "q")
    derived, selector = NamedNode(PROV + "wasDerivedFrom"), NamedNode(OA + "hasSelector")
    circle = [
        Quad(statement, TYPE, NamedNode(WG + "Statement"), graph),
        Quad(statement, derived, quote, graph),
        Quad(statement, derived, statement, graph),
        Quad(quote, selector, quote, graph),
        Quad(quote, derived, statement, graph),
    ]
    assert b"wgr:q" in written(tmp_path, *circle)
