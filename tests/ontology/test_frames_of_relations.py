"""Frames say which words introduce which role, and what can fill it."""

from __future__ import annotations

import pytest

from ontology import load_ontology

RELATIONS = load_ontology().relations
ROLES = {"subject", "object", "place", "recipient", "organization", "instrument"}

MARKED = [
    # relation, role, a marker, before the verb, after the verb
    ("donated", "recipient", "向", True, False),  # 商会向医院捐赠口罩
    ("donated", "recipient", "给", True, True),  # 把口罩捐赠给医院
    ("donated", "object", "把", True, False),
    ("deployed", "place", "到", True, True),  # 到社区值守、派到社区
    ("deployed", "object", "将", True, False),
    ("screened", "object", "对", True, False),  # 对车辆逐一查验
    ("vaccinated", "object", "为", True, False),  # 为老人接种
    ("responsibleFor", "subject", "由", True, False),  # 由村干部分包
    ("equippedWith", "subject", "为", True, False),  # 为卡点配备帐篷
    ("locatedIn", "object", "于", True, True),  # 位于村口
    ("stated", "subject", "据", True, False),  # 据站长介绍
    ("stated", "recipient", "对", True, False),
    ("purchased", "recipient", "为", True, False),
    ("holdsPost", "organization", "在", True, False),
    ("inspected", "instrument", "通过", True, False),
]


@pytest.mark.parametrize(("relation", "role", "marker", "before", "after"), MARKED)
def test_a_marker_introduces_a_role(relation, role, marker, before, after):
    found = RELATIONS[relation].frame.role(role)
    assert marker in found.markers
    assert (marker in found.before) is before
    assert (marker in found.after) is after


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=list(RELATIONS))
def test_a_frame_is_whole(relation):
    """The subject and object have the types that the relation joins, and each role has some."""
    frame = relation.frame
    assert frame.role("subject").types == relation.domain
    assert frame.role("object").types == relation.range
    for role in frame.roles:
        assert role.types
        assert set(role.preferred) == role.types
        assert len(role.preferred) == len(role.types)
        assert role.bare or role.markers
        assert list(role.markers) == sorted(role.markers, key=lambda word: (-len(word), word))
    assert {role.name for role in frame.roles} <= ROLES


@pytest.mark.parametrize("relation", RELATIONS.values(), ids=list(RELATIONS))
def test_the_ends_are_required_and_stand_bare(relation):
    """业主委员会恢复营业: what resumes may be left unsaid, nothing else may."""
    ends = [relation.frame.role(name) for name in ("subject", "object")]
    assert all(role.bare for role in ends)
    assert [role.required for role in ends] == [True, relation.name != "resumed"]


def test_passive_markers_introduce_the_subject_of_actions():
    """In 帐篷被大风吹走 what stands before 被 is the object."""
    assert set(RELATIONS["isolated"].frame.role("subject").passive) == {"被", "受", "遭"}
    assert "被" in RELATIONS["isolated"].frame.role("subject").markers
    assert RELATIONS["has"].frame.role("subject").passive == ()


def test_relations_share_their_prototypes():
    names = {relation.frame.name for relation in RELATIONS.values()}
    assert "TransferFrame" in names
    assert len(names) < len(RELATIONS) / 3
    assert RELATIONS["donated"].frame.name == RELATIONS["delivered"].frame.name


def test_a_prototype_passes_on_what_it_does_not_change():
    transfer, action = RELATIONS["donated"].frame, RELATIONS["closed"].frame
    assert transfer.role("place") == action.role("place")


def test_preferred_types_come_first():
    assert RELATIONS["established"].frame.role("object").preferred[:2] == ("Organization", "Place")
    assert RELATIONS["resolved"].frame.role("object").preferred[0] == "Problem"
    assert RELATIONS["donated"].frame.role("place").preferred[0] == "Place"


def test_a_role_that_a_frame_lacks_is_said_by_name():
    frame = RELATIONS["has"].frame
    assert "recipient" not in frame
    assert "object" in frame
    with pytest.raises(KeyError, match="StateFrame has no role 'recipient'"):
        frame.role("recipient")
