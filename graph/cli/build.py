"""``wangge build``: read pages into the store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from graph.cli.engines import SPARK, Asked, engine_options, on_spark, output
from graph.cli.failures import FAILURE, INTERRUPTED, SUCCESS
from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.progress import LEVELS, logged, progress
from graph.cli.reading import reading, reading_options
from graph.cli.sources import source_options
from graph.cli.stores import server_options, store_path
from graph.cli.text import table

if TYPE_CHECKING:
    from extractors.readers import Limits
    from graph.build_report import BuildReport, Step
    from graph.remote.place import Place
    from ontology import Ontology

_REMARKS = 5  # that are told one by one


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("build", cls=Command, say=say, help=say("build.help"))
    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @click.option("-o", "--store", metavar="STORE", help=say("build.store"))
    @server_options(say)
    @reading_options(say)
    @source_options(say)
    @click.option("--jobs", type=click.IntRange(1), metavar="N", help=say("build.jobs"))
    @engine_options(say)
    @click.option("-q", "--quiet", is_flag=True, help=say("build.quiet"))
    @click.option("--json", "as_json", is_flag=True, help=say("build.json"))
    @click.option("--log-level", type=click.Choice(LEVELS), help=say("build.log_level"))
    def build(
        paths: tuple[str, ...],
        store: str | None,
        domains: tuple[str, ...],
        min_confidence: float | None,
        encoding: str | None,
        limits: Limits,
        jobs: int | None,
        engine: str,
        settings: dict[str, str],
        quiet: bool,
        as_json: bool,
        log_level: str | None,
    ) -> int:
        place = output(store) if engine == SPARK else store_path(store)
        asked = Asked(paths, place, reading(domains, min_confidence), encoding, limits, jobs)
        stored = 0

        def count(step: Step) -> None:
            nonlocal stored
            stored += step.outcome in ("new", "replaced", "unchanged")
            hear(step)

        run = on_spark(asked, settings, say, quiet=quiet) if engine == SPARK else asked.here
        try:
            with logged(log_level), progress(say, paths, quiet=quiet) as hear:
                report = run(count)
        except KeyboardInterrupt:
            key = "build.interrupted_parts" if engine == SPARK else "build.interrupted"
            click.echo(say(key, store=place, count=stored), err=True)
            return INTERRUPTED
        if as_json:
            click.echo(json.dumps({"path": str(place), **report.to_json()}, ensure_ascii=False))
            return SUCCESS if report.sound and report.total else FAILURE
        if not quiet:
            _warn(report, say)
        if not report.total:
            click.echo(say("nothing_read", paths=" ".join(paths)), err=True)
            return FAILURE
        if not quiet:
            click.echo(describe(report, place, say, asked.reading.lexicon.ontology), nl=False)
        return SUCCESS if report.sound else FAILURE

    return build


def _warn(report: BuildReport, say: Say) -> None:
    """The first remarks of a build, and how many more there are."""
    for warning in report.warnings[:_REMARKS]:
        click.echo(say("build.warning", text=warning), err=True)
    if (more := report.factless - _REMARKS) > 0:
        click.echo(say("build.factless", count=more), err=True)


def describe(
    report: BuildReport, place: str | Place, say: Say, ontology: Ontology | None = None
) -> str:
    """What the build did and what the store holds now, as lines of text."""
    census = report.census
    done = say(
        "build.done",
        new=report.count("new"),
        replaced=report.count("replaced"),
        unchanged=report.count("unchanged"),
        refused=report.count("refused"),
        failed=report.count("failed"),
        seconds=f"{report.seconds:.1f}",
    )
    holds = say(
        "build.holds",
        store=place,
        documents=census.documents,
        articles=census.articles,
        facts=census.facts,
        entities=census.entities,
    )
    lines = [done, holds]
    if report.apart:
        lines.append(
            say("build.apart", count=report.apart, new=report.apart_new, file=report.apart_file)
        )
    types = _counts(say("build.type"), census.entities_by_type, say, ontology)
    relations = _counts(say("build.relation"), census.relations, say, ontology)
    return "\n".join([*lines, "", types, relations])


def _counts(head: str, counts: dict[str, int], say: Say, ontology: Ontology | None) -> str:
    rows = [(label(name, say.language, ontology), str(count)) for name, count in counts.items()]
    return table((head, say("build.count")), rows)


def label(name: str, language: str, ontology: Ontology | None = None) -> str:
    """
    The name of a class or relation of the ontology, behind its Chinese label in Chinese.

    >>> label("Place", "en")
    'Place'
    >>> label("Place", "zh").endswith(" Place")
    True
    """
    if language == "en":
        return name
    from ontology import load_ontology

    known = ontology or load_ontology()
    term = known.classes.get(name) or known.relations.get(name)
    return f"{term.label('zh')} {name}" if term else name
