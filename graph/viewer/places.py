"""Where the units of a view lie, and which unit each of its entities belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode, Quad

from extractors.facts import Entity
from extractors.qualification import AREA
from graph.terms import units_graph
from graph.vocabulary import LABEL, WG, WGS84

if TYPE_CHECKING:
    from graph.store import Store
    from graph.viewer.model import View


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit by its name, the IRI of the one above it, and its place in degrees of WGS84."""

    name: str
    above: str = ""
    place: tuple[float, float] | None = None
    """Longitude and latitude, where they are known."""


Units = Mapping[str, Unit]
NO_UNITS: Final[Units] = {}


def units_in(store: Store) -> dict[str, Unit]:
    """The units that a store describes, by IRI."""
    known = _said(store.graph(units_graph(store.base).value))
    return {iri: unit for iri, said in sorted(known.items()) if (unit := _unit(said))}


class StoredUnits(Mapping[str, Unit]):
    """The same, each read when it is asked for: those of a large store are many."""

    def __init__(self, store: Store) -> None:
        """Read from an open store."""
        self._store = store
        self._graph = units_graph(store.base)
        self._known: dict[str, Unit | None] = {}

    def __getitem__(self, iri: str) -> Unit:
        """The unit of an IRI. Raises KeyError."""
        if iri not in self._known:
            quads = self._store.raw.quads_for_pattern(NamedNode(iri), None, None, self._graph)
            self._known[iri] = _unit(_said(quads).get(iri, {}))
        found = self._known[iri]
        if found is None:
            raise KeyError(iri)
        return found

    def __iter__(self) -> Iterator[str]:
        """The IRIs of all of them."""
        return iter(units_in(self._store))

    def __len__(self) -> int:
        """How many there are."""
        return len(units_in(self._store))


def _said(quads: Iterable[Quad]) -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {}
    for quad in quads:
        subject, value = (str(getattr(one, "value", one)) for one in (quad.subject, quad.object))
        known.setdefault(subject, {})[quad.predicate.value] = value
    return known


def _unit(said: Mapping[str, str]) -> Unit | None:
    if LABEL.value not in said:
        return None
    return Unit(said[LABEL.value], said.get(WG + "partOf", ""), _place(said))


def _place(said: Mapping[str, str]) -> tuple[float, float] | None:
    longitude, latitude = said.get(WGS84 + "long"), said.get(WGS84 + "lat")
    return (float(longitude), float(latitude)) if longitude and latitude else None


def places_data(view: View, units: Units) -> dict[str, Any]:
    """
    The part of the page's data that the map is drawn from.

    ``units`` are by the key that an entity of that IRI has, with what ``Unit`` holds of each, and
    those above them; ``homes`` gives the unit of every entity that is one or belongs to one.
    """
    from graph.viewer.model import key_of

    entities = {node.entity.id: node.entity for node in view.nodes}
    homes = {iri: home for iri in entities if (home := _home(iri, entities, units))}
    shown = {iri for home in homes.values() for iri in _path(home, entities, units)}
    found = {}
    for iri in sorted(shown):
        unit = units.get(iri) or Unit(entities[iri].name, _above(iri, entities, units))
        above = key_of(unit.above) if unit.above in shown else ""
        found[key_of(iri)] = [unit.name, above, *(unit.place or ())]
    return {"units": found, "homes": {key_of(iri): key_of(home) for iri, home in homes.items()}}


def _path(iri: str, entities: Mapping[str, Entity], units: Units) -> Iterator[str]:
    """The unit and those above it; nothing twice, should they run in a circle."""
    seen: set[str] = set()
    while iri and iri not in seen:
        seen.add(iri)
        yield iri
        iri = units[iri].above if iri in units else _above(iri, entities, units)


def _above(iri: str, entities: Mapping[str, Entity], units: Units) -> str:
    return _home(entities[iri].scope, entities, units) if iri in entities else ""


def _home(iri: str, entities: Mapping[str, Entity], units: Units) -> str:
    """The first that is a unit on the way from an entity through what it belongs to, or nothing."""
    seen: set[str] = set()
    while iri and iri not in seen:
        seen.add(iri)
        entity = entities.get(iri)
        if iri in units or (entity and entity.type == AREA and entity.named):
            return iri
        iri = entity.scope if entity else ""
    return ""
