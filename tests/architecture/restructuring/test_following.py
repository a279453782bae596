"""What belongs to an office goes on at the one that follows; nothing is lost."""

from datetime import date

import pytest
from sqlalchemy import event, select

from architecture import consolidating, history, periods, planning, restructuring
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import Layer
from architecture.model import (
    CaseAnswer,
    Entry,
    Organisation,
    OwnerPeriod,
    PlanLine,
    PlanLineState,
    Post,
    Registration,
    RestructuringState,
    Use,
    UseState,
)
from architecture.restructuring import Target
from architecture.roles import Role
from tests import make
from tests.architecture.merging.pairs import content, data_set
from tests.architecture.registration.office import in_review, office
from tests.architecture.restructuring.town import (
    DAY,
    TODAY,
    commit,
    end,
    merge,
    move,
    new,
    rename,
    split,
    town,
    use,
)

EVE = date(2026, 12, 31)


@pytest.fixture
def kota(session):
    return town(session)


def by_code(session, code):
    return session.scalars(select(Organisation).where(Organisation.code == code)).one()


def test_two_offices_become_one_new_one_with_all_that_was_theirs(session, kota):
    mine = make.application(session, of=kota.a)
    theirs = data_set(session, kota.b)
    unit = make.office(session, "UPTD Benih", of=kota.a)
    kota.applied(merge([kota.a, kota.b], new("dkpp", "Dinas  Ketahanan Pangan")))

    made = by_code(session, "DKPP")
    assert (made.name, made.starts_on, made.parent_id) == (
        "Dinas Ketahanan Pangan",
        DAY,
        kota.government.id,
    )
    assert made.former_names == ["Dinas Pertanian", "Dinas Pangan"]
    assert {mine.organisation_id, theirs.organisation_id} == {made.id}
    assert unit.parent_id == made.id
    for old in (kota.a, kota.b):
        assert (old.ends_on, old.successor_id) == (EVE, made.id)


def test_one_office_may_go_into_another_that_stays(session, kota):
    mine = make.application(session, of=kota.a)
    kept = make.application(session, of=kota.b)
    kota.applied(merge([kota.a, kota.b], restructuring.Target(office=kota.b.id)))

    assert {mine.organisation_id, kept.organisation_id} == {kota.b.id}
    assert (kota.b.ends_on, kota.a.ends_on) == (None, EVE)
    assert kota.b.former_names == ["Dinas Pertanian"]
    owners = session.scalars(select(OwnerPeriod)).all()
    assert [(each.element_id, each.organisation_id) for each in owners] == [
        (mine.id, kota.a.id)
    ]


def test_a_split_goes_where_it_was_chosen_and_else_to_the_first(session, kota):
    first, second, third = (make.application(session, of=kota.a) for _ in range(3))
    unit = make.office(session, "UPTD", of=kota.a)
    used = use(session, make.application(session, of=kota.b).id, kota.a.id)
    kota.applied(
        split(
            kota.a,
            new("A1", "Dinas Satu"),
            new("A2", "Dinas Dua"),
            **{
                f"elements:{second.id}": 1,
                f"elements:{third.id}": 0,
                "elements": 1,
                f"organisations:{unit.id}": 1,
                "uses": 1,
            },
        )
    )

    one, two = by_code(session, "A1"), by_code(session, "A2")
    assert [first.organisation_id, second.organisation_id, third.organisation_id] == [
        two.id,
        two.id,
        one.id,
    ]
    assert (unit.parent_id, used.organisation_id) == (two.id, two.id)
    assert kota.a.successor_id == one.id


def test_an_office_may_stay_as_one_part_of_what_it_is_split_into(session, kota):
    goes, stays = (make.application(session, of=kota.a) for _ in range(2))
    kota.applied(
        split(
            kota.a,
            restructuring.Target(office=kota.a.id),
            new("A2", "Dinas Dua"),
            **{f"elements:{goes.id}": 1},
        )
    )

    assert stays.organisation_id == kota.a.id
    assert goes.organisation_id == by_code(session, "A2").id
    assert kota.a.ends_on is None


