"""``wangge extract``: read pages, print what was found, store nothing."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from graph.cli.failures import FAILURE, SUCCESS
from graph.cli.help import Command
from graph.cli.language import Say
from graph.cli.reading import Reading, reading, reading_options
from graph.cli.sources import Documents, reader, source_options
from graph.cli.text import cut, table
from graph.cli.trace import trace_printer

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.readers import Limits
    from ontology.lexicon import Lexicon

Record = dict[str, Any]

THINGS = ("facts", "mentions", "entities", "articles", "text", "trace")
FORMATS = ("jsonl", "table", "ttl")
ENDS = 15  # the characters of a body that tell where it starts and ends

# What a table shows of a record, and how wide a column may grow.
COLUMNS = {
    "facts": (
        *("article", "subject", "relation", "object", "quantity", "time", "place"),
        *("modality", "negated", "evidence"),
    ),
    "open": ("article", "subject", "relation", "predicate", "object", "modality", "negated"),
    "entities": ("name", "type", "adcode", "aliases"),
}
WIDEST = 40


def command(say: Say) -> click.Command:
    """The command in one language."""

    def thing(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return click.option(
            f"--{name}", "thing", flag_value=name, default=None, help=say(f"extract.{name}")
        )

    @click.command("extract", cls=Command, say=say, help=say("extract.help"))
    @click.argument("paths", nargs=-1, required=True, metavar="PATH...")
    @click.option("--format", "form", type=click.Choice(FORMATS), help=say("extract.format"))
    @thing("facts")
    @thing("mentions")
    @thing("entities")
    @thing("articles")
    @thing("text")
    @thing("trace")
    @click.option("--sentence", metavar="N|TEXT", help=say("extract.sentence"))
    @reading_options(say)
    @click.option("--open", "open_", is_flag=True, help=say("extract.open"))
    @source_options(say)
    def extract(
        paths: tuple[str, ...],
        form: str | None,
        thing: str | None,
        sentence: str | None,
        domains: tuple[str, ...],
        min_confidence: float | None,
        open_: bool,
        encoding: str | None,
        limits: Limits,
    ) -> int:
        wanted = thing or "facts"
        if form == "ttl" and wanted != "facts":
            raise click.UsageError(say("extract.ttl_facts_only"))
        if open_ and (wanted != "facts" or form == "ttl"):
            raise click.UsageError(say("extract.open_facts_only"))
        if form == "jsonl" and wanted == "trace":
            raise click.UsageError(say("extract.trace_is_table"))
        if sentence is not None and wanted != "trace":
            raise click.UsageError(say("extract.sentence_of_trace"))
        from ontology.errors import ExtractionError

        asked = reading(domains, min_confidence)
        printer = _printer("open" if open_ else wanted, form, asked)
        if wanted == "trace":
            printer = trace_printer(asked, sentence, say)
        source = Documents(paths, reader(encoding, limits), say)
        for document in source:
            try:
                for piece in printer(document):
                    click.echo(piece, nl=False)
            except ExtractionError as error:
                source.refuse(document.name, str(error))
            sys.stdout.flush()
        return FAILURE if source.failed else SUCCESS

    return extract


def _printer(wanted: str, form: str | None, asked: Reading) -> Callable[[Document], Iterable[str]]:
    """What turns a document into the pieces of output that were asked for."""
    if wanted == "text" and form is None:
        return lambda document: [document.text]
    if form == "ttl":
        return lambda document: [_turtle(document, asked)]
    if form == "table":
        return lambda document: _as_table(
            document.name, _records(document, wanted, asked), COLUMNS.get(wanted)
        )
    return lambda document: map(_as_line, _records(document, wanted, asked))


def _records(document: Document, wanted: str, asked: Reading) -> Iterator[Record]:
    if wanted == "text":
        yield {"document": document.name, "text": document.text}
    elif wanted == "articles":
        yield from article_records(document, asked.lexicon)
    else:
        extraction = asked.extract(document)
        if wanted == "facts":
            yield from (fact.to_json() for fact in extraction.facts)
        elif wanted == "open":
            facts = (*extraction.facts, *asked.open_facts(document))
            yield from (fact.to_json() for fact in facts)
        elif wanted == "mentions":
            yield from (mention.to_json() for mention in extraction.mentions)
        else:
            for entity in extraction.entities:
                yield {"document": document.name} | entity.to_json()


def article_records(document: Document, lexicon: Lexicon | None = None) -> Iterator[Record]:
    """The articles of a document in the shape of the gold files; ``date`` only where known."""
    from extractors.layout import read_page

    for article in read_page(document, lexicon):
        body = "".join(block.text.text for block in article.blocks)
        record: Record = {"document": document.name, "article": article.number}
        record |= {"headline": article.headline, "authors": list(article.authors)}
        record |= {"date": article.date} if article.date else {}
        record |= {"starts": body[:ENDS], "ends": body[-ENDS:], "unit": article.unit}
        yield record


def _turtle(document: Document, asked: Reading) -> str:
    from graph.rdf import turtle_of
    from graph.terms import iris_of

    ontology = asked.lexicon.ontology
    read = asked.extract(document)
    return turtle_of(read, terms=iris_of(ontology), domains=ontology.prefixes) + "\n"


def _as_line(record: Record) -> str:
    return json.dumps(record, ensure_ascii=False) + "\n"


def _as_table(name: str, records: Iterable[Record], columns: Sequence[str] | None) -> Iterator[str]:
    """The document's name, and its records under their keys, each value in short."""
    rows = [{key: _in_short(value) for key, value in record.items()} for record in records]
    keys = dict.fromkeys(key for row in rows for key in row if key != "document")
    heads = [key for key in columns or keys if key in keys]
    yield f"{name}\n"
    if rows:
        yield table(heads, [[cut(row.get(head, ""), WIDEST) for head in heads] for row in rows])
    yield "\n"


def _in_short(value: Any) -> str:
    """
    A value as a cell of a table.

    >>> _in_short({"id": "…", "name": "石门乡", "mention": "全乡", "type": "AdministrativeArea"})
    '石门乡'
    >>> _in_short({"value": 20, "bound": "min", "unit": "名", "text": "20余名"})
    '20余名'
    """
    if isinstance(value, dict):
        return _in_short(value.get("text") or value.get("name"))
    if isinstance(value, list):
        return "、".join(map(str, value))
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else " ".join(str(value).split())
