"""Triggers that stand as nouns: 开展入户排查工作, 做好消杀工作."""

from __future__ import annotations

import pytest

from extractors.document import Span
from extractors.frames.reader import nominal_trigger
from extractors.mentions.mention import Mention
from ontology.lexicon import Lexicon


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("防疫宣传工作", ("宣传", 2)),
        ("入户排查工作", ("入户排查", 0)),
        ("道路抢修工作", ("抢修", 2)),
        ("环境消杀", ("环境消杀", 0)),
        ("校园消杀", ("消杀", 2)),
        ("疫苗接种任务", ("接种", 2)),
        ("应急救援行动", ("救援", 2)),
        ("扫雪志愿者", None),
        ("工作", None),
        ("活动", None),
        ("县长", None),
        ("", None),
    ],
)
def test_the_trigger_that_a_phrase_ends_with(
    phrase: str, expected: tuple[str, int] | None, lexicon: Lexicon
) -> None:
    """The longest trigger at the end, 工作, 活动 and their like passed over; or none."""
    mention = Mention(Span(3, 3 + len(phrase)), phrase, (), False, phrase)
    assert nominal_trigger(mention, lexicon) == expected
