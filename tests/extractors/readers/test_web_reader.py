"""Of an HTML page the main text is read, with its title and date."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.readers import read
from extractors.readers.web import read_web
from ontology.errors import ReadError

PAGE = """<!DOCTYPE html>
<html><head><meta charset="{charset}"><title>石门乡召开防汛工作会议</title></head><body>
<div class="nav"><a href="/">网站首页</a><a href="/news">新闻中心</a></div>
<div class="content"><h1>石门乡召开防汛工作会议</h1>
<div class="info">发布时间：2021-07-20 08:30</div>
<p>7月20日上午，石门乡召开防汛工作会议，安排部署下一步工作。乡长王立新出席会议并讲话。</p>
<p>会议要求，各村要组织党员干部120余名，对辖区内的水库、河道进行排查。</p>
<p>截至目前，全乡共排查隐患点35处，转移群众260余人。</p></div>
<script>var text = "不是正文";</script>
<div class="footer">版权所有 石门县人民政府 <a href="/about">联系我们</a></div></body></html>"""


def test_the_main_text_is_read_paragraph_by_paragraph_without_the_site_around_it() -> None:
    content = read_web(PAGE.format(charset="utf-8").encode(), None)
    lines = content.text.split("\n")
    assert lines[0] == "石门乡召开防汛工作会议"
    assert lines[-2:] == [
        "会议要求，各村要组织党员干部120余名，对辖区内的水库、河道进行排查。",
        "截至目前，全乡共排查隐患点35处，转移群众260余人。",
    ]
    assert not any(word in content.text for word in ("网站首页", "版权所有", "不是正文", "<"))


def test_title_and_date_are_kept_and_the_title_stands_once_in_the_text() -> None:
    content = read_web(PAGE.format(charset="utf-8").encode(), None)
    assert (content.title, content.date) == ("石门乡召开防汛工作会议", "2021-07-20")
    assert content.text.count("石门乡召开防汛工作会议") == 2  # the headline, and in a sentence


@pytest.mark.parametrize(
    ("written", "declared", "named"),
    [
        ("utf-8", "utf-8", "utf-8"),
        ("gb18030", "gb2312", "gb2312"),
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("gb18030", "no-such-set", "gb18030"),
    ],
)
def test_a_declared_charset_counts_only_where_the_bytes_agree(
    written: str, declared: str, named: str
) -> None:
    content = read_web(PAGE.format(charset=declared).encode(written), None)
    assert content.encoding == named
    assert "各村要组织党员干部120余名" in content.text


def test_the_encoding_given_wins_over_the_declared_one() -> None:
    content = read_web(PAGE.format(charset="utf-8").encode("gb18030"), "gb18030")
    assert "各村要组织党员干部120余名" in content.text


def test_a_page_of_one_sentence_is_read() -> None:
    data = "<html><body><p>石门乡招募志愿者20名。</p></body></html>".encode()
    assert read_web(data, None).text == "石门乡招募志愿者20名。"


@pytest.mark.parametrize(
    "page",
    ["<html></html>", "<html><body><script>1</script></body></html>", "<p></p>", "<" * 999],
)
def test_a_page_without_a_main_text_is_refused(page: str) -> None:
    with pytest.raises(ReadError, match="without a main text"):
        read_web(page.encode(), None)


def nested(depth: int) -> bytes:
    """A sentence below so many levels, and one behind them."""
    below = "<div>" * depth + "<p>石门乡招募志愿者。</p>" + "</div>" * depth
    return f"<html><body>{below}<p>岳村镇转移群众。</p></body></html>".encode()


@pytest.mark.parametrize("depth", [10, 250, 300, 2000])
def test_a_page_is_read_to_its_end_however_deep_it_is_nested(depth: int) -> None:
    """Its tags unclosed, a page of many paragraphs is soon deeper than most parsers go."""
    text = read_web(nested(depth), None).text
    assert text.split() == ["石门乡招募志愿者。", "岳村镇转移群众。"]


def test_a_page_nested_deeper_than_the_parser_goes_is_refused() -> None:
    with pytest.raises(ReadError, match="nested deeper than 2048 levels"):
        read_web(nested(10_000), None)


def test_entities_that_a_page_declares_are_not_resolved(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    page = f"""<!DOCTYPE html [<!ENTITY a "again"><!ENTITY b SYSTEM "file://{tmp_path}/secret">]>
        <html><body><p>石门乡招募志愿者。&a;&b;</p></body></html>"""
    text = read_web(page.encode(), None).text
    assert "石门乡招募志愿者。" in text
    assert not any(word in text for word in ("secret", "again"))


def test_a_page_is_recognised_without_its_suffix() -> None:
    (document,) = read(["-"], stdin=io.BytesIO(PAGE.format(charset="utf-8").encode()))
    assert isinstance(document, Document)
    assert (document.reader, document.title) == ("html", "石门乡召开防汛工作会议")


def test_the_same_page_gives_the_same_text_each_time() -> None:
    data = PAGE.format(charset="utf-8").encode()
    assert len({read_web(data, None).text for _ in range(3)}) == 1


def test_nothing_is_logged_and_no_logger_is_left_changed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = logging.getLogger("trafilatura").level
    (tmp_path / "a.html").write_text("<html><body></body></html>")
    list(read([tmp_path]))
    assert caplog.records == []
    assert logging.getLogger("trafilatura").level == before
