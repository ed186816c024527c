"""What wangge needs is under licences that somebody has read, and the page says so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.licenses import canonicalize_license_expression

from graph.viewer.page import vis_network
from release.bill import completed
from release.licences import PAGE, TOLD, packages, page, scripts

ROOT = Path(__file__).parents[2]


def test_the_page_is_in_step_with_the_lock_and_the_packages():
    """`make licences` writes it anew."""
    assert page() == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("part", [*packages(), *scripts()], ids=lambda part: part.name)
def test_every_licence_is_one_that_is_taken(part):
    assert part.licence in TOLD["taken"]["licences"]


@pytest.mark.parametrize("licence", TOLD["taken"]["licences"])
def test_a_licence_is_named_by_spdx(licence):
    assert canonicalize_license_expression(licence) == licence


def test_no_licence_is_taken_that_nothing_has():
    had = {part.licence for part in (*packages(), *scripts())}

    assert set(TOLD["taken"]["licences"]) - had == set()


def test_every_package_of_the_lock_is_on_the_page():
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    pinned = re.findall(r"^([^\s#]+)==([^\s;]+)", lock, re.MULTILINE)

    assert [(part.name, part.version) for part in packages()] == pinned


def test_the_script_of_the_viewer_is_the_one_that_is_told():
    (told,) = (part for part in scripts() if part.name == "vis-network")

    assert f"@version {told.version}\n" in vis_network()


def test_the_scripts_of_the_query_page_are_told_as_beside_them():
    beside = (ROOT / "graph/server/pages/vendor/codemirror/README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (\S+) \|$", beside, re.MULTILINE)
    told = [(part.name, part.version, part.licence) for part in scripts()]

    assert [row for row in rows if row[1][0].isdigit() and row not in told] == []


def test_the_bill_names_licences_and_scripts_and_no_path_of_a_machine():
    main = {"name": "wangge", "externalReferences": [{"url": "file:///somewhere/wangge.whl"}]}
    installed = {"name": "Jinja2", "version": "3.1.6", "licenses": [{"license": {"name": "BSD"}}]}

    bill = completed({"metadata": {"component": main}, "components": [installed]})

    assert bill["components"][0]["licenses"][0]["expression"] == "BSD-3-Clause"
    assert {part.name for part in scripts()} < {one["name"] for one in bill["components"]}
    assert "file://" not in str(bill)


def test_the_bill_takes_nothing_that_is_not_locked():
    with pytest.raises(LookupError, match="stray"):
        completed({"metadata": {"component": {}}, "components": [{"name": "stray"}]})
