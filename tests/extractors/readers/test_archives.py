"""Archives are read member by member, without trusting a name, a size or a link in them."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from extractors.document import Document
from extractors.readers import Limits, Refusal, read

TEXT = "石门乡招募志愿者。"
OUTSIDE = ["../up.txt", "/etc/absolute.txt", "a/../../up.txt", "C:\\windows.txt", "..\\up.txt"]


def zipped(path: Path, members: Mapping[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return str(path)


def tarred(path: Path, members: Mapping[str, bytes], mode: str = "w:gz") -> str:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return str(path)


def texts(path: str) -> dict[str, str]:
    return {one.name: one.text for one in read([path]) if isinstance(one, Document)}


def refusals(path: str) -> dict[str, str]:
    return {one.name: one.reason for one in read([path]) if isinstance(one, Refusal)}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_members_of_a_zip_are_documents_below_its_name(tmp_path: Path, encoding: str) -> None:
    path = zipped(tmp_path / "p.zip", {"a/一.txt": TEXT.encode(encoding), "b.txt": b"plain"})
    assert texts(path) == {"p.zip/a/一.txt": TEXT, "p.zip/b.txt": "plain"}


@pytest.mark.parametrize(
    ("name", "mode"),
    [
        ("p.tar", "w:"),
        ("p.tar.gz", "w:gz"),
        ("p.tgz", "w:gz"),
        ("p.tar.bz2", "w:bz2"),
        ("p.tar.xz", "w:xz"),
    ],
)
def test_members_of_a_tar_are_documents_below_its_name(
    tmp_path: Path, name: str, mode: str
) -> None:
    path = tarred(tmp_path / name, {"a/一.txt": TEXT.encode(), "b.txt": b"plain"}, mode)
    assert texts(path) == {f"{name}/a/一.txt": TEXT, f"{name}/b.txt": "plain"}


def test_members_are_read_by_the_same_readers(tmp_path: Path) -> None:
    page = f"<html><body><p>{TEXT}</p></body></html>".encode()
    record = b'{"text": "x", "id": "r1"}\nbad\n'
    path = zipped(tmp_path / "p.zip", {"p.html": page, "r.jsonl": record, "n.bin": b"\0\1\2" * 9})
    assert texts(path) == {"p.zip/p.html": TEXT, "p.zip/r.jsonl#r1": "x"}
    assert set(refusals(path)) == {"p.zip/r.jsonl:2", "p.zip/n.bin"}


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("name", OUTSIDE)
def test_a_member_whose_name_leads_out_is_refused_and_the_others_go_on(
    tmp_path: Path, name: str, pack: object
) -> None:
    assert callable(pack)
    path = pack(tmp_path / "p.tgz", {name: b"secret", "in.txt": TEXT.encode()})
    assert texts(path) == {"p.tgz/in.txt": TEXT}
    assert refusals(path) == {f"p.tgz/{name}": "a member whose name leads out of its archive"}


def test_links_and_devices_in_a_tar_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "p.tar"
    with tarfile.open(path, "w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo(f"member-{kind.decode()}")
            info.type = kind
            info.linkname = "/etc/passwd"
            archive.addfile(info)
    assert set(refusals(str(path)).values()) == {"a link or device in an archive, no file"}
    assert len(refusals(str(path))) == 4


def test_hidden_members_and_what_macos_adds_are_passed_over(tmp_path: Path) -> None:
    members = {".hidden": b"x", "a/.git/config": b"x", "__MACOSX/._b.txt": b"x", "b.txt": b"plain"}
    path = zipped(tmp_path / "p.zip", members)
    assert texts(path) == {"p.zip/b.txt": "plain"}
    assert refusals(path) == {}


def test_names_in_the_encoding_of_old_chinese_archives_are_read(tmp_path: Path) -> None:
    path = Path(zipped(tmp_path / "p.zip", {"AABB.txt": TEXT.encode()}))
    path.write_bytes(path.read_bytes().replace(b"AABB", "版面".encode("gb18030")))
    assert texts(str(path)) == {"p.zip/版面.txt": TEXT}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_what_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = pack(tmp_path / "p.tgz", {"bomb.txt": b"a" * 30_000_000})
    assert texts(path) == {}
    assert "unpacks to more than 200 times its size: no archive of texts" in (
        refusals(path).values()
    )


def test_many_members_together_are_held_to_the_ratio_too(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {f"{n}.txt": b"a" * 1_000_000 for n in range(20)})
    assert len(texts(path)) < 20
    assert list(refusals(path)) == ["p.zip"]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_of_too_many_members_is_refused(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = pack(tmp_path / "p.tgz", {f"{n}.txt": b"%d" % n for n in range(5)})
    (*_, last) = read([path], limits=Limits(members=4))
    assert last == Refusal("p.tgz", "holds more than 4 files; split it, or raise the limit members")
    assert all(isinstance(one, Document) for one in read([path], limits=Limits(members=5)))


def test_a_directory_too_long_for_the_members_allowed_is_not_read(tmp_path: Path) -> None:
    """A million entries would be a gigabyte in memory before they can be counted."""
    path = Path(zipped(tmp_path / "p.zip", {"a.txt": b"x"}))
    data = bytearray(path.read_bytes())
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    directory = data[start:end] * 30_000
    data[start:end] = directory
    data[-10:-6] = len(directory).to_bytes(4, "little")
    path.write_bytes(data)
    (refusal,) = read([str(path)], limits=Limits(members=10))
    assert refusal == Refusal(
        "p.zip", "holds more than 10 files; split it, or raise the limit members"
    )


def test_headers_of_a_tar_are_held_to_what_a_name_needs(tmp_path: Path) -> None:
    path = tmp_path / "p.tar"
    with tarfile.open(path, "w:", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        info.pax_headers = {"comment": "x" * 2_000_000}
        archive.addfile(info)
    assert refusals(str(path)) == {"p.tar": "a damaged archive (a header of more than a mebibyte)"}


def test_a_member_stored_with_holes_is_refused(tmp_path: Path) -> None:
    path = Path(tarred(tmp_path / "p.tar", {"a.txt": b"", "b.txt": b"plain"}, "w:"))
    data = bytearray(path.read_bytes())
    data[156:157] = tarfile.GNUTYPE_SPARSE
    data[483:495] = b"%011o\0" % (1 << 30)
    data[148:156] = b" " * 8
    data[148:156] = b"%06o\0 " % sum(data[:512])
    path.write_bytes(data)
    assert texts(str(path)) == {"p.tar/b.txt": "plain"}
    assert refusals(str(path)) == {"p.tar/a.txt": "stored with holes; pack it without --sparse"}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_a_member_with_a_name_longer_than_any_path_is_refused(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    path = pack(tmp_path / "p.tgz", {"版" * 5000: b"x", "b.txt": b"plain"})
    assert texts(path) == {"p.tgz/b.txt": "plain"}
    assert list(refusals(path).values()) == ["a name of more than 4096 characters"]


def test_a_member_larger_than_a_document_may_be_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {"large.txt": b"ab" * 600, "small.txt": b"small"})
    large, small = read([path], limits=Limits(text=1000))
    assert large == Refusal(
        "p.zip/large.txt",
        "larger than 1000 bytes; split it into its pages, or raise the limit text",
    )
    assert small.name == "p.zip/small.txt"


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = Path(zipped(tmp_path / "inner.zip", {"a.txt": b"x"})).read_bytes()
    path = zipped(tmp_path / "p.zip", {"inner.zip": inner, "a.txt": b"plain"})
    assert texts(path) == {"p.zip/a.txt": "plain"}
    assert refusals(path) == {"p.zip/inner.zip": "an archive in an archive; unpack it first"}


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = Path(zipped(tmp_path / "p.zip", {"a.txt": b"x"}))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    assert refusals(str(path)) == {"p.zip/a.txt": "encrypted; pack it without a password"}


def test_a_damaged_member_is_refused_and_the_others_go_on(tmp_path: Path) -> None:
    path = tmp_path / "p.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("a.txt", b"first member")
        archive.writestr("b.txt", b"second member")
    path.write_bytes(path.read_bytes().replace(b"first member", b"fiXst member"))
    assert texts(str(path)) == {"p.zip/b.txt": "second member"}
    assert list(refusals(str(path))) == ["p.zip/a.txt"]


@pytest.mark.parametrize("pack", [zipped, tarred])
@pytest.mark.parametrize("keep", [0.3, 0.9])
def test_a_truncated_archive_is_refused_in_one_line(
    tmp_path: Path, pack: object, keep: float
) -> None:
    assert callable(pack)
    members = {f"{n}.txt": f"{TEXT}{n * n}".encode() * 50 for n in range(30)}
    path = Path(pack(tmp_path / "p.tgz", members))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * keep)])
    reasons = refusals(str(path)).values()
    assert reasons
    assert all("\n" not in reason for reason in reasons)


def test_a_compressed_text_that_is_no_archive_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(TEXT.encode()))
    assert refusals(str(path)) == {
        "a.txt.gz": "packed, but no archive, or a damaged one; unpack it first"
    }


def test_an_empty_archive_is_refused(tmp_path: Path) -> None:
    path = zipped(tmp_path / "p.zip", {})
    assert refusals(path) == {"p.zip": "the archive holds no files"}


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_is_read_from_standard_input_too(tmp_path: Path, pack: object) -> None:
    assert callable(pack)

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    data = Path(pack(tmp_path / "p", {"a.txt": TEXT.encode()})).read_bytes()
    (document,) = read(["-"], stdin=Pipe(data))
    assert isinstance(document, Document)
    assert (document.name, document.text) == ("stdin/a.txt", TEXT)
