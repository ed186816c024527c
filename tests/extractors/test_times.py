"""Which words tell a time, which parts they say, and which day they mean in their article."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.times import TimeContext, find_times, read_times, resolve_time, time_at

STORY = TimeContext(month=8, day=21, current="--08-21")
ISSUE = TimeContext(published="2020-03-26", year=2020, month=3, day=20, current="2020-03-20")


def resolved(text, context):
    """The times of a text, each read on its own in a given context."""
    return [resolve_time(mention, context) for mention in find_times(text)]


def dated(text, context=None):
    """The parts of a text that have a time, as 'time: part'."""
    parts, _ = read_times(text, context or TimeContext())
    return [f"{p.time}: {text[p.span.start : p.span.end]}" for p in parts if p.time]


EXPLICIT = [
    ("1月9日上午8时", "--01-09T08:00"),
    ("1 月 9 日早上 7 时 30 分", "--01-09T07:30"),
    ("2020年2月20日", "2020-02-20"),
    ("2020-02-20", "2020-02-20"),
    ("2021/3/5", "2021-03-05"),
    ("2021年8月", "2021-08"),
    ("2021年", "2021"),
    ("2021年上半年", "2021"),
    ("三月五日", "--03-05"),
    ("二〇二〇年二月三日", "2020-02-03"),
    ("８月２１日傍晚", "--08-21"),
    ("12月18日晚", "--12-18"),
    ("11月下旬起", "--11"),
    ("3月5日（星期四）下午3点半", "--03-05T15:30"),
    ("3月5日晚8时", "--03-05T20:00"),
    ("3月5日中午1时", "--03-05T13:00"),
    ("3月5日凌晨5时40分", "--03-05T05:40"),
    ("3月5日8:05", "--03-05T08:05"),
    ("3月5日上午9时许", "--03-05"),
    ("3月5日24时", "--03-05"),
    ("3月5日夜里11时", "--03-05T23:00"),
    ("3月5日夜里2时", "--03-05T02:00"),
    ("11月5日至7日", "--11-05"),
    ("3月1日-4月2日", "--03-01"),
    ("3月5日0时至24时", "--03-05"),
    ("3月5日8时至11时", "--03-05T08:00"),
    ("2月30日", ""),
    ("4月10日前", "--04-10"),
]

FROM_THE_STORY = [
    ("截至当天18时", "--08-21T18:00"),
    ("20日9时", "--08-20T09:00"),
    ("次日中午", "--08-22"),
    ("前一天", "--08-20"),
    ("到22日零时", "--08-22T00:00"),
    ("1时40分", "--08-21T01:40"),
    ("晚9时", "--08-21T21:00"),
    ("当晚8时", "--08-21T20:00"),
    ("当夜1时", "--08-21T01:00"),
    ("当晚", "--08-21"),
    ("同日", "--08-21"),
    ("本月底前", "--08"),
    ("月底前", "--08"),
    ("上月", "--07"),
    ("当年", ""),
]

FROM_THE_ISSUE = [
    ("昨日", "2020-03-25"),
    ("昨日下午3点", "2020-03-25T15:00"),
    ("今年5月", "2020-05"),
    ("去年", "2019"),
    ("2月4日以来", "2020-02-04"),
    ("12月8日", "2019-12-08"),
    ("4月10日前", "2020-04-10"),
    ("正月初八", "2020-02-01"),
    ("腊月二十九", "2020-01-23"),
    ("除夕", "2020-01-24"),
    ("明日", "2020-03-27"),
    ("全年", "2020"),
    ("次年", "2021"),
]

NO_TIME = [
    "三点要求", "24小时", "连续2天", "3日内", "3个月", "一时", "比例1:20", "“7·16”", "2020年度",
    "《2020年春季方案》", "星期日", "一起", "30%", "第3轮", "12名", "时间", "月饼", "日常",
    "2019年级", "9点建议", "近10日",
    "比去年多9个", "去年同期", "于开学当天", "召开2021年工作会议", "部署明年任务", "印发3月份计划",
]  # fmt: skip

KINDS = [
    ("截至3月5日", "until"),
    ("到11时20分", "until"),
    ("自3月13日有序开工以来", "since"),
    ("3月13日以来", "since"),
    ("从1月23日起", "since"),
    ("4月10日前完工", "deadline"),
    ("每天8时上岗", "recurring"),
    ("9时至11时", "range"),
    ("目前", "open"),
    ("近日", "open"),
    ("两周来", "open"),
    ("3月5日", "point"),
    ("3月5日前往", "point"),
]


@pytest.mark.parametrize(("text", "expected"), EXPLICIT)
def test_a_date_says_what_it_says(text, expected):
    """A date gives its own parts and no other."""
    assert resolved(text, TimeContext()) == [expected]


@pytest.mark.parametrize(("text", "expected"), FROM_THE_STORY)
def test_the_last_date_told_fills_what_is_missing(text, expected):
    """当天, 次日, a lone day or hour are read from the last date of the article."""
    assert resolved(text, STORY) == [expected]


@pytest.mark.parametrize("text", ["当天", "次日", "20日9时", "晚9时", "月底前"])
def test_without_a_date_before_it_a_reference_means_no_day(text):
    """Nothing is invented where the article told no date."""
    assert resolved(text, TimeContext()) == [""]


@pytest.mark.parametrize(("text", "expected"), FROM_THE_ISSUE)
def test_the_date_line_fixes_what_is_told_from_it(text, expected):
    """昨日, 今年, a lunar day and a missing year are read from the day of publication."""
    assert resolved(text, ISSUE) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("12日上午", "2020-03-12"), ("28日", "2020-02-28"), ("28日前", "2020-03-28")],
)
def test_a_lone_day_is_near_the_issue(text, expected):
    """Where the article has told no month, a day is the last one before the issue."""
    assert resolved(text, TimeContext(published="2020-03-26")) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"), [("昨日", ""), ("去年秋天", ""), ("今年5月", "--05"), ("正月初八", "")]
)
def test_without_a_date_line_only_what_is_said_remains(text, expected):
    """今年 and 昨日 mean no date in a text without a date line."""
    assert resolved(text, STORY) == [expected]


@pytest.mark.parametrize("text", NO_TIME)
def test_what_is_no_time(text):
    """Durations, titles, modifiers and counts tell no time."""
    assert find_times(text) == []


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_the_kind_tells_what_the_time_does(text, kind):
    """Words before and after a time say whether it is a point, a start, an end or a limit."""
    assert [mention.kind for mention in find_times(text)] == [kind]


@pytest.mark.parametrize(
    ("day", "word", "expected"),
    [("3月31日", "次日", "--04-01"), ("12月31日", "次日", "--01-01"), ("2月28日", "次日", ""),
     ("2020年2月28日", "次日", "2020-02-29"), ("2021年12月31日", "次日", "2022-01-01"),
     ("3月1日", "前一天", ""), ("11月30日", "2日", "--12-02")],
)  # fmt: skip
def test_the_day_after_needs_a_year_only_in_february(day, word, expected):
    """The next day is counted without a year except where February's length decides."""
    [first] = find_times(day)
    assert resolved(word, TimeContext().follow(first)) == [expected]