def test_posts_end_on_the_eve_and_begin_anew_on_the_day(session, kota):
    past = make.post(
        session, kota.operator, Role.HEAD, kota.a, ends_on=date(2025, 1, 1)
    )
    coming = make.post(
        session, kota.operator, Role.HEAD, kota.a, starts_on=date(2027, 2, 1)
    )
    kota.applied(merge([kota.a], restructuring.Target(office=kota.b.id)))

    posts = session.scalars(select(Post).order_by(Post.id)).all()
    assert [(p.organisation_id, p.starts_on, p.ends_on) for p in posts] == [
        (kota.a.id, date(2020, 1, 1), EVE),
        (kota.a.id, past.starts_on, date(2025, 1, 1)),
        (kota.b.id, coming.starts_on, None),
        (kota.b.id, DAY, None),
    ]


def test_who_held_the_same_post_in_both_holds_it_once(session, kota):
    make.post(session, kota.operator, Role.OPERATOR, kota.b, ends_on=date(2027, 6, 1))
    kota.applied(merge([kota.a], restructuring.Target(office=kota.b.id)))

    there = session.scalars(select(Post).where(Post.organisation_id == kota.b.id)).all()
    assert [(each.starts_on, each.ends_on) for each in there] == [
        (date(2020, 1, 1), None)
    ]


def test_an_office_uses_once_and_never_its_own(session, kota):
    mine = make.application(session, of=kota.a)
    other = make.application(session, of=make.office(session, of=kota.government))
    use(session, mine.id, kota.b.id)
    use(session, other.id, kota.a.id, since=date(2020, 1, 1), note="Sejak lama")
    use(session, other.id, kota.b.id, state=UseState.ENDED)
    kota.applied(merge([kota.a, kota.b], new("C", "Dinas C")))

    made = by_code(session, "C")
    [left] = session.scalars(select(Use)).all()
    assert (left.application_id, left.organisation_id) == (other.id, made.id)
    assert (left.state, left.since, left.note) == (
        UseState.IN_USE,
        date(2020, 1, 1),
        "Sejak lama",
    )


def test_open_registrations_go_on_with_their_steps_under_the_new_office(session):
    at = office(session)
    under_way = in_review(at, findings=[], name="Telaah")
    steps = [(each.id, each.state) for each in under_way.steps]
    heir = make.office(session, of=at.government)
    kota = town(session)
    kota.government = at.government
    kota.applied(end(at.dinas, heir))

    session.refresh(under_way)
    assert under_way.organisation_id == heir.id
    assert [(each.id, each.state) for each in under_way.steps] == steps
    assert under_way.confirmed_at is not None
    at.to_signature(under_way)


def test_the_duty_to_review_goes_on_at_the_heir(session):
    at = office(session)
    kota = town(session)
    kota.government = at.government
    kota.applied(merge([at.kominfo], restructuring.Target(office=at.dinas.id)))

    reviewing = session.scalars(
        select(Organisation.id).where(
            Organisation.is_kominfo, Organisation.government_id == at.government.id
        )
    ).all()
    assert reviewing == [at.dinas.id]


def test_lines_of_the_plan_follow_but_not_those_that_are_done(session, kota):
    plan = planning.create_plan(
        session,
        kota.government,
        planning.PlanDetails(title="Peta", from_year=2024, to_year=2028),
    )
    for number, state in enumerate([PlanLineState.APPROVED, PlanLineState.DONE]):
        planning.add_line(
            session,
            plan,
            planning.LineDetails(
                code=f"L{number}", muatan=planning.APPLICATIONS, name="Baris"
            ),
            organisation=kota.a,
            state=state,
        )
    commit(session)
    kota.applied(end(kota.a, kota.b))

    lines = session.scalars(select(PlanLine).order_by(PlanLine.code)).all()
    assert [each.organisation_id for each in lines] == [kota.b.id, kota.a.id]


def test_a_new_name_holds_from_the_day_and_the_old_one_stays_known(session, kota):
    kota.applied(rename(kota.a, "Dinas Pertanian dan Perikanan", "Distankan"))

    assert kota.a.name == "Dinas Pertanian dan Perikanan"
    assert kota.a.former_names == ["Dinas Pertanian"]
    assert periods.name_on(session, kota.a, EVE) == "Dinas Pertanian"
    assert periods.name_on(session, kota.a, DAY) == kota.a.name


