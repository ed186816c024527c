"""Running a server: the socket, the loop, and how it begins and ends."""

from __future__ import annotations

import logging
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

import uvicorn

from graph.server.app import make_app
from graph.server.connections import patient
from graph.server.settings import Settings
from graph.store import open_store
from ontology.errors import UsageError

_BACKLOG = 1024


def serve(settings: Settings, on_ready: Callable[[str], None]) -> None:
    """
    Serve a store until the process is told to stop; ``on_ready`` hears the address.

    Raises StoreError where there is no store or it is being written, and UsageError where the
    address cannot be had.
    """
    open_store(settings.store).close()
    _log_to_stderr()
    with _bound(settings.host, settings.port) as listening:
        address = address_of(settings.host, listening.getsockname()[1])
        config = uvicorn.Config(
            make_app(settings),
            http=patient(settings.limits.patience),
            ws="none",
            log_config=None,
            log_level="error",
            access_log=False,
            proxy_headers=False,
            server_header=False,
            lifespan="on",
            limit_concurrency=settings.limits.connections,
            timeout_keep_alive=max(1, int(settings.limits.patience)),
            timeout_graceful_shutdown=5,
        )
        with suppress(KeyboardInterrupt):
            _Server(config, lambda: on_ready(address)).run(sockets=[listening])


def address_of(host: str, port: int) -> str:
    """
    The address of a server, as a browser takes it.

    >>> address_of("::1", 8000)
    'http://[::1]:8000/'
    """
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


def _bound(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        found = socket.socket(family, kind)
        try:
            if sys.platform != "win32":
                found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            found.bind(place)
            found.listen(_BACKLOG)
        except BaseException:
            found.close()
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"{host}:{port} cannot be listened at: {reason}; name another") from error
    return found


def _log_to_stderr() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%dT%H:%M:%S"))
    for name in ("wangge", "uvicorn"):
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.propagate = False
    logging.getLogger("wangge").setLevel(logging.INFO)
