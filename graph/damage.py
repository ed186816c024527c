"""Damaged stores: telling what the database says of its broken files as what to do about them."""

from __future__ import annotations

import re
from typing import Final

# What RocksDB, and Oxigraph on top of it, say where bytes are not what was once written.
_SIGNS: Final = re.compile(
    r"Corruption|corrupted|Invalid (?:storage|data)|checksum mismatch|\.sst: No such file"
)
_WAY_OUT: Final = (
    "its files are damaged. Take a copy back by 'wangge restore', or read the pages anew by "
    "'wangge rebuild'"
)


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
    return f"{lines[0][:300]}: {_WAY_OUT}"


def said_by(error: BaseException) -> str:
    """
    What an error of the database says, in a line; the way out where it tells of damage.

    >>> said_by(OSError("No space left on device"))
    'No space left on device'
    """
    first = next(iter(str(error).splitlines()), type(error).__name__)
    return damage_in(error) or first
