"""What a decision ends is proposed for the draft of the peta rencana, once."""

from datetime import date

import pytest

from architecture import consolidating, planning
from architecture.errors import WrongState
from architecture.model import Fate, PlanLine, PlanLineState
from tests.architecture.consolidating.decided import (
    UNTIL,
    commit,
    decided,
    opened,
    planned,
    twins,
)


@pytest.fixture
def two(kota):
    return twins(kota)


def drafted(kota):
    details = planning.PlanDetails(title="Peta Rencana", from_year=2026, to_year=2030)
    plan = planning.create_plan(kota.session, kota.government, details)
    commit(kota)
    return plan


def lines(kota):
    return kota.session.query(PlanLine).order_by(PlanLine.id).all()


@pytest.mark.parametrize(
    ("fate", "said"), [(Fate.JOIN, "Penggabungan"), (Fate.STOP, "Penghentian")]
)
def test_a_decision_proposes_what_ends_in_the_open_draft(kota, two, fate, said):
    plan = drafted(kota)

    case = decided(kota, planned(kota, opened(kota, two), *two, fate))

    (line,) = lines(kota)
    assert line.name.startswith(f"{said} {two[1].name}")
    assert (line.plan_id, line.state) == (plan.id, PlanLineState.PROPOSED)
    assert (line.ends_on, line.element_id) == (UNTIL, two[1].id)
    assert line.organisation_id == two[1].organisation_id
    assert case.letter_number in line.note
    assert planning.waiting(kota.session, plan) == [line]


def test_without_a_draft_it_waits_until_one_is_open_and_is_proposed_once(kota, two):
    case = decided(kota, planned(kota, opened(kota, two), *two))
    assert [each.application for each in consolidating.unplanned(case)] == [two[1]]
    with pytest.raises(WrongState, match="Belum ada rancangan"):
        consolidating.propose_lines(kota.session, case)
    assert lines(kota) == []
    drafted(kota)

    assert consolidating.propose_lines(kota.session, case) == 1
    assert consolidating.propose_lines(kota.session, case) == 0
    assert len(lines(kota)) == 1


def test_a_proposal_is_taken_back_and_made_again_in_the_draft_of_that_day(kota, two):
    first = drafted(kota)
    case = decided(kota, planned(kota, opened(kota, two), *two))
    assert consolidating.take_lines_back(kota.session, case) == 1
    (line,) = lines(kota)
    assert line.state is PlanLineState.POSTPONED
    assert planning.waiting(kota.session, first) == []
    planning.set_plan(kota.session, first, "Perwali 1/2026", date(2026, 11, 1))
    second = planning.begin_review(kota.session, first)
    for copy in planning.lines(kota.session, second):
        kota.session.delete(copy)
    commit(kota)

    assert consolidating.propose_lines(kota.session, case) == 1
    assert planning.waiting(kota.session, second) == [line]
    assert line.plan_id == second.id


def test_what_the_planner_took_in_is_not_taken_back(kota, two):
    plan = drafted(kota)
    case = decided(kota, planned(kota, opened(kota, two), *two))
    (line,) = lines(kota)
    planning.take_in(kota.session, plan, [line.id])
    commit(kota)

    assert consolidating.take_lines_back(kota.session, case) == 0
    assert line.state is PlanLineState.DRAFTED


def test_nothing_is_proposed_before_a_decision(kota, two):
    drafted(kota)
    case = planned(kota, opened(kota, two), *two)

    with pytest.raises(WrongState, match="belum diputuskan"):
        consolidating.propose_lines(kota.session, case)
