"""The national codes and the crosswalk from the affairs of government."""

import json
from collections import Counter

import pytest

from architecture.reference import codes, urusan
from tests.places import SHARED

PUBLISHED = SHARED / "data" / "referensi-arsitektur.json"


def test_level_two_counts_are_those_of_the_regulation():
    counts = Counter(each.domain for each in codes.codes().values() if each.level == 2)
    assert counts == {"RAB": 46, "RAL": 54, "RAD": 50, "RAA": 4, "RAI": 7, "RAK": 9}


def test_every_code_hangs_under_its_parent_which_comes_before_it():
    seen: set[str] = set()
    for code, each in codes.codes().items():
        assert not each.parent or each.parent in seen
        assert code.startswith(each.parent)
        assert each.level == code.count(".")
        assert each.confidence in {"high", "medium", "low"}
        seen.add(code)


def test_every_published_code_is_there_under_its_own_title():
    if not PUBLISHED.exists():
        pytest.skip("the published list is not beside the project")
    published = json.loads(PUBLISHED.read_text(encoding="utf-8"))["referensi"]
    assert {row["kode"]: row["nama"] for row in published} == {
        code: each.name for code, each in codes.codes().items()
    }


def test_an_invented_code_is_unknown():
    assert codes.find("RAB.47") is None
    assert codes.path("XYZ.01") == ()


def test_of_thirty_two_affairs_twenty_four_have_a_sure_counterpart():
    bound = [
        each
        for each in urusan.affairs().values()
        if each.group is not urusan.Group.SUPPORTING
    ]
    assert len(bound) == 32
    assert sum(each.certain for each in bound) == 24


def test_every_affair_points_to_national_codes():
    for each in urusan.affairs().values():
        assert each.codes
        assert all(codes.find(code) for code in each.codes)
