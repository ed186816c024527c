"""The names of rules in words: told in both languages, none dead, none left untold."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

import extractors
import graph
from extractors.document import Document
from extractors.pipeline import extract
from graph.rules import COUNTED, in_words

GLOSSARY = tomllib.loads((Path(graph.__path__[0]) / "rules.toml").read_text(encoding="utf-8"))
NAMES = [(part, name) for part, names in GLOSSARY.items() for name in names]
SOURCES = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted(Path(extractors.__path__[0]).rglob("*.py"))
)
PAGE = (
    "青石镇党委书记周立民带队检查企业12家。县应急管理局调来3台水泵，抽排积水2万立方米，"
    "转移群众1200人。镇长刘志华说：“大家都安全。”县里要求各村上报灾情。清河县柳林镇双桥村组织党员清理河道。"
)


@pytest.mark.parametrize(("part", "name"), NAMES)
def test_a_name_is_told_in_both_languages(part: str, name: str) -> None:
    assert set(GLOSSARY[part][name]) == {"zh", "en"}


@pytest.mark.parametrize(("part", "name"), NAMES)
def test_a_name_is_one_that_the_extractors_give(part: str, name: str) -> None:
    literal = re.sub(r"^(previous_|speech:)", "", name)
    assert f'"{literal}"' in SOURCES or f'"{literal.removesuffix("_far")}"' in SOURCES


def test_the_rules_of_a_page_are_all_told() -> None:
    rules = {fact.rule.partition(" ")[0] for fact in extract(Document("page.txt", PAGE)).facts}
    assert len(rules) > 3
    assert [rule for rule in sorted(rules) if not in_words(rule)] == []


@pytest.mark.parametrize("name", ["a1", "a6", "b2", "b5"])
def test_every_part_of_a_rule_is_told(name: str) -> None:
    """How the thing was counted (``right_people``) is told by the fact itself."""
    text = (Path(__file__).parents[1] / "annotated" / f"{name}.txt").read_text(encoding="utf-8")
    rules = {fact.rule.partition(" ")[0] for fact in extract(Document("page.txt", text)).facts}
    assert rules
    for rule in rules - set(GLOSSARY["rule"]):
        kind, _, sources = rule.partition(":")
        subject, _, object_ = sources.partition("-")
        assert kind in GLOSSARY["rule"]
        assert subject in GLOSSARY["subject"]
        assert object_ in GLOSSARY["object"] or COUNTED.sub("", object_) in GLOSSARY["object"]
