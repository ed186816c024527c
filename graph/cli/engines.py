"""What runs a build: this machine's processes, or Apache Spark."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import click

from graph.cli.language import Say
from graph.cli.reading import Reading
from graph.cli.sources import reader
from graph.cli.stores import store_path
from ontology.errors import UsageError

if TYPE_CHECKING:
    from extractors.readers import Limits
    from graph.build_report import BuildReport, Step
    from graph.remote.place import Place

    Hear = Callable[[Step], None]

LOCAL: Final = "local"
SPARK: Final = "spark"
_EVERY: Final = 10.0  # seconds from line to line of how far Spark is


@dataclass(frozen=True, slots=True)
class Asked:
    """What a build was asked for, whatever runs it."""

    paths: Sequence[str]
    output: str | Place
    reading: Reading
    encoding: str | None
    limits: Limits
    jobs: int | None

    @property
    def version(self) -> str:
        """The version of what reads the pages."""
        from graph.version import extractor_version

        return extractor_version(self.reading.domains, self.reading.min_confidence)

    @property
    def processes(self) -> int:
        """How many processes read: as many as there are cores where nothing was said."""
        from graph.workers import cores

        return self.jobs or cores()

    def here(self, hear: Hear) -> BuildReport:
        """Build a store by processes of this machine."""
        from graph.build import build

        return build(
            self.paths,
            self.output,
            read=reader(self.encoding, self.limits),
            encoding=self.encoding,
            on_progress=hear,
            extract=self.reading.extract,
            version=self.version,
            ontology=self.reading.lexicon.ontology,
            jobs=self.processes,
            options=self.reading.options,
        )


def output(asked: str | None) -> str:
    """
    Where Spark writes: a store, or a folder on any path that it knows, which stays as it is told.

    Raises UsageError for the address of a SPARQL server.
    """
    from graph.remote.place import is_address

    if asked and is_address(asked):
        raise UsageError(
            f"{asked}: Spark writes files; build into a folder, then 'wangge import' its nquads"
        )
    return asked or str(store_path(None))


def engine_options(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options ``--engine`` and ``--spark``, given as ``settings``."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--spark",
            "settings",
            multiple=True,
            metavar="NAME=VALUE",
            callback=_settings,
            help=say("build.spark"),
        )(command)
        return click.option(
            "--engine",
            type=click.Choice((LOCAL, SPARK)),
            default=LOCAL,
            help=say("build.engine"),
        )(command)

    return add


def on_spark(
    asked: Asked, settings: dict[str, str], say: Say, *, quiet: bool
) -> Callable[[Hear], BuildReport]:
    """What builds on Spark, with these settings of its; how far it is goes to standard error."""
    last = time.monotonic()

    def tell(read: int, whole: int) -> None:
        nonlocal last
        if not quiet and (time.monotonic() - last > _EVERY or read == whole):
            last = time.monotonic()
            click.echo(say("build.parts", read=read, whole=whole), err=True)

    def run(hear: Hear) -> BuildReport:
        from graph.spark.build import Manner, build

        manner = Manner(
            asked.reading.extract,
            asked.version,
            asked.reading.lexicon.ontology,
            asked.encoding,
            asked.limits,
            asked.reading.options,
        )
        return build(
            asked.paths,
            str(asked.output),
            manner,
            settings=settings,
            jobs=asked.processes,
            on_parts=tell,
            on_progress=hear,
        )

    return run


def _settings(_: click.Context, __: click.Parameter, told: Sequence[str]) -> dict[str, str]:
    found = dict(each.partition("=")[::2] for each in told)
    for name, value in found.items():
        if not name.startswith("spark.") or not value:
            raise click.BadParameter(f"'{name}'; NAME=VALUE, as spark.master=spark://host:7077")
    return found
