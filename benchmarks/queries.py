"""
Queries: every named query through ``run_named`` beside raw pyoxigraph on the same store.

``python benchmarks/queries.py`` makes a store of 10,000 documents in a temporary folder, asks each
query in turns both ways, and prints the rows, the best time of each (of the processor, so that
other work on the machine does not count), and how many times raw pyoxigraph ours takes.
``--documents 2000`` makes a smaller store; ``--store FOLDER`` keeps it, and asks it again the next
time. The documents are the sample pages' facts, a few at a time, each time of other units and with
other figures.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from pyoxigraph import Quad, QueryResultsFormat

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Fact
from extractors.pipeline import extract
from graph.identity.settling import settled
from graph.query import named_queries, run_named
from graph.rdf import quads_of
from graph.sparql import bind
from graph.store import Store, open_store

SEEDS = Path(__file__).parent.parent / "seeds"
FACTS = 8
REGIONS = 300
ARGUMENTS = {"name": "华龙区", "word": "志愿者", "kind": "志愿者"}
"""What required parameters are asked with."""


def documents(count: int) -> Iterator[Extraction]:
    """Extractions of so many documents, in which the same facts are told of other units."""
    pages = [
        extract(Document(path.name, path.read_text(encoding="utf-8", errors="replace")))
        for path in sorted(SEEDS.glob("*.txt"))
    ]
    for number in range(count):
        chance = random.Random(number)
        page = pages[number % len(pages)]
        facts = chance.sample(page.facts, min(FACTS, len(page.facts)))
        document = replace(page.document, name=f"{number}.txt")
        region = number % REGIONS
        told = tuple(_varied(fact, document.name, region, chance) for fact in facts)
        named = {part.id for fact in facts for part in _arguments(fact)}
        entities = tuple(
            replace(one, id=f"{one.id}-{region}") for one in page.entities if one.id in named
        )
        yield replace(page, document=document, entities=entities, facts=told)


def _arguments(fact: Fact) -> Iterator[Argument]:
    parts = (fact.subject, fact.object, fact.place, fact.recipient, fact.organization)
    yield from (part for part in parts if part is not None)


def _varied(fact: Fact, document: str, region: int, chance: random.Random) -> Fact:
    def moved(argument: Argument | None) -> Argument | None:
        if argument is None or not argument.id:
            return argument
        return replace(argument, id=f"{argument.id}-{region}")

    quantity = fact.quantity and replace(fact.quantity, value=chance.randint(1, 9999))
    subject, thing = moved(fact.subject), moved(fact.object)
    assert subject
    assert thing
    return replace(
        fact,
        document=document,
        subject=subject,
        object=thing,
        quantity=quantity,
        place=moved(fact.place),
        recipient=moved(fact.recipient),
        organization=moved(fact.organization),
    )


def fill(store: Store, count: int) -> int:
    """Put so many documents into the store; returns the number of quads."""
    quads: list[Quad] = []
    for extraction in documents(count):
        quads += settled(quads_of(extraction))
        if len(quads) > 500_000:
            store.add_documents(quads)
            quads = []
    store.add_documents(quads)
    store.raw.optimize()
    return len(store.raw)


def compare(
    store: Store, name: str, rounds: int, arguments: Mapping[str, str] = ARGUMENTS
) -> tuple[int, float, float]:
    """Rows, and the best seconds of ours and of raw pyoxigraph, asked in turns."""
    query = named_queries()[name]
    given = {part.name: arguments[part.name] for part in query.parameters if part.required}
    meant = {part: one.values for part, one in query.meanings(store, given).items()}
    bound = bind(query.sparql, meant)
    known = store.prefixes

    def ours() -> object:
        return run_named(store, name, given)

    def raw() -> object:
        found = store.raw.query(bound, prefixes=known, use_default_graph_as_union=True)
        return found.serialize(format=QueryResultsFormat.JSON)

    times = {ours: [_seconds(ours)], raw: [_seconds(raw)]}
    for _ in range(rounds - 1):
        for call, taken in times.items():
            taken.append(_seconds(call))
    return len(run_named(store, name, given).rows), min(times[ours]), min(times[raw])


def _seconds(call: Callable[[], object]) -> float:
    begin = time.process_time()
    call()
    return time.process_time() - begin


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--store", type=Path, help="a store to keep, made where there is none")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("names", nargs="*", help="only these queries")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        path = asked.store or Path(place) / "queries.kg"
        if not path.exists():
            with open_store(path, "w") as store:
                sys.stdout.write(
                    f"{asked.documents} documents, {fill(store, asked.documents)} quads\n"
                )
        with open_store(path) as store:
            sys.stdout.write(f"{'query':<24}{'rows':>8}{'ours ms':>10}{'raw ms':>10}{'times':>7}\n")
            for name in asked.names or named_queries():
                rows, ours, raw = compare(store, name, asked.rounds)
                times = f"{ours * 1000:>10.1f}{raw * 1000:>10.1f}{ours / raw:>7.2f}"
                sys.stdout.write(f"{name:<24}{rows:>8}{times}\n")
                sys.stdout.flush()


if __name__ == "__main__":
    main()
