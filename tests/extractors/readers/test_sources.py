"""What a path, a folder, a pattern and standard input stand for, and what is refused."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.readers import Limits, Refusal, read
from ontology.errors import UsageError

SEEDS = Path(__file__).parents[3] / "seeds"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """A folder with texts on two levels and hidden things among them."""
    for name in ("b.txt", "a/2.txt", "a/10.txt", "a.txt", ".hidden.txt", ".git/config", "c/.x/y"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text(f"文本 {name}", encoding="utf-8")
    return tmp_path


def names(*paths: str | os.PathLike[str]) -> list[str]:
    found = list(read(paths))
    assert all(isinstance(one, Document) for one in found)
    return [one.name for one in found]


def reason(*paths: str | os.PathLike[str]) -> str:
    (refusal,) = read(paths)
    assert isinstance(refusal, Refusal)
    assert "\n" not in refusal.reason
    return refusal.reason


def test_the_sample_pages_are_read_as_their_decoded_bytes() -> None:
    documents = [one for one in read([SEEDS]) if isinstance(one, Document)]
    assert [document.name for document in documents] == sorted(
        path.name for path in SEEDS.glob("*_*.txt")
    )
    assert len(documents) == 5
    for document in documents:
        data = (SEEDS / document.name).read_bytes()
        assert document == Document(
            name=document.name,
            text=data.decode("utf-8"),
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
        )


def test_a_file_goes_by_its_name(corpus: Path) -> None:
    assert names(corpus / "a" / "2.txt", corpus / "b.txt") == ["2.txt", "b.txt"]


def test_a_folder_is_read_sorted_and_to_the_bottom_without_what_is_hidden(corpus: Path) -> None:
    assert names(corpus) == ["a/10.txt", "a/2.txt", "a.txt", "b.txt"]


def test_a_hidden_file_that_is_named_is_read(corpus: Path) -> None:
    assert names(corpus / ".hidden.txt") == [".hidden.txt"]
    assert names(corpus / ".git") == ["config"]


def test_the_readme_of_a_folder_is_no_document_unless_it_is_named(corpus: Path) -> None:
    for name in ("README", "README.zh.md", "a/readme.txt"):
        (corpus / name).write_text("说明")
    assert names(corpus) == ["a/10.txt", "a/2.txt", "a.txt", "b.txt"]
    assert names(corpus / "README.zh.md") == ["README.zh.md"]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("a/*.txt", ["10.txt", "2.txt"]),
        ("?/1*", ["a/10.txt"]),
        ("[a-b].txt", ["a.txt", "b.txt"]),
        ("**/*.txt", ["a/10.txt", "a/2.txt", "a.txt", "b.txt"]),
        ("**", ["a/10.txt", "a/2.txt", "a.txt", "b.txt"]),
        ("*", ["a/10.txt", "a/2.txt", "a.txt", "b.txt"]),
        (".h*", [".hidden.txt"]),
    ],
)
def test_a_pattern_names_files_below_its_fixed_part(
    corpus: Path, pattern: str, expected: list[str]
) -> None:
    assert sorted(names(corpus / pattern)) == sorted(expected)


def test_a_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("甲")
    (tmp_path / "a1.txt").write_text("乙")
    assert names(tmp_path / "a[1].txt") == ["a[1].txt"]


def test_the_order_of_a_folder_is_the_same_however_it_was_written(tmp_path: Path) -> None:
    for folder, order in (("one", "cab"), ("two", "bca")):
        (tmp_path / folder).mkdir()
        for name in order:
            (tmp_path / folder / name).write_text(name)
    assert names(tmp_path / "one") == names(tmp_path / "two") == ["a", "b", "c"]


def test_the_same_document_named_twice_is_given_once(corpus: Path) -> None:
    assert names(corpus / "a.txt", corpus / "a.txt", corpus) == [
        "a.txt",
        "a/10.txt",
        "a/2.txt",
        "b.txt",
    ]


def test_another_text_under_a_name_that_is_taken_is_refused(corpus: Path) -> None:
    (corpus / "c" / "a.txt").write_text("另一篇")
    first, second = read([corpus / "a.txt", corpus / "c" / "a.txt"])
    assert isinstance(first, Document)
    assert second == Refusal("a.txt", "another document of this name came before it")


def test_standard_input_is_the_document_stdin() -> None:
    (document,) = read(["-"], stdin=io.BytesIO("石门乡招募志愿者".encode("gb18030")))
    assert isinstance(document, Document)
    assert (document.name, document.text) == ("stdin", "石门乡招募志愿者")


def test_standard_input_is_left_open(corpus: Path) -> None:
    stream = io.BytesIO(b"text")
    list(read(["-"], stdin=stream))
    assert not stream.closed


def test_nothing_is_read_before_it_is_asked_for(corpus: Path) -> None:
    found = read([corpus])
    next(found)
    (corpus / "b.txt").write_text("后来改的")
    *_, last = found
    assert isinstance(last, Document)
    assert last.text == "后来改的"


def test_an_unknown_encoding_is_wrong_usage_at_once() -> None:
    with pytest.raises(UsageError, match="unknown encoding 'utf-9'"):
        read([], encoding="utf-9")


def test_what_cannot_be_read_is_refused_and_the_others_go_on(corpus: Path) -> None:
    (corpus / "a" / "bad.bin").write_bytes(bytes(range(256)) * 9)
    found = list(read([corpus / "missing", corpus]))
    assert [one.name for one in found if isinstance(one, Refusal)] == [
        str(corpus / "missing"),
        "a/bad.bin",
    ]
    assert len([one for one in found if isinstance(one, Document)]) == 4


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path / "missing") == "no such file or folder"
    assert reason("") == "no such file or folder"
    assert reason("a\0b") == "no such file or folder"


def test_a_pattern_that_matches_nothing_is_refused(tmp_path: Path) -> None:
    assert reason(tmp_path / "*.txt") == "the pattern matches no file"
    assert reason(tmp_path / "missing" / "**" / "*") == "the pattern matches no file"


def test_an_empty_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / ".hidden").write_text("x")
    assert reason(tmp_path) == "the folder holds no files"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "an empty file"),
        (b" \r\n\t\n", "no text in it"),
        (b"\xef\xbb\xbf", "no text in it"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "a picture, no text"),
        (b"\x7fELF" + bytes(99), "a program, no text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "an old or encrypted Office file"),
        (b"{\\rtf1 text}", "Rich Text; save it as .docx"),
        (b"\0\1\2\3" * 99, "a binary file"),
        (bytes(range(128, 256)) * 9, "no text in any encoding"),
    ],
)
def test_a_file_that_is_no_text_is_refused_whatever_it_is_called(
    tmp_path: Path, data: bytes, expected: str
) -> None:
    for name in ("page.txt", "page"):
        path = tmp_path / name
        path.write_bytes(data)
        assert expected in reason(path)


@pytest.mark.parametrize("name", ["a.json", "a.xlsx", "a.doc", "a.pptx", "a.odt", "a.epub"])
def test_formats_that_are_not_read_are_refused_by_their_suffix(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text('{"a": 1}')
    assert reason(path)


def test_a_text_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "line.txt"
    with path.open("wb") as sparse:
        sparse.write(b"x" * 100_000)
        sparse.truncate(300 * 1024 * 1024)
    assert reason(path) == ("larger than 16 MiB; split it into its pages, or raise the limit text")


def test_a_text_may_be_as_large_as_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    assert isinstance(next(read([path], limits=Limits(text=1000))), Document)
    assert isinstance(next(read([path], limits=Limits(text=999))), Refusal)


@pytest.mark.parametrize(
    ("name", "page"),
    [("a.txt", "{}"), ("a.html", "<html><p>{}</p></html>"), ("a.jsonl", '{{"text": "{}"}}')],
)
def test_a_document_of_too_many_characters_is_refused_whatever_its_format(
    tmp_path: Path, name: str, page: str
) -> None:
    (tmp_path / name).write_text(page.format("石" * 100), encoding="utf-8")
    (document,) = read([tmp_path], limits=Limits(characters=100))
    assert isinstance(document, Document)
    (refusal,) = read([tmp_path], limits=Limits(characters=99))
    assert isinstance(refusal, Refusal)
    assert refusal.reason.startswith("holds more than 99 characters; split it into its pages")


def test_links_to_folders_are_refused_so_that_no_circle_is_walked(corpus: Path) -> None:
    (corpus / "a" / "circle").symlink_to(corpus)
    (corpus / "a" / "self").symlink_to("self")
    (corpus / "a" / "dead").symlink_to("nothing")
    (corpus / "linked.txt").symlink_to(corpus / "a.txt")
    expected = {
        "a/circle": "a link to a folder; give that folder itself",
        "a/self": "a link to nothing, or to itself",
        "a/dead": "a link to nothing, or to itself",
    }
    for path in (corpus, corpus / "**", corpus / "*"):
        found = list(read([path]))
        assert {one.name: one.reason for one in found if isinstance(one, Refusal)} == expected
        assert "linked.txt" in [one.name for one in found if isinstance(one, Document)]


def test_a_link_to_a_folder_that_is_named_is_followed(corpus: Path) -> None:
    (corpus / "link").symlink_to(corpus / "a")
    assert names(corpus / "link") == ["10.txt", "2.txt"]


def test_pipes_and_devices_are_refused_without_being_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert "a device, pipe or socket" in reason(tmp_path / "pipe")
    assert "a device, pipe or socket" in reason("/dev/zero")


def test_a_file_that_becomes_a_pipe_before_it_is_opened_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "page.txt").write_text("石门乡")
    os.mkfifo(tmp_path / "pipe")
    really_open = os.open
    monkeypatch.setattr(os, "open", lambda path, flags: really_open(tmp_path / "pipe", flags))
    assert "a device, pipe or socket" in reason(tmp_path / "page.txt")


@pytest.fixture
def deep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A file in the last of more folders than Python's stack is high; the first one is here."""
    monkeypatch.chdir(tmp_path)
    folders = ["d/" * depth for depth in range(1, 1201)]
    for folder in folders:
        Path(folder).mkdir()
    file = Path(folders[-1], "a.txt")
    file.write_text("石门乡")
    yield
    file.unlink()
    for folder in reversed(folders):
        Path(folder).rmdir()


