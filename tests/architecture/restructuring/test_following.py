"""What belongs to an office goes on at the one that follows; nothing is lost."""

from datetime import date

import pytest
from sqlalchemy import select

from architecture import periods, planning, restructuring
from architecture.errors import WrongState
from architecture.model import (
    Entry,
    Organisation,
    OwnerPeriod,
    PlanLine,
    PlanLineState,
    Post,
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
    by_code,
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
