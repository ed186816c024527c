"""A domain file adds to the core in a few lines; what cannot be used is refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology import OntologyError, load_ontology

PREFIXES = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix ex: <https://example.org/market#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
FIRST = PREFIXES.count("\n") + 1

LEASED = """\
ex:leased a owl:ObjectProperty ;
    rdfs:label "出租"@zh, "leased"@en ;
    skos:definition "把场所租给他人。"@zh, "Lets a place to somebody."@en ;
    rdfs:domain wg:Agent ; rdfs:range ex:Stall ;
    wg:frame wg:TransferFrame ;
    wg:slot [ wg:role wg:recipient ; wg:required true ; wg:markerAfter "给" ] .
"""
STALL = """\
ex:Stall a owl:Class ; rdfs:subClassOf wg:Place ;
    rdfs:label "摊位"@zh, "stall"@en ;
    skos:definition "市场里的一个摊位。"@zh, "A stall in a market."@en .
"""


def domain(folder: Path, *parts: str) -> Path:
    path = folder / "market.ttl"
    path.write_text(PREFIXES + "".join(parts), encoding="utf-8")
    return path


def test_a_relation_takes_six_lines(tmp_path):
    relation = load_ontology([domain(tmp_path, LEASED, STALL)]).relations["leased"]
    assert relation.label() == "出租"
    assert relation.range == {"Stall"}
    assert relation.frame.name == "TransferFrame"
    recipient = relation.frame.role("recipient")
    assert (recipient.required, recipient.markers) == (True, ("给",))
    assert relation.frame.role("object").before == ("将", "把")


def test_a_class_takes_part_where_its_superclass_does(tmp_path):
    ontology = load_ontology([domain(tmp_path, STALL)])
    assert ontology.is_a("Stall", "Place")
    assert "Stall" in ontology.types
    assert "Stall" in ontology.relations["disinfected"].range
    assert "Place" in ontology.relations["disinfected"].range


def test_a_domain_leaves_the_core_as_it_was(tmp_path):
    before = load_ontology()
    with_domain = load_ontology([domain(tmp_path, LEASED, STALL)])
    assert load_ontology() is before
    assert "leased" not in before.relations
    assert with_domain.version == before.version
    assert list(with_domain.relations)[:-1] == list(before.relations)


def test_domains_are_read_together(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.mkdir()
    second.mkdir()
    ontology = load_ontology([domain(first, LEASED), domain(second, STALL)])
    assert ontology.relations["leased"].range == {"Stall"}


def test_a_domain_may_bring_a_frame_of_its_own(tmp_path):
    frame = """\
ex:LeaseFrame a wg:Frame ; wg:basedOn wg:TransferFrame ;
    wg:slot [ wg:role wg:recipient ; wg:fillerType wg:Person, wg:Organization ;
        wg:typeOrder "Person" ; wg:markerAfter "与" ] .
