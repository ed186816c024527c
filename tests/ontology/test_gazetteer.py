"""The divisions of China: who is called what, and who stands under whom."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ontology.division_names import short_names
from ontology.errors import OntologyError
from ontology.gazetteer import LEVELS, Division, Gazetteer, load_gazetteer

NAMES = dict(load_gazetteer().names())


def found(name: str) -> list[tuple[str, str]]:
    return [(each.adcode, each.name) for each in load_gazetteer().find(name)]


MEANINGS = [
    ("河南省", [("410000", "河南省")]),
    ("河南", [("410000", "河南省")]),
    ("北京", [("110000", "北京市")]),
    ("广西", [("450000", "广西壮族自治区")]),
    ("内蒙古", [("150000", "内蒙古自治区")]),
    ("新疆", [("650000", "新疆维吾尔自治区")]),
    ("香港", [("810000", "香港特别行政区")]),
    ("吉林", [("220000", "吉林省"), ("220200", "吉林市")]),
    ("吉安", [("360800", "吉安市"), ("360821", "吉安县")]),
    ("恩施", [("422800", "恩施土家族苗族自治州"), ("422801", "恩施市")]),
    ("恩施州", [("422800", "恩施土家族苗族自治州")]),
    ("喀什", [("653100", "喀什地区"), ("653101", "喀什市")]),
    ("大化", [("451229", "大化瑶族自治县")]),
    ("大化县", [("451229", "大化瑶族自治县")]),
    ("双江", [("530925", "双江拉祜族佤族布朗族傣族自治县")]),
    ("积石山", [("622927", "积石山保安族东乡族撒拉族自治县")]),
    ("莫力达瓦", [("150722", "莫力达瓦达斡尔族自治旗")]),
    ("鄂温克旗", [("150724", "鄂温克族自治旗")]),
    ("阿巴嘎", [("152522", "阿巴嘎旗")]),
    ("管城区", [("410104", "管城回族区")]),
    ("浦东", [("310115", "浦东新区")]),
    ("神农架", [("429021", "神农架林区")]),
    ("东莞", [("441900", "东莞市")]),
    # Names that have changed: the full name means the division of its time, the short one today's.
    ("即墨市", [("370282", "即墨市")]),
    ("即墨区", [("370215", "即墨区")]),
    ("即墨", [("370215", "即墨区")]),
    ("滦州", [("130284", "滦州市")]),
    ("滦县", [("130223", "滦县")]),
    # A new code alone makes no new division.
    ("崇川区", [("320613", "崇川区")]),
    # What is not a name: words of their own, single characters, rows that are no divisions.
    ("公安", []),
    ("公安县", [("421022", "公安县")]),
    ("合作", []),
    ("范", []),
    ("范县", [("410926", "范县")]),
    ("市辖区", []),
    ("阿拉善左", []),
    ("", []),
]


@pytest.mark.parametrize(("name", "expected"), MEANINGS)
def test_a_name_means(name, expected):
    assert found(name) == expected


def test_an_ambiguous_name_means_all_its_bearers_the_highest_first():
    levels = [(each.name, each.level) for each in load_gazetteer().find("朝阳")]
    assert levels[0] == ("朝阳市", "prefecture")
    assert sorted(levels[1:]) == [("朝阳区", "county"), ("朝阳区", "county"), ("朝阳县", "county")]


PATHS = [
    ("410000", ["河南省"]),
    ("410822", ["河南省", "焦作市", "博爱县"]),
    ("110105", ["北京市", "朝阳区"]),
    ("500233", ["重庆市", "忠县"]),
    ("419001", ["河南省", "济源市"]),
    ("659001", ["新疆维吾尔自治区", "石河子市"]),
    ("441900", ["广东省", "东莞市"]),
    ("451229", ["广西壮族自治区", "河池市", "大化瑶族自治县"]),
    ("540621", ["西藏自治区", "那曲市", "嘉黎县"]),
]


@pytest.mark.parametrize(("adcode", "expected"), PATHS)
def test_the_path_leads_from_the_province_down(adcode, expected):
    gazetteer = load_gazetteer()
    division = gazetteer.get(adcode)
    assert division is not None
    assert [each.name for each in gazetteer.path(division)] == expected


def test_there_are_34_divisions_at_the_top():
    provinces = load_gazetteer().provinces()
    assert len(provinces) == 34
    assert {each.level for each in provinces} == {"province"}


def test_children_are_those_of_today():
    gazetteer = load_gazetteer()
    qingdao = gazetteer.get("370200")
    assert qingdao is not None
    names = {each.name for each in gazetteer.children(qingdao)}
    assert "即墨区" in names
    assert "即墨市" not in names


def test_a_replaced_division_names_its_heir():
    (former,) = load_gazetteer().find("即墨市")
    assert former.replaced_by == "370215"
    assert load_gazetteer().get(former.replaced_by) == load_gazetteer().find("即墨区")[0]


def test_a_heir_has_the_coordinates_of_what_it_replaced():
    (former,), (heir,) = load_gazetteer().find("即墨市"), load_gazetteer().find("即墨区")
    assert (heir.longitude, heir.latitude) == (former.longitude, former.latitude)


def test_a_code_with_a_new_name_leads_to_the_new_name():
    gazetteer = load_gazetteer()
    renamed = gazetteer.get("130502")
    assert renamed is not None
    assert renamed.name == "襄都区"
    assert ("130502", "桥东区") in found("桥东区")


def test_every_division_but_a_province_stands_under_one():
    gazetteer = load_gazetteer()
    everything = {each for divisions in NAMES.values() for each in divisions}
    orphans = [each for each in everything if gazetteer.path(each)[0].level != "province"]
    assert orphans == []
    assert {each.level for each in everything} == set(LEVELS)


def test_places_lie_within_china():
    placed = {each for divisions in NAMES.values() for each in divisions if each.longitude}
    assert len(placed) > 3000
    outside = [
        each
        for each in placed
        if not (73 < (each.longitude or 0) < 136 and 3 < (each.latitude or 0) < 54)
    ]
    assert outside == []


IN_TEXT = ["河南省", "河南", "鼓楼区", "浦东", "阿巴嘎", "博爱县", "即墨市"]
NOT_IN_TEXT = ["城区", "鼓楼", "博爱", "大化", "公安", "朝阳", "前进"]


@pytest.mark.parametrize("name", IN_TEXT)
def test_text_is_searched_for(name):
    assert name in NAMES


@pytest.mark.parametrize("name", NOT_IN_TEXT)
def test_text_is_not_searched_for(name):
    """A word of its own, or a district's short name, is a division only where context says so."""
    assert name not in NAMES


