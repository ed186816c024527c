"""Bad input, each tried in a process of its own: one line that says what is wrong, and the code."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from graph.store import open_store

PAGE = "7月21日，石门县组织120余名志愿者清理河道。石门县招募巡河员20名。\n"
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if name not in ("LANG", "LC_ALL", "LC_MESSAGES", "WANGGE_STORE")
}


def wangge(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "graph.cli", *map(str, arguments)],
        cwd=cwd,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def complaint(done: subprocess.CompletedProcess[str]) -> str:
    """The one line that a failed run says, with nothing on standard output."""
    assert done.returncode == 1, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("news")
    (place / "page.txt").write_text(PAGE, encoding="utf-8")
    built = wangge("build", "page.txt", "-o", "news.kg", cwd=place)
    assert built.returncode == 0, built.stderr
    return place / "news.kg"


def test_a_missing_path(tmp_path):
    line = complaint(wangge("extract", "no-such-page.txt", cwd=tmp_path))

    assert "no-such-page.txt" in line
    assert "no such file" in line


def test_an_empty_folder(tmp_path):
    (tmp_path / "pages").mkdir()

    assert "pages" in complaint(wangge("extract", "pages", cwd=tmp_path))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("binary.txt", bytes(range(256)) * 40),
        ("empty.txt", b""),
        ("broken.pdf", b"%PDF-1.7\nnothing of the kind"),
        ("broken.docx", b"PK\x03\x04word/ and then nothing"),
        ("broken.zip", b"PK\x03\x04nothing"),
    ],
)
def test_a_file_that_is_no_text(name, content, tmp_path):
    (tmp_path / name).write_bytes(content)

    assert name in complaint(wangge("extract", name, cwd=tmp_path))


def test_text_that_breaks_off_within_a_character(tmp_path):
    """What can be read is read: only the broken character is lost."""
    (tmp_path / "page.txt").write_bytes((PAGE * 3).encode()[:-4])

    done = wangge("extract", "--text", "page.txt", cwd=tmp_path)

    assert done.returncode == 0
    assert done.stdout.startswith(PAGE * 2)


def test_the_other_files_are_stored_and_the_exit_code_says_that_one_was_not(tmp_path):
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "pages" / "b.txt").write_text(PAGE, encoding="utf-8")

    done = wangge("build", "pages", "--quiet", cwd=tmp_path)
    documents = wangge("query", "documents", "--format", "csv", cwd=tmp_path)

    assert done.returncode == 1
    assert [line.split(":")[1].strip() for line in done.stderr.splitlines()] == ["a.txt"]
    assert "b.txt" in documents.stdout
    assert "a.txt" not in documents.stdout


def test_a_mistake_in_a_query_is_said_with_line_and_column(store, tmp_path):
    (tmp_path / "who.rq").write_text("SELECT ?who\nWHERE { ?who wg:recruited }\n", encoding="utf-8")

    line = complaint(wangge("query", store, "who.rq", cwd=tmp_path))

    assert "line 2" in line
    assert "column 27" in line


def test_a_query_that_nobody_knows_is_answered_with_names_that_are_near(store, tmp_path):
    assert "volunteers" in complaint(wangge("query", store, "volunters", cwd=tmp_path))


@pytest.mark.parametrize(
    "call",
    [
        ["view", "--around", "石门"],
        ["query", "entity", "--param", "name=石门"],
    ],
    ids=["view", "query"],
)
def test_an_unknown_entity_is_answered_with_names_that_are_near(call, store, tmp_path):
    line = complaint(wangge(*call, "--store", store, cwd=tmp_path))

    assert "石门县" in line


@pytest.mark.parametrize(
    "call",
    [
        ["view", "-o", "{file}/graph.html"],
        ["export", "--format", "nquads", "-o", "{file}/news.nq"],
    ],
    ids=["view", "export"],
)
def test_an_output_that_cannot_be_written(call, store, tmp_path):
    """A path below a file stands for a read-only folder, which would not stop the root user."""
    file = tmp_path / "file"
    file.touch()

    call = [part.format(file=file) for part in call]

    assert str(file) in complaint(wangge(*call, "--store", store, cwd=tmp_path))


def test_a_store_that_cannot_be_made(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "file").touch()

    line = complaint(wangge("build", "page.txt", "-o", "file/news.kg", cwd=tmp_path))

    assert "file/news.kg" in line


@pytest.mark.parametrize("call", [["query", "totals"], ["view"], ["export", "--format", "csv"]])
def test_a_store_that_is_not_there(call, tmp_path):
    line = complaint(wangge(*call, "--store", "no.kg", cwd=tmp_path))

    assert "no.kg" in line
    assert "wangge build" in line


def test_a_store_that_another_process_has_open(store):
    with open_store(store, "w"):
        lines = [
            complaint(wangge("build", "page.txt", "-o", "news.kg", cwd=store.parent)),
            complaint(wangge("query", "news.kg", "totals", cwd=store.parent)),
        ]

    assert all("news.kg" in line and "another process" in line for line in lines)


def test_a_fact_that_nobody_knows(store, tmp_path):
    assert "fact-nothing" in complaint(wangge("explain", store, "fact-nothing", cwd=tmp_path))


def test_an_encoding_that_nobody_knows(tmp_path):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")

    line = complaint(wangge("extract", "page.txt", "--encoding", "utf-99", cwd=tmp_path))

    assert "utf-99" in line


@pytest.mark.parametrize("command", [("extract",), ("build", "-o", "lines.kg")])
def test_many_bad_lines_of_one_file_are_counted(command, tmp_path):
    """The first are told one by one; a file of a million does not fill the terminal."""
    lines = ['{"id": 1}'] * 9 + ['{"text": "石门县招募巡河员20名。"}']
    (tmp_path / "pages.jsonl").write_text("\n".join(lines), encoding="utf-8")

    done = wangge(command[0], "pages.jsonl", *command[1:], cwd=tmp_path)

    assert done.returncode == 1
    *told, more = done.stderr.splitlines()
    assert [line.split(": ")[1] for line in told] == [f"pages.jsonl:{n}" for n in (1, 2, 3)]
    assert more == "not read: pages.jsonl: 6 more lines"


def test_files_that_are_refused_for_one_reason_are_counted(tmp_path):
    for number in range(14):
        (tmp_path / f"{number:02}.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "a.txt").write_text("")
    said = wangge("extract", tmp_path, cwd=tmp_path).stderr.splitlines()
    assert said[9:] == [
        "not read: 09.jpg: a picture, no text",
        "not read: a.txt: an empty file",
        "not read: 4 more files: a picture, no text",
    ]


def test_pages_without_a_fact_are_counted(tmp_path):
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in range(7):
        (pages / f"{number}.txt").write_text(f"天气很好{number}。", encoding="utf-8")
    said = wangge("build", "pages", cwd=tmp_path).stderr.splitlines()
    assert said[4:] == [
        "note: 4.txt: no fact found",
        "note: 2 more pages gave no fact; 'wangge manifest' tells which",
    ]


def test_a_folder_of_hostile_files_costs_no_other_file(tmp_path):
    """Each is refused in one line; what can be read is stored."""
    pages = tmp_path / "pages"
    pages.mkdir()
    hostile = {
        "bomb.zip": zipped("bomb.txt", bytes(30_000_000)),
        "deep.html": b"<html>" + b"<div>" * 10_000,
        "entities.docx": zipped("word/document.xml", b"<!DOCTYPE x [<!ENTITY a '&a;'>]><x>&a;</x>"),
        "broken.pdf": b"%PDF-1.7\n1 0 obj<</Length 99999999>>stream\n",
        "line.txt": b"a" * 2_000_000,
    }
    for name, data in hostile.items():
        (pages / name).write_bytes(data)
    (pages / "circle").symlink_to(pages)
    os.mkfifo(pages / "pipe")
    (pages / os.fsdecode("版面.txt".encode("gb18030"))).write_text(PAGE, encoding="utf-8")
    (pages / "page.html").write_text(f"<html><p>{PAGE * 3}</p></html>", encoding="utf-8")

    done = wangge("build", "pages", "--quiet", "--limit", "text=1M", cwd=tmp_path)
    documents = wangge("query", "documents", "--format", "csv", cwd=tmp_path)

    assert done.returncode == 1
    refused = {line.split(": ")[1] for line in done.stderr.splitlines()}
    assert refused == {*hostile, "circle", "pipe"}
    assert len(done.stderr.splitlines()) == len(refused)
    assert "版面.txt" in documents.stdout
    assert "page.html" in documents.stdout


def zipped(name: str, data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return stream.getvalue()


def test_a_limit_is_an_option_or_stands_in_the_environment(tmp_path, monkeypatch):
    (tmp_path / "page.txt").write_text(PAGE, encoding="utf-8")
    call = ("extract", "--text", "page.txt")

    assert "raise the limit text" in complaint(wangge(*call, "--limit", "text=9", cwd=tmp_path))
    monkeypatch.setitem(ENVIRONMENT, "WANGGE_LIMITS", "seconds=9 text=9")
    assert "raise the limit text" in complaint(wangge(*call, cwd=tmp_path))
    assert wangge(*call, "--limit", "text=1M", cwd=tmp_path).stdout == PAGE


def test_a_limit_that_nobody_knows_is_wrong_usage(tmp_path):
    done = wangge("extract", "page.txt", "--limit", "size=9", cwd=tmp_path)

    assert done.returncode == 2
    assert "no limit 'size=9'; write NAME=NUMBER" in done.stderr
    assert "Traceback" not in done.stderr
