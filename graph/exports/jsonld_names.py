"""How JSON-LD names things: the short keys and the prefixes of our context, never ambiguous."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from graph.vocabulary import WG, XSD

Json = dict[str, Any]

# A name that stands for itself below @vocab: letters and digits, no colon that ends a prefix.
_PLAIN_NAME: Final = re.compile(r"[A-Za-z_]\w*")
_WHOLE_NUMBER: Final = re.compile(r"0|-?[1-9]\d{0,14}")  # exact as a double too


class AmbiguousError(ValueError):
    """An IRI that our context would read as another one, its scheme being one of our prefixes."""


@cache
def published_context() -> Json:
    """The context as it is published in ``context.jsonld``, for resources under our own base."""
    text = (files("graph.exports") / "context.jsonld").read_text(encoding="utf-8")
    context: Json = json.loads(text)["@context"]
    return context


def context_for(base: str, prefixes: dict[str, str]) -> Json:
    """
    The published context for a store: ``wgr`` is its base, the prefixes of domains are added.

    A prefix that would hide one of our keys, or that does not end where a name can begin, is left
    out: its IRIs are then written whole.
    """
    context = published_context() | {"wgr": base}
    more = {
        name: namespace
        for name, namespace in prefixes.items()
        if name not in context and namespace.endswith(("/", "#"))
    }
    return context | more


class Names:
    """
    Writes IRIs and literals by a context, so that they are read back as what they were.

    Without a context everything is written whole, as expanded JSON-LD.
    """

    def __init__(self, context: Json | None = None) -> None:
        """Name by ``context``."""
        self.context = context or {}
        self._prefixes = {
            name: value
            for name, value in self.context.items()
            if isinstance(value, str) and not name.startswith("@") and not value.startswith("@")
        }
        self._terms: dict[str, list[tuple[str, Json]]] = {}
        for name, said in self.context.items():
            if isinstance(said, dict):
                self._terms.setdefault(self._expanded(said["@id"]), []).append((name, said))
        self.order = {name: at for at, name in enumerate(self.context)}
        self.id = "id" if context else "@id"
        self.type = "type" if context else "@type"
        self.graph = "graph" if context else "@graph"

    def written(self, predicate: str, term: NamedNode | Literal) -> tuple[str, Any]:
        """The key of a property and the value under it: the key that lets the value be short."""
        known = self._terms.get(predicate) or [(self.vocab(predicate), {})]
        found = [(key, self._value(term, said)) for key, said in known]
        return next((pair for pair in found if not isinstance(pair[1], dict)), found[0])

    def iri(self, iri: str) -> str:
        """
        The IRI with its prefix, or whole.

        Raises AmbiguousError where the context would read it as another.
        """
        for prefix, namespace in self._prefixes.items():
            local = iri[len(namespace) :]
            if local and iri.startswith(namespace) and not local.startswith("//"):
                return f"{prefix}:{local}"
        scheme, _, rest = iri.partition(":")
        if scheme in self.context and not rest.startswith("//"):
            raise AmbiguousError(iri)
        return iri

    def vocab(self, iri: str) -> str:
        """The IRI of a class, relation or individual: our own by their names alone."""
        name = iri.removeprefix(WG)
        ours = self.context and name != iri and _PLAIN_NAME.fullmatch(name)
        return name if ours and self._stands_for(name, iri) else self.iri(iri)

    def _value(self, term: NamedNode | Literal, said: Json) -> Any:
        if isinstance(term, Literal):
            return self._literal(term, said)
        kind = said.get("@type")
        if kind == "@vocab":
            return self.vocab(term.value)
        return self.iri(term.value) if kind == "@id" else {self.id: self.iri(term.value)}

    def _literal(self, literal: Literal, said: Json) -> Any:
        text, datatype = literal.value, literal.datatype.value
        if literal.language:
            alike = said.get("@language") == literal.language
            return text if alike else {"@value": text, "@language": literal.language}
        kind = said.get("@type")
        if datatype == XSD + "string":
            return {"@value": text} if kind or "@language" in said or not self.context else text
        if kind is not None and self._expanded(kind) == datatype:
            return text
        if kind is None and datatype == XSD + "boolean" and text in ("true", "false"):
            return text == "true"
        if kind is None and datatype == XSD + "integer" and _WHOLE_NUMBER.fullmatch(text):
            return int(text)
        return {"@value": text, "@type": self.iri(datatype)}

    def _stands_for(self, name: str, iri: str) -> bool:
        said = self.context.get(name, iri)
        return said == iri or (isinstance(said, dict) and self._expanded(said["@id"]) == iri)

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else name
