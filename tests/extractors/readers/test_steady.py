"""A file that somebody writes to while it is read gives no document."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.readers.sizes import size_of
from extractors.readers.steady import steady
from ontology.errors import ReadError


def test_a_file_that_nobody_writes_to_is_read_whole(tmp_path: Path):
    file = tmp_path / "a.txt"
    file.write_bytes(bytes(100_000))
    with steady(file.open("rb")) as stream:
        assert stream.read() == bytes(100_000)
        assert stream.seek(0) == 0
        assert stream.read(7) == bytes(7)


@pytest.mark.parametrize("content", [b"more" * 50_000, b"less"])
def test_a_file_that_changes_meanwhile_says_so(tmp_path: Path, content: bytes):
    file = tmp_path / "a.txt"
    file.write_bytes(bytes(100_000))
    with steady(file.open("rb")) as stream:
        stream.read(10)
        file.write_bytes(content)
        with pytest.raises(ReadError, match="it changed while it was read"):
            stream.read()


def test_the_size_of_all_is_known_before(tmp_path: Path):
    for name, size in (("a.txt", 3), ("b.html", 4), (".hidden", 5)):
        (tmp_path / name).write_bytes(bytes(size))
    assert size_of([str(tmp_path)]) == 7
    (tmp_path / "c.zip").write_bytes(b"PK")
    assert size_of([str(tmp_path)]) is None
    assert size_of(["-"]) is None
    assert size_of([str(tmp_path / "none")]) == 0
