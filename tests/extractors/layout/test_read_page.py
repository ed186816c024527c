"""Page layout: a page's text becomes articles, each with what belongs to it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from layout_pages import SCHOOL, SNOW, Setting, body

from extractors.article import Article
from extractors.document import Document
from extractors.layout import read_page
from extractors.layout.lines import solid_offsets


def read(text: str) -> tuple[Article, ...]:
    return read_page(Document("page.txt", text))


def paragraphs(article: Article) -> tuple[str, ...]:
    return tuple(block.text.text for block in article.blocks if block.kind == "paragraph")


def around(article: Article, kind: str) -> list[str]:
    return [block.text.text for block in article.around if block.kind == kind]


SETTINGS = {
    "a paragraph on each line": Setting(),
    "a paragraph on each line, no empty lines": Setting(between_paragraphs="\n"),
    "indented paragraphs": Setting(indent="　　", between_paragraphs="\n"),
    "wrapped, indented": Setting(22, "　　", between_paragraphs="\n"),
    "wrapped, indented with spaces": Setting(22, "    ", between_paragraphs="\n"),
    "wrapped, empty lines between paragraphs": Setting(24),
    "wrapped, narrow": Setting(16, "　　", between_paragraphs="\n"),
    "an empty line behind every line": Setting(20, between_lines="\n\n"),
    "an empty line behind every line, indented": Setting(20, "　　", "\n\n"),
}


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_one_article_whatever_its_setting(setting: Setting):
    """
    Headline, byline and text come back the same, however the page was set.
    """
    page = f"大雪之后 路上有灯\n\n本报记者 石安 通讯员 崔小满\n\n{body(SNOW, setting)}\n"
    (article,) = read(page)
    assert article.headline == "大雪之后 路上有灯"
    assert article.authors == ("石安", "崔小满")
    assert paragraphs(article) == SNOW
    assert article.unit == "云山县"


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS.keys())
def test_headlines_gathered_at_the_end_find_their_articles(setting: Setting):
    """
    Two signed texts, then both headlines: the words in common say which is whose.
    """
    first = body((*SNOW[:-1], SNOW[-1] + "（石安）"), setting)
    second = body((*SCHOOL[:-1], SCHOOL[-1] + "（崔小满 陆平）"), setting)
    page = f"{first}\n\n{second}\n\n云山县全力清雪保通\n\n社区里的四点半课堂\n"
    snow, school = read(page)
    assert (snow.headline, snow.authors) == ("云山县全力清雪保通", ("石安",))
    assert (school.headline, school.authors) == ("社区里的四点半课堂", ("崔小满", "陆平"))
    assert (paragraphs(snow), paragraphs(school)) == (SNOW, SCHOOL)


def test_paragraphs_that_begin_with_one_space_are_one_article():
    """A page laid of text streams begins each with a space; so may every paragraph of one."""
    text = body(SNOW, Setting(22, " ", "\n\n"))
    (article,) = read(f"{text}\n\n大雪之后 路上有灯\n")
    assert paragraphs(article) == SNOW


def test_the_days_of_a_diary_head_no_articles():
    days = ("1月16日 晴", "1月17日 小雪", "第三天 1月18日 大雪")
    text = "\n\n".join(f"{day}\n\n{part}" for day, part in zip(days, SNOW, strict=False))
    (article,) = read(f"大雪之后 路上有灯\n\n本报记者 石安\n\n{text}\n")
    assert article.headline == "大雪之后 路上有灯"


def test_a_headline_below_its_text_is_not_that_of_the_next():
    page = (
        f"{body(SNOW, Setting(22, '　　'))}\n\n云山县清雪保畅通\n铲车连夜上路\n\n"
        f"{body(SCHOOL, Setting(18, '　　'))}\n\n社区课堂 四点半开课\n"
    )
    snow, school = read(page)
    assert snow.headline == "云山县清雪保畅通 铲车连夜上路"
    assert school.headline == "社区课堂 四点半开课"


def test_headlines_above_their_texts():
    page = (
        f"云山日报　2022年1月8日　星期六　第2版\n\n大雪之后\n——云山县清雪保通见闻\n本报记者 石安\n"
        f"{body(SNOW, Setting(indent='　　'))}\n\n四点半课堂开课了\n本报记者 崔小满\n"
        f"{body(SCHOOL, Setting(indent='　　'))}\n责任编辑：陆平 校对：白帆\n"
    )
    snow, school = read(page)
    assert snow.headline == "大雪之后 ——云山县清雪保通见闻"
    assert (school.headline, school.authors) == ("四点半课堂开课了", ("崔小满",))
    assert snow.date == school.date == "2022-01-08"
    assert around(snow, "header") == ["云山日报　2022年1月8日　星期六　第2版"]
    assert around(school, "editor") == ["责任编辑：陆平 校对：白帆"]


def test_section_headings_stay_in_the_body():
    first, second, third = SNOW
    page = f"清雪保通\n\n石安\n\n{first}\n\n一、铲雪不停\n{second}\n\n“两本账”管到底\n\n{third}\n"
    (article,) = read(page)
    kinds = [block.kind for block in article.blocks]
    assert kinds == ["paragraph", "heading", "paragraph", "heading", "paragraph"]


def test_a_caption_inside_a_sentence_is_taken_out_and_the_sentence_joined():
    first, second, third = SNOW
    page = (
        f"清雪保通\n\n{first}\n\n{second[:30]}\n\n图为铲车在县道上作业。 白帆 摄\n\n"
        f"{second[30:]}\n\n{third}\n"
    )
    (article,) = read(page)
    assert paragraphs(article) == SNOW
    assert around(article, "caption") == ["图为铲车在县道上作业。"]
    assert around(article, "byline") == ["白帆 摄"]
    assert article.authors == ()


def test_a_page_number_inside_a_sentence_is_taken_out():
    first, second, third = SNOW
    page = f"清雪保通\n\n{first}\n\n{second[:30]}\n— 3 —\n{second[30:]}\n\n{third}\n"
    (article,) = read(page)
    assert paragraphs(article) == SNOW


def test_a_dateline_is_no_part_of_the_text():
    (article,) = read(f"清雪保通\n\n本报讯（记者 石安 通讯员 崔小满）{SNOW[0]}\n\n{SNOW[1]}\n")
    assert paragraphs(article) == SNOW[:2]
    assert article.authors == ("石安", "崔小满")
    assert around(article, "byline") == ["本报讯（记者 石安 通讯员 崔小满）"]


def test_two_texts_with_datelines_are_two_articles():
    page = f"清雪\n\n本报讯 {SNOW[0]}\n\n开课\n\n云山融媒1月8日电（记者石安）{SCHOOL[0]}\n"
    assert [article.headline for article in read(page)] == ["清雪", "开课"]


def test_the_items_of_a_column_of_briefs_are_articles():
    page = (
        "近日，青石镇组织党员清扫积雪，出动120人次。\n\n简 讯\n\n"
        "1月6日，清源社区为独居老人送去棉被30床。\n\n日前，云山县检修供热管网18公里。\n"
    )
    articles = read(page)
    assert [article.headline for article in articles] == ["简讯"] * 3
    assert [paragraphs(article)[0][:4] for article in articles] == [
        "近日，青",
        "1月6日",
        "日前，云",
    ]


def test_a_byline_behind_the_lead_signs_the_whole_article():
    first, second, third = SNOW
    page = (
        f"清雪保通\n\n{first}\n\n云报全媒体记者 石安\n通讯员 崔小满 文/图\n\n{second}\n\n{third}\n"
    )
    (article,) = read(page)
    assert paragraphs(article) == SNOW
    assert article.authors == ("石安", "崔小满")


def test_plain_web_text():
    page = (
        f"云山县清雪保通\n来源：云山县融媒体中心　发布时间：2022-01-08 10:20\n"
        f"{body(SNOW, Setting(indent='　　', between_paragraphs=chr(10)))}\n"
        "责任编辑：陆平\n"
    )
    (article,) = read(page)
    assert (article.headline, article.date) == ("云山县清雪保通", "2022-01-08")
    assert paragraphs(article) == SNOW


def test_a_bulletin():
    page = (
        "工 作 简 报\n第12期\n\n云山县清雪保通指挥部办公室　　2022年1月8日\n\n"
        f"云山县多措并举保通行\n\n{SNOW[0]}\n\n一、备足物资\n{SNOW[2]}\n\n（供稿：县交通运输局）\n"
    )
    (article,) = read(page)
    assert (article.headline, article.date) == ("云山县多措并举保通行", "2022-01-08")
    assert article.authors == ("县交通运输局",)
    assert [block.kind for block in article.blocks] == ["paragraph", "heading", "paragraph"]


def test_a_whole_article_in_one_line():
    """
    Paragraphs pasted into one line keep their indentation, and only that parts them.
    """
    (article,) = read("云山县清雪保通　　" + "　　".join(SNOW))
    assert "".join(paragraphs(article)).endswith("".join(SNOW)[-200:])
    assert len(paragraphs(article)) == 3


def test_a_headline_printed_twice_by_its_shadow_is_no_text():
    page = f"清雪进行时清雪进行时\n\n{body(SNOW, Setting(22, '　　'))}\n"
    (article,) = read(page)
    assert paragraphs(article) == SNOW


def test_unreadable_glyphs_before_a_first_word_open_an_article():
    glyphs = "\ufffd\ue001\ufffd"
    page = f"{glyphs}{body(SNOW, Setting(20))}\n{glyphs}{body(SCHOOL, Setting(20))}\n"
    assert [paragraphs(article)[0][:2] for article in read(page)] == ["1月", "“老"]


@pytest.mark.parametrize("text", ["", "\n\n", " \u3000\t", "\ufffd\x00\x07", "\ufeff"])
def test_a_page_without_a_character_has_no_article(text: str):
    assert read(text) == ()


def test_a_page_without_chinese_is_an_article_with_its_words_apart():
    page = "Snow in the hills\n\nThe road to the village was\nopen again by noon on 5 January.\n"
    (article,) = read(page)
    assert article.headline == "Snow in the hills"
    words = " ".join(" ".join(paragraphs(article)).split())
    assert words == "The road to the village was open again by noon on 5 January."


def test_a_page_of_nothing_but_titles_is_one_article():
    (article,) = read("云山县\n\n清雪保通")
    text = "".join(block.text.text for block in (*article.blocks, *article.around))
    assert sorted(text) == sorted("云山县清雪保通")


def test_the_title_and_date_that_a_record_brings_stand_in_for_the_page():
    document = Document("a.jsonl#1", SNOW[0], title="清雪", date="2022-01-08T09:00")
    (article,) = read_page(document)
    assert (article.headline, article.date) == ("清雪", "2022-01-08")


CLEANED = [
    ("出动 3 台铲车， 清雪 12 公里。", "出动3台铲车，清雪12公里。"),
    ("出动3台铲车，清雪1\n20公里。", "出动3台铲车，清雪120公里。"),
    ("使用 Snow Melt 融雪剂。", "使用Snow Melt融雪剂。"),
    ("清\u200b雪\ufffd保\ue001通。", "清雪保通。"),
    ("“雪 停了”　，路通了。", "“雪停了”，路通了。"),
]


@pytest.mark.parametrize(("source", "clean"), CLEANED)
def test_spaces_of_printing_are_left_out(source: str, clean: str):
    (article,) = read(source)
    assert "".join(block.text.text for block in article.blocks) == clean


PIECES = st.sampled_from(
    [
        *SNOW,
        *SCHOOL,
        "清雪保通",
        "大雪之后 路上有灯",
        "——云山见闻",
        "本报记者 石安",
        "（石安 崔小满）",
        "图为铲车。 白帆 摄",
        "简 讯",
        "近日，青石镇清雪。",
        "2版 要闻",
        "2022年1月8日 星期六",
        "责任编辑：陆平",
        "一、铲雪",
        "（下转第3版）",
        "本报讯（记者石安）",
        "\u3000\u3000",
        " ",
        "\n",
        "\n\n",
        "\f",
        "\ufffd\ufffd",
        "\r\n",
        "\t",
        "snow melt",
        "12",
        "“",
        "（",
        "。",
    ]
)
PAGES = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200)


@given(PAGES)
@settings(max_examples=300, deadline=None)
def test_every_character_is_kept_once_and_where_it_stood(text: str):
    """
    All but white space, control, private-use and replacement characters is in one block.
    """
    blocks = [block for article in read(text) for block in (*article.blocks, *article.around)]
    for block in blocks:
        pairs = zip(block.text.text, block.text.offsets, strict=True)
        assert all(text[offset] == char for char, offset in pairs)
        assert list(block.text.offsets) == sorted(set(block.text.offsets))
    kept = [
        offset
        for block in blocks
        for char, offset in zip(block.text.text, block.text.offsets, strict=True)
        if not char.isspace()
    ]
    assert sorted(kept) == list(solid_offsets(text))


@given(PAGES)
@settings(max_examples=100, deadline=None)
def test_articles_are_numbered_and_made_of_known_blocks(text: str):
    articles = read(text)
    assert [article.number for article in articles] == list(range(1, len(articles) + 1))
    inside = {block.kind for article in articles for block in article.blocks}
    outside = {block.kind for article in articles for block in article.around}
    assert inside <= {"paragraph", "heading"}
    assert outside <= {"headline", "byline", "caption", "header", "editor"}


@given(st.text(alphabet="\ufffd\ue000\x00\u200b\ud800 \n\u3000", max_size=60))
def test_what_is_no_text_gives_nothing(text: str):
    assert read(text) == ()


LONG = {
    "one line": "清雪" * 100_000,
    "digits": "1" * 200_000,
    "open brackets": "（" * 50_000,
    "open quotes": "“清" * 50_000,
    "bylines": "（石安）\n" * 5_000,
    "titles": "清雪保通\n\n" * 5_000,
    "broken sentences": "路通了，菜\n\n大雪之后 路上有灯\n\n" * 3_000,
    "articles": "近日，雪停了。（石安）\n清雪保通\n" * 2_000,
    "columns": "简讯\n近日，雪停了。\n" * 2_000,
    "empty lines": "\n" * 200_000 + "雪",
    "spaces": "清 雪 " * 30_000,
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG.keys())
def test_no_page_is_too_long_or_too_strange(text: str):
    kept = sum(
        not char.isspace()
        for article in read(text)
        for block in (*article.blocks, *article.around)
        for char in block.text.text
    )
    assert kept == len(re.sub(r"\s", "", text))


def test_settings_of_the_examples_differ():
    assert len({replace(each) for each in SETTINGS.values()}) == len(SETTINGS)
