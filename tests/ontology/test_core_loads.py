"""The core loads, and says of itself which version it is."""

import re

from ontology import load_ontology


def test_the_core_is_read_once():
    assert load_ontology() is load_ontology()


def test_the_core_has_a_version():
    assert re.fullmatch(r"\d+\.\d+\.\d+", load_ontology().version)
