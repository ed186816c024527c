"""A store with what follows from it: all of a city, nothing in the store, made anew if need be."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode, Quad

from graph.build import build
from graph.cli.group import command_line
from graph.exports import export
from graph.inference import FOLDER, open_inferred
from graph.library import named_queries
from graph.names import find_entity
from graph.query import run_named, run_query
from graph.store import Store, open_store
from graph.terms import inferred_graph, units_graph
from graph.vocabulary import BASE, LABEL, TYPE, WG, chinese, typed
from ontology.errors import StoreError

PART = NamedNode(WG + "partOf")
PAGES = {
    "city.txt": "7月2日，宜昌市召开防汛工作会议。",
    "district.txt": "7月2日，夷陵区成立防汛指挥部。夷陵区出动冲锋舟6艘。",
    "street.txt": "7月3日，夷陵区柳河街道招募志愿者60余名。柳河街道石桥社区发放宣传单2000份。",
    "elsewhere.txt": "7月3日，当阳市发放宣传单900份。荆州市出动消防车8辆。",
}
# What the national code says, from the narrow to the wide.
DIVISIONS = [("夷陵区", "宜昌市"), ("当阳市", "宜昌市"), ("宜昌市", "湖北省"), ("荆州市", "湖北省")]
PROVINCE = NamedNode(BASE + "province")
HALL = NamedNode(BASE + "hall")

SAID = {
    # query: what a city alone did, what was done by all within it
    "events": ({"宜昌市"}, {"宜昌市"}),
    "bodies": (set(), {"夷陵区"}),
    "recruitment": (set(), {"柳河街道"}),
    "deployments": (set(), {"夷陵区"}),
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inference")
    path = build_of(PAGES, folder)
    with open_store(path, "w") as store:
        store.raw.extend(units(store))
    return path


@pytest.fixture
def path(built: Path, tmp_path: Path) -> Path:
    """A store of one's own, to change."""
    without = shutil.ignore_patterns(FOLDER)
    return Path(shutil.copytree(built, tmp_path / "own.kg", ignore=without))


def build_of(pages: dict[str, str], folder: Path) -> Path:
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
    report = build([folder / name for name in pages], folder / "news.kg")
    assert report.refusals == ()
    return folder / "news.kg"


def units(store: Store) -> list[Quad]:
    """The divisions of the national code, as a build describes them in a graph of their own."""
    graph = units_graph(store.base)
    named = {name: NamedNode(find_entity(store, name)[0].iri) for name, _ in DIVISIONS}
    named["湖北省"] = PROVINCE
    about = [(TYPE, NamedNode(WG + "AdministrativeArea")), (LABEL, chinese("湖北省"))]
    about.append((NamedNode(WG + "named"), typed("true", "boolean")))
    return [
        *(Quad(PROVINCE, key, value, graph) for key, value in about),
        *(Quad(named[one], PART, named[other], graph) for one, other in DIVISIONS),
    ]


def doers(store: Store, query: str, name: str) -> set[str]:
    """The units in the answer to a named query."""
    result = run_named(store, query, {"name": name})
    at = next(i for i, each in enumerate(result.variables) if each.endswith("Label"))
    return {short(row[at]) for row in result.rows}


def short(label: object) -> str:
    """A unit's name without the names of those above it, which it may begin with."""
    return re.sub("^(夷陵区|当阳市)?(柳河街道)?(?=.)", "", getattr(label, "value", ""))


def within(store: Store, name: str) -> set[str]:
    asked = """SELECT ?label {
  VALUES ?name { UNDEF } ?part wg:within/rdfs:label ?name ; rdfs:label ?label }"""
    rows = run_query(store, asked, parameters={"name": chinese(name)}).rows
    return {short(row[0]) for row in rows}


@pytest.mark.parametrize("query", SAID)
def test_all_of_a_city_is_what_was_said_of_its_parts(built: Path, query: str):
    alone, together = SAID[query]

    with open_store(built) as store:
        assert doers(store, query, "宜昌市") == alone
    with open_inferred(built) as store:
        assert doers(store, query, "宜昌市") == together


