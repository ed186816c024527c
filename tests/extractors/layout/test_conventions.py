"""What local papers do on a page, one small page for each convention."""

from __future__ import annotations

import re

import pytest

from extractors.document import Document
from extractors.layout import read_page

A = (
    "3月8日，松阳县召开春茶生产会，部署茶园防冻。县农业农村局派出技术员42名，分赴11个乡镇指导。\n"
    "“怕的是倒春寒。”大东坝镇茶农叶根土说，镇里给他送来了遮阳网600米。"
)
B = (
    "走进横樟村，老祠堂里传来琅琅书声。村里把闲置三年的祠堂改成书屋，藏书4600册。\n"
    "书屋由退休教师包玉莲照看，周末有20多个孩子来看书。"
)
C = (
    "连日来，县公安局交警大队在国道沿线设置检查点9处，查处超载货车37辆。\n"
    "大队长郑文峰要求，对屡教不改的一律上限处罚，不得说情。"
)
NEWLINE = "\n"
LONG = "松阳县春茶产区共有茶园15.3万亩，涉及茶农近10万人，今年春茶产量预计增长一成。"


def wrapped(text: str, width: int = 17) -> str:
    """Paragraphs begun with one space, cut into lines, an empty line behind each."""
    lines = [
        paragraph[start : start + width]
        for paragraph in (f" {each}" for each in text.split("\n"))
        for start in range(0, len(paragraph), width)
    ]
    return "\n\n".join(lines)


