"""From a source to its documents: pick the reader, keep to the limits, turn errors to refusals."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from extractors.document import Document
from extractors.readers.archives import tar_members, zip_members
from extractors.readers.folders import reason_of
from extractors.readers.formats import CONTAINERS, JSON_LINES, ZIP, Format, format_of
from extractors.readers.json_lines import read_json_lines
from extractors.readers.source import (
    CHUNK,
    Limits,
    Refusal,
    Source,
    chunks,
    read_within,
)
from ontology.errors import ReadError

Found = Iterator[Document | Refusal]


def documents_of(
    source: Source, encoding: str | None, limits: Limits, *, packed: bool = False
) -> Found:
    """
    The documents in a source, or why there are none; raises nothing.

    ``packed`` says that the source is itself a member of an archive: no archive is read in it.
    """
    try:
        with source.open() as stream:
            head = read_head(stream)
            if not head:
                raise ReadError("an empty file")
            form = format_of(source.name, head)
            if form is JSON_LINES:
                pieces = chain((head,), chunks(stream))
                yield from read_json_lines(source.name, pieces, encoding, limits.text)
            elif form not in CONTAINERS:
                yield _document(source.name, form, head, stream, encoding, limits)
            elif packed:
                raise ReadError("an archive in an archive; unpack it first")
            else:
                yield from _members(source.name, form, head, stream, encoding, limits)
    except ReadError as error:
        yield Refusal(source.name, str(error))
    except MemoryError:
        yield Refusal(source.name, "too large for the memory of this machine")
    except OSError as error:
        # With a name, the system speaks of the file; without, a library stumbled over its bytes.
        said = reason_of(error)
        yield Refusal(source.name, said if error.filename else f"a damaged file ({said})")
    except Exception as error:  # the formats' libraries raise whatever a broken file leads them to
        yield Refusal(source.name, f"a damaged file ({_one_line(error)})")


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
    encoding: str | None,
    limits: Limits,
) -> Document:
    data = read_within(stream, limits.packed if form.packed else limits.text, head)
    assert form.reader is not None, "every format but the containers has one"
    content = form.reader(data, encoding)
    if not content.text.strip():
        raise ReadError("no text in it")
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
    encoding: str | None,
    limits: Limits,
) -> Found:
    if stream.seekable():
        stream.seek(0)
    else:
        stream = io.BytesIO(read_within(stream, limits.packed, head))
    members = zip_members if form is ZIP else tar_members
    empty = True
    for member in members(name, stream, limits.ratio):
        empty = False
        if isinstance(member, Refusal):
            yield member
        else:
            yield from documents_of(member, encoding, limits, packed=True)
    if empty:
        raise ReadError("the archive holds no files")


def _one_line(error: Exception) -> str:
    first = next(iter(str(error).splitlines()), "")[:120]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
