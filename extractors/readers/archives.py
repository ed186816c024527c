"""The members of a .zip or .tar archive, without unpacking anything to disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import PurePosixPath, PureWindowsPath
from typing import IO, BinaryIO, cast

from extractors.readers.limits import CHUNK, LONGEST_NAME, MEBIBYTE, Limits
from extractors.readers.source import Refusal, Source, printable
from ontology.errors import ReadError

_NOT_UTF8 = 0x800
_ENCRYPTED = 0x1
_ENTRY = 256  # bytes that an entry of a zip file's directory has, a long name included
_HEADER = MEBIBYTE  # bytes before a member of a tar file
_COMPRESSIONS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\0", lzma.open))


def zip_members(name: str, stream: BinaryIO, limits: Limits) -> Iterator[Source | Refusal]:
    """
    The files in a zip archive, each called ``name/member``; to be read before the next is taken.

    A member with a name that leads out of the archive or an encrypted one is refused. Raises
    ReadError for a broken archive, and for one that unpacks to more, or holds more members, than
    the limits allow.
    """
    left = _budget(stream, limits.ratio)
    with zipfile.ZipFile(_Directory(stream, limits.members)) as archive:
        if len(archive.filelist) > limits.members:
            raise ReadError(_crowd(limits.members))
        for info in archive.filelist:
            member = _member_name(info)
            if info.is_dir() or _is_hidden(member):
                continue
            left -= info.file_size
            if left < 0:
                raise ReadError(_bomb(limits.ratio))
            if info.flag_bits & _ENCRYPTED:
                yield Refusal(f"{name}/{member}", "encrypted; pack it without a password")
            else:
                yield _source(name, member, partial(_open_zipped, archive, info))


def _open_zipped(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> BinaryIO:
    return cast(BinaryIO, archive.open(info))


def _member_name(info: zipfile.ZipInfo) -> str:
    """Old Chinese archives hold names in GB18030, which zipfile takes for code page 437."""
    if info.flag_bits & _NOT_UTF8:
        return printable(info.filename)
    raw = info.filename.encode("cp437", "replace")
    return printable(raw.decode("utf-8", "surrogateescape"))


def tar_members(name: str, stream: BinaryIO, limits: Limits) -> Iterator[Source | Refusal]:
    """
    The files in a tar archive, packed by gzip, bzip2, xz or nothing; as ``zip_members``.

    Links and devices among the members are refused.
    """
    unpacked = _Bounded(_decompressed(stream), _budget(stream, limits.ratio), limits.ratio)
    with closing(_opened_tar(unpacked)) as archive:
        for count, info in enumerate(_headers(archive, unpacked), 1):
            if count > limits.members:
                raise ReadError(_crowd(limits.members))
            member = printable(info.name)
            if info.isdir() or _is_hidden(member):
                continue
            if not info.isreg():
                yield Refusal(f"{name}/{member}", "a link or device in an archive, no file")
            elif info.issparse():
                yield Refusal(f"{name}/{member}", "stored with holes; pack it without --sparse")
            else:
                yield _source(name, member, partial(_open_tarred, archive, info))


def _headers(archive: tarfile.TarFile, stream: _Bounded) -> Iterator[tarfile.TarInfo]:
    """What the archive says of each member, where it says no more than a name needs."""
    while True:
        stream.header_left = _HEADER
        info = archive.next()
        stream.header_left = None
        if info is None:
            return
        # tarfile keeps every header it has seen; a million of them would be a gigabyte.
        archive.members.clear()  # type: ignore[attr-defined]
        archive.pax_headers = {}
        yield info


def _opened_tar(stream: io.RawIOBase) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=cast(IO[bytes], stream), mode="r:")
    except tarfile.ReadError:
        raise ReadError("packed, but no archive, or a damaged one; unpack it first") from None


def _open_tarred(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    opened = archive.extractfile(info)
    assert opened is not None, "regular members can be opened"
    return cast(BinaryIO, opened)


def _decompressed(stream: BinaryIO) -> BinaryIO:
    head = stream.read(6)
    stream.seek(0)
    for start, opener in _COMPRESSIONS:
        if head.startswith(start):
            return cast(BinaryIO, opener(stream))
    return stream


def _source(name: str, member: str, opener: partial[BinaryIO]) -> Source | Refusal:
    full = f"{name}/{member}"
    windows = PureWindowsPath(member)
    if len(member) > LONGEST_NAME:
        return Refusal(f"{full[:LONGEST_NAME]}…", f"a name of more than {LONGEST_NAME} characters")
    if windows.is_absolute() or windows.drive or windows.root or ".." in windows.parts:
        return Refusal(full, "a member whose name leads out of its archive")
    return Source(full, opener)


def _is_hidden(member: str) -> bool:
    """Hidden as in a folder; and what macOS packs beside the files."""
    parts = PurePosixPath(member.replace("\\", "/")).parts
    return "__MACOSX" in parts or any(p.startswith(".") and p != ".." for p in parts)


def _budget(stream: BinaryIO, ratio: int) -> int:
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return size * ratio + MEBIBYTE


def _bomb(ratio: int) -> str:
    return f"unpacks to more than {ratio} times its size: no archive of texts"


def _crowd(members: int) -> str:
    return f"holds more than {members} files; split it, or raise the limit members"


class _Directory(io.BufferedIOBase):
    """
    A zip file in which no single reading is longer than the directory of so many members.

    zipfile reads the whole directory at once and makes objects of it, before anybody can count.
    """

    def __init__(self, stream: BinaryIO, members: int) -> None:
        self._stream = stream
        self._members = members

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > MEBIBYTE + self._members * _ENTRY:
            raise ReadError(_crowd(self._members))
        return self._stream.read(-1 if size is None else size)


class _Bounded(io.RawIOBase):
    """
    A decompressed stream that gives no more than its budget, in reading as in skipping.

    Sizes in tar headers cannot be believed, and skipping a member decompresses it. While a header
    is read, ``header_left`` says how much more of it may be held.
    """

    def __init__(self, stream: BinaryIO, budget: int, ratio: int) -> None:
        self._stream = stream
        self._budget = budget
        self._ratio = ratio
        self.header_left: int | None = _HEADER  # tarfile begins with one

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._stream.tell()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        assert whence == io.SEEK_SET, "tarfile seeks from the start"
        while (ahead := offset - self._stream.tell()) > 0:
            if not self._read(min(ahead, CHUNK)):
                break
        return self._stream.tell() if ahead >= 0 else self._stream.seek(offset)

    def read(self, size: int = -1) -> bytes:
        if self.header_left is not None:
            self.header_left -= size
            if self.header_left < 0 or size < 0:
                raise ReadError("a damaged archive (a header of more than a mebibyte)")
        return self._read(size)

    def _read(self, size: int) -> bytes:
        room = self._budget - self._stream.tell()
        piece = self._stream.read(min(size, room + 1) if size >= 0 else room + 1)
        if len(piece) > room:
            raise ReadError(_bomb(self._ratio))
        return piece
