"""Resolution: what pronouns, short names and titles mean on a page."""

from __future__ import annotations

import pytest
from rendering import core, extraction, gap

from extractors.divisions import chain_of, division_of
from extractors.document import Span
from extractors.mentions.mention import Mention
from extractors.resolution import Resolver

MEANT = [
    # the unit that the page speaks for
    ("清河县遭遇暴雨。全县抽调干部50名。", "清河县 deployed 干部 50名"),
    ("清河县遭遇暴雨。我县抽调干部50名。", "清河县 deployed 干部 50名"),
    ("清河县遭遇暴雨。我们抽调干部50名。", "清河县 deployed 干部 50名"),
    ("清河县遭遇暴雨。该县抽调干部50名。", "清河县 deployed 干部 50名"),
    ("东岭县遭遇暴雨。全县抽调干部50名。", "东岭县 deployed 干部 50名"),
    # the unit named last
    ("清河县遭遇暴雨。东岭县派出医疗队。该县抽调干部50名。", "东岭县 deployed 干部 50名"),
    # the person named last
    ("县长周立民来到青石镇。他看望困难群众30户。", "周立民 visited 困难群众 30户"),
    ("护士陈秀英来到青石镇。她看望困难群众30户。", "陈秀英 visited 困难群众 30户"),
    (
        "县长周立民来到青石镇。副县长李海生随行。他看望困难群众30户。",
        "李海生 visited 困难群众 30户",
    ),
    # bodies by their level, and by the end of their name
    ("清河县遭遇暴雨。县水利局抽调干部50名。", "清河县水利局 deployed 干部 50名"),
    ("清河县遭遇暴雨。县应急管理局检查了45家企业。", "清河县应急管理局 inspected 企业 45家"),
    (
        "清河县防汛抗旱指挥部召开会议。指挥部抽调干部50名。",
        "清河县防汛抗旱指挥部 deployed 干部 50名",
    ),
    ("清河县公安局出动警力80名。公安局抽调干部50名。", "清河县公安局 deployed 干部 50名"),
    ("清河县遭遇暴雨。县委、县政府抽调干部50名。", "清河县政府 deployed 干部 50名"),
    # one of two companies, by the one spoken of last
    (
        "清河县表彰企业。东兴食品公司经理周立民领奖。海岸橡胶公司去年受灾。该公司招聘工人94名。",
        "海岸橡胶公司 recruited 工人 94名",
    ),
    # 镇里 is the town
    ("青石镇遭遇暴雨。镇里抽调干部50名。", "青石镇 deployed 干部 50名"),
    # the office of a street stands for the street
    ("永安街道办事处遭遇暴雨。街道办抽调干部50名。", "永安街道 deployed 干部 50名"),
    gap(
        "清河县公安局出动警力80名。县局抽调干部50名。",
        "清河县公安局 deployed 干部 50名",
        why="县局 is not the body of the county named before",
    ),
    gap(
        "书记林秀珍走访居民。得知老人李某生病后，她看望困难群众30户。",
        "林秀珍 visited 困难群众 30户",
        why="她 means the person named last, not the one that the text is about",
    ),
    gap(
        "青石镇招募志愿者35名。他们救助居民300户。",
        "志愿者 supported 居民 300户",
        why="他们 is not read as a subject that acts",
    ),
]

LEAD_INS = "到达 is cut after its first character"

UNITS = [
    ("东岭县组织党员干部清雪。", "东岭县"),
    ("县长周立民前往白沙乡。", "白沙乡"),
    ("医疗队从清河县出发。", "清河县"),
    ("连日来清河县普降大雪。", "清河县"),
    ("日前，青石镇召开会议。", "青石镇"),
    ("记者从清河县获悉，灾情缓解。", "清河县"),
    ("各乡镇、各村加强巡查。", ""),
    ("全市12个县区参加评比。", ""),
    ("防汛工作会议3月12日在清河县召开。", "清河县"),
    gap("技术员已到达松坪村。", "松坪村", why=LEAD_INS),
    ("目前清河县已转移群众。", "清河县"),
    ("严禁青石镇组织集会。", "青石镇"),
    ("来自东岭县的医疗队抵达。", "东岭县"),
    ("支援东岭县的医疗队抵达。", "东岭县"),
    ("周立民、李海生等县领导参加会议。", ""),
    ("贫困村全部脱贫。", ""),
    gap("省市县三级联动。", "", why="levels in a row are no unit"),
]

UNEXPLAINED = [
    "他抽调干部50名。",
    "他们抽调干部50名。",
    "该镇抽调干部50名。",
]


@pytest.mark.parametrize(("text", "expected"), MEANT)
def test_what_is_meant(text: str, expected: str) -> None:
    """Pronouns and short names stand for what the page has named before."""
    assert expected in core(text)


@pytest.mark.parametrize(("text", "unit"), UNITS)
def test_the_unit_that_a_page_speaks_for(text: str, unit: str) -> None:
    """The unit whose name the page gives, and only its name."""
    assert [article.unit for article in extraction(text).articles] == [unit]


