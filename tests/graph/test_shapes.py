"""Shapes: each passes what is sound and says what is not; pyshacl says the same."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from functools import partial
from io import BytesIO

import gold
import pytest
import sound_page
from pyoxigraph import Quad, RdfFormat, Store, serialize
from rdflib import Dataset, Graph, URIRef

from graph.exports import export
from graph.rdf import quads_of
from graph.shapes.compiler import compile_shapes
from graph.shapes.model import Violation
from graph.shapes.validation import Shapes, shapes_of
from graph.shapes.vocabulary import vocabulary_in, vocabulary_of
from graph.store import Store as WanggeStore
from graph.store import open_store
from graph.terms import iris_of
from graph.vocabulary import SH, WGS
from ontology import CORE, load_ontology
from ontology.errors import OntologyError

Answer = set[tuple[str, str, str, str, str]]

ROLES = ("subject", "object", "place", "recipient", "organization")
FACT = "?f a wg:Statement ; rdf:predicate wg:recruited ."
COUNTED = "?q a schema:QuantitativeValue ; schema:minValue ?n ."
FORGET = "DELETE {{ ?f {0} ?o }} INSERT {{ ?f {0} {1} }} WHERE {{ " + FACT + " ?f {0} ?o }}"
LOSE = "DELETE {{ ?s {0} ?o }} WHERE {{ {1} ?s {0} ?o }}"


def changed(predicate: str, value: str) -> str:
    return FORGET.format(predicate, value)


def lost(predicate: str, of: str = "") -> str:
    return LOSE.format(predicate, of)


def added(predicate: str, value: str, to: str = FACT) -> str:
    return f"INSERT {{ ?f {predicate} {value} }} WHERE {{ {to} }}"


# What is done to the sound page, and the shape that must say so.
SPOILED = [
    (lost("rdf:subject"), "statement-subject"),
    (changed("rdf:subject", "'柳河县'"), "statement-subject"),
    (added("rdf:object", "wgr:other"), "statement-object"),
    (lost("rdf:object"), "statement-object"),
    (added("rdf:predicate", "wg:held"), "statement-predicate"),
    (lost("rdf:predicate"), "Saying"),
    (lost("wg:openPredicate"), "Saying"),
    (added("wg:openPredicate", "''"), "statement-openPredicate"),
    (lost("wg:subjectMention"), "statement-subjectMention"),
    (changed("wg:objectMention", "'志愿者'@zh"), "statement-objectMention"),
    (changed("wg:modality", "wg:Believed"), "statement-modality"),
    (lost("wg:modality"), "statement-modality"),
    (changed("wg:negated", "'no'"), "statement-negated"),
    (changed("wg:confidence", "1.2"), "statement-confidence"),
    (changed("wg:confidence", "-0.1"), "statement-confidence"),
    (changed("wg:confidence", "0.9e0"), "statement-confidence"),
    (lost("wg:extractor"), "statement-extractor"),
    (added("wg:rule", "''"), "statement-rule"),
    (lost("wg:article"), "statement-article"),
    (changed("wg:article", "wgr:nowhere"), "statement-article"),
    (lost("prov:wasDerivedFrom"), "statement-evidence"),
    (changed("prov:wasDerivedFrom", "wgr:nowhere"), "statement-evidence"),
    (changed("wg:trigger", "wgr:nowhere"), "statement-trigger"),
    (changed("wg:quantity", "wgr:nowhere"), "statement-quantity"),
    (changed("wg:place", "wgr:xu"), "statement-place"),
    (changed("wg:recipient", "wgr:cars"), "statement-recipient"),
    (changed("wg:organization", "wgr:volunteers"), "statement-organization"),
    (changed("wg:time", "'2021-02-30'^^xsd:date"), "statement-time"),
    (changed("wg:time", "'--13-01'^^xsd:gMonthDay"), "statement-time"),
    (changed("wg:time", "''"), "statement-time"),
    (added("wg:time", "'2021'^^xsd:gYear"), "statement-time"),
    (changed("wg:clock", "'25:00:00'^^xsd:time"), "statement-clock"),
    (changed("wg:timeText", "''"), "statement-timeText"),
    (changed("wg:earliest", "'2021-07-22'^^xsd:date"), "statement-earliest"),
    (added("wg:latest", "'2021-07-23'^^xsd:date"), "statement-latest"),
    (added("wg:claim", "'one'"), "statement-claim"),
    (lost("schema:minValue"), "Quantity"),
    (added("schema:maxValue", "130", COUNTED.replace("?q", "?f")), "Quantity"),
    (added("schema:minValue", "'many'", COUNTED.replace("?q", "?f")), "quantity-minValue"),
    (added("wg:approximate", "'so'", COUNTED.replace("?q", "?f")), "quantity-approximate"),
    (added("schema:unitText", "''", COUNTED.replace("?q", "?f")), "quantity-unit"),
    (added("wg:quantityText", "120", COUNTED.replace("?q", "?f")), "quantity-text"),
    (lost("oa:hasSource"), "quote-source"),
    (
        "DELETE { ?s oa:hasSelector ?o } WHERE { ?s oa:hasSelector ?o . ?o oa:start ?n }",
        "quote-position",
    ),
    (
        "DELETE { ?s oa:hasSelector ?o } WHERE { ?s oa:hasSelector ?o . ?o oa:exact ?n }",
        "quote-text",
    ),
    (
        "DELETE { ?s oa:start ?o } INSERT { ?s oa:start -1 } WHERE { ?s oa:start ?o }",
        "position-start",
    ),
    (
        "DELETE { ?s oa:start ?o } INSERT { ?s oa:start 999 } WHERE { ?s oa:start ?o }",
        "position-start",
    ),
    (lost("oa:end"), "position-end"),
    (lost("oa:exact"), "quoted-exact"),
    (added("rdfs:label", "'Liuhe'@en", "BIND (wgr:liuhe AS ?f)"), "entity-label"),
    (lost("rdfs:label", "FILTER (?s = wgr:liuhe)"), "entity-label"),
    (added("skos:altLabel", "'Liuhe'", "BIND (wgr:liuhe AS ?f)"), "entity-alias"),
    (added("wg:named", "'so'", "BIND (wgr:liuhe AS ?f)"), "entity-named"),
    (lost("wg:named", "FILTER (?s = wgr:liuhe)"), "entity-named"),
    (added("wg:scope", "'柳河县'", "BIND (wgr:xu AS ?f)"), "entity-scope"),
    (added("wg:kind", "'人'", "BIND (wgr:xu AS ?f)"), "entity-kind"),
    (added("wg:adcode", "'220524'", "BIND (wgr:xu AS ?f)"), "Code"),
    (added("wg:adcode", "'22052'", "BIND (wgr:liuhe AS ?f)"), "code"),
    (added("a", "skos:Concept", "BIND (wgr:concept AS ?f)"), "concept-label"),
    (lost("wg:document"), "article-document"),
    (lost("wg:articleNumber"), "article-number"),
    (added("schema:headline", "'一'@zh, '二'@zh", "?f a wg:Article"), "article-headline"),
    (added("schema:datePublished", "'昨日'", "?f a wg:Article"), "article-date"),
    (added("schema:author", "''@zh", "?f a wg:Article"), "article-author"),
    (added("wg:unit", "''@zh", "?f a wg:Article"), "article-unit"),
    (lost("wg:fileName"), "document-name"),
    (lost("rdfs:label", "?s a wg:SourceDocument ."), "document-label"),
    (lost("wg:byteSize"), "document-size"),
    (added("wg:sha256", "'abc'", "?f a wg:SourceDocument"), "document-sha256"),
    (added("wg:encoding", "'gbk'", "?f a wg:SourceDocument"), "document-encoding"),
    (added("wg:reader", "'pdf'", "?f a wg:SourceDocument"), "document-reader"),
    (added("wg:extractorVersion", "'2'", "?f a wg:SourceDocument"), "document-version"),
    (added("wg:readerVersion", "''", "?f a wg:SourceDocument"), "document-readerVersion"),
    (added("prov:wasGeneratedBy", "wgr:nowhere"), "statement-reading"),
    *((added(f"wg:{role}AsRead", "'它'"), f"statement-{role}AsRead") for role in ROLES),
    (added("wg:identifiedBy", "''", "BIND (wgr:liuhe AS ?f)"), "entity-rule"),
    (added("wg:path", "'a'@zh", "BIND (wgr:liuhe AS ?f)"), "entity-path"),
    (added("wg:scopeAsRead", "'它'", "BIND (wgr:liuhe AS ?f)"), "entity-scopeAsRead"),
    (added("wg:mergedAsRead", "''", "BIND (wgr:liuhe AS ?f)"), "entity-mergedAsRead"),
    (added("wg:mergedFrom", "'它'", "BIND (wgr:liuhe AS ?f)"), "merged-from"),
    (added("a", "wg:Reading", "BIND (wgr:reading AS ?f)"), "reading-used"),
    (added("a", "wg:Reading", "BIND (wgr:reading AS ?f)"), "reading-agent"),
    (added("a", "wg:Place", "BIND (wgr:xu AS ?f)"), "Person"),
    (lost("a", "FILTER (?s = wgr:liuhe)"), "Entity-class"),
    (changed("rdf:subject", "wgr:cars"), "recruited-subject"),
    (changed("rdf:object", "wgr:cars"), "recruited-object"),
    (added("wg:recruited", "wgr:volunteers", "BIND (wgr:cars AS ?f)"), "recruited-subjects"),
    (added("wg:recruited", "wgr:cars", "BIND (wgr:liuhe AS ?f)"), "recruited-objects"),
    (added("wg:stated", "wgr:cars", "BIND (wgr:xu AS ?f)"), "stated-objects"),
]


@pytest.fixture(scope="module")
def shapes() -> Shapes:
    return shapes_of(vocabulary_of(load_ontology()))


@pytest.fixture(scope="module")
def shapes_graph(shapes) -> Graph:
    return Graph().parse(data=shapes.turtle, format="turtle")


def names(violations: Iterable[Violation]) -> set[str]:
    return {violation.shape.removeprefix(WGS) for violation in violations}


def ours(shapes: Shapes, quads: Iterable[Quad]) -> Answer:
    found = shapes.validate(shapes.data(quads))
    return {
        (each.focus.value, each.path, value(each), each.shape, each.component) for each in found
    }


def value(violation: Violation) -> str:
    return "" if violation.value is None else violation.value.value


def of_pyshacl(shapes_graph: Graph, data: Graph) -> Answer:
    import pyshacl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # rdflib's, about literals that we spoiled
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes_graph, ont_graph=CORE.as_posix())
    told = ("focusNode", "resultPath", "value", "sourceShape", "sourceConstraintComponent")
    rows = {
        tuple(str(report.value(result, URIRef(SH + name)) or "") for name in told)
        for result in report.objects(None, URIRef(SH + "result"))
    }
    return {(*row[:4], row[4].removeprefix(SH)) for row in rows}  # type: ignore[misc]


def in_memory(quads: Iterable[Quad]) -> Graph:
    """The triples in rdflib's own store."""
    data = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return Graph().parse(data=data, format="nt")


