"""The lock files: every dependency, each of its files by hash, and no word of where they are."""

from __future__ import annotations

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = (
    *("requirements-build.lock", "requirements.lock"),
    *("requirements-dev.lock", "requirements-release.lock", "requirements-spark.lock"),
)
GROUPS = PROJECT["dependency-groups"]
WANTED = {
    "requirements-build.lock": GROUPS["build"],
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-dev.lock": [
        need for need in (*GROUPS["dev"], *GROUPS["site"]) if isinstance(need, str)
    ],
    "requirements-release.lock": GROUPS["release"],
    "requirements-spark.lock": PROJECT["project"]["optional-dependencies"]["spark"],
}
ENTRY = re.compile(r"(?P<need>[a-z0-9.-]+==[^\s;]+)(?: ; .*?)?(?: \\\n    --hash=\S+)+\n")


def pinned(lock: str) -> dict[str, str]:
    """The versions of a lock file by the names of the packages."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    pairs = (entry["need"].split("==") for entry in ENTRY.finditer(text))
    return {canonicalize_name(name): version for name, version in pairs}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_version_with_hashes(lock):
    text = (ROOT / lock).read_text(encoding="utf-8")

    left = [line for line in ENTRY.sub("", text).splitlines() if not line.startswith("#")]

    assert left == []
    assert "://" not in text


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_in_its_lock_in_a_version_that_fits(lock):
    versions = pinned(lock)

    for need in map(Requirement, WANTED[lock]):
        assert versions[canonicalize_name(need.name)] in need.specifier, need


@pytest.mark.parametrize(("one", "other"), list(combinations(LOCKS, 2)))
def test_the_locks_agree_on_every_version(one, other):
    versions, others = pinned(one), pinned(other)
    shared = versions.keys() & others.keys()

    assert {name: others[name] for name in shared} == {name: versions[name] for name in shared}
