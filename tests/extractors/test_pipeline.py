"""The pipeline as a whole: evidence, offsets, sameness, and any text at all."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rendering import extraction, render, whole

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Fact, Quote
from extractors.frames.ranking import Model, load_model
from extractors.pipeline import extract, merged
from ontology import load_ontology

HEADLINE = "清河县全力防汛救灾"
BODY = (
    "1月9日，清河县召开防汛工作会议。县消防救援大队出动消防员40名，救出被困群众12名。"
    "青石镇登记车辆860台次，检测人员2100人次。县长周立民前往白沙乡，他走访群众850户。"
    "县红十字会向白沙乡捐赠棉被500床，县水利局加固堤防12公里。周立民说：“水退了，路通了。”"
)
PAGE = f"{HEADLINE}\n　　{BODY}\n"

MANY = settings(
    max_examples=30,
    deadline=None,  # the first example loads the dictionary
    suppress_health_check=[HealthCheck.too_slow],
)

WORDS = """
    清河县 白沙乡 青石镇 县长 周立民 他 该县 全县 我们 、 和 等 的 了 把 将 被 由 对 向 给 要 必须
    未 招募 志愿者 120余名 转移 群众 3200人 说 ： “ ” ， 。 ； ！ 《防汛预案》 （ ） ( 1月9日
    2021年 其中 各 共 捐赠 棉被 500床 排查 隐患 已整改28处 要求 会议 召开 84消毒液 某 小 · 兼
    任组长 领导小组 办公室 镇 局 进行 开展 工作 20至30名 百分之九十 3.6万元 本报讯 记者 通讯员
""".split()  # noqa: SIM905, one word a literal would fill the page
MARKS = [
    "\n",
    "\n\n",
    " ",
    "　　",
    "\t",
    "\r\n",
    "🌊",
    "𠮷",
    "é",
    "\u200b",
    "\ufeff",
    "\x00",
    "□",
    "\ud800",
    "\u202e",  # right to left
    "（（（",
    "）））",
    "““",
    "《《",
    "衛生局組織醫護人員",
    "The county sent 40 people.",
    "1234567890",
]
ANYTHING = st.characters(exclude_categories=())  # unpaired surrogates too
TEXTS = st.one_of(
    st.lists(st.sampled_from([*WORDS, *MARKS]), max_size=40).map("".join),
    st.text(ANYTHING, max_size=60),
    st.lists(
        st.one_of(st.sampled_from([*WORDS, *MARKS]), st.text(ANYTHING, max_size=3)), max_size=30
    ).map("".join),
)


def squeezed(text: str) -> str:
    """The text without white space."""
    return "".join(text.split())


def quotes(fact: Fact) -> list[Quote]:
    """What a fact quotes from its source."""
    return [fact.evidence] if fact.trigger is None else [fact.evidence, fact.trigger]


def as_json(found: Extraction) -> str:
    """The facts and entities as the command prints them."""
    records = [each.to_json() for each in (*found.facts, *found.entities, *found.mentions)]
    return json.dumps(records, ensure_ascii=False)


@given(TEXTS)
@MANY
def test_any_text_is_read(text: str) -> None:
    """No text raises, and whatever is found lies inside the text and is what stands there."""
    found = extract(Document("page.txt", text))
    for quote in (quote for fact in found.facts for quote in quotes(fact)):
        assert 0 <= quote.start < quote.end <= len(text)
        assert squeezed(text[quote.start : quote.end]) == squeezed(quote.text)
    for mention in found.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
    assert all(0.0 <= fact.confidence <= 1.0 for fact in found.facts)


@given(st.integers(min_value=8, max_value=60))
@MANY
def test_hard_wrapped_lines_change_nothing_but_offsets(width: int) -> None:
    """A column of any width gives the facts of the text in one line, each with its evidence."""
    page = f"{HEADLINE}\n{wrapped('　　' + BODY, width)}\n"
    found = extract(Document("page.txt", page))
    assert sorted(map(whole, found.facts)) == sorted(render(PAGE))
    for quote in (quote for fact in found.facts for quote in quotes(fact)):
        assert squeezed(page[quote.start : quote.end]) == squeezed(quote.text)


@given(st.lists(st.booleans(), min_size=len(BODY), max_size=len(BODY)))
@MANY
def test_spaces_between_words_change_nothing_but_offsets(spaced: list[bool]) -> None:
    """Spaces that a converter left anywhere but inside a number change no fact's names."""
    parts = re.findall("[0-9]+|[^0-9]", BODY)
    pairs = zip(parts, spaced, strict=False)
    page = f"{HEADLINE}\n　　" + "".join(part + " " * space for part, space in pairs) + "\n"
    found = extract(Document("page.txt", page))
    assert sorted(squeezed(whole(fact)) for fact in found.facts) == sorted(
        squeezed(told) for told in render(PAGE)
    )
    for quote in (quote for fact in found.facts for quote in quotes(fact)):
        assert squeezed(page[quote.start : quote.end]) == squeezed(quote.text)


def wrapped(text: str, width: int) -> str:
    """The text in lines of a width, no number cut and no mark that closes at a line's start."""
    lines, line = [], ""
    for part in re.findall("(?:[0-9]+|[^0-9])[，。：”]*", text):
        if len(line) + len(part) > width:
            lines.append(line)
            line = ""
        line += part
    return "\n".join([*lines, line])


def test_the_page_of_the_properties_says_something() -> None:
    """The properties above are about a page with facts of many kinds."""
    assert len({fact.relation for fact in extraction(PAGE).facts}) >= 8


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "清河县全力救灾\n　　清河县接种群众36\n00人。\n",
            "清河县 vaccinated 群众 3600人",
        ),
        ("清河县全力救灾\n　　清河县接种群众3.\n6万人。\n", "清河县 vaccinated 群众 36000人"),
    ],
)
def test_a_number_may_be_cut_by_a_line_end(text: str, expected: str) -> None:
    """A column cuts numbers too; the figure is that of both parts."""
    assert expected in render(text)


