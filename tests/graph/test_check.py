"""Checking a store: what is found, told by document, and looked at again only where it changed."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import sound_page
from pyoxigraph import NamedNode, RdfFormat, parse
from sound_page import CARS, FACTS, GRAPH, NAME

from extractors.document import Document
from extractors.extraction import Extraction
from graph.build import build
from graph.check import CheckReport, check
from graph.check_reports import COLUMNS, REPORTS, as_csv, as_json, as_turtle
from graph.checked import CHECKED, carried_over
from graph.exports import export
from graph.findings import Finding
from graph.rdf import document_iri, fact_iri
from graph.store import open_store
from graph.vocabulary import SH, WG, WGS
from ontology.errors import StoreError

BY_A_CAR = replace(FACTS[0], subject=CARS)
OTHER = "另.txt"
SEEDS = Path(__file__).parents[2] / "seeds"


def page(name: str = NAME, sha256: str = "0" * 64) -> Extraction:
    sound = sound_page.extraction()
    return replace(sound, document=replace(sound.document, name=name, sha256=sha256))


def built(store: Path, *pages: Extraction) -> Path:
    found = {each.document.name: each for each in pages}
    build(
        ["pages"],
        store,
        read=lambda paths: [each.document for each in pages],
        extract=lambda document: found[document.name],
        version="1",
    )
    return store


def update(store: Path, text: str) -> None:
    """Write to the store past the build, which would let nothing wrong in."""
    with open_store(store, "w") as opened:
        opened.raw.update(text, prefixes=opened.prefixes)


def sure(store: Path, how: str, name: str = NAME) -> None:
    graph = document_iri(name)
    update(
        store,
        f"""WITH <{graph}> DELETE {{ ?f wg:confidence ?c }} INSERT {{ ?f wg:confidence {how} }}
        WHERE {{ ?f rdf:predicate wg:recruited ; wg:confidence ?c }}""",
    )


@pytest.fixture
def store(tmp_path) -> Path:
    """A store of two documents of which one is spoiled."""
    built(tmp_path / "a.kg", page(), page(OTHER))
    sure(tmp_path / "a.kg", "2.5")
    return tmp_path / "a.kg"


def shapes_of(report: CheckReport) -> list[str]:
    return [each.shape.removeprefix(WGS) for graph in report.graphs for each in graph.findings]


def test_a_sound_store_conforms(tmp_path):
    report = check(built(tmp_path / "a.kg", page(), page(OTHER)))
    assert report.conforms
    assert (report.looked_at, report.remembered, report.violations) == (2, 0, 0)


def test_the_graph_of_the_sample_pages_has_no_violation(tmp_path):
    build([SEEDS], tmp_path / "a.kg")
    report = check(tmp_path / "a.kg")
    assert (report.conforms, report.looked_at) == (True, 5)


def test_a_violation_is_told_with_its_document_its_fact_and_its_sentence(store):
    (graph,) = check(store).graphs
    (found,) = graph.findings
    assert (graph.name, graph.iri) == (NAME, GRAPH)
    assert found.shape == f"{WGS}statement-confidence"
    assert found.component == "MaxInclusiveConstraintComponent"
    assert found.path == f"{WG}confidence"
    assert found.value_name == "2.5"
    assert found.facts == (fact_iri(FACTS[0]),)
    assert found.fact == {"zh": "柳河县 招募 志愿者 ≥120名", "en": "柳河县 recruited 志愿者 ≥120名"}
    assert found.sentence == "7月21日8时，【柳河县招募120余名志愿者】。"


def test_an_entity_is_told_with_the_facts_that_it_is_part_of(store):
    update(store, f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ wgr:liuhe a ?class }} }}")
    found = [each for each in check(store).graphs[0].findings if each.shape.endswith("y-class")]
    assert found[0].name == "柳河县"
    assert len(found[0].facts) == 2


def test_a_fact_too_broken_to_be_told_is_still_found(store):
    update(store, f"DELETE WHERE {{ GRAPH <{GRAPH}> {{ ?q oa:exact ?text }} }}")
    report = check(store)
    assert "quoted-exact" in shapes_of(report)
    assert all(REPORTS[form](report) for form in REPORTS)


# Only what has changed is looked at again.


def test_the_second_check_looks_at_nothing_and_says_the_same(store):
    first, second = check(store), check(store)
    assert (first.looked_at, second.looked_at) == (2, 0)
    assert second.remembered == 2
    assert [each.findings for each in second.graphs] == [each.findings for each in first.graphs]


def test_a_document_that_a_build_replaced_is_looked_at_again_and_no_other(store):
    check(store)
    built(store, page(sha256="1" * 64), page(OTHER))
    heard: list[str] = []
    report = check(store, on_progress=heard.append)
    assert report.conforms
    assert heard == [NAME]
    assert (report.looked_at, report.remembered) == (1, 1)


def test_a_violation_in_an_unchanged_document_is_still_told_after_a_build(store):
    check(store)
    built(store, page(), page(OTHER), page("三.txt"))
    report = check(store)
    assert (report.looked_at, report.remembered) == (1, 2)
    assert shapes_of(report) == ["statement-confidence"]


def test_what_is_written_past_a_build_is_seen(store):
    check(store)
    sure(store, "0.4")
    assert check(store).conforms
    sure(store, "7", OTHER)
    assert [graph.name for graph in check(store).graphs] == [OTHER]
    # Even where a build comes in between, which changes nothing itself.
    sure(store, "0.4", OTHER)
    built(store, page(), page(OTHER))
    assert check(store).conforms


def test_a_writing_that_keeps_keys_forgets(store):
    check(store)
    with carried_over(store) as memory, open_store(store, "w"):
        pass
    assert check(store).looked_at == 0
    with carried_over(store) as memory, open_store(store, "w"):
        memory.forget()
    assert check(store).looked_at == 2


def test_a_store_that_does_not_open_changes_no_memory(store):
    check(store)
    before = (store / CHECKED).read_bytes()
    with open_store(store), pytest.raises(StoreError), carried_over(store), open_store(store, "w"):
        pass
    assert (store / CHECKED).read_bytes() == before


def test_everything_can_be_asked_for(store):
    check(store)
    assert check(store, everything=True).looked_at == 2


@pytest.mark.parametrize(
    "damage",
    [
        lambda text: "",
        lambda text: text[:-30],
        lambda text: "nonsense\n",
        lambda text: '{"format": 1}\n',
        lambda text: "[]\n[]\n",
        lambda text: text.replace('"found": [{', '"found": [{"hue": "red", '),
    ],
)
def test_a_damaged_memory_counts_for_nothing(store, damage):
    check(store)
    file = store / CHECKED
    file.write_text(damage(file.read_text("utf-8")), encoding="utf-8")
    report = check(store)
    assert report.looked_at >= 1
    assert shapes_of(report) == ["statement-confidence"]
    assert check(store).looked_at == 0


def test_a_memory_by_other_shapes_counts_for_nothing(store):
    check(store)
    head, *rest = (store / CHECKED).read_text("utf-8").splitlines(keepends=True)
    other = json.dumps(json.loads(head) | {"shapes": "0"}) + "\n"
    (store / CHECKED).write_text("".join([other, *rest]), encoding="utf-8")
    assert check(store).looked_at == 2


def test_a_memory_that_cannot_be_kept_is_a_remark(store, monkeypatch):
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr("graph.checked.write_whole", full)
    report = check(store)
    assert (report.violations, report.remark) == (1, "the disk is full")
    assert not (store / CHECKED).exists()


def test_a_check_changes_nothing_in_the_graph(store):
    def written() -> bytes:
        out = io.BytesIO()
        with open_store(store) as opened:
            export(opened, "nquads", out)
        return out.getvalue()

    before = written()
    check(store)
    assert written() == before


# What stands in no document's graph.


def test_a_graph_of_facts_made_elsewhere_is_checked_with_what_the_documents_say(store):
    update(
        store,
        """INSERT DATA {
            GRAPH <urn:ours> {
                wgr:liuhe wg:recruited wgr:volunteers . wgr:cars wg:recruited wgr:xu }
            wgr:cars wg:held wgr:xu . }""",
    )
    told = {graph.name: graph.findings for graph in check(store).graphs}
    assert {each.focus for each in told["urn:ours"]} == {
        f"<{CARS.id}>",
        "<" + FACTS[1].subject.id + ">",
    }
    assert {each.shape for each in told[""]} == {f"{WGS}held-subjects", f"{WGS}held-objects"}


def test_graphs_of_our_own_tables_are_not_facts(store):
    update(store, "INSERT DATA { GRAPH wgr:inferred { wgr:cars wg:partOf wgr:xu } }")
    assert shapes_of(check(store)) == ["statement-confidence"]


# The forms of the report.


def test_json_says_all(store):
    report = json.loads(as_json(check(store)))
    assert (report["conforms"], report["violations"]) == (False, 1)
    (document,) = report["documents"]
    (violation,) = document["violations"]
    assert document["document"] == NAME
    assert violation["message"]["en"].startswith("The confidence")
    assert violation["facts"] == [fact_iri(FACTS[0])]


def test_csv_has_a_line_for_each_violation_and_no_formula(store):
    update(
        store,
        f"""INSERT DATA {{ GRAPH <{GRAPH}> {{
            wgr:xu skos:altLabel "=HYPERLINK(1)", "a\\u2028,\\"b\\nc" }} }}""",
    )
    rows = list(csv.DictReader(io.StringIO(as_csv(check(store)), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert {row["valueName"] for row in rows} == {"2.5", "'=HYPERLINK(1)", 'a\u2028,"b\nc'}


def test_turtle_is_a_report_of_shacl(store):
    quads = list(parse(as_turtle(check(store)), format=RdfFormat.TURTLE))
    told = {quad.predicate.value.removeprefix(SH): quad.object for quad in quads}
    assert told["conforms"].value == "false"
    assert told["focusNode"] == NamedNode(fact_iri(FACTS[0]))
    assert told["sourceShape"] == NamedNode(f"{WGS}statement-confidence")
    assert told["value"].value == "2.5"
    again = as_turtle(check(store))
    assert again == as_turtle(check(store, everything=True))


def test_a_finding_comes_back_from_json(store):
    (graph,) = check(store).graphs
    told = json.loads(json.dumps([each.to_json() for each in graph.findings]))
    assert tuple(map(Finding.from_json, told)) == graph.findings


def test_a_store_that_is_none(tmp_path):
    with pytest.raises(StoreError, match="no store here"):
        check(tmp_path / "none.kg")


def test_a_document_without_facts_is_sound(tmp_path):
    bare = Extraction(Document("空.txt", "", sha256="0" * 64), (), (), (), ())
    assert check(built(tmp_path / "a.kg", bare)).conforms
