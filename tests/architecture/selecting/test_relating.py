"""Relations and owners of a whole selection."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from architecture import elements, handing, history, inventory, scope, undoing
from architecture.errors import Invalid
from architecture.layers import (
    Layer,
    Verb,
)
from architecture.model import (
    OwnerPeriod,
    Relation,
    Use,
)
from architecture.roles import Role
from architecture.selecting import (
    State,
    Tie,
)
from tests import make
from tests.architecture.selecting.desk import TODAY, Desk, commit, some, states, wish


def test_a_relation_is_added_to_all_and_taken_away_again(session, office):
    several = some(session, office)
    application = inventory.add(session, office, {"name": "SIMPEG"})
    elements.relate(session, several[0], Verb.SUPPORTED_BY, application)
    commit(session)
    desk = Desk(session, office)
    tie = Tie(verb=Verb.SUPPORTED_BY, outgoing=True, other=application.id)

    plan = desk.do(several, wish("RELATE", tie=tie))
    [entry] = commit(session)

    assert states(plan) == [State.STAYS, State.CHANGES, State.CHANGES]
    assert len(session.scalars(select(Relation)).all()) == 3
    told = history.of(session, several[1])[0].deed
    assert told == "Relasi ditambahkan: Hasil rapat"

    plan = desk.do(several[:2], wish("UNRELATE", tie=tie))
    commit(session)
    assert states(plan) == [State.CHANGES] * 2
    [left] = session.scalars(select(Relation))
    assert left.source_id == several[2].id

    seen = undoing.foresee(session, entry, lambda _: True)
    undoing.undo(session, entry, lambda _: True, seen=seen.token, leave_conflicts=True)
    commit(session)
    assert session.scalars(select(Relation)).all() == []


def test_nothing_becomes_a_part_of_itself_also_within_one_selection(session, office):
    one, two = some(session, office, 2)
    elements.relate(session, two, Verb.PART_OF, one)
    commit(session)
    tie = Tie(verb=Verb.PART_OF, outgoing=True, other=two.id)

    plan = Desk(session, office).foresee([one, two], wish("RELATE", tie=tie))

    assert states(plan) == [State.REFUSED] * 2
    assert "dirinya sendiri" in plan.lines[0].why


def acting_for(*offices):
    government = offices[0].government_id
    return scope.Viewer(
        posts=tuple(
            scope.PostHeld(
                role=Role.OPERATOR,
                organisation=office.id,
                government=government,
                organisations=frozenset({office.id}),
            )
            for office in offices
        )
    )


def test_a_new_owner_is_what_a_handover_makes_it(session, office):
    to = make.office(session, "Dinas Baru", of=office.government)
    several = some(session, office, 3, Layer.APPLICATION)
    inventory.start_use(session, several[0], to, note="Sudah lama")
    handing.offer(
        session, acting_for(office), several[2], to, "Tugas pindah", today=TODAY
    )
    commit(session)
    desk = Desk(session, office, Layer.APPLICATION)

    plan = desk.do(several, wish("OFFICE", to.id))
    [entry] = commit(session)

    assert states(plan) == [State.CHANGES, State.CHANGES, State.REFUSED]
    assert "serah terima" in plan.lines[2].why
    session.expire_all()
    assert [each.organisation_id for each in several] == [to.id, to.id, office.id]
    kept = session.scalars(select(OwnerPeriod)).all()
    assert {each.element_id for each in kept} == {each.id for each in several[:2]}
    assert session.scalars(select(Use)).all() == []

    seen = undoing.foresee(session, entry, lambda _: True)
    undoing.undo(session, entry, lambda _: True, seen=seen.token, leave_conflicts=True)
    commit(session)
    session.expire_all()
    assert [each.organisation_id for each in several] == [office.id] * 3


def test_an_office_gives_nothing_away_past_the_handover(session, office):
    to, mine = (make.office(session, of=office.government) for _ in range(2))
    several = some(session, office, 1)
    both = Desk(session, office, edit=frozenset({office.id, mine.id}))
    both.editor = replace(both.editor, viewer=acting_for(office, mine))

    for heir in (to, mine):
        [line] = both.foresee(several, wish("OFFICE", heir.id)).lines
        assert line.state is State.REFUSED
        assert "hanya dengan serah terima" in line.why

    whole = Desk(session, office)
    with pytest.raises(Invalid):
        whole.foresee(several, wish("OFFICE", office.government_id))
    to.ends_on = TODAY - timedelta(days=1)
    with pytest.raises(Invalid):
        whole.foresee(several, wish("OFFICE", to.id))
