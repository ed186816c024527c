"""What the extractors give for one document."""

from __future__ import annotations

from typing import Any

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


@record(frozen=True, slots=True)
class Extraction:
    """A document with everything that was read out of it, in reading order."""

    document: Document
    articles: tuple[Article, ...]
    mentions: tuple[MentionRecord, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