"""
    leased = LEASED.replace("wg:TransferFrame", "ex:LeaseFrame").replace('wg:markerAfter "给"', "")
    ontology = load_ontology([domain(tmp_path, frame, leased, STALL)])
    recipient = ontology.relations["leased"].frame.role("recipient")
    assert recipient.preferred == ("Person", "Organization")
    assert (recipient.markers, recipient.required) == (("与",), True)


def without(text: str, part: str, instead: str = "") -> str:
    assert part in text
    return text.replace(part, instead)


REFUSED = [
    # (what is wrong, the file, the line counted from the first after the prefixes, the message)
    ("syntax", without(LEASED, '"给" ]', '"给"'), 6, r"not Turtle: "),
    ("prefix", "exx:a a owl:Class .", 1, r"not Turtle: The prefix exx: has not been declared"),
    (
        "unknown class in the range",
        without(LEASED, "ex:Stall", "wg:Plaec"),
        4,
        r"leased names the class Plaec, which the ontology does not have; did you mean Place\?",
    ),
    (
        "unknown class in a union",
        without(LEASED, "rdfs:range ex:Stall", "rdfs:range [ owl:unionOf ( wg:Item ex:Shop ) ]"),
        4,
        "leased names the class Shop",
    ),
    (
        "unknown superclass",
        without(STALL, "wg:Place", "wg:Spot"),
        1,
        "Stall names the class Spot",
    ),
    (
        "unknown role",
        without(LEASED, "wg:role wg:recipient", "wg:role wg:recipiant"),
        6,
        r"leased names the role recipiant, .* did you mean recipient\?",
    ),
    (
        "no role",
        without(LEASED, "wg:role wg:recipient ; ", ""),
        1,
        "leased has a slot with 0 roles",
    ),
    (
        "a role given twice",
        without(LEASED, '"给" ] .', '"给" ] , [ wg:role wg:recipient ; wg:bare true ] .'),
        6,
        "leased gives the role recipient twice",
    ),
    (
        "unknown frame",
        without(LEASED, "wg:TransferFrame", "wg:TransportFrame"),
        5,
        r"leased names the frame TransportFrame, .* did you mean TransferFrame\?",
    ),
    (
        "two frames",
        without(LEASED, "wg:TransferFrame", "wg:TransferFrame, wg:SpeechFrame"),
        5,
        "leased is given the frames TransferFrame and SpeechFrame; give it one",
    ),
    (
        "another frame for a relation of the core",
        "wg:visited wg:frame wg:SpeechFrame .",
        1,
        "visited is given the frames MotionFrame and SpeechFrame",
    ),
    (
        "no frame",
        without(LEASED, "wg:frame wg:TransferFrame ;", "rdfs:subPropertyOf wg:actionRelation ;"),
        1,
        "leased has no frame; name one with wg:frame",
    ),
    (
        "no label",
        without(LEASED, 'rdfs:label "出租"@zh, "leased"@en ;', ""),
        1,
        'leased has no label; add one: rdfs:label "…"@zh',
    ),
    (
        "a label without a language",
        without(LEASED, '"出租"@zh, "leased"@en', '"出租"'),
        1,
        "leased has no label",
    ),
    (
        "two labels in one language",
        without(LEASED, '"leased"@en', '"leased"@en, "let"@en'),
        1,
        "leased has two rdfs:label in @en: leased and let",
    ),
    (
        "another label for a term of the core",
        'wg:visited rdfs:label "参观"@zh .',
        1,
        "visited has two rdfs:label in @zh: 走访 and 参观; keep one",
    ),
    ("no domain", without(LEASED, "rdfs:domain wg:Agent ; ", ""), 1, "leased has no domain"),
    (
        "a range of nothing",
        without(LEASED, "rdfs:range ex:Stall", "rdfs:range wg:Item, wg:Person"),
        1,
        "leased has no range",
    ),
    (
        "a circle of classes",
        STALL + "wg:Place rdfs:subClassOf ex:Stall .",
        4,
        "classes in a circle: Place > Stall > Place; break one subClassOf",
    ),
    (
        "a circle of relations",
        LEASED + "ex:leased rdfs:subPropertyOf ex:let . ex:let rdfs:subPropertyOf ex:leased .",
        1,
        "relations in a circle: leased > let > leased; break one subPropertyOf",
    ),
    (
        "a circle of frames",
        "wg:ActionFrame wg:basedOn wg:CareFrame .",
        1,
        "frames in a circle: ActionFrame > CareFrame > ActionFrame",
    ),
    (
        "a misspelt key in a slot",
        without(LEASED, "wg:markerAfter", "wg:markerAftr"),
        6,
        r"leased uses wg:markerAftr, which nothing declares; did you mean markerAfter\?",
    ),
    (
        "a misspelt key of a relation",
        LEASED + "ex:leased wg:count rdf:subject .",
        7,
        r"leased uses wg:count, .* did you mean counts\?",
    ),
    (
        "a flag that is none",
        without(LEASED, "wg:required true", 'wg:required "yes"'),
        1,
        "leased says required 'yes'; write true or false",
    ),
    (
        "an empty marker",
        without(LEASED, '"给"', '""'),
        1,
        "leased has an empty or padded marker",
    ),
    (
        "an unknown class in an order",
        without(LEASED, 'wg:markerAfter "给"', 'wg:typeOrder "Persn"'),
        1,
        r"leased orders the class Persn, .* did you mean Person\?",
    ),
    (
        "a name that is taken",
        without(STALL, "ex:Stall", "ex:Person"),
        1,
        "Person stands for https://w3id.org/wangge/ontology#Person already",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [case[1:] for case in REFUSED],
    ids=[case[0] for case in REFUSED],
)
def test_it_is_refused(tmp_path, text, line, message):
    needed = "" if "ex:Stall a" in text or "ex:Person a" in text else "\n" + STALL
    path = domain(tmp_path, text, needed)
    with pytest.raises(OntologyError) as refusal:
        load_ontology([path])
    said = str(refusal.value)
    assert re.match(rf"{re.escape(str(path))}:{FIRST + line - 1}:", said), said
    assert re.search(message, said)
    assert "\n" not in said


def test_a_syntax_error_names_the_column(tmp_path):
    path = domain(tmp_path, "ex:a a owl:Class ; ; ex:b .\n")
    with pytest.raises(OntologyError, match=rf"market\.ttl:{FIRST}:\d+: not Turtle: "):
        load_ontology([path])


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(OntologyError, match=r"none\.ttl: cannot be read: No such file"):
        load_ontology([tmp_path / "none.ttl"])


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "gbk.ttl"
    path.write_bytes((PREFIXES + LEASED).encode("gb18030"))
    with pytest.raises(OntologyError, match=r"gbk\.ttl: is not UTF-8"):
        load_ontology([path])
