"""From the bytes of one source to what they hold, whatever the bytes do to their reader."""

from __future__ import annotations

from extractors.readers.formats import Format
from extractors.readers.limits import Limits, megabytes
from extractors.readers.source import Content
from ontology.errors import ReadError


class OutOfMemoryError(ReadError):
    """A source takes more memory than its reader has."""


def content_of(form: Format, data: bytes, encoding: str | None, limits: Limits) -> Content:
    """
    What the reader of a format finds in the bytes: some text.

    Raises ReadError where there is none, where the bytes break their reader, or where the limits
    are too low for them; OutOfMemoryError, which is one too, where the memory is; nothing else.
    """
    assert form.reader is not None, "every format but the containers has one"
    try:
        content = form.reader(data, encoding, limits)
    except ReadError:
        raise
    except MemoryError:
        raise OutOfMemoryError(
            f"takes more than {megabytes(limits.memory)} of memory to read; "
            "split it, or raise the limit memory"
        ) from None
    except RecursionError:
        raise ReadError("nested too deep to be read; save it anew with fewer levels") from None
    except Exception as error:  # the formats' libraries raise whatever a broken file leads them to
        raise ReadError(f"a damaged file ({one_line(error)})") from None
    if not content.text.strip():
        raise ReadError("no text in it")
    check_length(content.text, limits)
    return content


def check_length(text: str, limits: Limits) -> None:
    """Raise ReadError for a text of more characters than the limits allow."""
    if len(text) > limits.characters:
        raise ReadError(
            f"holds more than {limits.characters} characters; split it into its pages, "
            "or raise the limit characters"
        )


def one_line(error: Exception) -> str:
    """
    The kind of an error and the beginning of what it says.

    >>> one_line(KeyError("word/document.xml\\n"))
    "KeyError: 'word/document.xml\\\\n'"
    """
    first = next(iter(str(error).splitlines()), "")[:120]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
