"""Invented pages for the tests of the page layout, and the ways in which they are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

SNOW = (
    "1月5日清晨，云山县遭遇入冬以来最大降雪，县城主要道路积雪达12厘米。县交通运输局出动铲车30台，"
    "组织养护工人260余人上路清雪，至中午12时，城区14条主干道恢复通行。",
    "“路通了，菜才进得来。”青石镇农贸市场负责人崔小满一大早就守在路口。镇政府调来撒盐车2台，"
    "党员干部分成6个小组，把市场周边的冰面清了一遍，还给摊贩送去防滑垫80块。",
    "据了解，云山县此前已储备融雪剂150吨，并与邻近两县签订了互助协议。下一步，全县将对农村公路的"
    "弯道、桥面逐处排查，确保群众出行平安。",
)
SCHOOL = (
    "“老师，我的作业写好了。”1月7日下午，清源社区的四点半课堂里坐满了孩子。课堂由社区党支部"
    "开办，12名大学生志愿者轮流辅导，每周开课5次。",
    "社区书记田一禾介绍，辖区内双职工家庭多，放学后孩子无人照看。去年秋天，社区腾出活动室两间，"
    "购置桌椅40套，先后服务学生1300多人次。",
)


@dataclass(frozen=True)
class Setting:
    """How a page is set: its line width in characters, indentation, space between paragraphs."""

    width: int = 0
    indent: str = ""
    between_lines: str = "\n"
    between_paragraphs: str = "\n\n"


def wrap(paragraph: str, setting: Setting) -> str:
    """The paragraph in lines of the setting's width; no line begins with a closing mark."""
    if not setting.width:
        return setting.indent + paragraph
    text = setting.indent + paragraph
    cuts = [0]
    while cuts[-1] + setting.width < len(text):
        cut = cuts[-1] + setting.width
        while cut < len(text) and text[cut] in "，。、；：！？”）":
            cut += 1
        cuts.append(cut)
    lines = [text[start:end] for start, end in pairwise([*cuts, len(text)])]
    return setting.between_lines.join(line for line in lines if line)


def body(paragraphs: Sequence[str], setting: Setting) -> str:
    """Several paragraphs as the setting has them."""
    return setting.between_paragraphs.join(wrap(each, setting) for each in paragraphs)
