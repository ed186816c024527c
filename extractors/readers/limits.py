"""How much of one source is read at most, and how a user says otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from ontology.errors import UsageError

MEBIBYTE = 1024 * 1024
CHUNK = 64 * 1024
# Characters of the name of a file, a member of an archive or a record; Linux has no longer paths.
LONGEST_NAME = 4096

_SIZES = ("text", "packed", "unpacked", "memory")
_UNITS = {"": 1, "k": 1024, "m": MEBIBYTE, "g": 1024 * MEBIBYTE}
_VALUE = re.compile(r"([0-9]{1,18})\s*(?:([kmg])(?:i?b)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    How much of one source is read at most.

    ``text`` bounds the bytes of one text, HTML page or record, ``packed`` those of one PDF or Word
    file, ``unpacked`` those that a Word file unpacks to; ``characters`` the text that one document
    gives, a character of which takes more than a kilobyte while facts are looked for in it.
    ``ratio`` says how many times its own size an archive may unpack to, ``members`` how many files
    it may hold. ``seconds`` of processor time and ``memory``, in bytes, are what one PDF, Word file
    or HTML page may take, where the system can bound them.
    """

    text: int = 16 * MEBIBYTE
    characters: int = 2_000_000
    packed: int = 256 * MEBIBYTE
    unpacked: int = 256 * MEBIBYTE
    ratio: int = 200
    members: int = 100_000
    seconds: int = 60
    memory: int = 2048 * MEBIBYTE

    def changed(self, settings: Iterable[str]) -> Limits:
        """
        These limits but for the ones that settings such as ``text=64M`` name.

        Sizes are in bytes, or in K, M or G of 1024. Raises UsageError for a setting that cannot be
        used.

        >>> Limits().changed(["text=64M", "seconds=5"]).text == 64 * 1024 * 1024
        True
        """
        return replace(self, **dict(_parsed(setting) for setting in settings))


DEFAULT = Limits()


def _parsed(setting: str) -> tuple[str, int]:
    names = [field.name for field in fields(Limits)]
    name, equals, said = (part.strip() for part in setting.partition("="))
    if name not in names or not equals:
        raise UsageError(f"no limit '{setting}'; write NAME=NUMBER with one of {', '.join(names)}")
    value = _VALUE.fullmatch(said)
    unit = (value[2] or "").lower() if value else ""
    if value is None or not int(value[1]) or (unit and name not in _SIZES):
        example = "64M" if name in _SIZES else "500"
        raise UsageError(f"the limit {name} cannot be '{said}'; write {name}={example}")
    return name, int(value[1]) * _UNITS[unit]


def megabytes(size: int) -> str:
    """
    A size as people say it.

    >>> megabytes(16 * 1024 * 1024), megabytes(300)
    ('16 MiB', '300 bytes')
    """
    return f"{size // MEBIBYTE} MiB" if size >= MEBIBYTE else f"{size} bytes"
