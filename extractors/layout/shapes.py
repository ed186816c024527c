"""What a line or a paragraph is by its look alone: folio, editors, byline, dateline, caption.

Each pattern describes the genre, never a page. All are anchored or see only the first or last
few dozen characters, so that a line of any length costs no more than its own length.
"""

from __future__ import annotations

import re
from functools import cache

from ontology.lexicon import load_lexicon

_MEDIUM = r"[一-鿿A-Za-z]{2,12}?(?:社|报|网|台|中心|客户端|新闻|发布|在线|融媒体?)"
_DAY = r"(?:\d{1,2}月)?\d{1,2}日"
_NEXT = r"(?=[ \u3000（(：:]|记者|通讯员|近日|日前|昨|今|\d)"
DATELINE = re.compile(
    r"(?:[【\[]?本[报刊台网站][ \u3000]*(?:(?:(?!记者|通讯)[一-鿿]){0,6}?快?讯(?!员)|消息"
    rf"|{_DAY}[一-鿿]{{2,6}}?[讯电]|[一-鿿]{{0,6}}{_DAY}[ \u3000]*(?:讯|电|消息))[】\]]?"
    rf"|{_MEDIUM}[一-鿿]{{0,8}}?{_DAY}[ \u3000]*(?:讯|电|消息)"
    rf"|{_MEDIUM}[ \u3000]*讯{_NEXT}"
    rf"|[一-鿿]{{2,8}}?{_DAY}[ \u3000]*[电讯]{_NEXT}"
    rf"|{_DAY}[ \u3000]*[电讯](?=[ \u3000]*[（(])|又讯(?=[:： \u3000]|\d)"
    r"|[一-鿿]{2,8}?快?讯(?=[ \u3000]*[（(]))"
    r"[ \u3000]*(?:[（(][^（()）]{2,60}[）)])?[ \u3000]*"
    r"(?:(?:本报)?(?:见习|实习|特约)?(?:记者|通讯员)[^。，：:“”]{2,40}?报[道导])?"
    r"[ \u3000]*[:：]?[ \u3000]*"
)
DATELINE_NAMES = re.compile(
    r"(?P<names>[（(][^（()）]{2,60}[）)]|(?:本报)?(?:见习|实习|特约)?(?:记者|通讯员)"
    r"[^。，：:“”]{2,40}?(?=报[道导]|[ \u3000]*\Z))"
)
JUMP_TO = re.compile(r"[ \u3000]*[（(](?:下转|转)[^（()）]{1,12}版[^（()）]{0,12}[）)]\Z")
JUMP_FROM = re.compile(r"[（(](?:上接|紧接)[^（()）]{1,20}[）)][ \u3000]*")
CAPTION = re.compile(
    r"(?:图为|图[一二三四五六七八九十\d]{1,2}[:：为 ]|[上下左右]图|题图|照片[:：]|资料图|[▲▼△↑↓←→])"
)
BULLETS = frozenset("■□▲△▼◆◇●○★☆◎▶►•※")
ITEM_MARKS = frozenset("▲▼△")
_DATE = (
    r"(?:(?:\d{4}|[〇零○Ｏ一二三四五六七八九]{4})年"
    r"[ \u3000]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"[ \u3000]*(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)"
)
_LUNAR = (
    r"(?:农历|夏历)?(?:[一-鿿]{2}年)?闰?[正一二三四五六七八九十冬腊]{1,2}月"
    r"(?:初|十|廿|二十|三十)[一二三四五六七八九十]?"
)
_SECTION = (
    r"要闻|综合|新闻|专版|专题|时政|民生|广告|副刊|社会|经济|视点|聚焦|乡村|教育|健康|法治|文旅"
)
_CORNER_PIECE = re.compile(
    rf"[A-Z]?\d{{1,2}}版?(?:{_SECTION})?|(?:{_SECTION})(?:新闻|版)?|[一-鿿]{{2,6}}(?:报|新闻|发布|在线|周刊|融媒)"
)
_PLACED = re.compile(
    rf"{_DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|第?[ \u3000]*[A-Z]?\d{{1,3}}[ \u3000]*版"
    rf"|.*第.*期|农历.+|{_LUNAR}"
)
_FOLIO_TOKEN = re.compile(
    rf"{_DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}|星期[一二三四五六日天]"
    rf"|农历[一-鿿]{{2,10}}|{_LUNAR}"
    r"|第?[ \u3000]*[A-Z]?\d{1,3}[ \u3000]*版|[A-Z]\d{1,2}"
    r"|(?:总|新)?第[ \u3000]*\d{1,6}[ \u3000]*期"
    r"|[一-鿿]{2,7}报"
    rf"|{_SECTION}|[ \u3000|｜/·—:：（）()]+|(?<![\d.])[A-Z]?\d{{1,2}}(?![\d.])"
)


