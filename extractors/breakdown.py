"""A text that the extractors break down on costs that text alone, not the whole run."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ontology.errors import ExtractionError, WanggeError

_HOUSE = Path(__file__).parents[1]


@contextmanager
def breakdowns() -> Iterator[None]:
    """
    What goes on in the block raises no other errors than ours: ExtractionError for all others.

    It says what was raised and where, for whoever mends it; what was raised is its cause.
    """
    try:
        yield
    except WanggeError:
        raise
    except MemoryError as error:
        raise ExtractionError("too large for the memory of this machine; split it") from error
    except Exception as error:
        said = " ".join(f"{type(error).__name__}: {error}".split())[:120]
        raise ExtractionError(
            f"the extractors broke down on it ({said}; {_place(error)}); "
            "please report it together with the page"
        ) from error


def _place(error: Exception) -> str:
    """The last line of ours that the error came through."""
    place = ""
    for frame in traceback.extract_tb(error.__traceback__):
        path = Path(frame.filename)
        if path.is_relative_to(_HOUSE):
            place = f"{path.relative_to(_HOUSE).as_posix()}:{frame.lineno}"
    return place
