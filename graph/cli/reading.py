"""How pages are read: the options that ``extract``, ``build`` and ``evaluate`` share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli.language import Say

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.extraction import Extraction
    from extractors.facts import Fact
    from extractors.frames.ranking import Model
    from ontology.lexicon import Lexicon


def reading_options(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options ``--domain``, given as ``domains``, and ``--min-confidence``."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        command = click.option(
            "--min-confidence",
            type=click.FloatRange(0, 1),
            metavar="X",
            help=say("reading.min_confidence"),
        )(command)
        return click.option(
            "--domain", "domains", multiple=True, metavar="NAME|PATH", help=say("reading.domain")
        )(command)

    return add


@dataclass(frozen=True, slots=True)
class Reading:
    """How the pages of one call are read: by which words, and from which confidence on."""

    lexicon: Lexicon
    domains: tuple[Path, ...] = ()
    min_confidence: float | None = None

    @property
    def model(self) -> Model:
        """The model that ranks readings, with the threshold that was asked for."""
        from extractors.frames.ranking import load_model

        asked = self.min_confidence
        return load_model() if asked is None else load_model().from_confidence(asked)

    @property
    def options(self) -> dict[str, Any]:
        """The options as the manifest keeps them; ``reading`` takes them back."""
        told: dict[str, Any] = {"domains": list(map(str, self.domains))} if self.domains else {}
        least = self.min_confidence
        return told | ({} if least is None else {"minConfidence": least})

    def extract(self, document: Document) -> Extraction:
        """Everything that is read out of a document."""
        from extractors.pipeline import extract

        return extract(document, self.model, self.lexicon)

    def __reduce__(self) -> tuple[Any, ...]:
        """Another process loads the words itself: they come from files, and are many."""
        return _loaded, (self.domains, self.min_confidence)

    def open_facts(self, document: Document) -> tuple[Fact, ...]:
        """What a document tells with predicates outside the ontology."""
        from extractors.open.facts import open_facts

        least = self.min_confidence or 0
        facts = open_facts(document, self.lexicon)
        return tuple(fact for fact in facts if fact.confidence >= least)


def reading(domains: tuple[str, ...], min_confidence: float | None) -> Reading:
    """
    What the two options ask for; each domain counts once.

    Raises OntologyError or LexiconError, with file and line, for a domain that cannot be used.
    """
    from ontology.domains import find_domain

    return _loaded(tuple(dict.fromkeys(map(find_domain, domains))), min_confidence)


def _loaded(domains: tuple[Path, ...], min_confidence: float | None) -> Reading:
    from ontology.lexicon import load_lexicon

    return Reading(load_lexicon(domains), domains, min_confidence)
