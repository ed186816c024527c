"""RDF of the ontology into the store: graph by graph, what does not fit refused with its line."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace
from pathlib import Path

import gold
import pyoxigraph
import pytest
from pyoxigraph import BlankNode, RdfFormat

from extractors.extraction import Extraction
from extractors.facts import Fact
from graph.exports import export
from graph.imports import import_files, refusals
from graph.rdf import document_iri, fact_iri, quads_of
from graph.store import open_store
from graph.terms import iris_of
from graph.vocabulary import BASE
from ontology import load_ontology
from ontology.domains import find_domain

PREFIXES = f"""
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix wgr: <{BASE}> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DOCUMENT = """
wgr:paper a wg:SourceDocument ; rdfs:label "手工.txt" ; wg:fileName "手工.txt" .
wgr:liulin a wg:AdministrativeArea ; rdfs:label "柳林镇"@zh ; wg:recruited wgr:people .
wgr:people a wg:PopulationGroup ; rdfs:label "志愿者"@zh .
"""
# As the contract has it: what belongs to the fact alone needs no name.
STATEMENT = """
wgr:one a wg:Statement ;
  rdf:subject wgr:liulin ; rdf:predicate wg:recruited ; rdf:object wgr:people ;
  wg:quantity [ a schema:QuantitativeValue ; schema:minValue 20 ; schema:unitText "名" ] ;
  wg:time "2020-02-20"^^xsd:date ; wg:modality wg:Asserted ; wg:negated false ;
  prov:wasDerivedFrom [ a oa:SpecificResource ; oa:hasSource wgr:paper ;
    oa:hasSelector [ a oa:TextPositionSelector ; oa:start 3 ; oa:end 15 ] ,
                   [ a oa:TextQuoteSelector ; oa:exact "柳林镇招募志愿者20余名" ] ] .
"""
GOOD = DOCUMENT + STATEMENT


def turtle(folder: Path, *parts: str, name: str = "facts.ttl") -> Path:
    file = folder / name
    file.write_text("\n".join([PREFIXES, *parts]), encoding="utf-8")
    return file


def facts(path: Path) -> list[Fact]:
    with open_store(path) as store:
        return list(store.facts())


def written(path: Path, form: str = "nquads") -> bytes:
    with open_store(path) as store:
        out = io.BytesIO()
        export(store, form, out)
        return out.getvalue()


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """A store with two annotated pages, all of which an import takes."""
    with open_store(tmp_path / "all.kg", "w") as store:
        for page in ("d1", "d5"):
            store.replace_document(gold.extraction_of(page), version="7")
    (tmp_path / "all.nq").write_bytes(written(tmp_path / "all.kg"))
    import_files([tmp_path / "all.nq"], tmp_path / "pages.kg")
    return tmp_path / "pages.kg"


# What is taken


@pytest.mark.parametrize("left_out", ["claim>", "/units>", "scope>", "nothing>"])
def test_an_empty_store_ends_as_one_that_looked_through_all_it_holds(
    pages: Path, tmp_path: Path, left_out: str
):
    """Claims and units are put right by what the checks saw, or by asking the store: the same."""
    lines = [line for line in written(pages).splitlines() if left_out.encode() not in line]
    (tmp_path / "part.nq").write_bytes(b"\n".join(lines) + b"\n")
    import_files([tmp_path / "part.nq"], tmp_path / "seen.kg")
    import_files([turtle(tmp_path, GOOD)], tmp_path / "asked.kg")
    import_files([tmp_path / "part.nq"], tmp_path / "asked.kg")
    asked = [one for one in written(tmp_path / "asked.kg").splitlines() if b"/paper>" not in one]
    assert asked == written(tmp_path / "seen.kg").splitlines()
    if left_out != "scope>":
        assert asked == written(pages).splitlines()


def test_turtle_written_by_hand(tmp_path: Path):
    report = import_files([turtle(tmp_path, GOOD)], tmp_path / "a.kg")
    assert (report.new, report.facts, report.refused) == (1, 1, [])
    (fact,) = facts(tmp_path / "a.kg")
    assert (fact.document, fact.subject.name, fact.relation) == ("手工.txt", "柳林镇", "recruited")
    assert fact.quantity is not None
    assert (fact.quantity.value, fact.quantity.bound, fact.quantity.unit) == (20, "min", "名")
    assert (fact.time, fact.extractor, fact.confidence) == ("2020-02-20", "hand", 1.0)
    assert (fact.evidence.start, fact.evidence.text) == (3, "柳林镇招募志愿者20余名")


