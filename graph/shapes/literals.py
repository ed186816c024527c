"""Literals as SHACL looks at them: whether they are well formed, and which of two is less."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from pyoxigraph import Literal

from graph.vocabulary import XSD

_ZONE: Final = r"(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?"
_MONTH: Final = r"(?:0[1-9]|1[0-2])"
_DAY: Final = r"(?:0[1-9]|[12]\d|3[01])"
_FORMS: Final = {
    XSD + name: re.compile(form, re.ASCII)
    for name, form in {
        "integer": r"[+-]?\d+",
        "decimal": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)",
        "double": r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|[+-]?INF|NaN",
        "boolean": r"true|false|0|1",
        "date": rf"(\d{{4}}-{_MONTH}-{_DAY}){_ZONE}",
        "time": rf"((?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?){_ZONE}",
        "gYear": rf"-?\d{{4,}}{_ZONE}",
        "gYearMonth": rf"-?\d{{4,}}-{_MONTH}{_ZONE}",
        "gMonthDay": rf"--{_MONTH}-{_DAY}{_ZONE}",
        "gMonth": rf"--{_MONTH}{_ZONE}",
        "gDay": rf"---{_DAY}{_ZONE}",
    }.items()
}
_NUMBERS: Final[dict[str, Callable[[str], Any]]] = {
    XSD + "integer": Decimal,
    XSD + "decimal": Decimal,
    XSD + "double": float,
}
_READ: Final[dict[str, Callable[[str], Any]]] = {
    XSD + "date": date.fromisoformat,
    XSD + "time": time.fromisoformat,
}


@lru_cache(maxsize=4096)
def well_formed(text: str, datatype: str) -> bool:
    """
    Whether the text is one that the datatype allows; of a datatype unknown here every one is.

    >>> well_formed("2020-02-29", XSD + "date"), well_formed("2021-02-29", XSD + "date")
    (True, False)
    """
    form = _FORMS.get(datatype)
    if form is None:
        return True
    found = form.fullmatch(text)
    if found is None:
        return False
    if datatype != XSD + "date":
        return True
    try:
        date.fromisoformat(found.group(1))
    except ValueError:
        return False
    return True


def less(one: Literal, other: Literal, *, equal: bool) -> bool:
    """
    Whether one is less than the other, or equal to it; False where they cannot be compared.

    >>> less(Literal(9), Literal(10), equal=False), less(Literal("9"), Literal(10), equal=False)
    (True, False)
    """
    left, right = _value(one), _value(other)
    if left is None or right is None or left[0] != right[0]:
        return False
    return bool(left[1] <= right[1] if equal else left[1] < right[1])


def _value(literal: Literal) -> tuple[str, Any] | None:
    text, datatype = literal.value, literal.datatype.value
    if not well_formed(text, datatype):
        return None
    if datatype in _NUMBERS:
        return "number", _NUMBERS[datatype](text)
    read = _READ.get(datatype)
    if read is None:
        return (datatype, text) if datatype == XSD + "string" else None
    found = _FORMS[datatype].fullmatch(text)
    return (datatype, read(found.group(1))) if found else None
