"""How a run ends: the exit codes of the contract, and one line for each failure."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

import extractors.readers
from graph.cli.group import command_line
from ontology.errors import ReadError, StoreError

WANGGE = [sys.executable, "-m", "graph.cli"]
# Without PYTHONUNBUFFERED, under which Python itself says nothing of a broken pipe.
PLAIN = {"PATH": os.environ["PATH"]}


def run_with(monkeypatch, error: BaseException, language: str = "en"):
    """A run in whose middle the library raises ``error``."""

    def read(*_, **__):
        raise error

    monkeypatch.setattr(extractors.readers, "read", read)
    return CliRunner().invoke(command_line(language), ["extract", "page.txt"])


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (StoreError("news.kg is in use"), "Error: news.kg is in use"),
        (ReadError("two\nlines"), "Error: two lines"),
        (
            OSError(28, "No space left on device", "out"),
            "Error: out: No space left on device; make room, and run the same command again",
        ),
        (
            PermissionError(13, "Permission denied", "x"),
            "Error: x: Permission denied; ask for the right to it, or name another place",
        ),
        (OSError("no number"), "Error: no number"),
        (click.ClickException("from click"), "Error: from click"),
    ],
)
def test_a_failure_ends_with_1_and_one_line(monkeypatch, error, line):
    result = run_with(monkeypatch, error)

    assert (result.exit_code, result.stdout, result.stderr) == (1, "", line + "\n")


def test_a_failure_is_announced_in_the_language_asked_for(monkeypatch):
    result = run_with(monkeypatch, StoreError("news.kg"), "zh")

    assert result.stderr == "错误：news.kg\n"


def test_an_interrupt_ends_with_130_and_one_line(monkeypatch):
    result = run_with(monkeypatch, KeyboardInterrupt())

    assert result.exit_code == 130
    assert result.stderr.strip() == "Interrupted."


def test_a_defect_of_ours_is_not_hidden(monkeypatch):
    result = run_with(monkeypatch, ZeroDivisionError("ours"))

    assert isinstance(result.exception, ZeroDivisionError)


def test_a_reader_who_has_had_enough_ends_the_run_quietly(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("石门县招募志愿者二十名。\n" * 20_000, encoding="utf-8")

    with subprocess.Popen(
        [*WANGGE, "extract", "--text", str(page)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=PLAIN,
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        assert run.stdout.read(3).decode() == "石"
        run.stdout.close()
        assert run.stderr.read() == b""

    assert run.returncode == 1


def test_output_is_utf8_whatever_the_locale(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text("石门县招募志愿者二十名。", encoding="utf-8")

    run = subprocess.run(
        [*WANGGE, "extract", "--text", str(page)],
        capture_output=True,
        check=True,
        env=PLAIN | {"PYTHONIOENCODING": "gbk"},
    )

    assert run.stdout.decode() == "石门县招募志愿者二十名。"


def test_warnings_of_libraries_are_not_for_the_user(tmp_path):
    """Python 3.12 and later warn of jieba's source when it is compiled, the first time it runs."""
    page = tmp_path / "page.txt"
    page.write_text("石门县招募志愿者二十名。", encoding="utf-8")

    run = subprocess.run(
        [*WANGGE, "extract", str(page)],
        capture_output=True,
        check=True,
        env=PLAIN | {"PYTHONPYCACHEPREFIX": str(tmp_path / "nothing-compiled")},
    )

    assert run.stderr == b""
