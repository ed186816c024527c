"""An evaluation's report: a row of figures for each page and one for all together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extractors.document import Document
from extractors.evaluation.figures import Figures, Score, Share
from extractors.evaluation.gold import GoldFact, GoldPage, load_gold, load_page
from extractors.evaluation.matching import names_of
from extractors.evaluation.scoring import missed_and_extra, score_page
from extractors.extraction import Extraction
from extractors.facts import Fact

Extract = Callable[[Document], Extraction]

_COLUMNS = ("facts", "stated", "numbered_facts_recall", "types", "time", "modality", "articles")


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of an evaluation: by page, and in total."""

    pages: Mapping[str, Figures]
    total: Figures

    def to_json(self) -> dict[str, Any]:
        """The total's figures, and under ``pages`` those of each page."""
        pages = {name: figures.to_json() for name, figures in self.pages.items()}
        return {**self.total.to_json(), "pages": pages}

    def table(self) -> str:
        """The report as plain text: the total, the pages, the relations, the calibration."""
        return "\n\n".join(
            (
                "\n".join(_measure_rows(self.total)),
                "\n".join(_page_rows(self.pages)),
                "\n".join(_relation_rows(self.total)),
                "\n".join(_calibration_rows(self.total)),
            )
        )


def evaluate(gold: Path | Iterable[Path], extract: Extract | None = None) -> Report:
    """
    Score the extraction of annotated pages against their annotation.

    ``gold`` is a folder of annotated pages (``NNN.txt``, ``NNN.facts.jsonl`` and the rest), one
    ``*.facts.jsonl``, or several of these. ``extract`` is the pipeline, unless another is given.
    Raises ReadError where the gold cannot be used.
    """
    paths = [gold] if isinstance(gold, Path) else list(gold)
    pages = load_gold(paths)
    run = extract or _pipeline()
    return report_on((page, run(page.document)) for page in pages)


def report_on(pages: Iterable[tuple[GoldPage, Extraction]]) -> Report:
    """The report on pages that are extracted already."""
    figures = {page.name: score_page(page, extraction) for page, extraction in pages}
    return Report(figures, sum(figures.values(), Figures()))


def differences(facts: Path, extract: Extract | None = None) -> str:
    """
    The facts that one page's extraction missed, and those it gave in vain, a line each.

    ``facts`` is the page's ``*.facts.jsonl``. Raises ReadError where it cannot be used.
    """
    page = load_page(facts)
    missed, extra = missed_and_extra(page, (extract or _pipeline())(page.document))
    lines = [f"missed {len(missed)}", *(f"  {_show_gold(fact)}" for fact in missed)]
    lines += [f"extra {len(extra)}", *(f"  {_show(fact)}" for fact in extra)]
    return "\n".join(lines)


def _pipeline() -> Extract:
    from extractors.pipeline import extract

    return extract


def _show_gold(fact: GoldFact) -> str:
    quantity = fact.quantity
    number = f"{quantity.bound} {quantity.value}{quantity.unit}" if quantity else ""
    return _line(fact.subject, fact.relation, fact.object, number, fact.evidence)


def _show(fact: Fact) -> str:
    quantity = fact.quantity
    number = f"{quantity.bound} {quantity.value}{quantity.unit}" if quantity else ""
    subject, object_ = names_of(fact.subject), names_of(fact.object)
    return _line(subject, fact.relation, object_, number, fact.evidence.text)


def _line(
    subject: Sequence[str], relation: str, object_: Sequence[str], number: str, evidence: str
) -> str:
    ends = f"{'/'.join(subject[:2])} -{relation}-> {'/'.join(object_[:2])}"
    return f"{ends} {number} | {' '.join(evidence.split())[:60]}".replace("  ", " ")


def _measure_rows(figures: Figures) -> list[str]:
    return [
        f"{name:24}" + "  ".join(f"{key}={value}" for key, value in measure.to_json().items())
        for name, measure in figures.measures().items()
    ]


def _page_rows(pages: Mapping[str, Figures]) -> list[str]:
    rows = [_row("page", [_heading(name) for name in _COLUMNS])]
    for page, figures in pages.items():
        measures = figures.measures()
        rows.append(_row(page, [_cell(measures[name]) for name in _COLUMNS]))
    return rows


def _relation_rows(figures: Figures) -> list[str]:
    rows = [_row("relation", ["gold", "predicted", "hit"])]
    for name, row in figures.relations():
        rows.append(_row(name or "(open)", [str(row.gold), str(row.predicted), str(row.hit)]))
    return rows


def _calibration_rows(figures: Figures) -> list[str]:
    rows = [_row("confidence", ["precision", "right", "facts"])]
    for tenth, share in sorted(figures.calibration.items()):
        label = f"{tenth / 10:.1f}-{(tenth + 1) / 10:.1f}"
        rows.append(_row(label, [_cell(share), str(share.hit), str(share.of)]))
    return rows


def _heading(name: str) -> str:
    return name.removesuffix("_facts_recall")


def _row(name: str, cells: Sequence[str]) -> str:
    return (f"{name:20}" + "".join(f"{cell:>11}" for cell in cells)).rstrip()


def _cell(measure: Score | Share) -> str:
    value = measure.f1 if isinstance(measure, Score) else measure.share
    return "-" if value is None else f"{value:.3f}"
