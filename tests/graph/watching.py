"""A listener in a browser for what hostile texts would do, were they more than texts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

WATCH = """
window.caught = [];
for (const name of ["alert", "confirm", "prompt", "open", "print"])
  window[name] = () => caught.push(name);
addEventListener("securitypolicyviolation", (event) =>
  caught.push(`${event.violatedDirective} ${event.blockedURI}`));
"""


@contextmanager
def watching(browser: Chrome) -> Iterator[Chrome]:
    """Each page that opens meanwhile writes dialogs and breaches of its policy to ``caught``."""
    command: Any = browser.execute_cdp_cmd
    added = command("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    try:
        yield browser
    finally:
        command("Page.removeScriptToEvaluateOnNewDocument", added)
