"""Which server a store is on, who asks, and the working folder on this machine beside it."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from graph.files import write_whole
from graph.store_folder import FORMAT, MARKER, no_store
from graph.vocabulary import digest
from ontology.errors import StoreError, UsageError

KIND: Final = "wangge store on a server"
"""What the marker of a working folder says that it is."""

TOKEN: Final = "WANGGE_STORE_TOKEN"
USER: Final = "WANGGE_STORE_USER"
PASSWORD: Final = "WANGGE_STORE_PASSWORD"
_SCHEMES: Final = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Credentials:
    """Who asks: a bearer token, or a user with a password, or nobody; never printed."""

    token: str = field(default="", repr=False)
    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must not be repeated to anybody."""
        return tuple(filter(None, (self.token, self.password)))


@dataclass(frozen=True, slots=True)
class RemotePlace:
    """
    A store on a server: its query endpoint, and the folder beside it as ``os.fspath`` gives it.

    ``update`` and ``data`` are the endpoints for SPARQL Update and the Graph Store Protocol,
    empty where they are yet to be found. As text it is the query endpoint, without credentials.
    """

    query: str
    folder: Path
    update: str = ""
    data: str = ""
    credentials: Credentials = field(default_factory=Credentials, repr=False)

    @property
    def base(self) -> str:
        """The base of the store as the working folder remembers it; empty where it does not."""
        return str(_marker(self.folder).get("base", ""))

    def keep(self, base: str) -> None:
        """
        Write down in the working folder, which is made, what is known of the server.

        Raises StoreError where that cannot be.
        """
        told = {"kind": KIND, "format": FORMAT, "base": base, "query": self.query}
        told |= {"update": self.update, "data": self.data}
        if told == _marker(self.folder):
            return
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(
                f"{self.folder}: no working folder can be made here: {error.strerror}; "
                "name another by --work"
            ) from error
        write_whole(self.folder / MARKER, json.dumps(told) + "\n")

    def __fspath__(self) -> str:
        return str(self.folder)

    def __str__(self) -> str:
        return self.query


Place = Path | RemotePlace
"""Where a store is: a folder, or a server."""


def is_address(text: str) -> bool:
    """
    Whether this names a server rather than a folder.

    >>> is_address("https://graph.example.org/sparql"), is_address("news.kg")
    (True, False)
    """
    return text.lower().startswith(_SCHEMES)


def remote_place(path: str | os.PathLike[str]) -> RemotePlace | None:
    """
    The server that an address, or a working folder, stands for; None for a folder of its own.

    Raises StoreError as ``place_of`` does.
    """
    if isinstance(path, RemotePlace):
        return path
    if isinstance(path, str) and is_address(path):
        return place_of(path)
    folder = Path(path)
    known = _marker(folder)
    if known.get("kind") != KIND:
        return None
    query, update, data = (str(known.get(name, "")) for name in ("query", "update", "data"))
    return RemotePlace(query, folder, update, data, _credentials(os.environ))


def place_of(
    address: str, folder: str | os.PathLike[str] = "", *, update: str = "", data: str = ""
) -> RemotePlace:
    """
    The server at an address, with what its working folder remembers of it.

    A user with a password in the address, ``WANGGE_STORE_TOKEN`` or ``WANGGE_STORE_USER`` with
    ``WANGGE_STORE_PASSWORD`` in the environment, or the files that these with ``_FILE`` name,
    say who asks. Without a ``folder`` it is one of the user's, for this address alone.

    Raises UsageError for what is no address, StoreError where the folder is that of another store.
    """
    query, inside = _parted(address)
    place = RemotePlace(query, Path(folder) if folder else _own_folder(query))
    known = _marker(place.folder)
    if known and known.get("query") != query:
        other = known.get("query") or "a store of its own"
        raise StoreError(f"{place.folder} is the working folder of {other}; name another by --work")
    if not known and folder and place.folder.exists() and not place.folder.is_dir():
        raise no_store(place.folder)
    update, data = (_parted(one)[0] if one else "" for one in (update, data))
    return replace(
        place,
        update=update or str(known.get("update", "")),
        data=data or str(known.get("data", "")),
        credentials=inside or _credentials(os.environ),
    )


def refuse_server(path: str | os.PathLike[str]) -> None:
    """Raises StoreError where a store is a server's: its files are not ours to move."""
    if place := remote_place(path):
        raise StoreError(
            f"{place} is a server's store: its files are its own; write to it by 'wangge build', "
            "and take a copy by 'wangge export --format nquads'"
        )


def handed_on(place: Place) -> Path:
    """
    A folder that other processes, started from now on, open as this store.

    The working folder of a server is made for that; who asks goes into the environment.
    """
    if isinstance(place, Path):
        return place
    place.keep(place.base)
    given = place.credentials
    for name, value in ((TOKEN, given.token), (USER, given.user), (PASSWORD, given.password)):
        os.environ.pop(f"{name}_FILE", None)
        os.environ.pop(name, None)
        if value:
            os.environ[name] = value
    return place.folder


def _parted(address: str) -> tuple[str, Credentials | None]:
    """The address without the user, and who that is."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or not is_address(address):
        shown = address.rpartition("@")[2]
        raise UsageError(f"{shown} is no address of a SPARQL server; write it like http://…/sparql")
    user, at, place = parts.netloc.rpartition("@")
    bare = parts._replace(netloc=place, fragment="").geturl()
    if not at:
        return bare, None
    name, _, password = user.partition(":")
    return bare, Credentials(user=unquote(name), password=unquote(password))


def _credentials(known: Mapping[str, str]) -> Credentials:
    token = _secret(known, TOKEN)
    if token:
        return Credentials(token=token)
    return Credentials(user=known.get(USER, ""), password=_secret(known, PASSWORD))


def _secret(known: Mapping[str, str], name: str) -> str:
    file = known.get(f"{name}_FILE", "")
    if known.get(name) or not file:
        return known.get(name, "")
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise UsageError(f"{file}, named by {name}_FILE, cannot be read: {reason}") from error


def _own_folder(query: str) -> Path:
    if sys.platform == "win32":
        state = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    parts = urlsplit(query)
    host = (parts.hostname or "").replace(":", ".")
    return state / "wangge" / "-".join(filter(None, (host, str(parts.port or ""), digest(query))))


def _marker(folder: Path) -> dict[str, Any]:
    """What a folder says of itself; nothing where it says nothing that can be read."""
    try:
        told = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}
