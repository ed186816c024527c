"""Two annotated pages to learn from, as they would lie on disk."""

from __future__ import annotations

import json

import pytest

from extractors.evaluation import GoldPage, load_gold
from extractors.training.lessons import Lesson, School
from ontology.lexicon import load_lexicon

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


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def school(pages: list[GoldPage]) -> School:
    """The two pages, their sentences not bracketed."""
    return School(pages, [[], []], load_lexicon())


@pytest.fixture(scope="session")
def lessons(school: School) -> list[Lesson]:
    """What the two pages teach."""
    return school.lessons()
