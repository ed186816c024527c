"""``wangge split``: say that what is called by one name is two."""

from __future__ import annotations

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import store_option, store_path


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("split", cls=Command, say=say, help=say("split.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE] ENTITY [OTHER]")
    @store_option(say)
    @click.option(
        "--document", "documents", multiple=True, metavar="NAME", help=say("split.document")
    )
    @click.option("--mention", default="", metavar="TEXT", help=say("split.mention"))
    def split(
        arguments: tuple[str, ...],
        store_asked: str | None,
        documents: tuple[str, ...],
        mention: str,
    ) -> None:
        apart = bool(documents or mention)
        names = list(arguments)
        if len(names) > (1 if apart else 2) and store_asked is None:
            store_asked = names.pop(0)
        if len(names) != (1 if apart else 2):
            raise click.UsageError(say("split.usage"))
        from graph.identity import editing
        from graph.identity.corrections import corrections_file
        from graph.store import open_store

        with open_store(store_path(store_asked), "w", create=False) as store:
            if apart:
                edit = editing.split(store, names[0], documents, mention)
            else:
                edit = editing.unmerge(store, names[0], names[1])
            file = corrections_file(store.path)
        click.echo(say("split.done", name=edit.name, iri=edit.iri, count=edit.documents, file=file))

    return split
