"""The query page as a reader uses it: keys that are pressed, and what is to be seen."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WAIT = 20
CONTENT = "document.getElementById('editor').shadowRoot.querySelector('.cm-content')"
OFFERED = """
return [...document.getElementById('editor').shadowRoot.querySelectorAll('[role=option]')]
  .map((each) => each.textContent)
"""


class QueryPage:
    """The page in a browser; what it remembers of others is forgotten before."""

    def __init__(
        self, browser: Chrome, address: str, language: str = "zh", **fragment: str
    ) -> None:
        self.browser = browser
        self.address = address
        self.place = f"{address}query?lang={language}"
        forgotten = {"origin": address.rstrip("/"), "storageTypes": "local_storage"}
        browser.execute_cdp_cmd("Storage.clearDataForOrigin", forgotten)  # type: ignore[no-untyped-call]
        self.go(**fragment)

    def go(self, **fragment: str) -> None:
        """Load the page anew, with something asked for in its address."""
        self.browser.get("about:blank")
        self.browser.get(f"{self.place}#{urlencode(fragment)}" if fragment else self.place)
        self.until(lambda: self.run("return document.getElementById('editor').shadowRoot !== null"))

    def run(self, script: str, *arguments: Any) -> Any:
        return self.browser.execute_script(script, *arguments)  # type: ignore[no-untyped-call]

    def until(self, holds: Callable[[], Any]) -> Any:
        from selenium.webdriver.support.wait import WebDriverWait

        return WebDriverWait(self.browser, WAIT).until(lambda _: holds())

    def text(self, selector: str) -> str:
        return str(
            self.run("return document.querySelector(arguments[0])?.innerText ?? ''", selector)
        )

    def texts(self, selector: str) -> list[str]:
        script = "return [...document.querySelectorAll(arguments[0])].map((each) => each.innerText)"
        found: list[str] = self.run(script, selector)
        return found

    def press(self, selector: str) -> None:
        """Press what a selector finds, wherever it is on the page."""
        script = "const found = document.querySelector(arguments[0]); found.click()"
        self.run(script, selector)

    def keys(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.browser).send_keys(*keys).perform()

    def chord(self, *keys: str) -> None:
        from selenium.webdriver import ActionChains

        held, last = keys[:-1], keys[-1]
        chain = ActionChains(self.browser)
        for key in held:
            chain.key_down(key)
        chain.send_keys(last)
        for key in held:
            chain.key_up(key)
        chain.perform()

    def type(self, text: str) -> None:
        """Type into the editor, in the place of what stands there."""
        from selenium.webdriver.common.keys import Keys

        self.run(f"{CONTENT}.focus()")
        self.chord(Keys.CONTROL, "a")
        self.keys(Keys.DELETE, text)

    def query(self) -> str:
        """What stands in the editor."""
        return str(self.run(f"return {CONTENT}.innerText"))

    def offered(self) -> list[str]:
        """What the editor offers to complete."""
        found: list[str] = self.run(OFFERED)
        return found

    def offer(self, part: str) -> str:
        """The first offer that has a text in it, once it is there."""
        return str(self.until(lambda: next((one for one in self.offered() if part in one), None)))

    def result(self) -> str:
        """What is said of the result, once there is one."""
        self.until(lambda: self.run("return !document.getElementById('results').hidden"))
        return self.text("#summary")

    def ask_for(self, query: str) -> str:
        """Run a query that comes by the address."""
        self.go(query=query)
        return self.result()

    def rows(self) -> list[list[str]]:
        script = """return [...document.querySelectorAll('#shown tbody tr')]
          .map((row) => [...row.cells].map((cell) => cell.innerText))"""
        found: list[list[str]] = self.run(script)
        return found

    def column(self, number: int = 0) -> list[str]:
        return [row[number] for row in self.rows()]

    def complaints(self) -> list[str]:
        """What the console says that is an error or a warning."""
        return [
            each["message"]
            for each in self.browser.get_log("browser")  # type: ignore[no-untyped-call]
            if each["level"] in ("SEVERE", "WARNING")
        ]

    def hosts(self) -> set[str]:
        """Where the page's requests went."""
        events = [
            json.loads(each["message"])["message"]
            for each in self.browser.get_log("performance")  # type: ignore[no-untyped-call]
        ]
        asked = [
            each["params"]["request"]["url"]
            for each in events
            if each["method"] == "Network.requestWillBeSent"
        ]
        return {urlsplit(url).netloc for url in asked if not url.startswith(("about:", "data:"))}
