"""The checksums that a store's writer notes, and what they are asked for."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
import sound_page

from graph.backup import backup
from graph.check import check
from graph.store import DATA, open_store
from graph.store_files import FILE, damaged_file, note_files, refuse_damage_of_open
from ontology.errors import StoreError


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "a.kg"
    with open_store(path, "w") as opened:
        opened.replace_document(sound_page.extraction())
    return path


def table(store: Path) -> Path:
    """The largest table: there the middle is data."""
    return max((store / DATA).glob("*.sst"), key=lambda file: file.stat().st_size)


def zero_the_middle(file: Path) -> None:
    data = file.read_bytes()
    third = len(data) // 3
    file.write_bytes(data[:third] + bytes(third) + data[2 * third :])


def test_every_table_is_noted_when_a_writer_is_done(store: Path):
    noted = json.loads((store / FILE).read_text())
    assert noted.keys() == {file.name for file in (store / DATA).glob("*.sst")}
    assert damaged_file(store / DATA) is None


def test_a_zeroed_piece_is_seen(store: Path):
    zero_the_middle(table(store))
    assert damaged_file(store / DATA) == table(store)


def test_a_file_that_was_noted_once_is_not_noted_anew(store: Path):
    """Else a writer that does not meet the damage would sign it."""
    zero_the_middle(table(store))
    note_files(store / DATA)
    assert damaged_file(store / DATA) == table(store)


def test_a_table_that_a_writer_has_removed_is_no_damage(store: Path):
    table(store).unlink()
    assert damaged_file(store / DATA) is None


def test_a_table_that_is_still_being_written_is_not_noted(store: Path):
    unfinished = store / DATA / "999999.sst"
    unfinished.write_bytes(table(store).read_bytes()[:-1])
    note_files(store / DATA)
    assert unfinished.name not in json.loads((store / FILE).read_text())


@pytest.mark.parametrize("told", ["", "[]", '{"a.sst"', '{"../../etc/passwd": "1-00000000"}'])
def test_a_damaged_note_tells_of_nothing(store: Path, told: str):
    (store / FILE).write_text(told)
    assert damaged_file(store / DATA) is None


def test_what_is_noted_goes_with_the_database(store: Path):
    """The tables of a new one have the names of the old."""
    shutil.rmtree(store / DATA)
    open_store(store, "w").close()
    assert damaged_file(store / DATA) is None


def test_what_is_open_is_looked_at(store: Path):
    refuse_damage_of_open()
    with open_store(store):
        zero_the_middle(table(store))
        with pytest.raises(StoreError, match=r"is not what was written.*wangge rebuild"):
            refuse_damage_of_open()
    refuse_damage_of_open()


def test_a_damaged_store_is_neither_checked_nor_copied(store: Path, tmp_path: Path):
    with open_store(store) as opened:
        zero_the_middle(table(store))
        with pytest.raises(StoreError, match="is not what was written"):
            backup(opened, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    with pytest.raises(StoreError, match=r"is not what was written|damaged"):
        check(store)
