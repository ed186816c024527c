"""Pages set at random as Chinese local papers set them, with the articles that they hold."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from invented_articles import BRIEFS, CAPTIONS, NAMES, NOTICE, TEXTS, Text
from layout_pages import Setting, wrap

SETTINGS = (
    Setting(),
    Setting(between_paragraphs="\n"),
    Setting(indent="　　", between_paragraphs="\n"),
    Setting(indent="　　"),
    Setting(18, "　　", between_paragraphs="\n"),
    Setting(20, "  ", between_paragraphs="\n"),
    Setting(22, between_paragraphs="\n"),
    Setting(24, "　　", between_paragraphs="\n"),
    Setting(26),
    Setting(34, "    ", between_paragraphs="\n"),
    Setting(40, "　　", between_paragraphs="\n"),
)
HEADERS = (
    "",
    "临江日报　2023年6月19日　星期一　第3版　民生",
    "2版 综合新闻　　2023年6月19日 星期一　农历五月初二",
    "2023年6月19日　责编：陆平　美编：白帆　电话：0999-1234567",
    "临江新闻｜要闻",
    "03　要闻　临江晚报",
    "A3　民生　临江日报",
    "二〇二三年六月十九日　星期一　癸卯年五月初二",
    "第3版：民生新闻",
    "临江日报　要闻　2023.6.19 星期一",
    "2023年6月19日 星期一\n农历癸卯年五月初二\n第3版",
)
EDITORS = (
    "", "", "", "责任编辑：陆平　校对：白帆", "本版编辑 陆平　版式 白帆", "新闻热线：0999-1234567",
    "一审：陆平　二审：白帆　三审：石安", "编辑/陆平　校对/白帆", 
    "责编 陆平 | 审核 白帆 | 监制 石安",
    "■责编：陆平　■版式：白帆", "（责任编辑：陆平）", "来源：临江发布",
)  # fmt: skip
KICKERS = ("【一线见闻】", "【基层治理】", "■ 身边的变化")
ABOVE = (
    "本报记者 {0}", "本报记者 {0} 通讯员 {1}", "□ 记者 {0}", "□{0} {1}", "融媒体中心记者 {0} {1}",
    "记者 {0} 通讯员 {1} 文/图", "文/图 {0}", "■本报记者 {0}", "{0} 文/图", "本报全媒体记者　{0}",
    "作者：{0}", "记者｜{0}", "本报首席记者 {0}", "通讯员：{0} {1}", "◎ 记者 {0}", "文/{0} 图/{1}",
    "本报记者 {0}\n通讯员 {1}",
)  # fmt: skip
BELOW = (
    "（{0}）", "（{0} {1}）", "（记者 {0} 通讯员 {1}）", "（本报记者　{0}）", "（文/图 {0}）",
    "（通讯员 {0}）", "（县融媒体中心 {0}）", "(记者 {0})",
    "（{0}、{1}）", "（通讯员 {0} 记者 {1}）", "（{0} 文/图）", "（实习生 {0}）",
    "（供稿：{0}）", "（作者：{0}）",
    "本报记者 {0}", "（记者{0}）", "（{0} 摄影报道）",
)  # fmt: skip
DATELINES = (
    "本报讯（记者 {0} 通讯员 {1}）", "本报讯（{0}）", "本报临江讯（{0} {1}）",
    "本报临江6月19日讯（记者 {0}）", "临江融媒6月19日电（记者 {0}）",
    "本报讯 （{0} 文/图）", "本报讯（记者 {0} 报道）",
    "【本报讯】（记者 {0}）", "临江日报讯（记者{0}）", "新华社临江6月19日电（记者{0}、{1}）",
    "本报6月19日讯 （记者 {0}）", "本报讯　（通讯员 {0}）",
)  # fmt: skip
BARE = ("本报讯 ", "本报临江讯　", "本报讯　记者 {0} 通讯员 {1}报道：")
SECTION_MARKS = ("{}", "■ {}", "●{}", "【{}】", "◆{}")
NUMBERED = ("{n}、{}", "（{n}）{}", "{n}.{}")


@dataclass(frozen=True)
class Wanted:
    """An article as the annotation guide writes it down."""

    headline: str
    authors: tuple[str, ...]
    starts: str
    ends: str
    unit: str


@dataclass
class Page:
    """A page under way: its pieces in order, how it is set, what it holds."""

    setting: Setting
    pieces: list[str] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    look: dict[str, str] = field(default_factory=dict)


def page(seed: int) -> tuple[str, list[Wanted], dict[str, str]]:
    """The text of a page, its articles, and the conventions it follows."""
    rng = random.Random(seed)
    made = Page(rng.choice(SETTINGS))
    position = rng.choices(("above", "below", "gathered"), (0.7, 0.12, 0.18))[0]
    texts = rng.sample(TEXTS, rng.choice((1, 2, 2, 3, 3, 4)))
    position = "above" if len(texts) == 1 else position
    airy = made.setting.between_paragraphs == "\n\n"
    apart = "\n\n" if airy or position != "above" else rng.choice(("\n", "\n\n", "\n\n\n"))
    room = "\n\n" if airy and rng.random() < 0.6 else "\n"
    signs = [_sign(rng, position) for _ in texts]
    if rng.random() < 0.6:
        signs = [(signs[0][0], signs[0][1]) for _ in texts]
    mark = rng.choice(SECTION_MARKS + NUMBERED)
    headlines: list[str] = []
    articles: list[str] = []
    for text, (kind, form) in zip(texts, signs, strict=True):
        kind, form = (
            (kind, form) if text.report or kind != "dateline" else ("end", rng.choice(BELOW))
        )
        lines, wanted = _article(rng, made.setting, text, kind, form, mark)
        headline = "\n".join(text.headline)
        if position == "above" and rng.random() < 0.12:
            headline = f"{rng.choice(KICKERS)}\n{headline}"
        byline = wanted[1]
        top = f"{headline}\n{byline}" if byline else headline
        if position == "above":
            articles.append(f"{top}{room}{lines}")
        elif position == "below":
            articles.append(f"{lines}\n\n{headline}")
        else:
            articles.append(lines)
            headlines.append(headline)
        if rng.random() < 0.25:
            caption = rng.choice(CAPTIONS).format(name=rng.choice(NAMES[:5]))
            articles[-1] += apart + caption
        made.wanted.append(wanted[0])
    if position == "above" and rng.random() < 0.2:
        articles.append(_notice(made, rng))
    if position == "above" and rng.random() < 0.15:
        articles.append(_briefs(made))
    rng.shuffle(headlines)
    header, editor = rng.choice(HEADERS), rng.choice(EDITORS)
    pieces = [
        *([header] if header else []),
        *articles,
        *(["\n".join(headlines)] if headlines else []),
    ]
    pieces += [editor] if editor else []
    look = {
        "position": position,
        "setting": str(made.setting),
        "signs": str([s[0] for s in signs]),
        "mark": mark,
        "apart": repr(apart),
    }
    return apart.join(pieces) + "\n", made.wanted, look


def _sign(rng: random.Random, position: str) -> tuple[str, str]:
    kinds = (
        ("above", "end", "dateline", "bare", "none") if position == "above" else ("end", "dateline")
    )
    weights = (0.3, 0.35, 0.15, 0.12, 0.08) if position == "above" else (0.7, 0.3)
    kind = rng.choices(kinds, weights)[0]
    forms = {"above": ABOVE, "end": BELOW, "dateline": DATELINES, "bare": BARE, "none": ("",)}
    return kind, rng.choice(forms[kind])


def _article(
    rng: random.Random, setting: Setting, text: Text, kind: str, form: str, mark: str
) -> tuple[str, tuple[Wanted, str]]:
    names = rng.sample(NAMES, 2)
    names = [name for i, name in enumerate(names) if f"{{{i}}}" in form]
    sign = form.format(*[*names, "", ""])
    paragraphs = list(text.paragraphs)
    if kind in ("dateline", "bare"):
        paragraphs[0] = sign + paragraphs[0]
    own_line = rng.random() < 0.5
    if kind == "end" and not own_line:
        paragraphs[-1] += sign
    pieces: list[str] = []
    for number, paragraph in enumerate(paragraphs):
        heading = text.sections[number - 1] if 0 < number <= len(text.sections) else ""
        if heading:
            pieces.append(mark.replace("{n}", "一二三四"[number - 1]).format(heading))
        pieces.append(wrap(paragraph, setting))
    if kind == "end" and own_line:
        pieces.append(sign)
    body = setting.between_paragraphs.join(pieces)
    starts, ends = text.paragraphs[0][:15], text.paragraphs[-1][-15:]
    authors = tuple(name.replace(" ", "") for name in names)
    wanted = Wanted("".join(text.headline), authors, starts, ends, text.unit)
    return body, (wanted, sign if kind == "above" else "")


def _notice(made: Page, rng: random.Random) -> str:
    body = made.setting.between_paragraphs.join(
        wrap(each, made.setting) for each in NOTICE.paragraphs
    )
    wanted = Wanted(
        "".join(NOTICE.headline),
        (),
        NOTICE.paragraphs[0][:15],
        NOTICE.paragraphs[-1][-15:],
        NOTICE.unit,
    )
    foot = rng.choice(
        ("2023年6月18日", "榆中县人民政府\n2023年6月18日", "　　　　　　2023年6月18日")
    )
    made.wanted.append(wanted)
    return f"{NOTICE.headline[0]}\n{body}\n{foot}"


def _briefs(made: Page) -> str:
    for brief in BRIEFS:
        made.wanted.append(Wanted("简讯", (), brief[:15], brief[-15:], ""))
    return "简 讯\n" + made.setting.between_paragraphs.join(
        wrap(each, made.setting) for each in BRIEFS
    )
