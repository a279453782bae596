"""What an entry did is taken back; what was changed again since is told."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from architecture import (
    elements,
    handing,
    history,
    inventory,
    recalling,
    scope,
    undoing,
)
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import Direction, Layer, Status, Verb
from architecture.model import Relation, Use, UseState, now
from architecture.reference.calendar import day_of
from architecture.undoing import Sort, State
from tests import make
from tests.browser import Statements


@pytest.fixture
def office(session):
    return make.office(session)


def seal(session):
    [entry] = history.seal(session, by="ani@contoh.go.id")
    session.commit()
    return entry


def anyone(_):
    return True


def foresee(session, entry, **more):
    return undoing.foresee(session, entry, more.pop("may", anyone), **more)


def undo(session, entry, **more):
    seen = foresee(session, entry, element=more.get("element"))
    undoing.undo(session, entry, anyone, seen=seen.token, **more)
    return seal(session)


def application(session, office, name="SIMPEG", **stated):
    made = inventory.add(session, office, {"name": name, **stated})
    return made, seal(session)


def test_fields_say_again_what_they_said(session, office):
    made, _ = application(session, office, vendor="CV Satu")
    inventory.revise(
        session,
        made,
        {
            "name": "SIMPEG Baru",
            "vendor": "",
            "cost_yearly": "Rp 1.500.000",
            "contract_ends_on": "31/12/2027",
            "licence": "PROPRIETARY",
            "platforms": ["WEB"],
        },
        status=Status.PHASING_OUT,
    )
    entry = seal(session)

    seen = foresee(session, entry)
    made_back = undo(session, entry)

    assert {each.name for each in seen.of(State.READY)} == {
        "name",
        "vendor",
        "cost_yearly",
        "contract_ends_on",
        "licence",
        "platforms",
        "status",
    }
    assert (made.name, made.vendor, made.cost_yearly) == ("SIMPEG", "CV Satu", None)
    assert (made.contract_ends_on, made.platforms) == (None, [])
    assert made.licence.name == "UNKNOWN"
    assert made.status is Status.LIVE
    assert made.sort_name == "simpeg"
    assert "baru" not in made.search_text
    [note] = made_back.notes
    assert note.deed == "Dibatalkan: Data aplikasi diubah"


def test_an_undo_can_be_undone(session, office):
    made, _ = application(session, office)
    inventory.revise(session, made, {"name": "Kedua"})
    back = undo(session, seal(session))

    again = undo(session, back)

    assert made.name == "Kedua"
    assert again.notes[0].deed == "Dikembalikan: Data aplikasi diubah"
    assert undo(session, again).notes[0].deed == "Dibatalkan: Data aplikasi diubah"
    assert made.name == "SIMPEG"


def test_what_was_changed_again_is_a_conflict_and_stays_if_one_says_so(session, office):
    made, _ = application(session, office, vendor="CV Satu")
    inventory.revise(session, made, {"name": "Kedua", "vendor": "CV Dua"})
    entry = seal(session)
    inventory.revise(session, made, {"name": "Ketiga"})
    seal(session)

    seen = foresee(session, entry)
    [conflict] = seen.of(State.CONFLICT)
    assert (conflict.name, conflict.now, conflict.then) == ("name", "Ketiga", "SIMPEG")
    with pytest.raises(Invalid):
        undoing.undo(session, entry, anyone, seen=seen.token)
    session.rollback()

    undo(session, entry, leave_conflicts=True)

    assert (made.name, made.vendor) == ("Ketiga", "CV Satu")


def test_a_life_that_was_changed_again_is_left_whole(session, office):
    made, entry = application(session, office)
    undo(session, entry)
    elements.revise(session, made, {"notes": "a"}, status=Status.LIVE, retires_on=None)
    again = seal(session)
    elements.revise(session, made, {}, status=Status.PHASING_OUT)
    seal(session)

    undo(session, again, leave_conflicts=True)

    assert (made.status, made.retires_on) == (Status.PHASING_OUT, None)
    assert made.notes == ""


def test_what_says_again_what_it_said_is_left_alone(session, office):
    made, _ = application(session, office)
    inventory.revise(session, made, {"name": "Kedua"})
    entry = seal(session)
    inventory.revise(session, made, {"name": "SIMPEG"})
    seal(session)

    assert foresee(session, entry).pieces == []
    with pytest.raises(WrongState):
        undoing.undo(session, entry, anyone, seen=foresee(session, entry).token)


def test_what_was_recorded_anew_is_ended_not_deleted(session, office):
    made, entry = application(session, office)

    back = undo(session, entry)
    assert made.status is Status.RETIRED
    assert made.retires_on

    undo(session, back)
    assert (made.status, made.retires_on) == (Status.LIVE, None)


def test_what_was_recorded_and_changed_since_is_a_conflict(session, office):
    made, entry = application(session, office)
    inventory.revise(session, made, {"output": "Surat"})
    seal(session)

    assert [each.state for each in foresee(session, entry).pieces] == [State.CONFLICT]


def related(session, office):
    one, _ = application(session, office, "Satu")
    two, _ = application(session, office, "Dua")
    relation = elements.relate(
        session,
        one,
        Verb.EXCHANGES,
        two,
        starts_on=date(2026, 1, 1),
        attributes={"direction": Direction.BOTH.name},
    )
    return one, two, relation, seal(session)


def relations(session):
    query = select(Relation).order_by(Relation.id)
    return [
        (each.source_id, each.target_id, each.starts_on, each.attributes)
        for each in session.scalars(query)
    ]


def test_a_relation_goes_and_comes_back(session, office):
    _, _, _, entry = related(session, office)
    before = relations(session)

    back = undo(session, entry)
    assert relations(session) == []
    assert {note.deed for note in back.notes} == {"Dibatalkan: Relasi ditambahkan"}
    assert len(back.notes) == 2

    undo(session, back)
    assert relations(session) == before


def test_a_relation_that_was_removed_or_amended_is_as_it_was(session, office):
    one, _, relation, _ = related(session, office)
    before = relations(session)
    elements.amend(
        session, relation, starts_on=None, ends_on=date(2027, 1, 1), attributes={}
    )
    amended = seal(session)
    undo(session, amended)
    assert relations(session) == before

    elements.unrelate(session, session.scalars(select(Relation)).one(), reason="keliru")
    removed = seal(session)
    undo(session, removed, element=one.id)
    assert relations(session) == before


def test_a_relation_that_came_back_is_known_to_earlier_entries(session, office):
    _, _, relation, added = related(session, office)
    elements.unrelate(session, relation)
    undo(session, seal(session))

    undo(session, added)

    assert relations(session) == []


def test_a_relation_that_is_there_again_is_a_conflict(session, office):
    one, two, relation, _ = related(session, office)
    elements.unrelate(session, relation)
    removed = seal(session)
    elements.relate(session, one, Verb.EXCHANGES, two)
    seal(session)

    [piece] = foresee(session, removed).pieces
    assert piece.state is State.CONFLICT
    assert "sudah" in piece.why


def test_a_use_is_taken_back_and_noted_with_the_user(session, office):
    made, _ = application(session, office)
    other = make.office(session, of=office.government)
    inventory.start_use(session, made, other, note="Semua seksi")
    entry = seal(session)

    back = undo(session, entry)
    use = session.scalars(select(Use)).one()
    assert use.state is UseState.ENDED
    undo(session, back)
    assert use.state is UseState.IN_USE


def test_only_one_element_of_an_entry_is_taken_back(session, office):
    one, _ = application(session, office, "Satu")
    two, _ = application(session, office, "Dua")
    for each in (one, two):
        inventory.revise(session, each, {"output": "Surat"})
    entry = seal(session)

    undo(session, entry, element=one.id)

    assert (one.output, two.output) == ("", "Surat")
    undo(session, entry)
    assert two.output == ""


def test_nobody_takes_back_what_he_may_not_change(session, office):
    other = make.office(session, of=office.government)
    one, _ = application(session, office, "Satu")
    two, _ = application(session, other, "Dua")
    for each in (one, two):
        inventory.revise(session, each, {"output": "Surat"})
    entry = seal(session)

    seen = foresee(session, entry, may=lambda of: of.organisation_id == office.id)

    states = {each.element: each.state for each in seen.pieces}
    assert states == {one.id: State.READY, two.id: State.REFUSED}


def handed(session, office):
    """Hand an application to another office; return it with that and the entry."""
    other = make.office(session, of=office.government)
    made, _ = application(session, office)
    root = scope.full(office.government_id)
    handing.offer(session, root, made, other, "Tugasnya", today=day_of(now()))
    return made, other, seal(session)


def owner_of(seen):
    [piece] = [each for each in seen.pieces if each.sort is Sort.OFFICE]
    return piece


def test_what_was_handed_over_is_not_given_back_without_a_handover(session, office):
    made, other, entry = handed(session, office)

    def may(of):
        return of.organisation_id == other.id

    seen = foresee(session, entry, may=may)

    piece = owner_of(seen)
    assert piece.state is State.REFUSED
    assert "hanya dengan serah terima" in piece.why
    with pytest.raises(WrongState):
        undoing.undo(session, entry, may, seen=seen.token)
    session.rollback()
    undo(session, entry)
    assert made.organisation_id == office.id


def test_nothing_goes_back_to_an_office_that_ended(session, office):
    _, _, entry = handed(session, office)
    office.ends_on = day_of(now()) - timedelta(days=1)

    piece = owner_of(foresee(session, entry))

    assert piece.state is State.REFUSED
    assert piece.why == f"{office.name} tidak berlaku lagi."


def test_a_stale_preview_is_refused(session, office):
    made, _ = application(session, office)
    inventory.revise(session, made, {"name": "Kedua", "output": "Surat"})
    entry = seal(session)
    seen = foresee(session, entry)
    inventory.revise(session, made, {"name": "Ketiga"})
    seal(session)

    with pytest.raises(Changed):
        undoing.undo(session, entry, anyone, seen=seen.token, leave_conflicts=True)


def test_decisions_and_mergers_are_refused_with_a_sentence(session, office):
    account = make.account(session)
    history.note(
        session, account, "Akun diubah", government=office.government.government_id
    )
    entry = seal(session)

    seen = foresee(session, entry)

    assert "bukan perubahan arsitektur" in seen.blocked
    with pytest.raises(WrongState):
        undoing.undo(session, entry, anyone, seen=seen.token)


def test_statements_grow_with_batches_not_with_rows(session, engine, office):
    counts = []
    for number in (2, 40):
        hub, _ = application(session, office, f"Induk {number}")
        for turn in range(number):
            made = inventory.add(session, office, {"name": f"Apl {number} {turn}"})
            elements.relate(session, made, Verb.EXCHANGES, hub)
        entry = seal(session)
        seen = foresee(session, entry)
        session.commit()
        with Statements(engine) as sent:
            undoing.undo(session, entry, anyone, seen=seen.token)
            session.flush()
        seal(session)
        updates = [text for text in sent.texts if text.startswith("UPDATE")]
        counts.append(len(sent) - len(updates))
    assert counts[0] == counts[1]


TEXTS = st.sampled_from(["", "a", "b", "“é” 𝔘"])
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["name", "notes", "status", "relate", "unrelate", "add"]),
        st.integers(0, 5),
        TEXTS,
    ),
    min_size=1,
    max_size=8,
)


def everything(session, office):
    """Return what is known now; what is ended by an undo counts as not there."""
    found = recalling.known_on(session, office.government_id, date(2099, 1, 1))
    return [
        (
            each.code,
            each.values,
            each.life,
            [
                (r.source, r.verb, r.target, r.starts_on, r.attributes)
                for r in each.relations
            ],
        )
        for each in found
        if each.life["status"] is not Status.RETIRED
    ]


def do(session, office, there, step):
    what, number, text = step
    each = there[number % len(there)]
    if what == "add":
        stated = {"name": f"Baru {text}"}
        elements.add(session, office, Layer.SERVICE, stated)
    elif what == "status":
        status = [Status.LIVE, Status.PLANNED, Status.PHASING_OUT][number % 3]
        elements.revise(session, each, {}, status=status)
    elif what == "relate":
        other = there[(number + 1) % len(there)]
        try:
            elements.relate(session, each, Verb.EXCHANGES, other)
        except Invalid:
            return
    elif what == "unrelate":
        session.flush()
        for relation in session.scalars(
            select(Relation).where(Relation.source_id == each.id)
        ):
            elements.unrelate(session, relation)
    else:
        elements.revise(session, each, {what: f"N{text}"})


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(
    [[("relate", 1, ""), ("relate", 0, "")], [("unrelate", 1, ""), ("relate", 1, "")]]
)
@given(st.lists(STEPS, min_size=1, max_size=4))
def test_undoing_everything_backwards_leaves_what_was_there(session, requests):
    office = make.office(session)
    there = [
        elements.add(session, office, Layer.APPLICATION, {"name": f"A{number}"})
        for number in range(3)
    ]
    seal(session)
    states, entries = [everything(session, office)], []
    for steps in requests:
        for step in steps:
            do(session, office, there, step)
        sealed = history.seal(session, by="uji")
        session.commit()
        if sealed:
            entries.append(sealed[0])
            states.append(everything(session, office))

    for entry, before in zip(reversed(entries), reversed(states[:-1]), strict=True):
        seen = foresee(session, entry)
        assert not seen.of(State.REFUSED)
        assert not seen.of(State.CONFLICT)
        if seen.pieces:
            undo(session, entry)
        assert everything(session, office) == before
    session.rollback()
