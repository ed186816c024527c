"""Queries that list facts, written from the data in ``graph/queries/facts.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ontology.errors import QueryError

CIRCUMSTANCES: Final = {
    "quantity": (
        "?quantity ?number",
        """OPTIONAL {
      ?fact wg:quantity ?amount .
      ?amount wg:quantityText ?quantity ; ?bound ?number .
      FILTER (?bound IN (schema:value, schema:minValue, schema:maxValue))
    }""",
    ),
    **{
        role: (
            f"?{role} ?{role}Label",
            f"OPTIONAL {{ ?fact wg:{role} ?{role} . ?{role} rdfs:label ?{role}Label }}",
        )
        for role in ("place", "recipient", "organization")
    },
    "time": ("?time", "OPTIONAL { ?fact wg:time ?time }"),
}
"""What may be told of a fact beside its ends: the columns, and the pattern that fills them."""

_LABELS: Final = {
    "subject": "?subjectLabel",
    "object": "?objectLabel",
    "place": "?placeLabel",
}
_PARAMETERS: Final = """\
# parameter: subject (unit) 只看这个单位及其所辖各级做的 | only what this unit and all within it did
# parameter: name (text) 只看名称含此词的单位或人 | only those with this word in their names
# parameter: what (text) 只看{zh}含此词的 | only those with this word in {en}"""
_RELATION: Final = "# parameter: relation (relation) 只看这种关系 | only this relation"
_WHOSE: Final = {
    "subject": ("主语", "the subject"),
    "object": ("宾语", "the object"),
    "place": ("地点", "the place"),
}


@dataclass(frozen=True, slots=True)
class FactQuery:
    """What one query of facts differs in from the others; facts.toml says what each part is."""

    mechanism: str
    zh: str
    en: str
    relations: Sequence[str] = ()
    modality: Sequence[str] = ("Asserted",)
    types: Sequence[str] = ()
    words: Sequence[str] = ()
    among: Sequence[str] = ("object",)
    where: str = ""
    shows: Sequence[str] = ()

    def text(self) -> str:
        """The whole query, with its head, as a file of its own would have it."""
        return "\n".join([self._head(), self._select(), self._pattern(), self._order()]) + "\n"

    def _head(self) -> str:
        named = [_WHOSE[part] for part in self.among]
        whose = {
            "zh": "、".join(zh for zh, _ in named) + "名称",
            "en": "the name of " + " or ".join(en for _, en in named),
        }
        says = f"# zh: {self.zh}\n# en: {self.en}\n# mechanism: {self.mechanism}\n"
        return says + _PARAMETERS.format_map(whose) + ("" if self.relations else f"\n{_RELATION}")

    def _select(self) -> str:
        columns = [
            "?subject ?subjectLabel ?relation ?object ?objectLabel",
            *(["?modality"] if len(self.modality) > 1 else []),
            *(CIRCUMSTANCES[part][0] for part in self.shows),
            "?evidence ?document ?documentLabel ?fact",
        ]
        return f"SELECT DISTINCT {' '.join(columns)} WHERE {{"

    def _pattern(self) -> str:
        words = " ".join(f'"{word}"' for word in self.words) or "UNDEF"
        labels = _LABELS | (
            {"object": "COALESCE(?objectLabel, ?object)"} if self._literal() else {}
        )
        holds = [f"CONTAINS({labels[part]}, ?what)" for part in self.among]
        return "\n".join(
            [
                "  VALUES ?name { UNDEF }",
                f"  VALUES ?what {{ {words} }}",
                "  GRAPH ?document {",
                *(f"    {line}" for line in self._fact()),
                *(f"    {CIRCUMSTANCES[part][1]}" for part in self.shows),
                "  }",
                "  FILTER (!BOUND(?name) || CONTAINS(?subjectLabel, ?name))",
                f"  FILTER (!BOUND(?what) || {' || '.join(holds)})",
                "}",
            ]
        )

    def _fact(self) -> list[str]:
        label = "?object rdfs:label ?objectLabel"
        several = len(self.modality) > 1
        modality = "?modality" if several else f"wg:{self.modality[0]}"
        return [
            "VALUES ?subject { UNDEF }",
            *(_one_of("relation", self.relations) or ["VALUES ?relation { UNDEF }"]),
            *(_one_of("modality", self.modality) if several else []),
            "?fact rdf:predicate ?relation ; rdf:subject ?subject ; rdf:object ?object ;",
            f"  wg:modality {modality} ; wg:negated false ;",
            "  prov:wasDerivedFrom/oa:hasSelector/oa:exact ?evidence .",
            "?subject rdfs:label ?subjectLabel .",
            f"OPTIONAL {{ {label} }}" if self._literal() else f"{label} .",
            "?document rdfs:label ?documentLabel .",
            *_one_of("type", self.types),
            *(["?object a ?type ."] if self.types else []),
            *([self.where.strip()] if self.where else []),
        ]

    def _literal(self) -> bool:
        # A fact of any relation may end in a text, which has no label.
        return not self.relations or "stated" in self.relations

    def _order(self) -> str:
        first = "DESC(?number) " if "quantity" in self.shows else ""
        return f"ORDER BY {first}?subjectLabel ?relation ?objectLabel ?evidence ?fact"


def fact_queries(data: str) -> dict[str, str]:
    """
    The queries that the text of a facts.toml describes, whole, by name.

    Raises QueryError for a part that no query has.
    """
    found = {}
    for name, parts in tomllib.loads(data).items():
        unknown = [part for part in parts if part not in FactQuery.__slots__]
        unknown += [part for part in parts.get("shows", ()) if part not in CIRCUMSTANCES]
        if unknown:
            raise QueryError(f"facts.toml: [{name}] cannot have {unknown[0]}")
        found[name] = FactQuery(**parts).text()
    return found


def _one_of(variable: str, names: Sequence[str]) -> list[str]:
    terms = " ".join(f"wg:{name}" for name in names)
    return [f"VALUES ?{variable} {{ {terms} }}"] if names else []
