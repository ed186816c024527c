"""A store in Python and in notebooks: graph, frames and analyses, each one call away."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self, Unpack

from graph.analysis.groups import Community, Component, communities, components, modularity
from graph.analysis.measures import MEASURES, Measures, measures, ranked, sample
from graph.analysis.paths import Step, shortest_path
from graph.analysis.projection import Shared, projection
from graph.analysis.selection import Choice, selection_of, types_named
from graph.analysis.tables import Table
from graph.analysis.ties import Ties, ties_of
from graph.analysis.totals import Total, totals
from graph.explain import explain
from graph.names import find_entity
from graph.network import network
from graph.store import Store
from ontology.errors import QueryError

if TYPE_CHECKING:
    from networkx import MultiDiGraph
    from pandas import DataFrame

    from graph.asking import Asker, Reply
    from graph.notebook import Page


class Knowledge:
    """
    What a store holds, for reading: ``graph.open`` gives it.

    Leave it by ``close`` or use it as a context manager. The analyses take the choice of facts
    that ``Choice`` describes: ``types``, ``relations``, ``documents``, ``unreal``,
    ``circumstances`` and ``general``, as ``Selection`` explains them; they raise QueryError for a
    name that the store does not know.
    """

    def __init__(self, store: Store, language: str = "zh") -> None:
        """Read from an open store; relations and types are labelled in ``language``."""
        self.store = store
        self.language = language

    def network(self, *, circumstances: bool = False) -> MultiDiGraph:
        """All facts as a networkx graph of your own, as ``graph.network`` describes it."""
        return network(self.store, circumstances=circumstances, language=self.language)

    def facts(self) -> DataFrame:
        """All facts as a pandas frame, as ``graph.frames`` describes it."""
        from graph.frames import facts_frame

        return facts_frame(self.store, self.language)

    def entities(self) -> DataFrame:
        """All entities as a pandas frame, as ``graph.frames`` describes it."""
        from graph.frames import entities_frame

        return entities_frame(self.store, self.language)

    def centrality(self, *, by: str = "degree", **choice: Unpack[Choice]) -> Table[Measures]:
        """
        The measures of each entity (``Measures``), the greatest first.

        ``by`` is one of degree, weighted, pagerank and betweenness.
        """
        if by not in MEASURES:
            raise QueryError(f"no measure is called {by}; choose one of {', '.join(MEASURES)}")
        ties = self.ties(**choice)
        drawn, count = len(sample(ties)), len(ties.members)
        notes = {"sampled": {"drawn": drawn, "count": count}} if drawn < count else {}
        return Table(Measures, ranked(measures(ties), by), notes)

    def communities(self, **choice: Unpack[Choice]) -> Table[Community]:
        """The communities (``Community``), the largest first."""
        ties = self.ties(**choice)
        found = communities(ties)
        return Table(Community, found, {"modularity": {"value": modularity(ties, found)}})

    def components(self, **choice: Unpack[Choice]) -> Table[Component]:
        """The connected components (``Component``), the largest first."""
        return Table(Component, components(self.ties(**choice)))

    def path(
        self, start: str, end: str, *, facts: int = 1, **choice: Unpack[Choice]
    ) -> Table[Step]:
        """
        The shortest way from one entity to another (``Step``), named by name, alias or IRI.

        Each step is told by at most ``facts`` facts, with their sentences, in which brackets 【】
        mark the evidence. No rows where there is no way.
        """
        starts, ends = ([one.iri for one in find_entity(self.store, name)] for name in (start, end))
        steps = shortest_path(self.ties(**choice), starts, ends, facts=facts)
        told = (replace(one, evidence=explain(self.store, one.fact).sentence) for one in steps)
        return Table(Step, tuple(told))

    def projection(self, type: str, over: str, **choice: Unpack[Choice]) -> Table[Shared]:
        """
        Pairs of entities of a type, and what both are tied to of another (``Shared``).

        The two types are chosen already: ``types`` does nothing here.
        """
        types, others = (types_named(self.store, name) for name in (type, over))
        selection = selection_of(self.store, **choice)
        return Table(Shared, projection(self._network, types, others, selection))

    def totals(self, **choice: Unpack[Choice]) -> Table[Total]:
        """The figures of each unit, added up by relation, object and measure word (``Total``)."""
        return Table(Total, totals(self._network, selection_of(self.store, **choice)))

    def ask(self, question: str) -> Reply:
        """
        What the store answers to a question in Chinese, as ``graph.asking`` describes it.

        The reply says whether the question is answered, unknown or not understood; ``answers``
        stand best first, ``facts`` are those that answer, ``sparql`` finds the answer.
        """
        return self._asker.ask(question)

    def ties(self, **choice: Unpack[Choice]) -> Ties:
        """The chosen facts as the analyses see them: numbered entities and ties with weights."""
        return ties_of(self._network, selection_of(self.store, **choice))

    def view(self, around: str | None = None, *, hops: int = 1, limit: int = 1000) -> Page:
        """
        The viewer's page, which a notebook shows in a frame; ``str`` gives its HTML.

        Raises QueryError where no entity is called ``around``.
        """
        from graph.notebook import Page
        from graph.viewer import render_view

        return Page(render_view(self.store, around=around, hops=hops, limit=limit))

    def close(self) -> None:
        """Give the store free for others."""
        self.store.close()

    @cached_property
    def _asker(self) -> Asker:
        from graph.asking import Asker

        return Asker(self.store)

    @cached_property
    def _network(self) -> MultiDiGraph:
        return self.network(circumstances=True)

    def _repr_html_(self) -> str:
        from graph.notebook import summary_html

        return summary_html(self)

    def __repr__(self) -> str:
        return f"Knowledge({self.store.where!r})"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
