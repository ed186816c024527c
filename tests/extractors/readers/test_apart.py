"""PDF, Word and HTML are read in a process of its own, which hostile files end and no other."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.readers import Limits, Refusal, read
from extractors.readers.limits import MEBIBYTE

SENTENCE = "石门乡招募志愿者20名。"
# A page with so many attributes keeps trafilatura busy for the better part of an hour.
ENDLESS = (
    f"<html><body><p {' '.join(f'a{n}=1' for n in range(100_000))}>{SENTENCE}</p></body></html>"
)


class Processes(list["subprocess.Popen[bytes]"]):
    """The processes that were started, in their order."""

    @property
    def all_ended(self) -> bool:
        return all(process.poll() is not None for process in self)


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> Processes:
    started = Processes()
    start = subprocess.Popen

    def keep(*arguments: object, **settings: object) -> subprocess.Popen[bytes]:
        started.append(start(*arguments, **settings))  # type: ignore[call-overload]
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", keep)
    return started


@pytest.fixture
def pages(tmp_path: Path) -> Callable[..., Path]:
    def write(**texts: str) -> Path:
        for name, text in texts.items():
            page = text if "<html" in text else f"<html><body><p>{text}</p></body></html>"
            (tmp_path / f"{name}.html").write_text(page, encoding="utf-8")
        return tmp_path

    return write


def pdf_of(content: bytes) -> bytes:
    """A PDF of one page whose content is packed; most of what it may leave out is left out."""
    packed = zlib.compress(content, 9)
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
            b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
            b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>endobj\n",
            b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed),
            packed,
            b"\nendstream\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        )
    )


def test_texts_start_no_process(tmp_path: Path, processes: Processes) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE)
    (tmp_path / "b.jsonl").write_text('{"text": "x"}')
    assert len(list(read([tmp_path]))) == 2
    assert processes == []


def test_one_process_reads_them_all_and_ends_with_the_run(
    pages: Callable[..., Path], processes: Processes
) -> None:
    found = list(read([pages(a=SENTENCE, b=SENTENCE * 2, c=SENTENCE * 3)]))
    assert [one.text for one in found if isinstance(one, Document)] == [
        SENTENCE * n for n in (1, 2, 3)
    ]
    assert len(processes) == 1
    assert processes.all_ended


def test_what_the_caller_holds_is_not_counted(
    pages: Callable[..., Path], processes: Processes
) -> None:
    held = b"x" * (700 * MEBIBYTE)
    found = list(read([pages(a=SENTENCE, b=SENTENCE, c=SENTENCE)]))
    assert (len(found), len(processes), len(held)) == (3, 1, 700 * MEBIBYTE)


def test_a_run_that_is_given_up_ends_the_process(
    pages: Callable[..., Path], processes: Processes
) -> None:
    found = read([pages(a=SENTENCE, b=SENTENCE)])
    next(found)
    assert not processes.all_ended
    found.close()  # type: ignore[attr-defined]
    assert len(processes) == 1
    assert processes.all_ended


def test_a_file_that_takes_too_long_is_refused_and_the_others_go_on(
    pages: Callable[..., Path], processes: Processes
) -> None:
    first, refusal, last = read(
        [pages(a=SENTENCE, b=ENDLESS, c=SENTENCE)], limits=Limits(seconds=1)
    )
    reason = "takes more than 1 seconds to read; split it, or raise the limit seconds"
    assert refusal == Refusal("b.html", reason)
    assert isinstance(first, Document)
    assert isinstance(last, Document)
    assert len(processes) == 2


def test_a_file_that_takes_too_much_memory_is_refused_and_the_others_go_on(
    pages: Callable[..., Path],
) -> None:
    folder = pages(b=SENTENCE)
    (folder / "a.pdf").write_bytes(pdf_of(bytes(300 * MEBIBYTE)))
    refusal, document = read([folder], limits=Limits(memory=256 * MEBIBYTE))
    assert refusal == Refusal(
        "a.pdf",
        "takes more than 256 MiB of memory to read; split it, or raise the limit memory",
    )
    assert isinstance(document, Document)


def test_a_process_that_has_died_is_replaced_for_the_next_file(
    pages: Callable[..., Path], processes: Processes
) -> None:
    found = read([pages(a=SENTENCE, b=SENTENCE)])
    next(found)
    processes[0].kill()
    processes[0].wait()
    assert isinstance(next(found), Document)
    assert len(processes) == 2


def test_a_file_that_breaks_the_process_is_refused(
    pages: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", shutil.which("false"))
    (refusal,) = read([pages(a=SENTENCE)])
    reason = "its reader broke down on it (code 1); save it anew, or as plain text"
    assert refusal == Refusal("a.html", reason)


def test_where_no_process_can_be_started_the_file_is_refused(
    pages: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "nothing"))
    (refusal,) = read([pages(a=SENTENCE)])
    reason = "no process could be started to read it: No such file or directory"
    assert refusal == Refusal("a.html", reason)


def test_modules_that_lie_where_the_user_stands_are_not_run(
    pages: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = pages(a=SENTENCE)
    (folder / "trafilatura.py").write_text("raise SystemExit('hostile')")
    monkeypatch.chdir(folder)
    (document,) = read(["a.html"])
    assert isinstance(document, Document)