def test_the_tree_of_a_past_day_is_the_tree_of_that_day(session, kota):
    unit = make.office(session, "UPTD", of=kota.a)
    kota.applied(
        rename(kota.b, "Dinas B"),
        move(unit, kota.b),
        merge([kota.a], restructuring.Target(office=kota.b.id)),
    )
    rows = session.scalars(select(Organisation)).all()

    def tree(day):
        found = periods.tree_on(session, kota.government.id, rows, day)
        return {each.id: (each.name, each.parent_id) for each in found}

    root = kota.government.id
    assert tree(EVE)[kota.a.id] == ("Dinas Pertanian", root)
    assert tree(EVE)[unit.id] == ("UPTD", kota.a.id)
    assert kota.a.id not in tree(DAY)
    assert tree(DAY)[kota.b.id] == ("Dinas B", root)
    assert tree(DAY)[unit.id] == ("UPTD", kota.b.id)


def test_several_steps_of_one_change_are_taken_one_after_another(session, kota):
    mine = make.application(session, of=kota.a)
    third = make.office(session, of=kota.government)
    kota.applied(end(kota.a, kota.b), end(kota.b, third))

    assert mine.organisation_id == third.id
    [owner] = session.scalars(select(OwnerPeriod)).all()
    assert (owner.organisation_id, owner.until) == (kota.a.id, EVE)


def test_a_change_is_one_entry_that_notes_each_thing(session, kota):
    mine = make.application(session, of=kota.a)
    kota.applied(end(kota.a, kota.b))

    last = session.scalars(select(Entry).order_by(Entry.id.desc())).first()
    subjects = {(each.subject, each.subject_id) for each in last.notes}
    assert {
        ("applications", mine.id),
        ("organisations", kota.a.id),
        ("organisations", kota.b.id),
    } <= subjects
    told = next(each for each in last.notes if each.subject == "applications")
    assert told.values["organisation_id"] == [kota.a.id, kota.b.id]


def test_a_form_of_an_element_that_moved_is_told_of_it(session, kota):
    mine = make.application(session, of=kota.a)
    seen = mine.version
    kota.applied(end(kota.a, kota.b))

    session.refresh(mine)
    assert mine.version > seen


def test_applying_twice_and_before_the_day_does_nothing(session, kota):
    make.application(session, of=kota.a)
    row = kota.settled(kota.change(end(kota.a, kota.b)))

    assert restructuring.due(session, EVE) == []
    assert restructuring.apply(session, row.id, today=EVE) is None
    assert restructuring.due(session, TODAY) == [row]  # days were missed
    assert restructuring.apply(session, row.id, today=TODAY) is row
    commit(session)
    before = content(session)
    assert restructuring.apply(session, row.id, today=TODAY) is None
    assert content(session) == before


def test_what_cannot_be_on_the_day_is_said_and_changes_nothing(session, kota):
    mine = make.application(session, of=kota.a)
    row = kota.settled(kota.change(end(kota.a, kota.b)))
    kota.b.ends_on = date(2026, 6, 1)
    commit(session)

    restructuring.apply(session, row.id, today=TODAY)
    commit(session)

    assert row.state is RestructuringState.SET
    assert "Dinas Pangan sudah berakhir" in row.problem
    assert mine.organisation_id == kota.a.id


def test_a_leap_day_has_its_eve(session, kota):
    kota.applied(end(kota.a, kota.b), on=date(2028, 2, 29))
    assert kota.a.ends_on == date(2028, 2, 28)
    kota.applied(rename(kota.b, "Dinas Lain"), on=date(2028, 3, 1))
    assert periods.name_on(session, kota.b, date(2028, 2, 29)) == "Dinas Pangan"


