"""``wangge import``: read facts into the store that people made, or that a store was written as."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.failures import FAILURE, SUCCESS
from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import store_option, store_path

if TYPE_CHECKING:
    from graph.imports import Refused
    from graph.remote.place import Place
    from ontology import Ontology


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("import", cls=Command, say=say, help=say("import.help"))
    @click.argument("arguments", nargs=-1, required=True, metavar="[STORE] FILE...")
    @store_option(say, made=True)
    @click.option(
        "--domain", "domains", multiple=True, metavar="NAME|PATH", help=say("import.domain")
    )
    @click.option("--json", "as_json", is_flag=True, help=say("import.json"))
    @click.option("-q", "--quiet", is_flag=True, help=say("import.quiet"))
    def import_(
        arguments: tuple[str, ...],
        store_asked: str | None,
        domains: tuple[str, ...],
        as_json: bool,
        quiet: bool,
    ) -> int:
        place, files = _store_and_files(arguments, store_asked)
        if not files:
            raise click.UsageError(say("usage.missing", name="FILE"))
        from graph.imports import import_files

        report = import_files(
            files,
            place,
            ontology=_ontology(domains),
            options={"domains": _paths(domains)} if domains else None,
            on_refusal=lambda one: _tell(one, say),
        )
        if as_json:
            click.echo(json.dumps(report.to_json(), ensure_ascii=False))
        elif not quiet:
            click.echo(
                say(
                    "import.done",
                    store=place,
                    facts=report.facts,
                    new=report.new,
                    replaced=report.replaced,
                    added=report.added_to,
                    refused=len(report.refused),
                    seconds=f"{report.seconds:.1f}",
                )
            )
        return FAILURE if report.refused else SUCCESS

    return import_


def _store_and_files(
    arguments: tuple[str, ...], asked: str | None
) -> tuple[Place, tuple[str, ...]]:
    """The store, which may stand first: a folder, or what is to be one, is no file to read."""
    from graph.imports.files import has_known_suffix
    from graph.remote.place import is_address

    if asked is None and (is_address(arguments[0]) or not has_known_suffix(Path(arguments[0]))):
        return store_path(arguments[0]), arguments[1:]
    return store_path(asked), arguments


def _tell(refused: Refused, say: Say) -> None:
    """Say on standard error, in one line, what was refused, where and why."""
    text = say("import.refused", name=refused.name, reason=refused.reason)
    click.echo(" ".join(text.split()), err=True)


def _ontology(domains: tuple[str, ...]) -> Ontology | None:
    from ontology import load_ontology

    paths = tuple(map(Path, _paths(domains)))
    return load_ontology(paths) if paths else None


def _paths(domains: tuple[str, ...]) -> list[str]:
    from ontology.domains import find_domain

    return list(dict.fromkeys(str(find_domain(each)) for each in domains))
