"""A Word document is read in the order it stands in: paragraphs, tables, boxes."""

from __future__ import annotations

import io
import zipfile
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from extractors.document import Document
from extractors.readers import Refusal, read
from extractors.readers.word import read_word
from ontology.errors import ReadError


def saved(document: WordDocument) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def insert(document: WordDocument, xml: str) -> None:
    """Put raw WordprocessingML before the final section properties."""
    document.element.body.insert(-1, parse_xml(xml.replace(" NS", f" {nsdecls('w')}", 1)))


def test_paragraphs_and_tables_are_read_in_document_order() -> None:
    document = docx.Document()
    document.core_properties.title = "防汛通报"
    document.add_heading("石门乡防汛情况", level=1)
    document.add_paragraph("各村排查隐患点。")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells),
        ("村", "人数", "段家村", "120"),
        strict=True,
    ):
        cell.text = text
    document.add_paragraph("表后一段。")
    content = read_word(saved(document), None)
    assert content.text == "石门乡防汛情况\n各村排查隐患点。\n村\t人数\n段家村\t120\n表后一段。"
    assert content.title == "防汛通报"


def test_a_merged_cell_is_read_once_and_a_nested_table_in_its_cell() -> None:
    document = docx.Document()
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
    table.cell(1, 0).text = "外"
    inner = table.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "内一", "内二"
    assert read_word(saved(document), None).text.split("\n")[:2] == ["合并", "外\t内一\t内二"]


def test_line_breaks_and_tabs_within_a_paragraph_are_kept() -> None:
    document = docx.Document()
    document.add_paragraph("第一行\n第二行\t之后")
    assert read_word(saved(document), None).text == "第一行\n第二行\t之后"


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<w:p NS><w:ins><w:r><w:t>新增</w:t></w:r></w:ins></w:p>", "新增"),
        ("<w:p NS><w:del><w:r><w:delText>删去</w:delText></w:r></w:del></w:p>", ""),
        ("<w:p NS><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", "链接"),
        (
            "<w:sdt NS><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>",
            "控件",
        ),
        (
            "<w:p NS><w:r><w:t>正文</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>文本框</w:t></w:r>"
            "</w:p></w:txbxContent></w:pict></w:r></w:p>",
            "正文\n文本框",
        ),
        ("<w:p NS><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", "甲"),
    ],
)
def test_what_readers_often_miss_is_read(xml: str, text: str) -> None:
    document = docx.Document()
    document.add_paragraph("前")
    insert(document, xml)
    assert read_word(saved(document), None).text == f"前\n{text}"


def test_a_word_document_is_recognised_without_its_suffix(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("石门乡")
    (tmp_path / "无后缀").write_bytes(saved(document))
    (found,) = read([tmp_path])
    assert isinstance(found, Document)
    assert (found.reader, found.text) == ("docx", "石门乡")


@pytest.mark.parametrize("keep", [100, 2000, -200])
def test_a_damaged_word_document_is_refused(tmp_path: Path, keep: int) -> None:
    document = docx.Document()
    document.add_paragraph("石门乡")
    (tmp_path / "a.docx").write_bytes(saved(document)[:keep])
    (refusal,) = read([tmp_path])
    assert refusal == Refusal("a.docx", "a damaged Word document")


def test_a_zip_that_is_no_word_document_is_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/nothing.txt", "x")
    with pytest.raises(ReadError, match="no Word document inside"):
        read_word(stream.getvalue(), None)


def test_a_word_document_that_unpacks_to_far_too_much_is_refused() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("word/document.xml", "w") as member,
    ):
        for _ in range(257):
            member.write(bytes(1024 * 1024))
    with pytest.raises(ReadError, match="unpacks to more than 256 MiB"):
        read_word(stream.getvalue(), None)


@pytest.mark.parametrize(
    "entity",
    ["<!ENTITY a 'again'>", "<!ENTITY a SYSTEM 'file:///etc/hostname'>", "<!ENTITY % a 'x'>"],
)
def test_a_word_document_with_entities_of_its_own_is_refused(entity: str) -> None:
    document = docx.Document()
    document.add_paragraph("石门乡")
    with pytest.raises(ReadError, match="a Word document with a DOCTYPE of its own"):
        read_word(with_doctype(saved(document), f"<!DOCTYPE x [{entity}]>"), None)


def test_entities_that_multiply_are_not_followed() -> None:
    letters = "abcdefghij"
    entities = "<!ENTITY a 'aaaaaaaaaa'>" + "".join(
        f"<!ENTITY {letter} '{f'&{before};' * 10}'>" for before, letter in pairwise(letters)
    )
    document = docx.Document()
    document.add_paragraph("&j;")
    data = with_doctype(saved(document), f"<!DOCTYPE x [{entities}]>")
    with pytest.raises(ReadError):
        read_word(data, None)


def with_doctype(data: bytes, doctype: str) -> bytes:
    """The Word document with the doctype before its text, in which entities are entities."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                start = part.index(b"<w:document")
                part = part[:start] + doctype.encode() + part[start:].replace(b"&amp;", b"&")
            new.writestr(name, part)
    return stream.getvalue()


def test_a_word_document_without_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(saved(docx.Document()))
    assert list(read([tmp_path])) == [Refusal("a.docx", "no text in it")]
