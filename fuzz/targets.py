"""
The targets: each takes any bytes whatever, and raises where something breaks that must hold.

The tests run every target on what fuzzing has found before (``findings/``); ``python -m fuzz``
looks for more.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from unicodedata import category

from extractors.document import Document
from extractors.layout import read_page
from extractors.open.facts import open_facts
from extractors.pipeline import extract
from extractors.readers import Limits, Refusal, read
from extractors.readers.contents import content_of
from extractors.readers.formats import FORMATS
from extractors.readers.json_lines import read_json_lines
from ontology import load_ontology
from ontology.entries import turtle_entries
from ontology.errors import LexiconError, OntologyError, ReadError
from ontology.lexicon import _lines, _Table

Target = Callable[[bytes], None]

LIMITS = Limits(text=1 << 20, packed=1 << 22, unpacked=1 << 22, members=100)


def _reader(name: str) -> Target:
    """A file of one format holds text, or is refused in one line."""
    (form,) = (form for form in FORMATS if form.name == name)

    def read_bytes(data: bytes) -> None:
        try:
            content = content_of(form, data, None, LIMITS)
        except ReadError as refusal:
            _expect_line(refusal)
        else:
            for said in (content.text, content.title, content.date, content.source):
                said.encode()
                assert "\0" not in said

    return read_bytes


def archive(data: bytes) -> None:
    """An archive, whole or broken, gives documents and refusals, each with a name for one line."""
    for start in (b"PK\x03\x04", b""):
        _all_of(start + data)


def _all_of(data: bytes) -> None:
    for one in read(["-"], stdin=BytesIO(data), limits=LIMITS):
        assert _is_line(one.name), one
        if isinstance(one, Refusal):
            assert _is_line(one.reason), one
        else:
            one.text.encode()


def records(data: bytes) -> None:
    """JSON Lines give a document or a refusal for each line that is not empty."""
    lines = [line for line in data.split(b"\n") if line.strip()]
    found = list(read_json_lines("f", [data], None, LIMITS.text))
    assert len(found) <= len(lines)
    for one in found:
        assert _is_line(one.name), one
        (one.reason if isinstance(one, Refusal) else one.text + one.title + one.name).encode()


def layout(data: bytes) -> None:
    """Every character of an article is the one at its place in the source."""
    document = _page(data)
    for article in read_page(document):
        for block in (*article.blocks, *article.around):
            places = zip(block.text.text, block.text.offsets, strict=True)
            assert all(document.text[place] == character for character, place in places)


def extraction(data: bytes) -> None:
    """Any text gives facts, each with an evidence that stands in the text; twice, the same."""
    document = _page(data)
    found = extract(document)
    facts = (*found.facts, *open_facts(document))
    for fact in facts:
        quote = fact.evidence
        assert _bare(document.text[quote.start : quote.end]) == _bare(quote.text), fact
        fact.to_json()
    for mention in found.mentions:
        printed = document.text[mention.start : mention.end]
        assert "".join(printed.split()) == "".join(mention.text.split()), mention
    assert extract(document).facts == found.facts


def turtle(data: bytes) -> None:
    """A domain in Turtle gives terms and words, or is refused with its file in one line."""
    _domain("domain.ttl", data, lambda path: list(turtle_entries(path, load_ontology((path,)))))


def words(data: bytes) -> None:
    """A domain in JSON Lines gives words, or is refused with file and line in one line."""
    _domain("domain.jsonl", data, _words)


def _words(path: Path) -> None:
    # Not the whole lexicon with them: it takes a second to load.
    table = _Table(load_ontology())
    table.begin_domain()
    table.add_all(_lines(path), path.parent)
    table.lexicon()


def _domain(name: str, data: bytes, load: Callable[[Path], object]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(data)
        try:
            load(path)
        except (OntologyError, LexiconError) as error:
            _expect_line(error, name)


def _page(data: bytes) -> Document:
    return Document(name="page.txt", text=data.decode("utf-8", "replace").replace("\0", " "))


def _bare(text: str) -> str:
    """The characters that a page shows: layout leaves the others out."""
    shown = (one for one in text if category(one) not in ("Cc", "Cf", "Co") and one != "\ufffd")
    return "".join("".join(shown).split())


def _expect_line(error: Exception, name: str = "") -> None:
    assert name in str(error), error
    assert _is_line(str(error)), error


def _is_line(text: str) -> bool:
    with suppress(UnicodeEncodeError):
        text.encode()
        return len(text.splitlines()) == 1
    return False


TARGETS: dict[str, Target] = {
    "plain": _reader("plain"),
    "pdf": _reader("pdf"),
    "word": _reader("docx"),
    "web": _reader("html"),
    "archive": archive,
    "records": records,
    "layout": layout,
    "extraction": extraction,
    "turtle": turtle,
    "words": words,
}
