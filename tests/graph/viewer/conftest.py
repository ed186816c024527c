"""Pages that several tests of the viewer read, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from flood import flood_page


@pytest.fixture(scope="session")
def flood(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return flood_page(tmp_path_factory.mktemp("flood"))
