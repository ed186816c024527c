"""
What the command does while the database is at work and hears nothing: a thread beside it.

A query of Oxigraph cannot be interrupted, neither by Ctrl-C nor by damage that keeps it from ever
ending. A store that is being written stands that its process is ended at any time.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import Final

import click

from graph.cli.failures import FAILURE, INTERRUPTED, expected, say_failure
from graph.cli.language import Say

# Seconds that the rest of the command is given to end by itself after Ctrl-C.
_GRACE: Final = 1.0
# A look at the store's files is taken after so many seconds, and then takes a fiftieth of the time.
_FIRST: Final = 15.0
_SHARE: Final = 50.0


def watch(say: Say, first: float = _FIRST) -> None:
    """
    Begin to watch, where the system has what that takes; call it from the main thread.

    The files of stores are looked at after ``first`` seconds for the first time.
    """
    if sys.platform == "win32":
        return
    heard = threading.Event()

    def interrupted(number: int, frame: FrameType | None) -> None:
        heard.set()
        raise KeyboardInterrupt

    signal.signal(signal.SIGINT, interrupted)
    ear, mouth = os.pipe()
    os.set_blocking(mouth, False)
    signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    for job in (lambda: _listen(ear, heard, say), lambda: _look(say, first)):
        threading.Thread(target=job, daemon=True).start()


def _listen(ear: int, heard: threading.Event, say: Say) -> None:
    """End the process after a Ctrl-C that the main thread, inside the database, does not hear."""
    while True:
        select.select([ear], [], [])
        if signal.SIGINT not in os.read(ear, 64):
            continue
        if heard.wait(_GRACE):
            heard.clear()
        else:
            _leave(lambda: click.echo(say("interrupted"), err=True), INTERRUPTED)


def _look(say: Say, first: float) -> None:
    """End the process where files of a store that it has open are damaged."""
    pause = first
    while True:
        time.sleep(pause)
        began = time.monotonic()
        if files := sys.modules.get("graph.store_files"):
            try:
                files.refuse_damage_of_open()
            except Exception as error:
                _leave(partial(say_failure, expected(error) or repr(error), say), FAILURE)
        pause = max(first, _SHARE * (time.monotonic() - began))


def _leave(tell: Callable[[], None], code: int) -> None:
    """Leave the process now, whatever else it does."""
    try:
        tell()
        sys.stderr.flush()
    finally:
        os._exit(code)
