"""The protocol tests of the W3C: their manifest tells each request and response, and is run."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pyoxigraph
import pytest
import suites
from pyoxigraph import NamedNode, QueryResultsFormat, RdfFormat
from servers import bearer, served

from graph.store import open_store

PLACE = "sparql11/protocol/manifest.ttl"
DATA = "http://kasei.us/2009/09/sparql/data/data{}.rdf"
DOCUMENT = "http://xmlns.com/foaf/0.1/Document"


@dataclass
class Exchange:
    """A request, and what is said of its response."""

    method: str
    target: str
    headers: dict[str, str]
    body: str
    wanted: str = ""


@dataclass
class Test:
    """A test: its name and what is exchanged, in order."""

    __test__ = False

    name: str
    exchanges: list[Exchange] = field(default_factory=list)


def told_tests():
    store = pyoxigraph.Store()
    store.extend(suites.parsed(suites.BASE + PLACE))
    asked = """SELECT ?test ?told { ?test a mf:ProtocolTest ; rdfs:comment ?told } ORDER BY ?test"""
    for test, told in store.query(suites.PREFIXES + asked):
        yield Test(test.value.rpartition("#")[2], list(exchanges(told.value)))


def exchanges(told):
    """The requests of a comment: indented lines below a heading, the response's below another."""
    parts = re.split(r"^#### (Request|Response)\s*$", told, flags=re.MULTILINE)[1:]
    found = []
    for kind, text in zip(parts[::2], parts[1::2], strict=True):
        lines = "\n".join(line[4:] for line in text.strip("\n").splitlines()).strip()
        if kind == "Request":
            found.append(request(lines))
        else:
            found[-1].wanted = lines
    # A request whose response is not told is to succeed.
    return found


def request(lines):
    head, _, body = lines.partition("\n\n")
    first, *rest = head.splitlines()
    method, target, *_ = first.split()
    headers = dict(line.split(": ", 1) for line in rest if ": " in line)
    left_out = ("Host", "User-agent", "Content-Length")
    return Exchange(method, target, {k: v for k, v in headers.items() if k not in left_out}, body)


@pytest.fixture(scope="module")
def protocol(tmp_path_factory, token_file):
    folder = tmp_path_factory.mktemp("protocol")
    with open_store(folder / "protocol.kg", "w") as store:
        for number in range(4):
            node = DATA.format(number)
            store.raw.load(
                f"<{node}> a <{DOCUMENT}> .".encode(),
                format=RdfFormat.TURTLE,
                to_graph=NamedNode(node),
            )
    options = ["--token-file", str(token_file)]
    with served(folder / "protocol.kg", folder, *options) as running:
        yield running


def send(server, name, exchange):
    updates = "update" in name and "sparql-query" not in exchange.headers.get("Content-Type", "")
    target = re.sub("^/sparql/?", "/update" if updates else "/sparql", exchange.target)
    charset = exchange.headers.get("Content-Type", "").partition("charset=")[2] or "utf-8"
    return server.http.request(
        exchange.method,
        target,
        content=exchange.body.encode(charset),
        headers={**exchange.headers, "authorization": bearer()},
    )


# Those that read come first: those that write clear the store.
ALL = sorted(told_tests(), key=lambda test: ("update" in test.name, test.name))


@pytest.mark.parametrize("test", ALL, ids=lambda test: test.name)
def test_the_protocol_is_as_the_w3c_says(protocol, test):
    for exchange in test.exchanges:
        found = send(protocol, test.name, exchange)

        assert status(exchange).fullmatch(str(found.status_code)), found.text
        assert not kinds(exchange) or media(found) in kinds(exchange)
        assert truth(found) in truths(exchange)


def status(exchange):
    return re.compile("4.." if exchange.wanted.startswith("4xx") else "[23]..")


def kinds(exchange):
    return re.findall(r"(?:application|text)/[\w+-]+", exchange.wanted)


def media(found):
    return found.headers.get("content-type", "").partition(";")[0]


def truths(exchange):
    """What an ASK may answer; where the comment does not tell, anything."""
    said = re.findall(r"^(true|false)$", exchange.wanted, re.MULTILINE)
    return [said[0] == "true"] if said and "SELECT" not in exchange.body else [True, False, None]


def truth(found):
    forms = {
        "application/sparql-results+json": QueryResultsFormat.JSON,
        "application/sparql-results+xml": QueryResultsFormat.XML,
    }
    if media(found) not in forms:
        return None
    answer = pyoxigraph.parse_query_results(found.content, format=forms[media(found)])
    return bool(answer) if isinstance(answer, pyoxigraph.QueryBoolean) else None


def test_all_of_the_manifest_is_run():
    assert len(ALL) == 34
    assert all(test.exchanges for test in ALL)
