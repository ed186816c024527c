"""Pages set at random: their articles come back, whatever conventions the paper follows."""

from __future__ import annotations

import pytest
from page_generator import Wanted, page

from extractors.article import Article
from extractors.document import Document
from extractors.layout import read_page


def squeeze(text: str) -> str:
    return "".join(text.split())


def is_same(wanted: Wanted, article: Article) -> bool:
    body = squeeze("".join(block.text.text for block in article.blocks))
    return (
        body.startswith(squeeze(wanted.starts))
        and body.endswith(squeeze(wanted.ends))
        and squeeze(article.headline) == squeeze(wanted.headline)
        and article.authors == wanted.authors
    )


PAGES = [page(seed) for seed in range(120)]


@pytest.mark.parametrize("position", ["above", "below", "gathered"])
def test_articles_of_generated_pages(position: str):
    """
    Nine of ten articles come back with body, headline and authors exactly as they were set.
    """
    wanted_all = read_all = right = 0
    for text, wanted in (
        (text, wanted) for text, wanted, look in PAGES if look["position"] == position
    ):
        articles = read_page(Document("page.txt", text))
        wanted_all += len(wanted)
        read_all += len(articles)
        right += sum(any(is_same(each, article) for article in articles) for each in wanted)
    assert 2 * right / (wanted_all + read_all) >= 0.9
