"""``/ask``: a question in Chinese, answered as ``wangge ask --format json`` does."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from graph.server.page_routes import answered
from graph.server.problems import Problem
from graph.server.reading import single


async def ask(request: Request) -> Response:
    """The reply to the question ``q``. Raises Problem where there is none."""
    question = single(request.query_params.getlist("q"), "q")
    if question is None or not question.strip():
        raise Problem(400, "no question; ask /ask?q=… in Chinese")
    return await answered(request, "ask", {"question": question.strip()})


ROUTES = [Route("/ask", ask)]
"""Only by GET: a question changes nothing."""
