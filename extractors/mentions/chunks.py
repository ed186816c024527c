"""Chunking: words to noun phrases with their types, verbs, markers, quantities and stops."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.mentions.areas import AREA
from extractors.mentions.bodies import BODY
from extractors.mentions.mention import Chunk
from extractors.mentions.persons import PERSON
from extractors.mentions.phrases import QUOTED, TITLE, is_reference, segment
from extractors.mentions.predicates import is_compound_head, predicate_end
from extractors.tokens import Token
from ontology.lexicon import Lexicon

QUANTITY, TIME, STOP = "QUANTITY", "TIME", "STOP"

_STOPS = frozenset("，。；：！？,;:!?—…\n")
# Types of things that end a phrase behind a preposition, where an event or a rule may go on.
_CONCRETE = tuple(
    (kind,)
    for kind in ("Place", "AdministrativeArea", "Organization", "PopulationGroup", "Item", "Person")
)
_ORDINAL = re.compile("第?[一二三四五六七八九十]{1,2}$|第[0-9]{1,2}$")
_CLAUSE = 30  # constituents of a clause that are looked at
_OPEN, _CLOSE = frozenset("“‘（(「『《〈【["), frozenset("”’）)」』》〉】]")
_NOUN_TAGS = ("n", "vn", "an", "s", "j", "b", "eng", "x", "g", "l")


def chunk(tokens: Sequence[Token], lexicon: Lexicon) -> list[Chunk]:
    """
    The constituents of a sentence in order; together they cover all its tokens.

    >>> from extractors.tokens import tokenize
    >>> from ontology.lexicon import load_lexicon
    >>> lexicon = load_lexicon()
    >>> found = chunk(tokenize("县农业局派出抢险队员", lexicon), lexicon)
    >>> [(each.kind, each.text) for each in found]
    [('mention', '县农业局'), ('verb', '派出'), ('mention', '抢险队员')]
    """
    return _Chunker(tokens, lexicon).run()


class _Chunker:
    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.chunks: list[Chunk] = []
        self._nouns = [False] * len(tokens)
        # from the end, because what a determiner stands before says whether it is part of a noun
        for index in range(len(tokens) - 1, -1, -1):
            self._nouns[index] = self._reads_as_noun(index)
        self.phrase = 0  # where the last noun phrase starts
        self.acting = 0  # where the predicate found behind it ends

    def run(self) -> list[Chunk]:
        index = 0
        while index < len(self.tokens):
            end = self._phrase_end(index)
            if end > index:
                self.chunks += segment(self.tokens[index:end], self.lexicon)
                self.phrase, index = index, end
            else:
                self.chunks.append(self._simple(self.tokens[index]))
                index += 1
        return self.chunks

    def _simple(self, token: Token) -> Chunk:
        return Chunk(_kind(token.text, token.tag, self.lexicon), token.span, token.text)

    def _phrase_end(self, start: int) -> int:
        """The end of the noun phrase that starts at ``start``; ``start`` where none does."""
        tokens, index = self.tokens, start
        if start < self.acting or self._is_predicate(self._phrase_before(start), start):
            return start
        while index < len(tokens):
            if index > start and (self._is_predicate(start, index) or self._closes_group(index)):
                break
            if self._is_noun(index) or self._is_modifier(index, start):
                index += 1
            elif index > start and (size := self._parenthesis(index)):
                index += size
            else:
                break
        while index > start and not self._can_end(tokens[index - 1]):
            index -= 1
        if index == start:
            return start
        only = tokens[start:index]
        if all(self.lexicon.marks(token.text, "determiner") for token in only):
            return start
        return index

    def _phrase_before(self, index: int) -> int:
        """Where the noun phrase that ends right before a word starts; the word's own if none."""
        found = bool(self.chunks) and self.chunks[-1].kind == "mention"
        return self.phrase if found else index

    def _is_predicate(self, start: int, index: int) -> bool:
        """Whether what stands behind the phrase is its verb; that is remembered as acting."""
        if start == index:
            return False
        end = predicate_end(self.tokens, start, index, self.lexicon, verbal=self._verbal())
        self.acting = max(self.acting, end if end > index else 0)
        return end > index

    def _verbal(self) -> bool:
        """Whether the clause has a verb before the phrase that is being read."""
        for chunk in self.chunks[: -_CLAUSE - 1 : -1]:
            if chunk.kind == "stop":
                return False
            kinds = self.lexicon.markers.get(chunk.text, ())
            if chunk.kind == "verb" and not any(kind.startswith("role.") for kind in kinds):
                return True
        return False

    def _closes_group(self, index: int) -> bool:
        """Whether a phrase for people ends before this word: 医护人员|轮班."""
        before, token = self.tokens[index - 1], self.tokens[index]
        if token.tag.isupper() or is_reference(token.text, self.lexicon):
            return is_reference(token.text, self.lexicon)
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
        return self._nouns[index]

    def _reads_as_noun(self, index: int) -> bool:
        token, lexicon = self.tokens[index], self.lexicon
        text = token.text
        if token.tag in (PERSON, AREA, BODY, TITLE, QUOTED):
            return True
        if token.tag.isupper():
            return False
        if text in lexicon.heads and text in lexicon.triggers:
            return self._noun_rather_than_verb(index)
        if lexicon.marks(text, "planned") and self._calls_verb_behind(index):
            return False
        pointing = lexicon.marks(text, "pronoun") or is_reference(text, lexicon)
        if text in lexicon.heads or lexicon.marks(text, "level") or pointing:
            return True
        if text[0] == "各" and self.lexicon.marks(text[1:], "level"):
            return True
        if text == "以上" and 0 < index < len(self.tokens) - 1:
            return self.tokens[index + 1].text in lexicon.heads
        if self.lexicon.marks(text, "determiner"):
            return index + 1 < len(self.tokens) and self._is_noun(index + 1)
        if text in lexicon.triggers or text in lexicon.markers:
            adverb = lexicon.marks(text, "adverb") and text not in lexicon.triggers
            return adverb and self._describes_noun(index)
        if lexicon.marks(text, "measuring"):
            return False
        if token.tag == "x":
            return len(text) > 1 and text[-1] not in "了着过到出上"
        return token.tag.startswith(_NOUN_TAGS) and token.tag not in ("nrfg_", "l_")

    def _calls_verb_behind(self, index: int) -> bool:
        """计划购买, 计划明年建成, 准备再招募: a plan to do what follows, not the plan of it."""
        for token in self.tokens[index + 1 : index + 4]:
            if token.text in self.lexicon.triggers and token.text not in self.lexicon.heads:
                return True
            if token.tag != TIME and not self.lexicon.marks(token.text, "adverb"):
                return False
        return False

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
        if before is not None and self._gives(before, self.tokens[index]):
            return True
        if after is not None and self._calls_for_verb(after):
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

    def _gives(self, verb: Token, noun: Token) -> bool:
        """Whether a verb hands out what the word behind it names: 发放|补助1500元."""
        goods = "Item" in self.lexicon.heads.get(noun.text, ())
        return goods and any("Item" in e.objects for e in self.lexicon.triggers.get(verb.text, ()))

    def _calls_for_verb(self, after: Token) -> bool:
        """Whether what follows shows a verb: a quantity, a title, a determiner, 了."""
        if after.tag in (QUANTITY, QUOTED, TITLE) or after.text in ("了", "过"):
            return True
        return self.lexicon.marks(after.text, "determiner")

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
        if _ORDINAL.match(token.text):
            return self._is_numbered(index, start)
        following_noun = self._is_noun(index + 1) or (
            self._looks_attributive(tokens[index + 1])
            and index + 2 < len(tokens)
            and self._is_noun(index + 2)
        )
        if not following_noun or self._points(tokens[index + 1].text):
            return False
        if tokens[index + 1].tag in (PERSON, AREA):
            return False
        if token.tag == "a" and len(token.text) > 1 and token.text not in self.lexicon.triggers:
            return True
        if not (self._looks_attributive(token) or self._names_a_paper(index)):
            return False
        companion = self.lexicon.marks(token.text, "role.companion")
        if companion and index > start and self._may_act(tokens[start:index]):
            return False
        return self._describes(index, start)

    def _names_a_paper(self, index: int) -> bool:
        """下发|停课|通知, 出台|扶持|政策: a verb that says what a paper or a plan is about."""
        before, head = self._before(index), self.tokens[index + 1].text
        types = self.lexicon.heads.get(head, ())[:1]
        paper = types in (("Document",), ("Measure",)) and is_compound_head(head, self.lexicon)
        if before is None or not paper or len(self.tokens[index].text) != 2:
            return False
        return before.text in self.lexicon.triggers and not self.lexicon.marks(before.text, "pivot")

    def _is_numbered(self, index: int, start: int) -> bool:
        """第二|小学, 执勤|一|中队: a number that is part of the name of what follows."""
        following = self.tokens[index + 1]
        if self.tokens[index].text[0] == "第":
            return self._is_noun(index + 1)
        types = self.lexicon.heads.get(following.text, ())[:1]
        return index > start and types == ("Organization",)

    def _points(self, text: str) -> bool:
        return self.lexicon.marks(text, "determiner") or self.lexicon.marks(text, "pronoun")

    def _looks_attributive(self, token: Token) -> bool:
        return _is_attributive(token.text, token.tag, self.lexicon)

    def _describes(self, index: int, start: int) -> bool:
        """劝返人员 acts where nothing asks for a noun; 27支抢修队伍, 派出救援人员 describe."""
        before = self._before(index)
        if before is None or before.text in _STOPS or before.text in _OPEN:
            return self._another_verb(index)
        if self.lexicon.marks(before.text, "planned"):
            return self._acts_behind(index)
        if before.tag == QUANTITY or before.text in ("的", "、"):
            return True
        if self.lexicon.marks(before.text, "determiner"):
            return True
        if self.lexicon.marks(before.text, "conjunction"):
            return True
        if self._governs(before):
            return True
        if index > start and self._ends_adjunct(index, start):
            return False
        if index > start and not self._may_act(self.tokens[start:index]):
            return True
        return index > start and self._another_verb(index)

    def _ends_adjunct(self, index: int, start: int) -> bool:
        """向安置点|捐赠|方便面: a whole thing behind a preposition, then a verb with its object."""
        before = self._before(start)
        kinds = self.lexicon.markers.get(before.text, ()) if before is not None else ()
        if not any(kind.startswith("role.") for kind in kinds):
            return False
        whole = self.lexicon.type_of("".join(token.text for token in self.tokens[start:index]))
        named = any(token.tag in (PERSON, AREA) for token in self.tokens[start:index])
        if not named and whole[:1] not in _CONCRETE:
            return False
        following = self.lexicon.heads.get(self.tokens[index + 1].text, ())[:1]
        entries = self.lexicon.triggers.get(self.tokens[index].text, ())
        return any(entry.objects & set(following) for entry in entries)

    def _may_act(self, part: Sequence[Token]) -> bool:
        """Whether the words so far are somebody who may do what the next word says."""
        if any(token.tag in (PERSON, AREA) for token in part):
            return True
        agents = {"Organization", "PopulationGroup", "AdministrativeArea", "Person", "Post"}
        if any(agents & set(self.lexicon.heads.get(token.text, ())) for token in part):
            return True
        types = self.lexicon.type_of("".join(token.text for token in part))
        first = part[0].text
        leveled = self.lexicon.marks(first, "level") or self.lexicon.marks(first, "pronoun")
        leveled = leveled or is_reference(first, self.lexicon)
        return leveled or bool(agents & set(types))

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

    def _acts_behind(self, index: int) -> bool:
        """将转移群众|安置到学校 and 将转移群众3200人: whether a verb takes up what 将 governs."""
        for token in self.tokens[index + 2 :]:
            if token.text in _STOPS:
                return False
            if token.text in self.lexicon.triggers and not self._is_head(token):
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
        return _may_end(token.text, token.tag, self.lexicon)