def test_an_entity_stands_for_its_parts_at_every_depth(built: Path):
    with open_inferred(built) as store:
        rows = {
            name: {row[0].value for row in run_named(store, "entity", {"name": name}).rows}
            for name in ("湖北省", "宜昌市", "夷陵区", "石桥社区")
        }

    assert rows["湖北省"] > rows["宜昌市"] > rows["夷陵区"] > rows["石桥社区"] > set()


def test_what_lies_within_goes_by_parts_places_and_scopes(built: Path):
    with open_inferred(built) as store:
        assert within(store, "夷陵区") >= {"柳河街道", "石桥社区", "志愿者", "防汛指挥部"}
        assert {"夷陵区", "石桥社区", "当阳市"} <= within(store, "宜昌市")
        assert "荆州市" not in within(store, "宜昌市")


@pytest.mark.parametrize("query", named_queries())
def test_a_named_query_loses_nothing_by_it(built: Path, query: str):
    given = {"entity": "夷陵区", "text": "夷陵区", "number": "1", "date": "2020-02-20"}
    wanted = {
        each.name: given[each.kind]
        for each in named_queries()[query].parameters
        if each.required or each.name == "name"
    }
    with open_store(built) as store:
        alone = set(run_named(store, query, wanted).rows)
    with open_inferred(built) as store:
        assert alone <= set(run_named(store, query, wanted).rows)


def test_foreign_vocabularies_can_be_asked(built: Path):
    asked = """ASK {
  ?unit a schema:AdministrativeArea ; ?did ?it . ?did rdfs:subPropertyOf wg:actionRelation }"""

    with open_store(built) as store:
        assert not run_query(store, asked).answer
    with open_inferred(built) as store:
        assert run_query(store, asked).answer


def test_without_it_nothing_concluded_is_seen(built: Path):
    open_inferred(built).close()

    with open_store(built) as store:
        assert within(store, "夷陵区") == set()
        assert not store.raw.contains_named_graph(inferred_graph(store.base))
        assert b"/inferred>" not in exported(store)


def test_what_was_concluded_stands_in_its_own_graph(built: Path):
    with open_store(built) as store, open_inferred(built) as more:
        alone, together = (set(exported(each).splitlines()) for each in (store, more))

    assert alone < together
    graph = f"<{BASE}inferred> .".encode()
    assert all(line.endswith(graph) for line in together - alone)


def exported(store: Store) -> bytes:
    out = io.BytesIO()
    export(store, "nquads", out)
    return out.getvalue()


def test_the_same_store_gives_the_same_conclusions(tmp_path: Path):
    """Built in another order, in another folder."""
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    stores = [
        build_of(PAGES, tmp_path / "one"),
        build_of(dict(reversed(PAGES.items())), tmp_path / "other"),
    ]
    graphs = []
    for each in stores:
        with open_inferred(each) as store:
            graphs.append(exported(store))

    assert graphs[0] == graphs[1]


def test_what_documents_say_of_a_thing_is_not_mixed_with_it(built: Path):
    with open_store(built) as store, open_inferred(built) as more:
        assert find_entity(more, "夷陵区") == find_entity(store, "夷陵区")
        assert list(more.facts()) == list(store.facts())
        assert more.documents() == store.documents()
        iri = run_query(store, "SELECT ?f { ?f a wg:Statement } ORDER BY ?f LIMIT 1").rows[0][0]
        assert more.fact(iri.value) == store.fact(iri.value)


# Made anew when it must be, and only then


def copies(path: Path) -> list[str]:
    return sorted(each.name for each in (path / FOLDER).iterdir() if each.is_dir())


def test_it_is_made_once(path: Path):
    open_inferred(path).close()
    made = copies(path)
    open_inferred(path).close()

    assert copies(path) == made
    assert len(made) == 1


def test_a_document_that_changed_changes_what_follows(path: Path, tmp_path: Path):
    with open_inferred(path) as store:
        assert "石桥社区" in within(store, "宜昌市")
    page = tmp_path / "street.txt"
    page.write_text("7月4日，当阳市白沙镇采购消毒液300桶。", encoding="utf-8")

    build([page], path)

    with open_inferred(path) as store:
        assert "石桥社区" not in within(store, "宜昌市")
        assert "白沙镇" in within(store, "湖北省")
    assert len(copies(path)) == 1


