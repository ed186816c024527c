"""The lexicon: what its files may say, how they are kept, and what a bad line is told."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from ontology import load_ontology
from ontology.errors import LexiconError, OntologyError
from ontology.lexicon import HOME, load_lexicon

FILES = sorted(HOME.rglob("*.jsonl"))
NAMES = [path.relative_to(HOME).as_posix() for path in FILES]


def lines(path: Path) -> list[str]:
    """The entries of a file as they stand."""
    return path.read_text(encoding="utf-8").splitlines()


def domain(folder: Path, *entries: str, name: str = "triggers/new.jsonl") -> Path:
    """A domain's folder with one file of entries."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(entries) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_entry_stands_twice(path: Path) -> None:
    """A line that says what another says is noise."""
    assert [line for line, count in Counter(lines(path)).items() if count > 1] == []


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_entries_are_sorted_by_form(path: Path) -> None:
    """A change of the lexicon then reads as a change of the language."""
    forms = [json.loads(line)["form"] for line in lines(path)]
    assert forms == sorted(forms)


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_no_entry_has_space_around_its_form(path: Path) -> None:
    """A form is a word: never empty, no white space in it."""
    assert [
        f for f in (json.loads(e)["form"] for e in lines(path)) if not f or f.split() != [f]
    ] == []


def test_every_trigger_names_a_relation() -> None:
    """Triggers speak of relations of the ontology, and of its types."""
    ontology = load_ontology()
    for form, triggers in load_lexicon().triggers.items():
        for trigger in triggers:
            assert trigger.relation in ontology.relations, (form, trigger.entry)
            assert trigger.objects <= set(ontology.classes), (form, trigger.entry)
            assert {trigger.implied} <= {"", *ontology.classes}, (form, trigger.entry)


def test_every_relation_has_a_trigger() -> None:
    """A relation that no word expresses would never be found."""
    spoken = {each.relation for entries in load_lexicon().triggers.values() for each in entries}
    assert spoken == set(load_ontology().relations)


def test_every_trigger_may_have_an_object() -> None:
    """The types of a trigger's object leave at least one of the relation's range."""
    relations = load_ontology().relations
    for form, triggers in load_lexicon().triggers.items():
        for trigger in triggers:
            allowed = relations[trigger.relation].range
            assert not trigger.objects or trigger.objects & allowed, (form, trigger.entry)


def test_a_trigger_says_a_relation_once() -> None:
    """One form has one entry for each relation."""
    for form, triggers in load_lexicon().triggers.items():
        spoken = Counter(trigger.relation for trigger in triggers)
        assert max(spoken.values()) == 1, form


def test_triggers_stand_in_the_file_of_their_relation() -> None:
    """The file of turnedBack is turned_back.jsonl, and holds nothing else."""
    for triggers in load_lexicon().triggers.values():
        for trigger in triggers:
            name = Path(trigger.entry.partition(":")[0]).stem
            head, *rest = name.split("_")
            assert head + "".join(part.capitalize() for part in rest) == trigger.relation


def test_every_word_has_a_type_of_the_ontology() -> None:
    """Nouns, endings and names are of the types of entities."""
    classes = set(load_ontology().classes)
    lexicon = load_lexicon()
    for table in (lexicon.heads, lexicon.suffixes):
        for form, types in table.items():
            assert set(types) <= classes, form
            assert len(set(types)) == len(types), form


def test_an_entry_knows_its_file_and_line() -> None:
    """What explains a fact can name the line that made it."""
    (trigger,) = load_lexicon().triggers["劝返"]
    path, _, number = trigger.entry.partition(":")
    entry = json.loads(lines(HOME / path)[int(number) - 1])
    assert entry["form"] == "劝返"
    assert entry["relation"] == trigger.relation == "turnedBack"


def test_a_domain_adds_words(tmp_path: Path) -> None:
    """A folder of the same shape is read after the core, and the core stays as it is."""
    domain(
        tmp_path,
        '{"form": "巡河护鱼", "relation": "inspected", "object": ["Place"], "noun": true}',
    )
    domain(
        tmp_path, '{"form": "护河员", "type": "PopulationGroup", "as": "head"}', name="words.jsonl"
    )
    lexicon = load_lexicon((tmp_path,))
    (trigger,) = lexicon.triggers["巡河护鱼"]
    assert (trigger.relation, trigger.objects, trigger.noun) == ("inspected", {"Place"}, True)
    assert lexicon.heads["护河员"] == ("PopulationGroup",)
    assert "招募" in lexicon.triggers
    assert "巡河护鱼" not in load_lexicon().triggers


