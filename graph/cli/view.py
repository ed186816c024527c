"""``wangge view``: write the graph as one HTML file."""

from __future__ import annotations

from pathlib import Path

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option

DEFAULT = "wangge.html"


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("view", cls=Command, say=say, help=say("view.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option("-o", "--output", default=DEFAULT, metavar="FILE", help=say("view.output"))
    @click.option("--around", metavar="NAME", help=say("view.around"))
    @click.option("--hops", type=click.IntRange(1), default=1, metavar="N", help=say("view.hops"))
    @click.option(
        "--limit", type=click.IntRange(1), default=1000, metavar="N", help=say("view.limit")
    )
    def view(
        arguments: tuple[str, ...],
        store_asked: str | None,
        output: str,
        around: str | None,
        hops: int,
        limit: int,
    ) -> None:
        place, _ = split_arguments(arguments, [], store_asked, say)
        from graph.store import open_store
        from graph.viewer import render_view

        with open_store(place) as store:
            page = render_view(store, around=around, hops=hops, limit=limit)
        if output == "-":
            click.echo(page, nl=False)
            return
        file = Path(output)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page, encoding="utf-8", newline="\n")
        click.echo(say("view.done", path=file, address=file.resolve().as_uri()), err=True)

    return view
