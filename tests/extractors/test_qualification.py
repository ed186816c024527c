"""What makes two mentions one thing, and what keeps two things apart."""

from __future__ import annotations

import pytest

from extractors.document import Document, Span
from extractors.identity import entity_iri
from extractors.mentions.mention import Mention
from extractors.pipeline import extract
from extractors.qualification import AREA, Qualified, qualify, scope_of
from extractors.resolution import Resolver


def iri(kind: str, found: Qualified) -> str:
    return entity_iri(kind, found.name, found.scope, found.adcode)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # (name, type, unit of the article, page)
        (("清河县", AREA, "", "1"), ("河北省邢台市清河县", AREA, "", "2")),
        (("青石镇", AREA, "清河县", "1"), ("清河县青石镇", AREA, "南宫市", "2")),
        (("青石镇", AREA, "邢台市清河县", "1"), ("清河县青石镇", AREA, "", "2")),
        (("松坪村", AREA, "清河县青石镇", "1"), ("清河县青石镇松坪村", AREA, "", "2")),
        (
            ("青石镇卫生院", "Organization", "清河县", "1"),
            ("清河县青石镇卫生院", "Organization", "", "2"),
        ),
        (("邢台市清河县医院", "Organization", "", "1"), ("清河县医院", "Organization", "", "2")),
        (("鼓楼区", AREA, "南京市", "1"), ("江苏省南京市鼓楼区", AREA, "", "2")),
        (("东岭县", AREA, "", "1"), ("东岭县", AREA, "清河县", "2")),
        (("恩施州", AREA, "", "1"), ("湖北省恩施土家族苗族自治州", AREA, "", "2")),
        (("石家庄", AREA, "", "1"), ("石家庄市", AREA, "清河县", "2")),
        (("沙河", AREA, "清河县", "1"), ("沙河市", AREA, "", "2")),
        (
            ("清河县农业农村局", "Organization", "", "1"),
            ("邢台市清河县农业农村局", "Organization", "", "2"),
        ),
        (
            ("中国红十字会", "Organization", "清河县", "1"),
            ("中国红十字会", "Organization", "南宫市", "2"),
        ),
        (("口罩", "Item", "清河县", "1"), ("口罩", "Item", "南宫市", "2")),
    ],
)
def test_one_thing(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """However much of its path the text gives, and on whatever page, it is one node of one name."""
    left, right = (
        qualify(n, kind, kind != "Item", unit, page) for n, kind, unit, page in (one, other)
    )
    assert iri(one[1], left) == iri(other[1], right)
    assert left.name == right.name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("城关镇", AREA, "清河县", "1"), ("城关镇", AREA, "南宫市", "2")),
        (("城关镇", AREA, "", "1"), ("城关镇", AREA, "", "2")),
        (("鼓楼区", AREA, "", "1"), ("鼓楼区", AREA, "", "2")),
        (("鼓楼区", AREA, "南京市", "1"), ("鼓楼区", AREA, "徐州市", "2")),
        (("指挥部", "Organization", "清河县", "1"), ("指挥部", "Organization", "南宫市", "2")),
        (
            ("朝阳区中医院", "Organization", "北京市", "1"),
            ("朝阳区中医院", "Organization", "长春市", "2"),
        ),
        (
            ("志愿者", "PopulationGroup", "清河县", "1"),
            ("志愿者", "PopulationGroup", "南宫市", "2"),
        ),
        (("红旗社区", AREA, "清河县", "1"), ("红旗社区", AREA, "南宫市", "2")),
        (("红旗社区", AREA, "", "1"), ("红旗社区", AREA, "", "2")),
        (("沙河", AREA, "广水市", "1"), ("沙河市", AREA, "", "2")),
        (("农业农村局", "Organization", "清河县", "1"), ("农业农村局", "Organization", "", "2")),
        (("王小林", "Person", "清河县", "1"), ("王小林", "Person", "南宫市", "2")),
        (("经济开发区", AREA, "清河县", "1"), ("经济开发区", AREA, "南宫市", "2")),
        (("经济开发区", AREA, "", "1"), ("经济开发区", AREA, "", "2")),
        (("桥头", AREA, "清河县", "1"), ("桥头", AREA, "南宫市", "2")),
    ],
)
def test_two_things(one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """What two units or two pages call alike is not one thing."""
    left, right = (qualify(n, kind, True, unit, page) for n, kind, unit, page in (one, other))
    assert iri(one[1], left) != iri(other[1], right)


@pytest.mark.parametrize(
    ("name", "kind", "named", "unit", "rule"),
    [
        ("清河县", AREA, True, "", "code"),
        ("清河县医院", "Organization", True, "", "seat"),
        ("青石镇", AREA, True, "清河县", "county"),
        ("东岭县青石镇", AREA, True, "", "path"),
        ("全国总工会", "Organization", True, "清河县", "state"),
        ("志愿者", "PopulationGroup", False, "清河县", "unit"),
        ("志愿者", "PopulationGroup", False, "", "page"),
        ("口罩", "Item", False, "清河县", "name"),
        ("社区", AREA, False, "清河县", "unit"),
    ],
)
def test_the_rule_is_told(name: str, kind: str, named: bool, unit: str, rule: str) -> None:
    """Each identity says by which rule it was found."""
    assert qualify(name, kind, named, unit, "page").rule == rule


def test_what_belongs_to_a_unit_points_at_its_node() -> None:
    """The scope of a group is the IRI of the unit itself, however the page writes it."""
    group = qualify("志愿者", "PopulationGroup", False, "邢台市清河县", "page")
    assert group.scope == scope_of("清河县") == iri(AREA, qualify("清河县", AREA, True))


def test_the_fuller_names_of_the_text_are_aliases() -> None:
    """The node has one name; how the page writes it stays."""
    mention = Mention(Span(0, 3), "清河县", (AREA,), True, "清河县")
    resolver = Resolver("河北省邢台市清河县", "page.txt")
    resolver.argument(mention, AREA)
    (entity,) = resolver.entities.values()
    assert (entity.name, entity.aliases) == ("清河县", ("河北省邢台市清河县",))


def persons(*texts: str) -> list[set[str]]:
    """The IRIs of the persons of each page."""
    pages = [extract(Document(f"{number}.txt", text)) for number, text in enumerate(texts)]
    return [{each.id for each in page.entities if each.type == "Person"} for page in pages]


def test_who_holds_a_post_is_one_person_on_all_pages_of_the_unit() -> None:
    """The same name, the same post, the same county."""
    one, other = persons(
        "清河县召开会议。清河县水利局局长王小林到堤上检查。",
        "清河县连夜转移群众。清河县水利局局长王小林带队巡堤。",
    )
    assert one
    assert one == other


@pytest.mark.parametrize(
    "text",
    [
        "清河县连夜转移群众。清河县医院护士长王小林带队支援。",
        "清河县连夜转移群众。王小林转移群众30人。",
        "南宫市连夜转移群众。南宫市水利局局长王小林带队巡堤。",
    ],
)
def test_a_namesake_is_another_person(text: str) -> None:
    """Another post, no post, or the same post elsewhere."""
    one, other = persons("清河县召开会议。清河县水利局局长王小林到堤上检查。", text)
    assert one
    assert other
    assert one.isdisjoint(other)


def test_a_person_is_one_on_a_page_with_and_without_the_post() -> None:
    """What a later sentence says of 王小林 is said of the head of the bureau."""
    text = "清河县召开会议。清河县水利局局长王小林到堤上检查。王小林说：“水位在降。”"
    (found,) = persons(text)
    assert len(found) == 1