@pytest.mark.parametrize("path", ["d", "**/*.txt", "d/**"])
def test_folders_deeper_than_the_stack_are_walked(deep: None, path: str) -> None:
    (name,) = names(path)
    assert name.endswith("/d/a.txt")


def test_a_folder_that_a_pattern_cannot_look_into_is_refused_and_the_others_are_read(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really_list = Path.iterdir

    def deny(folder: Path) -> Iterator[Path]:
        if folder.name == "a":
            raise PermissionError(13, "Permission denied", str(folder))
        return really_list(folder)

    monkeypatch.setattr(Path, "iterdir", deny)
    *documents, refusal = read([corpus / "**" / "*.txt"])
    assert [one.name for one in documents] == ["a.txt", "b.txt"]
    assert refusal == Refusal("a", "permission denied")


def test_a_file_that_may_not_be_read_is_refused(
    corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(path: Path, *args: object) -> Iterator[Path]:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "open", deny)
    assert reason(corpus / "a.txt") == "permission denied"
    monkeypatch.setattr(Path, "iterdir", deny)
    assert reason(corpus) == "permission denied"


def test_a_name_that_is_not_utf8_is_made_printable(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "版面".encode("gb18030") + b"\n.txt"
    Path(os.fsdecode(raw)).write_text("石门乡")
    assert names(tmp_path) == ["版面\ufffd.txt"]


def test_heavy_libraries_are_loaded_only_for_the_formats_that_need_them(corpus: Path) -> None:
    program = (
        "import sys; from extractors.readers import read; "
        f"assert len(list(read([{str(corpus)!r}]))) == 4; "
        "print([name for name in ('trafilatura', 'lxml', 'pdfplumber', 'pdfminer', 'docx', "
        "'charset_normalizer') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
