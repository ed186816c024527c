"""What jobs answer as JSON."""

from __future__ import annotations

import json
from typing import Any, Final

from graph.server.frames import Head
from graph.server.outlet import Outlet

JSON: Final = "application/json"


def tell(value: object, given: dict[str, Any], out: Outlet) -> None:
    """Write a value as JSON, packed and with the headers that the job was given."""
    out.begin(Head(200, {**given["headers"], "content-type": JSON}), gzip=given["gzip"])
    out.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
