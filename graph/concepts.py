"""
The trigger words of the lexicon as SKOS concepts, for thesaurus tools and for queries.

``python -m graph.concepts [DOMAIN…]`` prints them as Turtle. A fact's trigger is a quote of its
text (``wg:trigger``); the concept of that word has the quote's ``oa:exact`` as its label.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from graph.serialization import serialized
from graph.terms import iris_of, term
from graph.vocabulary import BASE, DCTERMS, SKOS, TYPE, WG, chinese, digest, plain, prefixes
from ontology.domains import find_domain
from ontology.errors import WanggeError
from ontology.lexicon import Lexicon, Trigger, load_lexicon

SCHEME = NamedNode(WG + "triggerWords")


def word_iri(form: str, *, base: str = BASE) -> str:
    """
    The IRI of the concept of a trigger word.

    >>> word_iri("招募")
    'https://w3id.org/wangge/id/word-招募-83eae64210dd6ee7'
    """
    readable = "".join(character for character in form if character.isalnum())
    return f"{base}word-{readable}-{digest(form)}"


def trigger_words(lexicon: Lexicon, *, base: str = BASE) -> Iterator[Triple]:
    """
    The words that may call up facts, each a concept of the scheme ``wg:triggerWords``, sorted.

    A concept has the word as its label, the relations that it may express, and the entries of
    the lexicon that say so.
    """
    iris = iris_of(lexicon.ontology)
    for form, triggers in sorted(lexicon.triggers.items()):
        node = NamedNode(word_iri(form, base=base))
        yield Triple(node, TYPE, NamedNode(WG + "TriggerWord"))
        yield Triple(node, TYPE, NamedNode(SKOS + "Concept"))
        yield Triple(node, NamedNode(SKOS + "inScheme"), SCHEME)
        yield Triple(node, NamedNode(SKOS + "topConceptOf"), SCHEME)
        yield Triple(node, NamedNode(SKOS + "prefLabel"), chinese(form))
        for relation in sorted({each.relation for each in triggers}):
            yield Triple(node, NamedNode(WG + "expresses"), term(relation, iris))
        yield from (
            Triple(node, NamedNode(DCTERMS + "source"), each) for each in _entries(triggers)
        )


def _entries(triggers: Sequence[Trigger]) -> list[Literal]:
    return [plain(entry) for entry in sorted({each.entry for each in triggers})]


def main(arguments: Iterable[str]) -> int:
    """Print the concepts of the core's words, or with those of domains; 1 where one is none."""
    try:
        lexicon = load_lexicon([find_domain(each) for each in arguments])
    except WanggeError as error:
        sys.stderr.write(f"Error: {error}\n")
        return 1
    known = prefixes() | dict(lexicon.ontology.prefixes)
    sys.stdout.write(serialized(trigger_words(lexicon), RdfFormat.TURTLE, known))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
