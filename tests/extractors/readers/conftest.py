"""Pages set for the readers' tests: PDFs of known text at known places."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

FONT = "STSong-Light"


class Sheet:
    """A PDF under the setter's hands; coordinates in points from the lower left corner."""

    def __init__(self, encrypt: StandardEncryption | None = None) -> None:
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=(595, 842), encrypt=encrypt)

    def line(self, x: float, y: float, text: str, size: float = 10) -> list[str]:
        """One line of text; gives it back as the reader should read it."""
        self.canvas.setFont(FONT, size)
        self.canvas.drawString(x, y, text)
        return [text]

    def column(self, x: float, y: float, text: str, width: int, leading: float = 15) -> list[str]:
        """Text hard-wrapped after so many characters; gives back its lines."""
        wrapped = [
            paragraph[start : start + width]
            for paragraph in text.split("\n")
            for start in range(0, len(paragraph), width)
        ]
        for number, line in enumerate(wrapped):
            self.line(x, y - number * leading, line)
        return wrapped

    def next_page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()

    def data(self) -> bytes:
        """The finished PDF."""
        self.canvas.showPage()
        self.canvas.save()
        return self._bytes.getvalue()


@pytest.fixture
def new_sheet() -> Callable[..., Sheet]:
    """An empty PDF to set text on."""
    return Sheet
