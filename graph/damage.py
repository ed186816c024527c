"""Damaged stores: telling what the database says of its broken files as what to do about them."""

from __future__ import annotations

import re
from typing import Final

# What RocksDB, and Oxigraph on top of it, say where bytes are not what was once written.
_SIGNS: Final = re.compile(
    r"Corruption|corrupted|Invalid (?:storage|data)|checksum mismatch|\.sst: No such file"
)
WAY_OUT: Final = (
    "its files are damaged. Take a copy back by 'wangge restore', or read the pages anew by "
    "'wangge rebuild'"
)

# What the system refuses, in whatever words a library tells it, and what can be done about it.
_REFUSALS: Final = (
    (
        r"No space left on device|disk is full|Disk quota exceeded|File too large",
        "make room, and run the same command again",
    ),
    (
        r"Permission denied|Operation not permitted|Read-only file system|readonly database",
        "ask for the right to it, or name another place",
    ),
    (r"Too many open files", "allow more of them by 'ulimit -n 4096'"),
)


def next_step(reason: str) -> str | None:
    """
    What can be done where the system refused; None where it did not, or that is not known.

    >>> next_step("a.kg cannot be written: No space left on device")
    'make room, and run the same command again'
    """
    return next((way for sign, way in _REFUSALS if re.search(sign, reason)), None)


def damage_in(error: BaseException) -> str | None:
    """
    What an error of the database tells of damage, with the way out; None where it tells of none.

    >>> damage_in(RuntimeError("Corruption: block checksum mismatch in /a.kg/oxigraph/7.sst"))[:57]
    'Corruption: block checksum mismatch in /a.kg/oxigraph/7.s'
    >>> damage_in(OSError("No space left on device")) is None
    True
    """
    if not isinstance(error, OSError | RuntimeError):
        return None
    lines = str(error).splitlines()
    if not lines or not _SIGNS.search(lines[0]):
        return None
    return f"{lines[0][:300]}: {WAY_OUT}"


def said_by(error: BaseException) -> str:
    """
    What an error of the database says, in a line; the way out where it tells of damage.

    >>> said_by(OSError("No space left on device"))
    'No space left on device'
    """
    first = next(iter(str(error).splitlines()), type(error).__name__)
    return damage_in(error) or first
