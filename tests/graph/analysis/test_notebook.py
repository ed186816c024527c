"""What notebooks show: HTML that is plain, whatever stands in the counties."""

from __future__ import annotations

from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from small_graphs import STAR, graph_of

from graph.analysis.ties import ties_of
from graph.knowledge import Knowledge
from graph.sketch import sketch

PLAIN = {"div", "p", "b", "table", "thead", "tbody", "tr", "th", "td"}
DRAWN = {"svg", "g", "title", "circle", "line", "text"}


class Reader(HTMLParser):
    """The elements of a page, and the text in it."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attrs)
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    return reader


def test_the_summary_says_what_is_in_the_store(news: Knowledge):
    text = "".join(read(news._repr_html_()).text)

    for shown in (
        "news.kg",
        "文档 documents 3",
        "事实 facts 7",
        "行政区划",
        "招募",
        "志愿者（石门县）",
    ):
        assert shown in text


def test_hostile_names_stay_text(news: Knowledge):
    shown = [news._repr_html_(), news.centrality()._repr_html_(), news.components()._repr_html_()]

    for page in map(read, shown):
        assert page.tags <= PLAIN | DRAWN
        assert not [name for name in page.attributes if name.startswith("on")]
        assert [value for value in page.values if "//" in value] in (
            [],
            ["http://www.w3.org/2000/svg"],
        )
        assert "<img src=x onerror=alert(1)>" in "".join(page.text)
        assert not {"\u2028", "\u202e"} & set("".join(page.text))


@pytest.mark.parametrize(("nodes", "shown"), [(40, 6), (3, 3)])
def test_the_picture_shows_the_most_tied_among_its_neighbours(nodes: int, shown: int):
    ties = ties_of(graph_of([*STAR, ("far", "away")]))

    picture = ElementTree.fromstring(sketch(ties, nodes))

    names = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}title")]
    assert (names[0], len(names)) == ("middle", shown)
    assert not {"far", "away"} & set(names)
    assert len(list(picture.iter("{http://www.w3.org/2000/svg}line"))) == shown - 1


def test_an_empty_store_has_a_summary_without_a_picture(nothing: Knowledge):
    page = read(nothing._repr_html_())

    assert page.tags <= PLAIN
    assert "事实 facts 0" in "".join(page.text)


def test_the_viewer_stands_in_a_frame_that_reaches_nothing(news: Knowledge):
    view = news.view("石门县")

    frame = read(view._repr_html_())
    assert frame.tags == {"iframe"}
    assert "allow-scripts allow-downloads" in frame.values
    assert str(view) in frame.values
    assert str(view).startswith("<!doctype html>") or str(view).startswith("<!DOCTYPE html>")


@pytest.mark.parametrize("rows", [1, 12])
def test_a_long_table_says_how_long_it_is(news: Knowledge, rows: int):
    table = news.centrality()
    long = type(table)(table.kind, table.rows[:1] * rows)

    page = read(long._repr_html_())

    assert ("… 12" in page.text) == (rows == 12)
    assert table.rows[0].entity.label in page.text
