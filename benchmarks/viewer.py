"""
The viewer: how long a page takes to make, to open and to answer, beside a bare vis-network page.

``python benchmarks/viewer.py`` makes pages of 1,000, 5,000 and 20,000 made-up entities, prints the
seconds of the processor that each step of the making takes, then opens them in a headless Chromium
in turns with bare pages of the same nodes and edges, at the same fixed positions and with smoothing
off, and prints the milliseconds until the picture stands still, best and median, and those that a
key press in the search box and a click on a filter take, in redraws of the page. ``--rounds 20``
opens each page so many times; ``--folder`` keeps the stores and the pages.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from selenium.webdriver import Chrome, ChromeOptions, ChromeService, Keys
from towns import store_of

import graph.viewer.communities as communities_module
import graph.viewer.page as page_module
from graph.labels import languages_of
from graph.store import open_store
from graph.viewer import without_collector
from graph.viewer.model import view_of
from graph.viewer.page import page_of
from graph.viewer.parts import origin_of
from graph.viewer.places import units_in
from graph.viewer.reading import measures_of, read_corpus

SIZES: Final = (1000, 5000, 20_000)
PAIRED: Final = (1000, 5000)
"""Sizes at which a bare page is opened too."""
DRAWN: Final = 1000
"""So many nodes are drawn of a larger graph; where all are, both pages have one layout."""
ASKED: Final = (5000, 20_000)
"""The sizes at which it is measured how soon the page answers."""
ALLOWED: Final = 1.3
"""How many times as long as the bare page ours may take."""
MAKING: Final = 3.0
"""Seconds that making the page of the largest graph may take besides the layout."""
REDRAWS: Final = 2
"""So many redraws of the page an answer may take."""
QUIET: Final = 700
"""Milliseconds without a redraw after which a picture counts as stable."""

PROBE: Final = Path(__file__).with_name("probe.js").read_text(encoding="utf-8")
FLAGS: Final = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage",
    "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--window-size=1280,900",
)  # fmt: skip
BARE: Final = """<!doctype html><meta charset="utf-8"><style>
html, body, #graph {{ height: 100%; margin: 0 }}</style><div id="graph"></div>
<script>{script}</script><script>
const {{ nodes, edges }} = {data};
const layout = {{ improvedLayout: false }};
const options = {{ physics: false, edges: {{ smooth: false }}, layout }};
new vis.Network(document.getElementById("graph"),
  {{ nodes: new vis.DataSet(nodes), edges: new vis.DataSet(edges) }}, options);
