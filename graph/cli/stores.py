"""Which store a command means, and which of its arguments is the store."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import reduce
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graph.cli.language import Say

if TYPE_CHECKING:
    from graph.remote.place import Place

VARIABLE = "WANGGE_STORE"
WORK = "WANGGE_WORK"
DEFAULT = "wangge.kg"
_TOLD = "wangge.server"


def store_option(
    say: Say, *, made: bool = False
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """
    The option ``--store``, given to a command as ``store_asked``, and ``--work``.

    Where a store may be ``made``, also those that say where a server is written to.
    """
    store = click.option("--store", "store_asked", metavar="STORE", help=say("store.help"))
    more = server_options(say) if made else work_option(say)
    return lambda command: store(more(command))


def work_option(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option ``--work``, the working folder of a server's store, which ``store_path`` knows."""
    return click.option(
        "--work", metavar="FOLDER", help=say("store.work"), expose_value=False, callback=_keep
    )


def server_options(say: Say) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--work``, and what says where a server is written to; ``store_path`` knows them."""
    options = [
        work_option(say),
        click.option(
            *("--update-url", "update"),
            metavar="URL",
            help=say("store.update_url"),
            expose_value=False,
            callback=_keep,
        ),
        click.option(
            *("--data-url", "data"),
            metavar="URL",
            help=say("store.data_url"),
            expose_value=False,
            callback=_keep,
        ),
    ]
    return lambda command: reduce(lambda made, option: option(made), reversed(options), command)


def split_arguments(
    arguments: Sequence[str], names: Sequence[str], asked: str | None, say: Say
) -> tuple[Place, list[str]]:
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


def store_path(asked: str | None) -> Place:
    """
    The store asked for, else that of the environment, else the one in the working folder.

    It is a folder, or the address of a SPARQL server; of a server the command's ``--work``,
    ``--update-url`` and ``--data-url`` say more. Raises UsageError for what is no address.
    """
    from graph.remote.place import is_address, place_of

    named = asked or os.environ.get(VARIABLE) or DEFAULT
    if not is_address(named):
        return Path(named)
    context = click.get_current_context(silent=True)
    told: dict[str, str] = context.meta.get(_TOLD, {}) if context else {}
    folder = told.get("work") or os.environ.get(WORK, "")
    return place_of(named, folder, update=told.get("update", ""), data=told.get("data", ""))


def is_store(text: str) -> bool:
    """Whether this names a store rather than what is asked of one: a folder or an address."""
    from graph.remote.place import is_address

    return is_address(text) or Path(text).is_dir()


def _keep(context: click.Context, option: click.Parameter, value: str | None) -> None:
    if value and option.name:
        context.meta.setdefault(_TOLD, {})[option.name] = value