# name: page, the articles as headline | authors | first words | last words
PAGES: dict[str, tuple[str, list[str]]] = {
    "a notice, signed off by its issuer and day, before a report": (
        "松阳县人民政府\n关于禁止野外用火的通告\n松政发〔2023〕5号\n"
        "为预防森林火灾，现将有关事项通告如下：\n一、禁火期为3月1日至5月10日。\n"
        "二、禁火期内禁止一切野外用火。\n特此通告。\n松阳县人民政府\n2023年2月25日\n\n"
        f"春茶会开到茶园里\n本报记者 叶青\n{A}\n",
        [
            "松阳县人民政府 关于禁止野外用火的通告||为预防森林|特此通告。",
            "春茶会开到茶园里|叶青|3月8日，松阳|遮阳网600米。",
        ],
    ),
    "a byline at a text's end, the next headline right below": (
        f"春茶会开到茶园里\n{A}（叶青）\n老祠堂变身新书屋\n{B}（包小舟）\n",
        [
            "春茶会开到茶园里|叶青|3月8日|600米。",
            "老祠堂变身新书屋|包小舟|走进横樟|来看书。",
        ],
    ),
    "a dateline for each report, no empty line": (
        f"春茶会开到茶园里\n本报松阳讯 {A}\n超载货车被拦下\n本报讯（通讯员 包小舟）{C}\n",
        ["春茶会开到茶园里||3月8日|600米。", "超载货车被拦下|包小舟|连日来|不得说情。"],
    ),
    "labels in brackets above headlines": (
        f"【春耕·一线】\n春茶会开到茶园里\n{A}\n（叶青）\n\n【乡村·文化】\n老祠堂变身新书屋\n"
        f"{B}\n（包小舟）\n",
        [
            "春茶会开到茶园里|叶青|3月8日|600米。",
            "老祠堂变身新书屋|包小舟|走进横樟|来看书。",
        ],
    ),
    "section headings of two letters behind a bullet are no names": (
        f"护茶记\n本报记者 叶青\n■ 防　冻\n{A}\n■ 护　路\n{C}\n■ 安　民\n{B}\n",
        ["护茶记|叶青|3月8日|来看书。"],
    ),
    "questions and answers": (
        "热线回音\n问：东门菜场的厕所怎么老是锁着？（市民 吴先生）\n"
        "答：县城管局回复，厕所3月6日起全天开放，"
        "并增派保洁员2名。\n问：城北公交几点收班？（读者 李女士）\n答：末班车延至22时。\n"
        "（整理：叶青）\n",
        ["热线回音|叶青|问：东门|延至22时。"],
    ),
    "items behind triangles under a column's title": (
        f"老祠堂变身新书屋\n本报记者 包小舟\n{B}\n\n民生速递\n"
        "▲3月5日，县人民医院新设夜间门诊，当晚接诊26人。\n"
        "▲城南幼儿园完成扩建，新增学位180个。\n▲县残联向42名残疾人发放轮椅。\n",
        [
            "老祠堂变身新书屋|包小舟|走进横樟|来看书。",
            "民生速递||▲3月5日|发放轮椅。",
        ],
    ),
    "items behind triangles, each of several lines": (
        f"老祠堂变身新书屋\n本报记者 包小舟\n{B}\n\n民生速递\n"
        "▲县人民医院夜间门诊三月五日起开诊当\n晚就接诊了26人，值班医生有4名。\n"
        "▲城南幼儿园的扩建工程上周完成验收新\n增学位180个，新聘教师12名。\n"
        "▲县残联为行动不便的残疾人送去轮椅等\n辅具42件，并上门教会使用。\n",
        [
            "老祠堂变身新书屋|包小舟|走进横樟|来看书。",
            "民生速递||▲县人民|会使用。",
        ],
    ),
    "a byline in brackets before the first sentence, editors behind the last": (
        f"春茶会开到茶园里\n（叶青）{A}\n（供稿：县茶叶专班　审核：吴长林）\n\n"
        f"老祠堂变身新书屋\n□记者 包小舟　{B}（县文化馆整理）\n",
        [
            "春茶会开到茶园里|叶青|3月8日|600米。",
            "老祠堂变身新书屋|包小舟|走进横樟|来看书。",
        ],
    ),
    "another report behind 又讯": (
        f"春茶会开到茶园里\n本报讯（记者 叶青）{A}\n又讯　{C}\n",
        ["春茶会开到茶园里|叶青|3月8日|600米。", "||连日来|不得说情。"],
    ),
    "a diary with hours": (
        f"超载货车被拦下\n{C}\n（叶青）\n\n值班日记（3月9日 雨）\n包小舟\n"
        "7:20　雨没有停，我和老郑把警示牌又往前挪了五十米。\n"
        "10:05　拦下一辆超载的沙石车，司机姓吴，补票、卸货，前后折腾一小时。\n",
        [
            "超载货车被拦下|叶青|连日来|不得说情。",
            "值班日记（3月9日 雨）|包小舟|7:20|一小时。",
        ],
    ),
    "reporter and correspondent on two lines": (
        f"春茶会开到茶园里\n本报记者 叶青\n通讯员 包小舟\n{A}\n",
        ["春茶会开到茶园里|叶青,包小舟|3月8日|600米。"],
    ),
    "the medium before a name writes nothing": (
        f"春茶会开到茶园里\n{A}\n（县融媒体中心 叶青）\n",
        ["春茶会开到茶园里|叶青|3月8日|600米。"],
    ),
    "a picture with a credit that names nobody": (
        f"春茶会开到茶园里\n本报记者 叶青\n{A}\n图为茶农在搭遮阳网。（资料图片）\n",
        ["春茶会开到茶园里|叶青|3月8日|600米。"],
    ),
    "heads and feet of many shapes": (
        "A3　民生　松阳晚报\n二〇二三年三月九日　星期四　癸卯年二月十八\n春茶会开到茶园里\n"
        f"本报记者 叶青\n{A}\n"
        "一审：包小舟　二审：吴越　三审：李明\n新闻热线：0999-1234567\n",
        ["春茶会开到茶园里|叶青|3月8日|600米。"],
    ),
    "a headline of two lines, the first left open": (
        f"老祠堂里的\n“新书屋”\n{B}（叶青）\n\n把茶园搬进\n“云端”\n{A}（包小舟）\n",
        ["老祠堂里的 “新书屋”|叶青|走进|来看书。", "把茶园搬进 “云端”|包小舟|3月8日|600米。"],
    ),
    "headlines gathered at the end, the texts signed at either end": (
        f"本报讯（叶青）{A}\n{LONG}\n{B}\n（包小舟）\n\n松阳县春茶生产忙\n\n老祠堂变身新书屋\n",
        [
            "松阳县春茶生产忙|叶青|3月8日|增长一成。",
            "老祠堂变身新书屋|包小舟|走进|来看书。",
        ],
    ),
    "a text that goes on from another page": (
        f"（上接第1版）{A}\n（叶青）\n\n老祠堂变身新书屋\n{B}（下转第4版）\n",
        ["|叶青|3月8日|600米。", "老祠堂变身新书屋||走进|来看书。"],
    ),
    "hard-wrapped lines, flush, under a headline with a comma": (
        "“先把茶园护住，再抢春茶”\n——松阳县防倒春寒见闻\n"
        "3月8日至10日，松阳县大部出现倒春寒天气，\n"
        "最低气温跌破零度。县农业农村局派出42名技\n术员，分赴11个乡镇指导茶农盖网、熏烟、喷\n"
        "水，三天里抢护茶园6.2万亩。\n"
        "“盖上网，心里就踏实。”大东坝镇茶农叶根\n土说，镇里当天就送来了遮阳网600米。\n（叶青）\n",
        ["“先把茶园护住，再抢春茶” ——松阳县防倒春寒见闻|叶青|3月8日至|600米。"],
    ),
    "a letter with its salutation and its writers": (
        f"给返乡人员的一封信\n亲爱的父老乡亲：\n{LONG}\n请提前3天向村里报备。\n"
        "大东坝镇人民政府\n2023年1月10日\n",
        ["给返乡人员的一封信||亲爱的|报备。"],
    ),
    "an editor's note before the report": (
        f"春茶会开到茶园里\n本报记者 叶青\n编者按：{LONG}\n{A}\n",
        ["春茶会开到茶园里|叶青|编者按|600米。"],
    ),
    "every paragraph begun with a space, empty lines all over, the headline below": (
        f"{wrapped(f'{A}{NEWLINE}{C}{NEWLINE}{B}（通讯员 叶青）')}\n\n春茶会开到茶园里\n",
        ["春茶会开到茶园里|叶青|3月8日|来看书。"],
    ),
    "numbered sections": (
        f"松阳县春季安全生产工作简报\n一、抓会议部署\n{A}\n二、抓路面管控\n{C}\n",
        ["松阳县春季安全生产工作简报||3月8日|不得说情。"],
    ),
    "reports with one paragraph each, headed and unsigned": (
        "县医院开设夜间门诊\n3月5日，县人民医院新设夜间门诊，当晚接诊26人，其中儿童11人。\n\n"
        "城南幼儿园完成扩建\n"
        "3月6日，城南幼儿园完成扩建，新增学位180个，解决了周边三个小区的入园难。\n\n"
        "残疾人领到轮椅\n3月7日，县残联在东门广场向42名残疾人发放轮椅，并上门教会使用。\n",
        [
            "县医院开设夜间门诊||3月5日|11人。",
            "城南幼儿园完成扩建||3月6日|入园难。",
            "残疾人领到轮椅||3月7日|使用。",
        ],
    ),
}  # fmt: skip


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize(("page", "expected"), PAGES.values(), ids=PAGES.keys())
def test_what_papers_do(page: str, expected: list[str]):
    """
    Each article comes back with its headline, its authors and the bounds of its body.
    """
    found = []
    for article, each in zip(read_page(Document("page.txt", page)), expected, strict=True):
        *_, first, last = each.split("|")
        body = squeeze("".join(block.text.text for block in article.blocks))
        starts, ends = body[: len(first)], body[-len(last) :]
        found.append(f"{article.headline}|{','.join(article.authors)}|{starts}|{ends}")
    assert found == expected