@pytest.mark.parametrize(
    ("steps", "sentence"),
    [
        (lambda t, u: [move(t.a, u)], "bawah dirinya sendiri"),
        (lambda t, _: [move(t.a, t.a)], "bawah dirinya sendiri"),
        (lambda t, u: [end(t.a, u)], "berada di bawah Dinas Pertanian"),
        (lambda t, _: [end(t.a, t.b), end(t.a, t.b)], "sudah berakhir"),
        (lambda t, _: [end(t.a, t.b), end(t.b, t.a)], "sudah berakhir"),
        (lambda t, _: [end(t.a)], "Pilih penerusnya"),
        (lambda t, _: [end(t.a, t.a)], "penerusnya sendiri"),
        (lambda t, _: [end(t.a, t.government)], "bukan pemerintah daerahnya"),
        (lambda t, _: [end(t.government, t.a)], "tidak dapat diubah di sini"),
        (lambda t, _: [rename(t.a, "  ")], "Tuliskan nama baru"),
        (lambda t, _: [rename(t.a, "Dinas Pertanian")], "sama dengan nama sekarang"),
        (lambda t, _: [merge([t.a], new("X", "X"))], "paling sedikit dua"),
        (lambda t, _: [split(t.a, new("X", "X"))], "paling sedikit dua"),
        (lambda t, _: [split(t.a, new("X", "X"), new("x", "Y"))], "sudah dipakai"),
        (lambda t, _: [split(t.a, new("", "X"), new("Y", "Y"))], "wajib diisi"),
        (lambda t, _: [merge([t.a, t.b], new("A B", "X"))], "hanya boleh berisi"),
        (lambda _t, _: [], "Belum ada langkah"),
    ],
)
def test_what_cannot_be_is_refused_with_the_step_and_the_reason(
    session, kota, steps, sentence
):
    unit = make.office(session, "UPTD", of=kota.a)
    make.application(session, of=kota.a)
    row = kota.change(*steps(kota, unit))

    with pytest.raises(Invalid, match=sentence):
        kota.settled(row)
    assert row.state is RestructuringState.DRAFT


def test_offices_of_another_government_are_not_there(session, kota):
    foreign = town(session)
    for step in (end(kota.a, foreign.a), end(foreign.a, kota.a)):
        with pytest.raises(Invalid, match="tidak ada di instansi Anda"):
            kota.settled(kota.change(step))
    with pytest.raises(Invalid, match="sudah dipakai"):
        kota.settled(kota.change(merge([kota.a, kota.b], new(foreign.a.code, "X"))))


def test_a_change_does_not_hold_from_before_one_that_holds(session, kota):
    kota.applied(rename(kota.a, "Dinas Baru"))
    with pytest.raises(Invalid, match="berlaku sesudah tanggal itu"):
        kota.settled(kota.change(end(kota.a, kota.b)), EVE)


def test_two_who_draft_at_once_are_told_of_each_other(session, kota):
    row = kota.change(end(kota.a, kota.b))
    seen = row.version
    restructuring.add_step(session, row, rename(kota.b, "Lain"), seen=seen)
    commit(session)

    with pytest.raises(Changed):
        restructuring.add_step(session, row, rename(kota.b, "Beda"), seen=seen)
    with pytest.raises(Changed):
        restructuring.drop_step(session, row, row.steps[0].id, seen=seen)


def test_what_is_set_may_be_changed_or_withdrawn_before_its_day(session, kota):
    row = kota.settled(kota.change(end(kota.a, kota.b)))
    with pytest.raises(WrongState):
        restructuring.add_step(session, row, rename(kota.b, "X"), seen=row.version)

    restructuring.reopen(session, row, seen=row.version)
    commit(session)
    kota.settled(row)
    restructuring.withdraw(session, row, seen=row.version)
    commit(session)

    assert row.state is RestructuringState.WITHDRAWN
    assert restructuring.apply(session, row.id, today=TODAY) is None
    assert history.of(session, row)[0].deed == "SOTK dicabut"


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


def test_a_preview_says_what_goes_where(session):
    at = office(session)
    kota = town(session)
    kota.government = at.government
    make.application(session, "SIABON", of=at.dinas, code="DAA-7")
    in_review(at, findings=[], name="Telaah")
    heir = make.office(session, "Dinas Penerus", of=at.government)
    row = kota.change(end(at.dinas, heir))

    foreseen = restructuring.foresee(session, row, DAY)

    assert foreseen.offices == [
        "Dinas Kelautan berakhir 31 Desember 2026, diteruskan Dinas Penerus."
    ]
    told = {(each.label, each.text, each.to) for each in foreseen.followers}
    assert (Layer.APPLICATION.value, "DAA-7 SIABON", "Dinas Penerus") in told
    assert any(label == "Usulan" and to == "Dinas Penerus" for label, _, to in told)
    assert session.scalars(select(Registration.organisation_id)).all() == [at.dinas.id]


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


