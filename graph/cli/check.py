"""``wangge check``: whether what a store holds fits the shapes."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graph.cli.build import label
from graph.cli.failures import FAILURE, SUCCESS
from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.stores import split_arguments, store_option

if TYPE_CHECKING:
    from graph.check import CheckReport, GraphReport
    from graph.findings import Finding
    from graph.remote.place import Place

FORMATS = ("text", "json", "csv", "ttl")


def command(say: Say) -> click.Command:
    """The command in one language."""

    @click.command("check", cls=Command, say=say, help=say("check.help"))
    @click.argument("arguments", nargs=-1, metavar="[STORE]")
    @store_option(say)
    @click.option(
        "--format", "form", type=click.Choice(FORMATS), default="text", help=say("check.format")
    )
    @click.option("--all", "everything", is_flag=True, help=say("check.all"))
    @click.option("--shapes", "shapes_only", is_flag=True, help=say("check.shapes"))
    def check(
        arguments: tuple[str, ...],
        store_asked: str | None,
        form: str,
        everything: bool,
        shapes_only: bool,
    ) -> int:
        place, _ = split_arguments(arguments, [], store_asked, say)
        if shapes_only:
            click.echo(_shapes(place, bool(arguments or store_asked)), nl=False)
            return SUCCESS
        from graph.check import check as check_store
        from graph.check_reports import REPORTS

        with _progress(say) as on_progress:
            report = check_store(place, everything=everything, on_progress=on_progress)
        if report.remark:
            click.echo(say("check.forgotten", reason=report.remark), err=True)
        written = REPORTS[form](report) if form in REPORTS else describe(report, say)
        click.echo(written, nl=False)
        return SUCCESS if report.conforms else FAILURE

    return check


def describe(report: CheckReport, say: Say) -> str:
    """The report for a reader: document by document, fact by fact, and a summary."""
    lines = [line for graph in report.graphs for line in _graph(graph, report, say)]
    key = "check.good" if report.conforms else "check.bad"
    counted = say(
        key,
        violations=report.violations,
        documents=len(report.graphs),
        looked_at=report.looked_at,
        remembered=report.remembered,
    )
    return "\n".join([*lines, counted]) + "\n"


def _graph(graph: GraphReport, report: CheckReport, say: Say) -> Iterator[str]:
    name = graph.name or say("check.default_graph")
    yield say("check.document", name=_line(name), count=len(graph.findings))
    told: dict[tuple[str, ...], dict[str, None]] = {}
    for found in graph.findings:
        # A fact that is wrong and its plain triple, which is wrong too, are one thing to a reader.
        told.setdefault(_about(found, say), {})[_fault(found, report, say)] = None
    for about, faults in told.items():
        first, *rest = about
        yield f"  {first}"
        yield from (f"    {line}" for line in (*rest, *faults))
    yield ""


def _about(found: Finding, say: Say) -> tuple[str, ...]:
    """What the finding concerns: its fact, or what else bears a name."""
    if not found.facts:
        return (" ".join(filter(None, (_line(found.name), _line(found.focus)))),)
    more = len(found.facts) - 1
    fact = found.fact.get(say.language) or found.facts[0]
    first = say("check.facts", fact=_line(fact), count=more) if more else _line(fact)
    return tuple(filter(None, (first, _line(found.sentence), found.facts[0])))


def _fault(found: Finding, report: CheckReport, say: Say) -> str:
    from ontology.turtle import local_name

    message = report.shapes.message(found.shape, say.language) or local_name(found.shape)
    demand = found.component.removesuffix("ConstraintComponent")
    at_fault = _line(found.value_name or found.value)
    if at_fault and found.value_type:
        kinds = (label(name, say.language) for name in found.value_type.split())
        at_fault = f"{at_fault} ({', '.join(kinds)})"
    key = "check.fault" if at_fault else "check.fault_missing"
    # The shape of a plain triple is called after that of the statement's end, with an s.
    shape = local_name(found.shape)
    part = shape if found.path else re.sub(r"-(subject|object)s$", r"-\1", shape)
    return say(key, message=message, value=at_fault, shape=part, demand=demand)


def _line(text: str) -> str:
    """The text in one line: what a page says may hold line breaks, and worse."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _shapes(place: Place, asked: bool) -> str:
    """All shapes as Turtle; with those of the store's domains where there is a store."""
    from graph.shapes.validation import shapes_of
    from graph.shapes.vocabulary import vocabulary_in, vocabulary_of
    from graph.store import open_store
    from ontology import load_ontology

    if not asked and isinstance(place, Path) and not place.exists():
        return shapes_of(vocabulary_of(load_ontology())).turtle
    with open_store(place) as store:
        return shapes_of(vocabulary_in(store)).turtle


@contextmanager
def _progress(say: Say) -> Iterator[Callable[[str], None]]:
    """What hears of each document that is looked at, and counts them on a terminal."""
    shown = sys.stderr.isatty()
    count = 0

    def hear(name: str) -> None:
        nonlocal count
        count += 1
        if shown:
            text = say("check.progress", count=count, name=name[:50])
            click.echo(f"\r\x1b[K{text}", nl=False, err=True)

    yield hear
    if shown:
        click.echo("\r\x1b[K", nl=False, err=True)
