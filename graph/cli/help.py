"""Help in the language of the command, wrapped by the columns that characters take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from itertools import groupby
from typing import Any

import click

from graph.cli.language import LANGUAGES, Say
from graph.cli.text import wrap
from graph.width import display_width

HEADINGS = {"Options": "heading.options", "Commands": "heading.commands"}


class Formatter(click.HelpFormatter):
    """Lays help out; the words around it come from our messages."""

    say: Say

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The usage line under our own word for it."""
        super().write_usage(prog, args, self.say("heading.usage") + " ")

    def write_heading(self, heading: str) -> None:
        """A heading; those of click in our words."""
        super().write_heading(self.say(HEADINGS[heading]) if heading in HEADINGS else heading)

    def write_text(self, text: str) -> None:
        """A text, its paragraphs wrapped; lines that start with a blank stay as they are."""
        indent = " " * self.current_indent
        for line in _paragraphs(text):
            kept = [line] if line.startswith(" ") else wrap(line, self.width - len(indent)) or [""]
            self.write("".join(f"{indent}{part}".rstrip() + "\n" for part in kept))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Terms and what they mean, in two columns."""
        rows = list(rows)
        first = (
            min(max((display_width(term) for term, _ in rows), default=0), col_max) + col_spacing
        )
        indent = " " * self.current_indent
        for term, meaning in rows:
            lines = wrap(meaning, max(self.width - len(indent) - first, 20)) or [""]
            start = f"{term:<{first}}"
            if display_width(term) > first - col_spacing:
                self.write(f"{indent}{term}\n")
                start = " " * first
            self.write(f"{indent}{start}{lines[0]}".rstrip() + "\n")
            self.write("".join(f"{indent}{' ' * first}{line}\n" for line in lines[1:]))


def _paragraphs(text: str) -> Iterator[str]:
    """The text with the lines of a paragraph in one; blank and indented lines by themselves."""
    for alone, lines in groupby(text.split("\n"), lambda line: not line or line[0] == " "):
        if alone:
            yield from lines
        else:
            yield reduce(lambda one, next_: one + _gap(one) + next_, lines)


def _gap(line: str) -> str:
    """What stands between a line and the next: nothing after Chinese, which has no blanks."""
    return "" if display_width(line[-1]) > 1 else " "


class Context(click.Context):
    """A context whose help comes from ``Formatter``."""

    def make_formatter(self) -> click.HelpFormatter:
        """A formatter in the language of the command."""
        formatter = Formatter(width=self.terminal_width, max_width=self.max_content_width)
        formatter.say = getattr(self.command, "say", Say("en"))
        return formatter


class Command(click.Command):
    """A command that speaks one language, and takes ``--lang`` and ``--help``."""

    context_class = Context

    def __init__(self, *args: Any, say: Say, **settings: Any) -> None:
        """A command of click, with what it says and the two options of every command."""
        settings["add_help_option"] = False  # Our own speaks the language of the command.
        super().__init__(*args, **settings)
        self.say = say
        self.params += [_language_option(say), _help_option(say)]

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What the command does, its paragraphs and examples as they were written."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text((self.help or "").strip())


def version_option(say: Say) -> click.Option:
    """The option that prints the name and the version, and nothing else."""
    return _eager_flag(["--version"], say("version.help"), "wangge {version}")


def _language_option(say: Say) -> click.Option:
    return click.Option(
        ["--lang"],
        type=click.Choice(LANGUAGES),
        expose_value=False,
        is_eager=True,
        help=say("lang.help"),
    )


def _help_option(say: Say) -> click.Option:
    return _eager_flag(["-h", "--help"], say("help.help"), None)


def _eager_flag(names: list[str], meaning: str, text: str | None) -> click.Option:
    """A flag that prints ``text`` (the help of the command if there is none) and ends the run."""

    def show(ctx: click.Context, param: click.Parameter, asked: bool) -> None:
        if asked and not ctx.resilient_parsing:
            click.echo(ctx.get_help() if text is None else text.format(version=_version()))
            ctx.exit()

    return click.Option(
        names, is_flag=True, expose_value=False, is_eager=True, help=meaning, callback=show
    )


def _version() -> str:
    from importlib.metadata import version

    return version("wangge")