def test_what_has_no_name_gets_one_that_is_always_the_same(tmp_path: Path):
    for name in ("a.kg", "b.kg"):
        import_files([turtle(tmp_path, GOOD)], tmp_path / name)
    assert written(tmp_path / "a.kg") == written(tmp_path / "b.kg")
    assert b"_:" not in written(tmp_path / "a.kg")


@pytest.mark.parametrize("form", ["NT", "RDF_XML", "TURTLE", "JSON_LD"])
def test_other_formats_without_graphs(tmp_path: Path, form: str):
    rdf = {"NT": RdfFormat.N_TRIPLES}.get(form) or getattr(RdfFormat, form)
    suffix = {"NT": "nt", "RDF_XML": "rdf", "TURTLE": "ttl", "JSON_LD": "jsonld"}[form]
    triples = pyoxigraph.parse(PREFIXES + GOOD, RdfFormat.TURTLE)
    data = pyoxigraph.serialize((one.triple for one in triples), format=rdf)
    (tmp_path / f"a.{suffix}").write_bytes(data or b"")
    report = import_files([tmp_path / f"a.{suffix}"], tmp_path / "a.kg")
    assert (report.facts, report.refused) == (1, [])
    assert [fact.relation for fact in facts(tmp_path / "a.kg")] == ["recruited"]


def test_a_graph_takes_the_place_of_the_one_it_had(pages: Path, tmp_path: Path):
    before = facts(pages)
    page = gold.extraction_of("d1")
    fewer = Extraction(
        page.document, (), (), (), tuple(f for f in before if f.document == "d1.txt")[:1]
    )
    data = pyoxigraph.serialize(quads_of(fewer), format=RdfFormat.N_QUADS)
    (tmp_path / "d1.nq").write_bytes(data or b"")
    report = import_files([tmp_path / "d1.nq"], pages)
    assert (report.new, report.replaced, report.facts) == (0, 1, 1)
    assert [fact for fact in facts(pages) if fact.document == "d1.txt"] == list(fewer.facts)
    assert [f for f in facts(pages) if f.document == "d5.txt"] == [
        f for f in before if f.document == "d5.txt"
    ]


def test_packed_quads_are_the_same_quads(pages: Path, tmp_path: Path):
    (tmp_path / "b.nq.gz").write_bytes(gzip.compress(written(pages)))
    assert import_files([tmp_path / "b.nq.gz"], tmp_path / "b.kg").refused == []
    assert written(tmp_path / "b.kg") == written(pages)


def test_the_terms_of_a_domain_come_with_the_store(tmp_path: Path):
    """What the vocabulary graph of a dump describes may be used by its facts."""
    ontology = load_ontology([find_domain("flood")])
    relation = next(
        name for name in sorted(ontology.relations) if name not in load_ontology().relations
    )
    known = ontology.relations[relation]
    page = gold.extraction_of("d1")
    first = page.facts[0]
    subject = replace(first.subject, id=BASE + "s", type=min(known.domain))
    obj = replace(first.object, id=BASE + "o", type=min(known.range - {"Literal"}))
    fact = replace(first, subject=subject, relation=relation, object=obj, place=None)
    fact = replace(fact, recipient=None, organization=None)
    with open_store(tmp_path / "a.kg", "w") as store:
        store.add_vocabulary(ontology)
        store.replace_document(
            Extraction(page.document, (), (), (), (fact,)), terms=iris_of(ontology)
        )
    (tmp_path / "a.nq").write_bytes(written(tmp_path / "a.kg"))
    (tmp_path / "a.jsonl").write_bytes(written(tmp_path / "a.kg", "jsonl"))
    assert import_files([tmp_path / "a.nq"], tmp_path / "b.kg").refused == []
    assert written(tmp_path / "b.kg") == written(tmp_path / "a.kg")
    assert import_files([tmp_path / "a.jsonl"], tmp_path / "b.kg").refused == []
    assert "is not in the ontology" in (
        import_files([tmp_path / "a.jsonl"], tmp_path / "c.kg").refused[0].reason
    )
    report = import_files([tmp_path / "a.jsonl"], tmp_path / "c.kg", ontology=ontology)
    assert report.refused == []


# What is refused

