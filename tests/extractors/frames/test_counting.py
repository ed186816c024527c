"""What a figure counts: the noun beside it, one before the verb, or one that nothing names."""

from __future__ import annotations

import pytest
from rendering import bare, core, gap

from extractors.document import Document
from extractors.frames.ranking import load_model
from extractors.pipeline import extract

COUNTED = [
    # two figures count the same people, one of them the households
    (
        "青石镇转移群众326户1120人。",
        ["青石镇 relocated 群众 326户", "青石镇 relocated 群众 1120人"],
    ),
    (
        "白沙乡将沿河两个村的群众326户1120人全部转移。",
        ["白沙乡 relocated 群众 326户", "白沙乡 relocated 群众 1120人"],
    ),
    # the class behind 等 is counted, however its examples are told
    # a figure before a clause that describes a noun counts the noun
    ("县市场监管局依法关停2家擅自复工的作坊。", ["县市场监管局 closed 作坊 2家"]),
    ("检查组查出通道堵塞、灭火器过期等问题46个。", ["检查组 identified 问题 46个"]),
    ("白沙乡梳理出灌溉不便、路灯损坏等问题18个。", ["白沙乡 identified 问题 18个"]),
    ("清河县文化馆举办剪纸、插花等培训班6期。", ["清河县文化馆 held 培训班 6期"]),
    # each of a list has its own figure
    (
        "县公安局出动警力120人次、警车30台次。",
        ["县公安局 deployed 警力 120人次", "县公安局 deployed 警车 30台次"],
    ),
    (
        "县卫健委派来的6名医生和12名护士驻点服务。",
        ["县卫健委 deployed 医生 6名", "县卫健委 deployed 护士 12名"],
    ),
    (
        "清河县共设采样点76个、采样台210个。",
        ["清河县 established 采样点 76个", "清河县 established 采样台 210个"],
    ),
    # a measure in front says of which kind, the count behind how many
    gap(
        "供电公司修复10千伏线路28条。",
        ["供电公司 repaired 线路 28条"],
        why="修复10千伏 has a figure of its own",
    ),
    # how often
    ("县疾控中心每天对车站消毒3次。", ["县疾控中心 disinfected 车站 3次"]),
    # a rate of resuming counts who resumes
    gap(
        "清河县规上企业复工率达96.3%。",
        ["清河县规上企业 resumed 复工 96.3%"],
        why="复工率 is read as one noun",
    ),
    # the villages and the people of one list do nothing to each other
    ("青石镇12个村3800名群众全部转移。", ["青石镇 relocated 群众 3800名"]),
    ("清河县80岁以上老人有1.2万人。", ["清河县 has 老人 12000人"]),
    (
        "清河县设抢险救援、物资保障、信息报送三个小组。",
        ["清河县 established 小组 3个"],
    ),
    ("指挥部下设宣传、督导、保障3个小组。", ["指挥部 established 小组 3个"]),
    # the figure counts the list, not each of it
    (
        "长宁区成立抢险队、医疗队两支队伍。",
        ["长宁区 established 抢险队", "长宁区 established 医疗队", "长宁区 established 队伍 2支"],
    ),
    # a body with a measure word for households is itself counted
    ("检查组检查用人单位643户。", ["检查组 inspected 用人单位 643户"]),
]

WITHOUT_A_NOUN = [
    (
        "县消防救援大队出动5车32人。",
        ["县消防救援大队 deployed 车辆 5车", "县消防救援大队 deployed 人员 32人"],
    ),
    ("白沙乡连夜转移1200余人。", ["白沙乡 relocated 群众 ≥1200人"]),
    # money is never what was counted before
    (
        "工作队运来价值5万元的药品。县个体协会捐款6.8万元。",
        ["县个体协会 donated 捐款 68000元"],
    ),
    (
        "县财政安排专项资金60万元，已拨付41万元。",
        ["县财政 delivered 专项资金 410000元"],
    ),
    # other people than those of the sentence before
    (
        "白沙乡转移群众300人。县消防救援大队出动3车16人。",
        ["县消防救援大队 deployed 人员 16人"],
    ),
    ("县民政局给每户发放补助1500元。", ["县民政局 delivered 补助 1500元"]),
    # the parts of a whole
    (
        "清河县转移群众2.1万人，其中投亲靠友1.3万人，集中安置8000人。",
        ["清河县 relocated 群众 21000人", "清河县 relocated 群众 8000人"],
    ),
    (
        "清河县排查隐患点120处，其中42处已整改。",
        ["清河县 screened 隐患点 120处", "清河县 resolved 隐患点 42处"],
    ),
]