def test_a_triple_written_by_hand_changes_what_follows(path: Path):
    open_inferred(path).close()

    with open_store(path, "w") as store:
        city = NamedNode(find_entity(store, "宜昌市")[0].iri)
        hand = NamedNode(BASE + "hand")
        store.raw.extend([Quad(HALL, PART, city, hand), Quad(HALL, LABEL, chinese("礼堂"), hand)])

    with open_inferred(path) as store:
        assert "礼堂" in within(store, "湖北省")


def test_no_page_knows_better_than_the_code_where_a_unit_lies(path: Path):
    with open_store(path, "w") as store:
        units = [NamedNode(find_entity(store, name)[0].iri) for name in ("荆州市", "宜昌市")]
        store.raw.add(Quad(units[0], PART, units[1], NamedNode(BASE + "page")))

    with open_inferred(path) as store:
        assert "荆州市" not in within(store, "宜昌市")


def test_what_a_writer_that_was_killed_had_stored_counts(path: Path):
    code = """
import os, sys
from pyoxigraph import NamedNode, Quad
from graph.store import open_store
store = open_store(sys.argv[1], "w")
store.raw.add(Quad(*(NamedNode(each) for each in sys.argv[2:])))
os._exit(9)
"""
    with open_store(path) as store:
        city = find_entity(store, "宜昌市")[0].iri
    quad = [HALL.value, PART.value, city, BASE + "hand"]

    done = subprocess.run([sys.executable, "-c", code, str(path), *quad], check=False)

    assert done.returncode == 9
    with open_inferred(path) as store:
        found = run_query(store, f"ASK {{ {HALL} wg:within {PROVINCE} }}")
        assert found.answer


def test_what_was_left_unfinished_is_cleared_away(path: Path):
    (path / FOLDER / "new-left").mkdir(parents=True)

    open_inferred(path).close()

    assert len(copies(path)) == 1


def test_a_copy_that_is_still_read_is_left_until_later(path: Path):
    with open_inferred(path) as reader:
        with open_store(path, "w") as store:
            store.raw.add(Quad(PROVINCE, PART, NamedNode(BASE + "land"), NamedNode(BASE + "hand")))
        open_inferred(path).close()
        assert within(reader, "宜昌市") >= {"夷陵区"}
        assert len(copies(path)) == 2


def test_many_may_ask_for_it_at_once(path: Path):
    code = """
import sys
from graph.inference import open_inferred
print(len(open_inferred(sys.argv[1]).raw))
"""
    command = [sys.executable, "-c", code, str(path)]

    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    said = [process.communicate()[0] for process in running]

    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(set(said)) == 1
    assert len(copies(path)) == 1


def test_where_no_file_can_be_linked_they_are_copied(path: Path, monkeypatch: pytest.MonkeyPatch):
    def refuse(*_: object) -> None:
        raise OSError("no hard links here")

    monkeypatch.setattr(os, "link", refuse)

    with open_inferred(path) as store:
        assert "石桥社区" in within(store, "湖北省")


def test_a_folder_that_cannot_be_written_is_said_in_one_line(path: Path):
    (path / FOLDER).write_text("in the way", encoding="utf-8")

    with pytest.raises(StoreError) as caught:
        open_inferred(path)

    assert str(caught.value).startswith(f"{path / FOLDER} cannot be written: ")
    assert "\n" not in str(caught.value)


def test_a_store_that_is_being_written_cannot_be_asked(path: Path):
    with open_store(path, "w"), pytest.raises(StoreError, match="being written"):
        open_inferred(path)


# On the command line


def wangge(*arguments: str) -> str:
    result = CliRunner().invoke(command_line("en"), arguments)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_query_and_export_take_it(path: Path):
    asked = ["query", str(path), "recruitment", "--param", "name=宜昌市", "--format", "csv"]
    every = ["export", str(path), "--format", "nquads"]

    assert "志愿者" not in wangge(*asked)
    assert "志愿者" in wangge(*asked, "--infer")
    assert "/inferred>" in wangge(*every, "--infer")
    assert "/inferred>" not in wangge(*every)
