"""An architect adds a field; it is asked, shown, ended and brought back."""

import pytest
from sqlalchemy import select

from architecture import history, inventory, referencing
from architecture.model import Application, CustomField
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


def test_a_field_lives_in_form_page_list_and_history(desk, session, office):
    page = desk.get("/isian/baru?lapisan=layanan")
    desk.submit(
        page,
        {
            "label": "Kelas layanan",
            "layer": "SERVICE",
            "kind": "WORD",
            "choices": "Dasar\nLanjutan\n",
        },
    )
    [field] = session.scalars(select(CustomField))

    form = desk.get("/arsitektur/layanan/baru")
    shown = desk.submit(
        form,
        {"name": "Satu", "organisation": str(office.id), field.name: "Dasar"},
    )
    assert "Kelas layanan" in shown.text
    assert "kosong → Dasar" in " ".join(shown.text.split())

    listed = desk.get(f"/arsitektur/layanan/?{field.name}=Dasar")
    assert "Satu" in listed.select_one("#daftar").text
    listed = desk.get(f"/arsitektur/layanan/?{field.name}=Lanjutan")
    assert "Tidak ada yang cocok" in listed.text

    desk.post(f"/isian/{field.id}/akhiri")
    assert "Kelas layanan" not in desk.get("/arsitektur/layanan/baru").text
    desk.post(f"/isian/{field.id}/pulihkan")
    assert "Kelas layanan" in desk.get("/arsitektur/layanan/baru").text


def test_applications_have_fields_of_their_own_too(desk, session, office):
    made = inventory.add(session, office, {"name": "SIMPUS"})
    history.seal(session, by="uji")
    session.commit()
    desk.submit(
        desk.get("/isian/baru?lapisan=aplikasi"),
        {"label": "Nomor aset", "layer": "APPLICATION", "kind": "LINE"},
    )
    [field] = session.scalars(select(CustomField))

    shown = desk.submit(desk.get(f"/aplikasi/{made.id}/ubah"), {field.name: "AST-77"})

    assert "Nomor aset" in shown.text
    session.expire_all()
    assert session.scalars(select(Application)).one().custom == {field.name: "AST-77"}


def test_who_may_not_read_a_field_of_ones_own_does_not_see_it(browser, session, office):
    architect = make.account(session, Role.ARCHITECT, office.government)
    desk = browser.sign_in(architect)
    desk.submit(
        desk.get("/isian/baru?lapisan=layanan"),
        {"label": "Rahasia", "layer": "SERVICE", "kind": "LINE", "cls": "RESTRICTED"},
    )
    [field] = session.scalars(select(CustomField))
    shown = desk.submit(
        desk.get("/arsitektur/layanan/baru"),
        {"name": "Satu", "organisation": str(office.id), field.name: "Sandi 9"},
    )
    assert "Sandi 9" in shown.text
    place = desk.response.request.path

    other = make.office(session, of=office.government)
    stranger = browser.sign_in(make.account(session, Role.OPERATOR, other))

    assert "Sandi 9" not in stranger.get(place).text
    assert "Satu" in stranger.get(place).text


def test_wrong_fields_are_refused_beside_what_is_wrong(desk, session):
    page = desk.get("/isian/baru?lapisan=layanan")

    told = desk.submit(
        page, {"label": "Uraian", "layer": "SERVICE", "kind": "WORD"}, status=422
    )

    assert "sudah ada pada lapisan ini" in told.text
    assert "Isi pilihannya" in told.text


def test_words_are_offered_and_hidden(desk, session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()

    told = desk.post("/isian/kata/tambah", {"list": "sifat data", "word": "Istimewa"})
    assert "“Istimewa” ditawarkan" in told.text
    desk.post("/isian/kata/sembunyikan", {"list": "sifat data", "word": "Publik"})

    form = desk.get("/arsitektur/data/baru")
    words = [each.text for each in form.select("#nature option")]
    assert words == ["", "Terbatas", "Dikecualikan", "Istimewa"]
    told = desk.post("/isian/kata/tambah", {"list": "sifat data", "word": " "})
    assert "Isi satu kata" in told.text
