"""Training: weights that an annotated page teaches, and the file they are kept in."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from extractors import training
from extractors.document import Document
from extractors.evaluation import GoldPage, load_gold
from extractors.frames.ranking import Model, load_model
from extractors.pipeline import extract
from extractors.training import THRESHOLDS, fit, learn, lesson_of, score, write

FLOOD = {
    "清河县转移群众3200人。": ("清河县", "relocated", "群众", 3200, "人"),
    "青石镇转移群众300人。": ("青石镇", "relocated", "群众", 300, "人"),
    "白沙乡疏散群众460人。": ("白沙乡", "relocated", "群众", 460, "人"),
    "县水利局加固堤防12公里。": ("县水利局", "repaired", "堤防", 12, "公里"),
    "县供电公司抢修线路26条。": ("县供电公司", "repaired", "线路", 26, "条"),
    "县民政局发放棉被800床。": ("县民政局", "delivered", "棉被", 800, "床"),
}
SNOW = {
    "东岭县招募志愿者120名。": ("东岭县", "recruited", "志愿者", 120, "名"),
    "龙潭镇派出技术员20名。": ("龙潭镇", "deployed", "技术员", 20, "名"),
    "三岔镇抽调干部50名。": ("三岔镇", "deployed", "干部", 50, "名"),
    "县交通局购买扫雪机6台。": ("县交通局", "purchased", "扫雪机", 6, "台"),
    "县教育局关停培训机构12家。": ("县教育局", "closed", "培训机构", 12, "家"),
    "大湾村发动村民80人参加清雪。": ("大湾村", "mobilized", "村民", 80, "人"),
}
TYPES = {"群众", "志愿者", "技术员", "干部", "村民"}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[GoldPage]:
    """Two annotated pages, as they would lie on disk."""
    folder = tmp_path_factory.mktemp("gold")
    for name, told in (("flood", FLOOD), ("snow", SNOW)):
        (folder / f"{name}.txt").write_text("　　" + "".join(told) + "\n", encoding="utf-8")
        lines = [
            json.dumps(annotated(number, sentence, *fact), ensure_ascii=False)
            for number, (sentence, fact) in enumerate(told.items(), 1)
        ]
        (folder / f"{name}.facts.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return load_gold([folder])


def annotated(
    number: int, sentence: str, subject: str, relation: str, thing: str, value: int, unit: str
) -> dict[str, object]:
    """One line of an annotation."""
    return {
        "id": f"p-{number:03d}",
        "subject": [subject],
        "subject_type": "Organization" if "局" in subject else "AdministrativeArea",
        "relation": relation,
        "object": [thing],
        "object_type": "PopulationGroup" if thing in TYPES else "Item",
        "quantity": {"value": value, "bound": "exact", "unit": unit},
        "modality": "asserted",
        "negated": False,
        "evidence": sentence.rstrip("。"),
    }


@pytest.fixture(scope="module")
def learnt(pages: list[GoldPage]) -> Model:
    """The model that the two pages teach."""
    model, _ = learn(pages)
    return model


def test_a_model_has_finite_weights_and_a_threshold(learnt: Model) -> None:
    """Weights by feature, all finite, and a threshold of the ones that were tried."""
    assert learnt.threshold in THRESHOLDS
    assert learnt.weights
    assert all(math.isfinite(weight) for weight in learnt.weights.values())


def test_scores_are_told_for_every_threshold(pages: list[GoldPage]) -> None:
    """What each threshold reaches on pages held out is a share of what is there."""
    _, scores = learn(pages)
    assert set(scores) == set(THRESHOLDS)
    assert all(0.0 <= reached.f1 <= 1.0 for reached in scores.values())


def test_learning_is_the_same_every_time(pages: list[GoldPage], learnt: Model) -> None:
    """Nothing is drawn at random."""
    again, _ = learn(pages)
    assert again == learnt


def test_what_is_annotated_is_right(pages: list[GoldPage]) -> None:
    """A reading that the annotation has is worth 1; one that it has not is worth less."""
    lesson = lesson_of(pages[0])
    worth = {
        (draft.fact.subject.mention, draft.fact.object.name): right
        for drafts, rights in zip(lesson.drafts, lesson.right, strict=True)
        for draft, right in zip(drafts, rights, strict=True)
        if draft.fact.relation == "repaired"
    }
    assert worth["县水利局", "堤防"] == 1.0
    assert max(right for names, right in worth.items() if names[0] == "清河县") < 1.0


def test_a_model_finds_what_it_was_taught(pages: list[GoldPage], learnt: Model) -> None:
    """On its own pages the model finds most of the annotated facts."""
    for page in pages:
        reached = score(lesson_of(page), learnt)
        assert reached.recall >= 0.8


def test_weights_of_nothing_are_none() -> None:
    """No page, no feature, no weight; so a single page can be learnt from too."""
    assert fit([]) == {}


def test_a_written_model_is_read_back(learnt: Model, tmp_path: Path) -> None:
    """The file has sorted weights, one a line, and holds all that the model knows."""
    path = tmp_path / "weights.json"
    write(learnt, path)
    record = json.loads(path.read_text(encoding="utf-8"))
    kept = {name: weight for name, weight in learnt.weights.items() if weight}
    assert Model(record["weights"], record["threshold"]) == Model(kept, learnt.threshold)
    assert list(record["weights"]) == sorted(record["weights"])
    assert path.read_text(encoding="utf-8").count("\n") > len(kept)


def test_the_command_leaves_out_what_it_is_told_to(
    pages: list[GoldPage], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--without`` keeps a page out of the training; the table marks the threshold chosen."""
    seen: list[str] = []

    def learn_of(given: list[GoldPage]) -> tuple[Model, dict[float, object]]:
        seen.extend(page.name for page in given)
        return Model({}, 0.3), {}

    monkeypatch.setattr(training, "load_gold", lambda _: pages)
    monkeypatch.setattr(training, "learn", learn_of)
    monkeypatch.setattr(training, "write", lambda _: None)
    training.main(["gold", "--without", "snow"])
    assert seen == ["flood"]
    assert capsys.readouterr().out == ""


def test_the_model_that_the_package_ships() -> None:
    """Its weights are finite, its threshold lies between 0 and 1, and it says something."""
    model = load_model()
    assert 0.0 < model.threshold < 1.0
    assert all(math.isfinite(weight) for weight in model.weights.values())
    assert extract(Document("page.txt", "清河县转移群众3200人。"), model).facts


@pytest.mark.parametrize(
    ("weights", "features", "confidence"),
    [
        ({}, (), 0.5),
        ({"a": 2.0}, ("b",), 0.5),
        ({"a": 30.0}, ("a",), 1.0),
        ({"a": -30.0}, ("a",), 0.0),
        ({"a": 1e9}, ("a", "a"), 1.0),
        ({"a": 2.0, "b": -2.0}, ("a", "b"), 0.5),
    ],
)
def test_confidence(
    weights: dict[str, float], features: tuple[str, ...], confidence: float
) -> None:
    """The logistic function of the summed weights, whatever their size."""
    assert Model(weights, 0.5).confidence(features) == pytest.approx(confidence, abs=1e-9)
