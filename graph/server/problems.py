"""What a server answers when it cannot do what was asked: a status, and one line that says why."""

from __future__ import annotations

import json

from ontology.errors import WanggeError


class Problem(WanggeError):  # noqa: N818 - it is an answer too
    """A request that gets an HTTP status of 400 or more, and why in one line."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        """Answer with ``status`` and ``reason``, and these headers beside."""
        super().__init__(reason)
        self.status = status
        self.reason = " ".join(reason.split())
        self.headers = headers or {}


def told(problem: Problem, accept: str) -> tuple[bytes, str]:
    """
    The body that tells of a problem and its media type: JSON for who takes JSON, else plain text.

    >>> told(Problem(400, "no query"), "application/sparql-results+json")
    (b'{"status": 400, "error": "no query"}\\n', 'application/json')
    >>> told(Problem(400, "no query"), "*/*")
    (b'no query\\n', 'text/plain; charset=utf-8')
    """
    if "json" in accept.lower():
        data = {"status": problem.status, "error": problem.reason}
        return json.dumps(data, ensure_ascii=False).encode() + b"\n", "application/json"
    return problem.reason.encode() + b"\n", "text/plain; charset=utf-8"
