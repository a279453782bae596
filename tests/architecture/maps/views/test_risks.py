from datetime import date

import pytest

from architecture.conflicts import Technology
from architecture.layers import PersonalData, Status
from architecture.maps.views.risks import Facts, remembered

DAY = date(2026, 11, 22)
OLD = Technology(name="PHP 7.4", ends_on=date(2022, 11, 28))
REFUSED = Technology(name="Flash", allowed=False)
NEW = Technology(name="PHP 8.4", ends_on=date(2028, 12, 31))


def risks(**facts) -> list[str]:
    told = remembered([OLD, REFUSED, NEW], DAY)
    return told(Facts(**{"status": Status.LIVE, **facts}))


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (
            {"personal_data": PersonalData.YES, "basis": True, "guarded": False},
            "Mengolah data pribadi tanpa pengamanan yang tercatat",
        ),
        (
            {"personal_data": PersonalData.YES, "guarded": True},
            "Mengolah data pribadi tanpa dasar pemrosesan yang tercatat",
        ),
        ({"contract_ends_on": date(2026, 5, 1)}, "Kontrak berakhir 1 Mei 2026"),
        ({"stack": "php 7.4 ; MySQL"}, "Dukungan PHP 7.4 berakhir 28 November 2022"),
        ({"stack": "Adobe Flash"}, "Flash tidak termasuk standar teknologi"),
        (
            {"status": Status.PHASING_OUT, "retires_on": date(2027, 1, 1)},
            "Akan dihentikan 1 Januari 2027 tanpa pengganti yang tercatat",
        ),
        ({"confirmed": False}, "Setahun ini belum dipastikan pemiliknya"),
    ],
)
def test_each_risk_says_its_reason(facts, reason):
    assert risks(**facts) == [reason]


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"personal_data": PersonalData.UNKNOWN},
        {"personal_data": PersonalData.YES, "basis": True, "guarded": True},
        {"personal_data": PersonalData.YES, "basis": True, "guarded": None},
        {"contract_ends_on": DAY},
        {"stack": "PHP 8.4; PHP 7.4.9 tidak dipakai"},
        {"status": Status.PHASING_OUT, "successor": True},
        {"status": Status.PLANNED, "confirmed": False, "stack": "PHP 7.4"},
        {"status": Status.RETIRED, "contract_ends_on": date(2020, 1, 1)},
    ],
)
def test_what_is_unknown_guarded_or_not_running_is_no_risk(facts):
    assert risks(**facts) == []
