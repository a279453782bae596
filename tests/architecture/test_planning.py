"""The peta rencana: nobody writes into what a regulation set."""

from datetime import date

import pytest

from architecture import history, planning
from architecture.errors import Changed, CodeTaken, Invalid, WrongState
from architecture.model import PlanLineState, PlanState
from architecture.planning import LineDetails, Milestone, PlanDetails
from tests import make


def plan_of(session, government, **fields):
    state = fields.pop("state", PlanState.SET)
    stated = {
        "title": "Peta",
        "from_year": 2025,
        "to_year": 2029,
        "regulation": "Perwali 1/2025",
        "set_on": date(2025, 1, 2),
    }
    details = PlanDetails(**(stated | fields))
    return planning.create_plan(session, government, details, state=state)


def write(session, plan, code="A", **fields):
    stated = {"muatan": "APPLICATION", "name": f"Inisiatif {code}"}
    return planning.add_line(
        session,
        plan,
        LineDetails(code=code, **(stated | fields)),
        organisation=None,
        state=PlanLineState.DRAFTED,
    )


def proposed(session, office, name="Bangun BEKAL"):
    return planning.propose(
        session,
        office.government_id,
        name=name,
        organisation=office,
        element=None,
        source="",
        year=2027,
    )


@pytest.mark.parametrize(
    ("basis", "field"),
    [
        ({"regulation": " "}, "regulation"),
        ({"set_on": None}, "set_on"),
        ({"set_on": date(2999, 1, 1)}, "set_on"),
    ],
)
def test_a_plan_is_set_by_a_regulation_with_number_and_day(session, basis, field):
    government = make.government(session)

    with pytest.raises(Invalid) as refused:
        plan_of(session, government, **basis)
    assert set(refused.value.problems) == {field}
    draft = plan_of(session, government, state=PlanState.DRAFT, **basis)
    stated = {"regulation": "Perwali 1", "set_on": date(2025, 1, 2)} | basis
    with pytest.raises(Invalid) as refused:
        planning.set_plan(session, draft, **stated)
    assert set(refused.value.problems) == {field}
    assert draft.state is PlanState.DRAFT


def test_a_government_works_on_one_draft_at_a_time(session):
    government = make.government(session)
    plan_of(session, government, state=PlanState.DRAFT)

    with pytest.raises(WrongState, match="Masih ada rancangan"):
        plan_of(session, government, state=PlanState.DRAFT)
    plan_of(session, make.government(session), state=PlanState.DRAFT)


def test_nobody_writes_into_a_plan_that_was_set(session):
    plan = plan_of(session, make.government(session), state=PlanState.DRAFT)
    line = write(session, plan)
    planning.set_plan(session, plan, "Perwali 1/2025", date(2025, 1, 2))

    assert line.state is PlanLineState.APPROVED
    with pytest.raises(WrongState, match="tidak ditulisi"):
        write(session, plan, "B")
    with pytest.raises(WrongState, match="tidak ditulisi"):
        planning.revise_line(
            session,
            line,
            LineDetails(code="A", muatan="APPLICATION", name="Lain"),
            organisation=None,
            state=PlanLineState.DRAFTED,
        )
    details = PlanDetails(title="Lain", from_year=2025, to_year=2029)
    with pytest.raises(WrongState):
        planning.revise_plan(session, plan, details)
    with pytest.raises(WrongState):
        planning.take_in(session, plan, [line.id])
    with pytest.raises(WrongState):
        planning.set_plan(session, plan, "Perwali 2/2025", date(2025, 1, 2))
    assert (line.name, plan.title) == ("Inisiatif A", "Peta")


