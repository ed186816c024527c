"""``wangge rebuild``: read everything anew that a store was built from."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.failures import FAILURE, SUCCESS
from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option

if TYPE_CHECKING:
    from graph.manifest import Call
    from graph.rebuild import Rebuilt

_NAMED = 10  # documents that are missing


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("rebuild", cls=Command, say=say, help=say("rebuild.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option("--jobs", type=click.IntRange(1), metavar="N", help=say("build.jobs"))
    @click.option("--without-missing", is_flag=True, help=say("rebuild.without_missing"))
    def rebuild(
        arguments: tuple[str, ...],
        store_asked: str | None,
        jobs: int | None,
        without_missing: bool,
    ) -> int:
        from graph.rebuild import rebuild as built_anew
        from graph.workers import cores

        store, _ = split_arguments(arguments, [], store_asked, say)

        def run(call: Call, place: Path, base: str) -> None:
            click.echo(say("rebuild.call", paths=" ".join(call["paths"])), err=True)
            repeat(call, place, base, jobs or cores())

        done = built_anew(store, run, without_missing=without_missing)
        _tell(done, say)
        return FAILURE if done.old is None else SUCCESS

    return rebuild


def repeat(call: Call, place: Path, base: str, jobs: int) -> None:
    """Do once more what a build or an import did, for the store in another folder."""
    from graph.cli.reading import reading

    asked = reading(tuple(call.get("domains", ())), call.get("minConfidence"))
    paths = call["paths"]
    if call["command"] == "import":
        from graph.imports import import_files

        there = [path for path in paths if Path(path).is_file()]
        ontology = asked.lexicon.ontology if asked.domains else None
        import_files(there, place, ontology=ontology, base=base, options=asked.options)
        return
    from graph.build import build, extractor_version

    build(
        paths,
        place,
        encoding=call.get("encoding"),
        base=base,
        extract=asked.extract,
        version=extractor_version(asked.domains, asked.min_confidence),
        ontology=asked.lexicon.ontology,
        jobs=jobs,
        options=asked.options,
    )


def _tell(done: Rebuilt, say: Say) -> None:
    if done.missing:
        names = ", ".join(done.missing[:_NAMED])
        more = ", …" if len(done.missing) > _NAMED else ""
        click.echo(say("rebuild.missing", count=len(done.missing), names=names + more), err=True)
    if done.old is None:
        click.echo(say("rebuild.kept", place=done.path), err=True)
    else:
        click.echo(say("rebuild.done", store=done.path, old=done.old))
