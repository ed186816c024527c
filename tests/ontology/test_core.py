"""The core says what the annotation guide says: its classes, its relations, what joins what."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from operator import attrgetter

import pytest

from ontology import load_ontology

CORE = load_ontology()

AREA, PLACE, BODY, PERSON = "AdministrativeArea", "Place", "Organization", "Person"
GROUP, POST, ITEM, TEXT = "PopulationGroup", "Post", "Item", "Document"
MEASURE, EVENT, PROBLEM = "Measure", "Event", "Problem"

TYPES = [AREA, PLACE, BODY, PERSON, GROUP, POST, ITEM, TEXT, MEASURE, EVENT, PROBLEM]
AGENT = {AREA, BODY, PERSON, GROUP}
STAFFED = AGENT | {PLACE}  # 卡点劝返12人: a place acts by those who are there
ANY = set(TYPES)

RELATIONS = {
    # structure
    "holdsPost": ({PERSON}, {POST}),
    "leads": ({PERSON, POST, GROUP}, {BODY, EVENT, GROUP}),  # 带领30名民兵
    "memberOf": ({PERSON, GROUP, BODY}, {BODY, GROUP}),
    "partOf": ({AREA, BODY, PLACE}, {AREA, BODY}),
    "locatedIn": ({PLACE, BODY, EVENT}, {AREA, PLACE}),
    "has": (STAFFED, ANY),
    # actions
    "deployed": (AGENT, {GROUP, BODY, ITEM}),  # 出动消防车3辆
    "recruited": (AGENT, {GROUP}),
    "mobilized": (AGENT, {GROUP}),
    "participatedIn": (AGENT, {EVENT, MEASURE}),
    "responsibleFor": (AGENT, {AREA, PLACE, BODY, GROUP}),
    "established": (STAFFED, {BODY, PLACE, MEASURE, TEXT}),
    "implemented": (STAFFED, {MEASURE}),
    "held": (STAFFED, {EVENT}),
    "issued": (AGENT, {TEXT, EVENT}),
    "screened": (STAFFED, {GROUP, ITEM, AREA, PLACE}),
    "inspected": (AGENT, {BODY, PLACE, MEASURE, GROUP}),
    "identified": (STAFFED, {GROUP, PROBLEM, ITEM}),
    "turnedBack": (STAFFED, {GROUP, ITEM}),
    "isolated": (STAFFED, {GROUP, PERSON}),
    "released": (AGENT, {GROUP}),
    "treated": (AGENT, {GROUP}),
    "vaccinated": (AGENT, {GROUP}),
    "donated": (AGENT, {ITEM}),
    "delivered": (AGENT, {ITEM, TEXT}),
    "purchased": (AGENT, {ITEM}),
    "equippedWith": (STAFFED, {ITEM}),
    "disinfected": (STAFFED, {PLACE}),
    "publicized": (AGENT, ANY),
    "supported": (AGENT, AGENT | {MEASURE}),
    "visited": (AGENT, {AREA, PLACE, BODY, GROUP}),
    "stated": (AGENT, {"Literal"}),
    "resolved": (STAFFED, ANY),
    "resumed": (STAFFED, ANY),
    "closed": (STAFFED, {PLACE, BODY, EVENT}),
    "covers": (STAFFED | {MEASURE}, ANY),
    "relocated": (STAFFED, {GROUP, PERSON, ITEM}),
    "rescued": (AGENT, {PERSON, GROUP}),
    "repaired": (AGENT, {ITEM, PLACE}),
}

CHINESE = re.compile(r"[\u4e00-\u9fff]")


def test_the_types_are_those_of_the_guide():
    assert list(CORE.types) == TYPES


def test_the_relations_are_those_of_the_guide():
    assert list(CORE.relations) == list(RELATIONS)


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_joins(name):
    domain, range_ = RELATIONS[name]
    relation = CORE.relations[name]
    assert relation.domain == domain
    assert relation.range == range_


@pytest.mark.parametrize(
    "term", [*CORE.classes.values(), *CORE.relations.values()], ids=attrgetter("name")
)
def test_a_term_is_named_and_defined_in_both_languages(term):
    assert CHINESE.search(term.label("zh"))
    assert CHINESE.search(term.definition("zh"))
    assert not CHINESE.search(term.label("en"))
    assert len(term.definition("en")) > len(term.label("en"))


@pytest.mark.parametrize("relation", CORE.relations.values(), ids=list(CORE.relations))
def test_a_relation_s_chinese_label_is_short_enough_for_an_edge(relation):
    assert len(relation.label("zh")) <= 4


def test_labels_tell_relations_apart():
    for language in ("zh", "en"):
        labels = {relation.label(language) for relation in CORE.relations.values()}
        assert len(labels) == len(CORE.relations)


def test_a_label_in_an_unknown_language_is_the_english_one():
    assert CORE.relations["recruited"].label("fr") == "recruited"
    assert CORE.classes["Item"].definition("fr") == CORE.classes["Item"].definition("en")


def test_an_agent_is_an_area_a_body_a_person_or_a_group():
    assert {name for name in CORE.types if CORE.is_a(name, "Agent")} == AGENT
    assert CORE.is_a("Agent", "Agent")
    assert not CORE.is_a("Agent", "Person")
    assert not CORE.is_a("Literal", "Entity")


def test_the_bookkeeping_classes_are_no_types():
    assert {"Statement", "Modality", "Article", "SourceDocument"} <= set(CORE.classes)
    assert not any(CORE.is_a(name, "Entity") for name in ("Statement", "Modality", "Article"))


def test_a_quantity_counts_the_object_but_for_what_resumes():
    counts = {relation.name: relation.counts for relation in CORE.relations.values()}
    assert {name for name, role in counts.items() if role == "subject"} == {"resumed"}
    assert set(counts.values()) == {"subject", "object"}


def test_structure_and_action_are_told_apart():
    structure = {each.name for each in CORE.relations.values() if _under(each, "structural")}
    action = {each.name for each in CORE.relations.values() if _under(each, "action")}
    assert structure == {"holdsPost", "leads", "memberOf", "partOf", "locatedIn", "has"}
    assert action == set(RELATIONS) - structure - {"stated"}


def _under(relation, group):
    return f"{group}Relation" in relation.parents


def test_the_core_is_read_once():
    assert load_ontology() is load_ontology()


def test_the_core_has_an_iri_and_a_version():
    assert CORE.iri == "https://w3id.org/wangge/ontology"
    assert re.fullmatch(r"\d+\.\d+\.\d+", CORE.version)


def test_the_ontology_passes_between_processes():
    assert pickle.loads(pickle.dumps(CORE)) == CORE


def test_terms_can_stand_in_sets():
    assert len({*CORE.relations.values()}) == len(RELATIONS)
    assert len({*CORE.classes.values()}) == len(CORE.classes)


FLOORS_ABOVE = ("extractors", "graph", "rdflib", "pandas", "jieba")


def test_the_ground_floor_imports_nothing_from_above():
    code = (
        "import sys, ontology, ontology.gazetteer; ontology.load_ontology();"
        f"print([name for name in {FLOORS_ABOVE} if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "[]\n"


MODULES = ["assembly", "division_names", "frames", "gazetteer", "hierarchy", "model", "turtle"]


@pytest.mark.parametrize("module", MODULES)
def test_each_module_can_be_imported_first(module):
    """So there are no circles."""
    subprocess.run([sys.executable, "-c", f"import ontology.{module}"], check=True)
