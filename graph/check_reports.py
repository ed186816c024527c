"""The report of a check in the forms that machines read."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from graph.check import CheckReport
from graph.exports.csv_lines import guarded
from graph.findings import Finding
from graph.serialization import serialized
from graph.shapes.model import component_iri
from graph.shapes.vocabulary import LANGUAGES
from graph.vocabulary import SH, TYPE, WGS, digest, prefixes, typed

COLUMNS: Final = (
    *("document", "fact", "statement", "sentence", "focus", "name", "path"),
    *("value", "valueName", "valueType", "shape", "component", "messageZh", "messageEn"),
)


def as_json(report: CheckReport) -> str:
    """The report as one JSON object."""
    return json.dumps(report.to_json(), ensure_ascii=False, indent=2) + "\n"


def as_csv(report: CheckReport) -> str:
    """A line for each violation; of several facts that it concerns, the first."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for graph in report.graphs:
        for found in graph.findings:
            row = {
                "document": graph.name,
                "fact": found.facts[0] if found.facts else "",
                "statement": found.fact.get("en", ""),
                "sentence": found.sentence,
                "focus": found.focus.strip("<>"),
                "name": found.name,
                "path": found.path,
                "value": found.value.strip("<>"),
                "valueName": found.value_name,
                "valueType": found.value_type,
                "shape": found.shape,
                "component": found.component,
                "messageZh": report.shapes.message(found.shape, "zh"),
                "messageEn": report.shapes.message(found.shape, "en"),
            }
            writer.writerow({name: guarded(text) for name, text in row.items()})
    return out.getvalue()


def as_turtle(report: CheckReport) -> str:
    """The report as SHACL's own, a ``sh:ValidationReport``."""
    triples = sorted(_triples(report), key=str)
    return serialized(triples, RdfFormat.TURTLE, {**prefixes(), "sh": SH, "wgs": WGS})


REPORTS: Final[dict[str, Callable[[CheckReport], str]]] = {
    "json": as_json,
    "csv": as_csv,
    "ttl": as_turtle,
}


def _triples(report: CheckReport) -> Iterator[Triple]:
    node = BlankNode("report")
    yield Triple(node, TYPE, NamedNode(SH + "ValidationReport"))
    conforms = typed("true" if report.conforms else "false", "boolean")
    yield Triple(node, NamedNode(SH + "conforms"), conforms)
    for graph in report.graphs:
        for found in graph.findings:
            key = digest(graph.iri, found.focus, found.path, found.value, *_demand(found))
            result = BlankNode(f"result{key}")
            yield Triple(node, NamedNode(SH + "result"), result)
            yield from _result(report, found, result)


def _demand(found: Finding) -> tuple[str, str]:
    return found.shape, found.component


def _result(report: CheckReport, found: Finding, node: BlankNode) -> Iterator[Triple]:
    yield Triple(node, TYPE, NamedNode(SH + "ValidationResult"))
    yield Triple(node, NamedNode(SH + "focusNode"), _term(found.focus))
    if found.path.startswith("^"):
        inverse = BlankNode(f"path{digest(found.path)}")
        yield Triple(node, NamedNode(SH + "resultPath"), inverse)
        yield Triple(inverse, NamedNode(SH + "inversePath"), NamedNode(found.path[1:]))
    elif found.path:
        yield Triple(node, NamedNode(SH + "resultPath"), NamedNode(found.path))
    if found.value:
        yield Triple(node, NamedNode(SH + "value"), _term(found.value))
    yield Triple(node, NamedNode(SH + "resultSeverity"), NamedNode(SH + "Violation"))
    component = NamedNode(component_iri(found.component))
    yield Triple(node, NamedNode(SH + "sourceConstraintComponent"), component)
    yield Triple(node, NamedNode(SH + "sourceShape"), NamedNode(found.shape))
    for language in LANGUAGES:
        message = report.shapes.message(found.shape, language)
        if message:
            text = Literal(message, language=language)
            yield Triple(node, NamedNode(SH + "resultMessage"), text)


def _term(text: str) -> NamedNode | BlankNode | Literal:
    """The term that N-Triples writes so."""
    line = f"<{SH}focusNode> <{SH}value> {text} ."
    term = next(iter(parse(line, format=RdfFormat.N_TRIPLES))).object
    assert isinstance(term, NamedNode | BlankNode | Literal)
    return term
