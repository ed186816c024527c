"""Building: what is new, unchanged, changed and refused, and the same bytes in any order."""

from __future__ import annotations

import os
import shutil
from io import BytesIO
from pathlib import Path

import gold
import pytest
from gold import annotated

from extractors.breakdown import breakdowns
from extractors.document import Document
from extractors.extraction import Extraction
from graph.build import Step, build, extractor_version
from graph.exports import export
from graph.manifest import calls, entries
from graph.store import open_store
from ontology.errors import StoreError, WanggeError

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in gold.PAGES[:3]:
        shutil.copy(gold.GOLD / f"{page}.txt", folder)
    return folder


def nquads(store: Path) -> bytes:
    out = BytesIO()
    with open_store(store) as opened:
        export(opened, "nquads", out)
    return out.getvalue()


def test_a_build_counts_what_it_found(pages: Path, tmp_path: Path):
    heard: list[Step] = []
    report = build([pages], tmp_path / "a.kg", extract=annotated, on_progress=heard.append)
    assert report.count("new") == 3
    assert [step.outcome for step in heard] == ["new"] * 3
    assert report.census.documents == 3
    assert report.census.articles == 17
    assert report.census.facts == sum(step.facts for step in heard) == 628
    assert report.census.relations["recruited"] == 8
    assert report.census.entities_by_type["AdministrativeArea"] > 0
    assert report.census.entities == sum(report.census.entities_by_type.values())
    assert report.warnings == ()
    assert report.to_json()["store"]["facts"] == 628


def test_an_unchanged_document_is_not_read_again(pages: Path, tmp_path: Path):
    build([pages], tmp_path / "a.kg", extract=annotated)
    before = nquads(tmp_path / "a.kg")
    report = build([pages], tmp_path / "a.kg", extract=refuse)
    assert report.count("unchanged") == 3
    assert nquads(tmp_path / "a.kg") == before


def refuse(document: Document) -> Extraction:
    raise AssertionError(f"{document.name} was read again")


def test_other_extractors_read_every_document_anew(pages: Path, tmp_path: Path):
    build([pages], tmp_path / "a.kg", extract=annotated, version="1")
    report = build([pages], tmp_path / "a.kg", extract=annotated, version="2")
    assert report.count("replaced") == 3


def test_a_changed_document_replaces_what_it_gave(pages: Path, tmp_path: Path):
    build([pages], tmp_path / "a.kg", extract=annotated)
    with (pages / "000.txt").open("a", encoding="utf-8") as page:
        page.write("\n")
    report = build([pages], tmp_path / "a.kg", extract=nothing)
    assert (report.count("replaced"), report.count("unchanged")) == (1, 2)
    assert report.census.documents == 3
    assert report.census.facts == 628 - 231
    assert report.warnings == ("000.txt: no fact found",)


def nothing(document: Document) -> Extraction:
    return Extraction(document, (), (), (), ())


def test_the_same_bytes_for_the_same_pages_in_any_order(tmp_path: Path):
    """With the readers and the extractors as they are, on the sample pages."""
    files = sorted(SEEDS.glob("*.txt"))
    build(files, tmp_path / "a.kg", version="1")
    build(files[::-1], tmp_path / "b.kg", version="1")
    for file in (files[2], *files):
        build([file], tmp_path / "c.kg", version="1")
    written = nquads(tmp_path / "a.kg")
    assert written == nquads(tmp_path / "b.kg") == nquads(tmp_path / "c.kg")
    assert written.splitlines(keepends=True) == sorted(written.splitlines(keepends=True))


def test_what_cannot_be_taken_is_refused_and_the_rest_goes_on(pages: Path, tmp_path: Path):
    (pages / "empty.txt").write_bytes(b"")
    report = build([pages], tmp_path / "a.kg", extract=fussy)
    assert report.count("new") == 2
    assert {step.name: step.reason for step in report.refusals}["002.txt"] == "too long"
    assert {step.name for step in report.refusals} == {"002.txt", "empty.txt"}


def fussy(document: Document) -> Extraction:
    if document.name == "002.txt":
        raise WanggeError("too long")
    return annotated(document)


def test_two_sources_of_one_name(tmp_path: Path):
    """The second would silently replace the first."""
    twins = [Document("a.txt", "甲", sha256="1"), Document("a.txt", "乙", sha256="2")]
    heard: list[Step] = []
    build(
        [], tmp_path / "a.kg", read=lambda paths: twins, extract=nothing, on_progress=heard.append
    )
    assert [(step.outcome, step.reason) for step in heard] == [
        ("new", ""),
        ("refused", "another source of this name came before it; rename one of them"),
    ]