_COLUMN_MARKS = "【】[]「」■▲◆●"
_LONGEST_COLUMN = 6
_QUOTED = re.compile(r"\A“[^”]{1,40}”")


def is_folio(text: str) -> bool:
    """
    Whether a line is a page's head or foot: paper, date, weekday, page number, hardly else.

    >>> is_folio("云山日报　2022年4月7日　星期四　第3版"), is_folio("2022年4月7日，云山县开会")
    (True, False)
    >>> is_folio("03　要闻　云山晚报"), is_folio("云山新闻｜民生")
    (True, True)
    """
    tokens = [match.group() for match in _FOLIO_TOKEN.finditer(text)]
    dated = any(_PLACED.fullmatch(token) for token in tokens)
    rest = len(text) - sum(map(len, tokens))
    if _is_corner(text):
        return True
    return dated and len(text) <= 60 and rest <= 8 and not any(char in text for char in "，。")


def _is_corner(text: str) -> bool:
    """Whether a line is made of nothing but a page's number, its section and the paper's name."""
    pieces = re.split(r"[ \u3000|｜/·—]+", text[:30]) if len(text) <= 30 else []
    return len(pieces) > 1 and all(map(_CORNER_PIECE.fullmatch, pieces))


HEADER = re.compile(
    rf"(?:{_DATE}|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}})(?:[ \u3000]+\d{{1,2}}:\d\d(?::\d\d)?)?"
    r"(?:[ \u3000]*星期[一二三四五六日天])?(?:[ \u3000].{0,30})?"
    r"|.{0,16}(?:第?[ \u3000]*[A-Z]?\d{1,3}|第[ \u3000]*[一二三四五六七八九十]{1,2})[ \u3000]*版"
    r"(?:[ \u3000].{0,40}|[一-鿿]{2,6})?"
    r"|[A-Z]?\d{1,3}[ \u3000]+(?:要闻|综合|时政|民生|新闻|专版|专题|广告|副刊|社会|经济|视点|聚焦)"
    r"|(?:要闻|综合新闻|本地新闻|时政要闻|民生新闻|新闻|专版|专题)[ \u3000]+[A-Z]?\d{1,3}"
    r"|(?:总|新)?第[ \u3000]*[\d一二三四五六七八九十百]{1,6}[ \u3000]*期(?:[ \u3000（(].{0,30})?"
    r"|.{0,14}(?:简报|信息|专报|快报|通讯)[ \u3000]*[（(]?第[ \u3000]*\d+[ \u3000]*期[）)]?"
    r"|(?:工作|情况|信息)?(?:工作简报|简报|专报|快报|工作动态|情况反映)"
    r"|(?:来源|发布时间|发布日期|日期|时间|浏览次数|阅读|点击|字号|信息来源|文章来源|索引号|发文字号"
    r"|分享到|打印|当前位置|字体)[ \u3000]*[:：].{0,80}"
    rf"|.{{2,40}}[ \u3000]+{_DATE}"
    r"|[（(](?:下转|上接|紧接).{1,12}[）)]|[－—-]+[ \u3000]*\d{1,3}[ \u3000]*[－—-]+|\d{1,3}"
    r"|[一-鿿]{2,12}[〔\[（(]\d{4}[〕\]）)][ \u3000]*第?\d{1,4}[ \u3000]*号"
    r"|[\[【]关键词[\]】].{0,60}|(?:抄送|抄报|主送|报送|发送|印发)[ \u3000]*[:：].{0,80}"
    r"|国内统一(?:连续出版物|刊)号.{0,40}|邮发代号.{0,30}|(?:https?://|www\.)\S{3,80}"
)
_EDITOR_ROLE = (
    r"(?:本版|本期|责任|值班|执行|见习|版面|网络|新媒体|栏目|图片|视觉|新闻|报料|投稿){0,2}"
    r"(?:编辑|责编|校对|校检|组版|版式|美编|审核|审校|编审|主编|终审|一审|二审|三审|初审|复审|监制|排版|设计|制图|统筹|策划|签发|编发"
    r"|电话|邮箱|热线|E-?mail)"
)
_EDITOR_ITEM = (
    rf"[■□●◎]?{_EDITOR_ROLE}(?:[ \u3000]*[:：/][ \u3000]*|[ \u3000]+)"
    r"(?:[一-鿿·]{1,8}(?:[ \u3000][一-鿿](?![一-鿿]))?|[\w.@-]{5,40})[ \u3000|｜；;、，]*"
)
EDITOR = re.compile(rf"[（(\[【]?(?:{_DATE}[ \u3000|｜]*)?(?:{_EDITOR_ITEM})+[）)\]】]?")
SECTION_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、．.]|[（(][一二三四五六七八九十\d]{1,3}[）)]"
    r"|第[一二三四五六七八九十]{1,3}[章节部分]+|\d{1,2}[、．.](?!\d)|[①-⑳])"
)

