"""Write docs/licences.md: the licence of everything that wangge needs to run, or carries."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements.lock"
CODEMIRROR = ROOT / "graph/server/pages/vendor/codemirror/package-lock.json"
TOLD: dict[str, Any] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)

_PINNED = re.compile(r"^([a-z0-9.-]+)==([^\s;]+)(?: ; ([^\\]+?))?(?= \\$)", re.MULTILINE)
_OSI = "License :: "


@dataclass(frozen=True, slots=True)
class Part:
    """Something of others: its name, version, SPDX licence, and where or when it is there."""

    name: str
    version: str
    licence: str
    remark: str = ""


def main() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8", newline="\n")


def page() -> str:
    """The page, with what the installed packages tell today."""
    return "\n".join(
        [
            TOLD["page"]["head"],
            "## Packages",
            "",
            *_table(packages(), "only where"),
            "",
            "## Scripts in pages",
            "",
            *_table(scripts(), "in"),
            "",
        ]
    )


def packages() -> list[Part]:
    """What ``requirements.lock`` names, in its order. Raises LookupError."""
    found = _PINNED.findall(LOCK.read_text(encoding="utf-8"))
    return [Part(name, version, licence_of(name), marker) for name, version, marker in found]


def scripts() -> list[Part]:
    """The scripts of others that pages are made with, by name."""
    told = [
        Part(one["name"], one["version"], one["licence"], one["where"]) for one in TOLD["scripts"]
    ]
    locked = json.loads(CODEMIRROR.read_text(encoding="utf-8"))["packages"]
    where = "the query page"
    bundled = [
        Part(path.removeprefix("node_modules/"), each["version"], each["license"], where)
        for path, each in locked.items()
        if path and not each.get("dev")
    ]
    return sorted(told + bundled, key=lambda part: part.name)


def licence_of(name: str) -> str:
    """
    The SPDX licence of a package: as we read it, else as it says itself.

    Raises LookupError where neither is known; ``release/licences.toml`` is the place to say it.
    """
    if name in TOLD["packages"]:
        return str(TOLD["packages"][name])
    try:
        about = metadata(name)
    except PackageNotFoundError as error:
        raise LookupError(f"{name} is not installed; install requirements.lock") from error
    if "License-Expression" in about:
        return str(about["License-Expression"])
    words = [each.strip() for each in about.get_all("License", [])]
    words += [
        each.removeprefix(_OSI) for each in about.get_all("Classifier", []) if each.startswith(_OSI)
    ]
    for word in words:
        if word in TOLD["spdx"]:
            return str(TOLD["spdx"][word])
    raise LookupError(f"{name} tells its licence as {words}; say it in release/licences.toml")


def _table(parts: list[Part], remark: str) -> list[str]:
    head = [f"| name | version | licence | {remark} |", "| --- | --- | --- | --- |"]
    rows = (f"| {one.name} | {one.version} | {one.licence} | {_cell(one)} |" for one in parts)
    return [*head, *rows]


def _cell(part: Part) -> str:
    return f"`{part.remark}`" if "'" in part.remark else part.remark


if __name__ == "__main__":
    main()
