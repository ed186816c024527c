"""What is taken away: each file is downloaded in a real Chromium and read back with other tools."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from county_news import FACTS, FIRST, LEADER, RIVER, SECOND, STONE, Taking, make, page
from PIL import Image
from rdflib import Graph

from extractors.facts import Fact
from graph.exports.facts_table import write_csv
from graph.query import run_query
from graph.store import open_store
from graph.viewer.model import key_of
from graph.vocabulary import WG

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

PART = re.compile(r"/(quantity|quote|trigger)-")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = page("stone.txt", FIRST, "石门在行动"), page("river.txt", SECOND, "清河在行动")
    return make(tmp_path_factory.mktemp("take"), *pages)


@pytest.fixture
def taking(browser: Chrome, file: Path, tmp_path: Path) -> Taking:
    return Taking(browser, file, into=tmp_path)


def exported(file: Path) -> dict[str, str]:
    """The lines of ``wangge export --format csv`` by the IRI of their fact."""
    out = io.BytesIO()
    with open_store(file.parent / "news.kg") as store:
        write_csv(store, out)
    head, *rows = csv.reader(io.StringIO(out.getvalue().decode(), newline=""))
    return {row[0]: row for row in rows} | {"": head}


def sentences_of(file: Path, query: str) -> list[str]:
    """The sentences of the facts that a query gives on the store of the page."""
    with open_store(file.parent / "news.kg") as store:
        result = run_query(store, query)
    assert result.variables[0] == "fact"
    facts = [row[0].value for row in result.rows if row[0]]
    assert len(set(facts)) == len(facts)
    known = exported(file)
    return sorted(known[iri][known[""].index("evidence")] for iri in facts)


def sentences(facts: tuple[Fact, ...]) -> list[str]:
    return sorted(one.evidence.text for one in facts)


def test_csv_has_the_lines_of_the_export_and_opens_in_a_spreadsheet(
    taking: Taking, file: Path
) -> None:
    data = taking.taken("csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    known = exported(file)
    assert rows[0] == known[""]
    assert [known[row[0]] for row in rows[1:]] == rows[1:]
    assert len(rows) == 1 + len(FACTS)
    assert any(cell.startswith("'=HYPERLINK") for row in rows for cell in row)


def test_json_ld_says_what_the_store_says(taking: Taking, file: Path) -> None:
    text = taking.taken("jsonld").read_text("utf-8")
    said = {triple(one) for one in Graph().parse(data=text, format="json-ld")}
    with open_store(file.parent / "news.kg") as store:
        stored = Graph().parse(data=turtle(store), format="turtle")
    known = {triple(one) for one in stored}
    assert said - known == set()
    facts = {node for node, _, kind in said if kind == f"<{WG}Statement>"}
    assert len(facts) == len(FACTS)
    parts = {value for node, _, value in known if node in facts and PART.search(value)}
    parts |= {value for node, _, value in known if node in parts and PART.search(value)}
    missing = {name for node, name, _ in known - said if node in facts | parts}
    assert {re.split("[#/]", name)[-1].rstrip(">") for name in missing} == {
        *("subjectMention", "objectMention", "placeMention", "recipientMention"),
        *("organizationMention", "wasGeneratedBy", "claim", "suffix"),
    }


def triple(one: tuple[object, ...]) -> tuple[str, ...]:
    return tuple(getattr(term, "n3", lambda: "")() for term in one)  # type: ignore[return-value]


def turtle(store: object) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    quads = store.raw  # type: ignore[attr-defined]
    return serialize((quad.triple for quad in quads), format=RdfFormat.TURTLE)


def those(holds: Callable[[Fact], object]) -> tuple[Fact, ...]:
    return tuple(one for one in FACTS if holds(one))


def ends(one: Fact) -> set[str]:
    return {one.subject.type, one.object.type}


IN_MARCH = ("2021-03-05", "2021-03", "2021-03-06T08:30", "2021")
EARLY_MARCH = ("2021-03-05", "2021-03", "--03-05")
FILTERS: list[tuple[dict[str, str], tuple[Fact, ...]]] = [
    ({}, FACTS),
    ({"offTypes": "Item"}, those(lambda f: f.object.type != "Item")),
    ({"offTypes": "Person.Post"}, those(lambda f: not ends(f) & {"Person", "Post"})),
    ({"relations": "recruited"}, those(lambda f: f.relation != "recruited")),
    ({"relations": "=%E6%85%B0%E9%97%AE"}, those(lambda f: not f.relation)),
    ({"relations": "%E6%85%B0%E9%97%AE.stated"}, those(lambda f: f.relation not in ("", "stated"))),
    ({"offModalities": "asserted"}, those(lambda f: f.modality != "asserted")),
    ({"sources": "river%2Etxt"}, FIRST),
    ({"dates": "20210301-20210306"}, those(lambda f: f.time in IN_MARCH)),
    ({"dates": "301-305"}, those(lambda f: f.time in EARLY_MARCH)),
    ({"confidence": "0.7"}, those(lambda f: f.confidence >= 0.7)),
    ({"quantity": "40_"}, those(lambda f: f.quantity and f.quantity.value >= 40)),
    (
        {"quantity": "1_100_名"},
        those(lambda f: f.quantity and f.quantity.unit == "名" and f.quantity.value <= 100),
    ),
    (
        {"offModalities": "planned.required", "quantity": "1_", "offTypes": "Item"},
        those(lambda f: f.quantity and f.object.type != "Item"),
    ),
]


@pytest.mark.parametrize(
    ("filters", "shown"), FILTERS, ids=[",".join(f) or "whole" for f, _ in FILTERS]
)
def test_the_query_gives_the_facts_of_the_filter(
    browser: Chrome, file: Path, filters: dict[str, str], shown: tuple[Fact, ...]
) -> None:
    taking = Taking(browser, file, "#" + urlencode(filters))
    assert sentences_of(file, taking.query()) == sentences(shown)


@pytest.mark.parametrize("hops", [1, 2])
def test_the_query_gives_the_facts_of_a_neighbourhood(
    browser: Chrome, file: Path, tmp_path: Path, hops: int
) -> None:
    taking = Taking(browser, file, f"#focus={key_of(LEADER.id)}&hops={hops}", tmp_path)
    lines = list(
        csv.DictReader(io.StringIO(taking.taken("csv").read_text("utf-8-sig"), newline=""))
    )
    assert 0 < len(lines) < len(FACTS)
    assert sentences_of(file, taking.query()) == sorted(line["evidence"] for line in lines)


def test_the_query_gives_what_is_left_when_a_node_is_hidden(browser: Chrome, file: Path) -> None:
    taking = Taking(browser, file, f"#hidden={key_of(RIVER.id)}")
    shown = tuple(f for f in FACTS if RIVER.id not in (f.subject.id, f.object.id))
    assert sentences_of(file, taking.query()) == sentences(shown)


def test_the_query_gives_the_rows_that_were_searched_for(browser: Chrome, file: Path) -> None:
    taking = Taking(browser, file, "#view=table&words=" + "口罩")
    assert len(taking.rows()) == 2
    assert len(sentences_of(file, taking.query())) == 2


def test_the_query_of_a_part_asks_for_that_part(browser: Chrome, tmp_path: Path) -> None:
    pages = page("stone.txt", FIRST, "石门在行动"), page("river.txt", SECOND, "清河在行动")
    file = make(tmp_path, *pages, around="石门县医院")
    found = sentences_of(file, Taking(browser, file).query())
    assert found == ["石门县医院采购口罩1.5万只"]


def test_a_query_of_nothing_gives_nothing(browser: Chrome, file: Path) -> None:
    taking = Taking(browser, file, "#view=table&words=没有这样的词")
    assert sentences_of(file, taking.query()) == []


def test_the_query_can_be_saved(taking: Taking, file: Path) -> None:
    saved = taking.taken("rq")
    assert saved.suffix == ".rq"
    assert sentences_of(file, saved.read_text("utf-8")) == sentences(FACTS)


# --- pictures


def test_svg_of_the_graph_has_its_names_as_text_and_its_shapes_as_paths(taking: Taking) -> None:
    root = ElementTree.fromstring(taking.taken("svg").read_bytes())
    told = {text.text for text in root.iter(f"{SVG}text")}
    assert {"石门县", "清河县", "志愿者", "夏安民"} <= told
    assert len(list(root.iter(f"{SVG}path"))) >= len(taking.drawn()) + taking.shown_edges()
    size = taking.run(
        "const g = document.getElementById('graph'); return [g.clientWidth, g.clientHeight]"
    )
    assert [root.get("width"), root.get("height")] == [str(each) for each in size]
    assert not list(root.iter(f"{SVG}image"))


def test_names_in_the_svg_stand_where_the_nodes_do(taking: Taking) -> None:
    root = ElementTree.fromstring(taking.taken("svg").read_bytes())
    x, y = taking.at(key_of(STONE.id))
    name = next(text for text in root.iter(f"{SVG}text") if text.text == "石门县")
    assert abs(float(name.get("x", "0")) - x) < 120
    assert abs(float(name.get("y", "0")) - y) < 60


@pytest.mark.parametrize("view", ["graph", "timeline", "map"])
def test_png_shows_the_same_as_the_svg(
    browser: Chrome, file: Path, tmp_path: Path, view: str
) -> None:
    taking = Taking(browser, file, f"#view={view}", tmp_path)
    root = ElementTree.fromstring(taking.taken("svg").read_bytes())
    with Image.open(taking.taken("png")) as image:
        assert image.size == (2 * int(root.get("width", "0")), 2 * int(root.get("height", "0")))
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 20
    assert taking.complaints() == []


def test_svg_of_the_timeline_tells_the_facts_in_sight(
    browser: Chrome, file: Path, tmp_path: Path
) -> None:
    taking = Taking(browser, file, "#view=timeline", tmp_path)
    told = " ".join(
        text.text or ""
        for text in ElementTree.fromstring(taking.taken("svg").read_bytes()).iter(f"{SVG}text")
    )
    assert "石门县 招募 志愿者 ≥120名" in told
    assert "2021年3月5日" in told


def test_svg_of_the_map_names_its_places(browser: Chrome, file: Path, tmp_path: Path) -> None:
    taking = Taking(browser, file, "#view=map", tmp_path)
    root = ElementTree.fromstring(taking.taken("svg").read_bytes())
    assert {"石门县", "清河县"} <= {text.text for text in root.iter(f"{SVG}text")}
    assert len(list(root.iter(f"{SVG}circle"))) == 2
    assert not [each for each in root.iter() if each.get("tabindex") or each.get("role")]


def test_no_picture_of_a_table(browser: Chrome, file: Path) -> None:
    taking = Taking(browser, file, "#view=table")
    taking.query()
    assert taking.run("return document.getElementById('takePictures').hidden")


# --- the link


def test_the_link_restores_view_filter_order_and_words(browser: Chrome, file: Path) -> None:
    taking = Taking(browser, file)
    taking.press("#views button", "表格")
    taking.press("#grid thead button", "数量")
    taking.keys("#words", "招募")
    taking.query()
    link = taking.run("return document.getElementById('linkText').value")
    rows = taking.rows()
    again = Taking(browser, file, "#" + link.partition("#")[2])
    assert again.rows() == rows
    assert again.run("return document.getElementById('words').value") == "招募"
    assert again.address() == {"view": "table", "sort": "quantity", "words": "招募"}


def test_the_menu_says_how_many_facts_and_closes_by_escape(taking: Taking) -> None:
    taking.query()
    assert taking.text("#takeCount") == f"当前显示的 {len(FACTS)} 条事实"
    taking.keys("#queryText", "\ue00c")
    assert taking.run("return document.getElementById('takeMenu').hidden")
    assert taking.run("return document.activeElement.id") == "take"


def test_nothing_is_asked_for_and_nothing_complained_of(taking: Taking) -> None:
    for kind in ("csv", "jsonld", "svg", "rq"):
        taking.taken(kind)
    assert taking.complaints() == []
    assert [url for url in taking.requests() if not url.startswith("blob:")] == []