STRONG_END = re.compile(r"(?:[。！？!?]|……|…)[”’」』）)】》]*\Z")
SOFT_END = re.compile(r"[：；:;][”’」』）)]*\Z")
CONTINUES = re.compile(
    r"[a-z，,、。；;：:！？!?”’」』）)》】…％%]|的|了(?!解)|着(?!力|眼|手|重)|等(?!候|待|到)|及(?!时|早)"
)
HEADLINE_TAIL = re.compile(r"[，,、；;：:（(《“‘【的和与及在将把被向对于从并或]\Z")
SUBTITLE = re.compile(r"[—－-]{2,}|―+|——")
BRIEF_OPENING = re.compile(
    r"(?:近日|近期|日前|昨日|昨天|今日|连日来|近段时间|本报讯|\d{1,2}月\d{1,2}日|\d{1,2}日|(?:本|上)周)"
)
NEWS_OPENING = re.compile(rf"{BRIEF_OPENING.pattern}|(?:次日)?\d{{1,2}}[:：]\d\d")
NUMBER_BEHIND = re.compile(
    r"[（(〔]?第?[ \u3000]*[\d一二三四五六七八九十]{1,4}[ \u3000]*号?[）)〕]?\Z"
)
AUTHOR = re.compile(
    r"(?:作者|记者|撰稿|供稿)[:：][ \u3000]*[一-鿿·]{2,12}"
    r"(?:[、 \u3000][一-鿿·]{2,4}(?![一-鿿:：]))*"
)
SALUTATION = re.compile(r"[^。，；]{2,24}[：:]\Z")
SPEAKER = re.compile(r"(?:问|答|[QA]|记者|主持人|读者|网友|编者按)[:：]")
DIARY_DAY = re.compile(
    r"(?:第[一二三四五六七八九十]{1,2}天[ \u3000]*)?(?:\d{4}年)?\d{1,2}月\d{1,2}日"
    r"(?:[ \u3000]*星期[一二三四五六日天])?(?:[ \u3000]+[一-鿿\d℃ ]{1,12})?"
)
ASIDE = re.compile(r"[。？！?!][”」]?[（(][^（()）]{2,20}[）)]\Z")
MARKED = re.compile(r"[■□▲△◆◇●○★☆◎▶►▪◼•※]|【[^】]*】\Z|[一二三四五六七八九十]{1,3}[、．.]")
DAY_ALONE = re.compile(rf"(?:[一-鿿]{{4,30}}[ \u3000]*)?{_DATE}")


def is_column_title(text: str) -> bool:
    """
    Whether a line is the title of a column of short items.

    >>> is_column_title("【基层动态】"), is_column_title("民生速递"), is_column_title("动态管理")
    (True, True, False)
    """
    words = text.strip(_COLUMN_MARKS)
    lexicon = load_lexicon()
    if len(words) > _LONGEST_COLUMN:
        return False
    ended = words.endswith(tuple(lexicon.forms("column_ending")))
    return ended or lexicon.marks(words, "column_title")


def goes_on(text: str) -> bool:
    """
    Whether a paragraph opens as one does that goes on from others: 此外, 他, 该镇, “…”他说.

    >>> goes_on("此外，全镇出动300人。"), goes_on("“雪停了。”他说。"), goes_on("近日，雪停了。")
    (True, True, False)
    """
    behind = _QUOTED.sub("", text[:60], count=1)
    return text.startswith(_going_on()) or (behind != text[:60] and behind.startswith(_going_on()))


@cache
def _going_on() -> tuple[str, ...]:
    return tuple(sorted(load_lexicon().forms("opening_on")))


def unclosed(text: str) -> bool:
    """
    Whether a quotation or bracket that the text opens stays open, or one closes unopened.

    >>> unclosed("“扫雪先锋"), unclosed("“扫雪先锋”到岗")
    (True, False)
    """
    return any(
        text.count(left) != text.count(right) for left, right in ("“”", "‘’", "《》", "（）")
    )
