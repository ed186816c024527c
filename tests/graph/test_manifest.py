"""The manifest: what came of each input, whatever became of the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.manifest import FILE, Entry, Manifest, calls, entries
from ontology.errors import StoreError

CALL = {"command": "build", "paths": ["/pages"]}
STORED = Entry("a.txt", "new", "", "00", 3, 1)
REFUSED = Entry("b.txt", "refused", "an empty file")


def put(folder: Path, *met: Entry, call: dict = CALL) -> None:
    with Manifest(folder, call) as manifest:
        for entry in met:
            manifest.put(entry)
        manifest.end()


def test_each_input_with_what_came_of_it(tmp_path: Path):
    put(tmp_path, REFUSED, STORED)
    assert list(entries(tmp_path)) == [STORED, REFUSED]
    assert list(entries(tmp_path, ("refused", "failed"))) == [REFUSED]
    assert STORED.to_json()["facts"] == 3
    assert REFUSED.to_json()["reason"] == "an empty file"


def test_an_unchanged_input_keeps_its_figures(tmp_path: Path):
    put(tmp_path, STORED)
    put(tmp_path, Entry("a.txt", "unchanged", "", "00"))
    assert list(entries(tmp_path)) == [Entry("a.txt", "unchanged", "", "00", 3, 1)]


def test_what_was_refused_and_is_gone_is_not_told_of_any_more(tmp_path: Path):
    put(tmp_path, REFUSED, STORED)
    put(tmp_path, Entry("c.txt", "refused", "no text"), call={**CALL, "paths": ["/others"]})
    put(tmp_path, STORED)
    assert [entry.name for entry in entries(tmp_path)] == ["a.txt", "c.txt"]


def test_what_a_killed_build_was_storing_is_known_as_begun(tmp_path: Path):
    with Manifest(tmp_path, CALL) as manifest:
        manifest.put(STORED)
        manifest.begin()
    assert [entry.outcome for entry in entries(tmp_path)] == ["begun"]


def test_a_run_knows_what_it_has_met(tmp_path: Path):
    put(tmp_path, STORED)
    with Manifest(tmp_path, CALL) as manifest:
        assert manifest.met("a.txt") is None
        manifest.put(STORED)
        assert manifest.met("a.txt") == "00"
        manifest.save()
        assert manifest.met("a.txt") == "00"


def test_calls_are_kept_once_each_in_their_order(tmp_path: Path):
    other = {**CALL, "paths": ["/others"]}
    for call in (CALL, other, CALL):
        put(tmp_path, call=call)
    assert calls(tmp_path) == [CALL, other]


def test_a_damaged_manifest_is_said_and_made_anew(tmp_path: Path):
    (tmp_path / FILE).write_bytes(b"nothing of a database" * 100)
    with pytest.raises(StoreError, match="on the same pages makes it anew"):
        list(entries(tmp_path))
    put(tmp_path, STORED)
    assert list(entries(tmp_path)) == [STORED]
    assert (tmp_path / "manifest.damaged").exists()


def test_a_store_without_a_manifest(tmp_path: Path):
    with pytest.raises(StoreError, match="has no manifest; 'wangge build' writes one"):
        list(entries(tmp_path))
