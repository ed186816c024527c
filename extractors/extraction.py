"""What the extractors give for one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, overload

from extractors.article import Article
from extractors.document import Document
from extractors.facts import Entity, Fact
from extractors.records import record


@record(frozen=True, slots=True)
class MentionRecord:
    """One mention as ``extract --mentions --format jsonl`` prints it; offsets in the source."""

    document: str
    start: int
    end: int
    text: str
    type: str
    named: bool

    def to_json(self) -> dict[str, Any]:
        """The mention as the contract's JSON object."""
        return {
            "document": self.document,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "type": self.type,
            "named": self.named,
        }


class Mentions(Sequence[MentionRecord]):
    """The mentions of a document, looked for when somebody first wants one: facts need none."""

    def __init__(self, read: Callable[[], Iterable[MentionRecord]]) -> None:
        """Take what reads them."""
        self._read = read
        self._found: tuple[MentionRecord, ...] | None = None

    def _all(self) -> tuple[MentionRecord, ...]:
        if self._found is None:
            self._found = tuple(self._read())
        return self._found

    @overload
    def __getitem__(self, index: int) -> MentionRecord: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[MentionRecord]: ...
    def __getitem__(self, index: int | slice) -> MentionRecord | Sequence[MentionRecord]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[MentionRecord]:
        return iter(self._all())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self._all() == tuple(other)

    __hash__ = None  # type: ignore[assignment]


@record(frozen=True, slots=True)
class Extraction:
    """
    A document with everything that was read out of it, in reading order.

    ``mentions`` are looked for when first asked for.
    """

    document: Document
    articles: tuple[Article, ...]
    mentions: Sequence[MentionRecord]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