@pytest.mark.parametrize("text", UNEXPLAINED)
def test_a_pronoun_that_nothing_explains_gives_no_fact(text: str) -> None:
    """Where nobody was named, nobody is made up."""
    assert core(text) == []


def test_the_mention_keeps_what_stands_in_the_text() -> None:
    """The name is what is meant, the mention what is written."""
    found = extraction("清河县遭遇暴雨。全县抽调干部50名。").facts
    (fact,) = (each for each in found if each.relation == "deployed")
    assert (fact.subject.name, fact.subject.mention) == ("清河县", "全县")


def test_short_names_become_aliases() -> None:
    """An entity knows the other names that its page gives it."""
    found = extraction("清河县遭遇暴雨。县水利局抽调干部50名。").entities
    (body,) = (entity for entity in found if entity.name == "清河县水利局")
    assert body.aliases == ("县水利局",)


def test_named_and_generic_entities() -> None:
    """A county has a proper name, 志愿者 have none and belong to the county."""
    found = {entity.name: entity for entity in extraction("清河县招募志愿者80名。").entities}
    assert found["清河县"].named
    assert found["清河县"].adcode == "130534"
    assert not found["志愿者"].named
    assert found["志愿者"].scope == found["清河县"].id


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("清河县", ["清河县"]),
        ("清河县青石镇", ["清河县", "青石镇"]),
        ("清河县青石镇松坪村", ["清河县", "青石镇", "松坪村"]),
        ("临江市东湖区永安街道桃源社区", ["临江市", "东湖区", "永安街道", "桃源社区"]),
        ("彩云自治县", ["彩云自治县"]),
        ("高坪新区", ["高坪新区"]),
        ("周立民", []),
        ("", []),
    ],
)
def test_the_units_of_a_full_name(name: str, chain: list[str]) -> None:
    """A full name is the names of its units, from the top."""
    assert chain_of(name) == chain


def adcode_of(name: str, context: str = "") -> str:
    """The national code of the division of that name, or nothing."""
    division = division_of(name, context)
    return division.adcode if division else ""


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("清河县", "130534"),
        ("河北省", "130000"),
        ("邢台市清河县", "130534"),
        ("白沙乡", ""),
        ("东岭县", ""),
        ("志愿者", ""),
        ("", ""),
    ],
)
def test_the_national_code_of_a_unit(name: str, code: str) -> None:
    """Provinces, cities and counties that only one unit can be have a code; others have none."""
    assert adcode_of(name) == code


def test_a_name_that_many_units_bear_has_no_code_without_its_city() -> None:
    """There is more than one 鼓楼区; the city before it, or that of the page, tells which."""
    assert adcode_of("鼓楼区") == ""
    assert adcode_of("南京市鼓楼区") == "320106"
    assert adcode_of("鼓楼区", "南京市鼓楼区") == "320106"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("融水县遭遇暴雨。融水苗族自治县抽调干部50名。", "融水苗族自治县"),
        ("恩施州遭遇暴雨。恩施土家族苗族自治州抽调干部50名。", "恩施土家族苗族自治州"),
    ],
)
def test_a_name_without_its_peoples_is_the_same_unit(text: str, name: str) -> None:
    units = [one for one in extraction(text).entities if one.type == "AdministrativeArea"]
    assert [(one.name, bool(one.adcode)) for one in units if one.name in text] == [(name, True)]


def test_a_resolver_expands_the_page_s_own_units() -> None:
    """On a page of 清河县青石镇, 青石镇 has that full name, and 全镇 means it."""
    resolver = Resolver("清河县青石镇", "page.txt")
    town = Mention(Span(0, 3), "青石镇", ("AdministrativeArea",), True, "青石镇")
    whole = Mention(Span(0, 2), "全镇", ("AdministrativeArea",), False, "全镇", pronoun=True)
    named, meant = (resolver.argument(each, "AdministrativeArea") for each in (town, whole))
    assert named is not None
    assert meant is not None
    assert named.name == meant.name == "清河县青石镇"
    assert named.id == meant.id


@pytest.mark.parametrize(
    ("unit", "other"), [("邢台市清河县", "清河县"), ("清河县青石镇", "清河县")]
)
def test_a_unit_has_one_iri_however_full_the_page_s_unit(unit: str, other: str) -> None:
    """A page of 邢台市清河县 and one of 清河县 speak of the same county; so of its town."""
    name = chain_of(unit)[-1]
    mention = Mention(Span(0, len(name)), name, ("AdministrativeArea",), True, name)
    arguments = [Resolver(each).argument(mention, "AdministrativeArea") for each in (unit, other)]
    assert len({each.id for each in arguments if each is not None}) == 1


def test_a_speaker_is_who_says_we() -> None:
    """我们 in what somebody says means the speaker."""
    resolver = Resolver("清河县")
    person = Mention(Span(0, 3), "周立民", ("Person",), True, "周立民")
    resolver.speaker = resolver.argument(person, "Person")
    ours = Mention(Span(4, 6), "我们", (), False, "我们", pronoun=True)
    found = resolver.argument(ours, "Person")
    assert found is not None
    assert (found.name, found.mention) == ("周立民", "我们")
