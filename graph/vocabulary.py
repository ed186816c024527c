"""The IRIs that the graph is written in: prefixes, terms, and the base of our own resources."""

from __future__ import annotations

import hashlib
import json
from typing import Final

from pyoxigraph import Literal, NamedNode

BASE: Final = "https://w3id.org/wangge/id/"
ONTOLOGY: Final = "https://w3id.org/wangge/ontology"

WG: Final = f"{ONTOLOGY}#"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
SCHEMA: Final = "https://schema.org/"
PROV: Final = "http://www.w3.org/ns/prov#"
OA: Final = "http://www.w3.org/ns/oa#"
DCTERMS: Final = "http://purl.org/dc/terms/"
VANN: Final = "http://purl.org/vocab/vann/"
GEO: Final = "http://www.opengis.net/ont/geosparql#"
WGS84: Final = "http://www.w3.org/2003/01/geo/wgs84_pos#"
SH: Final = "http://www.w3.org/ns/shacl#"
WGS: Final = "https://w3id.org/wangge/shapes#"

TYPE: Final = NamedNode(RDF + "type")
LABEL: Final = NamedNode(RDFS + "label")
STATEMENT: Final = NamedNode(WG + "Statement")


def prefixes(base: str = BASE) -> dict[str, str]:
    """
    The prefixes of every query and export; they are kept here because Oxigraph keeps none.

    ``wgr`` stands for the resources under ``base``.
    """
    return {
        "wg": WG,
        "wgr": base,
        "rdf": RDF,
        "rdfs": RDFS,
        "xsd": XSD,
        "owl": OWL,
        "skos": SKOS,
        "schema": SCHEMA,
        "prov": PROV,
        "oa": OA,
        "dcterms": DCTERMS,
    }


def digest(*parts: object) -> str:
    """
    Sixteen hexadecimal digits that are the same for the same parts, on every machine.

    >>> digest("石门乡", 1) == digest("石门乡", 1) != digest("石门乡1")
    True
    """
    text = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()[:16]


def chinese(text: str) -> Literal:
    """The text as a literal in Chinese."""
    return Literal(_storable(text), language="zh")


def plain(text: str) -> Literal:
    """The text as a literal without a language."""
    return Literal(_storable(text))


def typed(text: str, datatype: str) -> Literal:
    """A literal of one of the datatypes of XML Schema, named without its prefix."""
    return Literal(text, datatype=NamedNode(XSD + datatype))


def _storable(text: str) -> str:
    # A half of a surrogate pair, as JSON's \ud800 gives it, has no place in RDF.
    return text.encode("utf-8", "replace").decode("utf-8")
