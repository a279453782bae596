"""What a decision ends is not offered; what stays in its place is named."""

from dataclasses import replace
from datetime import date

import pytest

from architecture.conflicts import Ending, Judged, Standing, Surroundings, find
from architecture.layers import Status
from tests.architecture.conflicts.around import (
    known,
    of_kind,
    other_government,
    proposal,
    similar,
    told,
)

STAYS = known(key=8, code="DAA-0008", name="TUNTAS", owner="BKPSDM")
JOINED = Ending(joins=True, until=date(2027, 1, 12), letter="500/7", instead=STAYS)
STOPPED = replace(JOINED, joins=False)


def ends(duplicate=0.9, ending=JOINED, **values):
    stated = {"name": "CATKIN", "owner": "RSUD", "ending": ending, **values}
    return similar(duplicate, **stated)


def test_what_joins_another_names_the_one_that_stays():
    (found,) = find(proposal(), Surroundings(similar=(ends(),)))

    assert (found.subject.id, found.subject.name) == (8, "TUNTAS")
    assert (found.kind, found.case) == ("duplicate", "likely")
    assert found.reasons[:2] == (
        "BKPSDM sudah menjalankan TUNTAS.",
        "CATKIN (RSUD) digabungkan ke TUNTAS paling lambat 12 Januari 2027,"
        " surat nomor 500/7.",
    )
    assert "TUNTAS" in found.advice
    assert "CATKIN" not in found.advice


def test_what_is_stopped_names_what_is_kept():
    (found,) = find(proposal(), Surroundings(similar=(ends(ending=STOPPED),)))

    assert found.subject.name == "TUNTAS"
    assert "akan dihentikan paling lambat 12 Januari 2027" in found.reasons[1]
    assert "yang dipertahankan TUNTAS" in found.reasons[1]


@pytest.mark.parametrize("stays_at", [0.3, 0.95])
def test_what_stays_and_what_joins_it_are_one_finding_as_sure_as_the_surer(stays_at):
    stays = similar(stays_at, key=8, code="DAA-0008", name="TUNTAS")

    for around in ((stays, ends()), (ends(), stays)):
        (found,) = find(proposal(), Surroundings(similar=around))
        assert found.subject.name == "TUNTAS"
        assert found.score == max(stays_at, 0.9)
        assert sum("CATKIN (RSUD)" in each for each in found.reasons) == 1


@pytest.mark.parametrize(
    "instead",
    [None, replace(STAYS, status=Status.RETIRED), replace(STAYS, merged=True)],
)
def test_what_ends_without_anything_that_stays_is_said_to_end(instead):
    ending = replace(STOPPED, instead=instead)

    (found,) = find(proposal(), Surroundings(similar=(ends(ending=ending),)))

    assert (found.subject.name, found.case) == ("CATKIN", "phasing_out")
    assert "CATKIN, yang akan dihentikan paling lambat" in found.reasons[0]
    assert "TUNTAS" not in str(found)


def test_who_enhances_what_stays_is_told_nothing_about_what_joins_it():
    assert find(proposal("ENHANCE", replaces=8), Surroundings(similar=(ends(),))) == []


def test_what_was_judged_different_from_what_ends_says_nothing_of_what_stays():
    said = Judged(verdict="DIFFERENT", by="Sari", on=date(2026, 11, 1))

    around = Surroundings(similar=(replace(ends(), judged=said),))

    assert {each.subject.name for each in find(proposal(), around)} == {"CATKIN"}


def test_another_governments_application_that_ends_is_not_offered():
    around = Surroundings(similar=(other_government(ending=Ending(joins=False)),))
    assert find(proposal(), around) == []
    around = Surroundings(similar=(other_government(),))
    assert told(find(proposal(), around))


def test_an_overlap_leads_to_what_stays():
    (found,) = find(proposal(), Surroundings(similar=(ends(0.1, overlap=0.8),)))

    assert (found.kind, found.subject.name) == ("overlap", "TUNTAS")
    assert found.reasons[0].endswith("Sebagian pekerjaannya tampak sama.")
    assert found.reasons[1].startswith("CATKIN (RSUD) digabungkan")


def test_a_taken_name_is_told_with_what_becomes_of_its_bearer():
    bearer = known(name="Presensi Nakes", owner="RSUD", ending=JOINED)

    found = of_kind(find(proposal(), Surroundings(names=(bearer,))), "name_taken")

    assert found.subject.id == 7
    assert "digabungkan ke TUNTAS" in found.reasons[1]


def test_standing_on_what_ends_before_going_live_names_what_to_stand_on():
    on = known(name="CATKIN", ending=JOINED, retires_on=JOINED.until)
    assert on.standing is Standing.OWN
    wish = proposal(planned_live="2027-06-01")

    found = of_kind(find(wish, Surroundings(dependencies=(on,))), "retires_first")

    assert "digabungkan ke TUNTAS" in found.reasons[1]
