"""Chunking: words to noun phrases with their types, verbs, markers, quantities and stops."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import Span
from extractors.mentions.areas import AREA, ending_of
from extractors.mentions.bodies import BODY
from extractors.mentions.mention import Chunk, Mention
from extractors.mentions.persons import PERSON
from extractors.tokens import Token
from ontology.lexicon import Lexicon

QUANTITY, TIME, TITLE, QUOTED, STOP = "QUANTITY", "TIME", "TITLE", "QUOTED", "STOP"

_STOPS = frozenset("，。；：！？,;:!?—…\n")
_OPEN, _CLOSE = frozenset("“‘（(「『《〈【["), frozenset("”’）)」』》〉】]")
_LEVELS = frozenset(
    [
        "省",
        "市",
        "县",
        "区",
        "旗",
        "镇",
        "乡",
        "村",
        "社区",
        "街道",
        "州",
        "校",
        "局",
        "苏木",
        "嘎查",
        "盟",
    ]
)
_DETERMINERS = frozenset(
    [
        "各",
        "全",
        "该",
        "本",
        "我",
        "广大",
        "全体",
        "部分",
        "有关",
        "相关",
        "所有",
        "各级",
        "各类",
        "众多",
        "其他",
        "一些",
        "多名",
        "不少",
        "许多",
        "各地",
        "这些",
        "那些",
        "其余",
        "首批",
        "全部",
        "当地",
        "大批",
        "同",
        "此",
        "这",
        "各个",
        "每个",
        "每",
        "某",
        "诸多",
        "多个",
        "多家",
        "该批",
        "上述",
        "前来",
        "这个",
        "这名",
        "该名",
        "有些",
    ]
)
_PRONOUNS = frozenset(
    [
        "他",
        "她",
        "他们",
        "她们",
        "它",
        "其",
        "自己",
        "我们",
        "咱们",
        "大家",
        "它们",
        "双方",
        "当地",
        "对方",
        "前者",
        "后者",
        "我",
        "你",
        "你们",
        "您",
    ]
)
_NOUN_TAGS = ("n", "vn", "an", "s", "j", "b", "eng", "x", "g", "l")
# Verbs that describe the noun behind them far more often than they act on it.
_ATTRIBUTIVE = frozenset(
    [
        "下沉",
        "返乡",
        "独居",
        "留守",
        "受灾",
        "被困",
        "过往",
        "来往",
        "途经",
        "值守",
        "执勤",
        "流动",
        "滞留",
        "失联",
        "居家",
        "行动",
        "外来",
        "受损",
        "驻村",
        "住院",
        "务工",
        "就业",
        "密接",
        "参训",
        "获救",
        "救援",
        "抢修",
        "抢险",
        "应急",
        "督导",
        "检查",
        "巡查",
        "巡逻",
        "值班",
        "服务",
        "帮扶",
        "采样",
        "接种",
        "隔离",
        "执法",
        "志愿",
        "医疗",
        "宣传",
        "宣讲",
        "突击",
        "先锋",
        "联络",
        "管理",
        "监督",
        "排查",
        "防疫",
        "防控",
        "防汛",
        "消杀",
        "消防",
        "保障",
        "指导",
        "监测",
        "包联",
        "结对",
        "种植",
        "养殖",
        "施工",
        "采购",
        "配送",
        "接送",
        "培训",
        "体检",
        "检测",
        "登记",
        "运输",
        "除雪",
        "清雪",
        "排涝",
        "发热",
        "参会",
        "在岗",
        "在册",
        "在建",
        "搬迁",
        "安置",
        "脱贫",
        "监管",
        "治安",
        "交通",
        "工作",
        "劳动",
        "生产",
        "生活",
        "建设",
        "发展",
        "租赁",
        "经营",
        "加工",
        "制造",
        "储备",
        "慰问",
        "捐赠",
        "救灾",
        "救助",
        "办公",
        "学习",
        "教育",
        "教学",
        "集中",
        "临时",
        "专项",
        "联合",
        "联防",
        "专业",
        "常住",
        "暂住",
        "户籍",
        "贫困",
        "返岗",
        "返校",
        "返工",
        "复工",
        "复学",
        "报名",
        "注册",
        "公益",
        "爱心",
        "参赛",
        "获奖",
        "退役",
        "退休",
        "在职",
        "在校",
        "高考",
        "毕业",
        "就读",
        "待业",
        "失业",
        "创业",
        "致富",
        "带头",
        "联系",
        "责任",
        "分管",
        "主管",
        "包保",
        "包片",
        "挂点",
        "包村",
        "包户",
        "转移",
        "疏散",
        "避灾",
        "避险",
        "避难",
        "防火",
        "扑火",
        "灭火",
        "森林",
        "巡护",
        "巡堤",
        "查险",
        "守堤",
        "通信",
        "通讯",
        "供电",
        "供水",
        "供暖",
        "电力",
        "照明",
        "饮用",
        "食用",
        "生活",
        "封控",
        "管控",
    ]
)


def chunk(tokens: Sequence[Token], lexicon: Lexicon) -> list[Chunk]:
    """
    The constituents of a sentence in order; together they cover all its tokens.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> found = chunk(tokenize("县农业局派出抢险队员"), load_lexicon())
    >>> [(each.kind, each.text) for each in found]
    [('mention', '县农业局'), ('verb', '派出'), ('mention', '抢险队员')]
    """
    return _Chunker(tokens, lexicon).run()


class _Chunker:
    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.chunks: list[Chunk] = []

    def run(self) -> list[Chunk]:
        index = 0
        while index < len(self.tokens):
            end = self._phrase_end(index)
            if end > index:
                self.chunks += segment(self.tokens[index:end], self.lexicon)
                index = end
            else:
                self.chunks.append(self._simple(self.tokens[index]))
                index += 1
        return self.chunks

    def _simple(self, token: Token) -> Chunk:
        return Chunk(self._kind(token), token.span, token.text)

    def _kind(self, token: Token) -> str:
        text, lexicon = token.text, self.lexicon
        if token.tag in (QUANTITY, TIME):
            return token.tag.lower()
        if text in _STOPS or token.tag == STOP:
            return "stop"
        if text in _OPEN:
            return "open"
        if text in _CLOSE:
            return "close"
        if text in ("的", "之", "所辖", "所属"):
            return "de"
        if text in lexicon.triggers:
            return "verb"
        if lexicon.marks(text, "conjunction") and not token.tag.startswith("v"):
            return "and"
        if text in lexicon.markers:
            return "marker"
        return "verb" if token.tag.startswith("v") and len(text) > 1 else "other"

    def _phrase_end(self, start: int) -> int:
        """The end of the noun phrase that starts at ``start``; ``start`` where none does."""
        tokens, index = self.tokens, start
        while index < len(tokens):
            if index > start and self._closes_group(index):
                break
            if self._is_noun(index) or self._is_modifier(index, start):
                index += 1
            elif index > start and (size := self._parenthesis(index)):
                index += size
            else:
                break
        while index > start and not self._can_end(tokens[index - 1]):
            index -= 1
        only = tokens[start:index]
        if all(token.text in _DETERMINERS for token in only):
            return start
        return index

    def _closes_group(self, index: int) -> bool:
        """Whether a phrase for people ends before this word: 医护人员|轮班."""
        before, token = self.tokens[index - 1], self.tokens[index]
        if token.tag.isupper() or is_reference(token.text):
            return is_reference(token.text)
        types = self.lexicon.heads.get(before.text, ())[:1]
        if self.lexicon.type_of(token.text):
            return False
        if types in (("PopulationGroup",), ("Post",)):
            return True
        after = index + 1
        last = after >= len(self.tokens) or not (
            self._is_noun(after) or self._is_modifier(after, after)
        )
        return types == ("Organization",) and last and len(token.text) > 1

    def _is_noun(self, index: int) -> bool:
        token, lexicon = self.tokens[index], self.lexicon
        text = token.text
        if token.tag in (PERSON, AREA, BODY, TITLE, QUOTED):
            return True
        if token.tag.isupper():
            return False
        if text in lexicon.heads and text in lexicon.triggers:
            return self._noun_rather_than_verb(index)
        if text in lexicon.heads or text in _LEVELS or text in _PRONOUNS or is_reference(text):
            return True
        if text[0] == "各" and text[1:] in _LEVELS:
            return True
        if text == "以上" and 0 < index < len(self.tokens) - 1:
            return self.tokens[index + 1].text in lexicon.heads
        if text in _DETERMINERS:
            return index + 1 < len(self.tokens) and self._is_noun(index + 1)
        if text in lexicon.triggers or text in lexicon.markers:
            adverb = lexicon.marks(text, "adverb") and text not in lexicon.triggers
            return adverb and self._describes_noun(index)
        if token.tag == "x":
            return len(text) > 1 and text[-1] not in "了着过到出上"
        return token.tag.startswith(_NOUN_TAGS) and token.tag not in ("nrfg_", "l_")

    def _describes_noun(self, index: int) -> bool:
        """集中 of 集中隔离点 belongs to the noun, that of 集中隔离 does not."""
        if index + 1 >= len(self.tokens):
            return False
        following = self.tokens[index + 1]
        return following.text in self.lexicon.heads and following.text not in self.lexicon.triggers

    def _noun_rather_than_verb(self, index: int) -> bool:
        """要求各村上报 and 要求，… act; 按照要求 and 提出新要求 name."""
        before = self._before(index)
        after = self.tokens[index + 1] if index + 1 < len(self.tokens) else None
        speaks = any(
            each.relation == "stated" for each in self.lexicon.triggers[self.tokens[index].text]
        )
        if after is not None and (after.tag == QUANTITY or after.text in _DETERMINERS):
            return False
        if after is not None and after.text in ("了", "过"):
            return False
        if before is None or before.text in _STOPS:
            return after is not None and after.text in self.lexicon.triggers
        if before.tag == QUANTITY or before.text in ("的", "等", "“") or self._governs(before):
            return True
        if self.lexicon.marks(before.text, "conjunction"):
            return True
        if after is not None and self._is_noun_word(after):
            return False
        return not speaks and self._is_noun_word(before)

    def _before(self, index: int) -> Token | None:
        """The word before, 了 and its like passed over: 成立了|复学|专班."""
        if index > 1 and self.tokens[index - 1].text in ("了", "过", "着"):
            return self.tokens[index - 2]
        return self.tokens[index - 1] if index else None

    def _governs(self, token: Token) -> bool:
        """Whether a word asks for a noun behind it: a verb or a preposition."""
        kinds = self.lexicon.markers.get(token.text, ())
        if any(kind == "light" or kind.startswith("role.") for kind in kinds):
            return True
        entries = self.lexicon.triggers.get(token.text, ())
        return any(entry.relation != "has" for entry in entries)

    def _is_noun_word(self, token: Token) -> bool:
        if token.tag in (PERSON, AREA, TITLE, QUOTED) or token.text in self.lexicon.heads:
            return True
        return token.tag.startswith(_NOUN_TAGS) and token.text not in self.lexicon.triggers

    def _is_modifier(self, index: int, start: int) -> bool:
        """Whether the word, no noun itself, describes the noun behind it."""
        tokens, token = self.tokens, self.tokens[index]
        if index + 1 >= len(tokens) or token.tag.isupper():
            return False
        following_noun = self._is_noun(index + 1) or (
            self._looks_attributive(tokens[index + 1])
            and index + 2 < len(tokens)
            and self._is_noun(index + 2)
        )
        if not following_noun or tokens[index + 1].text in _DETERMINERS | _PRONOUNS:
            return False
        if tokens[index + 1].tag in (PERSON, AREA):
            return False
        if token.tag == "a" and len(token.text) > 1:
            return True
        if not self._looks_attributive(token):
            return False
        companion = self.lexicon.marks(token.text, "role.companion")
        if companion and index > start and self._may_act(tokens[start:index]):
            return False
        return self._describes(index, start)

    def _looks_attributive(self, token: Token) -> bool:
        if token.text in _ATTRIBUTIVE:
            return True
        entries = self.lexicon.triggers.get(token.text, ())
        verbal = token.tag in ("vn", "v", "vi") and len(token.text) == 2
        return any(entry.noun for entry in entries) or (verbal and not entries)

    def _describes(self, index: int, start: int) -> bool:
        """劝返人员 acts where nothing asks for a noun; 27支抢修队伍, 派出救援人员 describe."""
        before = self._before(index)
        if before is None or before.text in _STOPS or before.text in _OPEN:
            return self._another_verb(index)
        if before.tag == QUANTITY or before.text in ("的", "、") or before.text in _DETERMINERS:
            return True
        if self.lexicon.marks(before.text, "conjunction"):
            return True
        if self._governs(before):
            return True
        if index > start and not self._may_act(self.tokens[start:index]):
            return True
        return index > start and self._another_verb(index)

    def _may_act(self, part: Sequence[Token]) -> bool:
        """Whether the words so far are somebody who may do what the next word says."""
        if any(token.tag in (PERSON, AREA) for token in part):
            return True
        agents = {"Organization", "PopulationGroup", "AdministrativeArea", "Person", "Post"}
        if any(agents & set(self.lexicon.heads.get(token.text, ())) for token in part):
            return True
        types = self.lexicon.type_of("".join(token.text for token in part))
        return bool(agents & set(types)) or part[0].text in _LEVELS | _PRONOUNS

    def _another_verb(self, index: int) -> bool:
        """Whether the clause has a verb behind the noun phrase that starts at ``index``."""
        for token in self.tokens[index + 2 :]:
            if token.text in _STOPS:
                return False
            if token.tag == QUANTITY:
                return False
            if token.text in self.lexicon.triggers and not self._is_head(token):
                return True
            if token.tag == "v" and len(token.text) > 1 and token.text not in self.lexicon.heads:
                return True
        return False

    def _is_head(self, token: Token) -> bool:
        return token.text in self.lexicon.heads

    def _parenthesis(self, index: int) -> int:
        """乡镇（街道）: a short noun in brackets inside a phrase; 0 where there is none."""
        tokens = self.tokens
        if index + 2 >= len(tokens) or tokens[index].text not in "（(":
            return 0
        inner = tokens[index + 1]
        closed = tokens[index + 2].text in "）)"
        short = len(inner.text) <= 3 and inner.tag != PERSON and self._is_noun(index + 1)
        return 3 if closed and short else 0

    def _can_end(self, token: Token) -> bool:
        if token.text in _DETERMINERS and token.text not in ("其他",):
            return False
        if token.tag.isupper() or token.text in self.lexicon.heads or token.text in _CLOSE:
            return True
        if token.text in _PRONOUNS or token.text in _LEVELS:
            return True
        return token.text not in self.lexicon.triggers and token.tag[0] in "nvxjslegb"


def is_reference(text: str) -> bool:
    """Whether a word points to a unit by its level: 全县, 该镇, 我市."""
    return len(text) > 1 and text[0] in "该本我全" and text[1:] in _LEVELS


def segment(run: Sequence[Token], lexicon: Lexicon) -> list[Chunk]:
    """The mentions of one run of nouns: units, bodies, posts, persons and the rest apart."""
    chunks: list[Chunk] = []
    part: list[Token] = []
    for index, token in enumerate(run):
        following = run[index + 1] if index + 1 < len(run) else None
        if token.tag == PERSON:
            chunks += _phrase(part, lexicon)
            part = []
            chunks.append(_whole(token, ("Person",), named=True))
        elif _is_post(token, following, lexicon):
            chunks += _phrase(part, lexicon)
            part = []
            chunks.append(_whole(token, ("Post",), named=False))
        elif is_reference(token.text):
            chunks += _phrase(part, lexicon)
            part = []
            kind = "Organization" if token.text[1:] in ("校", "局") else "AdministrativeArea"
            chunks.append(_whole(token, (kind,), named=False, pronoun=True))
        elif token.tag == BODY:
            units = [each for each in part if each.tag == AREA]
            if len(units) == len(part):
                chunks += [_whole(each, ("AdministrativeArea",), named=True) for each in units]
                owner = "".join(each.text for each in units)
                chunks.append(_mention([*units, token], ("Organization",), lexicon, owner))
            else:
                chunks += _phrase(part, lexicon)
                chunks.append(_whole(token, ("Organization",), named=True))
            part = []
        elif token.tag == AREA and part and part[-1].tag != AREA:
            chunks += _phrase(part, lexicon)
            part = [token]
        elif token.text in _PRONOUNS and not part:
            chunks.append(_whole(token, (), named=False, pronoun=True))
        else:
            part.append(token)
    return chunks + _phrase(part, lexicon)


def _whole(token: Token, types: tuple[str, ...], *, named: bool, pronoun: bool = False) -> Chunk:
    mention = Mention(token.span, token.text, types, named, token.text, pronoun=pronoun)
    return Chunk("mention", token.span, token.text, mention)


def _is_post(token: Token, following: Token | None, lexicon: Lexicon) -> bool:
    types = lexicon.heads.get(token.text, ())
    if "Post" not in types:
        return False
    beside = following is None or following.tag == PERSON
    return beside if len(types) > 1 or following is not None else True


def _phrase(part: Sequence[Token], lexicon: Lexicon) -> list[Chunk]:
    """A phrase without persons and posts: the units and bodies in front, then the head."""
    if not part:
        return []
    chunks: list[Chunk] = []
    start = _units(part, chunks)
    rest = part[start:]
    if not rest:
        return chunks
    body = _body_end(rest, lexicon)
    owner = "".join(token.text for token in part[:start])
    if 0 < body < len(rest):
        whole = part[: start + body]
        chunks = [*chunks, _mention(whole, ("Organization",), lexicon, owner)]
        owner, rest = "".join(token.text for token in whole), rest[body:]
        return [*chunks, *_phrase_rest(rest, owner, lexicon)]
    text = "".join(token.text for token in rest)
    types = _types(rest, text, lexicon)
    if owner and types and types[0] in ("Organization", "Place"):
        return [*chunks, _mention(part, types, lexicon, owner)]
    return [*chunks, _mention(rest, types, lexicon, owner)]


def _phrase_rest(rest: Sequence[Token], owner: str, lexicon: Lexicon) -> list[Chunk]:
    text = "".join(token.text for token in rest)
    return [_mention(rest, _types(rest, text, lexicon), lexicon, owner)]


def _units(part: Sequence[Token], chunks: list[Chunk]) -> int:
    """The administrative units at the head of a phrase, each a mention; returns how many."""
    count = 0
    while count < len(part) and part[count].tag == AREA:
        chunks.append(_whole(part[count], ("AdministrativeArea",), named=True))
        count += 1
    return count


def _body_end(rest: Sequence[Token], lexicon: Lexicon) -> int:
    """Where a body's name ends inside a phrase that goes on (县农业局|技术员); 0 for nowhere."""
    for index in range(len(rest) - 1, 0, -1):
        text = "".join(token.text for token in rest[:index])
        token = rest[index - 1]
        types = lexicon.heads.get(token.text, ())
        if types[:1] != ("Organization",) and not _has_name_suffix(token.text, lexicon):
            continue
        if rest[0].text in _LEVELS or len(text) >= 4:
            remainder = "".join(each.text for each in rest[index:])
            kinds = lexicon.type_of(remainder)
            if kinds[:1] in (("PopulationGroup",), ("Post",), ("Person",)):
                return index
    return 0


