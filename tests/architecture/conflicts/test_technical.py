from dataclasses import replace
from datetime import date

import pytest

from architecture.conflicts import (
    Adjustment,
    Ground,
    Surroundings,
    Technology,
    adjusted,
    find,
)
from architecture.conflicts.technical import closed_source
from architecture.layers import Status
from tests.architecture.conflicts.around import proposal, told


@pytest.mark.parametrize(
    ("kind", "details", "expected"),
    [
        ("BUILD", {"licence": "PROPRIETARY"}, [("closed_source", "warning")]),
        ("BUY", {"licence": "PROPRIETARY"}, [("closed_source", "warning")]),
        ("BUILD", {"licence": "OPEN_SOURCE"}, []),
        ("BUILD", {"licence": "UNKNOWN"}, []),
        ("BUILD", {}, []),
        ("WEBSITE", {"licence": "PROPRIETARY"}, []),
        ("BUILD", {"licence": "PROPRIETARY", "type": "WEBSITE"}, []),
        ("EXISTING", {"licence": "PROPRIETARY"}, []),
    ],
)
def test_closed_source_needs_a_consideration(kind, details, expected):
    assert told(find(proposal(kind, **details), Surroundings())) == expected


@pytest.mark.parametrize(
    ("papers", "found"), [(("CONSIDERATION",), 0), (("LICENCE",), 1), (None, 1)]
)
def test_who_brings_the_consideration_hears_no_more_of_it(papers, found):
    wish = replace(proposal("BUILD", licence="PROPRIETARY"), documents=papers)

    assert len(list(closed_source(wish, Surroundings()))) == found


@pytest.mark.parametrize(
    ("kind", "details", "expected"),
    [
        ("BUILD", {"platforms": ["WEB"]}, [("channels", "warning")]),
        ("BUILD", {"platforms": ["DESKTOP"]}, [("channels", "warning")]),
        ("BUILD", {"platforms": ["WEB", "MOBILE"]}, []),
        ("BUILD", {"platforms": []}, []),
        ("BUILD", {"platforms": None}, []),
        ("BUY", {"platforms": ["WEB"]}, [("channels", "info")]),
        ("EXISTING", {"platforms": ["WEB"]}, [("channels", "info")]),
        ("WEBSITE", {"platforms": ["WEB"]}, []),
        ("BUILD", {"platforms": ["DESKTOP"], "type": "SHEET"}, []),
    ],
)
def test_an_application_opens_on_the_web_and_on_mobile(kind, details, expected):
    assert told(find(proposal(kind, **details), Surroundings())) == expected


def test_the_missing_channel_is_named():
    found = find(proposal(platforms=["WEB"]), Surroundings())[0]
    assert found.reasons == ("Belum disebut: Mobile.",)


@pytest.mark.parametrize(
    ("hosting", "kind", "expected"),
    [
        ("VPS di Niagahoster", "BUILD", [("infrastructure", "warning")]),
        ("VPS di Niagahoster", "EXISTING", [("infrastructure", "info")]),
        ("Pusat data Kominfo", "BUILD", []),
        ("", "BUILD", []),
    ],
)
def test_a_place_that_is_not_the_governments_is_found(hosting, kind, expected):
    assert told(find(proposal(kind, hosting=hosting), Surroundings())) == expected


@pytest.mark.parametrize(
    ("stack", "live", "expected"),
    [
        ("PHP 5.6", "2027-01-01", [("technology", "warning")]),
        ("PHP 8.3", "2027-01-01", []),
        ("Java 8, Spring", "2027-01-01", []),
        ("Java 8, Spring", "2031-01-01", [("technology", "warning")]),
        ("Java 8, Spring", "", []),
        ("", "2027-01-01", []),
    ],
)
def test_technology_refused_or_past_its_end_is_found(stack, live, expected):
    around = Surroundings(
        technologies=(
            Technology(name="PHP 5.6", allowed=False),
            Technology(name="Java 8", ends_on=date(2030, 12, 31)),
        )
    )
    asked = proposal(languages=stack, planned_live=live)
    assert told(find(asked, around)) == expected


def test_a_longer_version_is_not_taken_for_a_shorter_one():
    around = Surroundings(technologies=(Technology(name="PHP 8", allowed=False),))
    assert find(proposal(languages="PHP 8.3"), around) == []
    assert told(find(proposal(languages="PHP 8"), around)) == [
        ("technology", "warning")
    ]


@pytest.mark.parametrize(
    ("facts", "case", "expected"),
    [
        ({"used_percent": 94}, "full", "warning"),
        ({"used_percent": 89}, "", ""),
        ({"status": Status.RETIRED}, "retired", "warning"),
        ({"retires_on": date(2027, 6, 30)}, "retired", "warning"),
        ({"retires_on": date(2029, 6, 30)}, "", ""),
        ({"ownership": "Sewa"}, "rented", "info"),
        ({"ownership": "Milik sendiri"}, "", ""),
    ],
)
def test_the_place_it_runs_on_must_have_room_stay_and_be_ours(facts, case, expected):
    ground = Ground(key=5, code="DAI-0005", name="Klaster B", owner="Kominfo", **facts)
    asked = proposal(planned_live="2027-07-01")
    found = find(asked, Surroundings(grounds=(ground,)))
    wanted = [("infrastructure", expected)] if expected else []
    assert told(found) == wanted
    assert [each.case for each in found] == ([case] if case else [])


def test_a_government_may_call_a_place_full_earlier_or_later():
    ground = Ground(key=5, code="DAI-0005", name="Klaster B", used_percent=80)
    early = adjusted([Adjustment(kind="infrastructure", case="full", least=0.75)])
    assert find(proposal(), Surroundings(grounds=(ground,))) == []
    found = find(proposal(), Surroundings(grounds=(ground,), kinds=early))
    assert told(found) == [("infrastructure", "warning")]


STANDARD = (
    Technology(name="PHP 8.3", own=True),
    Technology(name="Laravel", own=True),
    Technology(name="PostgreSQL 16"),
)


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ("PHP 8.3, Laravel 12", []),
        ("PHP dan Laravel", []),
        ("Rust", ["Rust"]),
        ("PHP 8.3 dengan ColdFusion", ["ColdFusion"]),
        ("Belum ditentukan", []),
        ("menyesuaikan penyedia", []),
    ],
)
def test_what_no_list_of_the_government_names_is_pointed_out(stack, expected):
    asked = proposal(languages=stack)
    found = find(asked, Surroundings(technologies=STANDARD))
    assert [each.subject.name for each in found] == expected
    assert {each.severity.value for each in found} <= {"info"}


def test_without_a_standard_of_its_own_nothing_is_outside_of_it():
    shipped = (Technology(name="PHP 8.3"),)
    assert find(proposal(languages="Rust"), Surroundings(technologies=shipped)) == []


def test_without_a_day_to_go_live_the_end_is_measured_today():
    old = (Technology(name="PHP 7.4", ends_on=date(2022, 11, 28)),)
    around = Surroundings(technologies=old, today=date(2026, 7, 1))
    found = find(proposal(languages="PHP 7.4"), around)
    assert [each.case for each in found] == ["old"]
