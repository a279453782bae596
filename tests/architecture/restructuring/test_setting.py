"""When a SOTK may be set, changed or withdrawn, and what it cannot be."""

from datetime import date

import pytest

from architecture import history, periods, restructuring
from architecture.errors import Changed, Invalid, WrongState
from architecture.model import (
    RestructuringState,
)
from tests import make
from tests.architecture.merging.pairs import content
from tests.architecture.restructuring.town import (
    TODAY,
    commit,
    end,
    merge,
    move,
    new,
    rename,
    split,
    town,
)

EVE = date(2026, 12, 31)


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
