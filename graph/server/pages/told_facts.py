"""Facts as pages show them: their parts in words, and their sentence with the evidence marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from extractors.facts import Fact
from graph.explain import quantity_text, surroundings
from graph.store import Store
from graph.times import time_words
from graph.viewer.model import marks_of


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: ``role`` says what it is marked as, empty for what is not marked."""

    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class ToldFact:
    """
    A fact to show: its IRI, itself, in how many documents it stands, the pieces of its sentence.

    ``quantity`` and ``time`` are in words of the reader's language.
    """

    iri: str
    fact: Fact
    sources: int
    sentence: tuple[Piece, ...]
    quantity: str
    time: str

    @property
    def relation(self) -> str:
        """The relation by its name, or the phrase that stands for one."""
        return self.fact.relation or self.fact.predicate


def told_fact(store: Store, iri: str, language: str, sources: int = 1) -> ToldFact:
    """The fact of an IRI as a page shows it. Raises StoreError where there is none."""
    fact = store.fact(iri)
    before, after = surroundings(store, iri)
    return ToldFact(
        iri,
        fact,
        sources,
        (Piece(before), *evidence_pieces(fact), Piece(after)),
        quantity_text(fact.quantity) if fact.quantity else "",
        time_words(fact.time, language) or fact.time_text,
    )


def evidence_pieces(fact: Fact) -> list[Piece]:
    """The evidence of a fact cut where subject, trigger and object begin and end."""
    text, at, found = fact.evidence.text, 0, []
    for mark in marks_of(fact):
        if mark.start >= at:
            found.append(Piece(text[at : mark.start], "evidence"))
            found.append(Piece(text[mark.start : mark.end], mark.role))
            at = mark.end
    found.append(Piece(text[at:], "evidence"))
    return [piece for piece in found if piece.text]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a document's text from ``start``, and the evidence of which facts it is in."""

    start: int
    text: str
    facts: tuple[str, ...] = ()


def stretches_of(
    text: str, start: int, end: int, quotes: Iterable[tuple[int, int, str]]
) -> list[Stretch]:
    """
    The text between two offsets, cut where a quote begins or ends.

    Quotes are start, end and the IRI of their fact; of those over the same stretch the shortest
    comes first.

    >>> [(one.start, one.text, one.facts) for one in stretches_of("abcdef", 1, 6, [(0, 3, "x")])]
    [(1, 'bc', ('x',)), (3, 'def', ())]
    """
    inside = [one for one in quotes if one[0] < end and one[1] > start and one[0] < one[1]]
    cuts = {start, end}
    for first, last, _ in inside:
        cuts |= {max(first, start), min(last, end)}
    places = sorted(cuts)
    starting = sorted(inside, key=lambda one: one[0])
    found, running, at = [], list[tuple[int, int, str]](), 0
    for place, following in pairwise(places):
        while at < len(starting) and starting[at][0] <= place:
            running.append(starting[at])
            at += 1
        running = [one for one in running if one[1] > place]
        facts = sorted(running, key=lambda one: (one[1] - one[0], one[2]))
        found.append(Stretch(place, text[place:following], tuple(iri for *_, iri in facts)))
    return found
