"""Communities as a layout: each has a disc of its own, and everybody belongs somewhere."""

from __future__ import annotations

import math
import random
from collections import defaultdict

from stories import FACTS, TOWN, VOLUNTEERS, fact, laid_out, thing

from extractors.facts import Entity
from graph.viewer.communities import community_numbers, placed_by_community
from graph.viewer.layout import Point, place_apart
from graph.viewer.model import Corpus, Node, ShownFact, View, key_of, view_of

SIZE = 8.0


def view(*facts: object) -> View:
    extraction = laid_out(facts)  # type: ignore[arg-type]
    shown = tuple(ShownFact(f"urn:{i}", one) for i, one in enumerate(extraction.facts))
    return view_of(Corpus((), {one.id: one for one in extraction.entities}, shown))


def apart(count: int, groups: int) -> tuple[dict[str, Point], dict[str, int]]:
    names = [f"n{i:03}" for i in range(count)]
    of = {name: i % groups for i, name in enumerate(names)}
    edges = [(names[i], names[(i * 7 + 3) % count]) for i in range(count)]
    edges += [(names[i], names[(i + groups) % count]) for i in range(count)]
    random.Random(1).shuffle(edges)
    return place_apart(dict.fromkeys(names, SIZE), edges, dict.fromkeys(names, ""), of), of


def discs(positions: dict[str, Point], groups: dict[str, int]) -> list[tuple[Point, float]]:
    members: defaultdict[int, list[Point]] = defaultdict(list)
    for name, point in positions.items():
        members[groups[name]].append(point)
    found = []
    for points in members.values():
        across, down = zip(*points, strict=True)
        middle = ((min(across) + max(across)) / 2, (min(down) + max(down)) / 2)
        found.append((middle, max(math.dist(middle, point) for point in points) + SIZE))
    return found


def test_no_community_reaches_into_another() -> None:
    found = discs(*apart(120, 8))
    assert len(found) == 8
    into = [
        (one, other)
        for i, (one, radius) in enumerate(found)
        for other, more in found[:i]
        if math.dist(one, other) < radius + more
    ]
    assert into == []


def test_the_same_graph_gives_the_same_places() -> None:
    assert apart(60, 5) == apart(60, 5)


def test_a_graph_without_nodes_has_no_places() -> None:
    assert place_apart({}, [], {}, {}) == {}


def test_what_has_no_community_goes_with_those_it_is_most_tied_to() -> None:
    whole = view(*FACTS)
    nodes = [
        Node(n.key, n.entity, n.degree, {"community": 7.0} if n.entity.name == "石门乡" else {})
        for n in whole.nodes
    ]
    numbers = community_numbers(nodes, whole.edges)
    assert numbers.keys() == {node.key for node in nodes}
    assert set(numbers.values()) == {0}


def test_the_largest_community_comes_first_and_those_without_any_form_their_own() -> None:
    pair = fact("甲村支援乙村", thing("甲村"), "supported", thing("乙村"))
    whole = view(*FACTS, pair)
    numbers = community_numbers(whole.nodes, whole.edges)
    assert numbers[key_of(TOWN.id)] == numbers[key_of(VOLUNTEERS.id)] == 0
    assert numbers[key_of(pair.subject.id)] == numbers[key_of(pair.object.id)] == 1


def test_places_stand_in_the_order_of_the_nodes() -> None:
    lonely = [Node(f"n{i}", Entity(f"urn:{i}", "甲", "Person", ()), 1) for i in range(3)]
    sizes = {node.key: SIZE for node in lonely}
    found = placed_by_community(lonely, [], sizes, dict.fromkeys(sizes, ""))
    assert len(found["places"]) == 3
    assert found["groups"] == [0, 1, 2]
