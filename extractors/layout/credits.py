"""Who wrote or photographed: bylines and photo credits, read token by token.

A credit is a run of role words (记者, 通讯员, 文/图, 摄) and names; it stands in a line of its own,
in brackets behind the last sentence, or bare behind it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from extractors.layout.lines import is_wide
from ontology.lexicon import load_lexicon

WINDOW = 90

_BULLETS = "□■○◎●◆△▲☐"
_BYLINE_BULLETS = "□☐"  # the others head sections too (■ 保供), so that names must look like names
_BYLINE_BRACKETS = "（([〔"  # 【】 hold the label of a column or a section (【人物】)
_BRACKETS = {"（": "）", "(": ")", "【": "】", "[": "]", "〔": "〕"}
_SEPARATORS = re.compile(r"[\s、，,;；|｜]+")
_ROLE = re.compile(
    r"(?P<before>[一-鿿]{0,12}?)(?P<role>记者|通讯员|实习生|特约撰稿人?|撰稿人?|供稿人?|供图|来稿|报送"
    r"|摄影|摄像|作者|执笔|整理|文字|图片|文/图|图/文|文图|图文|文/摄|文|图)(?P<colon>[:：/]?)(?P<rest>.*)"
)
_ALONE = {"文/图", "图/文", "文图", "图文", "文/摄", "文", "图", "文字", "图片", "整理", "报送"}
_ENDING = re.compile(
    r"(?P<name>.*?)(?P<end>整理|文/图|图/文|文图|图文|摄影报道|图文报道|文并摄|综合报道|报道|摄影|供图|供稿|/摄|摄)"
)
_MEDIUM = re.compile(
    r"|[一-鿿]*(?:报|刊|台|网|社|媒|媒体|中心|特约|见习|实习|首席|新闻|客户端|杂志|站|本版|驻[一-鿿]{2,4})"
)
_EDITOR = re.compile(
    r"(?:责任编辑|责编|编辑|审核|校对|校核|审校|编审|核稿|核发|签发|监制|记录|主持)[:：]"
)
# To whom a bulletin goes: 报：市委　送：各乡镇
_SENT_TO = re.compile(r"(?:\A|[ \u3000])(?:抄送|抄报|主送|分送|报|送|发)[:：].*", re.DOTALL)
_PHOTO = {"摄", "摄影", "摄像", "/摄", "供图"}
_REPORT = {"文/图", "图/文", "文图", "图文", "文/摄", "摄影报道", "图文报道", "文并摄"}
_NAME = re.compile(r"[一-鿿]{2,4}|[一-鿿]{1,8}(?:[·・•．][一-鿿]{1,8}){1,4}")
_BODY = re.compile(
    r"[一-鿿]{2,16}(?:组|专班|办|办公室|局|委|部|中心|站|室|科|处|院|政府|公司|社|队|会|厅|街道|镇|乡|学校|馆)"
)
_GLUED = re.compile(r"([·・•．][一-鿿]{1,8}?)(?=(?:本报)?(?:记者|通讯员))")
_ROLE_WORD = re.compile(r"记者|通讯员|实习生|摄影|撰稿|供稿|文|图|摄")
_STOCK = re.compile(
    r"[（(]?(?:资料图片?|资料照片|图片资料|(?:受访者|受访单位|本报通讯员|网友|通讯员)供图|图片来[自源].{1,16})[）)]?"
)
_START = re.compile(
    r"[（(][^（()）。，]{2,40}[）)][ \u3000]*"
    r"|本[报刊台网站][ \u3000]?记者[ \u3000]+[一-鿿 \u3000]{2,24}(?=[0-9“])"
    r"|[□☐]?[ \u3000]*(?:本[报刊台网站])?[ \u3000]?(?:特约)?(?:记者|通讯员)[ \u3000]+"
    r"(?:[一-鿿·]{2,4}[ \u3000]+|[一-鿿][ \u3000][一-鿿][ \u3000]+){1,5}"
    r"(?:[（(][^（()）。，]{2,16}[）)][ \u3000]*)?(?=[一-鿿0-9“]{5})"
)
_SENTENCE_END = re.compile(r"[。！？…!?][”’」』）)】]*")


@dataclass(frozen=True, slots=True)
class Credit:
    """
    Names that a byline gives, and what for.

    ``photo`` says that it credits a picture only (摄), ``report`` that the text and its picture
    are one small article of its own (摄影报道, 文/图). ``unsure`` says that the words behind a
    bullet may as well be a section's heading (■ 保供).
    """

    names: tuple[str, ...]
    photo: bool = False
    report: bool = False
    unsure: bool = False


def read_credit(text: str) -> Credit | None:
    """
    The credit that a whole line or bracket is, or nothing if it is something else.

    >>> read_credit("本报记者 田一禾 通讯员 欧阳青")
    Credit(names=('田一禾', '欧阳青'), photo=False, report=False, unsure=False)
    >>> read_credit("（石　安　崔小满）").names
    ('石安', '崔小满')
    >>> read_credit("田一禾 摄").photo
    True
    >>> read_credit("（作者：石 安）").names, read_credit("文/石安 图/崔小满").names
    (('石安',), ('石安', '崔小满'))
    >>> read_credit("（资料图片）").photo
    True
    >>> read_credit("（县融媒体中心 石安）").names
    ('石安',)
    >>> read_credit("记者走进田间地头"), read_credit("（完）"), read_credit("【人物】")
    (None, None, None)
    >>> read_credit("（市民 石先生）"), read_credit("（读者）")
    (None, None)
    >>> read_credit("■ 护 苗").unsure, read_credit("■石安").unsure
    (True, False)
    """
    if len(text) > WINDOW:
        return None
    text = text.strip()
    if _STOCK.fullmatch(text):
        return Credit((), photo=True)
    bullet = text[:1] if text[:1] in _BULLETS else ""
    trusted = bullet != ""
    text = text.strip(_BULLETS + " \u3000")
    bracketed = len(text) > 2 and _BRACKETS.get(text[0]) == text[-1]
    if bracketed:
        trusted = trusted or text[0] in _BYLINE_BRACKETS
        text = text[1:-1].strip()
    if sent := _SENT_TO.search(text):
        text = text[: sent.start()].strip()
        if not text:
            return Credit(())
    credit = _parse(text, trusted=trusted)
    if credit is None or bullet == "" or bullet in _BYLINE_BULLETS:
        return credit
    return replace(credit, unsure=_parse(text, trusted=False) is None and not _all_named(text))


def is_unsure(text: str) -> bool:
    """Whether a line that can be read as a byline can as well be read as a section's heading."""
    credit = read_credit(text)
    return credit is not None and credit.unsure