def _has_name_suffix(text: str, lexicon: Lexicon) -> bool:
    types = lexicon.type_of(text)
    return len(text) > 2 and types[:1] == ("Organization",)


def _types(rest: Sequence[Token], text: str, lexicon: Lexicon) -> tuple[str, ...]:
    last = rest[-1]
    if last.tag == TITLE:
        return ("Document",)
    if last.tag == QUOTED:
        return lexicon.type_of(last.text.strip("“”")) or ("Measure",)
    if last.text.endswith("校") and last.text[0] == "各":
        return ("Organization",)
    if last.tag == AREA or (last.text in _LEVELS and len(rest) > 1) or last.text[0] == "各":
        return ("AdministrativeArea",)
    if last.text in "）)":
        return lexicon.type_of(rest[0].text)
    types = lexicon.type_of(text)
    return types or (("Organization",) if rest[0].text in _LEVELS and len(text) > 2 else ())


def _mention(
    tokens: Sequence[Token], types: tuple[str, ...], lexicon: Lexicon, owner: str
) -> Chunk:
    text = "".join(token.text for token in tokens)
    span = Span(tokens[0].start, tokens[-1].end)
    kept = list(tokens)
    while len(kept) > 1 and kept[0].text in _DETERMINERS and kept[1].text not in _LEVELS:
        kept.pop(0)
    core = "".join(token.text for token in kept)
    named = _is_named(kept, core, types, owner)
    mention = Mention(span, text, types, named, core, owner)
    return Chunk("mention", span, text, mention)


def _is_named(tokens: Sequence[Token], core: str, types: tuple[str, ...], owner: str) -> bool:
    kind = types[0] if types else ""
    if kind not in ("Organization", "Place", "AdministrativeArea"):
        return kind == "Document" and core.startswith("《")
    if kind == "AdministrativeArea":
        return tokens[-1].tag == AREA or bool(owner and ending_of(core) and len(core) > 2)
    leveled = tokens[0].text in _LEVELS and len(tokens) > 1
    proper = any(token.tag in ("ns", "nz", "nr", "x", AREA) for token in tokens[:-1])
    return leveled or bool(owner) or proper
