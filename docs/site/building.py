"""
From the documents to the site: the English pages at its top, the Chinese ones below ``zh/``.

A page ``NAME.zh.md`` takes the place of ``NAME.md`` in the Chinese site; a page that is there in
English alone is part of both, so that nothing is missing and every link leads somewhere.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
LANGUAGES = {"en": ".", "zh": "zh"}
"""Where in the site the pages of a language are."""

_OUTSIDE = re.compile(r"\]\((\.\./[^)]+\.md)\)")  # A text that is no page: a file to take away.


def build_site(place: Path) -> list[str]:
    """
    Build the site in a folder, which is emptied first; what is warned about, [] where nothing is.

    All that a page loads is in the folder, and the search works from disk too.
    """
    shutil.rmtree(place, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        return [
            warning
            for language, below in LANGUAGES.items()
            for warning in _build(language, Path(folder, language), (place / below).absolute())
        ]


def pages(language: str) -> dict[str, Path]:
    """The documents of the site in one language: their names in the site, and their files."""
    found = {path.name: path for path in sorted(DOCS.glob("*.md")) if path.suffixes == [".md"]}
    if language == "zh":
        found |= {path.name.replace(".zh.md", ".md"): path for path in DOCS.glob("*.zh.md")}
    return found


def _build(language: str, work: Path, place: Path) -> list[str]:
    _lay_out(language, work)
    spelled = {"en": "en", "zh": "zh_CN"}[language]
    done = subprocess.run(
        [
            *(sys.executable, "-m", "sphinx", "--builder", "html", "--quiet", "--no-color"),
            *("--nitpicky", "--fail-on-warning", "--keep-going", "--define", f"language={spelled}"),
            *("--conf-dir", str(DOCS / "site"), "--doctree-dir", str(work / "doctrees")),
            *(str(work / "docs"), str(place)),
        ],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        check=False,
    )
    told = [line.replace(str(work), "") for line in done.stderr.splitlines() if line.strip()]
    return told or [f"{language}: exit code {done.returncode}"] * (done.returncode != 0)


def _lay_out(language: str, work: Path) -> None:
    """Lay the pages beside what they link to, as they lie in the repository."""
    docs = work / "docs"
    docs.mkdir(parents=True)
    for entry in ROOT.iterdir():
        if entry.name != "docs" and not entry.name.startswith("."):
            (work / entry.name).symlink_to(entry)
    for entry in DOCS.iterdir():
        if entry.suffix != ".md":
            (docs / entry.name).symlink_to(entry)
    for name, path in pages(language).items():
        text = path.read_text(encoding="utf-8")
        text = text.replace(".zh.md)", ".md)")
        (docs / name).write_text(_OUTSIDE.sub(r"](<path:\1>)", text), encoding="utf-8")
