"""Pinned with a button, and found again on the front page and the empty search."""

import pytest
from sqlalchemy import select, text

from architecture import elements, history
from architecture.layers import Layer, Sharing
from architecture.model import Opening, Registration, RegistrationKind
from architecture.roles import Role
from eaportal import db
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


@pytest.fixture
def service(session, office):
    made = elements.add(session, office, Layer.SERVICE, {"name": "Layanan <b>"})
    history.seal(session, by="uji")
    session.commit()
    return made


def cards(page):
    """Return the lists of a page by their titles."""
    return {
        card.h2.text: [link.text for link in card.select("li a")]
        for card in page.select(".sides .card")
        if card.select(".plain-list")
    }


def test_what_is_pinned_and_opened_stands_on_the_front_page_and_the_empty_search(
    desk, session, office, service
):
    application = make.application(session, "SIMPUS", of=office)
    page = desk.submit(desk.get(f"/arsitektur/elemen/{service.id}"), button="Sematkan")
    assert page.select_one("button[aria-pressed]")["aria-pressed"] == "true"
    desk.get(f"/aplikasi/{application.id}")

    told = {"Tersemat": ["Layanan <b>"], "Terakhir dibuka": ["SIMPUS", "Layanan <b>"]}
    assert cards(desk.get("/")) == told
    assert cards(desk.get("/cari")) == told
    desk.submit(desk.get("/sematan/"), button="Lepas")
    assert "Tersemat" not in cards(desk.get("/"))
    desk.submit(desk.get("/sematan/"), button="Kosongkan daftar ini")
    assert cards(desk.get("/")) == {}


def test_nobody_else_sees_what_a_person_pinned_or_opened(
    browser, desk, session, office, service
):
    desk.submit(desk.get(f"/arsitektur/elemen/{service.id}"), button="Sematkan")

    browser.sign_in(make.account(session, Role.ARCHITECT, office.government))
    assert cards(browser.get("/")) == {}


def test_registrations_are_remembered_while_they_may_be_seen(browser, session, office):
    account = make.account(session, Role.OPERATOR, office)
    mine = Registration(
        kind=RegistrationKind.BUILD,
        organisation_id=office.id,
        government_id=office.government_id,
        created_by_id=account.id,
        number="U-1",
        name="Antrean",
    )
    session.add(mine)
    session.commit()
    desk = browser.sign_in(account)
    desk.get(f"/usulan/{mine.id}")
    assert cards(desk.get("/")) == {"Terakhir dibuka": ["Antrean"]}

    mine.organisation_id = make.office(session, of=office.government).id
    session.commit()
    assert cards(desk.get("/")) == {}


def test_a_page_that_is_refused_or_only_asked_about_leaves_no_trace(
    desk, session, service
):
    stranger = make.application(session, sharing=Sharing.NOTHING)
    desk.get(f"/aplikasi/{stranger.id}", status=404)
    desk.open(f"/arsitektur/elemen/{service.id}", method="HEAD")

    assert session.scalars(select(Opening)).all() == []


def test_opening_the_same_again_writes_nothing(desk, service, statements):
    desk.get(f"/arsitektur/elemen/{service.id}")

    with statements:
        desk.get(f"/arsitektur/elemen/{service.id}")
    assert [each for each in statements.texts if not each.startswith("SELECT")] == []


def test_the_page_opens_although_others_hold_the_database(desk, app, session, service):
    """An import holds SQLite for seconds, or the row on PostgreSQL."""
    session.commit()
    with app.app_context(), db.writing() as other:
        other.execute(text("DELETE FROM openings WHERE id < 0"))
        if other.get_bind().dialect.name == "postgresql":
            other.execute(text("LOCK TABLE openings IN EXCLUSIVE MODE"))
        desk.get(f"/arsitektur/elemen/{service.id}")
        other.rollback()
    assert session.scalars(select(Opening)).all() == []

    desk.get(f"/arsitektur/elemen/{service.id}")
    assert len(session.scalars(select(Opening)).all()) == 1


def test_what_waited_for_nobody_leaves_the_patience_of_its_connection(app):
    with app.app_context(), db.in_passing() as session:
        session.execute(text("SELECT 1"))
    asking = "PRAGMA busy_timeout"
    if app.extensions["engine"].dialect.name == "postgresql":
        asking = "SHOW lock_timeout"
    with app.app_context(), db.reading() as session:
        assert session.scalar(text(asking)) in {30_000, "0"}


def test_questions_do_not_grow_with_what_is_pinned(desk, session, office, statements):
    def asked():
        with statements:
            desk.get("/")
        many, statements.texts = len(statements), []
        return many

    def pin(several):
        for _ in range(several):
            desk.post(f"/sematan/{make.application(session, of=office).id}")

    pin(2)
    few = asked()
    pin(4)
    assert asked() == few
