"""Disks that refuse and stores whose files are not what was written: a line, and a way out."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sound_page

from graph.manifest import FILE, Manifest
from graph.store import DATA, open_store
from ontology.errors import StoreError

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def sound_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store whose pages lie in many files, as after some builds."""
    path = tmp_path_factory.mktemp("sound") / "a.kg"
    for number in range(3):
        with open_store(path, "w") as store:
            store.replace_document(sound_page.extraction(), version=str(number))
    return path


def wangge(*arguments: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
    """The exit code, and what was written to standard error."""
    done = subprocess.run(
        [sys.executable, "-m", "graph.cli", *arguments, "--lang", "en"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        preexec_fn=before,
    )
    return done.returncode, done.stderr


def flipped(data: bytes) -> bytes:
    return bytes(each ^ 0x55 for each in data)


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


@pytest.mark.parametrize("damage", [flipped, cut])
@pytest.mark.parametrize("files", ["*.sst", "MANIFEST-*", "CURRENT"])
def test_damaged_files_are_a_line_and_a_way_out(
    sound_store: Path, tmp_path: Path, files: str, damage: Callable[[bytes], bytes]
):
    """In a process of its own: what a library does with broken files may end it."""
    store = tmp_path / "a.kg"
    shutil.copytree(sound_store, store)
    for file in (store / DATA).glob(files):
        file.write_bytes(damage(file.read_bytes()))
    code, said = wangge("export", str(store), "--format", "nquads", "-o", str(tmp_path / "a.nq"))
    assert code == 1
    assert said.count("\n") == 1
    assert str(store) in said
    assert "wangge restore" in said
    assert "wangge rebuild" in said


@pytest.mark.skipif(os.name == "nt", reason="there are no such limits on Windows")
def test_a_full_disk_is_a_line_and_the_build_goes_on_later(tmp_path: Path):
    """Files may not grow beyond a limit, as on a disk that is full."""
    import resource

    def full() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    page = tmp_path / "a.txt"
    lines = (f"白石镇招募志愿者{number}名。\n" for number in range(2, 200))
    page.write_text("".join(lines), encoding="utf-8")
    store = str(tmp_path / "a.kg")
    code, said = wangge("build", str(page), "-o", store, "-q", before=full)
    assert (code, said.count("\n")) == (1, 1)
    assert "cannot be" in said
    assert wangge("build", str(page), "-o", store, "-q") == (0, "")
    assert wangge("build", str(page), "-o", store, "-q") == (0, "")


def test_a_manifest_that_cannot_be_opened(tmp_path: Path):
    (tmp_path / FILE).mkdir()
    with pytest.raises(StoreError, match="cannot be written: unable to open database file"):
        Manifest(tmp_path, {"command": "build", "paths": []})
