"""
Domains: the vocabularies that a user adds to the core, found by name or by path.

A domain is a Turtle file with classes, relations and their words, or a folder of such files and of
JSON Lines files with words, in the shape of the core's own lexicon.
"""

from __future__ import annotations

from pathlib import Path

from ontology.errors import OntologyError

HOME = Path(__file__).with_name("domains")


def shipped_domains() -> tuple[str, ...]:
    """
    The names of the domains that come with wangge, sorted.

    >>> "flood" in shipped_domains()
    True
    """
    return tuple(sorted(path.stem for path in HOME.glob("*.ttl")))


def find_domain(name: str) -> Path:
    """
    The file of a shipped domain, or the file or folder at a path.

    Raises OntologyError where there is neither, and for a folder without such files.
    """
    if name in shipped_domains():
        return HOME / f"{name}.ttl"
    path = Path(name)
    if path.is_dir() and not (turtle_files(path) or word_files(path)):
        raise OntologyError(f"{name}: holds no domain; put a .ttl or .jsonl file into it")
    if path.exists():
        return path
    known = ", ".join(shipped_domains())
    raise OntologyError(f"{name}: no such domain; name a Turtle file, a folder, or one of {known}")


def turtle_files(domain: Path) -> tuple[Path, ...]:
    """The Turtle files of a domain, sorted."""
    if domain.is_dir():
        return tuple(sorted(domain.rglob("*.ttl")))
    return () if domain.suffix == ".jsonl" else (domain,)


def word_files(domain: Path) -> tuple[Path, ...]:
    """The JSON Lines files of a domain, sorted."""
    if domain.is_dir():
        return tuple(sorted(domain.rglob("*.jsonl")))
    return (domain,) if domain.suffix == ".jsonl" else ()
