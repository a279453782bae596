"""The time line of the plan in force says what the plan says, and no more."""

from datetime import date
from functools import partial

import pytest

from architecture import planning
from architecture.layers import Layer, Sharing
from architecture.mapping.roadmap import roadmap
from architecture.model import PlanLineState, PlanState
from architecture.planning import LineDetails, Milestone, PlanDetails
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer, full
from tests import make
from tests.architecture.mapping.asked import an, ask, commit
from tests.browser import Statements

BASIS = {"regulation": "Perwali 1/2025", "set_on": date(2025, 1, 2)}


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def plan(session, office):
    details = PlanDetails(title="Peta Rencana", from_year=2025, to_year=2029, **BASIS)
    return planning.create_plan(
        session, office.government, details, state=PlanState.SET
    )


def add(session, plan, code, office=None, element=None, **fields):
    stated = {"muatan": "APPLICATION", "name": f"Inisiatif {code}"}
    return planning.add_line(
        session,
        plan,
        LineDetails(code=code, **(stated | fields)),
        organisation=office,
        state=PlanLineState.RUNNING,
        element=element,
    )


def test_bars_arrows_and_milestones_are_those_of_the_plan(session, office, plan):
    days = {"starts_on": date(2025, 2, 1), "ends_on": date(2026, 6, 30)}
    mark = Milestone(name="Uji", due_on=date(2026, 1, 1), reached_on=date(2026, 1, 5))
    first = add(session, plan, "A", office, milestones=(mark,), **days)
    later = {"starts_on": date(2026, 1, 1), "ends_on": date(2027, 6, 30)}
    second = add(session, plan, "B", needs=("A",), **later)
    third = add(session, plan, "C", muatan="AUDIT", targets={"2027": "1", "2028": "2"})
    add(session, plan, "D")
    commit(session)

    map_ = ask(roadmap, session, office)

    bars = {box.key: box for box in map_.boxes if not box.days.of}
    assert {
        key: (box.group, box.days.first, box.days.last) for key, box in bars.items()
    } == {
        f"line-{first.id}": ("APPLICATION", *days.values()),
        f"line-{second.id}": ("APPLICATION", *later.values()),
        f"line-{third.id}": ("AUDIT", date(2027, 1, 1), date(2028, 12, 31)),
    }
    [stone] = [box for box in map_.boxes if box.days.of]
    told = (stone.label, stone.days.of, stone.remark)
    assert told == ("Uji", f"line-{first.id}", "tercapai")
    [arrow] = map_.arrows
    assert (arrow.source, arrow.target) == (f"line-{first.id}", f"line-{second.id}")
    assert arrow.line == "dashed"
    assert bars[f"line-{first.id}"].url == f"/peta-rencana/{plan.id}#baris-{first.id}"
    assert map_.source == "Perwali 1/2025"
    assert "1 inisiatif tanpa tahun" in map_.note
    narrowed = ask(roadmap, session, office, offices=frozenset({office.id}))
    assert [row.cells[1] for row in narrowed.facts.rows] == ["Inisiatif A"]


def test_days_of_an_element_are_milestones_for_those_who_may_read_them(
    session, office, plan
):
    other = make.office(session, "Dinas Sosial", of=office.government)
    neighbour = make.office(session, "Dinas Tetangga")
    days = {"live_on": date(2027, 3, 1), "contract_ends_on": date(2027, 9, 1)}
    owned = an(session, other, Layer.APPLICATION, "RAHASIA", **days)
    budgets = {"2027": "1000000"}
    years = {"targets": {"2027": "1"}, "budgets": budgets}
    foreign = an(session, neighbour, Layer.APPLICATION, "ASING", **days)
    foreign.sharing = Sharing.NOTHING
    add(session, plan, "A", other, owned, **years)
    add(session, plan, "B", other, foreign, **years)
    commit(session)

    def told(viewer):
        map_ = ask(roadmap, session, office, viewer=viewer)
        return map_, [box.label for box in map_.boxes if box.days.of]

    map_, marks = told(full(office.government_id))
    assert marks == ["Mulai dipakai: RAHASIA", "Kontrak berakhir: RAHASIA"]
    assert "pagu Rp2 jt" in map_.subtitle
    held = PostHeld(
        Role.OPERATOR, office.id, office.government_id, frozenset({office.id})
    )
    operator = Viewer(1, "op@contoh.go.id", "Op", (held,))
    map_, marks = told(operator)
    assert marks == ["Mulai dipakai: RAHASIA"]
    assert "Rp" not in repr(map_)
    assert "ASING" not in repr(map_)


def test_without_a_plan_the_map_says_so(session, office):
    map_ = ask(roadmap, session, office)

    assert map_.boxes == ()
    assert "Belum ada" in map_.note


def test_reading_takes_as_many_statements_for_many_lines_as_for_few(
    session, office, plan
):
    count = partial(ask, roadmap, session, office)
    totals = []
    for number in range(1, 9):
        element = an(session, office, Layer.APPLICATION, f"A{number}")
        mark = Milestone(name="Uji", due_on=date(2026, 1, 1))
        needs = (f"L{number - 1}",) if number > 1 else ()
        years = {"targets": {"2026": "1"}, "milestones": (mark,), "needs": needs}
        add(session, plan, f"L{number}", office, element, **years)
        if number in (2, 8):
            commit(session)
            session.expire_all()
            with Statements(session.get_bind()) as made:
                count()
            totals.append(len(made))
    assert totals[0] == totals[1]
