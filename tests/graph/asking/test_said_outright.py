"""What a page says outright: lists, deeds, words, sums and comparisons, and their queries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.pipeline import extract
from graph.asking import ANSWERED, UNKNOWN, Asker
from graph.query import run_query
from graph.store import open_store

PAGE = """清水县抗旱

6月3日，清水县水务局打井12眼，修复水渠8公里。县红十字会向红崖镇捐赠抽水泵30台、水管200根。
红崖镇招募志愿者45名。黄泥镇招募志愿者70名。青川镇招募志愿者20名。
县长赵立新要求，县农业农村局要在月底前采购喷灌机60台。
县气象局将新建雨量站两座。
"""

LISTS = [
    ("县红十字会捐赠了哪些物资？", {"抽水泵", "水管"}),
    ("县红十字会捐赠了什么？", {"抽水泵", "水管"}),
    ("列出县红十字会捐赠的物资。", {"抽水泵", "水管"}),
    ("谁捐赠了抽水泵？", {"县红十字会"}),
    ("哪个单位捐赠了水管？", {"县红十字会"}),
    ("哪个镇招募的志愿者最多？", {"黄泥镇"}),
    ("哪个镇招募的志愿者最少？", {"青川镇"}),
]


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    path = tmp_path_factory.mktemp("outright") / "outright.kg"
    with open_store(path, "w") as store:
        store.replace_document(extract(Document("outright.txt", PAGE)))
        yield Asker(store)


@pytest.mark.parametrize(("question", "names"), LISTS)
def test_all_that_a_fact_says_is_told(asker: Asker, question: str, names: set[str]):
    reply = asker.ask(question)
    assert reply.status == ANSWERED
    assert {answer.name for answer in reply.answers} == names


@pytest.mark.parametrize(("question", "names"), LISTS)
def test_the_query_finds_the_facts_that_answer(asker: Asker, question: str, names: set[str]):
    reply = asker.ask(question)
    found = run_query(asker.store, reply.sparql).data.decode()
    assert all(fact in found for answer in reply.answers for fact in answer.facts)


@pytest.mark.parametrize("measure", ["人", "名", "位", ""])
def test_people_are_counted_by_whatever_measure_word(asker: Asker, measure: str):
    reply = asker.ask(f"黄泥镇招募了多少{measure}志愿者？")
    assert [answer.value for answer in reply.answers] == [70]


def test_what_is_demanded_is_told_apart_from_what_was_done(asker: Asker):
    demanded = asker.ask("赵立新要求县农业农村局做什么？")
    (fact,) = demanded.facts.values()
    assert (fact.modality, fact.object.name) == ("required", "喷灌机")
    assert asker.ask("县农业农村局做了什么？").status == UNKNOWN


def test_deeds_are_told_by_their_sentences(asker: Asker):
    reply = asker.ask("县红十字会做了什么？")
    assert {fact.object.name for fact in reply.facts.values()} == {"抽水泵", "水管"}
    assert all(answer.text for answer in reply.answers)


def test_words_are_told_as_they_were_said(asker: Asker):
    (answer,) = asker.ask("赵立新要求了什么？").answers
    assert answer.text == "县农业农村局要在月底前采购喷灌机60台。"


def test_parts_are_added_by_the_query_too(asker: Asker):
    reply = asker.ask("红崖镇和黄泥镇招募了多少名志愿者？")
    assert [answer.value for answer in reply.answers] == [115]
    assert '"115"' in run_query(asker.store, reply.sparql).data.decode()


FLOOD = """黄泥镇抗洪

7月3日，黄泥镇遭遇山洪，通信基站受损14个，倒杆26根。镇里出动抢修人员50名，抢修线路8公里。
县水利局局长何田带着民兵9名到黄泥镇支援。
"""


@pytest.mark.parametrize(
    ("question", "values"),
    [
        ("黄泥镇通信基站受损多少个？", [14]),
        ("黄泥镇修好了多少个通信基站？", []),
        ("何田带了多少名民兵？", [9]),
        ("黄泥镇招募了多少名民兵？", []),
        ("黄泥镇抢修线路多少公里？", [8]),
    ],
)
def test_the_figure_of_another_deed_is_no_answer(
    tmp_path: Path, question: str, values: list[float]
):
    with open_store(tmp_path / "flood.kg", "w") as store:
        store.replace_document(extract(Document("flood.txt", FLOOD)))
        reply = Asker(store).ask(question)
    assert [answer.value for answer in reply.answers] == values
    assert reply.facts
