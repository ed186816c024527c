"""The administrative unit that an article speaks for: 我县, 全区, or whoever acts in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from extractors.layout.lines import is_wide
from extractors.mentions.areas import NEVER_NAMED, may_be_county
from extractors.tokens import Token, tokenize
from ontology.gazetteer import load_gazetteer
from ontology.lexicon import Lexicon

PREFECTURE, COUNTY, TOWN, VILLAGE = 1, 2, 3, 4

_LEVELS = {
    "省": 0, "自治区": 0, "市": PREFECTURE, "自治州": PREFECTURE, "盟": PREFECTURE,
    "区": COUNTY, "县": COUNTY, "旗": COUNTY, "新区": COUNTY, "开发区": COUNTY,
    "镇": TOWN, "乡": TOWN, "街道": TOWN, "苏木": TOWN, "办": TOWN, "办事处": TOWN,
    "村": VILLAGE, "社区": VILLAGE, "嘎查": VILLAGE,
}  # fmt: skip
_ENDINGS = sorted(_LEVELS, key=len, reverse=True)
_PUNCTUATION = "，。、；：！？“”（）《》"
_FUNCTION = "在到从由和与及为以的对向往于是至赴将把给经等并"
_EDGE = rf"(?:(?<![一-鿿])|(?<=[{_FUNCTION}])|(?<=走进|来到|深入|前往|位于|家住|记者))"
_NAME = rf"(?![{_FUNCTION}])[一-鿿]{{1,3}}?(?![{_FUNCTION}到被让使就也都均])[一-鿿]"
_LOCAL = re.compile(
    rf"{_EDGE}(?P<first>{_NAME}(?:新区|开发区|街道|社区|苏木|嘎查|县|镇|乡|村))"
    r"(?![民区庄长级域企干委])"
)
_NEXT = re.compile(r"(?P<next>[一-鿿]{2,5}?(?:街道|社区|苏木|嘎查|镇|乡|村))(?![民庄级域企])")
_OFFICE = re.compile(r"(?<![一-鿿])(?P<name>[一-鿿]{2,3}办)(?=召开|组织|开展|下辖|辖区|所辖)")
_NO_NAME = re.compile(
    r"[各每该本全我多这那此时掌握走去得送返]|[两三几][个乡镇村级]|乡镇|村镇|城镇|小区|[住]宅|农村|山村|进村|驻村|行政村|自然村|"
    r"[和与及、]|[返回下还家城老同水故异]乡|[集重]镇|新型社|示范社|智慧社|城市社|所在|沿线|周边|相关|部分|[、，。]|主办|承办|举办|协办|督办|"
    r"(?:文明|应急|党政|综治|扶贫|防汛|信访|宣传|人武|网信|政府|外事|人防|残联|疫情|网)办"
)
_SELF = {
    PREFECTURE: r"[我全本]市|市委|市政府",
    COUNTY: r"[我全本该][县区旗]|[县区旗](?:委|政府|直|级|人大|政协|纪委|长|领导)"
    r"|(?<![一-鿿])[县区旗](?=[一-鿿]{2,10}?(?:局|办|委|中心|院|部|队|会|公司))",
    TOWN: r"[我全本该](?:镇|乡|街道|苏木)|(?:镇|乡|街道|苏木)(?:党委|党工委|政府|长|办|机关|干部)",
    VILLAGE: r"[我全本该](?:村|社区|嘎查)|村(?:党支部|委会|集体|两委|里)"
    r"|社区(?:党委|党支部|党总支|居委会|两委|书记|干部)",
}
_SELF_PATTERNS = {level: re.compile(pattern) for level, pattern in _SELF.items()}
_PRINTED = re.compile(
    r"(?<![一-鿿])(?P<place>[一-鿿]{2,4}?)[县市区]?(?:日报|晚报|早报|时报|报|新闻|融媒|发布|广播电视台|电视台)"
    r"|本[报台网](?P<from>[一-鿿]{2,4}?)(?:讯|\d)"
)
_HEAD = 60
_SPEAKS, _MOST_SHORT, _PRINTED_WORTH = 1.0, 6, 2.0
_NEVER_WORDS = frozenset("不起报归过")
_SHORTEST = 3  # characters of a unit's name


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit named in a text: its components from the top, and where it stands."""

    chain: tuple[str, ...]
    start: int

    @property
    def name(self) -> str:
        """The lowest component, the unit's own name."""
        return self.chain[-1]

    @property
    def level(self) -> int:
        """How low the unit stands: 0 a province, 4 a village."""
        return level_of(self.name)


