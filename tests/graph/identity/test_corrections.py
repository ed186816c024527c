"""The file of corrections: what it may say, and how a line that cannot stand is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extractors.facts import Entity
from graph.identity.corrections import (
    Merge,
    Split,
    corrections_file,
    read_corrections,
    write_corrections,
)
from ontology.errors import StoreError

A, B, C = (f"https://example.org/id/{name}" for name in "abc")
BODY = Entity(A, "清河县防汛指挥部", "Organization")


def into(iri: str, kind: str = "Organization") -> dict[str, object]:
    return {"id": iri, "name": "某机构", "type": kind}


def file(folder: Path, *lines: object) -> Path:
    path = folder / "news.kg.corrections.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def test_what_is_written_is_read(tmp_path: Path):
    lines = (Merge(B, "县防指", BODY), Split(C, "指挥部", ("2.txt", "3.txt"), "指挥部"))
    path = tmp_path / "c.jsonl"
    written = write_corrections(path, lines)
    assert [each.to_json() for each in read_corrections(path).lines] == [e.to_json() for e in lines]
    assert read_corrections(path).fingerprint == written.fingerprint


def test_no_file_is_no_correction(tmp_path: Path):
    assert not read_corrections(tmp_path / "none.jsonl")


def test_the_file_lies_beside_the_store(tmp_path: Path):
    assert corrections_file(tmp_path / "news.kg").parent == tmp_path
    assert corrections_file(Path()).name == f"{Path.cwd().name}.corrections.jsonl"


def test_merges_lead_to_the_last_one(tmp_path: Path):
    """B is A and C is B, so C is A."""
    found = read_corrections(
        file(tmp_path, {"merge": C, "into": into(B)}, {"merge": B, "into": into(A)})
    )
    assert found.target(C, "1.txt", "") == found.target(B, "1.txt", "") == A


def test_a_split_holds_for_its_documents_and_its_mention(tmp_path: Path):
    found = read_corrections(
        file(tmp_path, {"split": A, "documents": ["2.txt"]}, {"split": B, "mention": "医院"})
    )
    assert found.target(A, "1.txt", "指挥部") == A
    assert found.target(A, "2.txt", "指挥部") == found.splits[A][0].part
    assert found.target(B, "1.txt", "县医院") == B
    assert found.target(B, "1.txt", "医院") == found.splits[B][0].part


@pytest.mark.parametrize(
    ("lines", "complaint"),
    [
        (["{"], ":1: not JSON"),
        (["[]"], ":1: a line says either"),
        ([{"merge": A, "split": A}], ":1: a line says either"),
        ([{"merge": "no iri", "into": into(A)}], ":1: \"no iri\" is no IRI"),
        ([{"merge": 'https://x/> } ; DROP ALL', "into": into(A)}], "is no IRI"),
        ([{"merge": B}], ":1: a merge says into which entity"),
        ([{"merge": B, "into": {"id": A}}], "needs id, name and type"),
        ([{"merge": B, "into": into(A), "why": "same"}], ":1: a merge has no why"),
        ([{"merge": B, "type": "Person", "into": into(A)}], "cannot be Organization"),
        ([{"merge": A, "into": into(A)}], ":1: "),
        ([{"merge": B, "into": into(A)}, {"merge": A, "into": into(B)}], ":2: "),
        ([{"merge": B, "into": into(A)}, {"merge": B, "into": into(C)}], ":2: "),
        ([{"split": A}], ":1: a split says in which documents"),
        ([{"split": A, "documents": "1.txt"}], "must be a list"),
        ([{"split": A, "mention": "医院"}] * 2, ":2: splits"),
        (["", {"split": A}], ":2: a split says"),
    ],
)  # fmt: skip
def test_a_line_that_cannot_stand_is_refused_with_its_place(
    tmp_path: Path, lines: list[object], complaint: str
):
    path = file(tmp_path, *lines)
    with pytest.raises(StoreError) as refused:
        read_corrections(path)
    message = str(refused.value)
    assert message.startswith(str(path))
    assert complaint in message
    assert "\n" not in message


def test_a_correction_that_contradicts_those_before_leaves_the_file(tmp_path: Path):
    path = tmp_path / "c.jsonl"
    first = Merge(B, "县防指", BODY)
    write_corrections(path, [first])
    with pytest.raises(StoreError):
        write_corrections(path, [first, Merge(A, "防指", Entity(B, "县防指", "Organization"))])
    assert [each.to_json() for each in read_corrections(path).lines] == [first.to_json()]