def test_the_same_file_named_twice_is_one_document(pages: Path, tmp_path: Path):
    file = pages / "000.txt"
    report = build([file, file], tmp_path / "a.kg", extract=annotated)
    assert (report.count("new"), report.census.documents) == (1, 1)


def test_what_was_finished_stays_when_the_build_is_stopped(pages: Path, tmp_path: Path):
    with pytest.raises(KeyboardInterrupt):
        build([pages], tmp_path / "a.kg", extract=stopped_at_003, version="1")
    report = build([pages], tmp_path / "a.kg", extract=annotated, version="1")
    assert (report.count("unchanged"), report.count("new")) == (2, 1)


def stopped_at_003(document: Document) -> Extraction:
    if document.name == "003.txt":
        raise KeyboardInterrupt
    return annotated(document)


def test_a_missing_path_leaves_no_store(tmp_path: Path):
    report = build([tmp_path / "none"], tmp_path / "a.kg")
    assert report.counts == {"refused": 1}
    assert report.census.documents == 0
    assert not (tmp_path / "a.kg").exists()


def test_a_missing_path_leaves_a_store_as_it_was(pages: Path, tmp_path: Path):
    build([pages], tmp_path / "a.kg", extract=annotated)
    assert build([tmp_path / "none"], tmp_path / "a.kg").census.documents == 3


def test_a_store_in_use(pages: Path, tmp_path: Path):
    with (
        open_store(tmp_path / "a.kg", "w"),
        pytest.raises(StoreError, match="is in use"),
    ):
        build([pages], tmp_path / "a.kg", extract=annotated)


def test_the_version_is_that_of_the_code_and_the_data():
    number, _, digest = extractor_version().partition("+")
    assert number[0].isdigit()
    assert len(digest) == 12
    assert extractor_version() == extractor_version()


def test_several_processes_give_the_same_bytes(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """However few pages there are: help is called for a single character here."""
    monkeypatch.setattr("graph.build._WORTH_HELP", 1)
    alone = build([pages], tmp_path / "a.kg", extract=annotated, version="1")
    helped = build([pages], tmp_path / "b.kg", extract=annotated, version="1", jobs=2)
    assert helped.counts == alone.counts
    assert nquads(tmp_path / "a.kg") == nquads(tmp_path / "b.kg")
    assert list(entries(tmp_path / "a.kg")) == list(entries(tmp_path / "b.kg"))


def test_a_page_that_ends_its_process_fails_alone(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("graph.build._WORTH_HELP", 1)
    report = build([pages], tmp_path / "a.kg", extract=deadly, version="1", jobs=2)
    assert report.counts == {"new": 2, "failed": 1}
    (failed,) = entries(tmp_path / "a.kg", ("failed",))
    assert failed.name == "002.txt"
    assert "was ended" in failed.reason


def deadly(document: Document) -> Extraction:
    if document.name == "002.txt":
        os._exit(9)
    return annotated(document)


def test_a_defect_stops_one_page_and_not_the_build(pages: Path, tmp_path: Path):
    report = build([pages], tmp_path / "a.kg", extract=defective)
    assert report.counts == {"new": 2, "failed": 1}
    assert "ZeroDivisionError" in report.refusals[0].reason
    assert not report.sound


def test_a_breakdown_of_the_extractors_is_a_failure_and_no_refusal(pages: Path, tmp_path: Path):
    """As ``pipeline.extract`` tells of it: with the place, and as an error of ours."""

    def broken(document: Document) -> Extraction:
        with breakdowns():
            return defective(document)

    report = build([pages], tmp_path / "a.kg", extract=broken)
    assert report.counts == {"new": 2, "failed": 1}
    assert "the extractors broke down on it (ZeroDivisionError" in report.refusals[0].reason


def defective(document: Document) -> Extraction:
    if document.name == "002.txt":
        raise ZeroDivisionError
    return annotated(document)


def test_the_manifest_of_a_build(pages: Path, tmp_path: Path):
    (pages / "empty.txt").write_bytes(b"")
    build([pages], tmp_path / "a.kg", extract=annotated, version="1")
    build([pages], tmp_path / "a.kg", extract=annotated, version="1")
    told = {entry.name: (entry.outcome, entry.reason) for entry in entries(tmp_path / "a.kg")}
    assert told["empty.txt"] == ("refused", "an empty file")
    assert told["000.txt"] == ("unchanged", "")
    assert calls(tmp_path / "a.kg") == [{"command": "build", "paths": [str(pages)]}]
