"""The query page in a real Chromium, on a real server: writing, running and seeing queries."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import counties
import pytest
from query_page import QueryPage
from servers import Running, many

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

RECRUITED = """SELECT DISTINCT ?who ?whoLabel ?n WHERE {
  ?fact rdf:predicate wg:recruited ; rdf:subject ?who ; wg:quantity ?amount .
  ?amount schema:value|schema:minValue ?n .
  ?who rdfs:label ?whoLabel .
} ORDER BY ?n"""
TRIPLES = """CONSTRUCT { ?s ?p ?o . ?s rdfs:label ?l } WHERE {
  ?s wg:implemented ?o ; ?p ?o ; rdfs:label ?l
}"""
BARS = "[...document.querySelectorAll(arguments[0])]"


@pytest.fixture
def page(browser: Chrome, news: Running) -> QueryPage:
    return QueryPage(browser, news.address)


def test_a_relation_is_completed_by_its_chinese_label(page: QueryPage) -> None:
    page.type("SELECT * { ?s 招募")
    assert "wg:recruited" in page.offer("wg:recruited")
    from selenium.webdriver.common.keys import Keys

    page.keys(Keys.ENTER)
    assert page.query() == "SELECT * { ?s wg:recruited}"


def test_an_entity_is_completed_by_a_part_of_its_name(page: QueryPage) -> None:
    from selenium.webdriver.common.keys import Keys

    page.type("SELECT * { 石门")
    page.offer("石门县")
    page.keys(Keys.ENTER)
    local = counties.STONE.id.rpartition("/")[2]
    assert page.query() == f"SELECT * {{ wgr:{local}}}"


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("SELECT * { ?s a wg:Adm", "wg:AdministrativeArea"),
        ("SELECT * { ?s a 行政", "wg:AdministrativeArea"),
        ("PREFIX sk", "skos: <http://www.w3.org/2004/02/skos/core#>"),
        ("SELECT * { ?s sk", "skos:"),
        ("SELECT ?volunteer { ?vol", "?volunteer"),
        ("SELECT * { } ORD", "ORDER BY"),
    ],
)
def test_what_else_is_completed(page: QueryPage, typed: str, offered: str) -> None:
    page.type(typed)
    assert page.offer(offered)


def test_nothing_is_completed_in_texts(page: QueryPage) -> None:
    page.type('SELECT * { ?s ?p "石门')
    page.keys("县")
    page.until(lambda: "石门县" in page.query())
    assert page.offered() == []


def test_keys_run_what_was_typed_and_words_have_colours(page: QueryPage) -> None:
    from selenium.webdriver.common.keys import Keys

    page.type("ASK { ?s a wg:Place ")
    page.keys(Keys.ESCAPE)
    page.chord(Keys.CONTROL, Keys.ENTER)
    assert page.result() == "是（true）"
    coloured = page.run(
        "const root = document.getElementById('editor').shadowRoot;"
        "return [...root.querySelectorAll('.cm-line span')].map((each) =>"
        " [each.textContent, getComputedStyle(each).color])"
    )
    colours = dict(map(tuple, coloured))
    assert {"ASK", "?s", "wg:Place"} <= set(colours)
    assert len({colours[word] for word in ("ASK", "?s", "wg:Place")}) == 3


def test_a_mistake_is_pointed_at(page: QueryPage) -> None:
    page.go(query="# 石门县𠀀\nSELECT * WHERE {\n  ?石 a wg:Place ; ; ] \n}")
    page.until(lambda: page.text("#problem"))
    assert page.text("#problem").startswith("line 3, column 21: ")
    marked = page.run(
        "const root = document.getElementById('editor').shadowRoot;"
        "return [...root.querySelectorAll('.cm-lintRange-error')].map((each) => each.textContent)"
    )
    assert marked == ["]"]
    assert page.run("return document.activeElement.id") == "editor"
    assert page.run("return document.getElementById('results').hidden")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://a.test/> { ?s ?p ?o } }", "SERVICE asks other machines"),
        ("DROP ALL", "DROP changes the store"),
    ],
)
def test_what_is_refused_is_said(page: QueryPage, query: str, said: str) -> None:
    page.go(query=query)
    page.until(lambda: said in page.text("#problem"))


def test_a_named_query_is_asked_with_a_parameter(page: QueryPage) -> None:
    page.press("[data-query=recruitment]")
    labels = page.texts(".named label")
    assert labels[0] == "subject 只看这个单位及其所辖各级做的"
    page.run("document.getElementById('parameter-subject').value = '临澧县'")
    page.press(".named [type=submit]")
    assert page.result().startswith("1 行")
    assert page.rows()[0][:4] == ["临澧县", "招募", "志愿者", "80名"]
    assert page.query().startswith("# 谁招募、动员了多少人\nPREFIX")


def test_what_a_parameter_cannot_be_is_said_beside_it(page: QueryPage) -> None:
    page.press("[data-query=recruitment]")
    page.run("document.getElementById('parameter-subject').value = '石门寨'")
    page.press(".named [type=submit]")
    page.until(
        lambda: "no entity is called 石门寨; did you mean 石门县" in page.text(".named .problem")
    )


def test_queries_are_described_in_the_readers_language(browser: Chrome, news: Running) -> None:
    page = QueryPage(browser, news.address, "en")
    page.press("[data-query=recruitment]")
    assert page.text("#named-title") == "who took in or roused how many people recruitment"
    assert page.texts(".named label")[0].startswith("subject only what this unit")
    page.run("const box = document.getElementById('example-filter'); box.value = 'donations';"
             "box.dispatchEvent(new Event('input'))")  # fmt: skip
    shown = page.run(
        "const all = [...document.querySelectorAll('[data-query]')];"
        "return all.filter((each) => each.checkVisibility()).map((each) => each.dataset.query)"
    )
    assert "donations" in shown
    assert "recruitment" not in shown


def test_a_table_is_sorted_and_links_to_entities(page: QueryPage) -> None:
    page.ask_for(RECRUITED)
    assert page.texts("#shown thead th") == ["who", "n"]
    assert page.rows() == [["临澧县", "80"], ["石门县", "120"]]
    page.press("[data-key=n]")
    page.press("[data-key=n]")
    assert page.column() == ["石门县", "临澧县"]
    assert page.run("return document.querySelector('[aria-sort=descending]').innerText") == "n ↓"
    link = page.run("return document.querySelector('#shown tbody a').getAttribute('href')")
    assert link == f"/id/{counties.STONE.id.rpartition('/')[2]}?lang=zh"
    page.press("[data-key=n]")
    assert page.column() == ["临澧县", "石门县"]


def test_an_iri_without_a_label_beside_it_is_labelled_too(page: QueryPage) -> None:
    page.ask_for("SELECT ?s ?p { ?s ?p ?o FILTER (?p = wg:inspected) }")
    page.until(lambda: page.rows() == [["夏安民", "检查"]])


def test_a_long_table_has_pages(page: QueryPage) -> None:
    page.ask_for(f"SELECT ?x {{ {many(120)} }} ORDER BY ?x")
    assert page.column() == [str(number) for number in range(50)]
    page.press("[data-key=next]")
    page.press("[data-key=next]")
    assert page.column() == [str(number) for number in range(100, 120)]
    assert page.text(".pager span") == "第 101–120 行，共 120 行"
    page.press("[data-key=next]")
    assert page.column()[0] == "100"
    page.press("[data-key=x]")
    page.press("[data-key=x]")
    assert page.column()[:2] == ["119", "118"]


def test_figures_are_drawn_as_bars(page: QueryPage) -> None:
    page.ask_for(RECRUITED)
    page.press("[data-view=chart]")
    page.until(lambda: page.texts(".bars svg text"))
    drawn = page.run(f"return {BARS}.map((bar) => bar.textContent)", ".bars text")
    assert drawn == ["石门县", "120", "临澧县", "80"]
    wide = page.run(f"return {BARS}.map((bar) => bar.width.baseVal.value)", ".bars rect")
    assert wide[1] / wide[0] == pytest.approx(80 / 120)


def test_texts_have_no_chart(page: QueryPage) -> None:
    page.ask_for("SELECT ?label { ?x a wg:Place ; rdfs:label ?label }")
    assert page.run("return document.querySelector('[data-view=chart]')") is None


@pytest.mark.parametrize(
    ("query", "label"),
    [
        (TRIPLES, "关系图：3 个节点，2 条边"),
        ("SELECT ?subject ?relation ?object { ?f rdf:subject ?subject ; rdf:predicate ?relation ;"
         " rdf:object ?object FILTER (?relation = wg:implemented) }", "关系图：3 个节点，2 条边"),
    ],
)  # fmt: skip
def test_triples_and_facts_are_drawn_as_a_graph(page: QueryPage, query: str, label: str) -> None:
    page.ask_for(query)
    page.press("[data-view=graph]")
    page.until(lambda: page.run("return document.querySelector('.network')?.dataset.ready"))
    said = page.run("return document.querySelector('.network').getAttribute('aria-label')")
    assert said.startswith(label)
    assert page.complaints() == []


def test_results_can_be_had_as_files(page: QueryPage, news: Running) -> None:
    page.ask_for(RECRUITED)
    links = page.run(
        "return [...document.querySelectorAll('.downloads a')]"
        ".map((each) => [each.innerText, each.getAttribute('href'), each.download])"
    )
    assert [(name, file) for name, _, file in links] == [
        ("CSV", "wangge.csv"), ("TSV", "wangge.tsv"), ("JSON", "wangge.srj"), ("XML", "wangge.srx"),
    ]  # fmt: skip
    assert news.http.get(links[0][1]).text.startswith("who,whoLabel,n\r\n")
    page.ask_for(TRIPLES)
    assert page.texts(".downloads a") == ["Turtle", "N-Triples", "JSON-LD", "RDF/XML"]


def test_the_address_is_what_is_shared(page: QueryPage) -> None:
    page.ask_for(RECRUITED)
    page.press("[data-view=chart]")
    shared = page.run("return location.href")
    fields = parse_qs(urlsplit(shared).fragment)
    assert fields == {"query": [RECRUITED], "view": ["chart"]}
    page.browser.get("about:blank")
    page.browser.get(shared)
    assert page.result().startswith("2 行")
    assert page.query() == RECRUITED
    page.until(lambda: page.run("return document.querySelectorAll('.bars rect').length") == 2)


def test_back_brings_the_query_before(page: QueryPage) -> None:
    page.ask_for("ASK { ?s ?p ?o }")
    page.type("SELECT ?x { VALUES ?x { 1 } ")
    page.press("#run")
    page.until(lambda: page.text("#summary").startswith("1 行"))
    page.browser.back()
    page.until(lambda: page.text("#summary") == "是（true）")
    assert page.query() == "ASK { ?s ?p ?o }"


def test_what_was_run_is_remembered(page: QueryPage) -> None:
    page.ask_for("# 第一个\nASK { ?s a wg:Place }")
    page.ask_for(RECRUITED)
    page.go()
    page.until(lambda: len(page.texts("#past-list code")) == 2)
    assert page.texts("#past-list code")[1] == "第一个"
    page.press("#past-list li:last-child button")
    assert page.query() == "# 第一个\nASK { ?s a wg:Place }"
    page.press("#past-clear")
    assert page.texts("#past-list code") == []
    page.go()
    assert page.texts("#past-list code") == []


def test_a_query_can_be_stopped(page: QueryPage) -> None:
    page.go(query=f"SELECT (COUNT(*) AS ?n) {{ {many(99999)} {many(99999).replace('?', '?z')} }}")
    page.until(lambda: page.run("return !document.getElementById('stop').hidden"))
    page.press("#stop")
    page.until(lambda: page.text("#problem") == "查询已停止")


def test_hostile_names_stay_texts(page: QueryPage) -> None:
    page.ask_for("SELECT ?s ?label { ?s a wg:Organization ; rdfs:label ?label }")
    name = counties.HOSTILE
    shown = page.run("return document.querySelector('#shown tbody td:last-child bdi').textContent")
    assert shown == name
    assert page.run("return document.querySelectorAll('#shown img, #shown script').length") == 0
    page.type("SELECT * { 石门")
    page.go(ask="石门县支援了谁？")
    page.until(lambda: page.text("#reply blockquote"))
    assert page.run("return document.querySelectorAll('#reply img, #reply script').length") == 0
    assert page.complaints() == []
