"""What is written out comes in again, in the same order every time, in Chinese that holds."""

from __future__ import annotations

import csv
import io
import json
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
from graph.facts import facts_of
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
    back = set(pyoxigraph.parse(written(store, form), format=rdf))
    assert back == set(store.raw)
    assert facts_of(back) == sorted(store.facts(), key=gold.reading_order)


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
    facts = list(store.statements())
    assert [row["fact"] for row in rows] == [iri for iri, _ in facts]
    assert [row["evidence"] for row in rows] == [fact.evidence.text for _, fact in facts]
    assert {row["relationLabel"] for row in rows if row["relation"] == "recruited"} == {"招募"}


def test_json_lines_are_those_that_extract_prints(store: Store):
    lines = written(store, "jsonl").decode().splitlines()
    assert [json.loads(line) for line in lines] == [fact.to_json() for fact in store.facts()]


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


def test_gephi_is_told_colours_weights_and_parallel_facts(store: Store):
    """As GraphML: a key for each attribute, ``r``, ``g`` and ``b`` as Gephi's importer has them."""
    graph = nx.read_graphml(io.BytesIO(written(store, "graphml")), force_multigraph=True)
    areas = [data for _, data in graph.nodes(data=True) if data["type"] == "AdministrativeArea"]
    assert {(data["r"], data["g"], data["b"]) for data in areas} == {(0, 114, 178)}
    assert {data["weight"] for *_, data in graph.edges(data=True)} == {1.0}
    assert {key for *_, key in graph.edges(keys=True)} == {iri for iri, _ in store.statements()}


def test_gexf_colours_nodes_in_its_own_module(store: Store):
    root = ElementTree.fromstring(written(store, "gexf"))
    viz = "{http://www.gexf.net/1.2draft/viz}"
    colours = {tuple(node.attrib[part] for part in "rgb") for node in root.iter(f"{viz}color")}
    assert ("0", "114", "178") in colours
    edges = list(root.iter("{http://www.gexf.net/1.2draft}edge"))
    assert len({edge.attrib["id"] for edge in edges}) == len(list(store.statements()))
    assert {float(edge.attrib["weight"]) for edge in edges} == {1.0}
    assert "招募" in {edge.attrib["label"] for edge in edges}


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


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_the_formats_of_networks_keep_to_their_schemas(store: Store, form: str):
    """Schemas of our own, written from the specifications, of the parts that we use."""
    etree = pytest.importorskip("lxml.etree", reason="lxml, which knows schemas, is not here")
    schema = etree.RelaxNG(file=str(Path(__file__).with_name(f"{form}.rng")))
    schema.assertValid(etree.fromstring(written(store, form)))


def test_an_unknown_format(store: Store):
    with pytest.raises(UsageError, match="no format is called pdf; choose one of nquads, trig"):
        export(store, "pdf", io.BytesIO())
