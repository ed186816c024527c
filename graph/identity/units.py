"""
The units of the national hierarchy, described: code, path, place, and what each is part of.

They stand in a graph of their own, for they are known from the gazetteer, not from any page. The
graph depends on nothing but which units the documents name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode, Quad, QuerySolutions, Triple

from extractors.divisions import chain_of
from extractors.identity import entity_iri
from extractors.qualification import AREA
from graph.names import PATH
from graph.terms import units_graph
from graph.vocabulary import BASE, GEO, LABEL, TYPE, WG, WGS84, chinese, plain, typed
from ontology.gazetteer import Division, load_gazetteer

if TYPE_CHECKING:
    from graph.store import Store

_PART_OF: Final = NamedNode(WG + "partOf")
_NAMED: Final = NamedNode(WG + "named")
_PATH: Final = NamedNode(WG + "path")


def units_of(named: Iterable[tuple[str, str, str, str]], base: str = BASE) -> list[Quad]:
    """
    What is known of the units that documents name, and of those above them, sorted.

    Each is told by its IRI, name, national code (or nothing) and scope, the IRI of the unit that
    it was found in (or nothing).
    """
    triples: set[Triple] = set()
    for iri, name, adcode, scope in named:
        if adcode:
            division = load_gazetteer().get(adcode)
            if division is not None:
                triples.update(_division_triples(division, base))
        else:
            triples.update(_local_triples(iri, name, scope, base))
    graph = units_graph(base)
    return sorted((Quad(one.subject, one.predicate, one.object, graph) for one in triples), key=str)


_NAMED_UNITS: Final = """SELECT DISTINCT ?unit ?name ?adcode ?scope WHERE {
  GRAPH ?document { ?document a wg:SourceDocument .
    ?unit wg:named true ; a wg:AdministrativeArea ; rdfs:label ?name .
    OPTIONAL { ?unit wg:adcode ?adcode }
    OPTIONAL { ?unit wg:scope ?scope }
  } }"""


def describe_units(store: Store) -> None:
    """
    Bring the graph of the units in step with the documents of a store open for writing.

    Raises StoreError where the disk refuses.
    """
    quads = units_named(store)
    graph = units_graph(store.base).value
    if set(quads) != set(store.graph(graph)):
        store.replace_graph(graph, quads)


def units_named(store: Store) -> list[Quad]:
    """What the graph of the units should hold, by the documents of a store."""
    rows = store.raw.query(_NAMED_UNITS, prefixes=store.prefixes)
    assert isinstance(rows, QuerySolutions)
    named = [(_text(row[0]), _text(row[1]), _text(row[2]), _text(row[3])) for row in rows]
    return units_of(named, store.base)


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def division_iri(division: Division, base: str = BASE) -> str:
    """The IRI of a division, the same as that of the unit in a text."""
    return entity_iri(AREA, division.name, "", division.adcode, base)


def _division_triples(division: Division, base: str) -> Iterator[Triple]:
    path = load_gazetteer().path(division)
    for level, each in enumerate(path):
        node = NamedNode(division_iri(each, base))
        yield Triple(node, TYPE, NamedNode(WG + AREA))
        yield Triple(node, LABEL, chinese(each.name))
        yield Triple(node, _NAMED, typed("true", "boolean"))
        yield Triple(node, NamedNode(WG + "adcode"), plain(each.adcode))
        yield Triple(node, _PATH, plain(PATH.join(one.name for one in path[: level + 1])))
        if level:
            yield Triple(node, _PART_OF, NamedNode(division_iri(path[level - 1], base)))
        yield from _geometry(node, each, base)


def _geometry(node: NamedNode, division: Division, base: str) -> Iterator[Triple]:
    longitude, latitude = division.longitude, division.latitude
    if longitude is None or latitude is None:
        return
    point = NamedNode(f"{base}point-{division.adcode}")
    text = f"POINT({longitude} {latitude})"
    yield Triple(node, NamedNode(WGS84 + "long"), typed(str(longitude), "decimal"))
    yield Triple(node, NamedNode(WGS84 + "lat"), typed(str(latitude), "decimal"))
    yield Triple(node, NamedNode(GEO + "hasGeometry"), point)
    yield Triple(point, TYPE, NamedNode(GEO + "Geometry"))
    literal = Literal(text, datatype=NamedNode(GEO + "wktLiteral"))
    yield Triple(point, NamedNode(GEO + "asWKT"), literal)


def _local_triples(iri: str, name: str, scope: str, base: str) -> Iterator[Triple]:
    """A town, street or village below a division: its path, and the level above it."""
    division = load_gazetteer().get(scope.rpartition("-")[2])
    if division is None or division_iri(division, base) != scope:
        return
    yield from _division_triples(division, base)
    node, above = NamedNode(iri), NamedNode(scope)
    steps = [each.name for each in load_gazetteer().path(division)]
    whole = division.name
    for step in chain_of(name.removeprefix(division.name)):
        whole += step
        steps.append(step)
        node = NamedNode(entity_iri(AREA, whole, scope, "", base))
        yield Triple(node, TYPE, NamedNode(WG + AREA))
        yield Triple(node, LABEL, chinese(whole))
        yield Triple(node, _NAMED, typed("true", "boolean"))
        yield Triple(node, _PATH, plain(PATH.join(steps)))
        yield Triple(node, _PART_OF, above)
        above = node
