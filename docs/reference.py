"""Write docs/ontology.md, the reference of the ontology, from its Turtle and its lexicon."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import jieba
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import BlankNode, NamedNode

from ontology import CORE, Ontology, Relation, load_ontology
from ontology.domains import find_domain, shipped_domains
from ontology.lexicon import load_lexicon
from ontology.turtle import OWL, RDF, RDFS, SKOS, WG, Term, Triples, local_name

HERE = Path(__file__).parent
REFERENCE = HERE / "ontology.md"
TEMPLATE = "ontology.md.jinja"
WORDS = 8  # of a relation, the most usual ones
DCTERMS = "http://purl.org/dc/terms/"
VOCABULARIES = {
    "https://schema.org/": "schema.org",
    "http://www.w3.org/ns/org#": "W3C ORG",
    "http://www.w3.org/ns/prov#": "PROV-O",
    "http://www.w3.org/ns/oa#": "Web Annotation",
    "http://www.w3.org/2006/time#": "OWL-Time",
    "http://www.opengis.net/ont/geosparql#": "GeoSPARQL",
    "http://www.w3.org/2004/02/skos/core#": "SKOS",
    "http://xmlns.com/foaf/0.1/": "FOAF",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "RDF",
}
KINDS = {
    RDFS + "subClassOf": "kind of",
    RDFS + "subPropertyOf": "kind of",
    SKOS + "closeMatch": "about the same as",
    SKOS + "relatedMatch": "related to",
}
TRAITS = {
    "TransitiveProperty": "传递 transitive",
    "FunctionalProperty": "单值 one value",
}


class Source:
    """One Turtle file as the reference shows it; ``triples`` know the core's terms too."""

    def __init__(self, name: str, path: Path) -> None:
        """Read the file, with the core where it is a domain."""
        self.name = name
        self.own = Triples([path])
        self.triples = self.own if path == CORE else Triples([CORE, path])
        self.prefixes = {base: prefix for prefix, base in self.own.files[0].prefixes.items()}
        self.header = next(self.own.subjects(OWL + "Ontology"))
        domains = () if path == CORE else (path,)
        self.ontology = load_ontology(domains)
        self.lexicon = load_lexicon(domains)

    def terms(self, *types: str) -> list[NamedNode]:
        """The labelled terms that the file declares as one of these, in its order."""
        found = dict.fromkeys(each for kind in types for each in self.own.subjects(kind))
        order = {each: at for at, each in enumerate(self.own.named_subjects())}
        labelled = (each for each in found if self.own.values(each, RDFS + "label"))
        return sorted(labelled, key=order.__getitem__)

    def text(self, node: Term, key: str, language: str) -> str:
        """A text of a term in one language; empty where it has none."""
        return next(iter(self.triples.texts(node, key).get(language, ())), "")

    def label(self, node: Term, language: str) -> str:
        """What a term is called."""
        return self.text(node, RDFS + "label", language)

    def definition(self, node: Term, language: str) -> str:
        """What a term means; for an ontology, its description."""
        return self.text(node, SKOS + "definition", language) or self.text(
            node, DCTERMS + "description", language
        )

    def short(self, node: Term) -> str:
        """A term by its prefix."""
        space = node.value.removesuffix(local_name(node.value))
        return f"{self.prefixes.get(space, '')}:{local_name(node.value)}"

    def link(self, node: Term) -> str:
        """A term of ours as a link to where the reference describes it; another by its prefix."""
        if node.value == RDFS + "Literal":
            return "文字 words"
        chinese, name = self.label(node, "zh"), local_name(node.value)
        return f"[{chinese} {name}](#{name})" if chinese else f"`{self.short(node)}`"

    def ends(self, node: Term, key: str) -> str:
        """The domain or the range of a property, its own or what it inherits."""
        for each in self.triples.values(node, RDFS + key):
            return "、".join(map(self.link, self._members(each)))
        wider = self.triples.nodes(node, RDFS + "subPropertyOf")
        return next(filter(None, (self.ends(each, key) for each in wider)), "")

    def _members(self, expression: Term) -> list[Term]:
        if not isinstance(expression, BlankNode):
            return [expression]
        heads = self.triples.values(expression, OWL + "unionOf")
        return [member for head in heads for member in self.triples.items(head)]

    def traits(self, node: Term) -> str:
        """What OWL says of a property beside its ends."""
        types = {local_name(each.value) for each in self.triples.nodes(node, RDF + "type")}
        told = [text for name, text in TRAITS.items() if name in types]
        inverse = [*self.triples.nodes(node, OWL + "inverseOf"), *self._inverses(node)]
        told += [f"逆 inverse of {self.link(each)}" for each in inverse]
        return "；".join(told)

    def _inverses(self, node: Term) -> Iterator[NamedNode]:
        for other in self.triples.having(OWL + "inverseOf"):
            if node in self.triples.values(other, OWL + "inverseOf"):
                yield other

    def wider(self, node: Term) -> list[str]:
        """The terms of ours that a term is a kind of."""
        keys = (RDFS + "subClassOf", RDFS + "subPropertyOf")
        found = [each for key in keys for each in self.triples.nodes(node, key)]
        return [self.link(each) for each in found if self.label(each, "zh")]

    def alignments(self, node: Term) -> list[tuple[str, str]]:
        """What a term has to do with terms of other vocabularies: how, and with which."""
        return [
            (how, f"`{self.short(each)}`")
            for key, how in KINDS.items()
            for each in self.triples.nodes(node, key)
            if not self.label(each, "zh")
        ]

    def examples(self, node: Term) -> list[str]:
        """The sentences that show a relation."""
        return self.own.words(node, SKOS + "example")

    def relations(self) -> list[Relation]:
        """The relations that the file declares, in its order."""
        found = self.ontology.relations.values()
        return [each for each in found if self.own.values(NamedNode(each.iri), RDF + "type")]

    def roles(self, relation: Relation) -> Iterator[str]:
        """The roles of a relation that words introduce, with these words."""
        for role in relation.frame.roles:
            if role.markers:
                name = self.label(NamedNode(WG + role.name), "zh") or {
                    "subject": "主语",
                    "object": "宾语",
                }.get(role.name, "")
                yield f"{name} {role.name} {'、'.join(role.markers)}"

    def words(self, relation: str) -> tuple[str, int]:
        """The most usual words that may express a relation, and how many there are."""
        forms = _forms(self.lexicon.triggers.items())
        found = sorted(
            forms[relation],
            key=lambda form: (-len(form) > -2, -_frequency(form), form),
        )
        return "、".join(found[:WORDS]), len(found)


