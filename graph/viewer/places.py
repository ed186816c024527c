"""Where the units of a view lie, and which unit each of its entities belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

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
    known: dict[str, dict[str, str]] = {}
    for quad in store.graph(units_graph(store.base).value):
        subject, value = (str(getattr(one, "value", one)) for one in (quad.subject, quad.object))
        known.setdefault(subject, {})[quad.predicate.value] = value
    return {
        iri: Unit(said[LABEL.value], said.get(WG + "partOf", ""), _place(said))
        for iri, said in sorted(known.items())
        if LABEL.value in said
    }


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
