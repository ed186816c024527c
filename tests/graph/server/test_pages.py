"""The pages as a reader sees them: home, lists, entities, facts, documents; in two languages."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote

import pytest
from click.testing import CliRunner
from servers import Running
from small_world import thing, town
from test_linked_data import address_of

from graph.cli.group import command_line
from graph.server.pages.rendering import page_words
from graph.server.pages.told_facts import stretches_of
from graph.store import open_store


def words(answer) -> str:
    """What a page says, without its markup."""
    body = answer.text.partition("<main")[2]
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())


def page(server: Running, path: str, language: str = "en", **fields: object) -> str:
    found = server.http.get(path, params=fields, headers={"accept-language": language})
    assert found.status_code == 200, found.text
    return words(found)


def test_the_home_page_counts_what_the_store_holds(row):
    told = page(row, "/")

    assert "Documents 60" in told
    assert "Entities 180" in told
    assert "Facts 179" in told
    assert "administrative area AdministrativeArea 60" in told
    assert "established 120" in told


def test_the_home_page_leads_to_the_other_pages_and_to_where_to_start(row):
    html = row.http.get("/").text

    for address in ("/view", "/query", "/sparql", "/doc/"):
        assert f'href="{address}"' in html
    starts = re.findall('class="chip" href="(/id/[^"]+)"', html)
    assert len(starts) == 32
    assert {row.http.get(start).status_code for start in starts[:3]} == {200}


def test_a_build_is_told_on_the_home_page(serve, tmp_path):
    (tmp_path / "a.txt").write_text("石门乡招募120余名志愿者。\n", encoding="utf-8")
    call = ["build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "built.kg")]
    assert CliRunner().invoke(command_line("en"), call).exit_code == 0
    told = page(serve(tmp_path / "built.kg"), "/")

    assert re.search(r"Last build: \d{4}-\d\d-\d\d \d\d:\d\d UTC", told)


def test_an_empty_store_says_what_to_do(serve, tmp_path):
    open_store(tmp_path / "empty.kg", "w").close()
    server = serve(tmp_path / "empty.kg")

    assert "wangge build" in page(server, "/")
    assert server.http.get("/view").status_code == 200


@pytest.mark.parametrize("asked", ["一二里乡", "一二里", "yierli", "YIERLIXIANG"])
def test_names_are_found_by_their_characters_and_by_pinyin(row, asked):
    html = row.http.get("/", params={"q": asked}).text

    assert f'href="{address_of(town(12).id)}"' in html


def test_what_is_not_found_is_answered_by_what_is_near(row):
    told = page(row, "/", q="一二里镇")

    assert "No entity is called so" in told
    assert "一二里乡" in told


def test_a_type_is_listed_page_by_page(row):
    first = page(row, "/", type="Organization")
    last = page(row, "/", type="Organization", page=3)

    assert "120 entities, shown 1–50" in first
    assert "shown 101–120" in last
    assert page(row, "/", type="Organization", page="99999999999") == first


def test_the_page_of_an_entity_shows_its_facts_by_relation_with_their_sentences(row):
    told = page(row, address_of(town(12).id))

    assert "一二里乡 established 一二里乡卫生院 13件" in told
    assert "01-09" in told
    assert "卫生院的事，一月九日办妥13件" in told
    assert "第12页.txt :0–" in told
    assert told.index("established 2") < told.index("supported 2")


def test_the_facts_of_one_relation_can_be_had_alone(row):
    told = page(row, address_of(town(12).id), relation="supported")

    assert "一三里乡" in told
    assert "一月九日办妥13件" in told
    assert "一二里乡卫生院 13件" not in told


def test_facts_of_a_busy_entity_come_page_by_page(reading):
    query = """SELECT ?e { ?f a wg:Statement ; rdf:subject ?e } GROUP BY ?e
        HAVING (COUNT(?f) > 40) ORDER BY ?e LIMIT 1"""
    address = address_of(reading.values(query)[0])
    first, second = reading.http.get(address), reading.http.get(address, params={"page": 2})

    assert 'rel="next"' in first.text
    items = [len(re.findall('<li class="fact">', each.text)) for each in (first, second)]
    assert items[0] == 30
    assert items[1] > 0


def test_the_page_of_a_fact_tells_where_it_stands_and_how_it_was_read(row):
    iri = row.values(f"SELECT ?f {{ ?f a wg:Statement ; rdf:object <{thing(12, '卫生院').id}> }}")[
        0
    ]
    told = page(row, address_of(iri), "zh")

    assert "一二里乡的一天" in told
    assert "wg:established 设立" in told
    assert "第12页.txt :0–" in told
    assert "置信度 1.00" in told


def test_the_page_of_a_document_marks_the_evidence_in_its_text(row):
    html = row.http.get("/doc/" + quote("第12页.txt"))

    marked = re.findall(r'<span id="c(\d+)"><a class="marked" href="(/id/fact-\w+)">', html.text)
    assert marked[0][0] == "0"
    assert len(marked) == 3
    assert {row.http.get(address).status_code for _, address in marked} == {200}
    assert "一二里乡的一天" in words(html)


def test_documents_are_listed(row):
    assert "Documents 60" in page(row, "/doc/")
    assert 'href="/doc/%E7%AC%AC12%E9%A1%B5.txt"' in row.http.get("/doc/").text


@pytest.mark.parametrize(
    ("header", "language"), [("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-US,en", "en"), ("fr", "zh")]
)
def test_pages_speak_the_language_that_the_browser_likes_best(row, header, language):
    found = row.http.get("/", headers={"accept-language": header})

    assert f'<html lang="{language}">' in found.text
    assert "Accept-Language" in found.headers["vary"]


def test_a_language_that_was_chosen_stays_on_all_links(row):
    html = row.http.get("/", params={"lang": "en"}, headers={"accept-language": "zh"}).text

    assert '<html lang="en">' in html
    inner = set(re.findall(r'href="(/(?:id|doc|view|query|\?)[^"]*)"', html))
    assert inner
    assert all("lang=" in each for each in inner)


def test_no_page_runs_or_loads_what_does_not_come_from_here(row):
    for path in ("/", "/doc/", address_of(town(1).id)):
        found = row.http.get(path)
        policy = found.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r"<script(?! src)|<style|\son\w+=|\sstyle=", found.text)


def test_the_viewer_runs_its_own_scripts_and_asks_its_own_server_alone(row):
    found = row.http.get("/view")
    policy = re.search('http-equiv="Content-Security-Policy" content="([^"]+)"', found.text)[1]

    assert found.headers["content-security-policy"] == "frame-ancestors 'self'"
    assert "default-src 'none'" in unescape(policy)
    assert "connect-src 'self'" in unescape(policy)
    assert "unsafe" not in policy


def test_assets_are_kept_for_good_under_their_digest_and_asked_for_again_by_name(row):
    address = re.search(r'href="(/assets/pages\.[^"]+)"', row.http.get("/").text)[1]
    named = row.http.get("/assets/pages.css")

    assert "immutable" in row.http.get(address).headers["cache-control"]
    assert named.headers["cache-control"] == "no-cache"
    again = row.http.get("/assets/pages.css", headers={"if-none-match": named.headers["etag"]})
    assert again.status_code == 304
    assert row.http.get("/assets/pages.0000000000000000.css").status_code == 404
    assert row.http.get("/assets/..%2Frendering.py").status_code == 404


def test_everything_is_said_in_both_languages():
    blanks = re.compile(r"{(\w+)}")
    for key, texts in page_words().items():
        assert set(texts) == {"zh", "en"}, key
        assert set(blanks.findall(texts["zh"])) == set(blanks.findall(texts["en"])), key


def test_evidence_that_overlaps_is_cut_where_it_begins_and_ends():
    found = stretches_of(
        "零一二三四五六", 0, 7, [(1, 5, "long"), (2, 4, "short"), (6, 9, "beyond")]
    )

    assert [(one.text, one.facts) for one in found] == [
        ("零", ()),
        ("一", ("long",)),
        ("二三", ("short", "long")),
        ("四", ("long",)),
        ("五", ()),
        ("六", ("beyond",)),
    ]
