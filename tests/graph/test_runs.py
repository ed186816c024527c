"""The runs of a store are told in PROV-O, in a file that a crash does not spoil."""

from __future__ import annotations

import json
from pathlib import Path

import rdflib

from graph.runs import FILE, RunLog, run_of
from graph.vocabulary import PROV


def test_a_document_is_of_the_last_run_that_read_it(tmp_path: Path):
    for version in ("1", "2"):
        log = RunLog(tmp_path, version)
        log.read(["https://example.org/a"])
        log.end()
    other = RunLog(tmp_path, "3")
    other.read(["https://example.org/b"])
    found = run_of(tmp_path, "https://example.org/a")
    assert found is not None
    assert found.version == "wangge 2"
    assert found.started <= found.ended
    unended = run_of(tmp_path, "https://example.org/b")
    assert unended is not None
    assert unended.ended == ""
    assert run_of(tmp_path, "https://example.org/c") is None


def test_a_run_that_read_nothing_leaves_no_trace(tmp_path: Path):
    log = RunLog(tmp_path, "1")
    log.read([])
    log.end()
    assert not (tmp_path / FILE).exists()


def test_a_line_that_a_crash_cut_off_is_passed_over(tmp_path: Path):
    log = RunLog(tmp_path, "1")
    log.read(["https://example.org/a"])
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"@id": "https://example.org/run", "prov:us')
    found = run_of(tmp_path, "https://example.org/a")
    assert found is not None


def test_the_lines_are_provenance_that_others_read(tmp_path: Path):
    """JSON-LD: an activity that used the documents, with its times and its software."""
    log = RunLog(tmp_path, "1")
    log.read(["https://example.org/a"])
    log.end()
    graph = rdflib.Graph()
    for line in (tmp_path / FILE).read_text(encoding="utf-8").splitlines():
        graph.parse(data=json.dumps(json.loads(line)), format="json-ld")
    (run,) = graph.subjects(rdflib.RDF.type, rdflib.URIRef(PROV + "Activity"))
    used = list(graph.objects(run, rdflib.URIRef(PROV + "used")))
    assert used == [rdflib.URIRef("https://example.org/a")]
    assert (run, rdflib.URIRef(PROV + "endedAtTime"), None) in graph
