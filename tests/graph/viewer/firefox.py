"""Firefox driven by WebDriver BiDi, which it speaks by itself: no driver is needed."""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

WAIT = 30
_LISTENS = re.compile(r"WebDriver BiDi listening on (ws://\S+)")


class Firefox:
    """One tab of a headless Firefox."""

    def __init__(self, address: str) -> None:
        """Begin a session with the Firefox that listens at an address."""
        import websocket

        self._socket = websocket.create_connection(
            f"{address}/session", timeout=WAIT, suppress_origin=True
        )
        self._sent = 0
        self.complaints: list[str] = []
        """What pages wrote to the console as errors and warnings."""
        self.requests: list[str] = []
        """The addresses that pages asked for."""
        self._ask("session.new", capabilities={})
        self._ask("session.subscribe", events=["log.entryAdded", "network.beforeRequestSent"])
        self._tab = self._ask("browsingContext.getTree")["contexts"][0]["context"]

    def open(self, address: str) -> Self:
        """Open a page, and wait until it has loaded."""
        self._ask("browsingContext.navigate", context=self._tab, url=address, wait="complete")
        return self

    def run(self, script: str) -> Any:
        """The JSON value of an expression."""
        found = self._ask(
            "script.evaluate",
            expression=f"JSON.stringify({script})",
            target={"context": self._tab},
            awaitPromise=True,
        )
        assert found["type"] == "success", found
        return json.loads(found["result"].get("value", "null"))

    def until(self, script: str) -> Any:
        """The value of an expression, once it is true."""
        end = time.monotonic() + WAIT
        while not (found := self.run(script)):
            assert time.monotonic() < end, f"not so within {WAIT} s: {script}"
            time.sleep(0.05)
        return found

    def keys(self, text: str) -> None:
        """Press and release a key for each character."""
        presses = [{"type": kind, "value": each} for each in text for kind in ("keyDown", "keyUp")]
        self._ask(
            "input.performActions",
            context=self._tab,
            actions=[{"type": "key", "id": "keyboard", "actions": presses}],
        )

    def close(self) -> None:
        """End the session and the browser."""
        self._ask("browser.close")
        self._socket.close()

    def _ask(self, method: str, **given: Any) -> dict[str, Any]:
        self._sent += 1
        self._socket.send(json.dumps({"id": self._sent, "method": method, "params": given}))
        while True:
            told: dict[str, Any] = json.loads(self._socket.recv())
            if told.get("type") == "event":
                self._note(told["method"], told["params"])
            elif told.get("id") == self._sent:
                assert told["type"] == "success", f"{method}: {told}"
                return dict(told["result"])

    def _note(self, event: str, told: dict[str, Any]) -> None:
        if event == "network.beforeRequestSent":
            self.requests.append(told["request"]["url"])
        elif told.get("level") in ("error", "warn"):
            self.complaints.append(told.get("text") or "")


@contextmanager
def running(program: Path, profile: Path) -> Iterator[Firefox]:
    """A Firefox of its own, ended afterwards whatever happens."""
    command = [program, "--headless", "--no-remote", "--profile", profile]
    log = profile / "stderr.txt"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [*command, "--remote-debugging-port=0", "--width=1280", "--height=900", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
    try:
        firefox = Firefox(_address(log, process))
        yield firefox
        firefox.close()
        process.wait(WAIT)
    finally:
        process.kill()
        process.wait()


def _address(log: Path, process: subprocess.Popen[bytes]) -> str:
    end = time.monotonic() + WAIT
    while not (found := _LISTENS.search(log.read_text(errors="replace"))):
        assert process.poll() is None, f"Firefox ended: {log.read_text(errors='replace')}"
        assert time.monotonic() < end, "Firefox did not listen"
        time.sleep(0.1)
    return found[1]
