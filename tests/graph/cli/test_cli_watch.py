"""What ends a command whose database neither answers nor hears."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import sound_page

from graph.store import DATA, open_store

ROOT = Path(__file__).parents[3]
pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")

# Stands for a query that does not end: native code that hears nothing, and lets other threads run.
ENDLESS = """
import sqlite3
numbers = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
while True:
    try:
        print("begun", flush=True)
        sqlite3.connect(":memory:").execute(numbers).fetchone()
    except KeyboardInterrupt:  # It came before the query had begun.
        pass
"""


def started(program: str, *arguments: str) -> subprocess.Popen[str]:
    """A process that runs the program, in the middle of what does not end."""
    process = subprocess.Popen(
        [sys.executable, "-c", program + ENDLESS, *arguments],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "begun\n"
    return process


def test_ctrl_c_ends_a_query_that_does_not_hear_it():
    process = started(
        "from graph.cli.language import Say\nfrom graph.cli.watch import watch\nwatch(Say('en'))\n"
    )
    for _ in range(20):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=5)
            break
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (130, "Interrupted.\n")


def test_damage_ends_a_query_that_it_keeps_from_ending(tmp_path: Path):
    store = tmp_path / "a.kg"
    with open_store(store, "w") as opened:
        opened.replace_document(sound_page.extraction())
    table = max((store / DATA).glob("*.sst"), key=lambda file: file.stat().st_size)
    data = table.read_bytes()
    third = len(data) // 3
    table.write_bytes(data[:third] + bytes(third) + data[2 * third :])
    process = started(
        "import sys\n"
        "from graph.cli.language import Say\n"
        "from graph.cli.watch import watch\n"
        "from graph.store import open_store\n"
        "store = open_store(sys.argv[1])\n"
        "watch(Say('en'), 0.1)\n",
        str(store),
    )
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said.count("\n")) == (1, 1)
    assert str(table) in said
    assert "wangge restore" in said
