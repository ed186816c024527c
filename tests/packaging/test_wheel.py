"""The wheel: everything the packages need and nothing else, and a command that works from it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "extractors", "graph")
DEVELOPMENT = ("pyproject.toml", "README.md", "LICENSE")
SENTENCE = "7月21日，石门县招募120余名志愿者。"


def run(*command: str | Path, cwd: Path) -> str:
    """What the command writes to standard output; a failure shows both of its outputs."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built from the source archive, which is built from a copy of the sources."""
    sources = tmp_path_factory.mktemp("sources")
    for name in DEVELOPMENT:
        shutil.copy(ROOT / name, sources)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, sources / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist", ".", cwd=sources)
    (built,) = (sources / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel, tmp_path_factory):
    """An environment with the wheel in it; what the wheel depends on is lent by this one."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False)
    scheme = {"base": str(place), "platbase": str(place)}
    python = Path(sysconfig.get_path("scripts", "venv", scheme), Path(sys.executable).name)
    packages = Path(sysconfig.get_path("purelib", "venv", scheme))
    run(
        *(sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"),
        *("install", "--quiet", "--no-deps", "--no-index", wheel),
        cwd=place,
    )
    lent = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "lent.pth").write_text("\n".join(lent), encoding="utf-8")
    return python


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    files = (path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file())
    expected = {path.relative_to(ROOT).as_posix() for path in files}
    assert held == {name for name in expected if "__pycache__" not in name}


@pytest.mark.parametrize(
    "suffix", [".py", ".ttl", ".jsonl", ".rq", ".toml", ".css", ".js", ".j2", "py.typed"]
)
def test_the_wheel_holds_data_of_every_kind(wheel, suffix):
    with zipfile.ZipFile(wheel) as archive:
        assert any(name.endswith(suffix) for name in archive.namelist())


def test_the_wheel_carries_its_licence(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (licence,) = (name for name in archive.namelist() if name.endswith("licenses/LICENSE"))
        assert archive.read(licence) == (ROOT / "LICENSE").read_bytes()


def test_the_packages_come_from_the_environment_not_from_the_sources(environment, tmp_path):
    script = f"import {', '.join(PACKAGES)}; print({', '.join(f'{n}.__file__' for n in PACKAGES)})"

    files = run(environment, "-c", script, cwd=tmp_path).split()

    assert all(Path(file).is_relative_to(environment.parents[1]) for file in files)


def test_the_installed_command_says_its_version(environment, tmp_path):
    wangge = environment.with_name("wangge")

    assert run(wangge, "--version", cwd=tmp_path).startswith("wangge 0.")


def test_the_installed_command_does_its_work_in_an_empty_folder(environment, tmp_path):
    wangge = environment.with_name("wangge")
    (tmp_path / "page.txt").write_text(SENTENCE, encoding="utf-8")

    facts = run(wangge, "extract", "page.txt", cwd=tmp_path).splitlines()
    run(wangge, "build", "page.txt", cwd=tmp_path)
    totals = run(wangge, "query", "relations", "--format", "json", cwd=tmp_path)
    run(wangge, "view", "-o", "graph.html", cwd=tmp_path)

    assert "120余名志愿者" in json.loads(facts[0])["evidence"]["text"]
    assert json.loads(totals)["results"]["bindings"] != []
    assert "石门县" in (tmp_path / "graph.html").read_text(encoding="utf-8")
