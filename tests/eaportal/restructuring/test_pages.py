"""An administrator puts a new SOTK together, sees what follows, and sets its day."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from architecture.model import (
    Job,
    Organisation,
    Restructuring,
    RestructuringState,
    at,
    now,
)
from architecture.roles import Role
from eaportal import formats
from eaportal.restructuring import work
from tests import make

SOTK = "/perangkat-daerah/sotk/"


@pytest.fixture
def government(session):
    return make.government(session, "Pemerintah Kota Uji")


@pytest.fixture
def desk(browser, session, government):
    return browser.sign_in(make.account(session, Role.ADMINISTRATOR, government))


@pytest.fixture
def offices(session, government):
    return [
        make.office(session, name, of=government)
        for name in ("Dinas Pangan", "Dinas Tani")
    ]


@pytest.fixture
def drafted(desk, session):
    desk.submit(desk.get(SOTK), {"title": "SOTK 2027"})
    return session.scalars(select(Restructuring)).one().id


def add(desk, key, kind, **fields):
    page = desk.get(f"{SOTK}{key}/langkah/{kind}")
    return desk.submit(page, fields)


def settle(desk, key, on, status=200):
    fields = {"on": on.isoformat(), "basis": "Perbup 12/2026"}
    return desk.submit(
        desk.get(f"{SOTK}{key}"), fields, status=status, button="Tetapkan"
    )


def tomorrow():
    return formats.today() + timedelta(days=1)


def state(session):
    session.expire_all()
    return session.scalars(select(Restructuring)).one().state


def test_two_offices_are_merged_at_once_if_the_day_has_come(
    desk, session, offices, drafted
):
    mine = make.application(session, "SIABON", of=offices[0])
    page = add(
        desk,
        drafted,
        "MERGE",
        offices=[str(each.id) for each in offices],
        into="0",
        name="Dinas Ketahanan Pangan",
        code="DKP",
    )
    assert "SIABON" in page.text
    assert "Dinas Tani berakhir" in page.text

    settle(desk, drafted, formats.today())

    session.expire_all()
    made = session.scalars(select(Organisation).where(Organisation.code == "DKP")).one()
    assert state(session) is RestructuringState.DONE
    assert mine.organisation_id == made.id
    tree = desk.get("/perangkat-daerah/")
    ended = tree.select("table")[1].text
    assert "Dinas Tani" in ended
    assert "Dinas Ketahanan Pangan" in ended


def test_the_next_step_offers_offices_as_the_steps_before_leave_them(
    desk, offices, drafted
):
    both = [str(each.id) for each in offices]
    add(desk, drafted, "MERGE", offices=both, into="0", name="Dinas Baru", code="DB")
    page = desk.get(f"{SOTK}{drafted}/langkah/RENAME")
    [made] = page.select("#office option")
    assert made.text == "Dinas Baru (baru, langkah sebelumnya)"
    page = add(desk, drafted, "RENAME", office=made["value"], name="Dinas Pangan Raya")
    assert "Dinas Pangan Raya (DB) berdiri" in page.text
    page = desk.submit(page, button="Hapus langkah 1", status=422)
    assert "Langkah 2 memakai Dinas Baru" in page.text


def test_a_split_asks_where_everything_goes(desk, session, offices, drafted):
    first, second = (
        make.application(session, name, of=offices[0]) for name in ("SATU", "DUA")
    )
    page = add(
        desk,
        drafted,
        "SPLIT",
        office=str(offices[0].id),
        name1="Dinas A",
        code1="DA",
        name2="Dinas B",
        code2="DB",
    )
    assert "Ke mana isinya pergi" in page.h1.text
    desk.submit(page, {f"elements:{second.id}": "1"}, button="Simpan pembagian")
    settle(desk, drafted, formats.today())

    session.expire_all()
    assert (first.organisation.code, second.organisation.code) == ("DA", "DB")


def test_things_of_a_split_are_narrowed_by_name(desk, session, offices, drafted):
    make.application(session, "SATU", of=offices[0])
    make.application(session, "DUA", of=offices[0])
    page = add(
        desk,
        drafted,
        "SPLIT",
        office=str(offices[0].id),
        stays="y",
        name1="Dinas B",
        code1="DB",
    )
    url = page.select_one("main form[method=post]")["action"]

    narrowed = desk.get(f"{url}?cari=sat")

    assert "SATU" in narrowed.text
    assert "DUA" not in narrowed.text


def test_what_is_set_for_later_waits_and_the_worker_does_it(
    app, desk, session, offices, drafted
):
    add(desk, drafted, "END", office=str(offices[0].id), heir=str(offices[1].id))
    settle(desk, drafted, tomorrow())
    assert state(session) is RestructuringState.SET
    assert "SOTK 2027" in desk.get("/perangkat-daerah/").text
    work.ask_if_due(app)
    assert session.scalars(select(Job)).all() == []
    session.commit()

    with at(now() + timedelta(days=3)):
        work.ask_if_due(app)
        work.ask_if_due(app)

    assert state(session) is RestructuringState.DONE
    assert len(session.scalars(select(Job)).all()) == 1
    assert offices[0].ends_on == tomorrow() - timedelta(days=1)


def test_what_cannot_be_done_is_told_on_the_front_page(
    app, desk, session, offices, drafted
):
    add(desk, drafted, "END", office=str(offices[0].id), heir=str(offices[1].id))
    settle(desk, drafted, tomorrow())
    offices[1].ends_on = date(2026, 1, 1)
    session.commit()

    with at(now() + timedelta(days=3)):
        work.ask_if_due(app)
        page = desk.get("/")

    assert "belum dapat diberlakukan" in page.text
    assert "sudah berakhir" in desk.get(f"{SOTK}{drafted}").text


def test_a_change_is_taken_back(desk, session, offices, drafted):
    add(desk, drafted, "RENAME", office=str(offices[0].id), name="Dinas Baru")
    settle(desk, drafted, formats.today())

    desk.submit(desk.get(f"{SOTK}{drafted}"), button="Batalkan SOTK ini")

    assert state(session) is RestructuringState.UNDONE
    assert (offices[0].name, offices[0].former_names) == ("Dinas Pangan", [])


def test_what_stands_on_a_change_is_named_in_place_of_the_button(
    desk, session, government, offices, drafted
):
    add(
        desk,
        drafted,
        "MERGE",
        offices=[str(each.id) for each in offices],
        into="0",
        name="Dinas Ketahanan Pangan",
        code="DKP",
    )
    settle(desk, drafted, formats.today())
    session.expire_all()
    make.application(
        session,
        of=session.scalars(
            select(Organisation).where(Organisation.code == "DKP")
        ).one(),
    )

    page = desk.get(f"{SOTK}{drafted}")

    assert "1 elemen ditambahkan pada Dinas Ketahanan Pangan" in page.text
    assert "Batalkan SOTK ini" not in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"on": ""}, "Isi tanggalnya"),
        ({"on": "31/02/2027"}, "Isi tanggalnya"),
        ({"on": "31/12/1999"}, "antara tahun 2000 dan 2100"),
        ({"on": "01/01/2101"}, "antara tahun 2000 dan 2100"),
        ({"basis": "  "}, "Wajib diisi"),
        ({"basis": "x" * 201}, "200"),
    ],
)
def test_day_and_basis_are_asked_for(desk, offices, drafted, fields, sentence):
    add(desk, drafted, "RENAME", office=str(offices[0].id), name="Dinas Baru")
    sent = {"on": "01/01/2099", "basis": "Perbup 12/2026"} | fields
    page = desk.submit(desk.get(f"{SOTK}{drafted}"), sent, 422, button="Tetapkan")
    assert sentence in page.text


def test_what_cannot_be_is_told_in_the_preview_and_not_set(
    desk, session, offices, drafted
):
    unit = make.office(session, "UPTD", of=offices[0])
    page = add(desk, drafted, "MOVE", office=str(offices[0].id), parent=str(unit.id))
    assert "ke bawah dirinya sendiri" in page.text
    settle(desk, drafted, tomorrow(), status=422)
    assert state(session) is RestructuringState.DRAFT


def test_two_at_once_and_stale_pages_are_told(desk, session, offices, drafted):
    old = desk.get(f"{SOTK}{drafted}/langkah/RENAME")
    add(desk, drafted, "RENAME", office=str(offices[0].id), name="Dinas Baru")
    page = desk.submit(
        old, {"office": str(offices[1].id), "name": "Dinas Lain"}, status=422
    )
    assert "diubah orang lain" in page.text

    shown = desk.get(f"{SOTK}{drafted}")
    add(desk, drafted, "RENAME", office=str(offices[1].id), name="Dinas Lain")
    desk.submit(shown, button="Hapus langkah 1", status=409)
    desk.submit(
        shown,
        {"on": tomorrow().isoformat(), "basis": "X"},
        button="Tetapkan",
        status=409,
    )
    settle(desk, drafted, tomorrow())
    desk.submit(shown, button="Cabut", status=409)
    assert state(session) is RestructuringState.SET


def test_offices_of_others_and_numbers_that_are_none_are_refused(
    desk, session, offices, drafted
):
    foreign = make.office(session)
    for office in (str(foreign.id), "9" * 30, "x", ""):
        page = desk.get(f"{SOTK}{drafted}/langkah/RENAME")
        desk.submit(page, {"office": office, "name": "Curi"}, status=422)
    desk.get(f"{SOTK}{drafted}/langkah/LAIN", status=404)
    desk.get(f"{SOTK}999", status=404)


def test_a_change_of_another_government_is_not_found(browser, session, desk, drafted):
    other = make.government(session)
    browser.sign_in(make.account(session, Role.ADMINISTRATOR, other))
    browser.get(f"{SOTK}{drafted}", status=404)
    browser.post(f"{SOTK}{drafted}/cabut", status=404)


def test_the_number_of_statements_does_not_grow_with_what_follows(
    desk, session, offices, drafted, statements
):
    add(desk, drafted, "END", office=str(offices[0].id), heir=str(offices[1].id))
    make.application(session, of=offices[0])

    def count():
        statements.texts.clear()
        with statements as sent:
            desk.get(f"{SOTK}{drafted}")
        return len(sent)

    few = count()
    for _ in range(12):
        make.application(session, of=offices[0])
    assert count() == few
