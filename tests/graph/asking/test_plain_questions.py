"""Who somebody is, and which post he holds: what the graph says outright needs no weighing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.document import Document
from extractors.pipeline import extract
from graph.asking import ANSWERED, UNKNOWN, Asker
from graph.store import open_store

PAGE = """松岭县抗洪

7月3日，松岭县柏树乡党委书记何秀兰带领干部转移群众63人。县应急管理局局长赵长明到现场指挥。
县人民医院副院长林小燕率医疗队赶到。
"""

POSTS = [
    ("何秀兰是什么职务？", "乡党委书记"),
    ("何秀兰担任什么职务？", "乡党委书记"),
    ("何秀兰现任什么职务？", "乡党委书记"),
    ("何秀兰的职务是什么？", "乡党委书记"),
    ("何秀兰是谁？", "乡党委书记"),
    ("赵长明是谁？", "局长"),
    ("林小燕任什么职务？", "副院长"),
    ("谁是应急管理局局长？", "赵长明"),
]
NOT_SAID = [
    "周大山是谁？",
    "周大山担任什么职务？",
    "赵长明在县医院担任什么职务？",
    "赵长明的儿子是什么职务？",
]


@pytest.fixture(scope="module")
def asker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    path = tmp_path_factory.mktemp("posts") / "posts.kg"
    with open_store(path, "w") as store:
        store.replace_document(extract(Document("posts.txt", PAGE)))
        yield Asker(store)


@pytest.mark.parametrize(("question", "answer"), POSTS)
def test_a_post_is_told_with_its_fact_and_its_query(asker: Asker, question: str, answer: str):
    reply = asker.ask(question)
    assert (reply.status, [one.name for one in reply.answers]) == (ANSWERED, [answer])
    assert reply.sparql
    assert {fact.relation for fact in reply.facts.values()} == {"holdsPost"}


@pytest.mark.parametrize("question", NOT_SAID)
def test_what_is_not_said_is_not_guessed(asker: Asker, question: str):
    reply = asker.ask(question)
    assert (reply.status, reply.answers) == (UNKNOWN, ())


def test_an_asking_word_within_a_name_asks_nothing(asker: Asker):
    assert [one.value for one in asker.ask("何秀兰转移了多少群众？").answers] == [63]
