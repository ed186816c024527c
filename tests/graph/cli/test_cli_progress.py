"""How far a build is, and how it ends where somebody has had enough."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from graph.build_report import Step
from graph.cli.language import Say
from graph.cli.progress import Pace, progress

ROOT = Path(__file__).parents[3]
SAY = Say("en")


@pytest.mark.parametrize(
    ("pace", "told"),
    [
        (Pace(0, 0, 100, 0), "0 pages, 0.0/s"),
        (Pace(10, 0, None, 5), "10 pages, 2.0/s"),
        (Pace(10, 25, 100, 5), "10 pages, 2.0/s, 25 %, 0:00:15 left"),
        (Pace(10, 200, 100, 5), "10 pages, 2.0/s, 100 %, 0:00:00 left"),
    ],
)
def test_the_pace_in_a_line(pace: Pace, told: str):
    assert pace.told(SAY) == told


def test_a_log_gets_a_line_now_and_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "a.txt").write_bytes(bytes(100))
    err = io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)
    times = iter([0.0, 4.0, 12.0, 12.0])
    with progress(SAY, [str(tmp_path)], quiet=False, now=lambda: next(times)) as hear:
        hear(Step("a.txt", "new", size=25))
        hear(Step("b.txt", "new", size=25))
    assert err.getvalue() == "2 pages, 0.2/s, 50 %, 0:00:12 left\n"


def test_quiet_still_names_what_was_not_taken(monkeypatch: pytest.MonkeyPatch):
    err = io.StringIO()
    monkeypatch.setattr(sys, "stderr", err)
    with progress(SAY, [], quiet=True) as hear:
        hear(Step("a.txt", "refused", reason="an empty file"))
        hear(Step("b.txt", "failed", reason="a defect"))
        hear(Step("c.txt", "new"))
    assert err.getvalue() == "not read: a.txt: an empty file\nfailed: b.txt: a defect\n"


def build(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "graph.cli", "build", *arguments, "--lang", "en"]


ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals on Windows")
def test_ctrl_c_ends_a_build_and_says_how_to_go_on(tmp_path: Path):
    """While it waits for the end of standard input, a page of which is stored already."""
    store = tmp_path / "a.kg"
    command = build("-", "-o", str(store), "--jobs", "1", "--log-level", "debug")
    with subprocess.Popen(
        command,
        env=ENVIRONMENT,
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        # Also where the tests run in the background, which hears of no Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        assert process.stdin is not None
        assert process.stderr is not None
        record = json.dumps({"id": "1", "text": "白石镇招募志愿者20名。"}, ensure_ascii=False)
        process.stdin.write(f"{record}\n".encode() + b" " * 100_000)
        process.stdin.flush()
        line = process.stderr.readline().decode()
        assert "stdin#1: new" in line
        process.send_signal(signal.SIGINT)
        said = process.stderr.read().decode()
        assert process.wait() == 130
    assert f"Interrupted. 1 pages are in {store}; the same command goes on from there." in said


def test_the_report_as_json(tmp_path: Path):
    (tmp_path / "a.txt").write_text("白石镇招募志愿者20名。", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    command = build(str(tmp_path), "-o", str(tmp_path / "a.kg"), "--json", "-q")
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert (told["new"], told["refused"], told["failed"]) == (1, 1, 0)
    assert told["refusals"] == [{"name": "b.txt", "outcome": "refused", "reason": "an empty file"}]
