"""From a source to its documents: pick the reader, keep to the limits, turn errors to refusals."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import BinaryIO

from extractors.document import Document
from extractors.readers.apart import Apart
from extractors.readers.archives import tar_members, zip_members
from extractors.readers.contents import check_length, content_of, one_line
from extractors.readers.folders import reason_of
from extractors.readers.formats import CONTAINERS, JSON_LINES, ZIP, Format, format_of
from extractors.readers.json_lines import read_json_lines, read_line
from extractors.readers.limits import CHUNK, Limits
from extractors.readers.source import Refusal, Source, chunks, read_within
from ontology.errors import ReadError

Found = Iterator[Document | Refusal]


@dataclass(frozen=True, slots=True)
class Manner:
    """
    How sources are read: in which encoding, within which limits.

    ``apart`` is the process in which risky formats are read; ``packed`` says that the sources are
    themselves members of an archive: no archive is read in them.
    """

    encoding: str | None
    limits: Limits
    apart: Apart
    packed: bool = False


def documents_of(source: Source, manner: Manner) -> Found:
    """The documents in a source, or why there are none; raises nothing."""
    try:
        with source.open() as stream:
            head = read_head(stream)
            if not head:
                raise ReadError("an empty file")
            form = format_of(source.name, head)
            if form is JSON_LINES:
                pieces = chain((head,), chunks(stream))
                yield from _records(source.name, pieces, manner)
            elif form not in CONTAINERS:
                yield _document(source.name, form, head, stream, manner)
            elif manner.packed:
                raise ReadError("an archive in an archive; unpack it first")
            else:
                yield from _members(source.name, form, head, stream, manner)
    except ReadError as error:
        yield Refusal(source.name, str(error))
    except MemoryError:
        yield Refusal(source.name, "too large for the memory of this machine")
    except OSError as error:
        # With a name, the system speaks of the file; without, a library stumbled over its bytes.
        said = reason_of(error)
        yield Refusal(source.name, said if error.filename else f"a damaged file ({said})")
    except Exception as error:  # the formats' libraries raise whatever a broken file leads them to
        yield Refusal(source.name, f"a damaged file ({one_line(error)})")


def _records(name: str, pieces: Iterable[bytes], manner: Manner) -> Found:
    for found in read_json_lines(name, pieces, manner.encoding, manner.limits.text):
        yield _short(found, manner)


def record_of(
    name: str, number: int, line: bytes | None, manner: Manner
) -> Document | Refusal | None:
    """
    The document in one line of JSON Lines, numbered from 1; raises nothing.

    The line comes without its end, or as None where it is longer than the limit ``text``. An empty
    one gives None.
    """
    found = read_line(name, number, line, manner.encoding, manner.limits.text)
    return found and _short(found, manner)


def _short(found: Document | Refusal, manner: Manner) -> Document | Refusal:
    try:
        if isinstance(found, Document):
            check_length(found.text, manner.limits)
    except ReadError as error:
        return Refusal(found.name, str(error))
    return found


def read_head(stream: BinaryIO) -> bytes:
    """The first bytes of a stream, enough to tell its format; a pipe gives them bit by bit."""
    head = b""
    while len(head) < CHUNK and (piece := stream.read(CHUNK - len(head))):
        head += piece
    return head


def _document(
    name: str,
    form: Format,
    head: bytes,
    stream: BinaryIO,
    manner: Manner,
) -> Document:
    limits, encoding = manner.limits, manner.encoding
    data = read_within(stream, "packed" if form.packed else "text", limits, head)
    if form.risky:
        content = manner.apart.read(form, data, encoding)
    else:
        content = content_of(form, data, encoding, limits)
    return Document(
        name=name,
        text=content.text,
        title=content.title,
        date=content.date,
        source=content.source,
        reader=form.name,
        reader_version=form.version,
        encoding=content.encoding,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )


def _members(
    name: str,
    form: Format,
    head: bytes,
    stream: BinaryIO,
    manner: Manner,
) -> Found:
    if stream.seekable():
        stream.seek(0)
    else:
        stream = io.BytesIO(read_within(stream, "packed", manner.limits, head))
    members = zip_members if form is ZIP else tar_members
    empty = True
    for member in members(name, stream, manner.limits):
        empty = False
        if isinstance(member, Refusal):
            yield member
        else:
            yield from documents_of(member, replace(manner, packed=True))
    if empty:
        raise ReadError("the archive holds no files")
