"""
Install a wheel or a source archive as a user would, into an environment with nothing in it.

``python -m release.installed ENVIRONMENT ARTEFACT`` makes the environment anew, installs what the
lock files name, then the artefact, and lets the command do its work in an empty folder.
"""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import tempfile
import venv
from pathlib import Path

from release.smoke import shortcomings

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements-build.lock", "requirements.lock")


def main() -> None:
    """Check one artefact; exit 1 where something does not install, or does not work."""
    if len(sys.argv) != 3:
        sys.exit("usage: python -m release.installed ENVIRONMENT ARTEFACT")
    place, artefact = Path(sys.argv[1]).absolute(), Path(sys.argv[2]).absolute()
    try:
        python = install(place, artefact)
    except subprocess.CalledProcessError as error:
        sys.exit(f"{artefact.name} does not install: exit code {error.returncode}")
    with tempfile.TemporaryDirectory() as folder:
        found = shortcomings(python.with_name("wangge"), Path(folder))
    if found:
        sys.exit("\n".join(f"{artefact.name}: {each}" for each in found))
    sys.stdout.write(f"{artefact.name}: installs into an empty environment, and works there\n")


def install(place: Path, artefact: Path) -> Path:
    """
    The Python of a new environment with the artefact and its locked dependencies, and no more.

    Raises CalledProcessError where pip cannot, or where what it installed does not fit together.
    """
    venv.create(place, with_pip=False, clear=True)
    scheme = {"base": str(place), "platbase": str(place)}
    python = Path(sysconfig.get_path("scripts", "venv", scheme), Path(sys.executable).name)
    for lock in LOCKS:
        _pip(python, "install", "--require-hashes", "--no-build-isolation", "-r", ROOT / lock)
    _pip(python, "install", "--no-deps", "--no-index", "--no-build-isolation", artefact)
    _pip(python, "uninstall", "--yes", "setuptools")  # What builds is not what runs.
    _pip(python, "check")
    return python


def _pip(python: Path, *arguments: str | Path) -> None:
    pip = (sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "-qq")
    subprocess.run([str(each) for each in (*pip, *arguments)], cwd=python.parent, check=True)


if __name__ == "__main__":
    main()