def test_the_sound_page_violates_nothing(shapes):
    assert shapes.validate(shapes.data(sound_page.spoiled())) == []


@pytest.mark.parametrize(("update", "shape"), SPOILED)
def test_a_shape_says_what_is_wrong(shapes, update, shape):
    found = shapes.validate(shapes.data(sound_page.spoiled(update)))
    assert shape in names(found)
    for violation in found:
        assert shapes.message(violation.shape, "zh")
        assert shapes.message(violation.shape, "en")


def test_every_shape_that_can_be_violated_is_shown_to_be(shapes):
    relations = load_ontology().relations
    classes = load_ontology().classes
    asked = {
        name
        for shape in shapes.by_iri.values()
        if shape.constraints
        and (name := shape.iri.removeprefix(WGS)).partition("-")[0] not in {*relations, *classes}
        and not name.startswith("with-")
    }
    # Nodes without an IRI cannot be had from our mapping: see the next test.
    nodes = {"Statement", "Entity", "SourceDocument", "Claim", "Reading"}
    long = {"quantity-value", "quantity-maxValue", "quoted-prefix", "quoted-suffix"}
    assert asked - {shape for _, shape in SPOILED} - nodes - long == set()


def test_a_blank_node_is_no_statement_and_no_entity(shapes):
    update = "INSERT { [] a wg:Statement . [] wg:named true } WHERE {}"
    found = names(shapes.validate(shapes.data(sound_page.spoiled(update))))
    assert {"Statement", "Entity"} <= found


