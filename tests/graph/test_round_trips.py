"""What was written out and read in again is written out as the same bytes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import gold
import hostile
import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from pyoxigraph import RdfFormat

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.pipeline import extract
from graph.exports import export
from graph.exports.csv_lines import unguarded
from graph.imports import import_files
from graph.store import open_store

SEEDS = Path(__file__).parent.parent.parent / "seeds"
SUFFIXES = {"nquads": "nq", "trig": "trig", "jsonld": "jsonld", "jsonl": "jsonl"}


def written(path: Path, form: str) -> bytes:
    with open_store(path) as store:
        out = io.BytesIO()
        export(store, form, out)
        return out.getvalue()


def imported(data: bytes, form: str, path: Path) -> list[str]:
    """Read the data into the store; why something was refused."""
    file = path.parent / f"{path.name}.{SUFFIXES.get(form, form)}"
    file.write_bytes(data)
    return [refused.reason for refused in import_files([file], path).refused]


def sound(path: Path) -> Path:
    """The store without what no import takes: relations between things that cannot have them."""
    copy = path.with_name(f"sound-{path.name}")
    reasons = imported(written(path, "nquads"), "nquads", copy)
    assert not [reason for reason in reasons if "type" not in reason]
    return copy


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample pages as they are read."""
    path = tmp_path_factory.mktemp("seeds") / "seeds.kg"
    with open_store(path, "w") as store:
        for page in sorted(SEEDS.glob("*.txt")):
            store.replace_document(extract(Document(page.name, page.read_text("utf-8"))))
    return sound(path)


@pytest.fixture(scope="session")
def annotated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The annotated pages as if extractors without a fault had read them."""
    path = tmp_path_factory.mktemp("annotated") / "pages.kg"
    with open_store(path, "w") as store:
        for page in gold.PAGES:
            store.replace_document(gold.extraction_of(page), version="1")
    return sound(path)


@pytest.fixture(params=["seeds", "annotated"])
def pages(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("form", SUFFIXES)
def test_export_import_export(pages: Path, tmp_path: Path, form: str):
    first = written(pages, form)
    assert imported(first, form, tmp_path / "copy.kg") == []
    assert written(tmp_path / "copy.kg", form) == first


@pytest.mark.parametrize("form", SUFFIXES)
def test_what_is_imported_where_it_came_from_changes_nothing(
    annotated: Path, tmp_path: Path, form: str
):
    first = written(annotated, "nquads")
    imported(first, "nquads", tmp_path / "copy.kg")
    assert imported(written(annotated, form), form, tmp_path / "copy.kg") == []
    assert written(tmp_path / "copy.kg", "nquads") == first


def test_turtle_finds_the_documents_of_its_facts(annotated: Path, tmp_path: Path):
    """Turtle keeps no documents apart: a thing of which none tells a fact is in none of them."""
    reasons = imported(written(annotated, "turtle"), "ttl", tmp_path / "copy.kg")
    assert {reason.rpartition(": ")[2] for reason in reasons} == {
        "no document of the file speaks of it"
    }
    assert written(tmp_path / "copy.kg", "jsonl") == written(annotated, "jsonl")


def lines(data: bytes, form: RdfFormat) -> set[str]:
    return {str(quad) for quad in pyoxigraph.parse(data, form)}


def through_rdflib(data: bytes) -> set[str]:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format="json-ld")
    return lines(dataset.serialize(format="nquads", encoding="utf-8"), RdfFormat.N_QUADS)


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # rdflib warns of itself.
def test_json_ld_says_what_n_quads_say(pages: Path):
    expected = lines(written(pages, "nquads"), RdfFormat.N_QUADS)
    data = written(pages, "jsonld")
    assert lines(data, RdfFormat.JSON_LD) == expected
    assert through_rdflib(data) == expected


def stored(page: Extraction, folder: str) -> Path:
    path = Path(folder) / "page.kg"
    with open_store(path, "w") as store:
        store.replace_document(page)
    return path


@given(hostile.pages())
@settings(max_examples=10, deadline=None)
def test_hostile_texts_come_back_from_every_format(page: Extraction):
    with TemporaryDirectory() as folder:
        path = stored(page, folder)
        for form in SUFFIXES:
            first = written(path, form)
            copy = Path(folder) / f"{form}.kg"
            assert imported(first, form, copy) == []
            assert written(copy, form) == first


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@given(hostile.pages())
@settings(max_examples=25, deadline=None)
def test_hostile_texts_in_json_ld(page: Extraction):
    with TemporaryDirectory() as folder:
        path = stored(page, folder)
        expected = lines(written(path, "nquads"), RdfFormat.N_QUADS)
        data = written(path, "jsonld")
        assert lines(data, RdfFormat.JSON_LD) == expected
        assert through_rdflib(data) == expected


@given(hostile.pages())
@settings(max_examples=40, deadline=None)
def test_the_table_of_facts_gives_hostile_texts_back(page: Extraction):
    with TemporaryDirectory() as folder:
        path = stored(page, folder)
        table = written(path, "csv").decode()
        facts = [json.loads(line) for line in written(path, "jsonl").decode().split("\n")[:-1]]
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    cells = [cell for row in rows for cell in row.values()]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))]
    assert [unguarded(row["subject"]) for row in rows] == [one["subject"]["name"] for one in facts]
    assert [unguarded(row["evidence"]) for row in rows] == [
        one["evidence"]["text"] for one in facts
    ]
