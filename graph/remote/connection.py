"""Requests to a server: sent, sent again where that helps, and told of in one line where not."""

from __future__ import annotations

import html
import logging
import random
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    IncompleteRead,
    MaxRetryError,
    NameResolutionError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.util import Retry, make_headers

from graph.remote.place import PASSWORD, TOKEN, USER, Credentials
from ontology.errors import StoreError

FORM: Final = "application/x-www-form-urlencoded"
# What says that another attempt may do better. Of these, only the first two say for certain that
# nothing was done.
_BUSY: Final = frozenset({429, 503})
_AGAIN: Final = _BUSY | {502, 504}
_SAID: Final = 200
# A user is told of a wait from this attempt on: what one more attempt heals is nobody's matter.
_TOLD: Final = 3
_LOG: Final = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patience:
    """
    How long a server is waited for, and how often it is asked again.

    ``tries`` in all, between them a wait that doubles from ``first`` to ``longest`` seconds and
    varies by a half, so that many clients do not come back at once; a server that says how long
    (Retry-After) is believed up to ``believed`` seconds. A server that has never been reached is
    tried ``unknown`` times only: its address may be wrong. ``connect`` seconds for a connection,
    ``answer`` seconds without a byte of an answer.
    """

    tries: int = 7
    unknown: int = 3
    first: float = 0.5
    longest: float = 30.0
    believed: int = 120
    connect: float = 10.0
    answer: float = 300.0