OTHER = STATEMENT.replace("wgr:one", "wgr:two").replace("wg:negated false", "wg:negated true")
REFUSED = [
    (
        "wg:recruited ; rdf:object",
        "wg:recruted ; rdf:object",
        "relation 'recruted' is not in the ontology",
    ),
    ("rdf:object wgr:people ;", "", "the statement has no object"),
    ("rdf:predicate wg:recruited ;", "", "the statement has no predicate"),
    ("rdf:subject wgr:liulin", "rdf:subject wgr:nobody", "the subject nobody is not described"),
    ("rdf:subject wgr:liulin", 'rdf:subject "柳林镇"', "the subject is a text, not a thing"),
    ("rdf:object wgr:people", "rdf:object wgr:liulin", "the object of recruited cannot be of type"),
    (
        "rdf:object wgr:people",
        "rdf:object wgr:paper",
        "the object paper has no type of the ontology",
    ),
    ("oa:hasSource wgr:paper", "oa:hasSource wgr:nothing", "is of no document that is described"),
    ("oa:end 15", "oa:end 5", "evidence: 3 to 5 is too short"),
    ("oa:end 15", 'oa:end "x"', "the evidence has no numbers for start and end"),
    ("oa:start 3 ;", "", "has no start, end and exact text"),
    ("schema:minValue 20", 'schema:minValue "many"', "the quantity has no number for its value"),
    ("wg:Asserted", "wg:Perhaps", "ontology#Perhaps is no modality"),
    ("wg:negated true", 'wg:negated "no"', "negated is 'no', neither true nor false"),
    ('"2020-02-20"^^xsd:date', '"2020-02-30"^^xsd:date', "the time '2020-02-30' is no date"),
    ("wg:modality", "wg:confidence 7 ; wg:modality", "the confidence '7' is no number from 0 to 1"),
]


