"""The version of what turns texts into facts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import version as distribution_version
from pathlib import Path


def extractor_version(domains: Sequence[Path] = (), min_confidence: float | None = None) -> str:
    """
    The version of what turns a text into facts: wangge's own, and a digest of the code and data.

    The digest makes a changed lexicon, ontology, domain or mapping read every document anew, and
    so does another least confidence.
    """
    import extractors
    import ontology
    from ontology.domains import turtle_files, word_files

    parts = [path for package in (ontology, extractors) for path in _files(package.__path__)]
    names = ("pages.py", "rdf.py", "refusals.py", "terms.py", "times.py", "vocabulary.py")
    parts += [Path(__file__).parent / name for name in names]
    for folder in ("identity", "shapes"):
        parts += sorted((Path(__file__).parent / folder).glob("*.py"))
    parts += [file for each in domains for file in (*turtle_files(each), *word_files(each))]
    contents = b"".join(part.read_bytes().replace(b"\r\n", b"\n") for part in parts)
    if min_confidence is not None:
        contents += f"{min_confidence}".encode()
    return f"{distribution_version('wangge')}+{hashlib.sha256(contents).hexdigest()[:12]}"


def _files(folders: Iterable[str]) -> Iterator[Path]:
    for folder in folders:
        found = (path for path in Path(folder).rglob("*") if path.is_file())
        yield from sorted(
            (path for path in found if path.suffix in {".py", ".ttl", ".json", ".jsonl"}),
            key=lambda path: path.relative_to(folder).as_posix(),
        )
