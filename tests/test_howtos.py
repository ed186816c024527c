"""The how-tos can be followed: every command they show runs, and answers what is shown."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from graph.cli.group import command_line

DOCS = Path(__file__).parents[1] / "docs"
HOWTOS = ("install", "first-graph", "asking", "evidence", "corrections", "backup", "serving")
FILES = [name for each in HOWTOS for name in (f"{each}.md", f"{each}.zh.md")]
BLOCK = re.compile(r"^```(text \S+|console)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def steps(text: str) -> list[tuple[str, str]]:
    """The files that a page brings, by name, and its calls with what they answer."""
    found = []
    for kind, body in BLOCK.findall(text):
        if kind == "console":
            found += CALL.findall(body)
        else:
            found.append((kind, body))
    return found


class Reader:
    """Who follows a page, in a folder of their own: the files are written, the calls made."""

    def __init__(self, programs: ExitStack) -> None:
        self._programs = programs
        self._address = ""

    def follow(self, step: str, shown: str) -> None:
        """Do one step; a call must end well, with the lines that are shown at its beginning."""
        kind, _, rest = step.partition(" ")
        if kind == "text":
            Path(rest).write_text(shown, encoding="utf-8")
        elif rest.startswith("serve "):
            self._serve(shlex.split(rest), shown)
        elif kind == "curl":
            self._ask(shlex.split(rest), shown)
        else:
            assert kind == "wangge", step
            language = "zh" if rest.endswith(" --lang zh") else "en"
            result = CliRunner().invoke(command_line(language), shlex.split(rest))
            assert result.exit_code == 0, f"$ {step}\n{result.output}"
            assert result.stdout.startswith(shown), f"$ {step}\n{result.stdout}"

    def _serve(self, call: list[str], shown: str) -> None:
        """Start a server, at a port that is free: the one shown may be taken."""
        command = [sys.executable, "-m", "graph.cli", *call, "--quiet", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(DOCS.parent)}
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        self._programs.enter_context(server)
        self._programs.callback(server.terminate)
        assert server.stdout
        self._address = server.stdout.readline().strip()
        assert self._address.rpartition(":")[0] == shown.strip().rpartition(":")[0]

    def _ask(self, arguments: list[str], shown: str) -> None:
        """What curl does with the few options that the pages use."""
        curl = argparse.ArgumentParser()
        curl.add_argument("address")
        curl.add_argument("--get", action="store_true")
        curl.add_argument("--header", action="append", default=[])
        curl.add_argument("--data-urlencode", action="append", default=[])
        asked = curl.parse_args(arguments)
        answer = httpx.get(
            asked.address.replace("http://127.0.0.1:8000/", self._address),
            params=[tuple(each.split("=", 1)) for each in asked.data_urlencode],
            headers=[tuple(each.split(": ", 1)) for each in asked.header],
            timeout=60,
            trust_env=False,
        )
        assert answer.status_code == 200, answer.text
        assert answer.text.startswith(shown)


@pytest.mark.parametrize("name", [name for name in FILES if (DOCS / name).exists()])
def test_what_a_how_to_shows_is_what_happens(name, tmp_path, monkeypatch):
    """In a folder that is empty at first, from the top of the page to its end."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WANGGE_STORE", raising=False)

    with ExitStack() as programs:
        reader = Reader(programs)
        for step, shown in steps((DOCS / name).read_text(encoding="utf-8")):
            reader.follow(step, shown)


def test_both_languages_show_the_same_commands():
    for name in HOWTOS:
        chinese = DOCS / f"{name}.zh.md"
        if chinese.exists():
            asked = [steps(file.read_text("utf-8")) for file in (DOCS / f"{name}.md", chinese)]
            calls = [[step.removesuffix(" --lang zh") for step, _ in each] for each in asked]
            assert calls[0] == calls[1], name


@pytest.mark.parametrize("name", ["install", "first-graph", "asking", "viewer", "evidence"])
def test_what_users_read_first_is_there_in_chinese(name):
    assert (DOCS / f"{name}.zh.md").exists()
