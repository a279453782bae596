"""The owner says who uses an application; the office confirms or denies it."""

import pytest
from sqlalchemy import select

from architecture.model import Use, UseConfirmation, UseState
from architecture.roles import Role
from tests import make


@pytest.fixture
def owner(session):
    return make.office(session, "Dinas Pemilik")


@pytest.fixture
def user(session, owner):
    return make.office(session, "Dinas Pemakai", of=owner.government)


@pytest.fixture
def application(session, owner):
    return make.application(session, "SIABON", of=owner)


@pytest.fixture
def desks(browser, session, owner, user):
    people = {
        "owner": make.account(session, Role.OPERATOR, owner),
        "user": make.account(session, Role.OPERATOR, user),
    }
    return lambda who: browser.sign_in(people[who])


@pytest.fixture
def stated(desks, user, application):
    desk = desks("owner")
    page = desk.get(f"/aplikasi/{application.id}/pemakai")
    desk.submit(page, {"office": str(user.id), "note": "Cuti"})
    return application


def only(session):
    session.expire_all()
    return session.scalars(select(Use)).one()


def test_what_the_owner_states_waits_at_the_office_that_confirms(
    desks, session, stated
):
    assert only(session).confirmation is UseConfirmation.STATED
    desk = desks("user")
    assert "menunggu konfirmasi" in desk.get("/").text
    page = desk.get("/aplikasi/pemakaian")
    page = desk.submit(page, button="Benar, kami memakainya")

    assert only(session).confirmation is UseConfirmation.CONFIRMED
    assert "1 di antaranya menyatakannya sendiri" in " ".join(page.text.split())
    assert "menunggu konfirmasi" not in desk.get("/").text


def test_a_denial_ends_the_use_and_tells_the_owner_why(desks, session, stated):
    desk = desks("user")
    url = f"/aplikasi/{stated.id}/bantah/{only(session).id}"
    desk.submit(desk.get(url), {"reason": "  "}, 422)
    desk.submit(desk.get(url), {"reason": "Kami memakai yang lain."})

    use = only(session)
    assert (use.state, use.confirmation) == (UseState.ENDED, UseConfirmation.DENIED)
    assert (
        "Kami memakai yang lain." in desks("owner").get(f"/aplikasi/{stated.id}").text
    )
    desks("user").post(url, {"reason": "Lagi."}, 404)


def test_what_was_denied_may_be_taken_up_by_the_office_itself(
    desks, session, stated, user
):
    desk = desks("user")
    url = f"/aplikasi/{stated.id}/bantah/{only(session).id}"
    desk.submit(desk.get(url), {"reason": "Bukan kami."})
    page = desk.get(f"/aplikasi/{stated.id}")
    desk.submit(page, button="Kami memakai aplikasi ini")

    use = only(session)
    assert (use.confirmation, use.denial) == (UseConfirmation.CONFIRMED, "")


def test_confirming_twice_is_refused(desks, session, stated):
    desk = desks("user")
    url = f"/aplikasi/{stated.id}/konfirmasi"
    desk.post(url, {"use": str(only(session).id)})
    desk.post(url, {"use": str(only(session).id)}, status=409)


def test_only_the_owner_states_and_only_the_office_answers(
    desks, session, stated, user
):
    desks("user").get(f"/aplikasi/{stated.id}/pemakai", status=403)
    desk = desks("owner")
    key = only(session).id
    desk.post(f"/aplikasi/{stated.id}/konfirmasi", {"use": str(key)}, status=403)
    desk.get(f"/aplikasi/{stated.id}/bantah/{key}", status=403)


def test_offices_of_others_the_owner_itself_and_doubles_are_refused(
    desks, session, stated, owner, user
):
    foreign = make.office(session)
    desk = desks("owner")
    for office in (foreign.id, owner.id, owner.government_id, user.id, "9" * 30):
        page = desk.get(f"/aplikasi/{stated.id}/pemakai")
        desk.submit(page, {"office": str(office)}, 422)
    assert only(session).organisation_id == user.id


def test_a_use_that_an_office_states_itself_is_confirmed(desks, session, application):
    desk = desks("user")
    desk.submit(
        desk.get(f"/aplikasi/{application.id}"), button="Kami memakai aplikasi ini"
    )
    assert only(session).confirmation is UseConfirmation.CONFIRMED
