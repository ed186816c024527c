"""``wangge evaluate``: score the extractors against annotated pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.reading import reading, reading_options

if TYPE_CHECKING:
    from extractors.evaluation.report import Extract


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("evaluate", cls=Command, say=say, help=say("evaluate.help"))
    @click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
    @click.option("--json", "as_json", is_flag=True, help=say("evaluate.json"))
    @click.option(
        "--misses", type=click.IntRange(0), default=0, metavar="N", help=say("evaluate.misses")
    )
    @click.option("--questions", is_flag=True, help=say("evaluate.questions"))
    @reading_options(say)
    def evaluate(
        gold: tuple[str, ...],
        as_json: bool,
        misses: int,
        questions: bool,
        domains: tuple[str, ...],
        min_confidence: float | None,
    ) -> None:
        from extractors import evaluation

        extract = reading(domains, min_confidence).extract
        paths = [Path(path) for path in gold]
        if questions:
            _evaluate_questions(paths, extract, misses, as_json=as_json)
            return
        report = evaluation.evaluate(paths, extract)
        if as_json:
            click.echo(json.dumps(report.to_json(), ensure_ascii=False))
            return
        click.echo(report.table())
        for file in _fact_files(paths) if misses else ():
            click.echo(f"\n{file.name}")
            for line in _first(misses, evaluation.differences(file, extract)):
                click.echo(line)

    return evaluate


def _evaluate_questions(paths: list[Path], extract: Extract, misses: int, *, as_json: bool) -> None:
    from graph.asking.evaluation import evaluate_questions

    report = evaluate_questions(paths, extract)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
        return
    click.echo(report.table())
    for line in islice(report.wrong(), misses):
        click.echo(line)


def _fact_files(paths: Iterable[Path]) -> list[Path]:
    """The fact files that the paths stand for, those of a folder sorted."""
    return [
        file
        for path in paths
        for file in (sorted(path.glob("*.facts.jsonl")) if path.is_dir() else [path])
    ]


def _first(count: int, differences: str) -> Iterator[str]:
    """The heading of each part, and the first lines below it."""
    left = count
    for line in differences.splitlines():
        left = left - 1 if line.startswith(" ") else count
        if left >= 0:
            yield line
