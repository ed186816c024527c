"""What the packages import is declared, and what is declared is imported or read."""

from __future__ import annotations

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
HOUSE = {"ontology", "extractors", "graph"}
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]

# Only a data file of cpca is read, and its code is never imported; uvicorn runs on the other two.
READ = {"cpca", "httptools", "uvloop"}


def imported(*folders: str) -> set[str]:
    """The names of the top modules that files below the folders import from elsewhere."""
    files = (path for folder in folders for path in (ROOT / folder).rglob("*.py"))
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in files]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - HOUSE


def distributions(modules: set[str]) -> set[str]:
    # What Spark needs is large, and may not be there: its modules are called as it is.
    known = {name: [name] for name in declared(EXTRAS["spark"])} | packages_distributions()
    return {canonicalize_name(name) for module in modules for name in known.get(module, ())}


def declared(requirements: list[object]) -> set[str]:
    names = (Requirement(each).name for each in requirements if isinstance(each, str))
    return {canonicalize_name(name) for name in names}


def test_the_packages_declare_what_they_import_and_nothing_else():
    extras = (each for extra in EXTRAS.values() for each in extra)
    needed = [*PROJECT["project"]["dependencies"], *extras]
    assert distributions(imported(*HOUSE)) | READ == declared(needed)


def test_the_tests_import_only_what_is_declared():
    everything = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]
    everything += EXTRAS["spark"]

    assert distributions(imported("tests")) <= declared(everything)