STATES = [
    # the figure behind a state counts what is in it
    ("暴雨来袭，柳林镇农房受损386户。", ["柳林镇 has 柳林镇农房 386户"]),
    # over 里
    ("柳林镇里34户牧民断了路。", ["柳林镇 has 牧民 34户"]),
    # who joins is counted, not the teams that they make up
    ("县卫健局医务人员42名组成6支巡回医疗队。", ["医务人员 memberOf 巡回医疗队 42名"]),
    # who resumes is counted, also by a figure without its noun
    ("柳林镇9家供热企业已有8家复工。", ["供热企业 resumed 复工 8家"]),
    # how often, told before the verb
    ("县法院两次张贴腾退公告。", ["县法院 delivered 腾退公告 2次"]),
]

READ = [
    ("县财政拨付救灾资金60万元，又给每户补贴2000元。", "县财政 delivered 补贴 2000元"),
    # a sum paid is called by what pays it
    ("县财政给每户补贴1200元。", "县财政 delivered 补贴 1200元"),
    # those counted beside a body belong to it
    ("县中医院的9名护士走进柳林镇敬老院。", "护士 memberOf 县中医院 9名"),
    # a figure for each, told behind the thing
    gap(
        "县水利局为柳林镇配备抽水机，每村不少于4台。",
        "柳林镇 equippedWith 抽水机 ≥4台",
        why="the villages are read as what is counted",
    ),
]

DESCRIBED = [
    # the clause before 的 says what a figure without a noun counts
    ("柳林镇查出有基础疾病的2130人。", "有基础疾病的人员"),
    ("柳林镇抽检食品120批次，其中不合格的5批次全部下架。", "不合格的食品"),
    ("供电所赶到柳林镇，停电的3700户陆续来电。", "停电的居民"),
    # what they are named by is not told twice, and whose they are is no description
    ("柳林镇现有居家观察的21户64人。", "居家观察的人员"),
    ("柳林镇把双桥村没有搬走的12户送进学校。", "没有搬走的居民"),
]


@pytest.mark.parametrize(("text", "name"), DESCRIBED)
def test_a_description_names_what_a_figure_counts(text: str, name: str) -> None:
    """What stands before 的 and a figure is part of the name; the verb that governs it is not."""
    everything = load_model().from_confidence(0.0)
    found = extract(Document("page.txt", text), everything)
    assert name in {fact.object.name for fact in found.facts}


@pytest.mark.parametrize(("text", "expected"), READ)
def test_a_figure_is_read_though_it_may_not_be_believed(text: str, expected: str) -> None:
    """Among all readings is the one that counts the right thing."""
    everything = load_model().from_confidence(0.0)
    found = extract(Document("page.txt", text), everything)
    assert expected in {bare(fact) for fact in found.facts}


def test_what_part_has_resumed_is_not_the_whole() -> None:
    """Of those that are without power only so many have it again."""
    everything = load_model().from_confidence(0.0)
    found = extract(Document("page.txt", "停电的2300户中已有1900户恢复供电。"), everything)
    resumed = {bare(fact) for fact in found.facts if fact.relation == "resumed"}
    assert not [told for told in resumed if "2300" in told]


@pytest.mark.parametrize(("text", "expected"), [*COUNTED, *WITHOUT_A_NOUN, *STATES])
def test_what_a_figure_counts(text: str, expected: list[str]) -> None:
    """A figure belongs to one thing; without a noun the text before or its measure word tells."""
    found = core(text)
    assert [fact for fact in expected if fact not in found] == []
