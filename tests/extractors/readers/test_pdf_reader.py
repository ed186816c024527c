"""Of a PDF the text is read page by page and column by column, or it is refused in one line."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader

from extractors.document import Document
from extractors.readers import read
from extractors.readers.pdf import read_pdf
from ontology.errors import ReadError

if TYPE_CHECKING:
    from conftest import Sheet  # the fixture's type

    NewSheet = Callable[..., Sheet]

BODY = (
    "　　七月二十日上午，石门乡召开防汛工作会议，安排部署下一步工作。会议要求，各村要组织党员干部"
    "对辖区内的水库、河道进行排查，转移群众二百六十余人。\n"
    "　　截至目前，全乡共排查隐患点三十五处，志愿者一千二百名奔赴各村值守，发放告知书两万余份。"
)


def lines(data: bytes) -> list[str]:
    return [line.strip() for line in read_pdf(data, None).text.split("\n") if line]


def test_a_newspaper_page_is_read_column_by_column(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    expected = sheet.line(90, 790, "石门乡召开防汛工作会议 全力转移群众", 22)
    expected += sheet.line(230, 765, "本报记者 王立新")
    for number in range(3):
        expected += sheet.column(50 + number * 170, 740, "\n".join([BODY] * 2), width=16)
    expected += sheet.line(60, 400, "岳村镇招募志愿者奔赴各村值守", 20)
    for number in range(2):
        expected += sheet.column(50 + number * 255, 370, BODY, width=24)
    assert lines(sheet.data()) == [line.strip() for line in expected]


def test_pages_follow_each_other(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    for text in ("第一版", "第二版", "第三版"):
        sheet.line(50, 700, text)
        sheet.next_page()
    assert read_pdf(sheet.data(), None).text == "第一版\n\n第二版\n\n第三版"


def test_paragraphs_stand_in_as_on_the_page(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    sheet.column(50, 700, BODY, width=40)
    text = read_pdf(sheet.data(), None).text
    assert [line.startswith("　　") for line in text.split("\n")] == [True, False, True, False]


def test_bold_type_that_is_printed_twice_is_read_once(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    sheet.line(50, 700, "石门乡")
    sheet.line(50.3, 700, "石门乡")
    assert read_pdf(sheet.data(), None).text == "石门乡"


def test_the_title_is_kept(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    sheet.canvas.setTitle("石门日报")
    sheet.line(50, 700, "石门乡")
    assert read_pdf(sheet.data(), None).title == "石门日报"


def test_a_pdf_is_a_document_of_its_bytes(tmp_path: Path, new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    sheet.line(50, 700, "石门乡")
    data = sheet.data()
    (tmp_path / "page").write_bytes(data)
    (document,) = read([tmp_path])
    assert isinstance(document, Document)
    assert (document.reader, document.encoding, document.size) == ("pdf", "", len(data))
    assert document.text == "石门乡"


def test_an_encrypted_pdf_is_refused(new_sheet: NewSheet) -> None:
    sheet = new_sheet(encrypt=StandardEncryption("secret"))
    sheet.line(50, 700, "石门乡")
    with pytest.raises(ReadError, match="an encrypted PDF; save it without a password"):
        read_pdf(sheet.data(), None)


def test_a_pdf_that_only_restricts_printing_is_read(new_sheet: NewSheet) -> None:
    sheet = new_sheet(encrypt=StandardEncryption("", ownerPassword="owner", canPrint=0))
    sheet.canvas.drawString(50, 700, "Shimen")
    assert read_pdf(sheet.data(), None).text == "Shimen"


def test_a_pdf_of_pictures_is_refused_with_a_word_about_ocr(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    sheet.canvas.drawImage(ImageReader(Image.new("RGB", (9, 9))), 0, 0, 500, 700)
    with pytest.raises(ReadError, match="pictures without text; run text recognition"):
        read_pdf(sheet.data(), None)


def test_an_empty_pdf_is_refused(new_sheet: NewSheet) -> None:
    with pytest.raises(ReadError, match="a PDF without text"):
        read_pdf(new_sheet().data(), None)


@pytest.mark.parametrize("keep", [9, 500, 1500, 2200])
def test_a_truncated_pdf_is_read_or_refused_without_a_traceback(
    tmp_path: Path, new_sheet: NewSheet, keep: int, caplog: pytest.LogCaptureFixture
) -> None:
    sheet = new_sheet()
    sheet.line(50, 700, "石门乡")
    (tmp_path / "a.pdf").write_bytes(sheet.data()[:keep])
    (found,) = read([tmp_path])
    assert found.name == "a.pdf"
    assert caplog.records == []


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\n" + bytes(999), b"hello, no PDF"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="a damaged PDF, or none"):
        read_pdf(data, None)


def test_a_pdf_comes_through_standard_input(new_sheet: NewSheet) -> None:
    sheet = new_sheet()
    sheet.line(50, 700, "石门乡")
    (document,) = read(["-"], stdin=io.BytesIO(sheet.data()))
    assert isinstance(document, Document)
    assert document.text == "石门乡"


def test_no_logger_is_left_changed(new_sheet: NewSheet) -> None:
    before = logging.getLogger("pdfminer").level
    sheet = new_sheet()
    sheet.line(50, 700, "石门乡")
    read_pdf(sheet.data(), None)
    assert logging.getLogger("pdfminer").level == before
