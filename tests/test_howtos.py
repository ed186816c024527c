"""The how-tos can be followed: every command they show runs, and answers what is shown."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.cli.group import command_line

DOCS = Path(__file__).parents[1] / "docs"
HOWTOS = ("install", "first-graph", "asking", "evidence", "corrections", "backup")
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


@pytest.mark.parametrize("name", [name for name in FILES if (DOCS / name).exists()])
def test_what_a_how_to_shows_is_what_happens(name, tmp_path, monkeypatch):
    """In a folder that is empty at first, from the top of the page to its end."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("WANGGE_STORE", raising=False)

    for step, shown in steps((DOCS / name).read_text(encoding="utf-8")):
        kind, _, rest = step.partition(" ")
        if kind == "text":
            Path(rest).write_text(shown, encoding="utf-8")
            continue
        assert kind == "wangge", step
        language = "zh" if rest.endswith(" --lang zh") else "en"
        result = CliRunner().invoke(command_line(language), shlex.split(rest))
        assert result.exit_code == 0, f"$ {step}\n{result.output}"
        assert result.stdout.startswith(shown), f"$ {step}\n{result.stdout}"


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
