"""The ontology as Python sees it: classes, relations and their frames, immutable, by name."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EntityClass:
    """
    A class of the ontology.

    ``name`` is the local name of ``iri``; ``labels`` and ``definitions`` are by language;
    ``parents`` names the direct superclasses within the ontology. ``abstract`` is true of a
    class that only gathers others (Agent) and is no entity's own type.
    """

    name: str
    iri: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    parents: tuple[str, ...] = ()
    abstract: bool = False

    def label(self, language: str = "zh") -> str:
        """The label in ``language``, in English where there is none, else the name."""
        return _in_language(self.labels, language, self.name)

    def definition(self, language: str = "zh") -> str:
        """The definition in ``language``, in English where there is none, else nothing."""
        return _in_language(self.definitions, language, "")


@dataclass(frozen=True, slots=True)
class Role:
    """
    One role of a frame: what can fill it and which words introduce it.

    ``types`` are the concrete entity types that can fill it (``Literal`` for reported content),
    ``preferred`` the same types, the best first. ``before`` are the markers that introduce it in
    front of the verb, ``after`` those behind it; ``passive`` are markers in front of the verb
    that introduce the subject and leave the object before them (卡点被村民拆除). All are longest
    first. ``bare`` says that the role may stand beside the verb without a marker, ``required``
    that there is no fact without it.
    """

    name: str
    types: frozenset[str]
    preferred: tuple[str, ...] = ()
    required: bool = False
    bare: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    passive: tuple[str, ...] = ()

    @property
    def markers(self) -> tuple[str, ...]:
        """Every marker of the role, wherever it stands, longest first."""
        return longest_first({*self.before, *self.after, *self.passive})


@dataclass(frozen=True, slots=True)
class Frame:
    """A relation's roles: those of the prototype ``name``, with the relation's exceptions."""

    name: str
    roles: tuple[Role, ...]

    def __contains__(self, role: str) -> bool:
        return any(each.name == role for each in self.roles)

    def role(self, name: str) -> Role:
        """The role called ``name``; KeyError where the frame has none (ask with ``in``)."""
        for each in self.roles:
            if each.name == name:
                return each
        raise KeyError(f"{self.name} has no role {name!r}")


@dataclass(frozen=True, slots=True)
class Relation:
    """
    A relation of the ontology.

    ``domain`` and ``range`` are the concrete entity types that its subject and object can have,
    superclasses spelt out; the range of a relation to words is ``Literal`` alone. ``counts``
    names the role that a fact's quantity counts, ``parents`` the direct superproperties.
    """

    name: str
    iri: str
    labels: Mapping[str, str] = field(hash=False)
    definitions: Mapping[str, str] = field(hash=False)
    domain: frozenset[str]
    range: frozenset[str]
    frame: Frame
    counts: str = "object"
    parents: tuple[str, ...] = ()

    def label(self, language: str = "zh") -> str:
        """The label in ``language``, in English where there is none, else the name."""
        return _in_language(self.labels, language, self.name)

    def definition(self, language: str = "zh") -> str:
        """The definition in ``language``, in English where there is none, else nothing."""
        return _in_language(self.definitions, language, "")


@dataclass(frozen=True, slots=True)
class Ontology:
    """
    Everything that can be said: classes and relations by name, in the order of their files.

    ``classes`` holds the entity classes and the bookkeeping classes (Statement, Modality, …);
    ``types`` names the concrete entity classes, those that can be an entity's type. ``roots``
    leads from a class or relation that narrows another down to the widest one above it;
    ``prefixes`` are those by which domains call namespaces of their own.
    """

    iri: str
    version: str
    classes: Mapping[str, EntityClass] = field(hash=False)
    relations: Mapping[str, Relation] = field(hash=False)
    types: tuple[str, ...] = ()
    roots: Mapping[str, str] = field(default_factory=dict, hash=False)
    prefixes: Mapping[str, str] = field(default_factory=dict, hash=False)

    def is_a(self, type: str, ancestor: str) -> bool:
        """
        Whether ``type`` is ``ancestor`` or lies below it; an unknown name is only itself.

        >>> from ontology import load_ontology
        >>> load_ontology().is_a("Person", "Agent"), load_ontology().is_a("Place", "Agent")
        (True, False)
        """
        if type == ancestor:
            return True
        known = self.classes.get(type)
        return known is not None and any(self.is_a(parent, ancestor) for parent in known.parents)

    def root(self, name: str) -> str:
        """
        The widest concrete class or relation that ``name`` is a kind of, itself where it is none.

        >>> from ontology import load_ontology
        >>> load_ontology().root("Place")
        'Place'
        """
        return self.roots.get(name, name)

    def lineage(self, type: str) -> tuple[str, ...]:
        """The concrete types that ``type`` is a kind of, itself first, the widest last."""
        above = self.classes[type].parents if type in self.classes else ()
        return (
            type,
            *(name for each in above if each in self.types for name in self.lineage(each)),
        )

    def concrete(self, name: str) -> frozenset[str]:
        """The concrete entity types that are ``name`` or lie below it."""
        return frozenset(each for each in self.types if self.is_a(each, name))


def longest_first(words: Set[str]) -> tuple[str, ...]:
    """The words, longest first, else in code point order: the order in which to match them."""
    return tuple(sorted(words, key=lambda word: (-len(word), word)))


def _in_language(texts: Mapping[str, str], language: str, otherwise: str) -> str:
    return texts.get(language) or texts.get("en") or otherwise
