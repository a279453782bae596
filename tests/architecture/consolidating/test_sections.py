"""The report under the functions of government, on plain values."""

from dataclasses import replace
from decimal import Decimal
from itertools import count

import pytest

from architecture.consolidating import (
    Group,
    Report,
    function_of,
    narrowed,
    sections,
)
from architecture.duplicates import Concept
from architecture.model import Application

IDS = count(1)


def group(*codes, office=1, cost=None):
    some = tuple(
        Application(id=next(IDS), reference_codes=list(each), organisation_id=office)
        for each in codes
    )
    costs = {some[0].id: Decimal(cost)} if cost else {}
    return Group(some, 90, costs, frozenset(), None)


@pytest.mark.parametrize(
    ("codes", "function"),
    [
        ((["RAB.09.06"], ["RAB.09.06"]), "RAB.09.06"),
        ((["RAL.02", "RAB.09", "RAB.09.06"],) * 2, "RAB.09.06"),
        ((["RAL.02.04", "RAA.1.2.3"],) * 2, "RAL.02.04"),
        ((["RAB.01", "RAL.02"], ["RAL.02"], ["RAB.01", "RAL.02"]), "RAL.02"),
        ((["RAB.01"], ["RAB.02"]), ""),
        (([], []), ""),
        ((["X.1"], ["X.1"]), "X.1"),
        ((["RAB.02", "RAB.01"], ["RAB.01", "RAB.02"]), "RAB.01"),
    ],
)
def test_the_function_is_what_most_share_the_process_first(codes, function):
    assert function_of(group(*codes)) == function


def test_without_a_code_the_work_that_the_thesaurus_sees_is_the_title():
    travel = Concept("perjalanan.dinas", "perjalanan dinas", ())
    apart = replace(group(["RAB.01"], ["RAB.02"], cost=5), work=travel)
    coded = replace(group(["RAB.01"], ["RAB.01"]), work=travel)

    found = sections(Report([apart, coded]), {"RAB.01": "Pegawai"})

    assert [(each.title, each.reference) for each in found] == [
        ("Perjalanan dinas", ""),
        ("Pegawai", "RAB.01"),
    ]


def test_the_dearest_function_comes_first_and_the_unknown_one_last():
    cheap = group(["RAB.01"], ["RAB.01"], cost=10)
    dear = group(["RAB.02"], ["RAB.02"], cost=20)
    more = group(["RAB.01"], ["RAB.01"], cost=15)
    none = group([], [], cost=1000)

    found = sections(Report([none, dear, cheap, more]), {"RAB.01": "Pegawai"})

    assert [(each.code, each.title) for each in found] == [
        ("RAB.01", "Pegawai"),
        ("RAB.02", "RAB.02"),
        ("", ""),
    ]
    assert found[0].groups == [cheap, more]
    assert (found[0].total, found[0].unknown) == (25, 2)


def test_a_report_is_narrowed_by_office_and_by_function():
    mine = group(["RAB.01"], ["RAB.01"], office=7)
    other = group(["RAB.01"], ["RAB.01"], office=8)
    apart = group(["RAB.02"], ["RAB.02"], office=7)
    report = Report([mine, other, apart])

    assert narrowed(report, offices={7}).groups == [mine, apart]
    assert narrowed(report, offices={7}, function="RAB.01").groups == [mine]
    assert narrowed(report, function="RAB.9").groups == []
    assert narrowed(report).groups == report.groups


def test_an_application_in_two_groups_is_counted_once():
    one = group(["RAB.01"], ["RAB.01"], cost=10)
    again = replace(one, applications=(*one.applications, *group([]).applications))
    third = again.applications[-1].id
    report = Report([one, again, replace(again, concealed=frozenset({third}))])

    assert (report.applications, report.total) == (3, 10)
    assert (report.unknown, report.hidden) == (2, 1)