def are_names(text: str) -> bool:
    """
    Whether a line without a role word holds names and nothing else.

    >>> are_names("石小安"), are_names("石 安　崔小满"), are_names("安民")
    (True, True, False)
    """
    tokens = _tokens(text.strip())
    single = len(tokens) == 1 and len(text.strip()) == 2
    return 0 < len(tokens) <= 3 and not single and _all_named(text.strip())


def names_in(text: str) -> tuple[str, ...]:
    """The words of a line that holds names and nothing else."""
    return tuple(dict.fromkeys(_tokens(text.strip())))


def _all_named(text: str) -> bool:
    """Whether words can only be names by their look: a surname and one or two characters more."""
    tokens = _tokens(text)
    longest = [4 if token[:2] in _surnames() else 3 for token in tokens]
    return all(
        _is_name(token, False) and (len(token) <= size or not token.isalpha())
        for token, size in zip(tokens, longest, strict=True)
    )


def roles_in(text: str) -> frozenset[str]:
    """
    The roles that a byline names.

    >>> sorted(roles_in("本报记者 石安 通讯员 崔小满"))
    ['记者', '通讯员']
    """
    return frozenset(_ROLE_WORD.findall(text[:WINDOW]))


def find_end_credit(text: str) -> tuple[int, Credit] | None:
    """
    The credit behind a text's last sentence: where it starts, and what it says.

    >>> find_end_credit("道路恢复通行。 （石安 崔小满）")
    (8, Credit(names=('石安', '崔小满'), photo=False, report=False, unsure=False))
    >>> find_end_credit("道路恢复通行。（完）") is None
    True
    """
    tail_start = max(0, len(text) - WINDOW)
    tail = text[tail_start:].rstrip()
    start = -1
    if tail[-1:] in _BRACKETS.values():
        start = max(tail.rfind(opening) for opening in _BRACKETS)
        if start > 0 and not _SENTENCE_END.search(tail[max(0, start - 4) : start].rstrip()):
            start = -1
    if start < 0:
        start = max((end.end() for end in _SENTENCE_END.finditer(tail)), default=-1)
    if start <= 0 or start >= len(tail):
        return None
    credit = read_credit(tail[start:])
    if credit is None:
        return None
    start += len(tail[start:]) - len(tail[start:].lstrip())
    return tail_start + start, credit