def test_the_same_page_twice_gives_the_same_bytes() -> None:
    """Nothing depends on what was read before, or on the order of a set."""
    once, again = (extract(Document("page.txt", PAGE)) for _ in range(2))
    assert as_json(once) == as_json(again)


def test_facts_are_sorted_by_where_they_stand() -> None:
    """Facts come in reading order, entities by type and name."""
    found = extraction(PAGE)
    places = [(fact.article, fact.evidence.start, fact.evidence.end) for fact in found.facts]
    assert places == sorted(places)
    keys = [(entity.type, entity.name, entity.id) for entity in found.entities]
    assert keys == sorted(keys)


def test_every_argument_is_an_entity_of_the_page() -> None:
    """The ends of a fact, its place, recipient and body are among the entities, by IRI."""
    found = extraction(PAGE)
    known = {entity.id: entity.name for entity in found.entities}
    for fact in found.facts:
        for argument in (
            fact.subject,
            fact.object,
            fact.place,
            fact.recipient,
            fact.organization,
        ):
            if argument is not None and argument.type != "Literal":
                assert known[argument.id] == argument.name


def test_every_fact_fits_its_relation() -> None:
    """Subjects have a type of the domain, objects one of the range."""
    relations = load_ontology().relations
    for fact in extraction(PAGE).facts:
        assert fact.subject.type in relations[fact.relation].domain
        assert fact.object.type in relations[fact.relation].range


def test_evidence_holds_subject_trigger_and_object() -> None:
    """The evidence is the shortest range with all that the fact was read from."""
    fact = next(f for f in extraction(PAGE).facts if f.relation == "donated")
    assert fact.evidence.text == "县红十字会向白沙乡捐赠棉被500床"
    assert PAGE[fact.evidence.start : fact.evidence.end] == fact.evidence.text
    assert fact.trigger is not None
    assert PAGE[fact.trigger.start : fact.trigger.end] == fact.trigger.text == "捐赠"


def test_a_rule_names_the_entry_of_the_lexicon() -> None:
    """The rule of a fact leads to the file and line of the word that made it."""
    fact = next(f for f in extraction(PAGE).facts if f.relation == "donated")
    assert re.search(r"donated\.jsonl:\d+$", fact.rule)


CAPTION_WITHIN = """清河县青石镇确保防汛工作有序

入夏以来，暴雨打乱了村民的生活；青石镇立刻部署，召回全体工作人员，组织防汛志
图为党员在堤段值守。 田禾 摄
愿者120名到长堤值守，转移群众300名，发放沙袋2000条。
"""


@pytest.mark.parametrize(
    ("page", "text", "told"),
    [
        (CAPTION_WITHIN, "防汛志愿者", False),  # no range of the page shows it alone
        (CAPTION_WITHIN, "沙袋", True),
        ("清河县派出民兵30名到石\ufffd门乡值守。\n", "石\ufffd门乡", True),
    ],
)
def test_a_mention_has_the_characters_that_its_offsets_show(
    page: str, text: str, told: bool
) -> None:
    mentions = extraction(page).mentions
    assert (text in {each.text for each in mentions}) is told
    for each in mentions:
        assert "".join(page[each.start : each.end].split()) == "".join(each.text.split())


