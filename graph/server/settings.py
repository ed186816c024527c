"""What a server is told: where it listens, what it allows, and its limits."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from ontology.errors import UsageError

MEBIBYTE = 1 << 20
SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What one query, and all of them together, may use.

    ``seconds`` for a query or an update from its start to its last byte; ``rows`` and ``answer``
    (bytes before compression) of a result; ``request`` and ``upload`` bytes of a request's body,
    the latter for writing; ``workers`` queries at once and ``waiting`` behind them; ``memory``
    bytes of one worker; ``connections`` at once; ``patience`` seconds that the server waits for a
    client that neither sends nor takes anything, and a query for a worker.
    """

    seconds: float = 30.0
    rows: int = 1_000_000
    answer: int = 256 * MEBIBYTE
    request: int = MEBIBYTE
    upload: int = 64 * MEBIBYTE
    workers: int = field(default_factory=lambda: max(4, os.cpu_count() or 1))
    waiting: int = 256
    memory: int = 2048 * MEBIBYTE
    connections: int = 1000
    patience: float = 15.0


@dataclass(frozen=True, slots=True)
class Settings:
    """
    How a store is served.

    ``hosts`` are names besides ``localhost`` and addresses that a request may be sent to,
    ``origins`` those whose pages may ask (``*`` for all), ``token`` what allows writing (nobody
    may without one), ``remote`` whether SERVICE and LOAD may reach other machines.
    """

    store: Path
    host: str = "127.0.0.1"
    port: int = 8000
    token: str | None = field(default=None, repr=False)
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    remote: bool = False
    access_log: bool = True
    limits: Limits = field(default_factory=Limits)


def read_token(file: Path) -> str:
    """
    The token of a file: its text without white space around it.

    Raises UsageError where the file cannot be read, and for a token that is short or not of
    visible ASCII characters.
    """
    try:
        token = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise UsageError(f"{file}: the token cannot be read: {reason}") from error
    if len(token) < SHORTEST_TOKEN or not all("!" <= one <= "~" for one in token):
        raise UsageError(
            f"{file}: a token has {SHORTEST_TOKEN} or more visible ASCII characters; "
            f"make one by: openssl rand -hex 32 > {file}"
        )
    return token
