"""Proper names in ordinary news: persons, places and bodies, whole and once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import extraction, gap

from extractors.mentions.names import Name, find_names, merge_persons
from extractors.mentions.names.features import features_of
from extractors.parse import names_in, read_words
from extractors.tokens import tokenize
from ontology.lexicon import load_lexicon

LETTERS = {"Person": "p", "Place": "l", "Organization": "o"}

CHINESE = [
    ("校长顾维桢在会上发言。", "p:顾维桢"),
    ("作家秦慕云、画家陆一鸣应邀出席。", "p:秦慕云 p:陆一鸣"),
    ("有个叫孟小舟的孩子跑过来。", "p:孟小舟"),
    ("“水退了。”欧阳青禾说。", "p:欧阳青禾"),
    ("冠军得主韩雪松来自农村。", "p:韩雪松"),
    ("队长沈岳率队抵达。", "p:沈岳"),
    ("温饱问题解决以后，生活水平提高了。", ""),
    ("金融机构应当高度重视。", ""),
    ("白天黑夜连轴转，和平时一样。", ""),
    ("干部包片，党员包户。", ""),
    gap("茅砚秋设计的图书馆开放了。", "p:茅砚秋", why="nothing beside the name speaks of a person"),
    gap("演员于是闻登台。", "p:于是闻", why="the words 于是 and 闻 are likelier than the name"),
]

FOREIGN = [
    ("总统阿尔贝托发表声明。", "p:阿尔贝托"),
    ("由卡洛斯·罗梅罗率领的代表团到访。", "p:卡洛斯·罗梅罗"),
    ("教皇保罗·约翰二世主持仪式。", "p:保罗·约翰二世"),
    ("首相藤原健次郎宣布辞职。", "p:藤原健次郎"),
    ("牧民扎西旺堆说，今年雨水好。", "p:扎西旺堆"),
    ("代表团昨天抵达戈尔泰萨。", "l:戈尔泰萨"),
    gap("代表团昨天抵达马里博尔。", "l:马里博尔", why="a country's name is the first part"),
    ("墨西哥总统巴迪略将出访。", "l:墨西哥 p:巴迪略"),
    ("记者在基辅采访了德米特里耶夫。", "l:基辅 p:德米特里耶夫"),
]

PLACES = [
    ("巴西和阿根廷的球迷涌向里约热内卢。", "l:巴西 l:阿根廷 l:里约热内卢"),
    ("浙江省温州市连降大雨。", "l:浙江省 l:温州市"),
    ("中俄两国外长举行会谈。", "l:中 l:俄"),
    ("京、津、沪三地同时启动。", "l:京 l:津 l:沪"),
    ("俄总统会见记者。", "l:俄"),
    ("京沪高速公路恢复通行。", "l:京沪高速公路"),
    ("日本首相发表讲话。", "l:日本"),
    ("飞机降落在成都机场。", "l:成都机场"),
    ("山洪冲毁了定西县的道路。", "l:定西县"),
    ("全市各县区都动员起来。", ""),
    gap("游客走在南京路上。", "l:南京路", why="路上 is a word of its own"),
]

BODIES = [
    ("国务院新闻办公室主任介绍情况。", "o:国务院新闻办公室"),
    ("辽宁省公安厅破获一起大案。", "o:辽宁省公安厅"),
    ("法国外交部发言人答记者问。", "o:法国外交部"),
    ("中国农业科学研究院水稻研究所成立。", "o:中国农业科学研究院水稻研究所"),
    ("瑞祥达电子有限公司投产。", "o:瑞祥达电子有限公司"),
    ("湖北队三比零击败广东队。", "o:湖北队 o:广东队"),
    ("北京一家公司倒闭。", "l:北京"),
    ("各有关部门和公司要配合公安局。", ""),
    ("县医院和镇政府都派了人。", ""),
    gap("外商看好韩国公司。", "l:韩国", why="韩国 alone is the place; 公司 is any company of it"),
]


@pytest.mark.parametrize(("text", "expected"), CHINESE + FOREIGN + PLACES + BODIES)
def test_names_stand_whole_and_once(text: str, expected: str) -> None:
    """p is a person, l a place, o a body; what is no name is not told."""
    assert [f"{LETTERS[name.type]}:{name.text}" for name in found(text)] == expected.split()


def test_names_are_looked_for_inside_titles_and_quotations() -> None:
    """A film's title may hold a name."""
    assert [name.text for name in found("影片《顾维桢在巴黎》上映。")] == ["顾维桢", "巴黎"]


def test_a_person_met_before_needs_nothing_beside_the_name() -> None:
    """Known names are found wherever they stand."""
    lexicon = load_lexicon()
    tokens = tokenize("那座桥茅砚秋设计过。", lexicon)
    assert [name.text for name in find_names(tokens, lexicon, {"茅砚秋"})] == ["茅砚秋"]


def test_printed_names_do_not_overlap() -> None:
    """A unit inside a body's name is not printed beside it; bylines are read, too."""
    page = "本报讯（记者 顾维桢）辽宁省公安厅昨天通报了案情。\n"
    named = {each.text for each in extraction(page).mentions if each.named}
    assert named == {"顾维桢", "辽宁省公安厅"}


@given(st.text(alphabet="王小明中国北京大学市长·说在、，。《》“”1a\n阿尔", max_size=30))
@settings(max_examples=150, deadline=None)
def test_any_text_is_covered_by_its_words(text: str) -> None:
    """Names lie inside the text, in order, apart; merging persons loses no character."""
    lexicon = load_lexicon()
    tokens = tokenize(text, lexicon)
    names = find_names(tokens, lexicon)
    assert all(text[name.span.start : name.span.end] == name.text for name in names)
    ends = [0, *(name.span.end for name in names)]
    assert all(end <= name.span.start for end, name in zip(ends, names, strict=False))
    assert "".join(token.text for token in merge_persons(tokens, lexicon)) == text


def test_a_span_kept_whole_has_no_features() -> None:
    """Quantities, titles and punctuation are no part of names."""
    lexicon = load_lexicon()
    tokens = read_words("《水经注》共40卷。", lexicon).tokens
    assert not any(features_of(tokens[index], lexicon).han for index in (0, -1))


def found(text: str) -> list[Name]:
    """The names of a sentence."""
    lexicon = load_lexicon()
    return names_in(read_words(text, lexicon).tokens, lexicon, frozenset())
