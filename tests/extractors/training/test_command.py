"""The command that learns all models anew: ``python -m extractors.training``."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.evaluation import GoldPage
from extractors.training import __main__ as command
from extractors.training import ranking
from extractors.training.lessons import School


@pytest.fixture
def taught(pages: list[GoldPage], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pages that the command learns from; it learns nothing of them here."""
    seen: list[str] = []
    monkeypatch.setattr(command, "load_gold", lambda _: pages)
    monkeypatch.setattr(
        School, "lessons", lambda self, jobs: seen.extend(p.name for p in self.pages)
    )
    monkeypatch.setattr(ranking, "held_out", lambda _: {})
    return seen


def test_pages_are_left_out_where_it_is_asked(taught: list[str]) -> None:
    command.main(["gold", "--without", "snow", "--dry"])
    assert taught == ["flood"]


def test_a_dry_run_writes_nothing(taught: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    monkeypatch.setattr(command, "write_model", lambda *given: written.append(given))
    monkeypatch.setattr(command, "write_tagger", lambda *given: written.append(given))
    command.main(["gold", "--dry"])
    assert taught == ["flood", "snow"]
    assert written == []


def test_it_says_what_pages_held_out_reach(
    pages: list[GoldPage],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """A line for each threshold; the one that the model takes is marked."""
    monkeypatch.setattr(command, "load_gold", lambda _: pages)
    command.main([str(tmp_path), "--dry"])
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(ranking.THRESHOLDS)
    assert [line[:5] for line in lines if "*" in line] == [f"{ranking.THRESHOLD:.2f}*"]
