"""The directory of a store: names as one types them, out of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quote
from graph.directory import Directory, directory_of
from graph.directory.reading import MOST
from graph.store import open_store
from graph.vocabulary import BASE, digest

AREA, PERSON = "AdministrativeArea", "Person"
NAMED = [
    ("云梦县", AREA, ("云梦",)),
    ("云水区", AREA, ()),
    ("长宁镇", AREA, ()),
    ("绿岛2号桥", "Place", ()),
    ("张云", PERSON, ("小\n云",)),
    ("ABC小区", AREA, ()),
    ('"><b>\t村', AREA, ()),
]
FOUND = [
    ("云梦县", ["云梦县"]),
    ("云梦", ["云梦县"]),
    ("云", ["云梦县", "云水区", "张云"]),
    ("ymx", ["云梦县"]),
    ("yunmengxian", ["云梦县"]),
    ("yunm", ["云梦县"]),
    ("yun", ["云梦县", "云水区", "张云"]),
    ("yunsq", ["云水区"]),
    ("yun水", ["云水区"]),
    ("zhy", ["张云"]),
    ("zhangy", ["张云"]),
    ("xiaoyun", ["张云"]),
    ("changning", ["长宁镇"]),
    ("zhangning", ["长宁镇"]),
    ("lvdao2", ["绿岛2号桥"]),
    ("ludao", ["绿岛2号桥"]),
    ("abc小", ["ABC小区"]),
    ("ＡＢＣ", ["ABC小区"]),
    ("mx", ["云梦县"]),
    ("unmeng", []),
    ("yumx", []),
    ("", []),
    ("\n", []),
    ("<b>", ['"><b>\t村']),
    ("(", []),
]


def entity(name: str, kind: str, aliases: tuple[str, ...] = ()) -> Entity:
    return Entity(f"{BASE}{digest(name)}", name, kind, aliases, True)


def page(entities: list[Entity]) -> Extraction:
    """A page on which the first two of the entities have to do with each other."""
    one, other = (Argument(each.id, each.name, each.name, each.type) for each in entities[:2])
    fact = Fact("p.txt", 1, one, "supported", other, Quote(0, 2, "支援"))
    article = Article(1, "", (), "", "", ())
    return Extraction(Document("p.txt", "支援"), (article,), (), tuple(entities), (fact,))


def made(folder: Path, entities: list[Entity]) -> Directory:
    with open_store(folder / "names.kg", "w") as store:
        if entities:
            store.replace_document(page(entities))
        files = folder / "directory"
        files.mkdir()
        return directory_of(store, files)


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Directory]:
    found = made(tmp_path_factory.mktemp("names"), [entity(*each) for each in NAMED])
    yield found
    found.close()


@pytest.mark.parametrize(("typed", "names"), FOUND)
def test_names_are_found_as_one_types_them(directory, typed, names):
    assert [one.name for one in directory.search(typed)] == names


def test_an_entity_is_found_by_its_iri_and_by_its_key_in_the_viewer(directory):
    wanted = entity("张云", PERSON)
    found = directory.of(wanted.id)
    assert (found.name, found.type, found.aliases, found.named) == (
        "张云", PERSON, ("小\n云",), True
    )  # fmt: skip
    assert directory.of("http://example.org/nobody") is None
    assert directory.iri_of("n000000000000") is None


def test_weights_are_the_facts_that_speak_of_each(directory):
    assert directory.weights[entity("云梦县", AREA).id] == 1
    assert directory.weights[entity("长宁镇", AREA).id] == 0
    assert directory.weights.get("http://example.org/nobody", 7) == 7


def test_a_type_is_listed_the_weightiest_first(directory):
    areas = directory.of_type(AREA)
    assert len(areas) == 5
    assert [one.name for one in areas[:2]] == ["云梦县", "云水区"]
    assert directory.of_type("Nothing")[:3] == []
    assert [one.name for one in directory.search("云", PERSON)] == ["张云"]
    assert directory.search("云", "Nothing") == []


def test_who_misspelt_a_name_is_told_those_that_are_near(directory):
    assert [one.name for one in directory.near("云梦乡")][:1] == ["云梦县"]
    assert [one.name for one in directory.near("changnin")][:1] == ["长宁镇"]


def test_who_asks_later_finds_what_who_asks_first_does(directory):
    before = directory.search("云梦县")

    directory.near("云孟县")

    assert directory.search("云梦县") == before != []


def test_no_more_are_looked_for_than_anybody_reads(tmp_path):
    names = [f"第{number}村" for number in range(MOST + 50)]
    found = made(tmp_path, [entity(name, AREA) for name in names])
    assert len(found.search("村")) == MOST
    assert [one.name for one in found.search(f"第{MOST + 7}村")][:1] == [f"第{MOST + 7}村"]
    found.close()


def test_an_empty_store_has_an_empty_directory(tmp_path):
    found = made(tmp_path, [])
    assert (len(found), found.search("云"), found.near("云梦"), list(found.of_type(""))) == (
        0, [], [], []
    )  # fmt: skip
    found.close()
