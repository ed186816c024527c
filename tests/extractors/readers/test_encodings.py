"""Bytes become the text they were made from, or are refused."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.encodings import check_encoding, decode, plausibility
from ontology.errors import ReadError, UsageError

PAGE = (
    "石门乡召开防汛工作会议\r\n\r\n　　7月20日上午，石门乡召开防汛工作会议，安排部署下一步工作。"
    "会议要求，各村组织党员干部120余名，对水库、河道进行排查。\n截至目前，共排查隐患点35处。\n"
)
TRADITIONAL_PAGE = (
    "石門鄉召開防汛工作會議\n　　七月二十日上午，石門鄉召開防汛工作會議，安排部署下一步工作。"
    "會議要求，各村組織黨員幹部一百二十名，對水庫、河道進行排查。\n"
)

CHINESE = st.text(
    st.one_of(
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.sampled_from("，。、；：？！“”《》（）0123456789 abcXYZ\n\r\t　"),
    )
)


@given(CHINESE, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-32"]))
def test_any_chinese_text_comes_back_from_the_encoding_given(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), encoding).text == text


@given(CHINESE, st.sampled_from(["gbk", "gb2312", "big5", "cp950", "big5hkscs"]))
def test_characters_that_a_smaller_set_has_come_back_from_it(text: str, encoding: str) -> None:
    encoded = text.encode(encoding, "ignore")
    assert decode(encoded, encoding).text == encoded.decode(encoding)


@given(CHINESE)
def test_whatever_is_utf8_is_read_as_utf8(text: str) -> None:
    decoded = decode(text.encode())
    assert (decoded.text, decoded.encoding, decoded.broken) == (text, "utf-8", 0)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
    ],
)
def test_the_encoding_of_a_page_is_found(encoding: str, named: str) -> None:
    decoded = decode(PAGE.encode(encoding))
    assert (decoded.text, decoded.encoding) == (PAGE, named)


def test_marked_big_endian_text_is_read_without_its_mark() -> None:
    decoded = decode(codecs.BOM_UTF16_BE + PAGE.encode("utf-16-be"))
    assert (decoded.text, decoded.encoding) == (PAGE, "utf-16")


@pytest.mark.parametrize("encoding", ["big5", "cp950", "gb18030", "utf-16-le"])
def test_traditional_text_is_read_in_its_own_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL_PAGE.encode(encoding)).text == TRADITIONAL_PAGE


@pytest.mark.parametrize(
    "text", ["石门乡", "重庆", "招募志愿者", "联通", "疫情防控", "返岗人员", "，弘扬", "先锋岗,"]
)
def test_a_few_characters_of_gb18030_are_enough(text: str) -> None:
    assert decode(text.encode("gb18030")).text == text


@pytest.mark.parametrize("text", ["石門鄉", "招募志願者", "臺灣", "防疫會議", "黨員幹部"])
def test_a_few_characters_of_big5_are_enough(text: str) -> None:
    assert decode(text.encode("big5")).text == text


def test_the_name_of_the_encoding_says_how_to_count_as_we_do() -> None:
    for encoding in ("utf-8-sig", "utf-16", "utf-32", "gb18030", "utf-16-be"):
        data = PAGE.encode(encoding)
        decoded = decode(data)
        assert data.decode(decoded.encoding) == decoded.text


def test_what_the_user_says_wins_over_what_the_bytes_look_like() -> None:
    assert decode("石门乡".encode(), "latin-1").text == "石门乡".encode().decode("latin-1")


def test_text_in_another_encoding_than_the_one_given_is_refused() -> None:
    with pytest.raises(ReadError, match="not in the encoding utf-8"):
        decode(PAGE.encode("gb18030"), "utf-8")


def test_gb2312_is_taken_for_the_larger_set_that_its_label_often_hides() -> None:
    assert decode("任镕带队".encode("gb18030"), "gb2312").text == "任镕带队"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "big5"])
@pytest.mark.parametrize("given", [True, False])
def test_of_a_file_cut_off_within_its_last_character_the_rest_is_read(
    encoding: str, given: bool
) -> None:
    cut = TRADITIONAL_PAGE.rstrip("\n").encode(encoding)[:-1]
    decoded = decode(cut, encoding if given else None)
    assert decoded.text == TRADITIONAL_PAGE.rstrip("\n")[:-1]
    assert decoded.broken == 0


def test_a_few_broken_bytes_are_kept_as_replacement_characters() -> None:
    data = PAGE.encode()
    broken = data[:30] + b"\xff" + data[30:]
    decoded = decode(broken)
    assert decoded.broken == 1
    assert decoded.text == PAGE[:10] + "\ufffd" + PAGE[10:]


def test_replacement_characters_that_stand_in_the_source_are_not_counted_as_broken() -> None:
    text = "\ufffd\ufffd\ufffd" + PAGE
    assert decode(text.encode()).text == text
    assert decode(text.encode()).broken == 0


def test_garbage_in_the_middle_is_refused() -> None:
    data = PAGE.encode()
    garbage = bytes(range(128, 256)) * 3
    with pytest.raises(ReadError):
        decode(data[:90] + garbage + data[90:])


def test_a_marked_file_full_of_broken_bytes_is_refused_as_damaged() -> None:
    with pytest.raises(ReadError, match="marked as utf-8"):
        decode(codecs.BOM_UTF8 + PAGE.encode("gb18030"))


@given(st.binary(min_size=40))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ReadError):
        assert "\0" not in decode(data).text


@pytest.mark.parametrize("encoding", [None, "utf-8", "gb18030"])
def test_text_with_nul_bytes_is_binary(encoding: str | None) -> None:
    with pytest.raises(ReadError, match="NUL"):
        decode(b"abc\0def\0ghi" * 20, encoding)


def test_text_full_of_control_characters_is_binary() -> None:
    with pytest.raises(ReadError, match="control"):
        decode(bytes(range(1, 32)) * 20)


def test_western_text_is_left_to_charset_normalizer() -> None:
    text = "Le préfet a déclaré que la région était prête à accueillir les élèves. " * 4
    assert decode(text.encode("cp1252")).text == text


def test_line_ends_are_never_converted() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("name", ["utf-9", "base64", "", "中文"])
def test_an_unknown_encoding_is_wrong_usage(name: str) -> None:
    with pytest.raises(UsageError, match="unknown encoding"):
        check_encoding(name)


def test_ascii_is_as_plausible_as_chinese() -> None:
    assert plausibility("plain text") == plausibility("石门乡，") == 1.0
