"""The entities of all documents of a store, read at once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from extractors.facts import Entity
from graph.scan import Scan, Scanner, value_of
from graph.vocabulary import LABEL, SKOS, TYPE, WG
from ontology.turtle import local_name

Place = tuple[str, str]
"""The number of a document, and a node of its graph."""

_OPTIONAL: Final = ("named", "scope", "adcode", "kind", "identifiedBy")
NAMES: Final = Scan(
    needed=(("node", LABEL.value, "label"), ("node", TYPE.value, "type")),
    optional=tuple(("node", WG + name, name) for name in _OPTIONAL),
    told=("node", "label", "type", *_OPTIONAL),
)
"""What has a name and a type, with what is said of entities alone."""
_ALIASES: Final = Scan((("node", SKOS + "altLabel", "alias"),), ("node", "alias"))
_BROADER: Final = Scan((("node", SKOS + "broader", "above"),), ("node", "above"))


@dataclass(slots=True)
class EntityRows:
    """
    ``called`` is the name and the type of whatever has both, by document; ``entities`` are those
    of each document, by its number; ``odd`` the documents that say a thing twice, or half.
    """

    called: dict[Place, tuple[str, str]] = field(default_factory=dict)
    entities: defaultdict[str, list[Entity]] = field(default_factory=lambda: defaultdict(list))
    odd: set[str] = field(default_factory=set)


def entity_rows(scanner: Scanner) -> EntityRows:
    """What all documents say of entities, those of each sorted by their IRIs."""
    found = EntityRows()
    rows = scanner.rows(NAMES)
    types: dict[str, str] = {}
    for number, node, label, kind, *_ in rows:
        if kind not in types:
            types[kind] = local_name(value_of(kind))
        if (number, node) in found.called:
            found.odd.add(number)
        found.called[number, node] = value_of(label), types[kind]
    aliases = _aliases(scanner)
    broader = _broader(scanner, found.odd)
    for number, node, _, _, named, scope, adcode, kind, rule in rows:
        if not named:
            continue
        name, type_name = found.called[number, node]
        kinds: list[str] = []
        while kind:
            if (number, kind) not in found.called:
                found.odd.add(number)
                break
            kinds.append(found.called[number, kind][0])
            kind = broader.get((number, kind), "")
        found.entities[number].append(
            Entity(
                value_of(node),
                name,
                type_name,
                tuple(sorted(aliases.get((number, node), ()))),
                named == "true",
                value_of(scope),
                value_of(adcode),
                tuple(kinds),
                value_of(rule),
            )
        )
    for told in found.entities.values():
        told.sort(key=_iri)
    return found


def _iri(entity: Entity) -> str:
    return entity.id


def _aliases(scanner: Scanner) -> dict[Place, list[str]]:
    found: defaultdict[Place, list[str]] = defaultdict(list)
    for number, node, alias in scanner.rows(_ALIASES):
        found[number, node].append(value_of(alias))
    return found


def _broader(scanner: Scanner, odd: set[str]) -> dict[Place, str]:
    """The concept above each; ``odd`` are now also documents in which one has two above it."""
    found: dict[Place, str] = {}
    for number, node, above in scanner.rows(_BROADER):
        if (number, node) in found:
            odd.add(number)
        found[number, node] = above
    return found
