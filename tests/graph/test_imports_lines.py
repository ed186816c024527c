"""Facts made or corrected by hand, a line each: taken where they fit, refused with their line."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extractors.article import Article
from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from extractors.identity import entity_iri
from graph.exports import export
from graph.imports import import_files
from graph.store import open_store
from graph.vocabulary import BASE
from ontology.errors import ReadError, UsageError

Record = dict[str, Any]

TEXT = "昨日，石门乡招募志愿者20名。石门乡购买口罩300个。"
TOWN = Argument(BASE + "shimen", "石门乡", "石门乡", "AdministrativeArea")
GROUP = Argument(BASE + "volunteers", "志愿者", "志愿者", "PopulationGroup")
MASKS = Argument(BASE + "masks", "口罩", "口罩", "Item")
RECRUITED = Fact(
    document="a.txt",
    article=1,
    subject=TOWN,
    relation="recruited",
    object=GROUP,
    quantity=Quantity(20, "exact", "名", "20名"),
    evidence=Quote(3, 15, "石门乡招募志愿者20名"),
    confidence=0.7,
    rule="some_rule",
)
BOUGHT = replace(
    RECRUITED,
    relation="purchased",
    object=MASKS,
    quantity=Quantity(300, "exact", "个", "300个"),
    evidence=Quote(15, 27, "石门乡购买口罩300个"),
)
PAGE = Extraction(
    Document("a.txt", TEXT, title="通知", size=99, sha256="ab" * 32),
    (Article(1, "石门乡招人", ("方某",), "2020-02-21", "清河县石门乡", ()),),
    (),
    (
        Entity(TOWN.id, "石门乡", "AdministrativeArea", ("该乡",)),
        Entity(BASE + "x", "北桥", "Place"),
    ),
    (RECRUITED, BOUGHT),
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with one page and two facts."""
    with open_store(tmp_path / "a.kg", "w") as store:
        store.replace_document(PAGE, version="7")
    return tmp_path / "a.kg"


def written(path: Path, form: str) -> str:
    with open_store(path) as store:
        out = io.BytesIO()
        export(store, form, out)
        return out.getvalue().decode()


def facts(path: Path) -> list[Fact]:
    with open_store(path) as store:
        return list(store.facts())


def lines(path: Path, *records: Record | str) -> Path:
    file = path.parent / "facts.jsonl"
    texts = [one if isinstance(one, str) else json.dumps(one) for one in records]
    file.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return file


def changed(fact: Fact, **changes: Any) -> Record:
    """The fact as a line, with other values; None takes a key away."""
    record = fact.to_json() | changes
    return {key: value for key, value in record.items() if value is not None}


HAND_MADE: Record = {
    "document": "手工.txt",
    "subject": {"name": "柳林镇", "type": "AdministrativeArea"},
    "relation": "recruited",
    "object": {"name": "志愿者", "type": "PopulationGroup"},
    "quantity": {"value": 20, "unit": "名"},
    "evidence": {"start": 3, "end": 15, "text": "柳林镇招募志愿者20名"},
}


# What is taken


def test_the_least_that_a_line_must_say(tmp_path: Path):
    report = import_files([lines(tmp_path / "new.kg", HAND_MADE)], tmp_path / "new.kg")
    (fact,) = facts(tmp_path / "new.kg")
    assert (report.new, report.facts, report.refused) == (1, 1, [])
    assert (fact.extractor, fact.modality, fact.negated, fact.confidence) == (
        "hand",
        "asserted",
        False,
        1.0,
    )
    assert (fact.article, fact.subject.mention) == (1, "柳林镇")
    assert fact.quantity == Quantity(20, "exact", "名", "")


def test_a_document_that_nobody_read_has_a_name_and_no_more(tmp_path: Path):
    import_files([lines(tmp_path / "new.kg", HAND_MADE)], tmp_path / "new.kg")
    with open_store(tmp_path / "new.kg") as store:
        (document,) = store.documents().values()
    assert (document.name, document.sha256, document.version) == ("手工.txt", "", "")
    assert "byteSize" not in written(tmp_path / "new.kg", "nquads")


def test_ids_are_minted_as_the_extractors_do(tmp_path: Path):
    named = HAND_MADE | {"subject": {"name": "华龙区", "type": "AdministrativeArea"}}
    import_files([lines(tmp_path / "new.kg", named)], tmp_path / "new.kg")
    (fact,) = facts(tmp_path / "new.kg")
    assert fact.subject.id == entity_iri("AdministrativeArea", "华龙区", adcode="410902")


def test_a_thing_of_the_file_is_called_by_its_name_alone(tmp_path: Path):
    first = HAND_MADE | {
        "subject": {"id": BASE + "liulin", "name": "柳林镇", "type": "AdministrativeArea"}
    }
    second = HAND_MADE | {"negated": True}
    import_files([lines(tmp_path / "new.kg", first, second)], tmp_path / "new.kg")
    assert {fact.subject.id for fact in facts(tmp_path / "new.kg")} == {BASE + "liulin"}


