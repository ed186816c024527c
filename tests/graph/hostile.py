"""Facts that fit the ontology but whose every text may be an attempt at something else."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from extractors.document import Document
from extractors.extraction import Extraction
from extractors.facts import BOUNDS, LITERAL, MODALITIES, Argument, Entity, Fact, Quantity, Quote
from graph.rdf import fact_iri
from graph.vocabulary import BASE

ATTEMPTS = (
    '=HYPERLINK("http://a.test","x")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "'=1",
    "</script><img src=x onerror=alert(1)>",
    '"> . } DROP ALL ; INSERT DATA { <a:a> <a:b> "',
    "'}) DETACH DELETE n //",
    "\\u0027 OR \\'",
    "`) RETURN 1 //",
    "石门\u2028乡\u2029\x85",
    "石\x00门\x0b\x7f",
    "\ufeff石门",
    "\u202e乡门石",
    'a,b;c"d\r\ne',
    "{{7*7}} ${x} %00",
    "@id",
    "_:b0",
    "NA",
    "007",
)
texts = st.sampled_from(("", *ATTEMPTS)) | st.text(st.characters(codec="utf-8"), max_size=8)
words = st.sampled_from(ATTEMPTS) | st.text(st.characters(codec="utf-8"), min_size=1, max_size=8)
shown = words.filter(lambda text: bool(text.strip()))  # a quote is of something

TYPES = ("Organization", "PopulationGroup", "Person", "Place")
entities = st.lists(
    st.builds(
        lambda number, name, kind, aliases: Entity(
            f"{BASE}e{number}", name, kind, tuple(sorted(aliases)), kind != "PopulationGroup"
        ),
        st.integers(0, 99),
        words,
        st.sampled_from(TYPES),
        st.frozensets(words, max_size=2),
    ),
    min_size=4,
    max_size=8,
    unique_by=lambda entity: entity.id,
).filter(lambda found: {entity.type for entity in found} == set(TYPES))

quotes = st.builds(
    lambda start, text: Quote(start, start + len(text), text), st.integers(0, 30), shown
)
numbers = st.integers(0, 10**13) | st.floats(0, 1e13, allow_nan=False)
times = st.sampled_from(("", "2020", "2020-02", "--01-09", "--01-09T08:00", "T08:00")) | (
    st.dates(min_value=date(1000, 1, 1)).map(str)
)


@st.composite
def pages(draw: st.DrawFn, name: str = "页/1.txt") -> Extraction:
    """A page whose facts fit the ontology."""
    known = draw(entities)

    def a(*types: str) -> st.SearchStrategy[Argument]:
        return st.builds(
            lambda entity, mention: Argument(entity.id, entity.name, mention, entity.type),
            st.sampled_from([entity for entity in known if entity.type in types]),
            words,
        )

    def fact(subject: str, relation: str, ends: st.SearchStrategy[Argument]) -> st.SearchStrategy:
        return st.builds(
            Fact,
            document=st.just(name),
            article=st.integers(1, 3),
            subject=a(subject),
            relation=st.just(relation),
            object=ends,
            evidence=quotes,
            trigger=st.none() | quotes,
            quantity=st.none()
            | st.builds(Quantity, numbers, st.sampled_from(BOUNDS), texts, texts),
            time=times,
            time_text=texts,
            place=st.none() | a("Place"),
            recipient=st.none() | a("Organization", "Person"),
            organization=st.none() | a("Organization"),
            modality=st.sampled_from(MODALITIES),
            negated=st.booleans(),
            confidence=st.floats(0, 1),
            extractor=words,
            rule=texts,
            predicate=texts if relation else words,
        )

    said = st.builds(lambda text: Argument("", text, text, LITERAL), words)
    some = (
        fact("Organization", "recruited", a("PopulationGroup"))
        | fact("Person", "stated", said)
        | fact("Person", "", a(*TYPES))
    )
    facts = draw(st.lists(some, min_size=1, max_size=4, unique_by=fact_iri))
    entities_in_order = tuple(sorted(known, key=lambda one: one.id))
    return Extraction(Document(name, ""), (), (), entities_in_order, tuple(facts))
