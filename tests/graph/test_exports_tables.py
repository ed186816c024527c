"""Tables and scripts for other programs: pandas, Neo4j's importer, cypher-shell."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from tempfile import TemporaryDirectory

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.extraction import Extraction
from graph.exports import export, export_folder
from graph.exports.cypher import literal, name
from graph.exports.pairs import OPEN, READ_EDGES, READ_NODES
from graph.store import Store, open_store
from ontology.errors import UsageError


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def script(store: Store) -> list[str]:
    out = io.BytesIO()
    export(store, "cypher", out)
    return out.getvalue().decode().split("\n")[:-1]


# pandas


def test_pandas_reads_the_pair_with_types(store: Store, tmp_path: Path):
    pandas = pytest.importorskip("pandas", reason="pandas is not here; pip install pandas")
    nodes, edges = export_folder(store, "pandas", tmp_path)
    things, facts = pandas.read_csv(nodes, **READ_NODES), pandas.read_csv(edges, **READ_EDGES)
    assert {column: facts[column].dtype.kind for column in ("start", "end", "article")} == {
        "start": "i",
        "end": "i",
        "article": "i",
    }
    assert facts["value"].dtype.kind == facts["confidence"].dtype.kind == "f"
    assert facts["negated"].dtype.kind == things["named"].dtype.kind == "b"
    assert things["id"].is_unique
    assert facts["fact"].is_unique
    assert len(facts) == len(list(store.facts()))


def test_every_end_of_a_fact_is_a_node(store: Store, tmp_path: Path):
    nodes, edges = map(rows, export_folder(store, "pandas", tmp_path))
    known = {row["id"]: row for row in nodes}
    assert {row[end] for row in edges for end in ("source", "target")} <= known.keys()
    recruited = [row for row in edges if row["relation"] == "recruited"]
    assert {known[row["target"]]["typeLabel"] for row in recruited} == {"人群"}
    assert {row["relationLabel"] for row in recruited} == {"招募"}


@given(hostile.pages())
@settings(max_examples=30, deadline=None)
def test_pandas_reads_hostile_texts_as_they_are(page: Extraction):
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.kg", "w") as store:
        store.replace_document(page)
        nodes, edges = export_folder(store, "pandas", Path(folder) / "tables")
        things, facts = rows(nodes), rows(edges)
    by_id = {entity.id: entity.name for entity in page.entities}
    assert {row["id"]: row["name"] for row in things if row["id"] in by_id} == by_id
    assert sorted(row["evidence"] for row in facts) == sorted(
        fact.evidence.text for fact in page.facts
    )


# Neo4j


def test_heads_for_the_importer_of_neo4j(store: Store, tmp_path: Path):
    """neo4j-admin knows ids, labels, ends and types by the names of the columns."""
    nodes, facts = (
        path.read_text("utf-8").splitlines()[0].split(",")
        for path in export_folder(store, "neo4j", tmp_path)
    )
    assert {"id:ID", ":LABEL", "named:boolean"} <= set(nodes)
    assert facts[:3] == [":START_ID", ":END_ID", ":TYPE"]
    assert {"value:double", "confidence:double", "negated:boolean", "start:long"} <= set(facts)


def test_nodes_of_neo4j_have_the_label_of_their_type(store: Store, tmp_path: Path):
    nodes, facts = map(rows, export_folder(store, "neo4j", tmp_path))
    known = {row["id:ID"]: row for row in nodes}
    assert "Entity;AdministrativeArea" in {row[":LABEL"] for row in nodes}
    assert {row[end] for row in facts for end in (":START_ID", ":END_ID")} <= known.keys()
    assert {row[":TYPE"] for row in facts} == {fact.relation or OPEN for fact in store.facts()}


def test_an_unknown_folder_format(store: Store, tmp_path: Path):
    with pytest.raises(UsageError, match="no format is called pdf; choose one of neo4j, pandas"):
        export_folder(store, "pdf", tmp_path)


# Cypher


STRING = re.compile(r"'(?:[^'\\]|\\.)*'")
STATEMENT = re.compile(
    r"UNWIND \[.*\] AS row (?:"
    r"MERGE \(e:Entity \{id: row\.id\}\) SET (?:e:`\w+`, )?e \+= row\.said"
    r"|MATCH \(s:Entity \{id: row\.source\}\), \(o:Entity \{id: row\.target\}\) "
    r"MERGE \(s\)-\[r:`\w+` \{fact: row\.fact\}\]->\(o\) SET r \+= row\.said);"
)


def unquoted(literal: str) -> str:
    """What a Cypher string stands for; its escapes are those of JSON, and that of the quote."""
    return str(json.loads('"' + literal[1:-1].replace("\\'", "'") + '"'))


@given(st.sampled_from(hostile.ATTEMPTS) | st.text(st.characters(codec="utf-8")))
def test_a_literal_is_one_string_that_means_the_text(text: str):
    written = literal(text)
    assert STRING.fullmatch(written)
    assert unquoted(written) == text


def test_values_are_written_by_their_kind():
    assert [literal(value) for value in (True, False, 3, 0.5, "3")] == [
        "true",
        "false",
        "3",
        "0.5",
        "'3'",
    ]
    assert name("recruited") == "`recruited`"


def test_the_script_merges_so_that_a_second_run_adds_nothing(store: Store):
    constraint, *statements = script(store)
    assert constraint.startswith("CREATE CONSTRAINT wangge_entity IF NOT EXISTS")
    assert [line for line in statements if not STATEMENT.fullmatch(line)] == []
    text = "".join(statements)
    assert text.count("fact: '") == len(list(store.facts()))


@given(hostile.pages())
@settings(max_examples=30, deadline=None)
def test_hostile_texts_stay_within_their_strings(page: Extraction):
    with TemporaryDirectory() as folder, open_store(Path(folder) / "a.kg", "w") as store:
        store.replace_document(page)
        _, *statements = script(store)
    bare = [STRING.sub("''", line) for line in statements]
    assert [line for line in bare if not STATEMENT.fullmatch(line)] == []
    assert not [line for line in bare if "//" in line or "DETACH" in line or ";" in line[:-1]]
    strings = {unquoted(one) for line in statements for one in STRING.findall(line)}
    assert {entity.name for entity in page.entities} <= strings
