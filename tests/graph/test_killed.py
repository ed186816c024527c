"""A build that is killed at any time goes on where it was, and gives the same bytes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
def test_builds_that_are_killed_give_what_an_undisturbed_one_gives():
    """A few kills; ``python benchmarks/killed.py`` does hundreds."""
    command = [sys.executable, "benchmarks/killed.py", "--kills", "12", "--seed", "7"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"kills": 12, "seed": 7, "differences": 0}
