"""Lines joined to paragraphs: what belongs together though the page broke it over lines.

A page is hard-wrapped (every line of a paragraph but its last is as full as its column), or has a
paragraph on each line, or mixes both; empty lines may part paragraphs or stand behind every line.
So where a paragraph ends is read from several signs: the sentence's end, how full the line is
compared with its neighbours, indentation, and whether lines that certainly go on have empty
lines behind them too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import AlignedText
from extractors.layout import shapes
from extractors.layout.columns import Setting
from extractors.layout.credits import read_credit
from extractors.layout.lines import Line, clean
from extractors.layout.titles import classify


@dataclass(frozen=True, slots=True)
class Chunk:
    """
    Lines that stand together, and their part in the layout.

    ``kind`` is ``text``, ``title``, ``section``, ``byline``, ``caption``, ``header``, ``column``
    or ``editor``. ``gap`` counts the empty lines above, ``opens`` says that the source begins
    something new with it.
    """

    kind: str
    lines: tuple[Line, ...]

    @property
    def gap(self) -> int:
        """How many empty lines stand above the chunk."""
        return self.lines[0].gap

    @property
    def opens(self) -> bool:
        """Whether a new page, stream or ornamented first word begins here."""
        return self.lines[0].opens

    def text(self, source: str, *, spaced: bool = False) -> AlignedText:
        """The chunk's characters, cleaned."""
        return clean(source, (line.span for line in self.lines), spaced=spaced)


def join_lines(lines: Sequence[Line]) -> list[Chunk]:
    """The chunks of a page, in the order of the source."""
    setting = Setting(lines)
    chunks: list[Chunk] = []
    pending: list[Line] = []
    kinds = classify(setting)
    for position, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if pending and (kind != kinds[position - 1] or _breaks(setting, kind, position)):
            chunks.append(Chunk(kinds[position - 1], tuple(pending)))
            pending = []
        pending.append(line)
    if pending:
        chunks.append(Chunk(kinds[-1], tuple(pending)))
    return _reunite(chunks)


def _breaks(setting: Setting, kind: str, position: int) -> bool:
    """Whether something new begins at this line, the one before being of the same kind."""
    before, line = setting.lines[position - 1], setting.lines[position]
    if kind == "caption":
        return setting.stops(position - 1) or read_credit(line.text) is not None
    if kind != "text":
        return True
    if line.indent >= 2 and before.indent < line.indent:
        full = setting.around(position - 1).is_full(before)
        return setting.ends_text[position - 1] or not full or line.indent >= 4
    soft = shapes.SOFT_END.search(before.text[-6:]) is not None
    if not soft and not setting.stops(position - 1):
        return False
    column = setting.around(position - 1)
    if setting.unwrapped:
        return True
    if soft:
        return not column.is_full(before) and line.gap > 0 and not column.airy
    if line.opens or line.turns or (line.gap > 0 and not column.airy):
        return True
    if column.indented and before.indent < 2 and line.indent < 2:
        return not setting.ends_sentence[position - 1]
    return not column.is_full(before) or not setting.ends_sentence[position - 1]


def _reunite(chunks: list[Chunk]) -> list[Chunk]:
    """Join the two halves of a sentence that a heading or a caption between them broke."""
    joined: list[tuple[str, list[Line]]] = []
    broken: list[Line] | None = None
    for chunk in chunks:
        first = chunk.lines[0]
        if chunk.kind != "text":
            joined.append((chunk.kind, list(chunk.lines)))
            if chunk.kind in ("byline", "column", "section"):
                broken = None
            continue
        if broken is not None and not (first.opens or first.indent >= 2):
            broken.extend(chunk.lines)
        else:
            broken = list(chunk.lines)
            joined.append(("text", broken))
        last = broken[-2:]
        if Setting(last).stops(len(last) - 1):
            broken = None
    return [Chunk(kind, tuple(lines)) for kind, lines in joined]
