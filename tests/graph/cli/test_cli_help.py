"""Help and messages: in two languages, complete, and there before anything heavy is."""

from __future__ import annotations

import ast
import string
import subprocess
import sys
from dataclasses import fields
from pathlib import Path
from typing import get_args

import pytest
from click.testing import CliRunner

import graph.cli
from extractors.selection import OUTCOMES
from extractors.trace import REASONS
from graph.analysis.tables import NOTES, ROWS
from graph.cli.extract import THINGS
from graph.cli.group import COMMANDS, command_line
from graph.cli.help import Formatter
from graph.cli.language import LANGUAGES, choose_language, read_messages
from graph.manifest import Outcome
from graph.width import display_width

HEAVY = (
    *("jieba", "rjieba", "rdflib", "networkx", "pyvis", "pyoxigraph", "numpy", "pandas", "lxml"),
    *("starlette", "uvicorn"),
)
SCRIPT = f"""
import sys
from graph.cli import main
sys.argv = ["wangge", *sys.argv[1:]]
try:
    main()
finally:
    print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
CALLS = [["--help"], *([name, "--help"] for name in COMMANDS)]


def help_of(language: str, call: list[str]) -> str:
    result = CliRunner().invoke(command_line(language), call, terminal_width=80)
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize("arguments", [*CALLS, ["--version"], ["no-such-command"]])
def test_help_and_wrong_calls_import_nothing_heavy(arguments):
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=False
    )

    assert run.stderr.splitlines()[-1] == "[]"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_fits_a_terminal_of_eighty_columns(language, call):
    assert [line for line in help_of(language, call).splitlines() if display_width(line) > 80] == []


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_help_speaks_the_language_asked_for(call):
    english, chinese = help_of("en", call), help_of("zh", call)

    assert "Usage:" in english
    assert "Options:" in english
    assert "用法：" in chinese
    assert "选项" in chinese
    assert "Options" not in chinese
    assert "显示本帮助。" in chinese


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_stands_in_the_help_with_its_purpose(language):
    shown = help_of(language, ["--help"])

    for name in COMMANDS:
        purpose = read_messages()[f"{name}.short"][language]
        assert f"  {name}" in shown
        assert purpose in shown


def test_every_message_is_there_in_both_languages_with_the_same_values():
    for key, texts in read_messages().items():
        assert set(texts) == set(LANGUAGES), key
        assert all(text.strip() for text in texts.values()), key
        assert values_in(texts["en"]) == values_in(texts["zh"]), key


def test_every_message_said_exists_and_every_message_is_said():
    assert said_in_the_sources() == set(read_messages())


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "zh_TW.Big5"}, "zh"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN.UTF-8", "LANG": "en_US.UTF-8"}, "zh"),
        ([], {"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang", "en", "build"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=zh"], {}, "zh"),
        (["build", "pages", "--lang", "zh"], {}, "zh"),
        (["--lang", "fr"], {"LANG": "zh_CN.UTF-8"}, "zh"),
        (["--lang"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_else_that_of_the_locale(
    arguments, environment, language
):
    assert choose_language(arguments, environment) == language


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (["extrakt"], "did you mean extract?"),
        (["extract"], "PATH... is missing"),
        (["extract", "--mention", "x"], "did you mean --mentions"),
        (["extract", "--format", "yaml", "x"], "must be one of: jsonl, table, ttl"),
        (["extract", "--format", "ttl", "--articles", "x"], "prints facts only"),
        (["extract", "--min-confidence", "2", "x"], "--min-confidence"),
        (["query", "a", "b", "c"], "one argument too many: c"),
        (["query"], "QUERY is missing"),
        (["view", "a", "b"], "one argument too many: b"),
        (["view", "--store", "a", "b"], "one argument too many: b"),
        (["view", "--hops", "0"], "--hops"),
        (["export"], "--format is missing"),
        (["explain"], "FACT is missing"),
        (["--lang", "fr"], "--lang must be one of: zh, en"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_wrong_call_ends_with_2_and_says_what_was_wrong(call, said):
    result = CliRunner().invoke(command_line("en"), call)

    assert result.exit_code == 2
    assert result.stdout == ""
    error, hint = result.stderr.splitlines()
    assert error.startswith("Error: ")
    assert said in error
    assert "--help" in hint


def test_a_wrong_call_is_said_in_chinese_too():
    result = CliRunner().invoke(command_line("zh"), ["extrakt"])

    assert result.stderr.startswith("错误：没有命令“extrakt”；是不是要：extract？\n")


def test_the_bare_command_shows_its_help_and_ends_with_2():
    result = CliRunner().invoke(command_line("en"), [])

    assert result.exit_code == 2
    assert "Commands:" in result.stderr


def values_in(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def said_in_the_sources() -> set[str]:
    """The keys that the code says: constants that stand for a message."""
    sources = Path(graph.cli.__file__).parent.glob("*.py")
    trees = [ast.parse(source.read_text(encoding="utf-8")) for source in sources]
    constants = {
        node.value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    made = {f"extract.{thing}" for thing in THINGS} | {f"{name}.short" for name in COMMANDS}
    made |= {f"trace.{constant}" for constant in (*constants, *OUTCOMES, *REASONS)}
    made |= {f"analyse.column.{column.name}" for kind in ROWS for column in fields(kind)}
    made |= {f"analyse.note.{note}" for note in NOTES}
    made |= {f"manifest.{constant}" for constant in (*constants, *get_args(Outcome), "begun")}
    return (constants | made) & set(read_messages()) | keys_said(trees)


def keys_said(trees: list[ast.Module]) -> set[str]:
    return {
        node.args[0].value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and (node.func.id if isinstance(node.func, ast.Name) else node.func.attr) == "say"
        and isinstance(node.args[0], ast.Constant)
    }


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("One sentence.\nAnother one.", "One sentence. Another one.\n"),
        ("一句话。\n又一句。", "一句话。又一句。\n"),
        ("One.\n\nTwo.", "One.\n\nTwo.\n"),
        ("So:\n  wangge build\n  wangge view", "So:\n  wangge build\n  wangge view\n"),
    ],
)
def test_the_lines_of_a_paragraph_are_wrapped_as_one(text, written):
    formatter = Formatter(width=60)

    formatter.write_text(text)

    assert formatter.getvalue() == written
