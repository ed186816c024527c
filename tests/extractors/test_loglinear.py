"""Log-linear models: shares, and the file that keeps the weights."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.loglinear import LogLinear, read_model, write_model
from extractors.training.multinomial import Example, Settings, fit_multinomial

WEATHER = LogLinear({"wet": {"rain": 2.0}, "cold": {"snow": 1.5, "rain": -1.0}})


def test_what_speaks_for_a_class_raises_its_share() -> None:
    assert WEATHER.shares([("wet",)])["rain"] > WEATHER.shares([("wet",), ("cold",)])["rain"]


def test_features_in_one_part_or_in_two_say_the_same() -> None:
    assert WEATHER.shares([("wet", "cold")]) == WEATHER.shares([("wet",), ("cold",)])


def test_what_nobody_knows_says_nothing() -> None:
    even = WEATHER.shares([("dry",)])
    assert even["rain"] == pytest.approx(even["snow"])
    assert LogLinear({}).shares([("wet",)]) == {}


@given(st.lists(st.sampled_from(["wet", "cold", "dry"]), max_size=6))
def test_shares_add_up_to_one(features: list[str]) -> None:
    shares = WEATHER.shares([(feature,) for feature in features])
    assert sum(shares.values()) == pytest.approx(1.0, abs=0.01)


def test_a_written_model_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "weather.json"
    write_model(WEATHER, path)
    assert read_model(path) == WEATHER


def test_a_model_learns_what_examples_tell() -> None:
    """A feature that stands on one page only is left out, lest the page be learnt by heart."""
    told = [Example((("wet", f"page{page}"),), {"rain": 1.0}, str(page)) for page in range(4)] + [
        Example((("cold",),), {"snow": 1.0}, str(page)) for page in range(4)
    ]
    model = fit_multinomial(told, Settings(penalty=0.1, rarest=1))
    assert set(model.weights) == {"wet", "cold"}
    assert model.shares([("wet",)])["rain"] > 0.8
    assert model.shares([("cold",)])["snow"] > 0.8


def test_nothing_teaches_nothing() -> None:
    assert fit_multinomial([]).weights == {}
