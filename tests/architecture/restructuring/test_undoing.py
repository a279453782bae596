"""A SOTK taken back leaves everything as it was, or says why it cannot be."""

import pytest
from sqlalchemy import event, select

from architecture import consolidating, restructuring
from architecture.errors import WrongState
from architecture.model import (
    CaseAnswer,
    RestructuringState,
)
from tests import make
from tests.architecture.merging.pairs import content
from tests.architecture.registration.office import office
from tests.architecture.restructuring.town import (
    DAY,
    TODAY,
    by_code,
    commit,
    end,
    merge,
    new,
    rename,
    town,
    use,
)


def test_an_undo_leaves_every_value_as_it_was(session, kota):
    mine = make.application(session, of=kota.a)
    make.office(session, "UPTD", of=kota.a)
    use(session, mine.id, kota.b.id)
    row = kota.settled(kota.change(merge([kota.a, kota.b], new("C", "Dinas C"))))
    before = content(session)
    restructuring.apply(session, row.id, today=TODAY)
    commit(session)

    kota.undone(row)

    after = content(session)
    del before["restructurings"], after["restructurings"]
    assert after == before
    assert row.state is RestructuringState.UNDONE


def test_what_stands_on_a_change_is_named_instead_of_an_undo(session, kota):
    row = kota.applied(merge([kota.a, kota.b], new("C", "Dinas C")))
    made = by_code(session, "C")
    make.application(session, of=made)

    with pytest.raises(WrongState, match="1 elemen ditambahkan pada Dinas C"):
        kota.undone(row)
    session.rollback()
    later = kota.change(rename(made, "Dinas D"))
    kota.settled(later)
    restructuring.apply(session, later.id, today=TODAY)
    commit(session)
    with pytest.raises(WrongState, match="perangkat daerah berubah lagi"):
        kota.undone(row)


def test_who_answered_for_two_offices_said_the_last(session):
    at = office(session)
    kota = town(session)
    kota.government = at.government
    some = [make.application(session, of=each) for each in (at.dinas, at.kominfo)]
    case = consolidating.open_case(
        session,
        at.viewer("reviewer"),
        at.government.id,
        [each.id for each in some],
        "Kasus",
    )
    session.flush()
    for each, agrees in ((at.dinas, True), (at.kominfo, False)):
        session.add(CaseAnswer(case_id=case.id, organisation_id=each.id, agrees=agrees))
        session.flush()
    commit(session)
    heir = make.office(session, of=at.government)
    kota.applied(end(at.dinas, heir), end(at.kominfo, heir))

    [answer] = session.scalars(select(CaseAnswer)).all()
    assert (answer.organisation_id, answer.agrees) == (heir.id, False)


def test_statements_of_an_undo_do_not_grow_with_what_was_folded(session, kota, engine):
    def sent(many):
        for _ in range(many):
            use(session, make.application(session, of=kota.a).id, kota.b.id)
        row = kota.applied(end(kota.a, kota.b), on=DAY)
        texts = []
        listener = lambda *said: texts.append(said[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        restructuring.stands_on(session, row)
        event.remove(engine, "before_cursor_execute", listener)
        kota.undone(row)
        return len(texts)

    assert sent(2) == sent(9)
