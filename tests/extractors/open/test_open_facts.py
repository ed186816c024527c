"""Open facts: what any sentence tells, in its own words."""

from __future__ import annotations

import pytest
from agreement import load_examples, measure, spelled_out, triples
from hypothesis import given, settings
from hypothesis import strategies as st
from rendering import gap

from extractors.document import Document
from extractors.facts import Fact
from extractors.open.facts import open_facts

EXAMPLES = load_examples()


def tell(text: str) -> list[str]:
    """The open facts of a text, resolved, as 'subject | predicate | object'."""
    return [f"{fact.subject.name} | {fact.predicate} | {fact.object.name}" for fact in read(text)]


def read(text: str) -> tuple[Fact, ...]:
    return open_facts(Document("page.txt", text))


CONSTRUCTIONS = [
    # a verb with its object, and a preposition that belongs to it
    ("渔夫修补了渔网。", ["渔夫 | 修补了 | 渔网"]),
    ("钟楼坐落于广场东侧。", ["钟楼 | 坐落于 | 广场东侧"]),
    # coordinated parts are facts of their own
    (
        "工厂生产玻璃、陶瓷和水泥。",
        ["工厂 | 生产 | 玻璃", "工厂 | 生产 | 陶瓷", "工厂 | 生产 | 水泥"],
    ),
    ("安娜和玛丽创办了报纸。", ["安娜 | 创办了 | 报纸", "玛丽 | 创办了 | 报纸"]),
    # a clause without a subject has that of the clause before it
    ("这条河发源于高原，注入大海。", ["这条河 | 发源于 | 高原", "这条河 | 注入 | 大海"]),
    # 被, 由 and 把: who acts is the subject
    ("要塞被敌军占领。", ["敌军 | 占领 | 要塞"]),
    ("歌剧由意大利人谱写。", ["意大利人 | 谱写 | 歌剧"]),
    ("委员会由五名法官组成。", ["委员会 | 由组成 | 五名法官"]),
    ("村民把旧校舍改成了图书馆。", ["村民 | 把旧校舍改成了 | 图书馆"]),
    # relative clauses
    ("她翻译的小说获得了奖项。", ["她 | 翻译 | 小说", "她翻译的小说 | 获得了 | 奖项"]),
    (
        "海燕号是一艘由芬兰建造的货轮。",
        ["芬兰 | 建造 | 海燕号", "海燕号 | 是 | 一艘货轮"],
    ),
    # verbs that lead to another verb
    ("国王决定修建宫殿。", ["国王 | 决定修建 | 宫殿"]),
    ("船长没有收到警告。", ["船长 | 没有收到 | 警告"]),
    # reported words
    ("专家认为病毒源于蝙蝠。", ["专家 | 认为 | 病毒源于蝙蝠", "病毒 | 源于 | 蝙蝠"]),
    # a pronoun is the person that the paragraph last told of
    (
        "海伦·格雷是一位画家。她出生于港口城市。",
        ["海伦·格雷 | 是 | 一位画家", "海伦·格雷 | 出生于 | 港口城市"],
    ),
    ("他出生于港口城市。", ["他 | 出生于 | 港口城市"]),
    ("海伦·格雷批评了他。", ["海伦·格雷 | 批评了 | 他"]),
    # a passive with an object, and who acted
    ("他被国王任命为大臣。", ["他 | 被国王任命为 | 大臣", "国王 | 任命 | 他"]),
    # circumstances have the subject of their clause
    ("在离开家乡之前，她出版了诗集。", ["她 | 离开 | 家乡", "她 | 出版了 | 诗集"]),
    # what a count introduces is told by itself
    ("北湖镇面积三十平方公里。", ["北湖镇 | 面积 | 三十平方公里"]),
    # silence: nothing by itself
    ("美丽的秋天。", []),
    ("他们去了那里。", []),
    gap(
        "两人育有一子一女。",
        ["两人 | 育有 | 一子", "两人 | 育有 | 一女"],
        why="things that are coordinated without a word between them stay together",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONSTRUCTIONS)
def test_constructions(text: str, expected: list[str]) -> None:
    """
    Each construction gives its facts and no other.
    """
    assert sorted(tell(text)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "modality", "negated"),
    [
        ("公司将关闭工厂。", "planned", False),
        ("学生必须遵守规则。", "required", False),
        ("如果河水淹没村庄，居民就离开。", "hypothetical", False),
        ("他没有写信。", "asserted", True),
        ("他写了信。", "asserted", False),
    ],
)
def test_modality(text: str, modality: str, negated: bool) -> None:
    """
    An order, a plan and a denial are told from what happened.
    """
    first, *_ = read(text)
    assert (first.modality, first.negated) == (modality, negated)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("公司于1987年5月收购了钟表厂。", ["1987-05"]),
        ("公司生产钟表，1990年开设了分店。", ["", "1990"]),
        ("他是1990年的冠军。", [""]),
    ],
)
def test_times(text: str, times: list[str]) -> None:
    """
    What happened has the time that its own sentence says; what something is has none.
    """
    assert [fact.time for fact in read(text)] == times


def test_agreement_with_written_facts() -> None:
    """
    Facts written down for sentences of other domains are met in one of their wordings.
    """
    agreement = measure(EXAMPLES)
    assert agreement.precision >= 0.85
    assert agreement.recall >= 0.65


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.text[:12])
def test_every_word_stands_in_the_sentence(example) -> None:  # type: ignore[no-untyped-def]
    """
    Subject, predicate and object are made of the sentence's words, and so is the evidence.
    """
    for fact in read(example.text):
        quote = fact.evidence
        assert quote.text == example.text[quote.start : quote.end]
        for part in (fact.subject.mention, fact.predicate, fact.object.mention):
            assert not set(part) - set(quote.text)


def test_facts_are_told_apart_from_the_ontology() -> None:
    """
    An open fact has no relation, and its subject and object carry what is known of them.
    """
    (fact,) = read("河湾镇盛产柑橘。")
    record = fact.to_json()
    assert record["relation"] is None
    assert record["predicate"] == "盛产"
    assert record["extractor"] == "open"
    assert record["subject"]["type"] == "AdministrativeArea"
    assert record["object"] == {"name": "柑橘", "mention": "柑橘"}


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="他被把的在和、，。“”（）《》·是12一ab\u200f\ud800 成立公司", max_size=60))
def test_no_text_is_too_strange(text: str) -> None:
    """
    Any text is read without an error, and every end of a fact stands in it.
    """
    for subject, predicate, object_ in triples(text):
        assert not set(subject + predicate + object_) - set(text)


def test_long_clauses_are_read_in_pieces() -> None:
    """
    A clause without an end is bounded, so that work grows with the length of the text.
    """
    assert len(triples("工人修建铁路" * 200)) > 0


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("画家", {"画家"}),
        ("[一位]画家", {"一位画家", "画家"}),
        ("[[老]城的]门", {"老城的门", "城的门", "门"}),
    ],
)
def test_patterns_are_spelled_out(pattern: str, expected: set[str]) -> None:
    """
    The scorer's optional parts may be left out, each by itself.
    """
    assert set(spelled_out(pattern)) == expected