def test_mentions_stand_where_they_say() -> None:
    """The source between a mention's offsets is the mention; names are told from common nouns."""
    found = extraction(PAGE).mentions
    assert {PAGE[each.start : each.end] == each.text for each in found} == {True}
    kinds = {(each.text, each.type): each.named for each in found}
    assert kinds["周立民", "Person"]
    assert kinds["白沙乡", "AdministrativeArea"]
    assert not kinds["棉被", "Item"]


def test_a_headline_is_text_too() -> None:
    """Facts are read in headlines as well as in bodies."""
    page = "清河县转移群众3200人\n　　雨还在下。路面湿滑，行人稀少。\n"
    assert "清河县 relocated 群众 3200人" in render(page)


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "　　", "。", "，，，", "“”", "\x00", "🌊🌊"])
def test_texts_that_say_nothing(text: str) -> None:
    """An empty text is no error and no fact."""
    assert extraction(text).facts == ()


@pytest.mark.parametrize(
    "text",
    [
        "清河县组织干部转移群众到安置点" * 300,
        "清河县组织干部转移群众，" * 300,
        "1234567890" * 2000,
        "一二三四五六七八九十百千万亿" * 300,
        "囧龘" * 2000,
        "每各" * 1500,
        "（" * 2000 + "）" * 2000,
        "“" * 2000 + "”" * 2000,
        "《" * 2000 + "》" * 2000,
        "“他说，" * 600,
        "卡·" * 1000,
        "县（区）" * 600,
        "\u202e县\u200f委" * 600,
        "\ud800县\udfff" * 600,
        "The county sent 40 people " * 100,
        "（记者 王明）\n" * 300,
        "3月5日" * 800,
        "广泽街道荷塘社区网格了",  # the unit that a phrase belongs to stands in the one before
    ],
    ids=lambda text: f"{text[:8]!a}",
)
def test_texts_without_end_are_read(text: str) -> None:
    """What has no stop, no word or no closing bracket for pages is read, offsets and all."""
    found = extraction(text)
    for quote in (quote for fact in found.facts for quote in quotes(fact)):
        assert squeezed(text[quote.start : quote.end]) == squeezed(quote.text)
    for mention in found.mentions:
        assert squeezed(text[mention.start : mention.end]) == squeezed(mention.text)


def test_a_fact_told_twice_is_one_fact() -> None:
    """The same figure twice is one fact; a new figure is another."""
    once = "清河县转移群众3200人。"
    assert render(once + once).count("清河县 relocated 群众 3200人") == 1
    both = render("清河县转移群众3200人。清河县转移群众5600人。")
    assert {"清河县 relocated 群众 3200人", "清河县 relocated 群众 5600人"} <= set(both)


@pytest.mark.parametrize(
    "text",
    [
        "白沙乡把86名老人转移到安置点。",
        # the two subjects have the same range in their sentences
        "青石镇登记车辆860台次。白沙乡把86名老人转移到安置点。",
    ],
)
def test_one_verb_has_one_subject(text: str) -> None:
    """Who acted in the sentence before does not act in this one too."""
    assert [each for each in render(text) if "老人" in each] == [
        "白沙乡 relocated 老人 86名 @安置点"
    ]


def test_a_stricter_model_says_less() -> None:
    """The threshold of the model decides what is said, and nothing else changes."""
    model = load_model()
    document = Document("page.txt", PAGE)
    everything = extract(document, Model(model.weights, 0.0))
    usual = extract(document, model)
    nothing = extract(document, Model(model.weights, 1.0))
    assert set(map(whole, usual.facts)) <= set(map(whole, everything.facts))
    assert nothing.facts == ()
    assert nothing.mentions == usual.mentions


def test_entities_of_two_articles_are_merged() -> None:
    """One thing in two articles has the aliases of both."""
    entity = next(e for e in extraction(PAGE).entities if "白沙乡" in e.aliases)
    one = replace(entity, aliases=("该乡",), named=False)
    other = replace(entity, aliases=("全乡",), named=True)
    assert merged(one, other).aliases == ("全乡", "该乡")
    assert merged(one, other).named


def test_a_lone_day_is_of_the_month_that_the_article_before_it_told() -> None:
    """A page is of one issue: 15日 of its second article is near the dates of its first."""
    text = (
        "清河县全力防汛救灾\n本报讯（记者 李海生）8月12日，清河县召开防汛工作会议。\n\n"
        "帐篷里响起读书声\n本报讯（记者 陈秀英）15日，县图书馆向安置点捐赠图书600册。\n"
    )
    found = extract(Document("page.txt", text))
    assert len(found.articles) == 2
    assert {fact.time for fact in found.facts if fact.article == 2} == {"--08-15"}
