"""JSON Lines: a document a line, with ``text`` and what else is known about it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator

from extractors.document import Document
from extractors.readers.encodings import decode
from extractors.readers.limits import LONGEST_NAME, megabytes
from extractors.readers.source import Refusal, without_controls
from ontology.errors import ReadError

_OPTIONAL = ("title", "date", "source")
_SURROGATE = re.compile("[\ud800-\udfff]")


def read_json_lines(
    name: str, pieces: Iterable[bytes], encoding: str | None, limit: int
) -> Iterator[Document | Refusal]:
    """
    The records of a file that comes in pieces; what is wrong with a line refuses that line alone.

    A record is called ``name#id``, without an id ``name#`` and the number of its line; a refused
    line ``name:number``. No more than ``limit`` bytes of a line are held.

    >>> list(read_json_lines("f.jsonl", [b'{"id": 7, "text": "ab"}'], None, 99))[0].name
    'f.jsonl#7'
    """
    for number, line in enumerate(_lines(pieces, limit), 1):
        found = read_line(name, number, line, encoding, limit)
        if found is not None:
            yield found


def read_line(
    name: str, number: int, line: bytes | None, encoding: str | None, limit: int
) -> Document | Refusal | None:
    """
    What a line of a file holds, without its end; None for an empty line.

    ``line`` is None where it was longer than ``limit`` bytes.
    """
    try:
        if line is None:
            raise ReadError(f"the line is longer than {megabytes(limit)}; raise the limit text")
        return _document(name, number, line, encoding) if line.strip() else None
    except ReadError as error:
        return Refusal(f"{name}:{number}", f"line {number}: {error}")


def _lines(pieces: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines without their ends; None for one that is longer than the limit."""
    held = bytearray()
    too_long = False
    for piece in pieces:
        *ended, rest = piece.split(b"\n")
        for end in ended:
            too_long = too_long or len(held) + len(end) > limit
            yield None if too_long else bytes(held) + end
            held.clear()
            too_long = False
        too_long = too_long or len(held) + len(rest) > limit
        if too_long:
            held.clear()
        else:
            held += rest
    if held or too_long:
        yield None if too_long else bytes(held)


def _document(name: str, number: int, line: bytes, encoding: str | None) -> Document:
    line = line.removesuffix(b"\r")
    decoded = decode(line, encoding)
    record = _parsed(decoded.text)
    text = record.get("text")
    if not isinstance(text, str) or not text.strip():
        raise ReadError('no "text", or it is empty or no string')
    if "\0" in text:
        raise ReadError('"text" holds NUL characters: no text')
    id_ = _string(record, "id")
    if len(id_) > LONGEST_NAME:
        raise ReadError(f'"id" is longer than {LONGEST_NAME} characters')
    title, date, source = (_string(record, key) for key in _OPTIONAL)
    return Document(
        name=f"{name}#{without_controls(id_) or number}",
        text=_without_surrogates(text),
        title=title,
        date=date,
        source=source,
        reader="jsonlines",
        encoding=decoded.encoding,
        size=len(line),
        sha256=hashlib.sha256(line).hexdigest(),
    )


def _parsed(line: str) -> dict[str, object]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise ReadError(f"no JSON: {error.msg} at column {error.colno}") from None
    except (ValueError, RecursionError):
        raise ReadError("no JSON that can be read: nested too deep, or a number too long") from None
    if not isinstance(record, dict):
        raise ReadError('no JSON object; a record is {"text": "…", "id": "…"}')
    return record


def _string(record: dict[str, object], key: str) -> str:
    """A value that is absent or null is empty; a number is as good as its digits."""
    value = record.get(key)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ReadError(f'"{key}" is no string')
    return _without_surrogates(str(value))


def _without_surrogates(text: str) -> str:
    r"""Half of a pair, as ``\ud83d`` alone can write it, cannot be stored as UTF-8."""
    return _SURROGATE.sub("\ufffd", text)
