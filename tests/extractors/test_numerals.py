"""How numbers are written in the news, and what each of them says."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.numerals import Numeral, narrow, read_numeral

EXACT = [
    ("0", 0), ("120", 120), ("12,345", 12345), ("1.2万", 12000), ("3.05亿", 305_000_000),
    ("18万", 180_000), ("3万5千", 35_000), ("2万3000", 23_000), ("１２", 12), ("97.1", 97.1),
    ("零", 0), ("两", 2), ("十", 10), ("十二", 12), ("三十", 30), ("两千六百", 2600),
    ("二十六万", 260_000), ("一百零五", 105), ("三百五", 350), ("四点五", 4.5), ("千", 1000),
    ("二〇二〇", 2020),
]  # fmt: skip
VAGUE = [
    ("八九百", Numeral(800, "min", 900)),
    ("两三万", Numeral(20_000, "min", 30_000)),
    ("三五", Numeral(3, "min", 5)),
    ("十七八", Numeral(17, "min", 18)),
    ("二三十", Numeral(20, "min", 30)),
    ("十几", Numeral(10, "min")),
    ("几十", Numeral(10, "min")),
    ("数百", Numeral(100, "min")),
    ("十几万", Numeral(100_000, "min")),
    ("数十万", Numeral(100_000, "min")),
]
NONE = [
    "",
    "百姓",
    "几",
    "数",
    "1万万亿",
    "一四",
    "一二三点",
    "12345678901234567890",
    "名",
    "1,2",
    "²",
    "٣",
]


@pytest.mark.parametrize(("text", "value"), EXACT)
def test_a_plain_number(text, value):
    """Digits, Chinese numerals and mixtures of both give one exact number."""
    assert read_numeral(text) == Numeral(value)


@pytest.mark.parametrize(("text", "expected"), VAGUE)
def test_a_vague_number_is_its_lower_end(text, expected):
    """Neighbouring digits, 几 and 数 give the least that they say."""
    assert read_numeral(text) == expected


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_number(text):
    """Words, broken numerals and codes are no number."""
    assert read_numeral(text) is None


@given(st.integers(min_value=0, max_value=10**8 - 1))
def test_every_chinese_integer_reads_back(value):
    """What cn2an writes is read as the number it wrote."""
    text = cn2an.an2cn(value)
    assert read_numeral(text) == Numeral(value)


@given(st.text(st.sampled_from("0123.,零〇一二两三五九十百千万亿几数点 "), max_size=20))
def test_any_text_is_read_or_refused(text):
    """No sequence of number characters fails."""
    numeral = read_numeral(text)
    assert numeral is None or numeral.value >= 0


@given(st.text())
def test_narrowing_keeps_every_position(text):
    """Full-width digits become ASCII one for one."""
    assert len(narrow(text)) == len(text)
