"""Files that are read as they were when they were opened, or not at all."""

from __future__ import annotations

import io
import os
from typing import TYPE_CHECKING, BinaryIO

from ontology.errors import ReadError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def steady(file: BinaryIO) -> BinaryIO:
    """
    A file that was just opened, which tells at its end whether somebody wrote to it meanwhile.

    Reading raises ReadError then: what was read may be half of one text and half of another.
    """
    return io.BufferedReader(_Steady(file))


class _Steady(io.RawIOBase):
    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._state = self._now()

    def _now(self) -> tuple[int, int]:
        told = os.fstat(self._file.fileno())
        return told.st_size, told.st_mtime_ns

    def readinto(self, buffer: WriteableBuffer) -> int:
        count: int = self._file.readinto(buffer)  # type: ignore[attr-defined]
        if not count and self._now() != self._state:
            raise ReadError("it changed while it was read; run this again when it is whole")
        return count

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def fileno(self) -> int:
        return self._file.fileno()

    def close(self) -> None:
        self._file.close()
        super().close()
