"""How far a build is: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import click

from graph.cli.language import Say
from graph.cli.sources import Refusals, say_line

if TYPE_CHECKING:
    from graph.build_report import Step

Hear = Callable[["Step"], None]
LEVELS: Final = ("debug", "info", "warning", "error")
_EVERY: Final = 10.0  # seconds from line to line of a log


@dataclass(frozen=True, slots=True)
class Pace:
    """So many pages, and bytes of all bytes (None where these are not known), after seconds."""

    pages: int
    size: int
    whole: int | None
    seconds: float

    @property
    def share(self) -> float | None:
        """Which share of all bytes is done, 1 at most; None where that is not known."""
        return min(self.size / self.whole, 1) if self.whole else None

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """How many seconds the rest takes at this rate; None where that is not known."""
        share = self.share
        return self.seconds / share - self.seconds if share else None

    def told(self, say: Say) -> str:
        """
        The pace in a line.

        >>> Pace(120, 30, 100, 60).told(Say("en"))
        '120 pages, 2.0/s, 30 %, 0:02:20 left'
        >>> Pace(120, 30, None, 60).told(Say("en"))
        '120 pages, 2.0/s'
        """
        line = say("progress.pages", count=self.pages, rate=f"{self.rate:.1f}")
        share, left = self.share, self.left
        if share is None or left is None:
            return line
        return line + say("progress.left", share=f"{share:.0%}"[:-1], time=clock(left))


def clock(seconds: float) -> str:
    """
    A time as hours, minutes and seconds.

    >>> clock(3725)
    '1:02:05'
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


@contextmanager
def progress(
    say: Say, paths: Sequence[str], *, quiet: bool, now: Callable[[], float] = time.monotonic
) -> Iterator[Hear]:
    """What hears of each input: it names those that were not taken, and shows how far we are."""
    refusals = Refusals(say)
    with _shown(say, paths, quiet, now) as show:

        def hear(step: Step) -> None:
            if step.outcome == "refused":
                refusals.tell(step.name, step.reason)
            elif step.outcome == "failed":
                say_line("failed", step.name, step.reason, say)
            show(step)

        yield hear
        refusals.close()


def _shown(
    say: Say, paths: Sequence[str], quiet: bool, now: Callable[[], float]
) -> AbstractContextManager[Hear]:
    if quiet:
        return nullcontext(lambda step: None)
    if sys.stderr.isatty():
        return _bar(say, paths)
    return nullcontext(_lines(say, paths, now))


def _lines(say: Say, paths: Sequence[str], now: Callable[[], float]) -> Hear:
    began = last = now()
    pages = size = 0
    whole: int | None = -1

    def hear(step: Step) -> None:
        nonlocal last, pages, size, whole
        pages, size = pages + 1, size + step.size
        if now() - last < _EVERY:
            return
        if whole == -1:
            whole = _size_of(paths)
        last = now()
        click.echo(Pace(pages, size, whole, last - began).told(say), err=True)

    return hear


@contextmanager
def _bar(say: Say, paths: Sequence[str]) -> Iterator[Hear]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    whole = _size_of(paths)
    columns = (BarColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    # What else is written meanwhile stands above the bar, whole lines.
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
    began = time.monotonic()
    pages = size = 0
    with bar:
        task = bar.add_task(say("progress.begins"), total=whole)

        def hear(step: Step) -> None:
            nonlocal pages, size
            pages, size = pages + 1, size + step.size
            pace = Pace(pages, size, whole, time.monotonic() - began)
            bar.update(task, completed=size, description=pace.told(say))

        yield hear


def _size_of(paths: Sequence[str]) -> int | None:
    from extractors.readers.sizes import size_of

    return size_of(paths)


class _Remarks(logging.Handler):
    """Writes what is logged to standard error, whatever that is at the time."""

    def emit(self, record: logging.LogRecord) -> None:
        click.echo(self.format(record), err=True)


@contextmanager
def logged(level: str | None) -> Iterator[None]:
    """Let what wangge logs from this level on be seen on standard error; nothing for None."""
    if level is None:
        yield
        return
    handler = _Remarks()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    loggers = [logging.getLogger(name) for name in ("graph", "extractors", "ontology")]
    for logger in loggers:
        logger.addHandler(handler)
        logger.setLevel(level.upper())
    try:
        yield
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
            logger.setLevel(logging.NOTSET)
