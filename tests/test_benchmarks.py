"""The pages that are measured: always the same, none like another, and such as can be read."""

from __future__ import annotations

from pathlib import Path

from benchmarks import news
from extractors.document import Document
from extractors.pipeline import extract


def test_a_number_gives_one_page_and_another_number_another() -> None:
    pages = [news.page(number) for number in range(50)]
    assert pages == [news.page(number) for number in range(50)]
    assert len(set(pages)) == 50
    assert news.page(7, seed="2") != news.page(7)
    assert "{" not in "".join(pages)


def test_every_page_is_about_its_county() -> None:
    for number in range(20):
        assert news.county(number) in news.page(number)
    assert len({news.county(number) for number in range(50)}) > 40


def test_facts_are_found_on_them() -> None:
    for number in range(3):
        found = extract(Document("page.txt", news.page(number)))
        assert len([fact for fact in found.facts if fact.quantity]) >= 3


def test_they_are_written_a_thousand_to_a_folder(tmp_path: Path) -> None:
    news.write(tmp_path, 1001)
    folders = sorted(path.name for path in tmp_path.iterdir())
    assert folders == ["00000", "00001"]
    assert (tmp_path / "00001" / "0001000.txt").read_text("utf-8") == news.page(1000)