# What a word is by itself is asked of the same words again and again.


@lru_cache(maxsize=1 << 14)
def _kind(text: str, tag: str, lexicon: Lexicon) -> str:
    """The kind of chunk that a word is which is no part of a phrase."""
    if tag in (QUANTITY, TIME):
        return tag.lower()
    if text in _STOPS or tag == STOP:
        return "stop"
    if text in _OPEN:
        return "open"
    if text in _CLOSE:
        return "close"
    if text in ("的", "之", "所辖", "所属"):
        return "de"
    if text in lexicon.triggers:
        return "verb"
    if lexicon.marks(text, "conjunction") and not tag.startswith("v"):
        return "and"
    if text in lexicon.markers:
        return "marker"
    return "verb" if tag.startswith("v") and len(text) > 1 else "other"


@lru_cache(maxsize=1 << 14)
def _is_attributive(text: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether a word may describe the noun behind it."""
    if lexicon.marks(text, "attributive"):
        return True
    entries = lexicon.triggers.get(text, ())
    verbal = tag in ("vn", "v", "vi") and len(text) == 2
    return any(entry.noun for entry in entries) or (verbal and not entries)


@lru_cache(maxsize=1 << 14)
def _may_end(text: str, tag: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase may end with a word."""
    if lexicon.marks(text, "determiner") and text not in ("其他",):
        return False
    if tag.isupper() or text in lexicon.heads or text in _CLOSE:
        return True
    each = text[0] == "各" and lexicon.marks(text[1:], "level")
    if each or is_reference(text, lexicon):
        return True
    if lexicon.marks(text, "pronoun") or lexicon.marks(text, "level"):
        return True
    return text not in lexicon.triggers and tag[0] in "nvxjslegb"
