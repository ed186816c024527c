"""Evaluation: extracted facts, entities and articles held against annotated pages.

The page is invented; every expected figure is counted by hand in the test's docstring.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import Article, Block
from extractors.document import AlignedText, Document
from extractors.evaluation import Score, Share, differences, evaluate, load_page
from extractors.evaluation.figures import Figures
from extractors.evaluation.gold import GoldFact, GoldQuantity
from extractors.evaluation.matching import alike, match, normalize, pair_score
from extractors.evaluation.scoring import same_unit
from extractors.extraction import Extraction
from extractors.facts import Argument, Entity, Fact, Quantity, Quote
from ontology.errors import ReadError

TEXT = "云山县出动铲车30台。青石镇转移群众200余人。县长田一禾说，要抓紧清雪。\n"
GOLD_FACTS = [
    {
        "id": "p-1",
        "subject": ["云山县"],
        "subject_type": "AdministrativeArea",
        "relation": "deployed",
        "object": ["铲车"],
        "object_type": "Item",
        "quantity": {"value": 30, "bound": "exact", "unit": "台"},
        "time": "2022-01-05",
        "modality": "asserted",
        "negated": False,
        "evidence": "云山县出动铲车30台",
    },
    {
        "id": "p-2",
        "subject": ["云山县青石镇", "青石镇"],
        "subject_type": "AdministrativeArea",
        "relation": "relocated",
        "object": ["群众"],
        "object_type": "PopulationGroup",
        "quantity": {"value": 200, "bound": "min", "unit": "人"},
        "place": ["安置点"],
        "modality": "asserted",
        "negated": False,
        "evidence": "青石镇转移群众200余人",
    },
    {
        "id": "p-3",
        "subject": ["田一禾"],
        "subject_type": "Person",
        "relation": "holdsPost",
        "object": ["县长"],
        "object_type": "Post",
        "modality": "asserted",
        "negated": False,
        "soft": True,
        "evidence": "县长田一禾",
    },
    {
        "id": "p-4",
        "subject": ["田一禾"],
        "subject_type": "Person",
        "relation": "stated",
        "object": ["要抓紧清雪"],
        "object_type": "Literal",
        "modality": "asserted",
        "negated": False,
        "evidence": "县长田一禾说，要抓紧清雪",
    },
]
GOLD_ENTITIES = [
    {"name": "云山县", "type": "AdministrativeArea", "aliases": ["全县"]},
    {"name": "田一禾", "type": "Person", "aliases": []},
]
GOLD_ARTICLES = [
    {
        "headline": "雪后",
        "authors": ["石安"],
        "starts": "云山县出动",
        "ends": "抓紧清雪。",
        "unit": "云山县",
    }
]
GOLD_QUESTIONS = [
    {"question": "云山县出动了多少铲车？", "answers": ["30"], "facts": ["p-1"]},
    {"question": "谁说了什么、转移了谁？", "answers": ["…"], "facts": ["p-2", "p-4"]},
    {"question": "没有事实的问题", "answers": ["…"], "facts": []},
]


def argument(name: str, kind: str, mention: str = "") -> Argument:
    return Argument(id=f"id:{name}", name=name, mention=mention or name, type=kind)


def quote(text: str) -> Quote:
    start = TEXT.index(text)
    return Quote(start, start + len(text), text)


DEPLOYED = Fact(
    document="p.txt",
    article=1,
    subject=argument("云山县", "AdministrativeArea"),
    relation="deployed",
    object=argument("铲车", "Item"),
    evidence=quote("云山县出动铲车30台"),
    quantity=Quantity(30, "exact", "台", "30台"),
    time="2022-01-05",
    confidence=0.95,
)
RELOCATED = Fact(
    document="p.txt",
    article=1,
    subject=argument("青石镇", "AdministrativeArea"),
    relation="relocated",
    object=argument("群众", "PopulationGroup"),
    evidence=quote("青石镇转移群众200余人"),
    quantity=Quantity(200, "min", "人", "200余人"),
    place=argument("安置点", "Place"),
    confidence=0.85,
)
HOLDS_POST = Fact(
    document="p.txt",
    article=1,
    subject=argument("田一禾", "Person"),
    relation="holdsPost",
    object=argument("县长", "Post"),
    evidence=quote("县长田一禾"),
    confidence=0.85,
)
STATED = Fact(
    document="p.txt",
    article=1,
    subject=argument("田一禾", "Person"),
    relation="stated",
    object=Argument("", "另一句话", "另一句话", "Literal"),
    evidence=quote("田一禾说"),
    confidence=1.0,
)
ALL = (DEPLOYED, RELOCATED, HOLDS_POST, STATED)


def write_lines(path: Path, records: list[dict[str, object]]) -> None:
    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    path.write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    (tmp_path / "p.txt").write_text(TEXT, encoding="utf-8")
    write_lines(tmp_path / "p.facts.jsonl", GOLD_FACTS)
    write_lines(tmp_path / "p.entities.jsonl", GOLD_ENTITIES)
    write_lines(tmp_path / "p.articles.jsonl", GOLD_ARTICLES)
    write_lines(tmp_path / "p.questions.jsonl", GOLD_QUESTIONS)
    return tmp_path


def figures_of(gold: Path, *facts: Fact) -> Figures:
    def extract(document: Document) -> Extraction:
        return Extraction(document, (), (), (), facts)

    return evaluate(gold, extract).total


def test_what_the_gold_says_scores_full_marks(gold: Path):
    """
    Three facts, one of them soft: all right, two found of the two that must be found.
    """
    figures = figures_of(gold, *ALL)
    assert figures.facts == Score(right=3, predicted=3, found=2, gold=2)
    assert figures.facts.f1 == 1.0
    assert figures.stated == Score(right=1, predicted=1, found=1, gold=1)
    assert figures.numbered_facts_recall == Share(2, 2)
    assert figures.quantity_value == figures.quantity_bound == figures.quantity_unit == Share(2, 2)
    assert (figures.time, figures.place, figures.recipient) == (Share(1, 1), Share(1, 1), Share())
    assert (figures.modality, figures.types) == (Share(3, 3), Share(6, 6))
    assert (figures.questions, figures.evidence_exact) == (Share(2, 2), Share(4, 4))


def test_nothing_extracted_scores_nothing(gold: Path):
    figures = figures_of(gold)
    assert figures.facts == Score(0, 0, 0, 2)
    assert (figures.facts.precision, figures.facts.recall, figures.facts.f1) == (0, 0, 0)
    assert figures.questions == Share(0, 2)
    assert figures.evidence_exact.share is None


def test_a_soft_fact_missed_costs_no_recall(gold: Path):
    assert figures_of(gold, DEPLOYED, RELOCATED).facts == Score(2, 2, 2, 2)


def test_a_soft_fact_alone_is_precise_but_finds_nothing(gold: Path):
    assert figures_of(gold, HOLDS_POST).facts == Score(1, 1, 0, 2)


def test_a_wrong_relation_counts_as_a_pair_only(gold: Path):
    figures = figures_of(gold, replace(DEPLOYED, relation="purchased"))
    assert figures.facts == Score(0, 1, 0, 2)
    assert figures.pairs_any_relation == Score(1, 1, 1, 2)
    assert figures.by_relation["deployed"].to_json() == {"gold": 1, "predicted": 0, "hit": 0}
    assert figures.by_relation["purchased"].to_json() == {"gold": 0, "predicted": 1, "hit": 0}


def test_the_same_fact_twice_is_right_once(gold: Path):
    assert figures_of(gold, DEPLOYED, DEPLOYED).facts == Score(1, 2, 1, 2)


def test_of_two_candidates_the_one_with_the_right_number_matches(gold: Path):
    """
    The wrong number comes first in the list; the gold fact still pairs with the right one.
    """
    wrong = replace(DEPLOYED, quantity=Quantity(3, "exact", "台", "3台"))
    figures = figures_of(gold, wrong, DEPLOYED)
    assert figures.quantity_value == Share(1, 1)
    assert figures.facts == Score(1, 2, 1, 2)


QUANTITIES = [
    (Quantity(30, "exact", "台", "30台"), (1, 1, 1)),
    (Quantity(30.0, "min", "台", "30多台"), (1, 0, 1)),
    (Quantity(30, "exact", "辆", "30辆"), (1, 1, 0)),
    (Quantity(31, "exact", "台", "31台"), (0, 0, 0)),
    (None, (0, 0, 0)),
]


@pytest.mark.parametrize(("quantity", "hits"), QUANTITIES)
def test_a_quantity_is_scored_by_value_then_bound_and_unit(
    gold: Path, quantity: Quantity | None, hits: tuple[int, int, int]
):
    """
    Bound and unit count only where the number is right.
    """
    figures = figures_of(gold, replace(DEPLOYED, quantity=quantity))
    found = (figures.quantity_value.hit, figures.quantity_bound.hit, figures.quantity_unit.hit)
    assert found == hits
    assert figures.quantity_value.of == 1
    assert figures.numbered_facts_recall == Share(hits[0], 2)


def test_a_question_needs_every_fact_with_its_number(gold: Path):
    wrong = replace(RELOCATED, quantity=Quantity(20, "min", "人", "20余人"))
    assert figures_of(gold, wrong, STATED).questions == Share(0, 2)
    assert figures_of(gold, RELOCATED, STATED).questions == Share(1, 2)


CIRCUMSTANCES = [
    ({"time": "--01-05"}, "time", Share(0, 1)),
    ({"modality": "planned"}, "modality", Share(0, 1)),
    ({"negated": True}, "modality", Share(0, 1)),
    ({"subject": argument("云山县", "Place")}, "types", Share(1, 2)),
    ({"evidence": Quote(1, 4, "云山县")}, "evidence_exact", Share(0, 1)),
    ({"evidence": Quote(0, 3, "云\n山 县")}, "evidence_exact", Share(1, 1)),
    ({"evidence": Quote(0, 0, "")}, "evidence_exact", Share(0, 1)),
]


@pytest.mark.parametrize(("change", "measure", "expected"), CIRCUMSTANCES)
def test_each_circumstance_has_its_own_figure(
    gold: Path, change: dict[str, object], measure: str, expected: Share
):
    assert figures_of(gold, replace(DEPLOYED, **change)).measures()[measure] == expected


def test_a_place_may_have_another_of_the_accepted_names(gold: Path):
    near = replace(RELOCATED, place=argument("镇里的点", "Place", mention="安置点"))
    assert figures_of(gold, near).place == Share(1, 1)
    assert figures_of(gold, replace(RELOCATED, place=None)).place == Share(0, 1)


def test_confidence_is_tabled_against_precision(gold: Path):
    """
    0.95 is right, of the two at 0.8 to 0.9 one is; 1.0 belongs to the highest tenth.
    """
    wrong = replace(RELOCATED, relation="held")
    sure = replace(HOLDS_POST, confidence=1.0)
    figures = figures_of(gold, DEPLOYED, wrong, replace(RELOCATED, confidence=0.8), sure)
    assert dict(figures.calibration) == {9: Share(2, 2), 8: Share(1, 2)}


ALIKE = [
    (("云山县",), ("云山县",), 1.0),
    (("云山 县。",), ("“云山县”",), 1.0),
    (("云山县青石镇",), ("青石镇",), 0.9),
    (("云山县青石镇卫生院",), ("石桥",), 0.0),
    (("县",), ("云县",), 0.0),
    (("云山县交通运输局",), ("云山县交通局",), 0.857),
    (("",), ("云山县",), 0.0),
    ((), ("云山县",), 0.0),
]


@pytest.mark.parametrize(("predicted", "accepted", "expected"), ALIKE)
def test_names_are_alike(predicted: tuple[str, ...], accepted: tuple[str, ...], expected: float):
    assert alike(predicted, accepted) == pytest.approx(expected, abs=0.001)


@given(st.text(alphabet="云山县青石镇12Ａb", min_size=1))
def test_punctuation_and_width_make_no_other_name(name: str):
    assert normalize(f"“{name}”。") == normalize(name) != ""
    assert alike((name,), (f"《{name}》",)) == 1.0


@given(st.permutations(ALL), st.integers(0, 4))
@settings(max_examples=40)
def test_the_order_of_facts_does_not_matter_and_pairs_are_one_to_one(facts: list[Fact], kept: int):
    wanted = [
        GoldFact(
            "g-1", ("云山县",), "", "deployed", ("铲车",), "", GoldQuantity(30, "exact", "台")
        ),
        GoldFact("g-2", ("青石镇",), "", "relocated", ("群众",), ""),
        GoldFact("g-3", ("田一禾",), "", "stated", ("要抓紧清雪",), "Literal"),
    ]
    pairs = match(wanted, facts[:kept])
    relations = {fact.relation for fact in facts[:kept]}
    assert {wanted[i].relation for i, _ in pairs} == relations - {"holdsPost"}
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)
    assert all(pair_score(wanted[i], facts[j]) > 0 for i, j in pairs)


def test_entities_match_by_name_or_alias_and_type(gold: Path):
    """
    云山县 is found by its alias; 田一禾 has the wrong type; the third is nobody's.
    """
    entities = (
        Entity("1", "全县", "AdministrativeArea"),
        Entity("2", "田一禾", "Post"),
        Entity("3", "云山县", "Place"),
    )
    report = evaluate(gold, lambda document: Extraction(document, (), (), entities, ()))
    assert report.total.entities == Score(right=1, predicted=3, found=1, gold=2)


def article(text: str, headline: str = "雪 后", unit: str = "北州市云山县") -> Article:
    block = Block("paragraph", AlignedText.whole(text))
    return Article(1, headline, ("石安",), "", unit, (block,))


def test_articles_match_by_their_first_and_last_characters(gold: Path):
    articles = (article(TEXT.strip()), article("别的文章。"))
    report = evaluate(gold, lambda document: Extraction(document, articles, (), (), ()))
    assert report.total.articles == Score(right=1, predicted=2, found=1, gold=1)
    assert report.total.headline == report.total.authors == report.total.unit == Share(1, 1)
    assert report.total.date == Share(0, 0)


def test_an_article_cut_short_does_not_match(gold: Path):
    short = (article(TEXT.strip()[:-3]),)
    report = evaluate(gold, lambda document: Extraction(document, short, (), (), ()))
    assert report.total.articles == Score(0, 1, 0, 1)


UNITS = [("云山县", "云山县", True), ("云山县青石镇", "青石镇", True), ("云山县", "", False)]


@pytest.mark.parametrize(("wanted", "given_", "same"), UNITS)
def test_a_unit_may_be_named_with_or_without_those_above_it(wanted: str, given_: str, same: bool):
    assert same_unit(wanted, given_) is same


def test_pages_add_up_to_the_total(gold: Path):
    (gold / "q.txt").write_text(TEXT, encoding="utf-8")
    write_lines(gold / "q.facts.jsonl", GOLD_FACTS[:1])

    def extract(document: Document) -> Extraction:
        facts = ALL if document.name == "p.txt" else (RELOCATED,)
        return Extraction(document, (), (), (), facts)

    report = evaluate(gold, extract)
    assert [*report.pages] == ["p", "q"]
    assert report.pages["q"].facts == Score(0, 1, 0, 1)
    assert report.total.facts == Score(3, 4, 2, 3)
    assert report.total == report.pages["p"] + report.pages["q"]
    assert report.total.articles == report.pages["p"].articles


def test_one_file_of_facts_is_gold_too(gold: Path):
    report = evaluate(
        gold / "p.facts.jsonl", lambda document: Extraction(document, (), (), (), ALL)
    )
    assert report.total.facts.f1 == 1.0


def test_the_report_as_json_has_the_measures_and_the_pages(gold: Path):
    report = evaluate(gold, lambda document: Extraction(document, (), (), (), ALL))
    record = json.loads(json.dumps(report.to_json()))
    assert record["facts"] == {
        "precision": 1.0,
        "recall": 1.0,
        "f1": 1.0,
        "right": 3,
        "predicted": 3,
        "found": 2,
        "gold": 2,
    }
    assert record["recipient"] == {"share": None, "hit": 0, "of": 0}
    assert record["calibration"]["0.8"] == {"share": 1.0, "hit": 2, "of": 2}
    assert record["pages"]["p"]["by_relation"]["deployed"]["hit"] == 1


def test_the_report_as_a_table_names_pages_and_relations(gold: Path):
    table = evaluate(gold, lambda document: Extraction(document, (), (), (), ALL)).table()
    assert "numbered_facts_recall   share=1.0  hit=2  of=2" in table
    assert "deployed                      1          1          1" in table
    assert "0.8-0.9                   1.000          2          2" in table


def test_differences_list_what_was_missed_and_what_was_in_vain(gold: Path):
    """
    The soft fact is nothing that one must find, so its absence is no difference.
    """
    wrong = replace(DEPLOYED, relation="purchased")
    text = differences(
        gold / "p.facts.jsonl", lambda document: Extraction(document, (), (), (), (wrong, STATED))
    )
    assert text.splitlines() == [
        "missed 2",
        "  云山县 -deployed-> 铲车 exact 30台 | 云山县出动铲车30台",
        "  云山县青石镇/青石镇 -relocated-> 群众 min 200人 | 青石镇转移群众200余人",
        "extra 1",
        "  云山县/云山县 -purchased-> 铲车/铲车 exact 30台 | 云山县出动铲车30台",
    ]


def test_a_folder_without_gold_is_refused(tmp_path: Path):
    with pytest.raises(ReadError, match=r"no \*\.facts\.jsonl in this folder"):
        evaluate(tmp_path)


def test_a_file_that_is_no_gold_is_refused(gold: Path):
    with pytest.raises(ReadError, match=r"not a folder and not a \*\.facts\.jsonl"):
        evaluate(gold / "p.txt")


def test_gold_without_its_text_is_refused(gold: Path):
    (gold / "p.txt").unlink()
    with pytest.raises(ReadError, match=r"p\.txt: the page of p\.facts\.jsonl cannot be read"):
        evaluate(gold)


@pytest.mark.parametrize("line", ["{", "[]", '{"id": "p-9"}', '{"id": "p-9", "subject": 3}'])
def test_a_broken_line_is_refused_with_its_number(gold: Path, line: str):
    file = gold / "p.facts.jsonl"
    file.write_text(file.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"p\.facts\.jsonl:5: not a gold record"):
        load_page(file)
