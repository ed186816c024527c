"""Who reads the viewer's page in a browser, for tests: what they do, and what they see."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WAIT = 10


class Page:
    """What a reader does with the page and what the reader sees."""

    def __init__(
        self, browser: Chrome, file: Path, address: str = "", *, ready: bool = True
    ) -> None:
        """Open a page; of one that is not to get ``ready`` only the picture may come."""
        self.browser = browser
        browser.get(file.as_uri() + address)
        if ready:
            self.until(lambda: self.run("return document.documentElement.dataset.ready") == "true")

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)  # type: ignore[no-untyped-call]

    def until(self, holds: Callable[[], Any]) -> Any:
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.browser, WAIT).until(lambda _: holds())

    def text(self, selector: str) -> str:
        return str(self.run("return document.querySelector(arguments[0]).innerText", selector))

    def press(self, selector: str, named: str = "") -> None:
        found = self.run(
            "const all = [...document.querySelectorAll(arguments[0])]"
            ".filter((each) => each.innerText.includes(arguments[1]));"
            "all[0]?.click(); return all.length",
            selector, named,
        )  # fmt: skip
        assert found, f"no {selector} with {named!r}"

    def drawn(self) -> set[str]:
        """The names of the nodes that are to be seen."""
        return set(self.run("return wangge.shown().nodes.map((key) => wangge.entityOf(key).name)"))

    def shown_edges(self) -> int:
        return int(self.run("return wangge.shown().edges.length"))

    def mouse(self, x: float, y: float) -> Any:
        """The mouse, moved to a place of the picture."""
        from selenium.webdriver import ActionChains
        from selenium.webdriver.common.by import By

        graph = self.browser.find_element(By.ID, "graph")
        size = graph.size
        offset = round(x - size["width"] / 2), round(y - size["height"] / 2)
        return ActionChains(self.browser).move_to_element_with_offset(graph, *offset)

    def colours(self) -> int:
        """How many colours the picture has."""
        return int(
            self.run(
                "const canvas = document.querySelector('#graph canvas');"
                "const {data} = canvas.getContext('2d')"
                ".getImageData(0, 0, canvas.width, canvas.height);"
                "return new Set(new Uint32Array(data.buffer)).size"
            )
        )

    def at(self, key: str) -> tuple[float, float]:
        spot = self.run("return wangge.at(arguments[0])", key)
        return spot["x"], spot["y"]

    def type(self, *keys: str) -> None:
        """Type into the search box; letters are answered, if only by what is not found."""
        from selenium.webdriver.common.by import By

        self.browser.find_element(By.ID, "query").send_keys(*keys)
        typed = "".join(keys)
        if typed.strip() and typed.isprintable():
            self.until(lambda: self.run("return document.querySelector('#hits li')"))

    def complaints(self) -> list[str]:
        log: list[dict[str, Any]] = self.browser.get_log("browser")  # type: ignore[no-untyped-call]
        return [entry["message"] for entry in log]

    def requests(self) -> list[str]:
        """The addresses that were asked for, the page's own aside."""
        log = self.browser.get_log("performance")  # type: ignore[no-untyped-call]
        messages = [json.loads(entry["message"])["message"] for entry in log]
        asked = [
            m["params"]["request"]["url"] for m in messages if m["method"].endswith("WillBeSent")
        ]
        own = self.browser.current_url.partition("#")[0]
        return [url for url in asked if url.partition("#")[0] not in (own, "about:blank")]