def test_a_line_of_a_draft_is_revised_and_two_who_write_are_told(session):
    plan = plan_of(session, make.government(session), state=PlanState.DRAFT)
    line, other = write(session, plan), write(session, plan, "B")
    before = planning.seen(line)

    def revise(code="A", name="Baru"):
        planning.revise_line(
            session,
            line,
            LineDetails(
                code=code, muatan="AUDIT", name=name, budgets={"2026": "1500000"}
            ),
            organisation=None,
            state=PlanLineState.RUNNING,
            seen_before=before,
        )

    with pytest.raises(CodeTaken):
        revise(other.code)
    revise()
    assert (line.name, line.muatan, line.number) == ("Baru", "AUDIT", 1)
    assert line.budgets == {"2026": "1500000"}
    with pytest.raises(Changed):
        revise(name="Lebih baru")


def test_proposals_wait_for_the_review_that_takes_them_in(session):
    office = make.office(session)
    plan = plan_of(session, office.government, state=PlanState.DRAFT)
    write(session, plan)
    planning.set_plan(session, plan, "Perwali 1/2025", date(2025, 1, 2))
    first, second = proposed(session, office), proposed(session, office, "Bangun B")

    review = planning.begin_review(session, plan)
    assert [x.code for x in planning.lines(session, review)] == ["A"]
    assert planning.current(session, office.government_id) is plan
    assert list(planning.waiting(session, review)) == [first, second]
    with pytest.raises(Invalid):
        planning.take_in(session, review, [])
    with pytest.raises(Changed):
        planning.take_in(session, review, [first.id, 999_999])
    assert first.plan_id == plan.id
    assert planning.take_in(session, review, [first.id, first.id]) == 1
    session.expire_all()
    assert (first.plan_id, first.state) == (review.id, PlanLineState.DRAFTED)
    third = proposed(session, office, "Bangun C")
    assert third.code == "USULAN-003"
    planned = planning.lines_of_government(session, office.government_id)
    assert {x.code for x in planned} == {"A", first.code, second.code, third.code}

    planning.set_plan(session, review, "Perwali 2/2026", date(2026, 1, 2))
    session.expire_all()
    assert (plan.state, review.state) == (PlanState.REPLACED, PlanState.SET)
    assert planning.current(session, office.government_id) is review
    states = {x.code: x.state.name for x in planning.lines(session, review)}
    assert states == {
        "A": "APPROVED",
        first.code: "APPROVED",
        second.code: "PROPOSED",
        third.code: "PROPOSED",
    }


def test_only_a_plan_that_was_set_is_reviewed_and_once_at_a_time(session):
    plan = plan_of(session, make.government(session))
    review = planning.begin_review(session, plan)

    for each in (plan, review):
        with pytest.raises(WrongState):
            planning.begin_review(session, each)


@pytest.mark.parametrize("title", ["", " ", "x" * 201])
def test_a_plan_has_a_title_that_can_be_read(session, title):
    with pytest.raises(Invalid) as refused:
        plan_of(session, make.government(session), title=title)
    assert set(refused.value.problems) == {"title"}


@pytest.mark.parametrize(
    ("first", "last"), [(2029, 2025), (2025, 2045), (25, 29), (2**40, 2**40)]
)
def test_years_that_make_no_plan_are_refused(session, first, last):
    with pytest.raises(Invalid):
        plan_of(session, make.government(session), from_year=first, to_year=last)


def test_the_plan_in_force_is_the_latest_that_was_set(session):
    government = make.government(session)
    plan_of(session, government, from_year=2020, to_year=2024)
    current = plan_of(session, government)
    plan_of(session, government, from_year=2030, to_year=2034, state=PlanState.DRAFT)

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


def stated(line, **fields):
    return planning.LineDetails(
        **{
            name: fields.get(name, getattr(planning.details_of(line), name))
            for name in LineDetails.__dataclass_fields__
        }
    )


def revise(session, line, **fields):
    planning.revise_line(
        session,
        line,
        stated(line, **fields),
        organisation=None,
        state=PlanLineState.DRAFTED,
    )


def draft_of(session, *codes):
    plan = plan_of(session, make.government(session), state=PlanState.DRAFT)
    return plan, [write(session, plan, code) for code in codes]


