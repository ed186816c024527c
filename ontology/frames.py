"""
Frames as the Turtle gives them: prototypes, what they are based on, and a relation's exceptions.

A slot says what it has to say about one role; whatever it leaves out comes from the frame that
its own is based on. The markers of a slot count as one thing: a slot that names any replaces all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from ontology.hierarchy import ClassTable
from ontology.model import Frame, Role, longest_first
from ontology.turtle import OWL, RDF, RDFS, WG, Term, Triples, local_name, suggestion

SUBJECT = RDF + "subject"
OBJECT = RDF + "object"
FRAME = WG + "frame"
FLAGS = {"true": True, "1": True, "false": False, "0": False}
PROPERTIES = ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")


@dataclass(frozen=True, slots=True)
class Markers:
    """The words that introduce a role, by where they stand."""

    before: frozenset[str]
    after: frozenset[str]
    passive: frozenset[str]


@dataclass(frozen=True, slots=True)
class Slot:
    """What one frame or relation says about one role; None is what it leaves open."""

    role: NamedNode
    types: frozenset[str] | None = None
    order: tuple[str, ...] | None = None
    required: bool | None = None
    bare: bool | None = None
    markers: Markers | None = None

    def over(self, base: Slot) -> Slot:
        """This slot, with ``base`` answering what it leaves open."""
        return Slot(
            role=self.role,
            types=base.types if self.types is None else self.types,
            order=base.order if self.order is None else self.order,
            required=base.required if self.required is None else self.required,
            bare=base.bare if self.bare is None else self.bare,
            markers=base.markers if self.markers is None else self.markers,
        )


Slots = dict[NamedNode, Slot]


class FrameTable:
    """The frame prototypes of the ontology, and the frame that each relation comes to have."""

    def __init__(self, triples: Triples, classes: ClassTable) -> None:
        """Read and check every prototype, used or not."""
        self._triples = triples
        self._classes = classes
        self._roles = list(triples.subjects(WG + "Role"))
        self._prototypes = list(triples.subjects(WG + "Frame"))
        for each in self._prototypes:
            self._refuse_cycle(each)
        self._slots = {each: self._inherited(each) for each in self._prototypes}

    def of_relation(
        self, lineage: Sequence[NamedNode], domain: frozenset[str], range: frozenset[str]
    ) -> Frame:
        """
        The prototype that a relation follows, with its own slots on top.

        ``lineage`` is the relation and, one after the other, those that it narrows down: the first
        that names a prototype counts, and the slots of those before it go over it. The types of
        the subject and object are the domain and range unless a slot says otherwise. Raises
        OntologyError for two frames, an unknown frame, role or class, or a role given twice.
        """
        relation = lineage[0]
        framed = (at for at, each in enumerate(lineage, 1) if self._triples.values(each, FRAME))
        own = lineage[: next(framed)]
        prototype = self._prototype(own[-1])
        slots = self._slots[prototype]
        for each in reversed(own):
            slots = _merged(slots, self._own(each))
        ends = {SUBJECT: domain, OBJECT: range}
        roles = (self._role(relation, slot, ends) for slot in slots.values())
        return Frame(local_name(prototype.value), tuple(roles))

    def counted(self, lineage: Sequence[NamedNode]) -> str:
        """The name of the role that a quantity counts, the object unless wg:counts says which."""
        for each in lineage:
            for stated in self._triples.nodes(each, WG + "counts"):
                return local_name(self._known_role(stated, each).value)
        return "object"

    def _prototype(self, relation: NamedNode) -> NamedNode:
        named = self._triples.nodes(relation, WG + "frame")
        name = local_name(relation.value)
        if len(named) != 1:
            listed = " and ".join(local_name(each.value) for each in named) or "none"
            raise self._triples.error(
                f"{name} is given the frames {listed}; give it one", relation, *named[1:2]
            )
        return self._known_frame(named[0], relation)

    def _known_frame(self, frame: NamedNode, owner: NamedNode) -> NamedNode:
        if frame in self._prototypes:
            return frame
        name = local_name(frame.value)
        known = [local_name(each.value) for each in self._prototypes]
        raise self._triples.error(
            f"{local_name(owner.value)} names the frame {name}, which the ontology does not have"
            + suggestion(name, known),
            owner,
            frame,
        )

    def _known_role(self, role: Term, owner: NamedNode) -> NamedNode:
        if isinstance(role, NamedNode) and role in self._roles:
            return role
        name = local_name(role.value)
        known = [local_name(each.value) for each in self._roles]
        raise self._triples.error(
            f"{local_name(owner.value)} names the role {name}, which is none of {', '.join(known)}"
            + suggestion(name, known),
            owner,
            *([role] if isinstance(role, NamedNode) else []),
        )

    def _inherited(self, frame: NamedNode) -> Slots:
        """The slots of a prototype, those of the frame it is based on beneath its own."""
        slots: Slots = {}
        for base in self._triples.nodes(frame, WG + "basedOn"):
            slots = _merged(slots, self._inherited(self._known_frame(base, frame)))
        return _merged(slots, self._own(frame))

    def _own(self, owner: NamedNode) -> Slots:
        slots: Slots = {}
        for node in self._triples.values(owner, WG + "slot"):
            slot = self._slot(owner, node)
            if slot.role in slots:
                raise self._triples.error(
                    f"{local_name(owner.value)} gives the role {local_name(slot.role.value)} twice;"
                    " put both into one wg:slot",
                    owner,
                    slot.role,
                )
            slots[slot.role] = slot
        return slots

    def _slot(self, owner: NamedNode, node: Term) -> Slot:
        refuse_unknown_keys(self._triples, owner, node)
        name = local_name(owner.value)
        roles = self._triples.values(node, WG + "role")
        if len(roles) != 1:
            raise self._triples.error(
                f"{name} has a slot with {len(roles)} roles; name one with wg:role", owner
            )
        types = self._triples.values(node, WG + "fillerType")
        expanded = (self._classes.expand(each, owner) for each in types)
        return Slot(
            role=self._known_role(roles[0], owner),
            types=frozenset[str]().union(*expanded) if types else None,
            order=self._order(owner, node),
            required=self._flag(owner, node, "required"),
            bare=self._flag(owner, node, "bare"),
            markers=self._markers(owner, node),
        )

    def _order(self, owner: NamedNode, node: Term) -> tuple[str, ...] | None:
        stated = self._triples.words(node, WG + "typeOrder")
        for name in (name for text in stated for name in text.split()):
            if name not in self._classes.by_name:
                raise self._triples.error(
                    f"{local_name(owner.value)} orders the class {name}, which the ontology does"
                    " not have" + suggestion(name, self._classes.by_name),
                    owner,
                )
        return tuple(stated[0].split()) if stated else None

    def _flag(self, owner: NamedNode, node: Term, key: str) -> bool | None:
        stated = self._triples.words(node, WG + key)
        if stated and stated[0] not in FLAGS:
            raise self._triples.error(
                f"{local_name(owner.value)} says {key} {stated[0]!r}; write true or false", owner
            )
        return FLAGS[stated[0]] if stated else None

    def _markers(self, owner: NamedNode, node: Term) -> Markers | None:
        either, before, after, passive = (
            frozenset(self._triples.words(node, WG + key))
            for key in ("marker", "markerBefore", "markerAfter", "passiveMarker")
        )
        markers = either | before | after | passive
        if any(not each.strip() or each != each.strip() for each in markers):
            raise self._triples.error(
                f"{local_name(owner.value)} has an empty or padded marker; write the word alone",
                owner,
            )
        return Markers(either | before, either | after, passive) if markers else None

    def _role(self, relation: NamedNode, slot: Slot, ends: dict[str, frozenset[str]]) -> Role:
        types = slot.types
        if types is None:
            types = ends.get(slot.role.value) or self._range_of(slot.role)
        markers = slot.markers or Markers(frozenset(), frozenset(), frozenset())
        return Role(
            name=local_name(slot.role.value),
            types=types,
            preferred=self._preferred(types, slot.order or ()),
            required=bool(slot.required),
            bare=bool(slot.bare),
            before=longest_first(markers.before),
            after=longest_first(markers.after),
            passive=longest_first(markers.passive),
        )

    def _range_of(self, role: NamedNode) -> frozenset[str]:
        ranges = self._triples.values(role, RDFS + "range")
        return frozenset[str]().union(*(self._classes.expand(each, role) for each in ranges))

    def _preferred(self, types: frozenset[str], order: tuple[str, ...]) -> tuple[str, ...]:
        """The types, those that ``order`` names or is above of first, then as they are declared."""
        rank = {name: place for place, name in enumerate(order)}
        known = [*self._classes.types, *sorted(types.difference(self._classes.types))]
        place = {name: self._rank(name, rank) for name in known if name in types}
        return tuple(sorted(place, key=lambda name: place[name]))

    def _rank(self, name: str, rank: dict[str, int]) -> int:
        ranks = (rank[each] for each in rank if self._classes.covers(each, name))
        return min(ranks, default=len(rank))

    def _refuse_cycle(self, frame: NamedNode) -> None:
        cycle = self._triples.cycle(frame, WG + "basedOn")
        if cycle:
            raise self._triples.error(f"frames in a circle: {cycle}; break one basedOn", frame)


def _merged(base: Slots, over: Slots) -> Slots:
    """The slots of both, in the order of ``base``, ``over`` having the last word on each role."""
    merged = dict(base)
    for role, slot in over.items():
        merged[role] = slot.over(base[role]) if role in base else slot
    return merged


def refuse_unknown_keys(triples: Triples, owner: NamedNode, node: Term) -> None:
    """OntologyError for a property of ours on ``node`` that nothing declares."""
    for key in triples.predicates(node):
        types = {each.value.removeprefix(OWL) for each in triples.nodes(key, RDF + "type")}
        if key.value.startswith(WG) and types.isdisjoint(PROPERTIES):
            declared = (each for kind in PROPERTIES for each in triples.subjects(OWL + kind))
            name = local_name(key.value)
            raise triples.error(
                f"{local_name(owner.value)} uses wg:{name}, which nothing declares"
                + suggestion(name, (local_name(each.value) for each in declared)),
                owner,
                key,
            )
