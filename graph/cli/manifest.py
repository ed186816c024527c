"""``wangge manifest``: what came of each input that a store's builds were given."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option
from graph.cli.text import fitted, table

if TYPE_CHECKING:
    from graph.manifest import Entry

_OUTCOMES = ("new", "replaced", "unchanged", "refused", "failed", "begun")


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("manifest", cls=Command, say=say, help=say("manifest.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option(
        "--outcome",
        "outcomes",
        multiple=True,
        type=click.Choice(_OUTCOMES),
        help=say("manifest.outcome"),
    )
    @click.option(
        "--format",
        "form",
        type=click.Choice(["table", "jsonl"]),
        default="table",
        help=say("manifest.format"),
    )
    def manifest(
        arguments: tuple[str, ...], store_asked: str | None, outcomes: tuple[str, ...], form: str
    ) -> None:
        from graph.manifest import entries

        store, _ = split_arguments(arguments, [], store_asked, say)
        found = entries(store, outcomes)
        if form == "jsonl":
            for entry in found:
                click.echo(json.dumps(entry.to_json(), ensure_ascii=False))
        else:
            click.echo(fitted(_table(found, say)), nl=False)

    return manifest


def _table(found: Iterable[Entry], say: Say) -> str:
    heads = [say(f"manifest.{name}") for name in ("name", "came_of_it", "facts", "apart", "reason")]
    rows = [
        (one.name, say(f"manifest.{one.outcome}"), str(one.facts), str(one.apart), one.reason)
        for one in found
    ]
    return table(heads, rows)
