"""The installer keeps the list of national applications for all governments."""

from datetime import date

import pytest

from architecture import history, inventory
from architecture.layers import Status
from architecture.model import Note
from architecture.roles import Role
from tests import make

TOLD = {"mandatory": "NO", "aliases": ["Nasi"], "predecessors": ["DTKS"]}


@pytest.fixture
def application(session):
    made = inventory.add(session, make.national(session), {"name": "Nasional Satu"})
    made.national = dict(TOLD)
    history.seal(session, by="uji")
    session.commit()
    return made


@pytest.fixture
def installer(browser, session):
    return browser.sign_in(make.account(session, Role.INSTALLER))


def edit(browser, application, expected=200, **fields):
    page = browser.get(f"/instansi/nasional/{application.id}")
    return browser.submit(page, fields, expected)


def test_what_is_said_of_one_is_kept_dated_and_in_the_history(
    installer, session, application
):
    assert "Perlu diperiksa" in installer.get("/instansi/nasional/").text

    page = edit(
        installer,
        application,
        mandatory="YES",
        basis="Kepmen PANRB 1/2024",
        mandatory_since="2024",
        for_whom="kabupaten dan kota",
        levels=["REGENCY", "CITY"],
        status="PHASING_OUT",
        aliases="Nasi; Nasi ; Nasional I",
        predecessors="DTKS; Basis Data Terpadu",
        confidence="high",
        source="JDIH",
    )

    session.expire_all()
    told = application.national
    assert (told["mandatory"], told["mandatory_since"]) == ("YES", 2024)
    assert told["levels"] == ["REGENCY", "CITY"]
    assert told["aliases"] == ["Nasi", "Nasional I"]
    assert "Basis Data Terpadu" in told["names"]
    assert told["last_checked"]
    assert application.status is Status.PHASING_OUT
    assert "Perlu diperiksa" not in page.text
    deeds = [each.deed for each in session.query(Note)]
    assert "Keterangan aplikasi nasional diubah" in deeds


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"mandatory": "YES", "basis": " ", "source": "x"}, "basis"),
        ({"is_umum": "y", "basis": "Perbup 1", "source": "x"}, "basis"),
        ({"source": ""}, "source"),
        ({"source": "x", "mandatory_since": "dua ribu"}, "mandatory_since"),
        ({"source": "x", "mandatory_since": "99999"}, "mandatory_since"),
        ({"source": "x", "levels": ["BULAN"]}, "levels"),
        ({"source": "x", "basis": "y" * 301}, "basis"),
    ],
)
def test_a_duty_without_a_basis_and_nonsense_are_refused(
    installer, session, application, fields, field
):
    page = edit(installer, application, 422, **fields)

    assert page.select_one(f"#{field}-error")
    session.expire_all()
    assert application.national == TOLD


def test_one_that_does_not_run_yet_may_say_from_when(installer, session, application):
    stated = {"source": "JDIH", "status": "PLANNED"}
    edit(installer, application, 422, **stated, planned_live="kapan-kapan")

    edit(installer, application, **stated, planned_live="1 Maret 2027")

    session.expire_all()
    assert application.planned_live == date(2027, 3, 1)
    page = installer.get(f"/instansi/nasional/{application.id}")
    assert page.select_one("#planned_live")["value"] == "01/03/2027"


def test_only_national_applications_can_be_opened_there(installer, session):
    own = inventory.add(session, make.office(session), {"name": "Milik OPD"})
    history.seal(session, by="uji")
    session.commit()

    installer.get(f"/instansi/nasional/{own.id}", status=404)
    installer.get("/instansi/nasional/99999999", status=404)
