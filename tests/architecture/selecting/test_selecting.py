"""One change to a selection: what is foreseen is what is written, all or nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import event, func, select, update

from architecture import elements, history, inventory, undoing
from architecture.elements import custom
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import (
    FieldKind,
    InfrastructureKind,
    Layer,
    Sharing,
    Status,
    Verb,
)
from architecture.model import (
    Element,
    Entry,
    Note,
)
from architecture.selecting import (
    How,
    State,
    Tie,
    wish_from_json,
    wish_to_json,
)
from tests import make
from tests.architecture.selecting.desk import TODAY, Desk, commit, some, states, wish
from tests.browser import Statements


def test_a_field_is_set_where_it_differs_and_one_entry_tells_of_it(session, office):
    several = some(session, office)
    elements.revise(session, several[0], {"method": "Daring"})
    commit(session)
    desk = Desk(session, office)

    plan = desk.do(several, wish("method", "Daring"))
    [entry] = commit(session)

    assert states(plan) == [State.STAYS, State.CHANGES, State.CHANGES]
    assert [(line.before, line.after) for line in plan.lines][1] == ("kosong", "Daring")
    assert [each.method for each in several] == ["Daring"] * 3
    notes = session.scalars(select(Note).where(Note.entry_id == entry.id)).all()
    assert {note.subject_id for note in notes} == {each.id for each in several[1:]}
    assert {note.deed for note in notes} == {"Diubah sekaligus: Hasil rapat"}


def test_all_of_it_is_undone_by_its_entry(session, office):
    several = some(session, office, method="Tatap muka")
    Desk(session, office).do(several, wish("method", ""))
    [entry] = commit(session)
    assert [each.method for each in several] == [""] * 3

    seen = undoing.foresee(session, entry, lambda _: True)
    undoing.undo(session, entry, lambda _: True, seen=seen.token)
    commit(session)

    assert [each.method for each in several] == ["Tatap muka"] * 3


def test_what_holds_several_is_added_to_lessened_or_replaced(session, office):
    asked = custom.FieldDetails(
        label="Wilayah", kind=FieldKind.WORDS, choices=("Desa", "Kota")
    )
    made = custom.add_field(session, office.government_id, Layer.SERVICE, asked)
    several = some(session, office, 2)
    elements.revise(session, several[0], {made.name: ["Kota"]})
    commit(session)
    desk = Desk(session, office)

    def now_says():
        return [each.custom.get(made.name, []) for each in several]

    desk.do(several, wish(made.name, ["Desa"], how=How.ADD))
    commit(session)
    assert now_says() == [["Desa", "Kota"], ["Desa"]]
    desk.do(several, wish(made.name, ["Desa"], how=How.TAKE))
    commit(session)
    assert now_says() == [["Kota"], []]
    desk.do(several, wish(made.name, ["Desa"]))
    commit(session)
    assert now_says() == [["Desa"], ["Desa"]]


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("name", "Sama semua", "Pilih apa yang diubah"),
        ("tidak_ada", "x", "Pilih apa yang diubah"),
        ("reference_codes", "RAL.99.99", "Kode tidak dikenal"),
        ("reference_codes", "bukan kode", "bukan kode arsitektur referensi"),
        ("live_on", "31/31/2020", "Aktif sejak"),
        ("status", "RETIRED", "Hentikan"),
        ("status", "APA", "pilih salah satu"),
        ("sharing", "PROFILE", "Pilih apa yang diubah"),
        ("OFFICE", "0", "Pilih pemiliknya"),
        ("RELATE", "", "Pilih relasinya"),
    ],
)
def test_what_nothing_can_become_is_refused_before_the_preview(
    session, office, name, value, told
):
    several = some(session, office, 1)

    with pytest.raises(Invalid) as refused:
        Desk(session, office).foresee(several, wish(name, value))

    assert told in str(refused.value)


def test_what_cannot_be_changed_is_told_with_why_and_the_rest_is(session, office):
    other = make.office(session, of=office.government)
    server, link = (
        elements.add(
            session, office, Layer.INFRASTRUCTURE, {"name": kind.value, "kind": kind}
        )
        for kind in (InfrastructureKind.SERVER, InfrastructureKind.LINK)
    )
    gone = elements.add(
        session,
        office,
        Layer.INFRASTRUCTURE,
        {"name": "Tua", "kind": "SERVER"},
        status=Status.RETIRED,
    )
    theirs = elements.add(
        session, other, Layer.INFRASTRUCTURE, {"name": "Lain", "kind": "SERVER"}
    )
    commit(session)
    desk = Desk(session, office, Layer.INFRASTRUCTURE, edit=frozenset({office.id}))

    plan = desk.do([server, link, gone, theirs], wish("memory", "64 GB"))

    assert states(plan) == [State.CHANGES, *[State.REFUSED] * 3]
    assert [line.why for line in plan.lines[1:]] == [
        f"{link.kind.value} tidak memiliki isian ini.",
        "Sudah tidak aktif.",
        "Bukan milik perangkat daerah Anda.",
    ]
    assert (server.memory, gone.memory, theirs.memory) == ("64 GB", "", "")


def test_a_life_that_would_end_before_it_begins_is_refused_alone(session, office):
    several = some(session, office, 2)
    elements.revise(session, several[0], {}, retires_on=date(2020, 1, 1))
    commit(session)

    plan = Desk(session, office).do(several, wish("live_on", "1 Mei 2024"))

    assert states(plan) == [State.REFUSED, State.CHANGES]
    assert "mendahului" in plan.lines[0].why
    assert several[1].live_on == date(2024, 5, 1)


def test_what_somebody_changed_since_is_marked_and_nothing_is_written(session, office):
    several = some(session, office)
    desk = Desk(session, office)
    wanted = wish("method", "Daring")
    seen = desk.foresee(several, wanted).seals
    elements.revise(session, several[1], {"purpose": "Lain"})
    commit(session)

    with pytest.raises(Changed):
        desk.apply(seen, wanted)
    history.discard(session)
    session.rollback()

    again = desk.foresee(several, wanted, seen=seen)
    assert [line.is_new for line in again.lines] == [False, True, False]
    assert again.of(State.CHANGES)[0].key == several[1].id
    assert [each.method for each in several] == [""] * 3
    desk.apply(again.seals, wanted)
    assert [each.method for each in several] == ["Daring"] * 3


def test_who_writes_in_the_same_moment_is_not_overwritten(session, office):
    engine = session.get_bind()
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    several = some(session, office)
    desk, wanted = Desk(session, office), wish("method", "Daring")
    seen = desk.foresee(several, wanted).seals
    other = update(Element).where(Element.id == several[1].id).values(version=9)

    def first(*_):
        with engine.begin() as connection:
            connection.execute(other)

    event.listen(session, "before_flush", first, once=True)
    with pytest.raises(Changed):
        desk.apply(seen, wanted)


def test_applied_twice_it_happens_once(session, office):
    several = some(session, office)
    desk = Desk(session, office)
    wanted = wish("method", "Daring")
    seen = desk.do(several, wanted).seals
    commit(session)

    with pytest.raises(WrongState):
        desk.apply(seen, wanted)

    assert session.scalar(select(func.count()).select_from(Entry)) > 0
    told = history.of(session, several[0])
    assert [each.deed.partition(":")[0] for each in told] == [
        "Diubah sekaligus",
        "Elemen dicatat",
    ]


def test_an_end_is_noted_as_on_the_page_of_one(session, office):
    several = some(session, office, 2)
    elements.retire(session, several[0], on=TODAY, reason="Dahulu")
    commit(session)
    ahead = TODAY + timedelta(days=30)

    plan = Desk(session, office).do(several, wish("RETIRE", ahead))
    commit(session)

    assert states(plan) == [State.STAYS, State.CHANGES]
    assert several[1].status is Status.PHASING_OUT
    assert several[1].retires_on == ahead
    told = history.of(session, several[1])[0]
    assert told.deed == "Elemen akan dihentikan: Hasil rapat"


def test_what_is_of_another_government_or_layer_is_not_found(session, office):
    mine = some(session, office, 1)
    stranger = some(session, make.office(session), 1)
    data = some(session, office, 1, Layer.DATA)

    plan = Desk(session, office).foresee(
        [*mine, *stranger, *data], wish("method", "Daring")
    )

    assert (len(plan.lines), plan.lost) == (1, 2)


def test_questions_grow_with_batches_not_with_rows(session, office):
    to = make.office(session, of=office.government)
    application = inventory.add(session, office, {"name": "SIMPEG"})
    tie = Tie(verb=Verb.SUPPORTED_BY, outgoing=True, other=application.id)
    wishes = [
        wish("method", "Daring"),
        wish("status", "IN_BUILD"),
        wish("RELATE", tie=tie),
        wish("OFFICE", to.id),
        wish("UNRELATE", tie=tie),
        wish("RETIRE", TODAY),
    ]

    def asked(number):
        several = some(session, office, number)
        told = []
        for each in wishes:
            session.expunge_all()
            with Statements(session.get_bind()) as seen:
                Desk(session, office).do(several, each)
                commit(session)
            told.append(sum(text.startswith("SELECT") for text in seen.texts))
        return told

    few, many = asked(5), asked(60)
    assert all(more <= less + 4 for less, more in zip(few, many, strict=True))


def test_a_wish_goes_through_json_and_comes_back(session, office):
    tie = Tie(
        verb=Verb.RUNS_ON,
        outgoing=False,
        other=7,
        ends_on=TODAY,
        attributes={"note": "x"},
    )
    for each in (
        wish("method", "Daring"),
        wish("x_lapangan", ["A"], how=How.ADD),
        wish("RETIRE", TODAY),
        wish("RELATE", tie=tie),
    ):
        assert wish_from_json(wish_to_json(each)) == each


def test_sharing_is_set_of_applications_only(session, office):
    several = some(session, office, 2, Layer.APPLICATION)

    Desk(session, office, Layer.APPLICATION).do(several, wish("sharing", "NOTHING"))

    assert {each.sharing for each in several} == {Sharing.NOTHING}
    assert session.scalar(select(func.count()).select_from(Element)) == 2
