"""The wheel and the source archive: all that is needed, and a command that works from them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

from release.smoke import shortcomings

ROOT = Path(__file__).parents[2]
PACKAGES = ("ontology", "extractors", "graph")
FILES = [path for path in ROOT.iterdir() if path.is_file()]
FOLDERS = (*PACKAGES, "docs", "seeds")


def run(*command: str | Path, cwd: Path) -> str:
    """What the command writes to standard output; a failure shows both of its outputs."""
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def artefacts(tmp_path_factory):
    """A folder with the source archive, built from a copy of the sources, and its wheel."""
    sources = tmp_path_factory.mktemp("sources")
    for file in FILES:
        shutil.copy(file, sources)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, sources / name)
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", "dist", ".", cwd=sources)
    return sources / "dist"


@pytest.fixture(scope="module")
def wheel(artefacts):
    """The wheel, which is built from the source archive."""
    (built,) = artefacts.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def in_the_archive(artefacts):
    """The names of the files in the source archive, below its one folder."""
    (built,) = artefacts.glob("*.tar.gz")
    with tarfile.open(built) as archive:
        names = [member.name for member in archive.getmembers() if member.isfile()]
    return {name.partition("/")[2] for name in names}


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
    assert shortcomings(environment.with_name("wangge"), tmp_path) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_source_archive_holds_every_file_of_a_folder(in_the_archive, folder):
    files = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    expected = {path.relative_to(ROOT).as_posix() for path in files}

    assert {name for name in expected if "__pycache__" not in name} <= in_the_archive


@pytest.mark.parametrize(
    "name",
    [
        *("README.md", "README.zh.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile"),
        *("pyproject.toml", "requirements-build.lock", "requirements.lock", "Dockerfile"),
    ],
)
def test_the_source_archive_holds_what_installing_and_reading_need(in_the_archive, name):
    assert name in in_the_archive


def test_every_python_that_it_runs_on_is_declared(wheel):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = archive.read(name).decode()

    declared = re.findall(
        r"^Classifier: Programming Language :: Python :: (3\.\d+)$", metadata, re.M
    )
    assert declared == ["3.11", "3.12", "3.13", "3.14"]
    assert f"\nRequires-Python: >={declared[0]}\n" in metadata
