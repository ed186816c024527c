"""Anchors that the documents set in HTML, ``<a id="…"></a>``, as places that links can name."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from docutils.transforms import Transform

_ANCHOR = re.compile(r'<a id="([^"]+)">')


class NamedPlaces(Transform):
    """
    Turns each such anchor into a target, so that a link to it is checked and found.

    The pages are also read where they lie in the repository, by viewers that know HTML alone.
    """

    default_priority = 500  # After the text is parsed, before links within a page are resolved.

    def apply(self, **kwargs: Any) -> None:
        """Replace the anchors; their closing tags are dropped."""
        for node in list(self.document.findall(nodes.raw)):
            found = _ANCHOR.fullmatch(node.astext())
            if found:
                self._name(node, found[1])
            if found or node.astext() == "</a>":
                node.parent.remove(node)

    def _name(self, anchor: nodes.raw, name: str) -> None:
        """Give the name to the section that the anchor heads, or to a place of its own."""
        heading = anchor.parent
        if isinstance(heading, nodes.title):
            place = heading.parent
            place["ids"] = [name, *(each for each in place["ids"] if each != name)]
        else:
            place = nodes.inline(ids=[name])
            heading.insert(heading.index(anchor), place)
        place["names"].append(name)
        self.document.ids[name] = place
        self.document.nameids[name] = name
        self.document.nametypes[name] = True
