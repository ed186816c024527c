"""One folder on disk: who may open it, what is refused, and that nothing is half written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import gold
import pytest

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Fact, Quote
from graph.rdf import document_iri, fact_iri, quads_of
from graph.store import FORMAT, open_store
from graph.vocabulary import BASE
from ontology.errors import StoreError

AREA = Argument(BASE + "shimen", "石门乡", "石门乡", "AdministrativeArea")
ITEM = Argument(BASE + "masks", "口罩", "口罩", "Item")
FACT = Fact("a.txt", 1, AREA, "purchased", ITEM, Quote(0, 7, "石门乡购买口罩"))


def extraction(*facts: Fact, name: str = "a.txt") -> Extraction:
    document = Document(name, "石门乡购买口罩。", sha256="00")
    return Extraction(document, (), (), (), tuple(replace(fact, document=name) for fact in facts))


def in_another_process(path: Path, mode: str) -> str:
    """What a second process says when it opens the store."""
    code = """
import sys
from graph.store import open_store
from ontology.errors import StoreError
try:
    with open_store(sys.argv[1], sys.argv[2]) as store:
        print(len(store.raw))
except StoreError as error:
    print(error)
"""
    command = [sys.executable, "-c", code, str(path), mode]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_what_is_stored_is_there_after_closing(tmp_path: Path):
    path = tmp_path / "a.kg"
    with open_store(path, "w") as store:
        assert store.replace_document(extraction(FACT)) is False
    with open_store(path) as store:
        assert list(store.facts()) == [FACT]
        assert store.fact(fact_iri(FACT)) == FACT


def test_a_changed_document_replaces_its_graph_whole(tmp_path: Path):
    other = replace(FACT, relation="donated")
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(extraction(FACT, name="b.txt"))
        store.replace_document(extraction(FACT))
        assert store.replace_document(extraction(other), version="2") is True
        assert [fact.relation for fact in store.facts()] == ["donated", "purchased"]
        assert set(store.raw.quads_for_pattern(None, None, None)) == {
            *store.graph_of(extraction(other), version="2"),
            *store.graph_of(extraction(FACT, name="b.txt")),
        }


def test_a_replacement_that_fails_leaves_the_old_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """The old graph is dropped and the new one written in one transaction."""
    import graph.store as module

    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(extraction(FACT))
        whole = module._replacement
        monkeypatch.setattr(
            module, "_replacement", lambda *parts: whole(*parts) + " ; LOAD <file:///none>"
        )
        with pytest.raises(StoreError, match="cannot be written"):
            store.replace_document(extraction(replace(FACT, relation="donated")))
        assert list(store.facts()) == [FACT]


def test_odd_text_is_replaced_like_any_other(tmp_path: Path):
    """The text of a page goes through a SPARQL update here, and stays text."""
    odd = '"""\\ } ; DROP ALL ; \x00 \u2028 \r\n {'
    said = replace(FACT, relation="stated", object=Argument("", odd, odd, "Literal"))
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(extraction(FACT))
        store.replace_document(extraction(said))
        assert list(store.facts()) == [said]


def test_documents_know_what_they_were_made_from(tmp_path: Path):
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(extraction(FACT), version="7")
        (document,) = store.documents().values()
    assert (document.name, document.sha256, document.version) == ("a.txt", "00", "7")
    assert document.iri == document_iri("a.txt")


def test_rdflib_sees_the_same_data_with_our_prefixes(tmp_path: Path):
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(extraction(FACT))
        rows = list(store.dataset.query("SELECT ?o WHERE { wgr:shimen wg:purchased ?o }"))
        assert [str(row[0]) for row in rows] == [ITEM.id]
        assert len(store.dataset) == len(store.raw)


def test_the_base_of_a_store_stays_that_of_its_making(tmp_path: Path):
    base = "https://example.org/news/"
    with open_store(tmp_path / "a.kg", "w", base=base) as store:
        store.replace_document(extraction(FACT))
    with open_store(tmp_path / "a.kg", "w") as store:
        assert store.base == base
        assert store.fact(fact_iri(FACT, base=base)) == FACT


def test_readers_stand_beside_each_other(store_path: Path):
    with open_store(store_path) as store:
        assert in_another_process(store_path, "r") == str(len(store.raw))


@pytest.mark.parametrize(
    ("held", "wanted", "message"),
    [
        ("w", "w", "is in use by another process; wait until it ends, and try again"),
        ("w", "r", "is being written by another process; wait until it ends, and try again"),
        ("r", "w", "is in use by another process; wait until it ends, and try again"),
    ],
)
def test_a_writer_stands_alone(tmp_path: Path, held: str, wanted: str, message: str):
    path = tmp_path / "a.kg"
    open_store(path, "w").close()
    with open_store(path, held):  # type: ignore[arg-type]
        assert in_another_process(path, wanted) == f"{path} {message}"
    assert in_another_process(path, wanted) == "0"


def test_a_store_is_not_opened_twice_for_writing_in_one_process(tmp_path: Path):
    with (
        open_store(tmp_path / "a.kg", "w"),
        pytest.raises(StoreError, match="in use"),
        open_store(tmp_path / "a.kg", "w"),
    ):
        pass


def test_a_closed_store_says_so(tmp_path: Path):
    store = open_store(tmp_path / "a.kg", "w")
    store.close()
    store.close()
    with pytest.raises(StoreError, match="the store is closed"):
        store.documents()


def test_a_missing_store(tmp_path: Path):
    with pytest.raises(StoreError, match="there is no store here; make one by 'wangge build'"):
        open_store(tmp_path / "none.kg")
    assert not (tmp_path / "none.kg").exists()


@pytest.mark.parametrize(("mode", "message"), [("r", "holds no store"), ("w", "holds other files")])
def test_a_folder_of_something_else(tmp_path: Path, mode: str, message: str):
    (tmp_path / "letter.txt").write_text("你好", encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        open_store(tmp_path, mode)  # type: ignore[arg-type]
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_file_is_no_store(tmp_path: Path, mode: str):
    path = tmp_path / "a.kg"
    path.write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file"):
        open_store(path, mode)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marker", "message"),
    [
        (json.dumps({"format": FORMAT + 1, "base": BASE}), f"is a store of format {FORMAT + 1}"),
        ("{", "is damaged"),
        ("{}", "is damaged"),
        ("[]", "is damaged"),
    ],
)
@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_store_of_another_making(tmp_path: Path, marker: str, message: str, mode: str):
    path = tmp_path / "a.kg"
    open_store(path, "w").close()
    (path / "wangge.json").write_text(marker, encoding="utf-8")
    with pytest.raises(StoreError, match=message):
        open_store(path, mode)  # type: ignore[arg-type]


def test_a_store_without_its_data(tmp_path: Path):
    (tmp_path / "wangge.json").write_text(
        json.dumps({"format": FORMAT, "base": BASE}), encoding="utf-8"
    )
    with pytest.raises(StoreError, match="the store is unfinished; run 'wangge build' again"):
        open_store(tmp_path)


def test_damaged_data(tmp_path: Path):
    path = tmp_path / "a.kg"
    open_store(path, "w").close()
    (path / "oxigraph" / "CURRENT").write_text("nothing\n", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be opened"):
        open_store(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_cannot_be_written(tmp_path: Path):
    tmp_path.chmod(0o555)
    with pytest.raises(StoreError, match="no store can be made here: Permission denied"):
        open_store(tmp_path / "a.kg", "w")


def test_an_unknown_fact(tmp_path: Path):
    with (
        open_store(tmp_path / "a.kg", "w") as store,
        pytest.raises(StoreError, match="there is no fact"),
    ):
        store.fact(BASE + "fact-0")


def test_many_quads_go_through_the_bulk_loader(tmp_path: Path):
    quads = [quad for page in gold.PAGES for quad in quads_of(gold.extraction_of(page))]
    with open_store(tmp_path / "a.kg", "w") as store:
        store.add_documents(quads)
    with open_store(tmp_path / "a.kg") as store:
        assert sorted(store.raw, key=str) == sorted(quads, key=str)
