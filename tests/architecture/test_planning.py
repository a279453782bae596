"""The peta rencana: nobody writes into what a regulation set."""

import pytest

from architecture import planning
from architecture.errors import CodeTaken, Invalid
from architecture.model import PlanLineState, PlanState
from architecture.planning import LineDetails
from tests import make


def plan_of(session, government, **fields):
    stated = {"from_year": 2025, "to_year": 2029, "regulation": "Perwali 1/2025"}
    return planning.create_plan(session, government, "Peta", **(stated | fields))


def test_a_plan_is_set_by_a_regulation_only(session):
    government = make.government(session)

    assert plan_of(session, government).state is PlanState.SET
    assert plan_of(session, government, regulation=" ").state is PlanState.DRAFT


@pytest.mark.parametrize(("first", "last"), [(2029, 2025), (2025, 2045)])
def test_years_that_make_no_plan_are_refused(session, first, last):
    with pytest.raises(Invalid):
        plan_of(session, make.government(session), from_year=first, to_year=last)


def test_the_plan_in_force_is_the_latest_that_was_set(session):
    government = make.government(session)
    plan_of(session, government, from_year=2020, to_year=2024)
    current = plan_of(session, government)
    plan_of(session, government, from_year=2030, to_year=2034, regulation="")

    assert planning.current(session, government.id).id == current.id


def test_what_is_approved_in_between_is_proposed_for_the_next_review(session):
    office = make.office(session)
    application = make.application(session, "BEKAL", of=office)
    plan = plan_of(session, office.government)

    line = planning.propose(
        session,
        office.government_id,
        name="Bangun BEKAL",
        organisation=office,
        element=application,
        source="Dari USUL-2026-0001.",
        year=2027,
    )

    assert line.state is PlanLineState.PROPOSED
    assert (line.code, line.muatan, line.plan_id) == (
        "USULAN-001",
        planning.APPLICATIONS,
        plan.id,
    )
    assert line.targets == {"2027": "Aplikasi aktif"}


def test_without_a_plan_nothing_is_proposed(session):
    office = make.office(session)

    assert (
        planning.propose(
            session,
            office.government_id,
            name="A",
            organisation=office,
            element=None,
            source="",
            year=2027,
        )
        is None
    )


def test_lines_stand_in_the_order_of_the_seven_muatan(session):
    government = make.government(session)
    plan = plan_of(session, government)
    for code, muatan in (("A", "AUDIT"), ("B", "GOVERNANCE"), ("C", "APPLICATION")):
        planning.add_line(
            session,
            plan,
            LineDetails(code=code, muatan=muatan, name=code),
            organisation=None,
            state=PlanLineState.APPROVED,
        )

    assert [line.code for line in planning.lines(session, plan)] == ["B", "C", "A"]


def test_a_line_needs_a_known_muatan_and_a_free_code(session):
    plan = plan_of(session, make.government(session))
    details = LineDetails(code="A", muatan="APPLICATION", name="A")
    planning.add_line(
        session, plan, details, organisation=None, state=PlanLineState.APPROVED
    )

    with pytest.raises(CodeTaken):
        planning.add_line(
            session, plan, details, organisation=None, state=PlanLineState.APPROVED
        )
    with pytest.raises(Invalid, match="Muatan"):
        planning.add_line(
            session,
            plan,
            LineDetails(code="B", muatan="LAIN", name="B"),
            organisation=None,
            state=PlanLineState.APPROVED,
        )
