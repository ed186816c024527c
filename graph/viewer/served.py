"""The viewer from a server: a page that opens on a part of the store, and the parts that follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.directory import Directory, Entry
from graph.store import Store
from graph.viewer.model import View, key_of, view_of
from graph.viewer.neighbourhood import Part, entities_part, neighbourhood
from graph.viewer.page import Labels, page_of, part_of
from graph.viewer.parts import Origin, origin_terms
from graph.viewer.places import Units
from graph.viewer.reading import measures_of
from graph.viewer.ways import way_between

STARTS: Final = 24
"""The most central entities, from which a page opens."""
FOUND: Final = 40
"""Entities of the answer to a search."""
_MOST: Final = 12  # entities whose neighbourhoods are asked for at once


@dataclass(frozen=True, slots=True)
class Served:
    """A store as the viewer walks it: what it needs to know of the whole."""

    store: Store
    directory: Directory
    labels: Labels
    units: Units

    @property
    def weights(self) -> Mapping[str, int]:
        """How many facts speak of each entity."""
        return self.directory.weights

    def page(self, centres: Collection[str], held: Mapping[str, int], language: str) -> str:
        """The page around some entities, or around the most central; ``held`` is what there is."""
        starts = list(centres) or [one.iri for one in _central(self.directory)]
        part = neighbourhood(self.store, starts, self.weights)
        # How central one is, is told for the part that is shown: the whole may be of any size.
        measures = measures_of(part.corpus)
        view = view_of(part.corpus, weights=self.weights, measures=measures)
        if centres:
            names = (one.name for iri in centres if (one := self.directory.of(iri)))
            view = replace(view, around="、".join(sorted(names)), hops=1)
        remote = {
            "data": "/view/data",
            "find": "/view/find",
            "base": self.store.base,
            "language": language,
            "held": dict(held),
            "complete": self._complete(view),
        }
        return page_of(view, self.labels, self._origin(part), self.units, remote)

    def between(self, start: str, end: str) -> dict[str, Any]:
        """The neighbourhoods of all on a way between two entities by their keys; of both else."""

        def is_general(iri: str) -> bool:
            known = self.directory.of(iri)
            return known is None or not known.named

        ends = self._iris((start, end))
        way = way_between(self.store, ends[0], ends[1], is_general) if len(ends) == 2 else []
        return self._around(way or ends, 1)

    def around(self, keys: Collection[str], hops: int) -> dict[str, Any]:
        """The neighbourhoods of entities by their keys, and how much is left out."""
        return self._around(self._iris(keys)[:_MOST], hops)

    def _iris(self, keys: Iterable[str]) -> list[str]:
        """The IRIs of the entities that pages know by these keys."""
        return [iri for key in keys if (iri := self.directory.iri_of(key))]

    def _around(self, iris: list[str], hops: int) -> dict[str, Any]:
        part = neighbourhood(self.store, iris, self.weights, hops=hops)
        view = view_of(part.corpus, weights=self.weights)
        bare = entities_part(self.store, [iri for iri in iris if iri not in part.corpus.entities])
        told = self._told(view, part)
        alone = view_of(bare.corpus, centres=list(bare.corpus.entities), weights=self.weights)
        told["entities"] += self._told(alone, bare)["entities"]
        told["types"] |= self._told(alone, bare)["types"]
        return told | {"left": part.left, "cut": part.cut, "complete": self._complete(view)}

    def find(self, text: str) -> dict[str, Any]:
        """The entities that are called so, the best first as ``hits``; ``count`` is of all."""
        found = self.directory.search(text)
        part = entities_part(self.store, [one.iri for one in found[:FOUND]])
        view = view_of(part.corpus, centres=list(part.corpus.entities), weights=self.weights)
        hits = [key_of(one.iri) for one in found[:FOUND] if one.iri in part.corpus.entities]
        return self._told(view, part) | {"hits": hits, "count": len(found)}

    def _told(self, view: View, part: Part) -> dict[str, Any]:
        return part_of(view, self.labels, self._origin(part), self.units)

    def _origin(self, part: Part) -> Origin:
        store = self.store
        return Origin(store.base, store.prefixes, part.documents, origin_terms(store))

    def _complete(self, view: View) -> list[str]:
        """The keys of the entities all of whose facts are in the view."""
        counts = dict.fromkeys((node.key for node in view.nodes), 0)
        for shown in view.facts:
            fact = shown.fact
            ends = (fact.subject, fact.object, fact.place, fact.recipient, fact.organization)
            for key in {key_of(end.id) for end in ends if end and end.id}:
                counts[key] = counts.get(key, 0) + 1
        return [node.key for node in view.nodes if counts[node.key] >= node.degree]


def served(store: Store, directory: Directory) -> Served:
    """A store to be walked, by its directory."""
    from graph.labels import languages_of
    from graph.viewer.places import StoredUnits

    return Served(store, directory, languages_of(store), StoredUnits(store))


def _central(directory: Directory) -> Sequence[Entry]:
    """Those most facts speak of, proper names before what is only general."""
    return directory.of_type("", named=True)[:STARTS] or directory.of_type("")[:STARTS]
