"""How central an entity is: in the view, in the page's data, and on its card."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from embedding import data_of
from stories import COUNTY, FACTS, GATE, MASKS, TOWN, VOLUNTEERS, laid_out, page_of

from graph.analysis.columns import columns
from graph.network import network
from graph.store import open_store
from graph.viewer.model import Corpus, key_of, view_of
from graph.viewer.reading import measures_of, read_corpus

if TYPE_CHECKING:
    from selenium.webdriver import Chrome


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return page_of(tmp_path_factory.mktemp("view"), laid_out(FACTS))


def corpus_of(file: Path) -> Corpus:
    with open_store(file.parent / "news.kg") as store:
        return read_corpus(store)


def test_the_viewer_has_the_figures_of_the_analysis(file: Path) -> None:
    with open_store(file.parent / "news.kg") as store:
        figures = columns(network(store, circumstances=True))
        assert measures_of(read_corpus(store)) == figures
    assert figures[TOWN.id]["degree"] == 3  # The volunteers, the county, and the post's holder.


def test_entities_are_ranked_among_all_whatever_part_is_shown(file: Path) -> None:
    corpus = corpus_of(file)
    measures = measures_of(corpus)

    whole = {node.key: node for node in view_of(corpus, measures=measures).nodes}
    part = view_of(corpus, centres=[COUNTY.id], measures=measures).nodes

    assert whole[key_of(TOWN.id)].ranks["degree"] == 1
    assert [node.ranks for node in part] == [whole[node.key].ranks for node in part]
    assert {node.entity.name for node in part} == {"平川县", "石门乡"}


def test_equals_share_their_rank(file: Path) -> None:
    measures = {key: {"degree": degree} for key, degree in (("a", 2), ("b", 5), ("c", 2))}
    corpus = corpus_of(file)
    known = dict.fromkeys("abc", corpus.entities[TOWN.id])

    view = view_of(Corpus((), known, ()), centres=list("abc"), measures=measures)

    ranks = {node.measures["degree"]: node.ranks["degree"] for node in view.nodes}
    assert ranks == {5: 1, 2: 2}


def test_the_page_holds_them_by_entity(file: Path) -> None:
    data = data_of(file.read_text(encoding="utf-8"))

    town = dict(zip(data["measures"], data["entities"][key_of(TOWN.id)]["measures"], strict=True))
    assert (town["degree"], town["weightedDegree"]) == (3, 4)
    assert "measures" not in data["entities"][key_of(MASKS.id)]  # They were only demanded.


def test_the_card_says_how_central_it_is_and_leads_to_its_company(
    browser: Chrome, file: Path
) -> None:
    browser.get(f"{file.as_uri()}#show={key_of(VOLUNTEERS.id)}")

    card = browser.find_element("id", "card")
    assert "相连 2 个实体、3 条事实" in card.text
    assert "PageRank 第" in card.text
    names = browser.execute_script(  # type: ignore[no-untyped-call]
        "return [...document.querySelectorAll('#card dd button')].map((each) => each.innerText)"
    )
    assert GATE.name in names
