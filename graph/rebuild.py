"""Reading everything anew that a store was once built from, as its manifest tells."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.backup import put_in_place
from graph.identity.corrections import corrections_file
from graph.manifest import BEGUN, FILE, Call, calls, entries
from graph.remote.place import refuse_server
from graph.store import MARKER, open_store
from graph.vocabulary import BASE
from ontology.errors import StoreError, WanggeError

_STORED: Final = ("new", "replaced", "unchanged", BEGUN)

Run = Callable[[Call, Path, str], None]
"""Repeats a call, for the store in a folder whose resources have this base."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """
    A store that was built anew: where it is, and where the old one.

    ``missing`` names documents of the old store whose sources are gone; then ``old`` is None where
    nothing was put in the place of anything.
    """

    path: Path
    old: Path | None
    missing: tuple[str, ...] = ()


def rebuild(store: str | os.PathLike[str], run: Run, *, without_missing: bool = False) -> Rebuilt:
    """
    Repeat the calls of a store's manifest into a new store, and put that in its place.

    The old store need not open. It is kept under another name; and it stays where it is when
    documents of it cannot be had again, unless ``without_missing`` is said. What is read stays
    when this is stopped: the next call goes on.

    Raises StoreError where there is no manifest, or the old store is in use.
    """
    refuse_server(store)
    folder = Path(store)
    told = calls(folder)
    # The manifest of a store is written before its database, so that this names all of it.
    wanted = {entry.name for entry in entries(folder, _STORED)} | _still_there(folder)
    place = folder.with_name(f"{folder.name}.rebuilding")
    by_hand = corrections_file(folder)
    if by_hand.exists():
        shutil.copyfile(by_hand, corrections_file(place))
    base = _base_of(folder)
    for call in told:
        run(_replayable(call), place, base)
    if not (place / MARKER).exists():
        raise StoreError(
            f"none of the sources that {folder / FILE} names is there; nothing changed"
        )
    with open_store(place) as opened:
        missing = tuple(sorted(wanted - opened.documents().keys()))
    if missing and not without_missing:
        return Rebuilt(place, None, missing)
    corrections_file(place).unlink(missing_ok=True)
    return Rebuilt(folder, put_in_place(place, folder, remove=False), missing)


def _still_there(folder: Path) -> set[str]:
    """The documents of a store, as far as it can be opened."""
    try:
        with open_store(folder) as opened:
            return set(opened.documents())
    except (WanggeError, OSError, RuntimeError):
        return set()


def _base_of(folder: Path) -> str:
    """The base of a store of whatever format; the usual one where its marker is damaged."""
    try:
        return str(json.loads((folder / MARKER).read_text(encoding="utf-8"))["base"])
    except (OSError, ValueError, KeyError, TypeError):
        return BASE


def _replayable(call: Call) -> Call:
    """The call without standard input, which cannot be read again."""
    return {**call, "paths": [path for path in call["paths"] if path != "-"]}
