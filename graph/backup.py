"""Backups: a copy of a store that is checked when it is taken back, and stores set in place."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from graph.identity.corrections import corrections_file
from graph.remote.place import refuse_server
from graph.store import DATA, MARKER, Store, hold, open_store
from graph.store_files import refuse_damaged
from ontology.errors import StoreError

LIST: Final = "backup.json"
"""The file of a backup that names the others, with their sizes and digests."""

CORRECTIONS: Final = "corrections.jsonl"
"""The store's corrections, which lie beside a store, in its backup."""

# Files of RocksDB and of ours that belong to an open store, not to what it holds.
_PASSING: Final = ("LOG", "LOCK", "lock", ".")


@dataclass(frozen=True, slots=True)
class Copied:
    """A copy that was made: where it is, and how many files and bytes it has."""

    path: Path
    files: int
    size: int


def backup(store: Store, to: str | os.PathLike[str]) -> Copied:
    """
    Copy an open store to a new folder, whole or not at all, and note the digest of every file.

    Others may read the store meanwhile; a writer may only be who calls this. The copy is a store
    itself. Raises StoreError where there is something already, where the store's files are damaged,
    and where the disk refuses.
    """
    target = Path(to)
    database = store.local
    _refuse_existing(target)
    refuse_damaged(store.path / DATA)
    with _unfinished(target) as place, _disk(target):
        if store.mode == "w":
            database.flush()
            database.backup(str(place / DATA))
        else:
            # Not by Oxigraph: without a writer it leaves out what a writer that was killed had
            # not yet brought from its log into its files (seen with pyoxigraph 0.5.13).
            _copy_files(store.path / DATA, place / DATA)
        _copy_files(store.path, place)
        by_hand = corrections_file(store.path)
        if by_hand.exists():
            _copy(by_hand, place / CORRECTIONS)
        files = {file.relative_to(place).as_posix(): _told(file) for file in _files(place)}
        told = {"kind": "wangge backup", "files": files}
        (place / LIST).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
        _sync(place)
        place.rename(target)
    return Copied(target, len(files), sum(int(told["size"]) for told in files.values()))


def restore(
    copy: str | os.PathLike[str], store: str | os.PathLike[str], *, replace: bool = False
) -> Copied:
    """
    Make a store of a backup; with ``replace`` in the place of one that is there.

    Every file is compared with its digest first, and the store that was there goes only when the
    new one is whole. Corrections that were there and differ are kept under another name.

    Raises StoreError where the backup is damaged or none, where a store is there, or in use, and
    where the disk refuses.
    """
    refuse_server(store)
    source, target = Path(copy), Path(store)
    known = (target / MARKER).exists()
    if not (known and replace):
        _refuse_existing(target, " give --replace to put the backup in its place" if known else "")
    files = _listed(source)
    with _unfinished(target) as place, _disk(target):
        for name, told in files.items():
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            _copy(source / name, place / name)
            if _told(place / name) != told:
                raise StoreError(f"{source / name} is damaged; take another backup")
        by_hand = place / CORRECTIONS
        if by_hand.exists():
            _put_corrections(by_hand, corrections_file(target))
        open_store(place).close()
        _sync(place)
        if known:
            put_in_place(place, target, remove=True)
        else:
            if target.exists():
                target.rmdir()
            place.rename(target)
    return Copied(target, len(files), sum(int(told["size"]) for told in files.values()))


def put_in_place(new: Path, store: Path, *, remove: bool) -> Path:
    """
    Put a whole store in the place of another, which nobody may have open.

    Returns where the other one is; with ``remove`` it is there no more. Raises StoreError where
    it is in use.
    """
    old = _free_name(store)
    with hold(store, "w"):
        store.rename(old)
        new.rename(store)
    if remove:
        shutil.rmtree(old, ignore_errors=True)
    return old


def _free_name(store: Path) -> Path:
    number = 1
    while (old := store.with_name(f"{store.name}.old-{number}")).exists():
        number += 1
    return old


def _put_corrections(by_hand: Path, place: Path) -> None:
    if place.exists() and place.read_bytes() != by_hand.read_bytes():
        place.rename(_free_name(place))
    by_hand.replace(place)


def _refuse_existing(target: Path, what: str = "") -> None:
    if target.is_dir() and not any(target.iterdir()):
        return
    if os.path.lexists(target):
        raise StoreError(f"{target} is there already;{what or ' name a new folder'}")


def _listed(source: Path) -> dict[str, dict[str, Any]]:
    """The files of a backup, by name; none leads out of its folder."""
    path = source / LIST
    try:
        files = dict(json.loads(path.read_text(encoding="utf-8"))["files"])
    except FileNotFoundError as error:
        raise StoreError(
            f"{source} is no backup; name a folder that 'wangge backup' has made"
        ) from error
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise StoreError(f"{path} is damaged; take another backup") from error
    for name in files:
        if not (source / name).resolve().is_relative_to(source.resolve()):
            raise StoreError(f"{path} names a file outside of the backup: {name}")
    return files


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """A folder beside the target, which is gone at the end if it was not renamed."""
    place = target.absolute().with_name(f".{target.name}.{os.getpid()}")
    with _disk(target):
        place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)


@contextmanager
def _disk(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if isinstance(error, StoreError):
            raise
        where = error.filename or target
        raise StoreError(f"{where}: {error.strerror or error}; nothing was changed") from error


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy_files(source: Path, target: Path) -> None:
    """Copy the files of a folder, not those in folders of it."""
    target.mkdir(exist_ok=True)
    for file in sorted(source.iterdir()):
        if file.is_file() and not file.name.startswith(_PASSING) and file.name != LIST:
            _copy(file, target / file.name)


def _copy(source: Path, target: Path) -> None:
    if source.is_symlink() or not source.is_file():
        raise StoreError(f"{source} is missing or no file; take another backup")
    shutil.copyfile(source, target)


def _told(file: Path) -> dict[str, Any]:
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {"size": file.stat().st_size, "sha256": digest}


def _sync(folder: Path, sync: Callable[[int], None] = os.fsync) -> None:
    """Have the disk write what a folder holds, before anything older goes."""
    for file in _files(folder):
        number = os.open(file, os.O_RDONLY)
        try:
            sync(number)
        finally:
            os.close(number)