def level_of(name: str) -> int:
    """
    The level of a unit by its ending.

    >>> level_of("云山县"), level_of("青石镇"), level_of("东河街道"), level_of("清源社区")
    (2, 3, 3, 4)
    """
    return _LEVELS[_ending_of(name) or "村"]


def _ending_of(name: str) -> str:
    """The longest ending of a unit that a name has; nothing where it has none."""
    return next(filter(name.endswith, _ENDINGS), "")


def find_units(text: str, lexicon: Lexicon) -> list[Unit]:
    """
    The units that a text names, each with the units above it that stand directly before it.

    >>> from ontology.lexicon import load_lexicon
    >>> text = "4月5日，云山县青石镇清源村村民复工。"
    >>> [unit.chain for unit in find_units(text, load_lexicon())]
    [('云山县', '青石镇', '清源村')]
    >>> find_units("各乡镇、全村、老旧小区", load_lexicon())
    []
    """
    units: list[Unit] = []
    position = 0
    for start, end in _first_components(text, lexicon):
        if start < position:
            continue
        chain = [text[start:end]]
        while following := _next_component(text, end, chain[-1]):
            chain.append(following)
            end += len(following)
        units.append(Unit(tuple(chain), start))
        position = end
    return units


def _first_components(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Where a unit's topmost component stands, the longest first at each place."""
    matches = _divisions().find_matches_as_indexes(text)
    known = [(start, end) for _, start, end in matches if _stands_alone(text, start, end)]
    local = [
        _without_words_before(text, *m.span("first"), lexicon)
        for m in _LOCAL.finditer(text)
        if not _NO_NAME.search(m["first"])
    ]
    local = [
        (start, end)
        for start, end in local
        if (text[end - 1] != "县" or may_be_county(text[start:end], lexicon))
        and not _is_made_of_words(text[start:end], lexicon)
    ]
    office = [m.span("name") for m in _OFFICE.finditer(text) if not _NO_NAME.search(m["name"])]
    named = [span for span in (*known, *local) if not _is_two_words(text, *span, lexicon)]
    return sorted((*named, *office), key=lambda span: (span[0], -span[1]))


def _stands_alone(text: str, start: int, end: int) -> bool:
    """
    Whether a short name such as 和县 is one, rather than a word and the first of another.

    >>> text = "送往该县人民医院和县中医院"
    >>> _stands_alone(text, text.index("和县"), text.index("和县") + 2)
    False
    """
    if end - start > 2 or start == 0:
        return True
    before = text[start - 1]
    if text[start] in _FUNCTION:
        return not is_wide(before) or before in _PUNCTUATION
    return not "一" <= before <= "鿿" or before in _FUNCTION or before in "省市州"


def _is_two_words(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """
    Whether a name is rather a preposition and a level: 会同|县公安局, but 怀化市会同县.

    >>> from ontology.lexicon import load_lexicon
    >>> text = "镇里会同县公安局检查，怀化市会同县也是"
    >>> [_is_two_words(text, at, at + 3, load_lexicon()) for at in (2, 14)]
    [True, False]
    """
    joined = text[start : end - 1] in lexicon.markers
    return joined and (start == 0 or text[start - 1] not in "省市州")


def _is_made_of_words(name: str, lexicon: Lexicon) -> bool:
    """
    Whether a name is rather a noun, or ordinary words in a row: 中心村, 名单|报|镇, 一座|古|镇.

    >>> from ontology.lexicon import load_lexicon
    >>> [_is_made_of_words(each, load_lexicon()) for each in ("名单报镇", "中心村", "新建村")]
    [True, True, False]
    """
    if name in lexicon.heads or not NEVER_NAMED.isdisjoint(name):
        return True
    stem = name.removesuffix(_ending_of(name))
    words = tokenize(stem, lexicon)
    return len(words) > 1 and any(_is_ordinary(word, lexicon) for word in words)


def _is_ordinary(word: Token, lexicon: Lexicon) -> bool:
    """Whether a word within a name is none that names are made of."""
    if word.text in _NEVER_WORDS or (word.tag == "m" and len(word.text) > 1):
        return True
    return len(word.text) > 1 and (word.text in lexicon.heads or word.text in lexicon.triggers)


def _without_words_before(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[int, int]:
    """
    Where a name begins behind the words that the pattern took for its beginning.

    >>> from ontology.lexicon import load_lexicon
    >>> _without_words_before("3月12日在云山县", 4, 9, load_lexicon())
    (6, 9)
    """
    tokens = tokenize(text[start:end], lexicon)
    for token in reversed(tokens[:-1]):
        word = token.text in lexicon.markers or token.text in lexicon.triggers
        long_enough = end - start - token.end >= _SHORTEST
        if long_enough and (word or token.tag[0] in "vpdtucr"):
            return start + token.end, end
    return start, end


def _next_component(text: str, start: int, above: str) -> str:
    """The component that stands directly behind another and below it, or nothing."""
    known = _known_at(text, start)
    if known and level_of(known) > level_of(above):
        return known
    match = _NEXT.match(text, start)
    if match is None or _NO_NAME.search(match["next"]) or match["next"][0] in "的和与及在长委党":
        return ""
    return match["next"] if level_of(match["next"]) > max(level_of(above), PREFECTURE) else ""


def _known_at(text: str, start: int) -> str:
    window = text[start : start + 12]
    for _, begin, end in _divisions().find_matches_as_indexes(window):
        if begin == 0:
            return window[:end]
    return ""


@cache
def _divisions() -> ahocorasick_rs.AhoCorasick:
    """A scanner for the full names of all provinces, cities and counties."""
    names = sorted({name for name, _ in load_gazetteer().names() if name[-1] in "省市区县旗州盟"})
    return ahocorasick_rs.AhoCorasick(
        [name for name in names if len(name) > 2 or name[-1] == "县"],
        matchkind=ahocorasick_rs.MatchKind.LeftmostLongest,
    )


def units_of(
    texts: Sequence[tuple[str, str]], lexicon: Lexicon, marks: Sequence[str] = ()
) -> list[str]:
    """
    For each article (its headline and its text) the unit that it speaks for, or nothing.

    A unit below the county is named with the county and the units between, as far as the page
    says them. An article that names no unit of the level it speaks for takes the page's.
    ``marks`` are the page's headers and bylines: a paper and a dateline name its place.
    """
    printed = _places_of(marks)
    articles = [_Evidence(headline, text, lexicon, printed) for headline, text in texts]
    first = [article.best(Counter()) for article in articles]
    shared = Counter(unit.name for unit in first if unit is not None)
    common = Counter({name: count for name, count in shared.items() if 2 * count >= len(texts) > 1})
    chosen = [article.best(common) for article in articles]
    counties = [unit for unit in chosen if unit is not None and unit.level == COUNTY]
    page = Counter(unit.name for unit in counties).most_common(1)
    county = (
        page[0][0] if page else next((name for name in printed if level_of(name) == COUNTY), "")
    )
    return [
        _full_name(unit, article, county) if unit else _by_level(article, county)
        for unit, article in zip(chosen, articles, strict=True)
    ]


def _places_of(marks: Sequence[str]) -> tuple[str, ...]:
    """
    The cities and counties whose paper prints a page, or from which its datelines come.

    >>> _places_of(["靖安报　2023年4月17日", "本报靖安讯（石安）"])
    ('靖安县',)
    >>> _places_of(["本报记者 石安"])
    ()
    """
    names = [found["place"] or found["from"] for mark in marks for found in _PRINTED.finditer(mark)]
    divisions = [each for name in names for each in _divisions_named(name)]
    return tuple(
        dict.fromkeys(each for each in divisions if level_of(each) in (PREFECTURE, COUNTY))
    )


def _is_county(name: str) -> bool:
    return any(each.level == "county" for each in load_gazetteer().find(name))


def _divisions_named(name: str) -> list[str]:
    """The full names of a division, given by its full or short name, if they are one only."""
    found = list(dict.fromkeys(each.name for each in load_gazetteer().find(name)))
    return found if len(found) == 1 else []


class _Evidence:
    """What one article says about the unit that it speaks for."""

    def __init__(
        self, headline: str, text: str, lexicon: Lexicon, printed: Sequence[str] = ()
    ) -> None:
        self.printed = printed
        self.headed = find_units(headline, lexicon) or _short_named(headline, text)
        self.units = find_units(text, lexicon)
        self.text = f"{headline}\n{text}"
        self.counts = Counter(name for unit in self.units for name in set(unit.chain))
        self.opening = {name for unit in self.units if unit.start < _HEAD for name in unit.chain}
        self.selves = {
            level: self._self_references(pattern) for level, pattern in _SELF_PATTERNS.items()
        }

    def _self_references(self, pattern: re.Pattern[str]) -> float:
        """How much a text speaks of a level as its own: 我县 most, 全县 much, 县委 some."""
        weights = {"我": 4.0, "全": 2.0, "本": 2.0, "该": 1.5}
        return sum(weights.get(found.group()[0], 1.0) for found in pattern.finditer(self.text))

    def best(self, common: Counter[str]) -> Unit | None:
        """The unit with most evidence, if its level has not less than one that nobody names."""
        named = [
            Unit(unit.chain[:length], unit.start)
            for unit in (*self.headed, *self.units)
            for length in range(1, len(unit.chain) + 1)
            if level_of(unit.chain[length - 1]) > 0
        ]
        named += [
            Unit((name,), self.text.find(name))
            for name in common
            if name in self.text or self._short_count(name)
        ]
        named += [Unit((name,), 0) for name in self.printed if self._speaks_as(name)]
        names = dict.fromkeys(unit.name for unit in named)
        scores = {name: self._score(name, common) for name in names}
        named_levels = {level_of(name) for name in scores}
        unnamed = [self.selves[level] for level in (COUNTY, TOWN) if level not in named_levels]
        if not scores:
            return None
        name = max(scores, key=lambda each: scores[each])
        if scores[name] < max(unnamed, default=0.0):
            return None
        return max((unit for unit in named if unit.name == name), key=lambda u: len(u.chain))

    def _speaks_as(self, name: str) -> bool:
        """Whether a text that may not name a unit speaks for one of its kind: 我县, 县委."""
        return name in self.text or self.selves.get(level_of(name), 0.0) >= _SPEAKS

    def _score(self, name: str, common: Counter[str]) -> float:
        count = self.counts[name] or self.text.count(name)
        score = count + 2.0 * (name in self.opening) + 3.0 * (name in common)
        score += _PRINTED_WORTH * (name in self.printed)
        score += min(self._short_count(name), _MOST_SHORT) / 2
        score += 6.0 * any(name == headed.name for headed in self.headed)
        score += 3.0 * any(name in headed.chain[:-1] for headed in self.headed)
        return score + min(self.selves.get(level_of(name), 0.0), 8.0)

    def _short_count(self, name: str) -> int:
        """How often a county or its like stands by its short name (靖安 for 靖安县)."""
        short = name[:-1]
        if len(short) < 2 or not _is_county(name):
            return 0
        return len(re.findall(rf"{short}(?![县市区乡镇村街])", self.text))


def _short_named(headline: str, text: str) -> list[Unit]:
    """The city or county that a headline begins with by its short name (云山：…)."""
    gazetteer = load_gazetteer()
    for length in (4, 3, 2):
        short, behind = headline[:length], headline[length : length + 1]
        found = [each.name for each in gazetteer.find(short) if each.name != short]
        full = [name for name in found if name in text]
        if full:
            return [Unit((full[0],), 0)]
        fitting = [name for name in found if f"我{name[-1]}" in text or f"全{name[-1]}" in text]
        if behind in ("：", ":", " ") and len(fitting) == 1:
            return [Unit((fitting[0],), 0)]
    return []


def _full_name(unit: Unit, article: _Evidence, county: str) -> str:
    """The unit's name below its county; the county's is the article's own, or the page's."""
    chain = [name for name in unit.chain if level_of(name) >= COUNTY]
    if unit.level <= COUNTY:
        return unit.name
    if level_of(chain[0]) > COUNTY:
        own = [
            other.chain[: other.chain.index(chain[0])]
            for other in article.units
            if chain[0] in other.chain[1:]
        ]
        above = [name for names in own for name in names if level_of(name) >= COUNTY]
        chain = [*dict.fromkeys(above), *chain]
    if level_of(chain[0]) > COUNTY and county:
        chain.insert(0, county)
    return "".join(chain)


def _by_level(article: _Evidence, county: str) -> str:
    """The page's county, for an article that speaks as a county and names no unit."""
    return county if article.selves[COUNTY] >= max(2.0, article.selves[TOWN]) else ""
