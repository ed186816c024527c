"""
Stores with what follows from them: a copy beside the store that holds one more graph.

The store itself never holds what was concluded. It is read, counted and exported in many places,
and each of them would have to leave the graph out; and it is opened for reading, by several at
once, while concluding has to write. So the copy lies in the store's folder ``inferred``. It costs
little: files of Oxigraph are never changed once they are written, so that the copy has the same
ones by hard links. Its name is a fingerprint of the files it was made from and of the ontology:
when either changes, the copy is made anew, at the next question that asks for it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pyoxigraph import Quad, RdfFormat, parse

from graph import entailment
from graph.copies import WRITTEN_ONCE, copy_database
from graph.entailment import Schema, conclusions, schema_of
from graph.remote.place import RemotePlace, remote_place
from graph.store import DATA, MARKER, Store, open_store
from graph.terms import inferred_graph, units_graph, vocabulary_graph
from ontology import CORE
from ontology.errors import StoreError

FOLDER: Final = "inferred"
_UNFINISHED: Final = "new-"


def open_inferred(path: str | os.PathLike[str]) -> Store:
    """
    Open, for reading, a store together with what follows from it, in the graph ``<base>inferred``.

    What is concluded: the wider classes and relations of what is said, relations read from the
    other end, and what lies within what (``wg:within``, over ``wg:partOf``, ``wg:locatedIn`` and
    ``wg:scope``). It is concluded anew only when the store's files or the ontology changed.

    Raises StoreError where there is no store, where it is being written, and where its folder
    cannot be written to.
    """
    if place := remote_place(path):
        return _open_copy(place)
    folder = Path(path)
    with open_store(folder) as source:  # No writer can come in between while this is open.
        copy = folder / FOLDER / _fingerprint(folder)
        if not (copy / MARKER).exists():
            with _one_maker(folder / FOLDER):
                if not (copy / MARKER).exists():
                    _make(copy, source)
                    _clear(copy)
        return open_store(copy)


def _open_copy(place: RemotePlace) -> Store:
    """What a server has, copied anew, since it does not tell whether it has changed."""
    home = Path(place) / FOLDER
    with open_store(place) as source:
        try:
            home.mkdir(parents=True, exist_ok=True)
            copy = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home))
        except OSError as error:
            raise _unwritable(home, error) from error
        with _one_maker(home):
            with open_store(copy, "w", base=source.base) as store:
                store.local.bulk_extend(source.raw.quads_for_pattern(None, None, None))
                store.local.bulk_extend(infer(store))
            ready = copy.with_name(copy.name.removeprefix(_UNFINISHED))
            copy.rename(ready)
            _clear(ready)
    return open_store(ready)


def infer(store: Store) -> Iterator[Quad]:
    """What follows from a store, as quads of the graph ``<base>inferred``, in no order."""
    graph = inferred_graph(store.base)
    for triple in conclusions(store.raw, _schema(store), units_graph(store.base)):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def is_inferred(store: Store) -> bool:
    """Whether a store holds what follows from it."""
    return store.raw.contains_named_graph(inferred_graph(store.base))


def _schema(store: Store) -> Schema:
    """The core's schema with what the domains of a store add to it."""
    domains = store.raw.quads_for_pattern(None, None, None, vocabulary_graph(store.base))
    return schema_of([*parse(path=CORE, format=RdfFormat.TURTLE), *domains])


def _fingerprint(folder: Path) -> str:
    """
    What tells the state of a store, and of what concludes from it, from every other.

    Oxigraph numbers its files and never gives a number twice, so that names and sizes tell its
    states apart; reading never changes them, writing does, and now and then a writer puts files
    together though nothing was said anew. A log older than the newest file is
    only left over; a younger one that holds something was left by a writer that was killed.
    """
    digest = hashlib.sha256()
    data = folder / DATA
    tables = sorted(data.glob(f"*{WRITTEN_ONCE}"))
    newest = max((int(each.stem) for each in tables), default=0)
    logs = sorted(each for each in data.glob("*.log") if int(each.stem) > newest)
    for file in (*tables, *logs):
        if size := file.stat().st_size:
            digest.update(f"{file.name} {size}\n".encode())
    for part in (data / "IDENTITY", CORE, Path(entailment.__file__)):
        digest.update(part.read_bytes() if part.exists() else b"")
    return digest.hexdigest()[:16]


def _make(copy: Path, source: Store) -> None:
    """Make the copy whole or not at all."""
    try:
        place = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=copy.parent))
        copy_database(source.path / DATA, place / DATA)
        shutil.copyfile(source.path / MARKER, place / MARKER)
        with open_store(place, "w") as store:
            store.local.bulk_extend(infer(source))
        place.rename(copy)
    except OSError as error:
        raise _unwritable(copy.parent, error) from error


def _clear(keep: Path) -> None:
    """Remove the copies that nobody can want any more; one that is still read stays for now."""
    for place in keep.parent.iterdir():
        if place == keep or not place.is_dir():
            continue
        if not place.name.startswith(_UNFINISHED):
            try:
                open_store(place, "w").close()
            except StoreError:
                continue
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _one_maker(home: Path) -> Iterator[None]:
    """Wait until nobody else makes a copy, and keep others waiting meanwhile."""
    try:
        home.mkdir(exist_ok=True)
        lock = os.open(home / "lock", os.O_RDWR | os.O_CREAT)
    except OSError as error:
        raise _unwritable(home, error) from error
    try:
        if sys.platform != "win32":  # There, only one at a time has the store open.
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield
    finally:
        os.close(lock)


def _unwritable(home: Path, error: OSError) -> StoreError:
    return StoreError(
        f"{home} cannot be written: {error.strerror or error}; to infer, copy the store to where "
        "you may write"
    )
