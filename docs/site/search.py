"""
A search within the site that takes Chinese.

Chinese has no blanks between words. What one types is found if all its pairs of neighbouring
characters are on a page; so no dictionary has to agree on the two sides, here and in the browser.
"""

from __future__ import annotations

import re
from pathlib import Path

from sphinx.search.en import SearchEnglish

_WORD = re.compile(r"[\u3400-\u9fff]+|[^\W\u3400-\u9fff]+")

_SPLIT_IN_BROWSER = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


class English(SearchEnglish):
    """The search of the English pages, which have Chinese words in them."""

    js_splitter_code = _SPLIT_IN_BROWSER

    def split(self, input: str) -> list[str]:
        """The words of a text, as they go into the index."""
        return words(input)


class SimplifiedChinese(English):
    """The same for the Chinese pages."""

    lang = "zh"


def words(text: str) -> list[str]:
    """
    Words in letters as they are, Chinese ones as pairs of neighbouring characters.

    >>> words("用 wangge 招募志愿者")
    ['用', 'wangge', '招募', '募志', '志愿', '愿者']
    """
    return [part for word in _WORD.findall(text) for part in _parts(word)]


def _parts(word: str) -> list[str]:
    if len(word) > 1 and "\u3400" <= word[0] <= "\u9fff":
        return [word[at : at + 2] for at in range(len(word) - 1)]
    return [word]
