"""``wangge source``: show the paragraph that a fact was read from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option
from graph.cli.text import rows

if TYPE_CHECKING:
    from graph.source import Source


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("source", cls=Command, say=say, help=say("source.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] FACT")
    @store_option(say)
    @click.option("--json", "as_json", is_flag=True, help=say("source.json"))
    def source(arguments: tuple[str, ...], store_asked: str | None, as_json: bool) -> None:
        place, (fact,) = split_arguments(arguments, ["FACT"], store_asked, say)
        from graph.source import source_of
        from graph.store import open_store

        with open_store(place) as store:
            found = source_of(store, fact)
        if as_json:
            click.echo(json.dumps(found.to_json(), ensure_ascii=False, indent=2))
        else:
            click.echo(_described(found, say))

    return source


def _described(found: Source, say: Say) -> str:
    file, evidence = found.file, found.fact.evidence
    told = [
        ("source.article", " ".join(filter(None, (found.headline, found.date, found.unit)))),
        ("source.file", f"{file.name}:{evidence.start}-{evidence.end}"),
        ("source.origin", file.origin),
        ("source.size", str(file.size) if file.size else ""),
        ("source.sha256", file.sha256),
        ("source.encoding", file.encoding),
        ("source.reader", file.reader),
        ("source.rule", f"{found.fact.extractor} {found.fact.rule}".strip()),
        ("source.version", found.version),
        ("source.run", f"{found.run.started} – {found.run.ended}" if found.run else ""),
        ("source.id", found.iri),
    ]
    return found.marked + "\n\n" + rows([(say(key), text) for key, text in told if text])
