"""A store to walk: towns in a row, each with things of its own, more than one page holds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from servers import Running, served

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from extractors.identity import entity_iri
from graph.store import open_store

TOWNS = 60
_DIGITS = "零一二三四五六七八九"


def town(number: int) -> Argument:
    """The town of a number, from 0."""
    name = "".join(_DIGITS[int(digit)] for digit in f"{number:02}") + "里乡"
    return Argument(
        entity_iri("AdministrativeArea", name, "", ""), name, name, "AdministrativeArea"
    )


def thing(number: int, kind: str) -> Argument:
    """One of the things that a town alone has."""
    name = f"{town(number).name}{kind}"
    return Argument(entity_iri("Organization", name, "", ""), name, name, "Organization")


@contextmanager
def served_row(folder: Path) -> Iterator[Running]:
    """A server of the store."""
    with served(make_row(folder / "row.kg"), folder, "--workers", "1") as running:
        yield running


def make_row(path: Path) -> Path:
    """The store: town by town one document; each town supports the next, and set up two bodies."""
    with open_store(path, "w") as store:
        for number in range(TOWNS):
            store.replace_document(_page(number), version="1")
    return path


def _page(number: int) -> Extraction:
    here, text, facts = town(number), "", []
    others = [("established", thing(number, kind)) for kind in ("卫生院", "供销社")]
    others += [("supported", town(number + 1))] if number + 1 < TOWNS else []
    name = f"第{number}页.txt"
    for relation, other in others:
        sentence = f"{here.name}对{other.name}的事，一月九日办妥{number + 1}件。\n"
        quote = Quote(len(text), len(text) + len(sentence) - 1, sentence[:-1])
        quantity = Quantity(number + 1, "exact", "件", f"{number + 1}件")
        facts.append(Fact(name, 1, here, relation, other, quote, quantity=quantity, time="--01-09"))
        text += sentence
    ends = {one.id: one for fact in facts for one in (fact.subject, fact.object)}
    entities = tuple(Entity(one.id, one.name, one.type, (), True) for one in ends.values())
    article = Article(1, f"{here.name}的一天", (), "", here.name, ())
    return Extraction(Document(name, text), (article,), (), entities, tuple(facts))