def test_statements_of_a_preview_do_not_grow_with_what_moves(session, kota, engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("the same statements")
    row = kota.change(end(kota.a, kota.b))

    def sent(many):
        new_ = [
            NewElement(
                ref=str(each),
                layer=Layer.SERVICE,
                organisation_id=kota.a.id,
                stated={"name": f"Layanan {each}"},
            )
            for each in range(many)
        ]
        apply(session, kota.government.id, ChangeSet(elements=new_), deed="uji")
        commit(session)
        texts = []
        listener = lambda *said: texts.append(said[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        moved = restructuring.foresee(session, row, DAY).groups[0].count
        event.remove(engine, "before_cursor_execute", listener)
        return moved, len(texts)

    (few, some), (more, again) = sent(2), sent(501)
    assert (few, more) == (2, 503)
    assert again == some


def test_a_step_names_what_an_earlier_one_makes(session, kota):
    mine, theirs = (make.application(session, of=each) for each in (kota.a, kota.b))
    third = make.office(session, "Bagian Umum", of=kota.government)
    before = content(session)
    row = kota.change(merge([kota.a, kota.b], new("NEW", "Dinas Baru")))
    [made] = [each for each in offices_of(session, row) if each.id < 0]
    for step in (
        rename(made, "Dinas Pangan Terpadu"),
        move(made, third),
        split(
            made,
            Target(office=made.id),
            new("BLUD", "BLUD Pangan"),
            **{f"elements:{theirs.id}": 1, f"posts:{kota.operator.posts[0].id}": 1},
        ),
    ):
        restructuring.add_step(session, row, step, seen=row.version)
    first = row.steps[0].id
    with pytest.raises(WrongState, match="Langkah 2 memakai Dinas Baru"):
        restructuring.drop_step(session, row, first, seen=row.version)
    offices = restructuring.foresee(session, row, DAY).offices
    told = "Dinas Pangan Terpadu (NEW) berdiri 1 Januari 2027 di bawah Bagian Umum."
    assert told in offices
    kota.settled(row)
    restructuring.apply(session, row.id, today=TODAY)
    commit(session)

    merged, blud = by_code(session, "NEW"), by_code(session, "BLUD")
    assert (merged.parent_id, merged.former_names) == (
        third.id,
        ["Dinas Pertanian", "Dinas Pangan"],
    )
    assert (mine.organisation_id, theirs.organisation_id) == (merged.id, blud.id)
    posts = session.scalars(select(Post).where(Post.account_id == kota.operator.id))
    assert {each.organisation_id for each in posts} == {kota.a.id, blud.id}
    kota.undone(row)
    after = content(session)
    for told in ("restructurings", "restructuring_steps"):
        del before[told], after[told]
    assert after == before


def test_what_is_made_and_passed_on_in_one_change_never_stood(session, kota):
    third = make.office(session, "Dinas Perikanan", of=kota.government)
    row = kota.change(merge([kota.a, kota.b], new("MID", "Dinas Antara")))
    [made] = [each for each in offices_of(session, row) if each.id < 0]
    step = merge([made, third], new("LAST", "Dinas Akhir"))
    restructuring.add_step(session, row, step, seen=row.version)
    assert {each.name for each in offices_of(session, row)} == {
        kota.government.name,
        "Dinas Akhir",
    }
    kota.settled(row)
    restructuring.apply(session, row.id, today=TODAY)
    commit(session)

    last = by_code(session, "LAST")
    assert kota.a.successor_id == kota.b.successor_id == last.id
    assert last.former_names == ["Dinas Pertanian", "Dinas Pangan", "Dinas Perikanan"]
    assert not session.scalars(
        select(Organisation).where(Organisation.code == "MID")
    ).all()


def offices_of(session, row):
    return restructuring.offices_after(session, row, DAY)
