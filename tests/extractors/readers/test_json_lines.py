"""A JSON Lines file gives a document a line, and a refusal for each bad one."""

from __future__ import annotations

import hashlib
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.document import Document
from extractors.readers import Limits, Refusal, read
from extractors.readers.json_lines import read_json_lines

GOOD = '{"id": "a1", "text": "石门乡招募志愿者。", "title": "招募", "date": "2021-07-20"}'


UNICODE = st.characters(exclude_characters="\0", exclude_categories=["Cs"])


def records(*lines: str, limit: int = 1000) -> list[Document | Refusal]:
    return list(read_json_lines("f.jsonl", ["\n".join(lines).encode()], None, limit))


def test_a_record_is_a_document_with_what_is_known_about_it() -> None:
    line = '{"id": "a1", "text": "甲", "title": "题", "date": "2021", "source": "http://x.cn/1"}'
    assert records(line) == [
        Document(
            name="f.jsonl#a1",
            text="甲",
            title="题",
            date="2021",
            source="http://x.cn/1",
            reader="jsonlines",
            encoding="utf-8",
            size=len(line.encode()),
            sha256=hashlib.sha256(line.encode()).hexdigest(),
        )
    ]


def test_without_an_id_a_record_goes_by_its_line() -> None:
    found = records('{"text": "甲"}', "", '{"text": "乙", "id": null}', '{"text": "丙", "id": 7}')
    assert [document.name for document in found] == ["f.jsonl#1", "f.jsonl#3", "f.jsonl#7"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("nonsense", "no JSON: Expecting value at column 1"),
        ('{"text": "甲"', "no JSON: Expecting ',' delimiter at column 13"),
        ("[1]", "no JSON object"),
        ('"甲"', "no JSON object"),
        ('{"title": "甲"}', 'no "text"'),
        ('{"text": ""}', 'no "text"'),
        ('{"text": " \\n"}', 'no "text"'),
        ('{"text": 5}', 'no "text"'),
        ('{"text": "a\\u0000b"}', "NUL"),
        ('{"text": "甲", "title": ["题"]}', '"title" is no string'),
        ('{"text": "甲", "id": true}', '"id" is no string'),
        ('{"text": "甲", "id": "' + "x" * 5000 + '"}', '"id" is longer than 4096 characters'),
        ("[" * 100_000, "nested too deep"),
        ('{"text": "甲", "n": ' + "1" * 5000 + "}", "a number too long"),
    ],
)
def test_a_bad_line_is_refused_by_file_and_line_and_the_others_go_on(
    line: str, reason: str
) -> None:
    before, refusal, after = records(GOOD, line, '{"text": "乙"}', limit=200_000)
    assert (before.name, after.name) == ("f.jsonl#a1", "f.jsonl#3")
    assert isinstance(refusal, Refusal)
    assert refusal.name == "f.jsonl:2"
    assert refusal.reason.startswith("line 2: ")
    assert reason in refusal.reason


def test_bytes_that_are_no_text_refuse_their_line() -> None:
    found = list(read_json_lines("f", [b'\xff\xfe{"a\x00\n', GOOD.encode()], None, 999))
    assert [type(one) for one in found] == [Refusal, Document]


def test_half_a_surrogate_pair_becomes_a_replacement_character() -> None:
    (document,) = records('{"text": "甲\\ud83d乙"}')
    assert isinstance(document, Document)
    assert document.text == "甲\ufffd乙"


def test_records_in_another_encoding_are_read_too() -> None:
    (document,) = read_json_lines("f", [GOOD.encode("gb18030")], None, 999)
    assert isinstance(document, Document)
    assert (document.text, document.encoding) == ("石门乡招募志愿者。", "gb18030")


def test_windows_line_ends_are_no_part_of_a_record() -> None:
    assert records(GOOD + "\r") == records(GOOD)


@given(st.lists(st.text(UNICODE, min_size=1)), st.integers(1, 50))
def test_records_do_not_depend_on_how_the_file_arrives(texts: list[str], size: int) -> None:
    texts = [text + "字" for text in texts]
    data = "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    found = list(read_json_lines("f", pieces, None, 10_000))
    assert [one.text for one in found if isinstance(one, Document)] == texts


def test_a_line_of_300_megabytes_is_refused_without_being_held() -> None:
    def pieces() -> Iterator[bytes]:
        yield GOOD.encode() + b'\n{"text": "'
        for _ in range(300):
            yield bytes(1024 * 1024)
        yield b'"}\n' + b'{"text": "x"}'

    tracemalloc.start()
    try:
        found = list(read_json_lines("f", pieces(), None, Limits().text))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert [one.name for one in found] == ["f#a1", "f:2", "f#3"]
    assert found[1] == Refusal(
        "f:2", "line 2: the line is longer than 16 MiB; raise the limit text"
    )
    assert peak < 3 * Limits().text


def test_a_line_may_be_as_long_as_the_limit() -> None:
    line = '{"text": "x"}'
    fits, refused = (records(line, limit=len(line)), records(line, limit=len(line) - 1))
    assert isinstance(fits[0], Document)
    assert isinstance(refused[0], Refusal)


def test_the_same_id_twice_is_refused_unless_it_is_the_same_record(tmp_path: Path) -> None:
    path = tmp_path / "f.jsonl"
    other = '{"id": "a1", "text": "别的"}'
    path.write_text(f"{GOOD}\n{GOOD}\n{other}\n", encoding="utf-8")
    first, second = read([str(path)])
    assert first.name == second.name == "f.jsonl#a1"
    assert isinstance(second, Refusal)


def test_records_from_standard_input_are_recognised() -> None:
    (document,) = read(["-"], stdin=io.BytesIO(GOOD.encode()))
    assert document.name == "stdin#a1"
