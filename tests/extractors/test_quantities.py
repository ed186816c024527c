"""What counts as a quantity, how it is read, and what must not be taken for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.quantities import find_quantities


def render(text):
    """The quantities of a text as 'text=value bound unit', the bound as a sign."""
    signs = {"exact": "", "min": "≥", "max": "≤", "approx": "≈"}
    return [
        f"{q.text}: {signs[q.bound]}{q.value}{q.unit}"
        for q in (mention.quantity for mention in find_quantities(text))
    ]


COUNTS = [
    ("石门乡招募120余名志愿者。", ["120余名: ≥120名"]),
    ("石门乡招募 1200 余名志愿者。", ["1200 余名: ≥1200名"]),
    ("走访 12 万余户居民", ["12 万余户: ≥120000户"]),
    ("近万名群众走上街头", ["近万名: ≤10000名"]),
    ("三千六百余人返岗", ["三千六百余人: ≥3600人"]),
    ("设岗亭40多个", ["40多个: ≥40个"]),
    ("出动5车28人", ["5车: 5车", "28人: 28人"]),
    ("下辖21支队伍869名队员", ["21支: 21支", "869名: 869名"]),
    ("转移815户2406人", ["815户: 815户", "2406人: 2406人"]),
    ("一千三百余户牧民", ["一千三百余户: ≥1300户"]),
    ("十八万头（只）牲畜", ["十八万头（只）: 180000头（只）"]),
    ("检查车辆6120台次、人员1.4万人次", ["6120台次: 6120台次", "1.4万人次: 14000人次"]),
    ("慰问400余居民", ["400余: ≥400"]),
    ("宽慰7万余居民的心", ["7万余: ≥70000"]),
    ("十余名医生、百余人、数百名党员、几十名学生、上千名职工",
     ["十余名: ≥10名", "百余人: ≥100人", "数百名: ≥100名", "几十名: ≥10名", "上千名: ≥1000名"]),
    ("送来八九百份盒饭", ["八九百份: ≥800份"]),
    ("每天走两三万步", ["两三万步: ≥20000步"]),
    ("配备20至30名队员", ["20至30名: ≥20名"]),
    ("捐款3至5万元", ["3至5万元: ≥30000元"]),
    ("四十来个筐", ["四十来个: ≈40个"]),
    ("配血压计不少于8台", ["不少于8台: ≥8台"]),
    ("规模保持在2.6万人以上", ["2.6万人以上: ≥26000人"]),
    ("费用控制在90元以内", ["90元以内: ≤90元"]),
    ("救出一名老人和两名儿童", ["一名: 1名", "两名: 2名"]),
    ("提着一大袋药品", ["一大袋: 1袋"]),
    ("３２０名", ["３２０名: 320名"]),
    ("12,300只口罩", ["12,300只: 12300只"]),
    ("9个社区人员", ["9个: 9个"]),
    ("附近三个村", ["三个: 3个"]),
    ("签约31家", ["31家: 31家"]),
    ("辖3镇2乡", ["3: 3", "2: 2"]),
    ("为一名老人送药", ["一名: 1名"]),
    ("过百名", ["过百名: ≥100名"]),
    ("在桩号4+200处发现一处渗漏", ["一处: 1处"]),
    # 下 and 上 that end a verb before 一 point at nothing
    ("交警拦下一辆货车，递上一张告知单", ["一辆: 1辆", "一张: 1张"]),
    ("再组织一轮采样", ["一轮: 1轮"]),
    # a bare number behind 人口 counts people
    ("全镇常住人口6.4万，总人口达8.1万", ["6.4万: 64000人", "8.1万: 81000人"]),
]  # fmt: skip

MEASURES = [
    ("约2.4万立方米土石", ["约2.4万立方米: ≈24000立方米"]),
    ("投入1700万元", ["1700万元: 17000000元"]),
    ("授信2.5亿元", ["2.5亿元: 250000000元"]),
    ("价值1500 多万元的设备", ["1500 多万元: ≥15000000元"]),
    ("上个月挣了3100块。", ["3100块: 3100元"]),
    ("制作展板30块", ["30块: 30块"]),
    ("百分之八十五的住户", ["百分之八十五: 85%"]),
    ("由71%提高到83.5%", ["71%: 71%", "83.5%: 83.5%"]),
    ("三分之一的商户", ["三分之一: 0.3333"]),
    ("近八成恢复用电", ["近八成: ≤8成"]),
    ("占总数的七成以上", ["七成以上: ≥70%"]),
    ("装机1.5万千瓦", ["1.5万千瓦: 15000千瓦"]),
    ("三千克药剂", ["三千克: 3千克"]),
    ("积水一米多深", ["一米多: ≥1米"]),
    ("走了两个多月", ["两个多月: ≥2个月"]),
    ("等了两个半小时", ["两个半小时: 2.5个小时"]),
    ("最低气温零下18摄氏度", ["零下18摄氏度: -18摄氏度"]),
    ("两点五公里", ["两点五公里: 2.5公里"]),
    ("上千万元", ["上千万元: ≥10000000元"]),
]

NO_QUANTITY = [
    "三级响应", "一部分", "一线", "一定", "一起", "统一", "第一时间", "一方面", "万一", "十分",
    "千方百计", "九小场所", "五必须", "一户一策", "一次性口罩", "千家万户", "一批物资", "四处奔走",
    "“三个篮子”", "《三个办法》", "84消毒液", "N95口罩", "318国道", "120救护车", "〔2020〕5号",
    "2021年3月5日", "早上8点30分", "第3轮检测", "电话13812345678", "3号楼", "第27期",
    "9月8日至10日",
    "是一名党员", "作为一名医生", "下一户居民", "最后一条通知", "每一个卡点", "不漏一户",
    "致农民的一封信",
    "百年老店", "22栋3单元501室", "石门村三组", "十四五期间", "2013年以来",
    "百姓", "万户", "几个", "11时20分", "体育场馆", "G1523高速",
]  # fmt: skip

KINDS = [
    ("3天", "duration"),
    ("24小时", "duration"),
    ("每天3次", "frequency"),
    ("一日两次", "frequency"),
    ("开展宣传350余次", "count"),
    ("80岁以上", "age"),
    ("37.8℃", "temperature"),
    ("12公里", "length"),
    ("300余居民", "bare"),
    ("四分之三", "fraction"),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_counted_things(text, expected):
    """A count is a number with its measure word, its approximations read as a bound."""
    assert expected == render(text)


@pytest.mark.parametrize(("text", "expected"), MEASURES)
def test_measured_things(text, expected):
    """Money, shares and physical units are multiplied out, the unit left as written."""
    assert expected == render(text)


@pytest.mark.parametrize("text", NO_QUANTITY)
def test_what_is_no_quantity(text):
    """Names, idioms, codes, dates and ordinals hold digits but count nothing."""
    assert render(text) == []


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_tells_what_is_measured(text, kind):
    """The kind lets a reader leave out what counts no object."""
    assert [mention.kind for mention in find_quantities(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "each"), [("方便面和水各600箱", True), ("每人2个", True), ("10人一组", True),
                       ("每份约5公斤", True),
                       ("共600箱", False), ("每天消杀2吨", False)]
)  # fmt: skip
def test_a_distributed_number_is_marked(text, each):
    """各 and 每 say that the number holds for each of several."""
    assert [mention.each for mention in find_quantities(text)] == [each]


def test_a_range_keeps_its_upper_end():
    """The value of a range is its lower end, the upper one is beside it."""
    assert [(q.quantity.value, q.high) for q in find_quantities("3至5个")] == [(3, 5)]


NUMERIC = st.text(
    st.sampled_from(
        "0129３〇零一二两三五十百千万亿几数上近约超余多来名个人元%成点.,至到-分之第每各次“”《》 \n"
    ),
    max_size=40,
)


@given(st.one_of(st.text(max_size=60), NUMERIC))
def test_any_text_is_read_and_every_span_is_its_text(text):
    """No text fails; a mention's span holds its text, and mentions follow one another."""
    end = 0
    for mention in find_quantities(text):
        assert end <= mention.span.start < mention.span.end <= len(text)
        assert text[mention.span.start : mention.span.end] == mention.quantity.text
        end = mention.span.end


@pytest.mark.parametrize(
    "unit", ["1", "一", "1,", "1,000", "万", "百分之", "1.", "数百", "近", "“", "1 ", "3至"]
)
def test_long_runs_of_number_characters_are_read(unit):
    """A text of nothing but number characters, however long, gives no failure."""
    assert isinstance(find_quantities(unit * 50_000), list)
