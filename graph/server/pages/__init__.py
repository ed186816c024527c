"""
The pages that a browser shows: their templates, words, styles and scripts.

A page is a template ``NAME.html.j2`` that extends ``base.html.j2``, its words in
``words/NAME.toml`` in Chinese and English, and its scripts and styles in ``assets/``. ``render``
makes its HTML, and ``page_headers`` are what goes with it.
"""

from graph.server.pages.rendering import page_headers, render
from graph.server.pages.visitor import Visitor, visitor_of

__all__ = ["Visitor", "page_headers", "render", "visitor_of"]
