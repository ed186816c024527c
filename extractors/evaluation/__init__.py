"""Scoring: what the extractors give, held against annotated pages."""

from extractors.evaluation.figures import Figures, RelationRow, Score, Share
from extractors.evaluation.gold import GoldPage, load_gold, load_page
from extractors.evaluation.report import Report, differences, evaluate, report_on

__all__ = [
    "Figures",
    "GoldPage",
    "RelationRow",
    "Report",
    "Score",
    "Share",
    "differences",
    "evaluate",
    "load_gold",
    "load_page",
    "report_on",
]
