from datetime import date

import pytest

from architecture.conflicts import Surroundings, Technology, find
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
