"""
Learn all models anew: ``python -m extractors.training tests/gold tests/annotated --without d4``.

The pages lie in folders, each with its annotation and, as ``NAME.brk``, with its sentences in
brackets; ``--brackets`` names files of bracketed sentences that are of no page. Printed is what
the ranking reaches on pages held out of its training and of the training of all that it builds on;
written are the models that the package ships.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from extractors.evaluation import load_gold
from extractors.frames import guessing
from extractors.loglinear import write_model
from extractors.mentions import typing
from extractors.training import ranking
from extractors.training.lessons import School, brackets_of
from extractors.training.phrases import read_bracketed, write_tagger
from ontology.lexicon import load_lexicon


def main(arguments: Sequence[str] | None = None) -> None:
    """The command line of this package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="+", help="folders of annotated pages")
    parser.add_argument("--without", nargs="*", default=[], help="pages never to learn from")
    parser.add_argument("--brackets", type=Path, nargs="*", default=[], help="more sentences")
    parser.add_argument("--jobs", type=int, default=1, help="models learnt side by side")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    asked = parser.parse_args(arguments)
    pages = [page for page in load_gold(asked.gold) if page.name not in asked.without]
    bracketed = [read_bracketed(brackets_of(page, asked.gold)) for page in pages]
    more = [sentence for path in asked.brackets for sentence in read_bracketed(path)]
    school = School(pages, bracketed, load_lexicon(), more)
    lessons = school.lessons(asked.jobs)
    for threshold, reached in ranking.held_out(lessons).items():
        mark = "*" if threshold == ranking.THRESHOLD else " "
        line = (
            f"{threshold:.2f}{mark} precision {reached.precision:.3f} recall {reached.recall:.3f}"
        )
        sys.stdout.write(f"{line} f1 {reached.f1:.3f}\n")
    if asked.dry:
        return
    readers = school.readers()
    write_tagger(readers.grammar.tagger)
    write_model(readers.grammar.typer, typing.WEIGHTS)
    write_model(readers.guesser, guessing.WEIGHTS)
    ranking.write(ranking.rank(lessons, readers.guesser))


if __name__ == "__main__":
    main()
