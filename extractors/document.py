"""A document as the readers give it, and text that knows where it stands in its source."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.records import record


@record(frozen=True, slots=True)
class Span:
    """A half-open range of characters, ``start <= i < end``."""

    start: int
    end: int

    def __len__(self) -> int:
        return self.end - self.start

    def __contains__(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share at least one character."""
        return self.start < other.end and other.start < self.end


@record(frozen=True, slots=True)
class Document:
    """
    One source text, decoded, with what is known about where it came from.

    ``name`` is what facts call it: the file's name (its path below the folder given), or
    ``file.jsonl#id`` for a record. ``text`` is the decoded source, unedited: every offset that
    wangge ever prints counts characters of it. ``sha256`` is that of the source's bytes.
    ``reader`` is the format that it was read as, ``reader_version`` the package that read it.
    """

    name: str
    text: str
    title: str = ""
    date: str = ""
    source: str = ""
    reader: str = "plain"
    reader_version: str = ""
    encoding: str = "utf-8"
    size: int = 0
    sha256: str = ""


@record(frozen=True, slots=True)
class AlignedText:
    """
    Clean text whose every character knows its offset in the source.

    ``offsets[i]`` is where ``text[i]`` stands in the document's text; offsets never decrease
    within one paragraph. Cleaning may drop characters (line breaks, stray replacement
    characters); it never invents or changes one.
    """

    text: str
    offsets: tuple[int, ...]

    def __post_init__(self) -> None:
        if len(self.text) != len(self.offsets):
            raise ValueError(f"{len(self.text)} characters but {len(self.offsets)} offsets")

    def __len__(self) -> int:
        return len(self.text)

    def source_span(self, span: Span) -> Span:
        """
        The range of the source that holds the characters of ``span``.

        >>> AlignedText("ab", (3, 7)).source_span(Span(0, 2))
        Span(start=3, end=8)
        """
        if not 0 <= span.start < span.end <= len(self.text):
            raise ValueError(f"{span} is not a non-empty range of {len(self.text)} characters")
        covered = self.offsets[span.start : span.end]
        return Span(min(covered), max(covered) + 1)

    def slice(self, span: Span) -> AlignedText:
        """The part of the text within ``span``, offsets kept."""
        return AlignedText(self.text[span.start : span.end], self.offsets[span.start : span.end])

    @classmethod
    def whole(cls, text: str, start: int = 0) -> AlignedText:
        """The text as it stands, its first character at ``start`` of the source."""
        return cls(text, tuple(range(start, start + len(text))))

    @classmethod
    def join(cls, parts: Iterable[AlignedText]) -> AlignedText:
        """The parts one behind the other, with nothing between them."""
        pieces = list(parts)
        offsets = tuple(offset for piece in pieces for offset in piece.offsets)
        return cls("".join(piece.text for piece in pieces), offsets)