PATIENCE: Final = Patience()


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer; ``headers`` by their names in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def media(self) -> str:
        """Its media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def good(self) -> bool:
        """Whether the server did what it was asked."""
        return 200 <= self.status < 300


class RefusedError(StoreError):
    """A server has refused a request: ``answer`` is what it sent."""

    def __init__(self, message: str, answer: Answer) -> None:
        """The message for the user, and the answer."""
        super().__init__(message)
        self.answer = answer


class Connection:
    """The connections to one server, kept open between requests; ``close`` ends them."""

    def __init__(self, credentials: Credentials, patience: Patience = PATIENCE) -> None:
        """Nothing is sent yet."""
        self._patience = patience
        self._secrets = credentials.secrets
        self._headers = {
            "user-agent": f"wangge/{version('wangge')}",
            "accept-encoding": "gzip",
            **_authorization(credentials),
        }
        self._reached = False
        self._pool = urllib3.PoolManager(retries=False)

    def send(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        *,
        headers: Mapping[str, str] | None = None,
        again: bool = True,
        complete: Callable[[Answer], bool] = lambda _: True,
    ) -> Answer:
        """
        What a server answers in the end, good or not.

        Where ``again`` is false, the request is repeated only if it is certain that the server has
        not begun with it. ``complete`` says whether nothing is cut off from a good answer, where
        HTTP itself does not tell.

        Raises StoreError where no answer comes.
        """
        patience = self._patience
        for number in range(patience.tries):
            found = self._sent(method, url, body, {**self._headers, **(headers or {})}, again)
            if not found.good or complete(found):
                return found
            if not again:
                break
            _LOG.info("%s: the answer is cut off; asked again", host_of(url))
            time.sleep(_wait(patience, number + 1))
        raise StoreError(f"{host_of(url)}: the answer is cut off")

    def post(self, url: str, fields: Sequence[tuple[str, str]], accept: str, **more: Any) -> Answer:
        """What is answered to a form; ``more`` is as ``send`` has it."""
        headers = {"content-type": FORM, "accept": accept}
        return self.send("POST", url, urlencode(fields).encode(), headers=headers, **more)

    def refusal(self, url: str, answer: Answer) -> RefusedError:
        """The error that an answer means, with what the server says of it."""
        host = host_of(url)
        if answer.status in (401, 403):
            known = "it asks for credentials"
            if self._secrets:
                known = "the credentials are refused"
            elif answer.status == 403:
                known = "it only lets itself be read, or asks for credentials"
            told = (
                f"{host} ({answer.status}): {known}; {TOKEN}, or {USER} and {PASSWORD}, have them"
            )
        elif 300 <= answer.status < 400:
            target = host_of(answer.headers.get("location", ""), whole=True)
            told = f"{host} has moved {urlsplit(url).path} to {target or 'elsewhere'}; name that"
        else:
            said = self._said(answer)
            told = f"{host} answers {answer.status} at {urlsplit(url).path}"
            told += f": {said}" if said else ""
        return RefusedError(told, answer)

    def close(self) -> None:
        """End the connections."""
        self._pool.clear()

    def _sent(
        self, method: str, url: str, body: bytes | None, headers: dict[str, str], again: bool
    ) -> Answer:
        patience = self._patience
        host = host_of(url)
        try:
            found = self._pool.request(
                method,
                url,
                body=body,
                headers=headers,
                redirect=False,
                retries=_Again.of(patience, host, again=again, reached=self._reached),
                timeout=urllib3.Timeout(connect=patience.connect, read=patience.answer),
            )
        except HTTPError as error:
            cause = error.reason if isinstance(error, MaxRetryError) else error
            reason = _reason(cause, patience)
            begun = not isinstance(cause, NewConnectionError | ConnectTimeoutError | SSLError)
            unknown = "; whether it was done is not known" if begun and not again else ""
            raise StoreError(f"{host}: {reason}{unknown}") from error
        self._reached = True
        heads = {name.lower(): value for name, value in found.headers.items()}
        return Answer(found.status, heads, found.data)

    def _said(self, answer: Answer) -> str:
        text = answer.body[: 20 * _SAID].decode("utf-8", errors="replace")
        if "html" in answer.media or "xml" in answer.media:
            text = html.unescape(re.sub(r"<[^>]*>", " ", text))
        text = " ".join("".join(c if c.isprintable() else " " for c in text).split())
        for secret in self._secrets:
            text = text.replace(secret, "…")
        return text if len(text) <= _SAID else text[: _SAID - 1] + "…"


class _Again(Retry):
    """The retries of urllib3 with waits of ours: from the first one on, and never all alike."""

    patience = PATIENCE
    host = ""

    @classmethod
    def of(cls, patience: Patience, host: str, *, again: bool, reached: bool) -> _Again:
        """The retries of one request; ``again`` and ``reached`` as ``Connection`` knows them."""
        left = patience.tries - 1
        found = cls(
            total=left,
            connect=left if reached else patience.unknown - 1,
            read=left if again else 0,
            status=left,
            other=0,
            redirect=0,
            allowed_methods=None,  # All of them: ours can be repeated, or come with again=False.
            status_forcelist=_AGAIN if again else _BUSY,
            raise_on_status=False,
            retry_after_max=patience.believed,
        )
        found.patience, found.host = patience, host
        return found

    def new(self, **more: Any) -> _Again:
        """The retries that are left; of the same server, with the same waits."""
        found = super().new(**more)
        found.patience, found.host = self.patience, self.host
        return found

    def get_backoff_time(self) -> float:
        """Seconds to wait now."""
        return _wait(self.patience, len(self.history))

    def increment(self, *args: Any, **more: Any) -> _Again:
        """The retries after an attempt that failed; raises MaxRetryError where none is left."""
        found = super().increment(*args, **more)
        response, error = more.get("response"), more.get("error")
        what = str(response.status) if response else _reason(error, self.patience)
        level = logging.WARNING if len(found.history) >= _TOLD else logging.INFO
        _LOG.log(level, "%s: %s; attempt %d follows", self.host, what, len(found.history) + 1)
        return found


def _wait(patience: Patience, number: int) -> float:
    """Seconds before another attempt after so many."""
    longest: float = min(patience.longest, patience.first * 2 ** max(number - 1, 0))
    return longest * (0.5 + random.random() / 2)


def host_of(url: str, *, whole: bool = False) -> str:
    """
    The server of an address, as errors name it; with ``whole`` the path too, never who asks.

    >>> host_of("https://reader:secret@graph.example.org:8443/ds/sparql?x=1")
    'https://graph.example.org:8443'
    """
    parts = urlsplit(url)
    if not parts.netloc:
        return url.partition("?")[0] if whole else ""
    host = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
    return host + parts.path if whole else host


def _authorization(given: Credentials) -> dict[str, str]:
    if given.token:
        return {"authorization": f"Bearer {given.token}"}
    if given.user:
        # As UTF-8, which RFC 7617 lets a server ask for and all of today understand.
        pair = f"{given.user}:{given.password}".encode().decode("latin-1")
        return dict(make_headers(basic_auth=pair))
    return {}


def _reason(error: Exception | None, patience: Patience) -> str:
    """Why no answer came, without the address that was asked."""
    if isinstance(error, NameResolutionError):
        return "there is no host of this name"
    if isinstance(error, NewConnectionError):
        cause = error.__cause__ or error.__context__
        why = getattr(cause, "strerror", None) or "refused"
        return f"no connection ({why}); is the server running?"
    if isinstance(error, ConnectTimeoutError):
        return f"no connection within {patience.connect:g} seconds"
    if isinstance(error, ReadTimeoutError):
        return f"no answer within {patience.answer:g} seconds"
    if isinstance(error, SSLError):
        return f"no safe connection: {_innermost(error)}"
    if isinstance(error, IncompleteRead) or (error and _innermost(error, IncompleteRead)):
        return "the answer is cut off"
    if isinstance(error, ProtocolError):
        return "the connection was closed before an answer came"
    return f"no answer ({type(error).__name__})"


def _innermost(error: BaseException, kind: type[BaseException] = BaseException) -> str:
    """What the error of a kind that was the cause of another says; empty where there is none."""
    found = error if isinstance(error, kind) else None
    while error.args and isinstance(error.args[-1], BaseException):
        error = error.args[-1]
        found = error if isinstance(error, kind) else found
    return str(found or "")
