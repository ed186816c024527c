"""What the tests of the extractors share."""

from __future__ import annotations

import pytest

from ontology.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The lexicon that the package ships."""
    return load_lexicon()