def test_what_text_is_searched_for_is_found_and_longer_than_a_character():
    gazetteer = load_gazetteer()
    assert [name for name in NAMES if len(name) < 2] == []
    assert [name for name, meant in NAMES.items() if gazetteer.find(name) != meant] == []


@given(st.sampled_from(sorted(NAMES)))
def test_a_short_name_begins_the_name(name):
    for short in short_names(name):
        assert len(short) > 1
        assert name.startswith(short[:2])


def test_the_gazetteer_is_read_once():
    assert load_gazetteer() is load_gazetteer()


def test_a_gazetteer_of_ones_own():
    province = Division("990000", "云梦省", "province", "")
    county = Division("990101", "雨花石县", "county", "990000")
    gazetteer = Gazetteer([county, province], {"雨花石": "alone"})
    assert gazetteer.path(county) == (province, county)
    assert gazetteer.find("雨花石") == (county,)
    assert dict(gazetteer.names()) == {
        "云梦省": (province,),
        "云梦": (province,),
        "雨花石县": (county,),
    }


def test_reading_it_does_not_import_pandas():
    code = "import sys, ontology.gazetteer as g; g.load_gazetteer(); print('pandas' in sys.modules)"
    answer = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert answer.stdout == "False\n"


def test_a_missing_data_file_is_said_in_one_line(monkeypatch):
    monkeypatch.setattr("ontology.gazetteer.find_spec", lambda name: None)
    load_gazetteer.cache_clear()
    with pytest.raises(OntologyError, match=r"adcodes\.csv is missing; install cpca"):
        load_gazetteer()
