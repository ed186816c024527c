"""
The Dockerfile: what it copies is there, what it installs is locked, and who runs is nobody.

`make release` lints it too; it is built where a container engine is at hand.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph.build import build
from release.smoke import SENTENCE

ROOT = Path(__file__).parents[2]
TEXT = re.sub(r" *\\\n *", " ", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
LINES = [line.partition(" ") for line in TEXT.splitlines() if line and line[0] != "#"]
COPIED = [
    name
    for word, _, rest in LINES
    if word == "COPY" and not rest.startswith("--from")
    for name in rest.split()[:-1]
]


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """A server, started with the command of the image, but for the port."""
    place = tmp_path_factory.mktemp("data")
    (place / "page.txt").write_text(SENTENCE, encoding="utf-8")
    build([str(place / "page.txt")], place / "wangge.kg")
    (command,) = (json.loads(rest) for word, _, rest in LINES if word == "CMD")
    call = [sys.executable, "-m", "graph.cli", *command[:-1], "0"]
    with subprocess.Popen(call, cwd=place, stdout=subprocess.PIPE, encoding="utf-8") as server:
        assert server.stdout
        yield server.stdout.readline().strip()
        server.terminate()


def test_what_is_copied_is_there_and_is_let_through():
    let_through = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()

    assert [name for name in COPIED if not (ROOT / name).exists()] == []
    assert {f"!{name}" for name in COPIED} <= set(let_through)


def test_every_package_is_installed_by_its_hash_or_from_the_sources():
    (commands,) = ([rest for word, _, rest in LINES if word == "RUN" and "-m venv" in rest],)
    installs = [part for part in re.split(r"&&", " && ".join(commands)) if "install" in part]

    assert len(installs) == 2
    assert all("--require-hashes --" in each for each in installs)


def test_who_runs_it_has_no_rights_and_the_store_is_a_volume():
    words = {word: rest for word, _, rest in LINES}

    assert words["USER"].isdigit()
    assert int(words["USER"]) > 0
    assert words["VOLUME"] == "/data"
    assert "WANGGE_STORE=/data/" in TEXT


def test_the_check_of_its_health_asks_the_server(address):
    (check,) = re.findall(r"^HEALTHCHECK .*?CMD (\[.*\])$", TEXT, re.MULTILINE)
    _, *arguments = (
        each.replace("http://127.0.0.1:8000/", address.replace("0.0.0.0", "127.0.0.1"))
        for each in json.loads(check)
    )

    assert subprocess.run([sys.executable, *arguments], check=False).returncode == 0


def test_the_check_of_its_health_fails_where_nothing_answers():
    (check,) = re.findall(r"^HEALTHCHECK .*?CMD (\[.*\])$", TEXT, re.MULTILINE)
    _, *arguments = (each.replace(":8000", ":9") for each in json.loads(check))

    done = subprocess.run([sys.executable, *arguments], capture_output=True, check=False)

    assert done.returncode != 0
