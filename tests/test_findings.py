"""What fuzzing has found, and what it begins with, breaks no target any more."""

from __future__ import annotations

from pathlib import Path

import pytest

from fuzz.inputs import inputs_of
from fuzz.targets import TARGETS

FINDINGS = sorted(
    path
    for path in Path(__file__).parents[1].glob("fuzz/findings/*/*")
    if not path.name.startswith(".")
)


@pytest.mark.parametrize("path", FINDINGS, ids=[f"{p.parent.name}-{p.name}" for p in FINDINGS])
def test_what_was_found_is_mended(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_a_target_takes_a_sound_input_and_its_half(name: str) -> None:
    data = next(iter(inputs_of(name)))
    TARGETS[name](data)
    TARGETS[name](data[: len(data) // 2])