def test_a_thing_of_the_store_is_called_by_its_id_alone(path: Path):
    record = HAND_MADE | {"subject": {"id": TOWN.id}}
    import_files([lines(path, record)], path)
    assert "石门乡" in {fact.subject.name for fact in facts(path) if fact.document == "手工.txt"}


def test_an_open_fact_has_a_predicate_of_its_own(tmp_path: Path):
    record = HAND_MADE | {"relation": None, "predicate": "叫来"}
    import_files([lines(tmp_path / "new.kg", record)], tmp_path / "new.kg")
    assert [fact.predicate for fact in facts(tmp_path / "new.kg")] == ["叫来"]


def test_a_corrected_line_takes_the_place_of_what_it_corrects(path: Path):
    corrected = changed(RECRUITED, quantity={"value": 25, "unit": "名", "text": "25名"})
    report = import_files([lines(path, corrected, changed(BOUGHT))], path)
    assert (report.new, report.replaced, report.added_to, report.facts) == (0, 1, 0, 2)
    assert [fact.quantity.value for fact in facts(path) if fact.quantity] == [25, 300]


def test_a_line_left_out_takes_its_fact_away(path: Path):
    import_files([lines(path, changed(BOUGHT))], path)
    assert facts(path) == [BOUGHT]
    assert "recruited" not in written(path, "nquads")


def test_what_is_known_of_the_document_stays(path: Path):
    before = written(path, "nquads").splitlines()
    import_files([lines(path, changed(BOUGHT, confidence=0.9))], path)
    after = written(path, "nquads").splitlines()
    kept = ("sha256", "extractorVersion", "headline", "author", "altLabel", "北桥", "#suffix")
    for word in kept:
        assert [line for line in before if word in line and "招募" not in line][:1] == [
            line for line in after if word in line
        ][:1]


def test_a_renamed_thing_has_one_name(path: Path):
    subject = changed(BOUGHT)["subject"] | {"name": "石门镇"}
    import_files([lines(path, changed(BOUGHT, subject=subject))], path)
    assert [fact.subject.name for fact in facts(path)] == ["石门镇"]
    assert '"石门乡"@zh' not in written(path, "nquads")


def test_the_lines_of_a_document_need_not_stand_together(path: Path, monkeypatch):
    from graph.imports import lines as module

    monkeypatch.setattr(module, "_TOGETHER", 1)
    import_files([lines(path, changed(BOUGHT), HAND_MADE, changed(RECRUITED))], path)
    assert [fact for fact in facts(path) if fact.document == "a.txt"] == [RECRUITED, BOUGHT]


def test_packed_lines(tmp_path: Path):
    file = tmp_path / "facts.jsonl.gz"
    file.write_bytes(gzip.compress(json.dumps(HAND_MADE).encode()))
    assert import_files([file], tmp_path / "new.kg").facts == 1


# What is refused


def without(record: Record, *keys: str) -> Record:
    return {key: value for key, value in record.items() if key not in keys}


def within(role: str, **values: Any) -> Record:
    return HAND_MADE | {role: without(HAND_MADE.get(role, {}) | values)}


REFUSED = [
    ("not json", "this is no JSON"),
    ("[1, 2]", "this is no JSON object"),
    ("[" * 100_000, "this is no fact"),
    ('{"article": ' + "9" * 5000 + "}", "this is no fact"),
    (HAND_MADE | {"tme": "2020"}, "a fact has no key 'tme'; did you mean time?"),
    (without(HAND_MADE, "document"), "document is missing"),
    (HAND_MADE | {"document": 3}, "document must be a text, not 3"),
    (HAND_MADE | {"document": "a\ud800"}, "document holds half a character"),
    (HAND_MADE | {"article": 0}, "article must be a number from 1 on, not 0"),
    (HAND_MADE | {"article": True}, "article must be a number from 1 on, not True"),
    (without(HAND_MADE, "relation"), "relation is missing"),
    (
        HAND_MADE | {"relation": "recruted"},
        "'recruted' is not in the ontology; did you mean recruit",
    ),
    (HAND_MADE | {"relation": "招募"}, "'招募' is not in the ontology; did you mean recruited?"),
    (without(HAND_MADE, "subject"), "subject is missing"),
    (HAND_MADE | {"subject": "柳林镇"}, "subject must be an object, not '柳林镇'"),
    (within("subject", type="Persn"), "type 'Persn' is not in the ontology; did you mean Person"),
    (within("subject", type="Agent"), "type 'Agent' is not in the ontology"),
    (within("subject", type=""), "subject has no type"),
    (within("subject", name=""), "subject has no name"),
    (within("subject", id="no iri"), "subject: 'no iri' is no IRI"),
    (within("subject", id="> <a:b> <a:c"), "is no IRI"),
    (
        HAND_MADE | {"subject": {"id": BASE + "nobody"}},
        "subject: the store knows nothing by the id",
    ),
    (within("object", type="Post"), "the object of recruited cannot be of type Post, only"),
    (within("object", type="Literal"), "the object of recruited cannot be of type Literal"),
    (HAND_MADE | {"place": {"name": "北门"}}, "place has no type"),
    (HAND_MADE | {"place": {"name": "说", "type": "Literal"}}, "place cannot be words"),
    (within("quantity", value="20"), "quantity: the value must be a number, not '20'"),
    (within("quantity", value=True), "quantity: the value must be a number, not True"),
    (within("quantity", bound="about"), "bound must be one of exact, min, max, approx"),
    (within("quantity", unti="名"), "quantity has no key 'unti'; did you mean unit?"),
    (HAND_MADE | {"time": "2020-02-30"}, "time '2020-02-30' is no date"),
    (HAND_MADE | {"modality": "maybe"}, "modality must be one of asserted, required"),
    (HAND_MADE | {"negated": "no"}, "negated must be true or false, not 'no'"),
    (HAND_MADE | {"confidence": 1.5}, "confidence must be a number from 0 to 1, not 1.5"),
    (without(HAND_MADE, "evidence"), "evidence is missing"),
    (within("evidence", start=None), "evidence needs start and end"),
    (within("evidence", start=-1), "evidence: -1 to 15 is no range of characters"),
    (within("evidence", start=15), "evidence: 15 to 15 is no range of characters"),
    (within("evidence", end=5), "evidence: 3 to 5 is too short for '柳林镇招募志愿者20名'"),
    (within("evidence", text=" "), "evidence has no text"),
]


