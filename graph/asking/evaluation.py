"""How well questions are answered: those of annotated pages asked, and the answers compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from extractors.evaluation.gold import GoldPage, GoldQuestion, load_gold
from extractors.evaluation.report import Extract
from graph.asking.answering import Asker
from graph.asking.answers import ANSWERED, Reply
from graph.asking.reading import read_question
from graph.asking.right import is_right
from graph.rdf import document_iri
from graph.store import open_store

RIGHT, WRONG = "right", "wrong"
OUTCOMES: Final = (RIGHT, WRONG, "unknown", "not_understood")
PAGE, TOGETHER = "page", "together"
"""Where a question is asked: of the graph of its own page, of that of all pages together."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a page as it was answered in one of the two graphs."""

    page: str
    where: str
    kind: str
    gold: GoldQuestion
    reply: Reply

    @property
    def outcome(self) -> str:
        """``right``, ``wrong``, or why there is no answer."""
        if self.reply.status != ANSWERED:
            return self.reply.status
        return RIGHT if is_right(self.reply.answers[0], self.gold.answers) else WRONG


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """All questions of an evaluation as they were answered."""

    asked: tuple[Asked, ...] = field(default=())

    def share(self, outcome: str, where: str) -> float:
        """The share of the questions asked there that had this outcome, from 0 to 1."""
        there = [each for each in self.asked if each.where == where]
        return sum(each.outcome == outcome for each in there) / (len(there) or 1)

    def counts(self, where: str) -> dict[str, dict[str, int]]:
        """How many had which outcome there: all under an empty kind, then by kind."""
        there = [each for each in self.asked if each.where == where]
        kinds = sorted({each.kind for each in there})
        return {
            kind: {
                outcome: sum(
                    each.outcome == outcome for each in there if not kind or each.kind == kind
                )
                for outcome in OUTCOMES
            }
            for kind in ("", *kinds)
        }

    def to_json(self) -> dict[str, Any]:
        """The counts and shares by where the questions were asked."""
        return {where: _figures(self.counts(where)) for where in (PAGE, TOGETHER)}

    def table(self) -> str:
        """The counts as plain text, a line for each kind of question."""
        heads = "".join(f"{each:>16}" for each in ("questions", *OUTCOMES))
        lines = []
        for where in (PAGE, TOGETHER):
            lines.append(f"{where:12}{heads}")
            for kind, counts in self.counts(where).items():
                cells = "".join(_cell(counts, outcome) for outcome in OUTCOMES)
                lines.append(f"{kind or 'all':12}{sum(counts.values()):16}{cells}")
            lines.append("")
        return "\n".join(lines).rstrip()

    def wrong(self) -> Iterator[str]:
        """The wrong answers, a line each."""
        for each in self.asked:
            if each.outcome == WRONG:
                given, accepted = each.reply.answers[0].key, "/".join(each.gold.answers)
                yield f"{each.page} {each.where}: {each.gold.question} {given} ({accepted})"


def _figures(counts: Mapping[str, Mapping[str, int]]) -> dict[str, Any]:
    shares = {
        outcome: round(count / (sum(counts[""].values()) or 1), 4)
        for outcome, count in counts[""].items()
    }
    kinds = {kind: dict(found) for kind, found in counts.items() if kind}
    return {"questions": sum(counts[""].values()), **counts[""], "shares": shares, "kinds": kinds}


def _cell(counts: Mapping[str, int], outcome: str) -> str:
    share = counts[outcome] / (sum(counts.values()) or 1)
    return f"{f'{counts[outcome]} ({share:.2f})':>16}"


def evaluate_questions(gold: Iterable[Path], extract: Extract) -> QuestionReport:
    """
    Ask the questions of annotated pages, read by ``extract``, and compare the answers.

    Each is asked of the graph of its own page and of the graph of all the pages together. Raises
    ReadError where the gold cannot be used.
    """
    pages = load_gold(gold)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "pages.kg", "w") as store:
        for page in pages:
            store.replace_document(extract(page.document))
        asker = Asker(store)
        return QuestionReport(tuple(each for page in pages for each in _ask(page, asker)))


def _ask(page: GoldPage, asker: Asker) -> Iterator[Asked]:
    own = [document_iri(page.document.name, base=asker.store.base)]
    for gold in page.questions:
        question = read_question(gold.question)
        kind = question.asked.kind if question else "?"
        yield Asked(page.name, PAGE, kind, gold, asker.ask(gold.question, own))
        yield Asked(page.name, TOGETHER, kind, gold, asker.ask(gold.question))