@pytest.mark.parametrize("end", ["subject", "object"])
@pytest.mark.parametrize("name", sorted(load_ontology().relations))
def test_each_relation_takes_its_types_and_no_others(shapes, name, end):
    relation = load_ontology().relations[name]
    allowed = relation.domain if end == "subject" else relation.range
    known = set(load_ontology().types)
    told = {
        kind: f"{name}-{end}" in names(shapes.validate(shapes.data(with_end(name, end, kind))))
        for kind in known
    }
    assert {kind for kind, wrong in told.items() if not wrong} == allowed - {"Literal"}


def with_end(relation: str, end: str, kind: str) -> list[Quad]:
    """The sound page, one of its facts of this relation, with a thing of this type at its end."""
    return sound_page.spoiled(
        f"""DELETE {{ ?f rdf:predicate ?p ; rdf:{end} ?o }}
        INSERT {{ ?f rdf:predicate wg:{relation} ; rdf:{end} wgr:end .
            wgr:end a wg:{kind} ; wg:named true ; rdfs:label '某'@zh . }}
        WHERE {{ ?f rdf:predicate ?p ; rdf:{end} ?o . FILTER (?p = wg:recruited) }}"""
    )


# pyshacl is the reference: on what is sound, on what is spoiled, on rdflib's store and Oxigraph.