</script>"""


@dataclass(frozen=True, slots=True)
class Made:
    """The pages of one size as files, and the seconds of each step that made ours."""

    entities: int
    ours: Path
    bare: Path
    seconds: dict[str, float]


def make(folder: Path, entities: int) -> Made:
    """Make the store of a size, where it is not there, and the pages."""
    path = folder / f"towns-{entities}.kg"
    if not path.exists():
        store_of(folder, entities)
    seconds: dict[str, float] = defaultdict(float)
    with open_store(path) as store, timed_layout(seconds), without_collector():
        with timed(seconds, "reading"):
            corpus = read_corpus(store)
        with timed(seconds, "measures"):
            measures = measures_of(corpus)
        with timed(seconds, "view"):
            view = view_of(corpus, measures=measures)
        with timed(seconds, "page"):
            page = page_of(view, languages_of(store), origin_of(store), units_in(store))
        seconds["page"] -= seconds["layout"]
        ours = written(folder / f"ours-{entities}.html", page)
        bare = folder / f"bare-{entities}.html"
        if entities in PAIRED:
            whole = view_of(corpus, measures=measures, limit=entities)
            if entities > DRAWN:
                page_module.place = scattered
            drawing = page_module._drawing(whole, languages_of(store), palette())
            data = json.dumps({"nodes": drawing.nodes, "edges": drawing.edges}, ensure_ascii=False)
            written(bare, BARE.format(script=page_module.vis_network(), data=data))
    return Made(entities, ours, bare, dict(seconds))


def scattered(sizes: dict[str, float], *_: Any) -> dict[str, tuple[float, float]]:
    """Fixed positions without the cost of a layout: a spiral in which every node has its room."""
    turn = math.pi * (3 - math.sqrt(5))
    return {
        key: (reach * math.cos(number * turn), reach * math.sin(number * turn))
        for number, key in enumerate(sizes)
        for reach in [45 * math.sqrt(number)]
    }


def palette() -> dict[str, Any]:
    """The looks of the types, as the page has them."""
    return dict(json.loads(page_module._asset("palette.json")))


def written(file: Path, text: str) -> Path:
    """The file with this text."""
    file.write_text(text, encoding="utf-8", newline="\n")
    return file


@contextmanager
def timed(seconds: dict[str, float], step: str) -> Iterator[None]:
    """Add the seconds of the processor that the body takes."""
    began = time.process_time()
    yield
    seconds[step] += time.process_time() - began


@contextmanager
def timed_layout(seconds: dict[str, float]) -> Iterator[None]:
    """Tell the layout apart from the rest of the making of the page."""
    layouts = [(page_module, "place"), (communities_module, "place_apart")]
    known = [(module, name, getattr(module, name)) for module, name in layouts]

    def measured(place: Callable[..., Any]) -> Callable[..., Any]:
        def placed(*given: Any, **more: Any) -> Any:
            with timed(seconds, "layout"):
                return place(*given, **more)

        return placed

    for module, name, place in known:
        setattr(module, name, measured(place))
    yield
    for module, name, place in known:
        setattr(module, name, place)


@contextmanager
def chromium() -> Iterator[Chrome]:
    """A headless Chromium in which the probe runs on each page."""
    options = ChromeOptions()
    options.binary_location = os.environ.get("CHROME") or shutil.which("chromium") or ""
    driver = os.environ.get("CHROMEDRIVER") or shutil.which("chromedriver")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        for flag in (*FLAGS, f"--user-data-dir={profile}"):
            options.add_argument(flag)
        browser = Chrome(options=options, service=ChromeService(executable_path=driver))
        source = {"source": PROBE}
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", source)
        yield browser
        browser.quit()


def quiet(browser: Chrome) -> None:
    """Wait until a page has drawn something, and nothing for a while."""
    still = "return probe.drawn && performance.now() - probe.drawn > arguments[0]"
    while not browser.execute_script(still, QUIET):
        time.sleep(0.05)


def opening(browser: Chrome, file: Path) -> float:
    """Milliseconds from the navigation to the last redraw of the opening page."""
    browser.get("about:blank")
    browser.get(file.as_uri())
    quiet(browser)
    return float(browser.execute_script("return probe.drawn"))


def openings(browser: Chrome, made: list[Made], rounds: int) -> dict[str, list[float]]:
    """The milliseconds of each page in each round, the pages in turns."""
    files = {f"ours {one.entities}": one.ours for one in made}
    files |= {f"bare {one.entities}": one.bare for one in made if one.entities in PAIRED}
    found: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds):
        names = sorted(files, reverse=bool(number % 2))
        for name in names:
            found[name].append(opening(browser, files[name]))
    return found


def press_key(browser: Chrome, number: int) -> None:
    """One more letter in the search box, that some names have."""
    browser.find_element("id", "query").send_keys("乡村镇山水"[number % 5])


def clear_search(browser: Chrome) -> None:
    """The search box empty again."""
    browser.find_element("id", "query").send_keys(Keys.CONTROL + "a", Keys.BACKSPACE, Keys.ESCAPE)


def click_filter(browser: Chrome, number: int) -> None:
    """The switch of a type, off or on again."""
    switches = browser.find_elements("css selector", "#types .switch, #types button")
    switches[number // 2 % 3].click()


def answers(browser: Chrome, file: Path, rounds: int) -> dict[str, list[float]]:
    """The milliseconds of answers, and of the redraws that filters set off."""
    opening(browser, file)
    found: dict[str, list[float]] = defaultdict(list)
    acts: dict[str, Callable[[Chrome, int], None]] = {"key": press_key, "filter": click_filter}
    for name, act in acts.items():
        for number in range(rounds):
            act(browser, number)
            time.sleep(QUIET / 1000)
            probe = browser.execute_script("return probe")
            end = max(probe["answered"], probe["drawn"])
            found[name].append(end - probe["asked"])
            if name == "key":
                clear_search(browser)
                time.sleep(QUIET / 2000)
            else:
                found["redraw"].append(probe["redraw"])
    return found


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell_making(made: list[Made]) -> None:
    """The table of the steps, in seconds of the processor."""
    steps = ("reading", "measures", "view", "page", "layout")
    say(f"{'making, s':<14}" + "".join(f"{step:>10}" for step in (*steps, "MB")))
    for one in made:
        size = one.ours.stat().st_size / 1e6
        figures = "".join(f"{one.seconds[step]:>10.2f}" for step in steps)
        say(f"{one.entities:<14}{figures}{size:>10.1f}")
    largest = made[-1].seconds
    spent = sum(largest[step] for step in ("reading", "measures", "view", "page"))
    say(f"{verdict(spent, MAKING)}  {spent:.2f} s of {MAKING} besides the layout")
    spent -= largest["reading"]
    say(f"{verdict(spent, MAKING)}  {spent:.2f} s of {MAKING} besides the layout and the reading")


def tell_openings(found: dict[str, list[float]]) -> None:
    """The table of the openings, and whether the promises hold, by the best time of each page."""
    say(f"\n{'opening, ms':<14}{'best':>10}{'median':>10}")
    for name, times in found.items():
        say(f"{name:<14}{min(times):>10.0f}{statistics.median(times):>10.0f}")
    first = min(found[f"ours {SIZES[0]}"])
    for size in PAIRED:
        ratio = min(found[f"ours {size}"]) / min(found[f"bare {size}"])
        say(f"{verdict(ratio, ALLOWED)}  {size}: {ratio:.2f} times the bare page of {ALLOWED}")
    largest = f"ours {SIZES[-1]}"
    if largest in found:
        ratio = min(found[largest]) / first
        say(f"{verdict(ratio, 1.0)}  {SIZES[-1]}: {ratio:.2f} times ours at {SIZES[0]} of 1.0")


def tell_answers(entities: int, found: dict[str, list[float]]) -> None:
    """The table of the answers at one size, in milliseconds and in redraws."""
    redraw = statistics.median(found["redraw"])
    say(f"\n{f'answers, {entities}':<14}{'best':>10}{'median':>10}{'first':>10}")
    for name, times in found.items():
        say(f"{name:<14}{min(times):>10.0f}{statistics.median(times):>10.0f}{times[0]:>10.0f}")
    for name in ("key", "filter"):
        ratio = statistics.median(found[name]) / redraw
        say(f"{verdict(ratio, REDRAWS)}  {name}: {ratio:.2f} redraws of {REDRAWS}")


def verdict(found: float, allowed: float) -> str:
    """Whether a promise holds."""
    return "kept  " if found <= allowed else "BROKEN"


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--most", type=int, default=SIZES[-1], help="entities of the largest graph")
    parser.add_argument("--folder", help="where stores and pages are kept and found again")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(asked.folder or name)
        made = [make(folder, size) for size in SIZES if size <= asked.most]
        tell_making(made)
        with chromium() as browser:
            tell_openings(openings(browser, made, asked.rounds))
            for one in made:
                if one.entities in ASKED:
                    tell_answers(one.entities, answers(browser, one.ours, asked.rounds))


if __name__ == "__main__":
    main()
