"""The colours of the types: told apart by every eye, and seen against the paper."""

from __future__ import annotations

import json
import warnings
from importlib import resources
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from ontology import load_ontology

if TYPE_CHECKING:
    from numpy.typing import NDArray

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it warns that it will not draw, for which nobody asks
    import colour

PALETTE = json.loads(
    resources.files("graph.viewer").joinpath("palette.json").read_text(encoding="utf-8")
)
EYES = ["", "Protanomaly", "Deuteranomaly", "Tritanomaly"]  # in full: protanopia, and so on
APART = 12.0
"""CIEDE2000; two colours side by side are told apart from about 2.3 on, small and alone from 10."""


def linear(code: str) -> NDArray[np.float64]:
    parts = np.array([int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.asarray(colour.cctf_decoding(parts, function="sRGB"))


def seen(code: str, eye: str) -> NDArray[np.float64]:
    """The colour in CIE Lab as an eye sees it that lacks one kind of cones (Machado 2009)."""
    light = linear(code)
    if eye:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # tritanopia is an approximation, which will do
            light = np.clip(colour.matrix_cvd_Machado2009(eye, 1.0) @ light, 0, 1)
    xyz = colour.RGB_to_XYZ(light, "sRGB", apply_cctf_decoding=False)
    return np.asarray(colour.XYZ_to_Lab(xyz))


def distance(one: str, other: str, eye: str) -> float:
    return float(colour.delta_E(seen(one, eye), seen(other, eye), method="CIE 2000"))


@pytest.mark.parametrize("eye", EYES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_types_of_one_shape_differ_in_colour_for_every_eye(theme: str, eye: str) -> None:
    alike = {
        (one, other): round(distance(PALETTE[one][theme], PALETTE[other][theme], eye), 1)
        for one, other in combinations(sorted(PALETTE), 2)
        if PALETTE[one]["shape"] == PALETTE[other]["shape"]
    }
    assert {pair: apart for pair, apart in alike.items() if apart < APART} == {}


def test_every_type_has_a_look_of_its_own() -> None:
    types = load_ontology().types
    assert set(types) <= PALETTE.keys()
    looks = {(PALETTE[type]["shape"], PALETTE[type]["light"]) for type in types}
    assert len(looks) == len(types)


def contrast(one: str, other: str) -> float:
    """As WCAG 2.2 counts it."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(code: str) -> float:
    return float(linear(code) @ np.array([0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize(("theme", "paper"), [("light", "#fbfaf7"), ("dark", "#14191f")])
def test_every_type_stands_out_from_the_paper(theme: str, paper: str) -> None:
    faint = {t: round(contrast(look[theme], paper), 2) for t, look in PALETTE.items()}
    assert {type: ratio for type, ratio in faint.items() if ratio < 3} == {}


def test_eyes_are_simulated_as_published() -> None:
    """Red and green of the same lightness are one to an eye without green cones, not to others."""
    red, green = "#b87060", "#808060"
    assert distance(red, green, "Deuteranomaly") < APART < distance(red, green, "")