def test_pyshacl_finds_nothing_in_the_sound_page(shapes_graph):
    assert of_pyshacl(shapes_graph, in_memory(sound_page.spoiled())) == set()


# Every second way to spoil a page: pyshacl takes a second for each.
@pytest.mark.parametrize("part", range(4))
def test_pyshacl_finds_the_same_in_spoiled_pages(shapes, shapes_graph, part):
    for update, shape in SPOILED[::2][part::4]:
        quads = sound_page.spoiled(update)
        expected = ours(shapes, quads)
        assert shape in {each[3].removeprefix(WGS) for each in expected}
        assert of_pyshacl(shapes_graph, in_memory(quads)) == expected


def test_pyshacl_finds_the_same_in_real_pages_of_an_oxigraph_store(shapes, shapes_graph, tmp_path):
    from oxrdflib import OxigraphStore

    raw = Store(str(tmp_path / "data"))
    raw.extend(quads_of(gold.extraction_of("d1"), version="1"))
    raw.extend(sound_page.spoiled(changed("wg:confidence", "3.0"), lost("oa:end")))
    data = Dataset(store=OxigraphStore(store=raw), default_union=True)
    expected = ours(shapes, raw)
    assert len(expected) > 5
    assert of_pyshacl(shapes_graph, data) == expected
    del data


def test_pyshacl_finds_the_same_in_the_export_of_a_store_with_a_domain(tmp_path):
    domain = tmp_path / "forest.ttl"
    domain.write_text(sound_page.DOMAIN, encoding="utf-8")
    ontology = load_ontology([domain])
    good, also_good, bad = sound_page.of_domain()
    with open_store(tmp_path / "a.kg", "w") as store:
        store.add_vocabulary(ontology)
        terms = iris_of(ontology)
        sound = sound_page.extraction((*sound_page.FACTS[:3], good, also_good))
        store.replace_document(sound, version="1", terms=terms)
        shapes, export_now = shapes_of(vocabulary_in(store)), partial(exported, store)
        shapes_graph = Graph().parse(data=shapes.turtle, format="turtle")
        assert ours(shapes, store.raw) == set()
        assert of_pyshacl(shapes_graph, export_now()) == set()

        store.replace_document(sound_page.extraction((good, bad)), version="1", terms=terms)
        expected = ours(shapes, store.raw)
        assert {each[3].rpartition("-")[2] for each in expected} == {"object"}
        assert of_pyshacl(shapes_graph, export_now()) == expected


def exported(store: WanggeStore) -> Graph:
    """The union of the graphs that an export of the store holds."""
    out = BytesIO()
    export(store, "nquads", out)
    return Dataset(default_union=True).parse(data=out.getvalue(), format="nquads")


def test_what_oxigraph_makes_of_numbers_is_sound(shapes, shapes_graph, tmp_path):
    raw = Store(str(tmp_path / "data"))
    raw.extend(
        sound_page.spoiled(
            changed("wg:confidence", "1.0"),
            "DELETE { ?q schema:minValue ?n } INSERT { ?q schema:minValue 3400.0 } "
            "WHERE { ?q schema:minValue ?n }",
            "DELETE { ?p oa:start ?n } INSERT { ?p oa:start '0'^^xsd:nonNegativeInteger } "
            "WHERE { ?p oa:start ?n }",
        )
    )
    assert ours(shapes, raw) == set()
    assert of_pyshacl(shapes_graph, in_memory(raw)) == set()


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("nonsense", "no Turtle"),
        ("wgs:a a sh:NodeShape ; sh:sparql [] .", "sh:sparql is not known here"),
        ("wgs:a a sh:PropertyShape ; sh:path ( wg:a wg:b ) .", "can be a sh:path"),
        ("wgs:a a sh:NodeShape ; sh:minInclusive wg:one .", "a limit must be a literal"),
        ("wgs:a a sh:NodeShape ; sh:lessThan 3 .", "only a property"),
    ],
)
def test_shapes_that_would_let_through_what_they_forbid_are_refused(text, complaint):
    declared = f"@prefix sh: <{SH}> . @prefix wgs: <{WGS}> . @prefix wg: <urn:wg> . "
    with pytest.raises(OntologyError, match=complaint):
        compile_shapes(declared + text)
