"""
What a check remembers beside the store, so that the next one looks only at what has changed.

It lies in the store's folder, and not in the graph, because a check only reads the graph, and
because what is remembered must be as easy to throw away as it is to make anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

from graph.files import write_whole
from graph.store import DATA, StoredDocument
from graph.vocabulary import digest
from ontology.errors import StoreError

CHECKED: Final = "checked.jsonl"
"""The file in a store's folder that holds what was found in it."""

FORMAT: Final = 1
_GROWING: Final = ("*.sst", "*.log", "MANIFEST-*")

Found = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Memory:
    """What was found in each document, by its graph; ``state`` was the store's at that time."""

    state: str
    shapes: str
    documents: Mapping[str, tuple[str, Found]]

    def recall(self, document: StoredDocument) -> Found | None:
        """What was found in a document; None where it has changed since, or was not looked at."""
        key, found = self.documents.get(document.iri, ("", []))
        return found if key == _key(document) else None


NOTHING: Final = Memory("", "", {})


def state_of(store: str | os.PathLike[str]) -> str:
    """
    A digest of the store's files that is another one after every writing.

    Of a store that has no files, being a server's, nobody can tell; it is another one each time.
    Oxigraph's files have numbers that only rise, and are only added to; reading changes none.
    """
    folder = Path(store) / DATA
    if not folder.is_dir():
        return uuid4().hex
    files = {file for pattern in _GROWING for file in folder.glob(pattern)}
    return digest(sorted((file.name, file.stat().st_size) for file in files))


def recall(store: str | os.PathLike[str], state: str, shapes: str) -> Memory:
    """
    What is remembered of a store in this state by these shapes; NOTHING where that is nothing.

    A file that is damaged, of another version, or cannot be read counts for nothing.
    """
    memory = _read(_file(store))
    return memory if (memory.state, memory.shapes) == (state, shapes) else NOTHING


def remember(
    store: str | os.PathLike[str],
    state: str,
    shapes: str,
    found: Iterable[tuple[StoredDocument, Found]],
) -> None:
    """Keep what was found. Raises StoreError where the folder cannot be written."""
    documents = {document.iri: (_key(document), each) for document, each in found}
    _write(_file(store), Memory(state, shapes, documents))


@dataclass(slots=True)
class CarriedOver:
    """A memory that is to outlast a writing, unless it is forgotten meanwhile."""

    good: bool = True

    def forget(self) -> None:
        """Say that a document was changed that keeps its key: the next check sees everything."""
        self.good = False


@contextmanager
def carried_over(store: str | os.PathLike[str]) -> Iterator[CarriedOver]:
    """
    Keep the memory of a store good over writings that give every changed document a new key.

    A build does: a document's key is the digest of its source with the version of what read it.
    Whoever writes otherwise does without this, and the next check looks at everything.
    """
    before, carried = state_of(store), CarriedOver()
    try:
        yield carried
    except StoreError:
        carried.forget()  # The store did not open, or the disk refused.
        raise
    finally:
        memory = _read(_file(store))
        if carried.good and memory.state and memory.state == before:
            # Without it the next check takes longer, and is as right.
            with suppress(StoreError):
                _write(_file(store), Memory(state_of(store), memory.shapes, memory.documents))


def _file(store: str | os.PathLike[str]) -> Path:
    return Path(store) / CHECKED


def _key(document: StoredDocument) -> str:
    return digest(document.name, document.sha256, document.version)


def _write(path: Path, memory: Memory) -> None:
    head = {
        "kind": "wangge check",
        "format": FORMAT,
        "version": version("wangge"),
        "state": memory.state,
        "shapes": memory.shapes,
    }
    lines = [head]
    for iri, (key, found) in sorted(memory.documents.items()):
        lines.append({"graph": iri, "key": key, "found": found})
    write_whole(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))


def _read(path: Path) -> Memory:
    try:
        # Only \n ends a line: a page's text may hold other line breaks.
        head, *lines = (json.loads(line) for line in path.read_text("utf-8").split("\n") if line)
        if (head["format"], head["version"]) != (FORMAT, version("wangge")):
            return NOTHING
        documents = {line["graph"]: (line["key"], line["found"]) for line in lines}
        return Memory(head["state"], head["shapes"], documents)
    except (OSError, ValueError, KeyError, TypeError):
        return NOTHING
