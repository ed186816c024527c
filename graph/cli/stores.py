"""Which store a command means, and which of its arguments is the store."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

from graph.cli.language import Say

VARIABLE = "WANGGE_STORE"
DEFAULT = "wangge.kg"


def store_option(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--store``, given to a command as ``store_asked``."""
    return click.option("--store", "store_asked", metavar="STORE", help=say("store.help"))


def split_arguments(
    arguments: Sequence[str], names: Sequence[str], asked: str | None, say: Say
) -> tuple[Path, list[str]]:
    """
    The store, and the other arguments, of which there must be one for each of ``names``.

    A store may stand first. Where none does it is the one asked for with ``--store``, that of
    the environment's ``WANGGE_STORE``, or ``wangge.kg`` in the working folder. A usage error
    where an argument is missing, or one too many.
    """
    rest = list(arguments)
    if len(rest) > len(names) and asked is None:
        asked = rest.pop(0)
    if len(rest) < len(names):
        raise click.UsageError(say("usage.missing", name=names[len(rest)]))
    if len(rest) > len(names):
        raise click.UsageError(say("usage.extra", name=rest[len(names)]))
    return store_path(asked), rest


def store_path(asked: str | None) -> Path:
    """The store asked for, else that of the environment, else the one in the working folder."""
    return Path(asked or os.environ.get(VARIABLE) or DEFAULT)
