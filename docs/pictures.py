"""
Take the pictures of the documents: the viewer of the sample pages in a headless Chromium.

``python docs/pictures.py out/seeds.html`` writes the whole picture, an entity with its evidence,
and the table into ``docs/images``. ``CHROME`` and ``CHROMEDRIVER`` name the programs where they are
called otherwise.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from selenium.webdriver import Chrome, ChromeOptions, ChromeService

IMAGES = Path(__file__).parent / "images"
FLAGS = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--hide-scrollbars", "--window-size=1280,960"),
)
# The most connected entity that has a name.
ENTITY = """
const of = (key) => wangge.entityOf(key);
const named = wangge.nodes.map(({ id }) => id).filter((key) => !of(key).generic);
const key = named.sort((a, b) => of(b).degree - of(a).degree)[0];
return `#focus=${key}&show=${key}`;
"""
VIEWS = {
    "viewer": "return ''",
    "viewer-entity": ENTITY,
    "viewer-table": "return '#view=table'",
}
"""The pictures by name, each with what gives its part of the address behind #."""


def main(page: Path) -> None:
    """Write the three pictures of a page that ``wangge view`` made."""
    with browser() as chrome:
        address = page.resolve().as_uri()
        IMAGES.mkdir(exist_ok=True)
        for name, part in VIEWS.items():
            show(chrome, address)
            show(chrome, address + str(chrome.execute_script(part)))
            chrome.save_screenshot(str(IMAGES / f"{name}.png"))


def browser() -> Chrome:
    """A headless Chromium."""
    options = ChromeOptions()
    options.binary_location = os.environ.get("CHROME") or str(shutil.which("chromium"))
    for flag in FLAGS:
        options.add_argument(flag)
    driver = os.environ.get("CHROMEDRIVER") or str(shutil.which("chromedriver"))
    return Chrome(options=options, service=ChromeService(driver))


def show(chrome: Chrome, address: str) -> None:
    """Open an address and wait until the page has come to rest."""
    chrome.get("about:blank")
    chrome.get(address)
    while chrome.execute_script("return document.documentElement.dataset.ready") != "true":
        time.sleep(0.05)
    time.sleep(1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
