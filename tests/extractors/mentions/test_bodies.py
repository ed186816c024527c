"""Bodies: names that hold verbs and conjunctions, and the unit that a name begins with."""

from __future__ import annotations

import pytest
from rendering import chunks, gap, mentions, names

from extractors.mentions.bodies import BODY, find_bodies
from extractors.tokens import tokenize
from ontology.lexicon import Lexicon

BODIES = [
    ("县环境整治领导小组办公室发布通报。", ["县环境整治领导小组办公室"]),
    ("县脱贫攻坚指挥部办公室印发通知。", ["县脱贫攻坚指挥部办公室"]),
    ("清河县疫情防控工作领导小组印发通知。", ["清河县疫情防控工作领导小组"]),
    ("清河县防汛抗旱指挥部召开会议。", ["清河县防汛抗旱指挥部"]),
    ("清河县人民医院收治患者。", ["清河县人民医院"]),
    ("县教育局、县公安局检查校车。", ["县教育局", "县公安局"]),
    ("县委、县政府召开会议。", ["县委", "县政府"]),
    ("县委宣传部开展宣讲。", ["县委宣传部"]),
    ("县公安局交通管理大队出动警力。", ["县公安局交通管理大队"]),
    ("市应急管理局、市气象局联合发布预警。", ["市应急管理局", "市气象局"]),
    ("清水水库管理所加强巡查。", ["清水水库管理所"]),
    ("东岭县蓝天救援队救出群众。", ["东岭县蓝天救援队"]),
    ("松坪村村委会发放大米。", ["松坪村村委会"]),
    ("青石镇党委召开会议。", ["青石镇党委"]),
    ("大江食品有限公司复工。", ["大江食品有限公司"]),
    ("县农业局技术员走访农户。", ["县农业局"]),
    ("县红十字会捐赠棉被。", ["县红十字会"]),
    ("县海洋与渔业局派出渔政船。", ["县海洋与渔业局"]),
    ("县林业和草原局发布禁火令。", ["县林业和草原局"]),
    ("县市场监督管理局检查超市23家。", ["县市场监督管理局"]),
    ("县第二小学复课。", ["县第二小学"]),
    gap("清河县第一中学开展演练。", ["清河县第一中学"], why="a school is taken for a place"),
    ("县扶贫办建立台账。", ["县扶贫办"]),
    ("远航集团捐款100万元。", ["远航集团"]),
    gap(
        "中国人民银行清河县支行支持企业。",
        ["中国人民银行清河县支行"],
        why="a unit in the middle of a name",
    ),
]

OWNERS = [
    ("清河县人民医院收治患者。", "清河县"),
    ("清河县防汛抗旱指挥部召开会议。", "清河县"),
    ("松坪村党支部成立突击队。", "松坪村"),
    ("东岭县蓝天救援队救出群众。", "东岭县"),
    gap("青石镇政府组织党员扫雪。", "青石镇", why="镇政府 is one word of the dictionary"),
    gap("青石镇党委召开会议。", "青石镇", why="镇党委 is one word of the lexicon"),
]

NAMED = [
    ("清河县人民医院收治患者。", "清河县人民医院", True),
    ("县教育局检查校车。", "县教育局", True),
    ("县防汛办发布通知。", "县防汛办", True),
    ("大江食品有限公司复工。", "大江食品有限公司", True),
    ("医院收治患者。", "医院", False),
    ("指挥部召开会议。", "指挥部", False),
    ("突击队赶到现场。", "突击队", False),
    ("各单位加强巡查。", "各单位", False),
    ("县公安局检查校车。", "县公安局", True),
    ("县政府召开会议。", "县政府", True),
    ("县委宣传部开展宣讲。", "县委宣传部", True),
    ("县环境整治领导小组办公室发布通报。", "县环境整治领导小组办公室", True),
]


@pytest.mark.parametrize(("text", "expected"), BODIES)
def test_a_body_is_one_mention(text: str, expected: list[str]) -> None:
    """The whole name stands in one mention, whatever words it is made of."""
    assert names(text, "Organization") == expected


@pytest.mark.parametrize(("text", "owner"), OWNERS)
def test_a_body_knows_the_unit_it_belongs_to(text: str, owner: str) -> None:
    """The unit at the head of a body's name is a mention of its own, and the body's owner."""
    found = [each.mention for each in chunks(text) if each.mention is not None]
    bodies = [each for each in found if each.type == "Organization"]
    assert f"{owner}: AdministrativeArea*" in mentions(text)
    assert [each.owner for each in bodies][:1] == [owner]


@pytest.mark.parametrize(("text", "body", "named"), NAMED)
def test_which_bodies_have_a_name(text: str, body: str, named: bool) -> None:
    """A level, a unit or a proper word makes a name; a class word alone does not."""
    assert f"{body}: Organization{'*' * named}" in mentions(text)


def test_a_body_token_covers_verbs_of_its_name(lexicon: Lexicon) -> None:
    """Tokens are merged, the unit before stays apart, and nothing is lost."""
    text = "东岭县海洋与渔业执法大队出动渔政船"
    tokens = find_bodies(tokenize(text, lexicon), lexicon)
    assert "".join(token.text for token in tokens) == text
    text = "县海洋与渔业执法大队出动渔政船"
    tokens = find_bodies(tokenize(text, lexicon), lexicon)
    assert [token.text for token in tokens if token.tag == BODY] == ["县海洋与渔业执法大队"]
