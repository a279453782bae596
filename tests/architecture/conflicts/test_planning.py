from datetime import date

import pytest

from architecture.conflicts import Standing, Surroundings, find
from architecture.layers import Status
from tests.architecture.conflicts.around import DINKES, known, proposal, similar, told

LINE = {"standing": Standing.PLAN, "code": "PR-7", "name": "Presensi nakes daerah"}
QUEUED = {"standing": Standing.QUEUE, "code": "2026-0012"}


@pytest.mark.parametrize(
    ("values", "probability", "expected"),
    [
        (QUEUED, 0.9, [("planned_already", "serious")]),
        (QUEUED, 0.4, [("planned_already", "warning")]),
        (QUEUED, 0.1, []),
        ({**QUEUED, "draft": True}, 0.9, []),
        (
            {**QUEUED, "draft": True, "owner_id": DINKES.id},
            0.9,
            [("planned_already", "warning")],
        ),
        ({"status": Status.PLANNED}, 0.9, [("planned_already", "serious")]),
        ({"status": Status.IN_BUILD}, 0.9, [("planned_already", "serious")]),
        (LINE, 0.9, [("planned_already", "serious")]),
        ({**LINE, "owner_id": DINKES.id}, 0.9, [("planned_already", "info")]),
        ({**LINE, "code": "PR-1"}, 0.9, []),
    ],
)
def test_what_is_planned_proposed_or_being_built_is_found(
    values, probability, expected
):
    around = Surroundings(similar=(similar(probability, **values),))
    assert told(find(proposal(), around)) == expected


def test_the_office_and_the_number_of_the_other_registration_are_named():
    around = Surroundings(similar=(similar(**QUEUED),))
    lead = find(proposal(), around)[0].reasons[0]
    assert lead == "BKPSDM sedang mengusulkan SIABON (usulan 2026-0012)."


@pytest.mark.parametrize("status", [Status.PLANNED, Status.IN_BUILD])
def test_what_the_own_office_plans_already_does_not_send_it_to_itself(status):
    mine = {"status": status, "owner_id": DINKES.id, "owner": DINKES.name}
    (found,) = find(proposal(), Surroundings(similar=(similar(0.9, **mine),)))
    assert (found.case, found.severity) == ("own", "serious")
    assert "Hubungi" not in found.advice
    assert "ajukan sebagai pengembangan" in found.advice


def test_a_registration_is_not_found_beside_itself():
    around = Surroundings(similar=(similar(key=5, **QUEUED),))
    assert find(proposal(id=5), around) == []


@pytest.mark.parametrize("kind", ["EXISTING"])
def test_what_runs_already_is_not_asked_for_plans(kind):
    around = Surroundings(similar=(similar(**QUEUED),), plan_lines=(known(**LINE),))
    assert find(proposal(kind, plan_line=""), around) == []


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, [("planned_already", "warning")]),
        ({"owner_id": DINKES.id}, [("planned_already", "info")]),
        ({"code": "PR-1"}, []),
        ({"name": "Penyediaan obat"}, []),
    ],
)
def test_a_line_of_the_plan_is_found_by_its_name(values, expected):
    around = Surroundings(plan_lines=(known(**{**LINE, **values}),))
    assert told(find(proposal(), around)) == expected


@pytest.mark.parametrize(
    ("stated", "has_plan", "kind", "expected"),
    [
        ({"plan_line": "PR-1"}, True, "BUILD", []),
        ({"plan_line": ""}, True, "BUILD", [("not_planned", "warning")]),
        ({"plan_line": ""}, True, "BUY", [("not_planned", "warning")]),
        ({"plan_line": ""}, True, "WEBSITE", []),
        ({"plan_line": ""}, True, "EXISTING", []),
        ({"plan_line": ""}, False, "BUILD", [("not_planned", "info")]),
        (
            {"plan_line": "", "no_plan_reason": "Perintah undang-undang baru"},
            True,
            "BUILD",
            [("not_planned", "info")],
        ),
        (
            {"plan_line": "", "no_plan_reason": "   "},
            True,
            "BUILD",
            [("not_planned", "warning")],
        ),
    ],
)
def test_what_is_in_no_plan_is_said_and_a_reason_softens_it(
    stated, has_plan, kind, expected
):
    around = Surroundings(has_plan=has_plan)
    assert told(find(proposal(kind, **stated), around)) == expected


@pytest.mark.parametrize(
    ("live", "ends", "expected"),
    [
        ("2027-07-01", date(2027, 6, 30), [("retires_first", "warning")]),
        ("2027-07-01", date(2027, 7, 2), []),
        ("", date(2027, 6, 30), []),
        ("2027-07-01", None, []),
    ],
)
def test_standing_on_what_stops_before_is_found(live, ends, expected):
    around = Surroundings(dependencies=(known(retires_on=ends),))
    assert told(find(proposal(planned_live=live), around)) == expected


def test_standing_on_what_has_stopped_is_found_without_any_date():
    around = Surroundings(dependencies=(known(status=Status.RETIRED),))
    found = find(proposal(), around)
    assert told(found) == [("retires_first", "warning")]
    assert found[0].reasons == ("SIABON sudah tidak aktif.",)


def test_what_the_renstra_holds_waits_for_the_next_review_only():
    asked = proposal(plan_line="", programme="2.16.03 Aplikasi Informatika")
    found = find(asked, Surroundings())[0]
    assert (found.kind, found.case, found.severity.value) == (
        "not_planned",
        "renstra",
        "info",
    )
    assert "2.16.03 Aplikasi Informatika" in found.reasons[1]