@pytest.mark.parametrize(("line", "reason"), REFUSED, ids=[reason for _, reason in REFUSED])
def test_a_line_that_does_not_fit_is_refused_and_the_others_taken(
    tmp_path: Path, line: Record | str, reason: str
):
    file = lines(tmp_path / "new.kg", HAND_MADE, "", line, HAND_MADE | {"negated": True})
    told = []
    report = import_files([file], tmp_path / "new.kg", on_refusal=told.append)
    (refused,) = report.refused
    assert told == [refused]
    assert reason in refused.reason
    assert refused.name == f"{file}:3"
    assert len(facts(tmp_path / "new.kg")) == 2


def test_not_a_number_is_no_number(tmp_path: Path):
    file = lines(tmp_path / "new.kg", json.dumps(within("quantity", value=float("nan"))))
    assert "must be a number" in import_files([file], tmp_path / "new.kg").refused[0].reason


def test_a_thing_has_one_name_in_a_document(tmp_path: Path):
    first = within("subject", id=BASE + "a")
    other = within("subject", id=BASE + "a", name="双桥镇")
    file = lines(tmp_path / "new.kg", first, other)
    (refused,) = import_files([file], tmp_path / "new.kg").refused
    assert refused.line == 2
    assert "is '双桥镇' (AdministrativeArea) here, but '柳林镇'" in refused.reason
    assert refused.reason.endswith("in line 1")


def test_bytes_that_are_no_text_are_refused_by_their_line(tmp_path: Path):
    file = tmp_path / "facts.jsonl"
    good = json.dumps(HAND_MADE).encode()
    file.write_bytes(b"\xef\xbb\xbf" + good + b"\n\xff\xfe\n")
    (refused,) = import_files([file], tmp_path / "new.kg").refused
    assert (refused.line, refused.reason) == (2, "this is not UTF-8 at byte 1")


@pytest.mark.parametrize("wrong", [changed(RECRUITED, relation="recruted"), "{"])
def test_a_document_of_which_a_line_is_refused_keeps_what_it_had(path: Path, wrong: Record | str):
    better = changed(BOUGHT, confidence=0.9)
    report = import_files([lines(path, better, wrong)], path)
    assert (report.replaced, report.added_to) == (0, 1)
    assert facts(path) == [RECRUITED, replace(BOUGHT, confidence=0.9)]


@pytest.mark.parametrize("name", ["facts.pdf", "facts", ".jsonl", "facts.gz"])
def test_a_file_of_no_known_format_changes_nothing(tmp_path: Path, name: str):
    (tmp_path / name).write_text("{}")
    with pytest.raises(UsageError, match=r"its name says no format; one of \.jsonl, "):
        import_files([tmp_path / name], tmp_path / "new.kg")
    assert not (tmp_path / "new.kg").exists()


def test_a_missing_file_changes_nothing(path: Path):
    before = written(path, "nquads")
    with pytest.raises(ReadError, match=r"b\.jsonl: there is no such file"):
        import_files([lines(path, HAND_MADE), path.parent / "b.jsonl"], path)
    assert written(path, "nquads") == before


def test_a_packed_file_that_is_none(tmp_path: Path):
    (tmp_path / "a.jsonl.gz").write_bytes(b"no gzip")
    with pytest.raises(ReadError, match=r"a\.jsonl\.gz cannot be read: Not a gzipped file"):
        import_files([tmp_path / "a.jsonl.gz"], tmp_path / "new.kg")
