"""What is written out comes in again, in the same order every time, in Chinese that holds."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import gold
import networkx as nx
import pyoxigraph
import pytest
from pyoxigraph import RdfFormat

from extractors.extraction import Extraction
from graph.exports import FORMATS, export
from graph.facts import facts_of, reading_order
from graph.network import network
from graph.rdf import fact_iri
from graph.store import Store, open_store
from ontology.errors import UsageError


def written(store: Store, form: str) -> bytes:
    out = io.BytesIO()
    export(store, form, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "rdf"),
    [("nquads", RdfFormat.N_QUADS), ("trig", RdfFormat.TRIG), ("jsonld", RdfFormat.JSON_LD)],
)
def test_the_rdf_formats_hold_everything(store: Store, form: str, rdf: RdfFormat):
    back = list(pyoxigraph.parse(written(store, form), format=rdf))
    assert len(back) == len(store.raw)
    assert set(back) == set(store.raw)
    assert facts_of(back) == sorted(store.facts(), key=reading_order)


def test_turtle_holds_every_triple_once(store: Store):
    back = list(pyoxigraph.parse(written(store, "turtle"), format=RdfFormat.TURTLE))
    assert len(back) == len(set(back))
    assert {quad.triple for quad in back} == {quad.triple for quad in store.raw}


def test_n_quads_are_sorted_by_their_bytes(store: Store):
    lines = written(store, "nquads").split(b"\n")
    assert lines == [*sorted(lines[:-1]), b""]


def test_the_same_bytes_in_every_process(tmp_path: Path):
    """Hash tables have another order in each: Oxigraph's of prefixes, Python's of texts."""
    path = tmp_path / "a.kg"
    with open_store(path, "w") as store:
        store.replace_document(gold.extraction_of("d5"))
    code = """
import hashlib, io, sys
from graph.exports import FORMATS, export
from graph.store import open_store
with open_store(sys.argv[1]) as store:
    for form in FORMATS:
        out = io.BytesIO()
        export(store, form, out)
        print(form, hashlib.sha256(out.getvalue()).hexdigest())
"""
    command = [sys.executable, "-c", code, str(path)]
    seen = {subprocess.run(command, capture_output=True, check=True).stdout for _ in range(2)}
    assert len(seen) == 1
    assert len(seen.pop().splitlines()) == len(FORMATS)


def test_csv_has_a_fact_a_row(store: Store):
    rows = list(csv.DictReader(io.StringIO(written(store, "csv").decode(), newline="")))
    facts = list(store.facts())
    assert [row["fact"] for row in rows] == [fact_iri(fact) for fact in facts]
    assert [row["evidence"] for row in rows] == [fact.evidence.text for fact in facts]
    assert {row["relationLabel"] for row in rows if row["relation"] == "recruited"} == {"招募"}


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_back_entities_and_facts(store: Store, form: str, read: object):
    graph = read(io.BytesIO(written(store, form)))  # type: ignore[operator]
    ours = network(store)
    assert set(graph.nodes) == set(ours.nodes)
    assert graph.number_of_edges() == ours.number_of_edges()
    names = {data.get("label") for _, data in graph.nodes(data=True)}
    assert {"华龙区", "志愿者"} <= names
    assert "行政区划" in {data.get("typeLabel") for _, data in graph.nodes(data=True)}
    assert "招募" in {data.get("label") for *_, data in graph.edges(data=True)}


def test_the_graph_of_facts_is_keyed_by_iris(store: Store):
    graph = network(store)
    facts = {fact_iri(fact): fact for fact in store.facts()}
    assert {key for *_, key in graph.edges(keys=True)} == set(facts)
    for subject, _, key, data in graph.edges(keys=True, data=True):
        assert facts[key].subject.id == subject
        assert facts[key].evidence.text == data["evidence"]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_text_that_xml_cannot_hold(tmp_path: Path, form: str):
    page = gold.extraction_of("d1")
    odd = replace(page.facts[0], evidence=replace(page.facts[0].evidence, text="石\x00门<&\ufffe"))
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(Extraction(page.document, (), (), (), (odd,)))
        assert "石\ufffd门<&\ufffd" in "".join(
            part
            for node in ElementTree.fromstring(written(store, form)).iter()
            for part in (node.text or "", *node.attrib.values())
        )


def test_an_unknown_format(store: Store):
    with pytest.raises(UsageError, match="no format is called pdf; choose one of nquads, trig"):
        export(store, "pdf", io.BytesIO())
