"""Facts, entities and tables as pandas frames, each column of one type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from extractors.facts import Fact
from graph.analysis.columns import columns
from graph.entities import entities
from graph.labels import names_of
from graph.network import network
from graph.rdf import CIRCUMSTANCES, fact_iri
from graph.store import Store
from graph.times import day_range
from ontology.errors import UsageError

if TYPE_CHECKING:
    from pandas import DataFrame

EXTRA: Final = "notebook"
"""The extra of the distribution that brings pandas."""

TEXT: Final = "string"
WHOLE: Final = "Int64"
NUMBER: Final = "float64"
TRUTH: Final = "bool"
DAY: Final = "datetime64[s]"
LIST: Final = "object"

FACTS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("fact", "document"), TEXT),
    "article": WHOLE,
    **dict.fromkeys(("subject", "subjectType", "relation", "relationLabel"), TEXT),
    **dict.fromkeys(("object", "objectType"), TEXT),
    "value": NUMBER,
    **dict.fromkeys(("bound", "unit", "quantity", "time", "timeText"), TEXT),
    **dict.fromkeys(("earliest", "latest"), DAY),
    **dict.fromkeys((*CIRCUMSTANCES, "modality"), TEXT),
    "negated": TRUTH,
    "confidence": NUMBER,
    **dict.fromkeys(("extractor", "rule", "trigger", "evidence"), TEXT),
    **dict.fromkeys(("start", "end"), WHOLE),
    **dict.fromkeys(("subjectId", "objectId"), TEXT),
}
"""The columns of the facts and their types: those of the CSV export, and the range of days."""

ENTITIES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("id", "name", "type", "typeLabel"), TEXT),
    "named": TRUTH,
    "unit": TEXT,
    "aliases": LIST,
    "adcode": TEXT,
    **dict.fromkeys(("degree", "weightedDegree"), WHOLE),
    **dict.fromkeys(("pagerank", "betweenness"), NUMBER),
    **dict.fromkeys(("community", "component"), WHOLE),
}
"""The columns of the entities and their types, with the measures of ``graph.analysis``."""


def facts_frame(store: Store, language: str = "zh") -> DataFrame:
    """
    All facts in reading order, with the columns of ``FACTS``, relations labelled in ``language``.

    ``earliest`` and ``latest`` are days, missing where the text does not give the year. Raises
    UsageError where pandas is not installed.
    """
    labels = names_of(store, language)
    records = (_fact(fact_iri(fact, base=store.base), fact, labels) for fact in store.facts())
    return _typed(records, FACTS)


def entities_frame(store: Store, language: str = "zh") -> DataFrame:
    """
    All entities by IRI, with the columns of ``ENTITIES``, types labelled in ``language``.

    Measures are missing where no fact that counts speaks of the entity, and of things in general
    (``graph.analysis.selection``). Raises UsageError where pandas is not installed.
    """
    return _typed(_entities(store, names_of(store, language)), ENTITIES)


def frame_of(records: Iterable[Mapping[str, object]], names: Sequence[str]) -> DataFrame:
    """A frame of records with columns of these names, their types as pandas finds them."""
    return _pandas().DataFrame.from_records(list(records), columns=list(names))


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise UsageError(
            f"frames need pandas, which is not installed; pip install 'wangge[{EXTRA}]'"
        ) from error
    return pandas


def _typed(records: Iterable[Mapping[str, Any]], types: Mapping[str, str]) -> DataFrame:
    pandas = _pandas()
    rows = list(records)
    return pandas.DataFrame(
        {
            name: pandas.Series([row.get(name) for row in rows], dtype=kind)
            for name, kind in types.items()
        }
    )


def _fact(iri: str, fact: Fact, labels: Mapping[str, str]) -> dict[str, object]:
    counted, days = fact.quantity, day_range(fact.time)
    roles = {role: getattr(fact, role) for role in CIRCUMSTANCES}
    return _present(
        fact=iri,
        document=fact.document,
        article=fact.article,
        subject=fact.subject.name,
        subjectType=fact.subject.type,
        subjectId=fact.subject.id,
        relation=fact.relation or fact.predicate,
        relationLabel=labels.get(fact.relation, ""),
        object=fact.object.name,
        objectType=fact.object.type,
        objectId=fact.object.id,
        value=counted and float(counted.value),
        bound=counted and counted.bound,
        unit=counted and counted.unit,
        quantity=counted and counted.text,
        time=fact.time,
        timeText=fact.time_text,
        earliest=days and days[0],
        latest=days and days[1],
        **{role: argument and argument.name for role, argument in roles.items()},
        modality=fact.modality,
        negated=fact.negated,
        confidence=float(fact.confidence),
        extractor=fact.extractor,
        rule=fact.rule,
        trigger=fact.trigger and fact.trigger.text,
        evidence=fact.evidence.text,
        start=fact.evidence.start,
        end=fact.evidence.end,
    )


def _entities(store: Store, labels: Mapping[str, str]) -> Iterator[dict[str, object]]:
    measures = columns(network(store, circumstances=True))
    known = entities(store)
    for iri, entity in known.items():
        unit = known.get(entity.scope)
        yield _present(
            id=iri,
            name=entity.name,
            type=entity.type,
            typeLabel=labels.get(entity.type, entity.type),
            named=entity.named,
            unit=unit and unit.name,
            aliases=list(entity.aliases),
            adcode=entity.adcode,
            **measures.get(iri, {}),
        )


def _present(**fields: Any) -> dict[str, object]:
    """What is there: an empty text is a missing value, an empty list is not."""
    return {name: value for name, value in fields.items() if value not in ("", None)}
