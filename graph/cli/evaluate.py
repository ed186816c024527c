"""``wangge evaluate``: score the extractors against annotated pages."""

from __future__ import annotations

import json
from pathlib import Path

import click

from graph.cli.help import Command
from graph.cli.language import Say


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("evaluate", cls=Command, say=say, help=say("evaluate.help"))
    @click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
    @click.option("--json", "as_json", is_flag=True, help=say("evaluate.json"))
    @click.option(
        "--misses", type=click.IntRange(0), default=0, metavar="N", help=say("evaluate.misses")
    )
    def evaluate(gold: tuple[str, ...], as_json: bool, misses: int) -> None:
        from extractors import evaluation

        report = evaluation.evaluate(Path(gold[0]))
        click.echo(json.dumps(report.to_json(), ensure_ascii=False) if as_json else report.table())

    evaluate.short_help = say("evaluate.short")
    return evaluate
