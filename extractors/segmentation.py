"""Segmentation: jieba's way to cut a text into words, its dictionary and its model of new words.

The words are those that ``jieba.Tokenizer.cut`` gives. It is told anew here because looking up
the dictionary and weighing the ways through it can be done in one pass from the end.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache

import jieba
from jieba import finalseg

_HAN = re.compile(r"([\u4e00-\u9fd5a-zA-Z0-9+#&._%\-]+)")
_SPACE = re.compile(r"(\r\n|\s)")
_LETTER = re.compile("[a-zA-Z0-9]")
_LONGEST_KNOWN = 12  # characters of a run without words that is worth remembering
_LONGEST_RUN = 300  # characters that the model of new words sees at once: it is quadratic


class _Shares(dict[int, float]):
    """The logarithm of the share that a frequency is of all words, reckoned once for each."""

    def __init__(self, total: int) -> None:
        super().__init__()
        self.total = math.log(total)

    def __missing__(self, frequency: int) -> float:
        share = self[frequency] = math.log(frequency) - self.total
        return share


class Segmenter:
    """Cuts text into words, by a dictionary that is not changed any more."""

    def __init__(self, dictionary: jieba.Tokenizer) -> None:
        """Take jieba's dictionary with the words that were added to it."""
        self.frequencies: dict[str, int] = dictionary.FREQ
        self.total: int = dictionary.total
        self._shares = _Shares(self.total)
        _known_run.cache_clear()  # a word taken out of a dictionary changes the guesses too

    def cut(self, text: str, *, guess: bool = True) -> list[str]:
        """
        The words of a text in order, all of its characters in one of them.

        With ``guess`` single characters that stand together may be new words.

        >>> dictionary = jieba.Tokenizer()
        >>> dictionary.initialize()
        >>> Segmenter(dictionary).cut("队员赶到渡口")
        ['队员', '赶到', '渡口']
        """
        words: list[str] = []
        for number, block in enumerate(_HAN.split(text)):
            if not block:
                continue
            if number % 2:
                words += self._guessed(block) if guess else self._plain(block)
            else:
                for place, part in enumerate(_SPACE.split(block)):
                    words += (part,) if place % 2 else part
        return words

    def _ends(self, block: str) -> list[int]:
        """Where the word that starts at each place ends, on the likeliest way from there on."""
        frequency, shares, size = self.frequencies.get, self._shares, len(block)
        unknown = shares[1]
        ends = [0] * size
        likely = [0.0] * (size + 1)
        for start in range(size - 1, -1, -1):
            best, best_end = -math.inf, 0
            end = start + 1
            while end <= size and (known := frequency(block[start:end])) is not None:
                if known:
                    way = shares[known] + likely[end]
                    if way >= best:
                        best, best_end = way, end
                end += 1
            if not best_end:
                best, best_end = unknown + likely[start + 1], start + 1
            ends[start], likely[start] = best_end, best
        return ends

    def _guessed(self, block: str) -> list[str]:
        """The words, with runs of single characters cut by the model of new words."""
        ends = self._ends(block)
        words: list[str] = []
        start = run = 0
        while start < len(block):
            end = ends[start]
            if end - start > 1:
                if run < start:
                    words += self._new_words(block[run:start])
                words.append(block[start:end])
                run = end
            start = end
        if run < start:
            words += self._new_words(block[run:])
        return words

    def _new_words(self, run: str) -> Sequence[str]:
        if len(run) == 1 or self.frequencies.get(run):
            return run
        if len(run) <= _LONGEST_KNOWN:
            return _known_run(run)
        parts = range(0, len(run), _LONGEST_RUN)
        return [word for at in parts for word in finalseg.cut(run[at : at + _LONGEST_RUN])]

    def _plain(self, block: str) -> list[str]:
        """The words of the dictionary; letters and digits beside each other are one word."""
        ends = self._ends(block)
        words: list[str] = []
        start = letters = 0
        while start < len(block):
            end = ends[start]
            if end - start > 1 or not _LETTER.match(block, start):
                if letters < start:
                    words.append(block[letters:start])
                words.append(block[start:end])
                letters = end
            start = end
        if letters < start:
            words.append(block[letters:])
        return words


@lru_cache(maxsize=1 << 14)
def _known_run(run: str) -> tuple[str, ...]:
    return tuple(finalseg.cut(run))
