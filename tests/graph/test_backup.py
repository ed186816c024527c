"""Backups, and stores that are made of them or read anew: whole or not at all."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import gold
import pytest
from gold import annotated

from graph.backup import LIST, backup, restore
from graph.build import build
from graph.identity.corrections import corrections_file
from graph.manifest import Call, entries
from graph.rebuild import rebuild
from graph.store import DATA, MARKER, Mode, open_store
from ontology.errors import StoreError


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    for page in gold.PAGES[:2]:
        shutil.copy(gold.GOLD / f"{page}.txt", folder)
    return folder


@pytest.fixture
def built(pages: Path, tmp_path: Path) -> Iterator[Path]:
    store = tmp_path / "a.kg"
    build([pages], store, extract=annotated, version="1")
    return store


def quads(store: Path) -> set[str]:
    with open_store(store) as opened:
        return set(map(str, opened.raw))


@pytest.mark.parametrize("mode", ["r", "w"])
def test_a_copy_holds_what_the_store_held(built: Path, tmp_path: Path, mode: Mode):
    """It may be taken beside readers, and by the one who writes."""
    corrections_file(built).write_text("", encoding="utf-8")
    with open_store(built, mode) as opened:
        backup(opened, tmp_path / "copy")
    shutil.rmtree(built)
    corrections_file(built).unlink()
    restore(tmp_path / "copy", built)
    assert quads(built) == quads(tmp_path / "copy")
    assert [entry.outcome for entry in entries(built)] == ["new", "new"]
    assert corrections_file(built).exists()
    assert build([tmp_path / "pages"], built, extract=annotated, version="1").counts == {
        "unchanged": 2
    }


def test_nothing_is_overwritten_unasked(built: Path, tmp_path: Path):
    with open_store(built) as opened:
        backup(opened, tmp_path / "copy")
        with pytest.raises(StoreError, match="is there already"):
            backup(opened, tmp_path / "copy")
    with pytest.raises(StoreError, match="give --replace"):
        restore(tmp_path / "copy", built)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.txt").write_text("你好", encoding="utf-8")
    with pytest.raises(StoreError, match="is there already; name a new folder"):
        restore(tmp_path / "copy", tmp_path / "letters", replace=True)


def test_a_damaged_store_is_replaced_by_its_backup(built: Path, tmp_path: Path):
    before = quads(built)
    with open_store(built) as opened:
        backup(opened, tmp_path / "copy")
    (built / DATA / "CURRENT").write_text("nothing\n", encoding="utf-8")
    restore(tmp_path / "copy", built, replace=True)
    assert quads(built) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.kg", "copy", "pages"]


def test_a_damaged_backup_changes_nothing(built: Path, tmp_path: Path):
    before = quads(built)
    with open_store(built) as opened:
        backup(opened, tmp_path / "copy")
    with (tmp_path / "copy" / MARKER).open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(StoreError, match=f"{MARKER} is damaged; take another backup"):
        restore(tmp_path / "copy", built, replace=True)
    assert quads(built) == before
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_backup_names_no_file_outside_of_it(built: Path, tmp_path: Path):
    with open_store(built) as opened:
        backup(opened, tmp_path / "copy")
    told = json.loads((tmp_path / "copy" / LIST).read_text("utf-8"))
    told["files"]["../a.kg/wangge.json"] = {"size": 1, "sha256": ""}
    (tmp_path / "copy" / LIST).write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(StoreError, match="a file outside of the backup"):
        restore(tmp_path / "copy", tmp_path / "b.kg")
    with pytest.raises(StoreError, match="is no backup"):
        restore(tmp_path / "pages", tmp_path / "b.kg")


def test_a_store_in_use_is_not_replaced(built: Path, tmp_path: Path):
    with open_store(built) as opened:
        backup(opened, tmp_path / "copy")
        with pytest.raises(StoreError, match="is in use"):
            restore(tmp_path / "copy", built, replace=True)


def again(call: Call, place: Path, base: str) -> None:
    build(call["paths"], place, extract=annotated, version="1", base=base)


def broken(store: Path) -> None:
    (store / DATA / "CURRENT").write_text("nothing\n", encoding="utf-8")


def of_another_format(store: Path) -> None:
    marker = json.loads((store / MARKER).read_text("utf-8"))
    (store / MARKER).write_text(json.dumps({**marker, "format": 1}), encoding="utf-8")


@pytest.mark.parametrize("spoil", [broken, of_another_format])
def test_a_store_that_does_not_open_is_read_anew(built: Path, spoil):
    before = quads(built)
    spoil(built)
    with pytest.raises(StoreError, match="'wangge rebuild'"):
        open_store(built)
    done = rebuild(built, again)
    assert quads(built) == before
    assert done.missing == ()
    assert done.old is not None
    assert done.old.is_dir()


def test_a_source_that_is_gone_stops_a_rebuild_unless_one_does_without(built: Path, pages: Path):
    before = quads(built)
    (pages / f"{gold.PAGES[0]}.txt").unlink()
    done = rebuild(built, again)
    assert (done.old, done.missing) == (None, (f"{gold.PAGES[0]}.txt",))
    assert quads(built) == before
    assert rebuild(built, again, without_missing=True).old is not None
    assert quads(built) < before


def test_nothing_is_changed_where_no_source_is_left(built: Path, pages: Path):
    shutil.rmtree(pages)
    with pytest.raises(StoreError, match="nothing changed"):
        rebuild(built, again)
    assert quads(built)
