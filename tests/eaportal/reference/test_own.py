"""The pages of a government's own codes."""

import pytest
from sqlalchemy import select

from architecture import history, referencing
from architecture.model import OwnCode
from architecture.roles import Role
from tests import make
from tests.eaportal.reference.test_tree import filled


@pytest.fixture
def office(session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    return make.office(session, "Badan Kepegawaian")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


def hung(desk, session, name="Kinerja", **more):
    page = desk.get("/referensi/kode/RAB.09.06/tambah")
    desk.submit(page, {"name": name, **more}, button="Tambahkan")
    return session.scalars(select(OwnCode).order_by(OwnCode.id.desc())).first()


def test_an_architect_hangs_a_code_and_everybody_finds_it(desk, session, office):
    made = hung(desk, session, note="SKP dan e-Kinerja")
    page = desk.get(f"/referensi/kode/{made.code}")

    assert "RAB.09.06.01 Kinerja" in page.h1.text
    assert "Milik instansi ini" in page.text
    assert "Kode sendiri ditambahkan" in page.text
    assert made.code in desk.get("/referensi/?cari=kinerja").text
    desk.sign_in(make.account(session, Role.OPERATOR, office))
    assert made.code in desk.get("/referensi/?buka=RAB.09.06").text
    desk.get("/referensi/kode/RAB.09.06/tambah", status=403)


def test_codes_in_use_that_nobody_named_can_be_named(desk, session, office):
    filled(session, office, 2, "RAB.09.06.05")
    page = desk.get("/referensi/kode/RAB.09.06")
    [link] = [a for a in page.select("a") if a.text == "Beri judul RAB.09.06.05"]

    desk.submit(desk.get(link["href"]), {"name": "Mutasi"}, button="Tambahkan")

    [made] = session.scalars(select(OwnCode))
    assert (made.code, made.name) == ("RAB.09.06.05", "Mutasi")


def test_retiring_asks_for_a_replacement_where_the_code_is_used(desk, session, office):
    made = hung(desk, session)
    filled(session, office, 3, made.code)
    place = f"/referensi/sendiri/{made.id}/pensiun"

    refused = desk.submit(
        desk.get(place), {"replacement": ""}, 422, button="Pensiunkan"
    )
    done = desk.submit(desk.get(place), button="Pensiunkan")

    assert "tunjukkan penggantinya" in refused.text
    assert "3 elemen memakai penggantinya" in done.text
    gone = desk.get(f"/referensi/kode/{made.code}")
    assert "tidak dipakai lagi" in gone.text
    assert made.code in desk.get("/referensi/kode/RAB.09.06").text


def test_a_stale_page_renames_nothing(desk, session):
    made = hung(desk, session)
    place = f"/referensi/sendiri/{made.id}"
    first, second = desk.get(place), desk.get(place)
    desk.submit(first, {"name": "Satu"}, button="Simpan")

    told = desk.submit(second, {"name": "Dua"}, 409, button="Simpan")
    session.refresh(made)
    assert made.name == "Satu"
    desk.submit(told, {"name": "Dua"}, button="Simpan")
    session.refresh(made)
    assert made.name == "Dua"


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 300},
        {"name": "A", "number": "-1"},
        {"name": "A", "number": "x"},
        {"name": "A", "number": "99999999999999"},
        {"name": "\x00\u202e"},
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(desk, session, fields):
    page = desk.get("/referensi/kode/RAB.09.06/tambah")
    told = desk.submit(page, fields, 422, button="Tambahkan")

    assert told.select(".form-error")
    assert not session.scalars(select(OwnCode)).all()


def test_another_government_sees_and_changes_nothing(desk, session):
    made = hung(desk, session, "Rahasia dapur")
    desk.sign_in(make.account(session, Role.ARCHITECT))

    for place in (
        f"/referensi/kode/{made.code}",
        f"/referensi/sendiri/{made.id}",
        f"/referensi/sendiri/{made.id}/pensiun",
    ):
        desk.get(place, status=404)
    assert "Rahasia dapur" not in desk.get("/referensi/?buka=RAB.09.06").text