@pytest.mark.parametrize(("old", "new", "reason"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_statement_that_does_not_fit_is_refused_and_the_others_taken(
    tmp_path: Path, old: str, new: str, reason: str
):
    assert old in OTHER
    file = turtle(tmp_path, GOOD, OTHER.replace(old, new))
    report = import_files([file], tmp_path / "a.kg")
    (refused,) = report.refused
    assert reason in refused.reason
    lines = file.read_text("utf-8").splitlines()
    assert lines[refused.line - 1].startswith("wgr:two")
    assert (report.facts, len(facts(tmp_path / "a.kg"))) == (1, 1)


def test_a_statement_needs_evidence(tmp_path: Path):
    ends = "rdf:subject wgr:liulin ; rdf:predicate wg:has ; rdf:object wgr:people"
    bare = f"wgr:two a wg:Statement ; {ends} ."
    (refused,) = import_files([turtle(tmp_path, GOOD, bare)], tmp_path / "a.kg").refused
    assert "evidence is missing: every statement needs the sentence that says it" in refused.reason


def test_a_plain_triple_needs_a_statement(tmp_path: Path):
    bare = "wgr:liulin wg:has wgr:people ."
    (refused,) = import_files([turtle(tmp_path, GOOD, bare)], tmp_path / "a.kg").refused
    assert "evidence is missing: no statement says that liulin has it" in refused.reason
    assert b"ontology#has>" not in written(tmp_path / "a.kg")
    assert b"ontology#recruited> <" in written(tmp_path / "a.kg")


def test_a_type_that_is_not_in_the_ontology(tmp_path: Path):
    (refused,) = import_files(
        [turtle(tmp_path, GOOD, 'wgr:x a wg:Persn ; rdfs:label "甲"@zh .')], tmp_path / "a.kg"
    ).refused
    assert refused.reason == "x: type 'Persn' is not in the ontology; did you mean Person?"


def test_bad_iris_and_other_faults_are_refused_by_their_line(tmp_path: Path):
    data = pyoxigraph.serialize(quads_of(gold.extraction_of("d1")), format=RdfFormat.N_QUADS)
    lines = (data or b"").decode().splitlines()
    wrong = ["<a b> <a:b> <a:c> <a:g> .", "foo", '<a:a> <a:b> "x .']
    file = tmp_path / "a.nq"
    file.write_text("\n".join([*lines[:9], *wrong, *lines[9:]]) + "\n", encoding="utf-8")
    report = import_files([file], tmp_path / "a.kg")
    faults = [refused for refused in report.refused if "type" not in refused.reason]
    assert [refused.line for refused in faults] == [10, 11, 12]
    assert "Invalid IRI" in faults[0].reason
    (tmp_path / "b.nq").write_bytes(data or b"")
    import_files([tmp_path / "b.nq"], tmp_path / "b.kg")
    assert written(tmp_path / "a.kg") == written(tmp_path / "b.kg")


def test_a_graph_without_a_document_is_refused(tmp_path: Path):
    (tmp_path / "a.nq").write_text("<a:a> <a:b> <a:c> <a:g> .\n<a:a> <a:b> <a:c> _:g .\n")
    report = import_files([tmp_path / "a.nq"], tmp_path / "a.kg")
    assert {"describes no source document" in one.reason for one in report.refused} == {True}
    assert len(report.refused) == 2
    assert written(tmp_path / "a.kg") == b""


def test_a_triple_within_a_triple_is_refused(tmp_path: Path):
    nested = "wgr:liulin <a:b> <<( wgr:liulin <a:b> wgr:people )>> ."
    (refused,) = import_files([turtle(tmp_path, GOOD, nested)], tmp_path / "a.kg").refused
    assert "a triple cannot be the object of another one here" in refused.reason
    assert len(facts(tmp_path / "a.kg")) == 1


def test_a_statement_without_a_name_is_refused_too(tmp_path: Path):
    report = import_files([turtle(tmp_path, GOOD, "[] a wg:Statement .")], tmp_path / "a.kg")
    assert ["has no subject" in refused.reason for refused in report.refused] == [True]
    assert len(facts(tmp_path / "a.kg")) == 1


def test_blank_nodes_in_a_circle_are_refused(tmp_path: Path):
    circle = "wgr:liulin wg:note _:a . _:a <a:b> _:b . _:b <a:b> _:a ."
    report = import_files(
        [turtle(tmp_path, GOOD, circle.replace("wg:note", "<a:note>"))], tmp_path / "a.kg"
    )
    assert {"part of itself" in refused.reason for refused in report.refused} == {True}
    assert len(facts(tmp_path / "a.kg")) == 1


def test_a_graph_of_which_something_is_refused_keeps_its_statements(pages: Path, tmp_path: Path):
    before = [fact for fact in facts(pages) if fact.document == "d1.txt"]
    wrong = replace(before[0], relation="recruted")
    page = gold.extraction_of("d1")
    better = replace(before[1], confidence=0.25)
    quads = quads_of(Extraction(page.document, (), (), (), (wrong, better)))
    data = pyoxigraph.serialize(quads, format=RdfFormat.N_QUADS)
    (tmp_path / "d1.nq").write_bytes(data or b"")
    report = import_files([tmp_path / "d1.nq"], pages)
    after = [fact for fact in facts(pages) if fact.document == "d1.txt"]
    assert (report.added_to, report.replaced) == (1, 0)
    assert {fact_iri(fact) for fact in after} == {fact_iri(fact) for fact in before}
    assert better in after


def test_things_that_no_document_speaks_of_are_refused(tmp_path: Path):
    other = 'wgr:other a wg:SourceDocument ; wg:fileName "b.txt" ; rdfs:label "b.txt" .'
    loose = 'wgr:loose a wg:Person ; rdfs:label "甲"@zh .'
    (refused,) = import_files([turtle(tmp_path, GOOD, other, loose)], tmp_path / "a.kg").refused
    assert refused.reason == "loose: no document of the file speaks of it"


# The checks by themselves


def test_what_the_mapping_makes_is_right():
    page = gold.extraction_of("d1")
    odd = [one for one in refusals(quads_of(page)) if "cannot be of type" not in one.reason]
    assert odd == []


def test_a_refusal_names_its_graph_and_its_node():
    page = gold.extraction_of("d1")
    wrong = replace(page.facts[0], relation="recruted")
    found = refusals(quads_of(Extraction(page.document, (), (), (), (wrong,))))
    assert {one.graph for one in found} == {document_iri("d1.txt")}
    assert fact_iri(wrong) in {one.node for one in found}


def test_no_blank_node_is_left(tmp_path: Path):
    import_files([turtle(tmp_path, GOOD)], tmp_path / "a.kg")
    with open_store(tmp_path / "a.kg") as store:
        terms = {term for quad in store.raw for term in (quad.subject, quad.object)}
    assert not [term for term in terms if isinstance(term, BlankNode)]