READING = [
    ("3月5日9时，石门乡开工。工人到岗。",
     ["--03-05T09:00: 3月5日9时，石门乡开工。", "--03-05: 工人到岗。"]),
    ("截至3月5日，完成300户。乡里还设岗亭。", ["--03-05: 截至3月5日，完成300户。"]),
    ("3月5日开工。目前，进展顺利。工人在岗。", ["--03-05: 3月5日开工。"]),
    ("将于4月10日前完工，确保通车。", ["--04-10: 将于4月10日前完工，"]),
    ("早在3月2日，专班成立。专班抽调干部。", ["--03-02: 早在3月2日，专班成立。"]),
    ("专班闻讯后，于3月2日傍晚抵达。", ["--03-02: 专班闻讯后，", "--03-02: 于3月2日傍晚抵达。"]),
    ("“把门守好！”3月2日下午，他说。", ["--03-02: “把门守好！”", "--03-02: 3月2日下午，他说。"]),
    ("3月2日下雪。晚9时，车辆脱困，司机下车。",
     ["--03-02: 3月2日下雪。", "--03-02T21:00: 晚9时，车辆脱困，", "--03-02: 司机下车。"]),
    ("3月5日3时起，大雪。6时，清雪队上路。",
     ["--03-05T03:00: 3月5日3时起，大雪。", "--03-05T06:00: 6时，清雪队上路。"]),
    ("近日，石门乡排查隐患。", []),
    ("3月5日开工。今年以来，进展顺利。", ["--03-05: 3月5日开工。"]),
    ("自3月5日起至4月1日，禁止用火。", ["--03-05: 自3月5日起至4月1日，禁止用火。"]),
    ("2019年以来，县里选派医生，开展义诊。", ["2019: 2019年以来，县里选派医生，开展义诊。"]),
    ("3月5日，石门乡召开2021年工作会议。", ["--03-05: 3月5日，石门乡召开2021年工作会议。"]),
    ("3月2日开工次日完成。", ["--03-02: 3月2日开工", "--03-03: 次日完成。"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), READING)
def test_a_time_holds_for_its_clause_sentence_or_what_follows(text, expected):
    """Each kind of time reaches as far as a careful reader would take it."""
    assert dated(text) == expected


def test_the_first_paragraphs_day_goes_on_until_another_is_told():
    """A short report tells its day once; a paragraph with another day ends it."""
    _, context = read_times("3月5日，石门乡召开会议。", TimeContext())
    second, context = read_times("会议要求加快进度。", context.next_paragraph())
    third, _ = read_times("专班于3月2日成立。", context.next_paragraph())
    assert [part.time for part in second + third] == ["--03-05", "--03-02"]


def test_a_heading_ends_the_day():
    """After a section heading the day of the paragraphs before does not go on."""
    _, context = read_times("3月5日，石门乡召开会议。", TimeContext())
    parts, _ = read_times("乡里设岗亭。", context.next_paragraph().without_lead())
    assert [part.time for part in parts] == [""]


@pytest.mark.parametrize(("position", "expected"), [(0, "--03-05"), (8, ""), (99, None)])
def test_the_time_at_a_position(position, expected):
    """A position lies in one part of the text, or in none."""
    parts, _ = read_times("3月5日开工。目前顺利。", TimeContext())
    found = time_at(parts, position)
    assert (found and found.time) == expected


DATES = st.text(
    st.sampled_from(
        "0123459年月日时点分至到-.:（）上下午晚早前起以来截自今昨次当初正一二十三“”《》，。 \n"
    ),
    max_size=40,
)
CONTEXTS = st.builds(
    TimeContext,
    published=st.sampled_from(["", "2020-02-29", "0001-01-01", "9999-12-31"]),
    month=st.sampled_from([None, 2, 12]),
    day=st.sampled_from([None, 29, 31]),
    current=st.sampled_from(["", "--02-29"]),
)


@given(st.one_of(st.text(max_size=60), DATES), CONTEXTS)
@example("2日", TimeContext(published="0001-01-01"))  # no month stands before that of the issue
def test_any_text_is_read_and_the_parts_cover_it(text, context):
    """No text fails; mentions lie in the text in order, and the parts of a reading cover it."""
    ends = [0]
    for mention in find_times(text):
        assert ends[-1] <= mention.span.start < mention.span.end <= len(text)
        assert text[mention.span.start : mention.span.end] == mention.text
        ends.append(mention.span.end)
    parts, _ = read_times(text, context)
    edges = [0, *(part.span.end for part in parts)]
    assert [part.span.start for part in parts] == edges[:-1]
    assert edges[-1] == len(text)


@pytest.mark.parametrize("unit", ["3月5日", "2020年", "1:", "《", "截至8日", "当天9时，", "从"])
def test_long_runs_of_times_are_read(unit):
    """A text of nothing but times, without a stop, is read to its end."""
    parts, _ = read_times(unit * 20_000, TimeContext())
    assert parts[-1].span.end == len(unit) * 20_000
