"""The documents that a command was given, and the files among them that could not be read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from graph.cli.language import Say

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.readers import Limits, Refusal

    Read = Callable[[Iterable[str]], Iterator[Document | Refusal]]

_LINES = 3  # refused lines of one file that are told one by one
_ALIKE = 10  # files that were refused for the same reason
_REASONS = 1000  # that are counted


class Documents:
    """
    The documents of the paths, one after the other; refused files are named on standard error.

    ``failed`` is true once a file was refused, and after a run that gave no document at all.
    """

    def __init__(self, paths: Sequence[str], read: Read, say: Say) -> None:
        """Nothing is read before the first document is asked for."""
        self.paths = paths
        self.read = read
        self.say = say
        self.failed = False
        self.refusals = Refusals(say)

    def __iter__(self) -> Iterator[Document]:
        from extractors.readers import Refusal

        count = 0
        for item in self.read(self.paths):
            if isinstance(item, Refusal):
                self.refuse(item.name, item.reason)
            else:
                count += 1
                yield item
        self.refusals.close()
        if not count and not self.failed:
            click.echo(self.say("nothing_read", paths=" ".join(self.paths)), err=True)
            self.failed = True

    def refuse(self, name: str, reason: str) -> None:
        """Tell that a file was not read, or that nothing can be made of it, and why."""
        self.refusals.tell(name, reason)
        self.failed = True


class Refusals:
    """
    Tells what was not read: the first lines of a file one by one, and the first files of a reason.

    How many more there were is told at the end, by ``close``.
    """

    def __init__(self, say: Say) -> None:
        """Nothing has been refused yet."""
        self.say = say
        self.file = ""
        self.lines = 0
        self.reasons: Counter[str] = Counter()

    def tell(self, name: str, reason: str) -> None:
        """Tell that a file was not read, or a line of one (``file:number``), and why."""
        file, _, number = name.rpartition(":")
        if not number.isdecimal():
            file = ""
        if not file or file != self.file:
            self._end_file()
            self.file = file
        self.lines += 1
        if self.lines <= _LINES if file else self._is_new(reason):
            say_line("refused", name, reason, self.say)

    def close(self) -> None:
        """Tell how many more lines of the last file were refused, and how many files for what."""
        self._end_file()
        for reason, count in self.reasons.items():
            if count > _ALIKE:
                more = str(count - _ALIKE)
                click.echo(self.say("refused_alike", count=more, reason=reason), err=True)
        self.reasons.clear()

    def _is_new(self, reason: str) -> bool:
        """Whether a reason is one that few files had so far; of very many, all are new."""
        if reason not in self.reasons and len(self.reasons) >= _REASONS:
            return True
        self.reasons[reason] += 1
        return self.reasons[reason] <= _ALIKE

    def _end_file(self) -> None:
        more = self.lines - _LINES
        if self.file and more > 0:
            click.echo(self.say("refused_more", name=self.file, count=str(more)), err=True)
        self.file, self.lines = "", 0


def source_options(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options ``--encoding`` and ``--limit``, which ``reader`` takes."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--limit",
            "limits",
            multiple=True,
            metavar="NAME=NUMBER",
            envvar="WANGGE_LIMITS",
            callback=_limits,
            help=say("limit.help"),
        )(command)
        return click.option("--encoding", metavar="NAME", help=say("encoding.help"))(command)

    return add


def _limits(_: click.Context, __: click.Parameter, settings: Sequence[str]) -> Limits:
    from extractors.readers import Limits
    from ontology.errors import UsageError

    try:
        return Limits().changed(settings)
    except UsageError as error:
        raise click.BadParameter(str(error)) from error


def reader(encoding: str | None, limits: Limits) -> Read:
    """What reads paths, with ``-`` for the standard input of the process."""

    def read(paths: Iterable[str]) -> Iterator[Document | Refusal]:
        from extractors import readers

        return readers.read(paths, encoding=encoding, limits=limits)

    return read


def say_line(key: str, name: str, reason: str, say: Say) -> None:
    """Say on standard error, in one line, what came of a file, and why."""
    sys.stdout.flush()
    click.echo(" ".join(say(key, name=name, reason=reason).split()), err=True)
