"""The operator of the installation decides what is a national application."""

import pytest
from sqlalchemy import select

from architecture import history, referencing
from architecture.model import Application
from architecture.roles import Role
from tests import make


@pytest.fixture
def desk(browser, session):
    referencing.load(session)
    history.seal(session, by="uji")
    home = make.government(session, "Rumah")
    return browser.sign_in(make.account(session, Role.INSTALLER, home))


@pytest.fixture
def candidate(session):
    return make.application(session, "SINAS", candidate_national=True)


def test_a_candidate_becomes_a_national_application(desk, candidate, session):
    page = desk.get("/instansi/calon-nasional/")
    assert "SINAS" in page.table.text
    page = desk.get(page.select_one("table a")["href"])

    page = desk.submit(
        page,
        {"name": "Sistem Nasional", "function": "Mencatat surat masuk."},
        button="Sahkan",
    )

    assert page.h1.text == "Calon aplikasi nasional"
    made = session.scalars(
        select(Application).where(Application.name == "Sistem Nasional")
    ).one()
    assert candidate.merged_into_id == made.id


def test_without_a_function_the_form_says_why_and_keeps_what_was_typed(
    desk, candidate, session
):
    page = desk.get(f"/instansi/calon-nasional/{candidate.id}")

    page = desk.submit(page, {"name": "Sistem Nasional"}, 422, button="Sahkan")

    assert "Tulis fungsinya" in page.select_one("#function-error").text
    assert page.select_one("#name")["value"] == "Sistem Nasional"
    assert candidate.candidate_national


def test_a_candidate_that_is_known_already_becomes_its_use(desk, candidate, session):
    known = session.scalars(
        select(Application).where(Application.code == "SRIKANDI")
    ).one()
    page = desk.get(f"/instansi/calon-nasional/{candidate.id}")

    desk.submit(page, {"same_as": str(known.id)}, button="Sahkan")

    assert candidate.merged_into_id == known.id


def test_a_candidate_that_is_none_stays_with_its_government(desk, candidate):
    page = desk.get(f"/instansi/calon-nasional/{candidate.id}")

    page = desk.submit(page, button="Bukan aplikasi nasional")

    assert not candidate.candidate_national
    assert "Tidak ada yang menunggu." in page.text
    desk.get(f"/instansi/calon-nasional/{candidate.id}", status=404)
