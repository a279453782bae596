"""Pages of an administrator about offices and the settings of the government."""

from datetime import date

import pytest
from sqlalchemy import select

from architecture.model import Government, Kind, NumberMode, Organisation, Urusan
from architecture.roles import Role
from tests import make


@pytest.fixture
def government(session):
    return make.government(session, "Pemerintah Kota Uji")


@pytest.fixture
def desk(browser, session, government):
    return browser.sign_in(make.account(session, Role.ADMINISTRATOR, government))


def test_an_office_is_added_below_the_government_and_a_unit_below_it(
    desk, session, government
):
    form = desk.get("/perangkat-daerah/baru")
    desk.submit(form, {"code": "dinkes", "name": "Dinas Kesehatan"})
    office = session.scalars(
        select(Organisation).where(Organisation.code == "DINKES")
    ).one()
    page = desk.submit(
        form, {"code": "PKM-1", "name": "Puskesmas", "parent": str(office.id)}
    )

    listed = [cell.a.text if cell.a else "" for cell in page.select("tbody th")]
    assert listed == ["", "Dinas Kesehatan", "Puskesmas"]


def test_a_code_that_is_taken_is_said_beside_the_field(desk, session, government):
    make.office(session, of=government, code="DINKES")

    page = desk.submit(
        desk.get("/perangkat-daerah/baru"),
        {"code": "Dinkes", "name": "Lain"},
        status=422,
    )

    assert "sudah dipakai" in page.select_one("#code-error").text


def test_a_new_name_keeps_the_old_one_for_lists_of_the_past(desk, session, government):
    office = make.office(session, "Dinas Infokom", of=government)

    desk.submit(desk.get(f"/perangkat-daerah/{office.id}"), {"name": "Dinas Kominfo"})

    session.refresh(office)
    assert (office.name, office.former_names) == ("Dinas Kominfo", ["Dinas Infokom"])


def test_an_office_moves_with_its_units_but_not_below_itself(desk, session, government):
    health = make.office(session, "Dinas Kesehatan", of=government)
    hospital = make.office(session, "RSUD", of=government)
    clinic = make.office(session, "Poli", of=hospital)
    page = f"/perangkat-daerah/{hospital.id}"

    offered = [each["value"] for each in desk.get(page).select("#parent option")]
    desk.submit(desk.get(page), {"parent": str(health.id)})

    assert offered == [str(government.id), str(health.id)]
    session.refresh(hospital)
    assert (hospital.parent_id, hospital.kind) == (health.id, Kind.UNIT)
    desk.submit(desk.get(page), {"parent": str(clinic.id)}, status=422)
    session.refresh(hospital)
    assert hospital.parent_id == health.id


def test_urusan_are_ticked_without_a_keyboard(desk, session, government):
    session.add(Urusan(letter="B", name="Kesehatan", codes=[]))
    session.commit()
    office = make.office(session, of=government)

    form = desk.get(f"/perangkat-daerah/{office.id}")
    desk.submit(form, {"urusan": ["B"]})

    assert form.select_one('input[type="checkbox"][name="urusan"]') is not None
    session.refresh(office)
    assert office.urusan == ["B"]


def test_a_code_with_signs_is_refused_beside_the_field(desk):
    page = desk.submit(
        desk.get("/perangkat-daerah/baru"),
        {"code": "<script>`${", "name": "Dinas"},
        status=422,
    )

    assert "Kode hanya boleh berisi" in page.select_one("#code-error").text


def test_an_office_that_ended_is_offered_to_nothing_new(desk, session, government):
    make.office(session, "Dinas Lama", of=government, ends_on=date(2020, 1, 1))

    offered = desk.get("/perangkat-daerah/baru").select_one("#parent").text

    assert "Dinas Lama" not in offered
    assert "Dinas Lama" in desk.get("/perangkat-daerah/").text


def test_the_front_page_says_what_a_new_government_still_needs(
    desk, session, government
):
    make.office(session, "Dinas Kominfo", of=government)

    text = desk.get("/").main.text

    assert "Tetapkan dinas penelaah" in text
    assert "Buat akun penelaah" in text


def test_offices_of_another_government_are_not_there(desk, session):
    other = make.office(session)

    desk.get(f"/perangkat-daerah/{other.id}", status=404)
    page = desk.get("/perangkat-daerah/")
    assert other.name not in page.text


def test_nothing_is_hung_below_another_government(desk, session):
    other = make.office(session)

    desk.submit(
        desk.get("/perangkat-daerah/baru"),
        {"code": "X", "name": "X", "parent": str(other.id)},
        status=422,
    )


def test_letters_are_numbered_as_the_settings_say(desk, session, government):
    form = desk.get("/perangkat-daerah/pengaturan")

    for name in ("number_scheme", "coordination_scheme"):
        wrong = desk.submit(form, {name: "500/{tahun}"}, status=422)
        assert "{urut}" in wrong.select_one(f"#{name}-error").text
    sent = {"number_mode": "TYPED", "letterhead": "PEMERINTAH\nDINAS"}
    desk.submit(form, sent | {"coordination_scheme": ""})

    settings = session.get(Government, government.id)
    session.refresh(settings)
    assert settings.number_mode is NumberMode.TYPED
    assert settings.coordination_scheme == ""
    assert settings.letterhead == ["PEMERINTAH", "DINAS"]


def test_a_second_reviewing_office_is_refused_beside_its_mark(
    desk, session, government
):
    make.office(session, "Dinas Kominfo", of=government, is_kominfo=True)
    office = make.office(session, "Dinas Perhubungan", of=government)

    form = desk.get(f"/perangkat-daerah/{office.id}")
    page = desk.submit(form, {"is_kominfo": "y"}, status=422)

    assert "Dinas Kominfo sudah ditandai" in page.select_one("#is_kominfo-error").text
    session.refresh(office)
    assert office.is_kominfo is False
