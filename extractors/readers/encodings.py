"""Bytes to text: the encoding that the user names, or the one that gives the likeliest Chinese.

A few broken bytes, as old archives have them, become U+FFFD; a last character that was cut off is
left out; more than that is no text. Line ends are never converted: offsets count what is there.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import islice

from extractors.readers.common_characters import COMMON_CHARACTERS
from ontology.errors import ReadError, UsageError

# The longest first: the mark of UTF-32 begins with that of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CANDIDATES = ("gb18030", "big5", "cp950", "big5hkscs", "utf-16-le", "utf-16-be")
# What is labelled with the smaller set is often written with the larger.
_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "cp950": "big5hkscs"}

_SAMPLE = 64 * 1024
_BAD_SHARE = 0.01
_PLAUSIBLE = 0.5
_ENOUGH_TO_GUESS = 64
_CONTROL = re.compile("[\x01-\x08\x0e-\x1f\x7f]")
_HAN = re.compile("[\u3400-\u9fff]")
_PUNCTUATION = re.compile("[\u2010-\u2026\u3000-\u3017\uff01-\uff5e·—×％‰℃①-⑳■□▲△●○★☆◆◇]")
_WEIRD = re.compile(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\xa0\u00c0-\u1fff\u2500-\u257f\u3040-\u33ff\ua000-\ufaff\uff61-\uffef]"
    "|[\U00010000-\U0001ffff\U000e0000-\U0010ffff]"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and how many characters of it stand for broken bytes."""

    text: str
    encoding: str
    broken: int = 0


def check_encoding(encoding: str) -> None:
    """Raise UsageError unless Python knows a text encoding of this name."""
    try:
        "".encode(encoding)
    except LookupError:
        raise UsageError(
            f"unknown encoding '{encoding}'; try utf-8, gb18030, big5 or utf-16"
        ) from None


def decode(data: bytes, encoding: str | None = None) -> Decoded:
    """
    The text of the bytes, without a byte order mark.

    ``encoding`` wins where it is given. Otherwise a byte order mark decides, then whether the bytes
    are UTF-8, then how much the rival decodings look like Chinese. Raises ReadError where the bytes
    are no text in the encoding, or in any.

    >>> decode("石门乡招募志愿者".encode("gb18030"))
    Decoded(text='石门乡招募志愿者', encoding='gb18030', broken=0)
    >>> decode("石門鄉".encode("big5")).encoding
    'big5'
    """
    decoded = _decode_as(data, encoding) if encoding else _detect(data)
    if "\0" in decoded.text:
        raise ReadError("a binary file (it has NUL bytes), no text")
    if len(_CONTROL.findall(decoded.text)) > max(2, _BAD_SHARE * len(decoded.text)):
        raise ReadError("a binary file (it is full of control characters), no text")
    return decoded


def _decode_as(data: bytes, encoding: str) -> Decoded:
    name = codecs.lookup(encoding).name
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark) and marked.startswith(name.removesuffix("-sig")):
            return _named(_decode_within(data[len(mark) :], marked), marked, marked=True)
    decoded = _decode_leniently(data, name)
    while decoded.broken and name in _SUPERSETS:
        name = _SUPERSETS[name]
        decoded = _decode_leniently(data, name)
    if _too_broken(decoded):
        raise ReadError(f"not in the encoding {encoding}: {decoded.broken} characters are broken")
    return decoded


def _detect(data: bytes) -> Decoded:
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _named(_decode_within(data[len(mark) :], marked), marked, marked=True)
    if b"\0" in data:
        return _likeliest(data, _CANDIDATES[-2:])
    decoded = _decode_leniently(data, "utf-8")
    if not decoded.broken or _is_utf8_with_flaws(decoded):
        return decoded
    return _likeliest(data, _CANDIDATES)


def _decode_within(data: bytes, encoding: str) -> Decoded:
    decoded = _decode_leniently(data, encoding)
    if _too_broken(decoded):
        raise ReadError(
            f"marked as {encoding}, but {decoded.broken} characters are broken: a damaged file"
        )
    return decoded


def _named(decoded: Decoded, encoding: str, *, marked: bool) -> Decoded:
    """A reader of the file must skip the mark to count as we do, so the name says it is there."""
    name = {"utf-8": "utf-8-sig"}.get(encoding, encoding.removesuffix("-le").removesuffix("-be"))
    return Decoded(decoded.text, name if marked else encoding, decoded.broken)


def _decode_leniently(data: bytes, encoding: str) -> Decoded:
    """Broken bytes replaced and counted; a character cut off at the very end left out."""
    try:
        return Decoded(codecs.getincrementaldecoder(encoding)().decode(data), encoding)
    except UnicodeDecodeError:
        text = codecs.getincrementaldecoder(encoding)("replace").decode(data)
        kept = codecs.getincrementaldecoder(encoding)("ignore").decode(data)
        return Decoded(text, encoding, text.count("\ufffd") - kept.count("\ufffd"))


def _too_broken(decoded: Decoded) -> bool:
    return decoded.broken > max(1, _BAD_SHARE * len(decoded.text))


def _is_utf8_with_flaws(decoded: Decoded) -> bool:
    """Well-formed sequences of three bytes, ten for each flaw, do not come about by chance."""
    enough = islice(_HAN.finditer(decoded.text), 10 * decoded.broken - 1, None)
    return not _too_broken(decoded) and next(enough, None) is not None


def _likeliest(data: bytes, candidates: tuple[str, ...]) -> Decoded:
    sample = data[:_SAMPLE]
    trials = [_decode_leniently(sample, encoding) for encoding in candidates]
    trials = [trial for trial in trials if not _too_broken(trial) and "\0" not in trial.text]
    # The first of equals wins: the smaller of two sets that read the same.
    best = max(trials, key=_likelihood, default=None)
    if best is not None and _likelihood(best) >= _PLAUSIBLE:
        return _decode_within(data, best.encoding)
    if b"\0" in data:
        raise ReadError("a binary file (it has NUL bytes), no text")
    return _decode_within(data, _detected(sample))


def _detected(sample: bytes) -> str:
    """What charset-normalizer thinks, where no Chinese encoding gives likely Chinese."""
    from charset_normalizer import from_bytes

    best = from_bytes(sample, threshold=0.1).best() if len(sample) >= _ENOUGH_TO_GUESS else None
    if best is None:
        raise ReadError("no text in any encoding known here; if it is text, say its encoding")
    return best.encoding


def _likelihood(trial: Decoded) -> float:
    return plausibility(trial.text) - 2 * trial.broken / max(1, len(trial.text))


def plausibility(text: str) -> float:
    """
    How much the part of the text beyond ASCII looks like Chinese: 1 for sure, below 0 for noise.

    >>> plausibility("石门乡，招募志愿者") > 0.8
    True
    >>> plausibility("妦藷盺") < 0.1
    True
    """
    beyond = [character for character in text if not " " <= character <= "~"]
    beyond = [character for character in beyond if character not in "\t\n\r\f\ufeff\ufffd"]
    if not beyond:
        return 1.0
    points = sum(_points(character) for character in beyond)
    return (points - 2 * len(_WEIRD.findall(text))) / len(beyond)


def _points(character: str) -> float:
    if character in COMMON_CHARACTERS or _PUNCTUATION.match(character):
        return 1.0
    return 0.6 if _is_first_level(character) else 0.0


def _is_first_level(character: str) -> bool:
    """Whether GB 2312 has it among its 3755 characters of daily use."""
    try:
        return 0xB0 <= character.encode("gb2312")[0] <= 0xD7
    except UnicodeEncodeError:
        return False
