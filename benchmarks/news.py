"""
News that nobody wrote, for measuring how the work grows with the number of documents.

``python benchmarks/news.py FOLDER 1000`` writes a thousand pages. Each has its own county, persons,
figures and days, and its own choice of sentence shapes; the same number gives the same page on any
machine. They say nothing of quality, and are never used to judge it: what wrote them knows what a
sentence is made of, and pages of the world do not.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from ontology.gazetteer import COUNTY, load_gazetteer

SEED: Final = "1"
_STEMS: Final = "清河柳林双桥石门东湖平安永和玉泉金山长宁新兴白云龙泉水北南塘坪岭溪港湾田峰"
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
)
_GIVEN: Final = "建国志明秀英海燕晓东文华春梅立新永强丽娟国栋玉兰金生爱民雪松庆丰佳慧承恩德厚思源"
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "bureau": (
        *("应急管理局", "水利局", "卫生健康局", "民政局", "交通运输局", "公安局", "农业农村局"),
        *("市场监管局", "教育局", "自然资源局", "住建局", "财政局", "商务局", "气象局"),
    ),
    "headquarters": ("防汛抗旱指挥部", "抗震救灾指挥部", "森林防灭火指挥部", "雨雪冰冻应对指挥部"),
    "post": ("县长", "副县长", "县委书记", "县委副书记", "应急管理局局长", "水利局局长"),
    "local": ("镇长", "镇党委书记", "村支书", "网格员", "村医", "民兵连长"),
    "group": (
        *("志愿者", "干部", "党员", "民兵", "医护人员", "网格员", "技术人员", "抢险队员"),
        *("环卫工人", "民警", "消防员", "驾驶员"),
    ),
    "people": ("群众", "村民", "居民", "老人", "学生", "旅客", "受灾群众", "困难群众"),
    "thing": (
        "编织袋",
        "帐篷",
        "棉被",
        "大米",
        "方便面",
        "雨衣",
        "铁锹",
        "发电机",
        "水泵",
        "融雪剂",
    ),
    "machine": ("挖掘机", "铲车", "冲锋舟", "应急车", "无人机", "除雪车", "救护车"),
    "station": ("检查站", "值守点", "安置点", "物资发放点", "观察哨", "服务点", "监测点"),
    "trouble": ("隐患", "险情", "问题", "漏洞", "裂缝", "管涌"),
    "body": ("慈善总会", "红十字会", "商会", "农商银行", "建材公司", "运输公司", "供电公司"),
    "team": ("突击队", "抢修队", "巡查队", "医疗队", "宣讲队", "服务队"),
    "work": ("防汛", "抗旱", "除雪保畅", "森林防火", "地质灾害排查", "燃气安全整治", "秋收"),
    "crop": ("小麦", "水稻", "玉米", "油菜", "苹果", "茶叶", "蔬菜", "甘蔗"),
    "paper": ("日报", "新闻网", "融媒体中心"),
}
# Each begins with who it is about, so that any may follow any.
_SHAPES: Final = (
    "{county}抽调{group}{n}名，在{town}设立{station}{few}处，昼夜值守。",
    "{county}{bureau}组织{group}{n}名，分{few}组深入{town}、{town2}开展{work}。",
    "截至{day}{hour}时，全县共转移{people}{many}人，安置{people}{n}户。",
    "{person}任{town}镇长，他带领{group}{n}余名巡查河堤{few}公里。",
    "{post}{person}要求，各乡镇要在{day}前完成{work}，{station}不得少于{few}个。",
    "{county}{headquarters}启动Ⅲ级应急响应，下派工作组{few}个。",
    "{body}捐赠{thing}{n}件、{thing2}{many}件，价值{n}万元。",
    "{town}{village}的{local}{person}挨家挨户敲门，一天走访{people}{n}户。",
    "当天，{town}成立{team}{few}支，{group}{n}人报名参加。",
    "{county}{bureau}检查企业{n}家，发现{trouble}{few}处，当场整改{few2}处。",
    "为保障{work}，县财政安排资金{n}万元，购置{machine}{few}台、{thing}{many}个。",
    "{bureau}局长{person}介绍，全县{crop}种植面积{many}亩，已收获{n}亩。",
    "{town}投入{machine}{few}台，清理道路{n}公里，恢复供电{many}户。",
    "{local}{person}说：“水退一尺，人就进一尺，{people}的事不能等。”",
    "{county}计划在{day2}前新建{station}{few}处，培训{group}{n}名。",
    "{town}{village}{people}{person}家中进水，{team}{few}人帮他搬出粮食{n}公斤。",
    "{county}将{town}等{few}个乡镇划分为{n}个网格，每个网格配备{group}{few2}名。",
    "县医院派出医疗队{few}支，巡诊{people}{many}人次，发放药品{n}份。",
    "{day}，{post}{person}到{town}检查{work}，看望{people}{few}户。",
    "{county}{bureau}印发《关于做好{work}工作的通知》，明确责任人{n}名。",
    "{town}推行“{few}包一”办法，由{group}包联{people}{n}户，做到不漏一户。",
    "没有收到预警的{people}不足{few}户，{bureau}已责成{town}逐户补报。",
    "{county}劝返外来车辆{n}台，{station}登记人员{many}人次。",
    "{body}经理{person}带着{group}{few}名，把{thing}{n}箱送到{village}。",
)
_LEADS: Final = (
    "{paper}讯（记者 {person}）{day}，{county}遭遇入汛以来最强降雨。",
    "本报讯 {day}以来，{county}把{work}作为头等大事，干群齐动手。",
    "{county}{town}{village}，{local}{person}清晨{hour}时就上了路。",
)
_HEADLINES: Final = (
    "{county}：{n}名{group}奔忙在一线",
    "{town}{work}见闻",
    "{county}{work}动员部署会召开",
    "一条路 {few}个日夜",
)


def page(number: int, seed: str = SEED) -> str:
    """The page of a number: a headline, a lead, and four to nine sentences in two paragraphs."""
    chance = random.Random(f"{seed} {number}")
    slots = _Slots(chance)
    count = chance.randint(4, 9)
    body = [slots.fill(shape) for shape in chance.sample(_SHAPES, count)]
    half = count // 2
    lead = slots.fill(chance.choice(_LEADS)) + "".join(body[:half])
    headline = slots.fill(chance.choice(_HEADLINES))
    return f"{headline}\n\n　　{lead}\n　　{''.join(body[half:])}\n"


def county(number: int, seed: str = SEED) -> str:
    """The county that a page is about."""
    return _Slots(random.Random(f"{seed} {number}"))["county"]


def pages(count: int, seed: str = SEED) -> Iterator[tuple[str, str]]:
    """So many pages, each behind its file's name."""
    return ((f"{number:07}.txt", page(number, seed)) for number in range(count))


