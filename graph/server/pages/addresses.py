"""Where on this server a thing of the graph has its page."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from graph.server.pages.visitor import Visitor


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of pages, for a reader and a store whose own IRIs begin with ``base``."""

    visitor: Visitor
    base: str

    def of(self, iri: str, **fields: object) -> str:
        """
        The address of the page of an entity, a fact, an article or a document by its IRI.

        >>> here = Addresses(Visitor("zh", False, "/"), "https://a.test/id/")
        >>> here.of("https://a.test/id/某街-1"), here.of("http://b.test/?x")
        ('/id/%E6%9F%90%E8%A1%97-1', '/id/?iri=http%3A%2F%2Fb.test%2F%3Fx')
        """
        slug = iri.removeprefix(self.base)
        if slug != iri and slug and not slug.startswith("/"):
            return self.visitor.link(f"/id/{slug}", **fields)
        return self.visitor.link("/id/", iri=iri, **fields)

    def document(self, name: str, **fields: object) -> str:
        """The address of the page of a document by its name."""
        return self.visitor.link(f"/doc/{name}", **fields)

    def graph(self, iri: str) -> str:
        """The address of the picture around an entity."""
        return self.visitor.link("/view", around=iri)


def as_uri(iri: str) -> str:
    """An IRI as a header can carry it, its letters outside of ASCII percent-encoded."""
    return quote(iri, safe="%/:?#[]@!$&'()*+,;=~")
