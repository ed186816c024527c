"""What Sphinx is told; ``python -m docs.site`` runs it, once for each language."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

from docs.site.anchors import NamedPlaces
from docs.site.search import English, SimplifiedChinese

_PROJECT = tomllib.loads(Path(__file__).parents[2].joinpath("pyproject.toml").read_text("utf-8"))
_FONTS = (
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC", '
    '"Microsoft YaHei", sans-serif'
)

project = "wangge 网格"
version = release = _PROJECT["project"]["version"]
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["site", "images"]
nitpicky = True
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"wangge {release}"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
templates_path = ["templates"]
html_sidebars = {
    "**": [
        *("sidebar/brand.html", "language.html", "sidebar/search.html"),
        *("sidebar/scroll-start.html", "sidebar/navigation.html", "sidebar/scroll-end.html"),
    ]
}
html_theme_options = {
    "light_css_variables": {"font-stack": _FONTS},
    "dark_css_variables": {"font-stack": _FONTS},
}


def setup(app: Sphinx) -> None:
    """Our parts: anchors in HTML, a search that takes Chinese, the way to the other language."""
    app.add_transform(NamedPlaces)
    app.add_search_language(English)
    app.add_search_language(SimplifiedChinese)
    app.connect("html-page-context", _other_language)


def _other_language(app: Sphinx, page: str, _: str, context: dict[str, Any], __: object) -> None:
    if app.config.language == "en":
        context["other_language"] = {"address": f"zh/{page}.html", "code": "zh", "name": "中文"}
    else:
        context["other_language"] = {"address": f"../{page}.html", "code": "en", "name": "English"}