def _forms(triggers: Iterable[tuple[str, Sequence[object]]]) -> dict[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for form, entries in triggers:
        for entry in entries:
            forms[getattr(entry, "relation", "")].add(form)
    return forms


@cache
def _dictionary() -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    dictionary = jieba.Tokenizer()
    dictionary.initialize()
    return dictionary


def _frequency(form: str) -> int:
    return int(_dictionary().FREQ.get(form) or 0)


def aligned(core: Source) -> dict[str, list[tuple[str, str, str]]]:
    """All alignments of the core by vocabulary: which of our terms, how, with which of theirs."""
    found: dict[str, list[tuple[str, str, str]]] = {name: [] for name in VOCABULARIES.values()}
    for node in core.own.named_subjects():
        if core.label(node, "zh") and node != core.header:
            for key, how in KINDS.items():
                for each in core.own.nodes(node, key):
                    space = each.value.removesuffix(local_name(each.value))
                    if space in VOCABULARIES:
                        row = (core.link(node), how, f"`{core.short(each)}`")
                        found[VOCABULARIES[space]].append(row)
    return {name: rows for name, rows in found.items() if rows}


def without_frames(core: Source) -> tuple[list[NamedNode], list[NamedNode]]:
    """The properties that are no relations of facts: those only concluded, and the others."""
    concluded: list[NamedNode] = []
    others: list[NamedNode] = []
    groups = {parent for each in core.ontology.relations.values() for parent in each.parents}
    for node in core.terms(OWL + "ObjectProperty", OWL + "DatatypeProperty"):
        name = local_name(node.value)
        if core.own.values(node, OWL + "inverseOf") or name == "within":
            concluded.append(node)
        elif name not in core.ontology.relations and name not in groups:
            others.append(node)
    return concluded, others


def below(ontology: Ontology, name: str, depth: int = 0) -> Iterator[tuple[int, str]]:
    """The classes below one, each with its depth, in the order of their files."""
    yield depth, name
    for each in ontology.classes.values():
        if each.parents[:1] == (name,):
            yield from below(ontology, each.name, depth + 1)


def reference() -> str:
    """The whole reference as Markdown."""
    folder = FileSystemLoader(HERE)
    template = Environment(
        loader=folder,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Markdown of our own files
    ).get_template(TEMPLATE)
    core = Source("core", CORE)
    domains = [Source(name, find_domain(name)) for name in shipped_domains()]
    tree = list(below(core.ontology, "Entity"))
    things = [NamedNode(core.ontology.classes[name].iri) for _, name in tree]
    concluded, others = without_frames(core)
    structure = [each for each in core.relations() if "structuralRelation" in each.parents]
    return template.render(
        core=core,
        domains=domains,
        tree=tree,
        entity_classes=things,
        structure=structure,
        actions=[each for each in core.relations() if each not in structure],
        records=[each for each in core.terms(OWL + "Class") if each not in things],
        concluded=concluded,
        others=others,
        aligned=aligned(core),
        OWL=OWL,
        WG=WG,
        RDF=RDF,
        SKOS=SKOS,
        node=NamedNode,
        local_name=local_name,
    )


def main() -> None:
    """Write the reference anew."""
    REFERENCE.write_text(reference(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
