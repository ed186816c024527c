"""Every relation has sentences that say it, and one that must not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
import test_checking
import test_goods
import test_health
import test_help
import test_people
import test_setting_up
import test_speech
import test_structure
import test_works

from ontology import load_ontology

TABLES = (
    test_checking,
    test_goods,
    test_health,
    test_help,
    test_people,
    test_setting_up,
    test_speech,
    test_structure,
    test_works,
)


def _all(name: str) -> Mapping[str, Sequence[Any]]:
    return {
        relation: examples
        for table in TABLES
        for relation, examples in getattr(table, name).items()
    }


@pytest.mark.parametrize("relation", sorted(load_ontology().relations))
def test_every_relation_is_specified(relation: str) -> None:
    """At least two sentences that give the relation today, and one in which it stays silent."""
    firm = [example for example in _all("GIVES")[relation] if not hasattr(example, "marks")]
    assert len(firm) >= 2
    assert _all("SILENT")[relation]
