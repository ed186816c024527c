"""
Ground floor: what can be said, as data, and the Python that loads it.

>>> recruited = load_ontology().relations["recruited"]
>>> recruited.label("zh"), sorted(recruited.range)
('招募', ['PopulationGroup'])
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from ontology.domains import turtle_files
from ontology.errors import OntologyError, WanggeError
from ontology.model import EntityClass, Frame, Ontology, Relation, Role

__all__ = [
    "EntityClass",
    "Frame",
    "Ontology",
    "OntologyError",
    "Relation",
    "Role",
    "WanggeError",
    "load_ontology",
]

CORE = Path(__file__).with_name("core.ttl")
SHAPES = Path(__file__).with_name("shapes.ttl")


def load_ontology(domains: Sequence[Path] = ()) -> Ontology:
    """
    The core ontology, together with the classes, frames and relations of the domains.

    A domain is a Turtle file or a folder of them; the core alone is read once and kept. Raises
    OntologyError, naming the file and, where it is known, the line, for Turtle that cannot be
    used.
    """
    if not domains:
        return _core()
    return _load((CORE, *(path for domain in domains for path in turtle_files(domain))))


@cache
def _core() -> Ontology:
    return _load((CORE,))


def _load(paths: Sequence[Path]) -> Ontology:
    from ontology.assembly import assemble  # loads pyoxigraph, which --help can do without

    return assemble(paths)
