"""Pictures are kept by what is on them, and read anew only after a change."""

import pytest
from sqlalchemy import func, select

from architecture import history
from architecture.layers import Sharing
from architecture.model import Job
from architecture.roles import Role
from architecture.suspecting.sweeping import refresh
from tests import make
from tests.browser import Browser


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office))


def rename(session, row, name):
    change = {"name": name}
    history.change(session, row, change, deed="Diubah", government=row.government_id)
    history.seal(session, by="uji")
    session.commit()


def drawn(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Job))


def test_a_picture_is_drawn_once_while_nothing_on_it_changes(desk, session, office):
    application = make.application(session, "SIMPUS", of=office)

    def looked():
        desk.get("/peta/lanskap")
        return drawn(session)

    assert [looked(), looked()] == [1, 1]
    rename(session, application, "SIMPUS BARU")
    assert looked() == 2


def test_a_change_elsewhere_draws_nothing_anew(desk, session, office):
    make.application(session, "SIMPUS", of=office)
    sister = make.office(session, "Dinas Pendidikan", of=office.government)
    other = make.application(session, "SIAKAD", of=sister)
    address = f"/peta/lanskap?opd={office.id}"
    desk.get(address)
    before = drawn(session)
    rename(session, other, "SIAKAD BARU")

    desk.get(address)

    assert drawn(session) == before


def swept(session, office):
    refresh(session, office.government_id)
    session.commit()


def renamed(session, office):
    rename(session, office.government, "Kota Baru")


@pytest.mark.parametrize("change", [renamed, swept])
def test_what_is_asked_again_is_read_again_only_after_a_change(
    desk, session, office, statements, change
):
    for number in range(12):
        make.application(session, f"Aplikasi {number}", of=office)

    def reads():
        with statements as told:
            desk.get("/peta/lanskap")
        asked, told.texts = told.texts, []
        return any("JOIN applications" in each for each in asked)

    assert [reads(), reads()] == [True, False]
    change(session, office)
    assert reads()


def test_what_one_may_see_is_not_shown_to_another(app, desk, session, office):
    theirs = make.office(session, "Dinas Rahasia")
    make.application(session, "RAHASIA", of=theirs, sharing=Sharing.NOTHING)
    stranger = Browser(app, session)
    stranger.sign_in(make.account(session, Role.ARCHITECT, theirs))

    assert "RAHASIA" in stranger.get("/peta/lanskap").text
    assert "RAHASIA" not in desk.get("/peta/lanskap").text
