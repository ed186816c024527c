"""What the fuzzer begins with: for each target some sound inputs, and the words of the genre."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from ontology.lexicon import load_lexicon

ROOT = Path(__file__).parents[1]
_SENTENCE = "7月21日，石门县组织120余名志愿者清理河道，县长王立新说：“转移群众二百六十余人。”"
_PIECE = 400  # characters of a page
_PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>石门县防汛</title></head>
<body><div class="nav"><a href="/">首页</a></div><h1>石门县防汛</h1><p>{_SENTENCE}</p>
<table><tr><td>村</td><td>120</td></tr></table><p>2021-07-20 {_SENTENCE}</p></body></html>"""


def inputs_of(target: str) -> Iterator[bytes]:
    """Sound inputs of a target."""
    match target:
        case "pdf":
            yield from (_pdf(compressed) for compressed in (0, 1))
        case "word":
            yield _word()
        case "web":
            yield _PAGE.encode()
            yield _PAGE.replace("utf-8", "gb2312").encode("gb18030")
        case "archive":
            yield _zip()[4:]
            yield from (_tar(mode) for mode in ("w", "w:gz"))
        case "records":
            yield f'{{"id": "a", "text": "{_SENTENCE}", "date": "2021-07-20"}}\n'.encode()
        case "turtle":
            for path in sorted((ROOT / "ontology" / "domains").glob("*.ttl")):
                yield path.read_bytes()
        case "words":
            for path in sorted((ROOT / "ontology" / "lexicon").rglob("*.jsonl")):
                yield b"\n".join(path.read_bytes().splitlines()[:3])
        case "plain":
            yield from (_SENTENCE.encode(name) for name in ("utf-8", "gb18030", "utf-16"))
        case _:
            yield from _pieces()


def _pieces() -> Iterator[bytes]:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for start in range(0, len(text), _PIECE):
            yield text[start : start + _PIECE].encode()


def words() -> Iterator[str]:
    """The words of the lexicon, sorted; and signs that texts are cut at."""
    lexicon = load_lexicon()
    yield from sorted({*lexicon.triggers, *lexicon.heads, *lexicon.suffixes, *lexicon.markers})
    yield from (
        "。",
        "，",
        "、",
        "；",
        "：",
        "“",
        "”",
        "（",
        "）",
        "《",
        "》",
        "　　",
        "\n",
        "□",
        "■",
    )
    yield from ("120余名", "3.5万元", "百分之三十", "7月20日", "上午8时许", "第3版", "本报讯（记者")


def _pdf(compressed: int) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = io.BytesIO()
    canvas = Canvas(stream, pageCompression=compressed)
    canvas.setFont("STSong-Light", 10)
    canvas.drawString(50, 700, _SENTENCE[:20])
    canvas.save()
    return stream.getvalue()


def _word() -> bytes:
    stream = io.BytesIO()
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/'
        'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
        'officeDocument/2006/relationships/officeDocument"/></Relationships>'
    )
    body = (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f"<w:body><w:p><w:r><w:t>{_SENTENCE}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>1"
        "</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
    )
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("_rels/.rels", relations)
        archive.writestr("word/document.xml", body)
    return stream.getvalue()


def _zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("版面/一.txt", _SENTENCE)
        archive.writestr("b.jsonl", '{"text": "x"}')
    return stream.getvalue()


def _tar(mode: str) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        info = tarfile.TarInfo("版面/一.txt")
        info.size = len(_SENTENCE.encode())
        archive.addfile(info, io.BytesIO(_SENTENCE.encode()))
    return stream.getvalue()