def write(folder: Path, count: int, seed: str = SEED) -> None:
    """Write so many pages into a folder, a thousand in each folder of it."""
    for number, (name, text) in enumerate(pages(count, seed)):
        place = folder / f"{number // 1000:05}"
        if number % 1000 == 0:
            place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")


class _Slots:
    """What may stand in a shape: county, towns and days of the page, the rest each time anew."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._county = chance.choice(_counties())
        self._towns = [self._stem() + chance.choice(("镇", "乡", "街道")) for _ in range(3)]
        self._villages = [self._stem() + chance.choice(("村", "社区")) for _ in range(4)]
        self._month, self._first = chance.randint(1, 12), chance.randint(1, 20)
        self._made: dict[str, Callable[[], str]] = {
            "county": lambda: self._county,
            "town": lambda: self._towns[0],
            "town2": lambda: self._towns[1],
            "village": lambda: chance.choice(self._villages),
            "person": self._person,
            "day": lambda: f"{self._month}月{self._first}日",
            "day2": lambda: f"{self._month}月{self._first + chance.randint(1, 8)}日",
            "hour": lambda: str(chance.randint(1, 23)),
            "few": lambda: str(chance.randint(2, 19)),
            "few2": lambda: str(chance.randint(1, 9)),
            "n": lambda: str(chance.randint(20, 999)),
            "many": self._many,
            "paper": lambda: self._county[:2] + chance.choice(_CHOICES["paper"]),
            "thing2": lambda: chance.choice(_CHOICES["thing"]),
        }

    def fill(self, shape: str) -> str:
        """The shape with something in each of its slots."""
        return shape.format_map(self)

    def __getitem__(self, slot: str) -> str:
        if (make := self._made.get(slot)) is not None:
            return make()
        return self._chance.choice(_CHOICES[slot])

    def _stem(self) -> str:
        return "".join(self._chance.sample(_STEMS, 2))

    def _person(self) -> str:
        chance = self._chance
        return chance.choice(_SURNAMES) + "".join(chance.sample(_GIVEN, chance.randint(1, 2)))

    def _many(self) -> str:
        number = self._chance.randint(1000, 99_999)
        return str(number) if self._chance.random() < 0.6 else f"{number / 10_000:.2f}万"


@cache
def _counties() -> tuple[str, ...]:
    gazetteer = load_gazetteer()
    found = {
        one.name
        for province in gazetteer.provinces()
        for city in gazetteer.children(province)
        for one in (*gazetteer.children(city), city)
        if one.level == COUNTY and one.name.endswith("县") and len(gazetteer.find(one.name)) == 1
    }
    return tuple(sorted(found))


def main() -> None:
    """Write pages into a folder."""
    parser = argparse.ArgumentParser(description="Pages that nobody wrote.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", default=SEED)
    asked = parser.parse_args()
    write(asked.folder, asked.count, asked.seed)


if __name__ == "__main__":
    main()
