"""Limits are said by name, in the units that people use."""

from __future__ import annotations

import pytest

from extractors.readers import Limits
from ontology.errors import UsageError


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("text=1000", 1000),
        ("text=64K", 64 * 1024),
        ("text = 64 MiB", 64 * 1024 * 1024),
        ("text=2gb", 2 * 1024**3),
    ],
)
def test_a_size_may_have_a_unit(setting: str, value: int) -> None:
    assert Limits().changed([setting]) == Limits(text=value)


def test_what_is_not_named_stays_and_the_last_word_counts() -> None:
    limits = Limits(members=7).changed(["seconds=5", "ratio=9", "seconds=6"])
    assert limits == Limits(members=7, seconds=6, ratio=9)


@pytest.mark.parametrize(
    ("setting", "reason"),
    [
        (
            "txt=5",
            "no limit 'txt=5'; write NAME=NUMBER with one of text, characters, packed, unpacked",
        ),
        ("text", "no limit 'text'"),
        ("", "no limit ''"),
        ("text=", "the limit text cannot be ''; write text=64M"),
        ("text=much", "the limit text cannot be 'much'"),
        ("text=0", "the limit text cannot be '0'"),
        ("text=-5", "the limit text cannot be '-5'"),
        ("text=1.5M", "the limit text cannot be '1.5M'"),
        ("seconds=5M", "the limit seconds cannot be '5M'; write seconds=500"),
        ("text=" + "9" * 5000, "the limit text cannot be"),
        ("text=٥", "the limit text cannot be"),
    ],
)
def test_a_setting_that_cannot_be_used_is_wrong_usage(setting: str, reason: str) -> None:
    with pytest.raises(UsageError) as error:
        Limits().changed([setting])
    assert reason in str(error.value)
