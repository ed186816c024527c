"""Names of administrative units: what makes one, where it ends, and what only looks like one."""

from __future__ import annotations

import pytest
from rendering import mentions, names

from extractors.mentions.areas import AREA, ending_of, find_areas
from extractors.tokens import tokenize
from ontology.lexicon import Lexicon

FRAMES = ["{}招募志愿者20名。", "会议在{}举行。", "{}、东岭县各转移群众20人。"]

NAMES = [
    "清河县", "东岭县", "云水县", "白沙乡", "青石镇", "松坪村", "大湾村", "龙潭镇", "桃源社区",
    "永安街道", "河东街道办", "城东办", "临江市", "东湖区", "二道河镇", "九龙乡", "上坪村",
    "城西镇", "南门社区", "雪山乡", "三岔镇", "新民村", "草坪乡",
    "石门乡",
    "云山镇",
    "新桥镇",
    "河口镇",
    "沙河镇",
    "柳林镇",
    "金沙镇",
    "石堰镇",
    "李家湾村",
    "王家庄村",
    "马家村",
    "长丰街道",
    "望江社区",
    "榆树镇",
    "长岭乡",
    "五里乡",
    "十里村",
    "幸福村",
    "胜利村",
    "团结村",
    "建设社区",
    "车站街道",
    "洪水镇",
    "前进村",
    "石头营镇",
    "阿拉坝镇",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_unit_is_known_by_its_ending(name: str) -> None:
    """The same name is found whole at a sentence's start, behind 在, and in a list."""
    for frame in FRAMES:
        assert f"{name}: AdministrativeArea*" in mentions(frame.format(name))


NESTED = [
    ("东岭县青石镇桃源社区", ["东岭县", "青石镇", "桃源社区"]),
    ("清河县龙潭镇大湾村", ["清河县", "龙潭镇", "大湾村"]),
    ("临江市东湖区永安街道", ["临江市", "东湖区", "永安街道"]),
    ("清河县青石镇", ["清河县", "青石镇"]),
    ("清河县白沙乡松坪村", ["清河县", "白沙乡", "松坪村"]),
    ("清河县青石镇松坪村", ["清河县", "青石镇", "松坪村"]),
]


@pytest.mark.parametrize(("text", "expected"), NESTED)
def test_units_within_units(text: str, expected: list[str]) -> None:
    """A chain of units falls into its units, from the largest down."""
    assert names(f"{text}转移群众20人。", "AdministrativeArea") == expected


NO_UNITS = [
    ("农村道路全部硬化。", "农村"),
    ("贫困村有了新产业。", "贫困村"),
    ("小区里贴着告示。", "小区"),
    ("景区暂停开放。", "景区"),
    ("灾区重建顺利。", "灾区"),
    ("干部进村入户。", "进村"),
    ("工作队驻村一年。", "驻村"),
    ("山区交通不便。", "山区"),
    ("校区内一片安静。", "校区"),
    ("刘海涛在镇西头巡查。", "刘海涛在镇"),
    ("刘海涛驻镇指导防汛。", "刘海涛驻镇"),
]


@pytest.mark.parametrize(("text", "word"), NO_UNITS)
def test_words_that_end_like_a_unit(text: str, word: str) -> None:
    """农村, 小区 and 灾区 name no unit, nor does 进村."""
    assert f"{word}: AdministrativeArea*" not in mentions(text)


def test_an_area_token_covers_the_whole_name(lexicon: Lexicon) -> None:
    """Tokens are merged and nothing else is touched: they still spell the sentence."""
    text = "东岭县白沙乡抢修道路"
    found = find_areas(tokenize(text, lexicon), lexicon)
    assert "".join(token.text for token in found) == text
    assert [token.text for token in found if token.tag == AREA] == ["东岭县", "白沙乡"]


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("白沙乡", "乡"),
        ("城东街道办事处", "街道办事处"),
        ("城东街道办", "街道办"),
        ("城东街道", "街道"),
        ("桃源社区", "社区"),
        ("高坪新区", "新区"),
        ("彩云自治县", "自治县"),
        ("清水水库", ""),
        ("", ""),
    ],
)
def test_ending(name: str, ending: str) -> None:
    """The longest ending of a unit's name is its kind."""
    assert ending_of(name) == ending