def find_start_credit(text: str) -> tuple[int, Credit] | None:
    """
    The credit before a text's first sentence: where it ends, and what it says.

    >>> find_start_credit("（石安）柳林镇的大棚倒了。")[0]
    4
    >>> find_start_credit("本报记者 石安4月2日，柳林镇的大棚倒了。")[1].names
    ('石安',)
    >>> find_start_credit("（一）摸清底数。"), find_start_credit("记者石安走进大棚。")
    (None, None)
    """
    match = _START.match(text)
    if match is None or match.end() == len(text.rstrip()):
        return None
    credit = read_credit(re.sub(r"(?<=.)[（(].*", "", match.group()).strip())
    return (match.end(), credit) if credit is not None and credit.names else None


def _parse(text: str, *, trusted: bool) -> Credit | None:
    tokens = [part for token in _tokens(text) for part in (_divided(token) if trusted else [token])]
    names: list[str] = []
    roles: list[str] = []
    trusted = trusted or (len(tokens) > 1 and tokens[-1] in _REPORT | _PHOTO)
    for position, token in enumerate(tokens):
        sure = trusted or bool(roles)
        last = position == len(tokens) - 1
        read = _read_ending(token, bool(names), sure) if last else None
        read = read or _read_role(token, trusted) or _read_name(token, sure)
        if read is None:
            return None
        roles += [read[0]] if read[0] else []
        names += [read[1]] if read[1] else []
    if not tokens or not (roles or (trusted and names)) or any(map(_is_no_name, names)):
        return None
    persons = [name for name in names if not _BODY.fullmatch(name)]
    edited = any(map(_EDITOR.match, tokens)) or "整理" in roles
    if persons or edited:
        names = persons  # (县融媒体中心 石安): who wrote it, not for whom
    photo = roles != [] and all(role in _PHOTO for role in roles[-1:])
    report = any(role in _REPORT for role in roles)
    return Credit(tuple(dict.fromkeys(names)), photo, report and not photo)


def _is_no_name(name: str) -> bool:
    """Whether a word stands where names do but names no author: 完, 市民, 苟先生."""
    lexicon = load_lexicon()
    if lexicon.marks(name, "no_author") or name.endswith(tuple(lexicon.forms("courtesy"))):
        return True
    return "PopulationGroup" in lexicon.heads.get(name, ())


def _surnames() -> frozenset[str]:
    return load_lexicon().surnames


def _tokens(text: str) -> list[str]:
    """The words of a credit; two single characters side by side are one letter-spaced name."""
    tokens: list[str] = []
    half = False
    for word in _SEPARATORS.split(_GLUED.sub(r"\1 ", text)):
        if half and len(word) == 1 and word not in _ALONE:
            tokens[-1] += word
            half = False
        elif word:
            tokens.append(word)
            last = word[-1]
            alone = len(word) == 1 or word[-2] in ":：/"
            half = alone and is_wide(last) and word not in _ALONE
    return tokens


def _read_role(token: str, trusted: bool) -> tuple[str, str] | None:
    """A role word with the name glued to it, if there is one; an editor's counts for nobody."""
    if _EDITOR.match(token):
        return ("", "")
    match = _ROLE.fullmatch(token)
    if match is None or not _MEDIUM.fullmatch(match["before"]):
        return None
    role, rest, marked = match["role"], match["rest"], match["colon"] != ""
    if role in _ALONE and (match["before"] or rest) and not marked:
        return None
    if rest and not ((marked and _BODY.fullmatch(rest)) or _is_name(rest, trusted or marked)):
        return None
    return (role, rest)


def _read_name(token: str, trusted: bool) -> tuple[str, str] | None:
    named = _is_name(token, trusted) or (trusted and _BODY.fullmatch(token))
    return ("", token) if named else None


def _divided(token: str) -> list[str]:
    """
    A word of five or six characters that is two names, the space between them lost at a line's end.

    >>> _divided("田一禾吴小满"), _divided("田一禾"), _divided("企业服务组")
    (['田一禾', '吴小满'], ['田一禾'], ['企业服务组'])
    """
    if len(token) in (5, 6) and token[0] in _surnames() and not _BODY.fullmatch(token):
        for cut in (3, 2):
            if token[cut] in _surnames() and 2 <= len(token) - cut <= 3:
                return [token[:cut], token[cut:]]
    return [token]


def _read_ending(token: str, named: bool, trusted: bool) -> tuple[str, str] | None:
    """The last word of a credit: 文/图, 摄, 摄影报道, alone or behind a name."""
    match = _ENDING.fullmatch(token)
    if match is None or not (match["name"] or named):
        return None
    name = match["name"]
    if name and not (_is_name(name, trusted) or (trusted and _BODY.fullmatch(name))):
        return None
    return (match["end"], name)


def _is_name(token: str, trusted: bool) -> bool:
    """Whether a word can be a person's name; without a role word beside it, only by its surname."""
    if not _NAME.fullmatch(token):
        return False
    return trusted or not token.isalpha() or bool({token[0], token[:2]} & _surnames())
