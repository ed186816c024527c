"""``wangge export``: write the whole store in a format that other programs read."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import click

from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option

if TYPE_CHECKING:
    from graph.store import Store

FORMATS = (
    *("nquads", "trig", "turtle", "jsonld", "jsonl", "graphml", "gexf", "csv", "cypher"),
    *("neo4j", "pandas"),
)


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("export", cls=Command, say=say, help=say("export.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        required=True,
        metavar="FORMAT",
        help=say("export.format", formats=", ".join(FORMATS)),
    )
    @click.option("--infer", is_flag=True, help=say("export.infer"))
    @click.option("-o", "--output", metavar="FILE|DIR", help=say("export.output"))
    def export(
        arguments: tuple[str, ...],
        store_asked: str | None,
        form: str,
        infer: bool,
        output: str | None,
    ) -> None:
        place, _ = split_arguments(arguments, [], store_asked, say)
        from graph.exports import FOLDERS
        from graph.inference import open_inferred
        from graph.store import open_store

        if form in FOLDERS and output in (None, "-"):
            raise click.UsageError(say("export.needs_folder", format=form))
        with (open_inferred if infer else open_store)(place) as store:
            if output is None or output == "-":
                _write(store, form, sys.stdout.buffer)
            elif form in FOLDERS:
                _write_folder(store, form, Path(output), say)
            else:
                with _opened(Path(output)) as out:
                    _write(store, form, out)

    return export


def _write(store: Store, form: str, out: BinaryIO) -> None:
    from graph.exports import export

    export(store, form, out)


def _write_folder(store: Store, form: str, folder: Path, say: Say) -> None:
    from graph.exports import export_folder

    for path in export_folder(store, form, folder):
        click.echo(say("export.wrote", file=path), err=True)


@contextmanager
def _opened(file: Path) -> Iterator[BinaryIO]:
    """The file for writing, its folder made; packed where its name ends in ``.gz``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as out:
        if file.suffix != ".gz":
            yield out
            return
        # No name and no time in it: the same store gives the same bytes.
        with gzip.GzipFile("", "wb", fileobj=out, mtime=0) as packed:
            yield cast(BinaryIO, packed)
