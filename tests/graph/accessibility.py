"""What axe-core finds wrong with a page for those who do not see it or use no mouse."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

AXE = Path(__file__).parent / "viewer" / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(browser: Chrome) -> list[str]:
    """What is wrong with the page as it stands: the rule and the element."""
    # The page's policy lets no script in; the driver's own way does not pass by it.
    browser.execute_script(AXE.read_text(encoding="utf-8") + ";window.axe = axe")  # type: ignore[no-untyped-call]
    script = "const done = arguments[1]; axe.run({runOnly: arguments[0]}).then(done, done)"
    found: dict[str, Any] = browser.execute_async_script(script, RULES)  # type: ignore[no-untyped-call]
    return [
        f"{broken['id']}: {node['html'][:160]} {node['failureSummary']}"
        for broken in found["violations"]
        for node in broken["nodes"]
    ]
