"""The least that an installed wangge must do: read a page, answer, and draw it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

SENTENCE = "7月21日，石门县招募120余名志愿者。"
QUESTION = "石门县招募了多少名志愿者？"


def shortcomings(wangge: Path, folder: Path) -> list[str]:
    """
    What the command cannot do in an empty folder, away from the sources; [] if it does it all.

    It extracts, builds, queries, asks and views a page of one sentence, each in a process of its
    own, which must end well and give what the sentence says.
    """
    (folder / "page.txt").write_text(SENTENCE, encoding="utf-8")
    asked = {
        "extract": (("extract", "page.txt"), _has_the_evidence),
        "build": (("build", "page.txt", "-o", "page.kg"), lambda _: True),
        "query": (("query", "page.kg", "relations", "--format", "json"), _has_rows),
        "ask": (("ask", "page.kg", QUESTION, "--format", "json"), _has_the_figure),
        "view": (("view", "page.kg", "-o", "page.html"), lambda _: _is_drawn(folder)),
    }
    found = []
    for name, (call, is_right) in asked.items():
        done = subprocess.run(
            [wangge, *call], cwd=folder, capture_output=True, encoding="utf-8", check=False
        )
        if done.returncode != 0:
            found.append(f"wangge {name} ends with {done.returncode}: {done.stderr.strip()}")
        elif not is_right(done.stdout):
            found.append(f"wangge {name} does not give what the page says: {done.stdout[:500]}")
    return found


def _has_the_evidence(output: str) -> bool:
    facts = [json.loads(line) for line in output.splitlines()]
    return any("120余名志愿者" in fact["evidence"]["text"] for fact in facts)


def _has_rows(output: str) -> bool:
    return bool(json.loads(output)["results"]["bindings"])


def _has_the_figure(output: str) -> bool:
    return any(answer.get("value") == 120 for answer in json.loads(output)["answers"])


def _is_drawn(folder: Path) -> bool:
    return "石门县" in (folder / "page.html").read_text(encoding="utf-8")