def test_an_initiative_waits_for_others_but_never_in_a_circle(session):
    _, (a, b, c) = draft_of(session, "A", "B", "C")
    revise(session, b, needs=("A",))
    revise(session, c, needs=("B", "A"))

    assert [each.code for each in c.needs] == ["A", "B"]
    for line, needs in ((a, ("C",)), (a, ("A",)), (b, ("B", "A"))):
        with pytest.raises(Invalid, match="Saling menunggu") as refused:
            revise(session, line, needs=needs)
        assert set(refused.value.problems) == {"needs"}
    with pytest.raises(Invalid, match="Tidak ada pada rencana ini: LAIN"):
        revise(session, a, needs=("LAIN",))


def test_milestones_and_what_is_waited_for_are_in_the_history_and_the_digest(session):
    _, (_, b) = draft_of(session, "A", "B")
    history.discard(session)
    before = planning.seen(b)
    mark = Milestone(name="Uji coba", due_on=date(2027, 3, 1))
    revise(session, b, needs=("A",), milestones=(mark,))

    noted = {
        field: pair
        for each in session.info["notes"]
        for field, pair in each.values.items()
    }
    assert noted["needs"] == [[], ["A"]]
    assert noted["milestones"][1][0]["due_on"] == "2027-03-01"
    assert planning.seen(b) != before
    history.discard(session)
    revise(session, b, needs=("A",), milestones=(mark,))
    assert not session.info.get("notes")


@pytest.mark.parametrize(
    "wrong",
    [
        Milestone(name=" ", due_on=date(2027, 1, 1)),
        Milestone(name="x" * 201, due_on=date(2027, 1, 1)),
        Milestone(name="x", due_on=date(2027, 1, 1), reached_on=date(2999, 1, 1)),
    ],
)
def test_a_milestone_has_a_name_and_was_not_reached_tomorrow(session, wrong):
    _, [line] = draft_of(session, "A")

    with pytest.raises(Invalid):
        revise(session, line, milestones=(wrong,))
    with pytest.raises(Invalid, match="Paling banyak"):
        revise(
            session,
            line,
            milestones=(Milestone(name="x", due_on=date(2027, 1, 1)),) * 13,
        )


def test_who_begins_before_what_it_waits_for_has_ended_is_told(session):
    _, (a, b) = draft_of(session, "A", "B")
    revise(session, a, starts_on=date(2026, 1, 1), ends_on=date(2027, 3, 1))
    revise(session, b, starts_on=date(2027, 1, 1), needs=("A",))

    assert planning.clashing(b) == []  # nobody said when B ends: years follow
    revise(session, b, ends_on=date(2027, 6, 1))
    assert planning.clashing(b) == [a]
    revise(session, a, ends_on=date(2026, 12, 31))
    assert planning.clashing(b) == []


def test_a_review_copies_milestones_and_waits_for_its_own_lines(session):
    plan, (a, b) = draft_of(session, "B", "A")  # "A" is added last and waited for
    mark = Milestone(name="Jalan", due_on=date(2027, 3, 1))
    revise(session, a, needs=("A",), milestones=(mark,))
    planning.set_plan(session, plan, "Perwali 1", date(2025, 1, 2))

    made = planning.begin_review(session, plan)

    copied = {x.code: x for x in planning.lines(session, made, along=True)}
    assert copied["B"].needs == [copied["A"]]
    assert planning.milestones_of(copied["B"]) == (mark,)
    assert a.needs == [b]


def test_a_proposal_that_moves_waits_for_the_line_of_the_same_code(session):
    plan, _ = draft_of(session, "A", "B")
    late = planning.add_line(
        session,
        plan,
        LineDetails(code="C", muatan="AUDIT", name="C", needs=("A", "B")),
        organisation=None,
        state=PlanLineState.PROPOSED,
    )
    planning.set_plan(session, plan, "Perwali 1", date(2025, 1, 2))
    made = planning.begin_review(session, plan)
    lines = {x.code: x for x in planning.lines(session, made)}
    revise(session, lines["B"], code="B2")

    planning.take_in(session, made, [late.id])

    assert late.needs == [lines["A"]]
