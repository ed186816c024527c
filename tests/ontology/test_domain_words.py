"""The words of a domain: its Turtle gives relations verbs and classes nouns, or is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ontology.domains import find_domain, shipped_domains
from ontology.errors import OntologyError, WanggeError
from ontology.lexicon import Lexicon, load_lexicon

PREFIXES = """\
@prefix wg: <https://w3id.org/wangge/ontology#> .
@prefix ex: <https://example.org/forest#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
"""
FIRST = PREFIXES.count("\n") + 1

PLANTED = """\
ex:planted rdfs:subPropertyOf wg:actionRelation ;
    rdfs:label "植树"@zh ;
    rdfs:domain wg:Agent ; rdfs:range ex:Tree ;
    wg:frame wg:CreationFrame ;
    wg:verb "栽竹", "补竹",
        [ wg:form "植竹" ; wg:alsoNoun true ; wg:objectType ex:Tree ] .
"""
TREE = """\
ex:Tree a owl:Class ; rdfs:subClassOf wg:Item ; rdfs:label "树木"@zh ;
    wg:noun "树苗", "油松" ;
    wg:nounEnding "幼株" .
"""


def forest(folder: Path, *parts: str) -> Path:
    path = folder / "forest.ttl"
    path.write_text(PREFIXES + "".join(parts), encoding="utf-8")
    return path


def load(folder: Path, *parts: str) -> Lexicon:
    return load_lexicon([forest(folder, *parts)])


def test_verbs_are_triggers_that_know_their_line(tmp_path):
    lexicon = load(tmp_path, PLANTED, TREE)
    (plain,), (full,) = lexicon.triggers["补竹"], lexicon.triggers["植竹"]
    assert (plain.relation, plain.objects, plain.noun) == ("planted", frozenset(), False)
    assert (full.relation, full.objects, full.noun) == ("planted", {"Tree"}, True)
    assert plain.entry == f"forest.ttl:{FIRST + 4}"
    assert full.entry == f"forest.ttl:{FIRST + 5}"


def test_nouns_have_the_type_of_their_class_and_those_above_it(tmp_path):
    lexicon = load(tmp_path, PLANTED, TREE)
    assert lexicon.type_of("油松") == ("Tree", "Item")
    assert lexicon.type_of("移栽幼株") == ("Tree", "Item")
    assert "油松" not in load_lexicon().heads


def test_a_relation_of_the_core_takes_verbs_and_its_own_stay(tmp_path):
    lexicon = load(tmp_path, 'wg:inspected wg:verb "巡竹海" .')
    assert [each.relation for each in lexicon.triggers["巡竹海"]] == ["inspected"]
    assert lexicon.triggers["检查"] == load_lexicon().triggers["检查"]


def test_the_word_of_a_domain_takes_the_place_of_the_core_s(tmp_path):
    lexicon = load(tmp_path, 'wg:recruited wg:verb [ wg:form "招募" ; wg:alsoNoun true ] .')
    (trigger,) = lexicon.triggers["招募"]
    assert trigger.entry == f"forest.ttl:{FIRST}"


def test_a_verb_of_a_domain_takes_the_objects_that_it_can_have_from_the_core_s(tmp_path):
    """What the core reads of other objects stays."""
    text = PLANTED.replace('"栽竹", "补竹"', '"购买", "检查"') + TREE
    lexicon = load(tmp_path, text.replace("rdfs:range ex:Tree", "rdfs:range wg:Item"))
    assert [each.relation for each in lexicon.triggers["购买"]] == ["planted"]
    kept = {each.relation: each.objects for each in lexicon.triggers["检查"]}
    assert {"planted", "inspected"} <= set(kept)
    assert "Item" not in kept.get("screened", ())


def test_a_type_that_a_domain_gives_a_noun_comes_first(tmp_path):
    types = load(tmp_path, 'wg:Event wg:noun "消毒液" .').heads["消毒液"]
    assert types[0] == "Event"
    assert "Item" in types


def test_a_relation_below_another_takes_what_it_leaves_out(tmp_path):
    below = 'ex:weeded rdfs:subPropertyOf wg:repaired ; rdfs:label "除草"@zh ; wg:verb "锄草" .'
    ontology = load(tmp_path, below).ontology
    weeded, repaired = ontology.relations["weeded"], ontology.relations["repaired"]
    assert (weeded.domain, weeded.range) == (repaired.domain, repaired.range)
    assert weeded.frame == repaired.frame
    assert ontology.root("weeded") == "repaired"


def test_a_relation_of_its_own_kind_is_its_own_root(tmp_path):
    ontology = load(tmp_path, PLANTED, TREE).ontology
    assert (ontology.root("planted"), ontology.root("Tree")) == ("planted", "Item")


def test_a_marker_that_only_a_domain_has_is_a_preposition(tmp_path):
    marked = (
        'ex:sprayed rdfs:subPropertyOf wg:actionRelation ; rdfs:label "喷洒"@zh ;\n'
        "    rdfs:domain wg:Agent ; rdfs:range wg:Place ; wg:frame wg:ActionFrame ;\n"
        '    wg:slot [ wg:role rdf:object ; wg:markerBefore "冲着", "对" ] ; wg:verb "洒药" .\n'
    )
    lexicon = load(tmp_path, marked)
    assert lexicon.marks("冲着", "role.patient")
    assert lexicon.markers["对"] == load_lexicon().markers["对"]
    assert not load_lexicon().marks("冲着", "role.patient")


def test_a_folder_holds_turtle_and_lines(tmp_path):
    forest(tmp_path, PLANTED, TREE)
    line = '{"form": "间伐", "relation": "planted"}\n'
    (tmp_path / "more.jsonl").write_text(line, encoding="utf-8")
    (trigger,) = load_lexicon([tmp_path]).triggers["间伐"]
    assert trigger.entry == "more.jsonl:1"


def test_lines_alone_are_a_domain(tmp_path):
    path = tmp_path / "words.jsonl"
    path.write_text('{"form": "护林员", "type": "PopulationGroup", "as": "head"}', encoding="utf-8")
    assert load_lexicon([path]).heads["护林员"] == ("PopulationGroup",)


@pytest.mark.parametrize("name", shipped_domains())
def test_a_shipped_domain_loads_and_each_relation_has_verbs_and_both_labels(name):
    lexicon = load_lexicon([find_domain(name)])
    spoken = {each.relation for entries in lexicon.triggers.values() for each in entries}
    core = load_lexicon().ontology
    new = {n: r for n, r in lexicon.ontology.relations.items() if n not in core.relations}
    assert new
    assert set(new) <= spoken
    assert [n for n, r in new.items() if set(r.labels) != {"zh", "en"}] == []
    assert [n for n, r in new.items() if set(r.definitions) != {"zh", "en"}] == []


def test_shipped_domains_go_together():
    lexicon = load_lexicon([find_domain(name) for name in shipped_domains()])
    assert {"sealed", "towed"} <= set(lexicon.ontology.relations)


def test_a_domain_is_found_by_name_or_by_path(tmp_path):
    path = forest(tmp_path, TREE)
    assert find_domain("flood").name == "flood.ttl"
    assert find_domain(str(path)) == path


def test_a_folder_without_a_domain_is_refused(tmp_path):
    with pytest.raises(OntologyError, match="holds no domain"):
        find_domain(str(tmp_path))


def test_files_may_begin_with_a_byte_order_mark(tmp_path):
    """Editors on Windows put one there."""
    path, lines = tmp_path / "forest.ttl", tmp_path / "more.jsonl"
    path.write_text(PREFIXES + PLANTED + TREE, encoding="utf-8-sig")
    lines.write_text('{"form": "间伐", "relation": "planted"}', encoding="utf-8-sig")
    assert {"补竹", "间伐"} <= set(load_lexicon([tmp_path]).triggers)


def test_an_unknown_domain_is_refused_with_the_names_of_those_shipped():
    with pytest.raises(OntologyError, match=r"^storm: no such domain; .*flood, winter-road$"):
        find_domain("storm")


REFUSED = [
    # (what is wrong, the file behind the prefixes, the line counted from there, the message)
    (
        "verbs of a relation that nobody declares",
        'ex:felled wg:verb "采伐" .',
        1,
        "felled is given a verb but is no relation",
    ),
    (
        "verbs of a relation that is misspelt",
        '\nwg:inspectd wg:verb "巡林" .',
        2,
        r"inspectd is given a verb but is no relation; .* did you mean inspected\?",
    ),
    ("verbs of a class", 'wg:Item wg:verb "巡林" .', 1, "Item is given a verb but is no relation"),
    (
        "nouns of a class that is misspelt",
        'wg:Itme wg:noun "树苗" .',
        1,
        r"Itme is no type of entities; did you mean Item\?",
    ),
    ("nouns of a class without entities", 'wg:Agent wg:noun "树苗" .', 1, "Agent is no type"),
    ("an empty noun", 'wg:Item\n    wg:noun "" .', 2, "Item has a wg:noun that is no word"),
    ("a word with a space", 'wg:Item wg:noun "树 苗" .', 1, "Item has a wg:noun that is no word"),
    ("a word that is a term", "wg:Item wg:noun wg:Place .", 1, "Item has a wg:noun that is no"),
    (
        "a node without a form",
        "wg:repaired wg:verb [ wg:alsoNoun true ] .",
        1,
        "repaired has a verb with 0 forms; give one",
    ),
    (
        "a misspelt key of a verb",
        'wg:repaired wg:verb [ wg:form "修枝" ;\n    wg:objectTyp wg:Item ] .',
        2,
        r"a verb has no wg:objectTyp; did you mean objectType\?",
    ),
    (
        "a flag that is none",
        'wg:repaired wg:verb [ wg:form "修枝" ; wg:alsoNoun "yes" ] .',
        1,
        "alsoNoun is 'yes'; write true or false",
    ),
    (
        "an unknown type of object",
        'wg:repaired wg:verb [ wg:form "修枝" ;\n    wg:objectType wg:Tree ] .',
        2,
        "Tree is no type of entities",
    ),
    (
        "an object that the relation cannot have",
        'wg:recruited wg:verb [ wg:form "招揽" ; wg:objectType wg:Item ] .',
        1,
        "recruited takes no Item; its range is PopulationGroup",
    ),
    (
        "a verb that stands twice",
        'wg:repaired wg:verb "修枝" ,\n    [ wg:form "修枝" ; wg:alsoNoun true ] .',
        2,
        rf"修枝 stands at .*forest\.ttl:{FIRST} already; keep one of the two",
    ),
    ("no Turtle", "wg:Item wg:noun 树苗 .", 1, "not Turtle: "),
    (
        "an unknown key of a class",
        'wg:Item wg:nouns "树苗" .',
        1,
        r"Item uses wg:nouns, which nothing declares; did you mean noun\?",
    ),
]


@pytest.mark.parametrize(
    ("text", "line", "message"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_it_is_refused_where_it_stands(tmp_path, text, line, message):
    with pytest.raises(WanggeError) as refusal:
        load(tmp_path, text)
    said = str(refusal.value)
    assert re.match(rf"{re.escape(str(tmp_path / 'forest.ttl'))}:{FIRST + line - 1}:", said), said
    assert re.search(message, said), said
    assert "\n" not in said


def test_a_line_that_stands_twice_is_refused(tmp_path):
    path = tmp_path / "words.jsonl"
    path.write_text('{"form": "护林", "relation": "inspected"}\n' * 2, encoding="utf-8")
    with pytest.raises(WanggeError, match=r"words\.jsonl:2: 护林 stands at .*words\.jsonl:1 "):
        load_lexicon([path])


def test_the_place_of_a_word_is_that_of_its_own_key(tmp_path):
    """The label may be the same word, and a comment may hold it too."""
    text = (
        '# "锄草" is what it is called. ex:weeded\n'
        'ex:weeded rdfs:subPropertyOf wg:repaired ;\n    rdfs:label "锄草"@zh ;\n'
        '    wg:verb "除草" ,  # not "锄草" yet. \n        "锄草" .\n'
    )
    lexicon = load(tmp_path, text)
    (first,), (second,) = lexicon.triggers["除草"], lexicon.triggers["锄草"]
    assert (first.entry, second.entry) == (f"forest.ttl:{FIRST + 3}", f"forest.ttl:{FIRST + 4}")
