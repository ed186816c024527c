"""Learning the types of noun phrases from bracketed sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.loglinear import LogLinear
from extractors.mentions.tagging import Tagger
from extractors.mentions.typing import UNTYPED, features_of
from extractors.parse import parse_untyped
from extractors.training.multinomial import Example, Settings, fit_multinomial
from extractors.training.phrases import Bracketed
from ontology.lexicon import Lexicon

_SETTINGS = Settings(penalty=0.7, rarest=2, pages=2)


def typed_phrases(
    sentence: Bracketed, page: str, lexicon: Lexicon, tagger: Tagger
) -> Iterator[Example]:
    """The phrases of a sentence that are read as they were bracketed, each with its type."""
    chunks = parse_untyped(sentence.text, lexicon, tagger)
    types = {(span.start, span.end): kind for span, kind in sentence.phrases}
    for index, chunk in enumerate(chunks):
        kind = types.get((chunk.span.start, chunk.span.end))
        parts = features_of(chunks, index, lexicon)
        if kind is not None and parts is not None:
            yield Example(parts, {kind or UNTYPED: 1.0}, page)


def fit_typer(examples: Sequence[Example]) -> LogLinear:
    """The model that phrases teach."""
    return fit_multinomial(examples, _SETTINGS)