def test_empty_lines_are_passed_over(tmp_path: Path) -> None:
    """A blank line is no entry and no error; numbers still count it."""
    domain(tmp_path, "", '{"form": "护河员", "type": "PopulationGroup", "as": "head"}', "  ")
    assert load_lexicon((tmp_path,)).heads["护河员"] == ("PopulationGroup",)


BAD = [
    ("{", "new.jsonl:2"),
    ("招募", "new.jsonl:2"),
    ("[]", "new.jsonl:2"),
    ('"招募"', "new.jsonl:2"),
    ("{}", "new.jsonl:2"),
    ('{"form": "招募"}', "new.jsonl:2"),
    ('{"relation": "recruited"}', "new.jsonl:2"),
    ('{"form": 3, "relation": "recruited"}', "new.jsonl:2"),
    ('{"form": "网红", "type": "PopulationGroup", "as": "tail"}', "new.jsonl:2"),
    ('{"form": "网红", "type": "PopulationGroup"}', "new.jsonl:2"),
]


@pytest.mark.parametrize(("line", "place"), BAD, ids=[line for line, _ in BAD])
def test_a_line_that_cannot_be_used(line: str, place: str, tmp_path: Path) -> None:
    """The message names file and line, and is one line."""
    good = '{"form": "巡河护鱼", "relation": "inspected"}'
    domain(tmp_path, good, line)
    with pytest.raises(LexiconError) as caught:
        load_lexicon((tmp_path,))
    assert place in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "line",
    [
        '{"form": "巡河护鱼", "relation": "inspectd"}',
        '{"form": "巡河护鱼", "relation": "inspected", "object": ["Plaice"]}',
        '{"form": "护河员", "type": "Populace", "as": "head"}',
        '{"form": "巡河护鱼", "relation": "inspected", "object": 3}',
        '{"form": "", "relation": "inspected"}',
    ],
)
def test_a_line_that_names_what_the_ontology_lacks(line: str, tmp_path: Path) -> None:
    """A relation or type that is misspelt is refused where it stands."""
    with pytest.raises(LexiconError, match=r"new\.jsonl:1"):
        load_lexicon((domain(tmp_path, line),))


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    """A file in another encoding is refused by name."""
    (tmp_path / "new.jsonl").write_bytes('{"form": "招募"}'.encode("gb18030"))
    with pytest.raises(LexiconError, match=r"new\.jsonl"):
        load_lexicon((tmp_path,))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A domain that cannot be found is an error, not an empty domain."""
    with pytest.raises(OntologyError, match="nowhere"):
        load_lexicon((tmp_path / "nowhere",))


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("志愿者", ("PopulationGroup",)),
        ("扫雪志愿者", ("PopulationGroup",)),
        ("应急抢险队员", ("PopulationGroup",)),
        ("天空", ()),
        ("", ()),
    ],
)
def test_the_type_of_a_noun_is_that_of_its_end(text: str, types: tuple[str, ...]) -> None:
    """The longest ending that the lexicon knows decides."""
    assert load_lexicon().type_of(text) == types


def test_closed_classes() -> None:
    """A word may belong to several classes; all words of one can be listed."""
    lexicon = load_lexicon()
    assert lexicon.marks("必须", "required")
    assert not lexicon.marks("必须", "planned")
    assert not lexicon.marks("天空", "required")
    assert {"必须", "应当"} <= lexicon.forms("required")
    assert lexicon.forms("nothing") == frozenset()


def test_words_for_the_segmenter() -> None:
    """Every word of two characters or more, and no single one."""
    words = set(load_lexicon().words())
    assert {"招募", "志愿者", "必须"} <= words
    assert min(map(len, words)) == 2


def test_a_noun_within_verbs(tmp_path: Path) -> None:
    """A domain names the noun of one character that its verbs end with, and what it means."""
    line = '{"form": "鲽", "type": "Item", "as": "incorporated", "name": "鲽鱼"}'
    noun = load_lexicon([domain(tmp_path, line)]).incorporated["鲽"]
    assert (noun.type, noun.name) == ("Item", "鲽鱼")
