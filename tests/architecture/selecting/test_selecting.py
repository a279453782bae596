"""One change to a selection: what is foreseen is what is written, all or nothing."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select, update

from architecture import elements, handing, history, inventory, scope, undoing
from architecture.elements import custom
from architecture.errors import Changed, Invalid, Refused, WrongState
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
    OwnerPeriod,
    Relation,
    Use,
    now,
)
from architecture.reference.calendar import day_of
from architecture.roles import Role
from architecture.selecting import (
    Editor,
    How,
    State,
    Tie,
    Wish,
    apply,
    foresee,
    wish_from_json,
    wish_to_json,
)
from tests import make
from tests.browser import Statements

TODAY = day_of(now())


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


def commit(session):
    entries = history.seal(session, by="uji", cause="uji")
    session.commit()
    return entries


def some(session, office, number=3, layer=Layer.SERVICE, **stated):
    made = [
        elements.add(session, office, layer, {"name": f"Hal {n}", **stated})
        for n in range(number)
    ]
    commit(session)
    return made


class Desk:
    """Somebody who may edit in some offices, or in the whole government."""

    def __init__(self, session, office, layer=Layer.SERVICE, edit=None):
        self.session = session
        self.editor = Editor(
            viewer=scope.full(office.government_id),
            government=office.government_id,
            layer=layer,
            edit=edit,
            today=TODAY,
        )

    def foresee(self, several, wish, seen=None):
        keys = [each.id for each in several]
        return foresee(self.session, self.editor, keys, wish, seen=seen)

    def apply(self, seen, wish):
        return apply(self.session, self.editor, seen, wish)

    def do(self, several, wish):
        """Look and write at once; return the plan that was seen."""
        plan = self.foresee(several, wish)
        self.apply(plan.seals, wish)
        return plan


def states(plan):
    return [line.state for line in plan.lines]


def wish(name, value="", **more):
    return Wish(name=name, value=value, reason="Hasil rapat", **more)


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


CHOICES = [
    ("method", "Daring"),
    ("method", ""),
    ("purpose", "Lebih cepat"),
    ("status", "IN_BUILD"),
    ("live_on", "1 Mei 2024"),
    ("retires_on", "1 Januari 2020"),
    ("sensitive", "YES"),
    ("RETIRE", ""),
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 4)), st.sampled_from(CHOICES)), max_size=5
    )
)
def test_together_as_one_by_one(session, several):
    """A selection says in the end what its elements would, each changed by itself."""
    together, alone = (
        [
            elements.add(session, of, Layer.SERVICE, {"name": f"Hal {n}"})
            for n in range(5)
        ]
        for of in (make.office(session), make.office(session))
    )
    session.flush()
    desk = Desk(session, together[0].organisation)
    for places, (name, value) in several:
        with suppress(WrongState):
            desk.do([together[n] for n in sorted(places)], wish(name, value))
        for n in sorted(places):
            _alone(session, alone[n], name, value)

    assert [_says(each) for each in together] == [_says(each) for each in alone]
    session.rollback()
    history.discard(session)


def _alone(session, element, name, value):
    try:
        if name == "RETIRE":
            elements.retire(session, element, on=TODAY, reason="Hasil rapat")
        elif name in {"status", "sensitive", "live_on", "retires_on"}:
            life = {
                "status": lambda: Status[value],
                "sensitive": lambda: True,
                "live_on": lambda: date(2024, 5, 1),
                "retires_on": lambda: date(2020, 1, 1),
            }
            elements.revise(session, element, {}, **{name: life[name]()})
        elif name and element.status is not Status.RETIRED:
            elements.revise(session, element, {name: value})
    except Refused:
        pass


def _says(element):
    names = ("method", "purpose", "status", "live_on", "retires_on", "sensitive")
    return [getattr(element, name) for name in names]


def test_sharing_is_set_of_applications_only(session, office):
    several = some(session, office, 2, Layer.APPLICATION)

    Desk(session, office, Layer.APPLICATION).do(several, wish("sharing", "NOTHING"))

    assert {each.sharing for each in several} == {Sharing.NOTHING}
    assert session.scalar(select(func.count()).select_from(Element)) == 2
