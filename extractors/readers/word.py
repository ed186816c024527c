"""Word documents (.docx): paragraphs and tables in the order they stand in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from extractors.readers.limits import DEFAULT, Limits, megabytes
from extractors.readers.source import Content
from ontology.errors import ReadError

_NO_MEMORY = 2  # the code that libxml2 gives its errors then
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
# Properties hold tabs that are settings; a deletion is no longer text; a fallback says it twice.
_SKIPPED = {_FALLBACK, *(_WORD + tag for tag in ("pPr", "rPr", "del", "moveFrom", "instrText"))}


def read_word(data: bytes, encoding: str | None, limits: Limits = DEFAULT) -> Content:
    """
    One line a paragraph, one line a table row with tabs between its cells; text boxes follow the
    paragraph that they hang on.

    Raises ReadError where it is no Word document, a damaged one, or one that unpacks to more than
    the limits allow. The encoding has no say.
    """
    import docx

    _check_size(data, limits.unpacked)
    try:
        document = docx.Document(io.BytesIO(data))
        body: Any = document.element.body
    except (KeyError, ValueError, AttributeError, SyntaxError) as error:
        if getattr(error, "code", None) == _NO_MEMORY:
            raise MemoryError from None
        raise ReadError("no Word document inside, or a damaged one") from None
    if body.getroottree().docinfo.doctype:
        # No program writes one; its entities could hold files of this machine, or never end.
        raise ReadError("a Word document with a DOCTYPE of its own; save it anew as .docx")
    text = "\n".join(_blocks(body))
    return Content(text, title=document.core_properties.title or "")


def _check_size(data: bytes, most: int) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = sum(info.file_size for info in packed.infolist())
            encrypted = any(info.flag_bits & 1 for info in packed.infolist())
    except zipfile.BadZipFile:
        raise ReadError("a damaged Word document") from None
    if encrypted:
        raise ReadError("an encrypted Word document; save it without a password")
    if size > most:
        raise ReadError(
            f"unpacks to more than {megabytes(most)}; split it, or raise the limit unpacked"
        )


def _blocks(container: Any) -> Iterator[str]:
    """The lines of a body, a cell or a text box: content controls and the like are seen through."""
    for child in container:
        if child.tag == _WORD + "p":
            yield _paragraph(child)
            for box in _text_boxes(child):
                yield from _blocks(box)
        elif child.tag == _WORD + "tbl":
            yield from _rows(child)
        elif child.tag not in _SKIPPED:
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(_WORD + "tr"):
        if _nearest(row, "tbl") is not table:
            continue  # the row of a table within: its cell brings it
        cells = [cell for cell in row.iter(_WORD + "tc") if _nearest(cell, "tr") is row]
        yield "\t".join(" ".join(line for line in _blocks(cell) if line) for cell in cells)


def _nearest(element: Any, tag: str) -> Any:
    return next(element.iterancestors(_WORD + tag), None)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(_WORD + "txbxContent"):
        if _nearest(box, "p") is paragraph and next(box.iterancestors(_FALLBACK), None) is None:
            yield box


def _paragraph(paragraph: Any) -> str:
    return "".join(_runs(paragraph))


def _runs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _SKIPPED or child.tag == _WORD + "txbxContent":
            continue
        if child.tag == _WORD + "t":
            yield child.text or ""
        elif isinstance(child.tag, str) and child.tag.removeprefix(_WORD) in _BREAKS:
            yield _BREAKS[child.tag.removeprefix(_WORD)]
        else:
            yield from _runs(child)
