"""An element is handed over or claimed; whoever is asked answers, once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from architecture import history, periods
from architecture.elements.owning import FOLDED
from architecture.model import Handover, HandoverState, Use
from architecture.roles import Role
from eaportal import formats
from tests import make

HANDOVERS = "/serah-terima/"


@pytest.fixture
def owner(session):
    return make.office(session, "Dinas Pemilik")


@pytest.fixture
def other(session, owner):
    return make.office(session, "Dinas Lain", of=owner.government)


@pytest.fixture
def application(session, owner):
    return make.application(session, "SIABON", of=owner)


@pytest.fixture
def desks(browser, session, owner, other):
    government = owner.government
    third = make.office(session, of=government)
    kominfo = make.office(session, of=government, is_kominfo=True)
    people = {
        "owner": make.account(session, Role.OPERATOR, owner),
        "other": make.account(session, Role.OPERATOR, other),
        "third": make.account(session, Role.OPERATOR, third),
        "reviewer": make.account(session, Role.REVIEWER, kominfo),
        "architect": make.account(session, Role.ARCHITECT, government),
    }
    return lambda who: browser.sign_in(people[who])


def hand(desk, application, office, status=200, **more):
    page = desk.get(f"{HANDOVERS}elemen/{application.id}/serahkan")
    return desk.submit(page, {"office": str(office.id)} | more, status)


def claim(desk, application, office, reason="Kami yang mengelolanya.", status=200):
    page = desk.get(f"{HANDOVERS}elemen/{application.id}/klaim")
    return desk.submit(page, {"office": str(office.id), "reason": reason}, status)


def only(session):
    session.expire_all()
    return session.scalars(select(Handover)).one()


def test_what_the_owner_offers_goes_over_when_it_is_accepted(
    desks, session, application, owner, other
):
    session.add(Use(application_id=application.id, organisation_id=other.id))
    session.commit()
    hand(desks("owner"), application, other, reason="Urusannya pindah.")
    assert only(session).state is HandoverState.OPEN
    desk = desks("other")
    assert "serah terima menunggu jawaban Anda" in desk.get("/").text
    page = desk.get(desk.get(HANDOVERS).select_one("tbody th a")["href"])
    desk.submit(page, button="Terima")

    assert only(session).state is HandoverState.ACCEPTED
    assert application.organisation_id == other.id
    assert session.scalars(select(Use)).all() == []
    eve = formats.today() - timedelta(days=1)
    assert periods.owners_on(session, [application.id], eve) == {
        application.id: owner.id
    }
    deeds = [note.deed for note in history.of(session, application)]
    assert deeds == ["Pemilik berganti", FOLDED, "Ditawarkan ke Dinas Lain"]
    desk.post(f"{HANDOVERS}{only(session).id}/terima", status=409)


def test_what_is_declined_stays_and_the_owner_reads_why(
    desks, session, application, owner, other
):
    hand(desks("owner"), application, other)
    desk = desks("other")
    page = desk.get(f"{HANDOVERS}{only(session).id}")
    desk.submit(page, {"answer": ""}, 422, button="Tolak")
    desk.submit(page, {"answer": "Bukan urusan kami."}, button="Tolak")

    row = only(session)
    assert (row.state, application.organisation_id) == (
        HandoverState.DECLINED,
        owner.id,
    )
    assert "Bukan urusan kami." in desks("owner").get(f"{HANDOVERS}{row.id}").text
    hand(desks("owner"), application, other)


@pytest.mark.parametrize("who", ["owner", "reviewer", "architect"])
def test_a_claim_is_decided_by_the_owner_or_kominfo(
    desks, session, application, other, who
):
    claim(desks("other"), application, other)
    key = only(session).id
    desks("other").post(f"{HANDOVERS}{key}/terima", status=409)
    desks("third").post(f"{HANDOVERS}{key}/terima", status=409)
    desk = desks(who)
    assert "serah terima menunggu jawaban Anda" in desk.get("/").text
    desk.submit(desk.get(f"{HANDOVERS}{key}"), button="Terima")

    assert only(session).state is HandoverState.ACCEPTED
    assert application.organisation_id == other.id


def test_the_architect_hands_over_at_once(desks, session, application, other):
    hand(desks("architect"), application, other)
    assert only(session).state is HandoverState.ACCEPTED
    assert application.organisation_id == other.id


def test_one_at_a_time_and_taken_back(desks, session, application, owner, other):
    hand(desks("owner"), application, other)
    claim(desks("third"), application, other, status=422)
    desk = desks("other")
    desk.post(f"{HANDOVERS}{only(session).id}/tarik", status=409)
    desk = desks("owner")
    desk.submit(desk.get(f"{HANDOVERS}{only(session).id}"), button="Tarik kembali")
    assert only(session).state is HandoverState.WITHDRAWN


def test_what_cannot_be_is_refused(desks, session, application, owner, other):
    foreign = make.office(session)
    other.ends_on = formats.today() - timedelta(days=1)
    session.commit()
    desk = desks("owner")
    for office in (foreign, owner, owner.government, other):
        hand(desk, application, office, 422)
    desk.get(f"{HANDOVERS}elemen/{application.id}/klaim", status=403)
    desks("third").get(f"{HANDOVERS}elemen/{application.id}/serahkan", status=403)
    assert session.scalars(select(Handover)).all() == []


def test_nobody_is_chosen_beforehand(desks, session, application, other):
    desk = desks("owner")
    page = desk.get(f"{HANDOVERS}elemen/{application.id}/serahkan")
    page = desk.submit(page, {"reason": "Tanpa memilih."}, 422)
    assert "Pilih perangkat daerahnya." in page.text
    page = desk.get(f"/aplikasi/{application.id}/pemakai")
    desk.submit(page, {"note": "Tanpa memilih."}, 422)


def test_a_claim_needs_its_reason(desks, session, application, other):
    claim(desks("other"), application, other, reason="  ", status=422)


def test_it_goes_to_who_goes_on_for_an_office_that_ended(
    desks, session, application, owner, other
):
    hand(desks("owner"), application, other)
    heir = make.office(session, "Dinas Penerus", of=owner.government)
    other.ends_on, other.successor_id = formats.today() - timedelta(days=1), heir.id
    keeper = make.account(session, Role.OPERATOR, heir)
    session.commit()
    desk = desks("owner").sign_in(keeper)
    desk.submit(desk.get(f"{HANDOVERS}{only(session).id}"), button="Terima")

    session.expire_all()
    assert application.organisation_id == heir.id


def test_handovers_of_another_government_are_not_found(
    browser, session, desks, application, other
):
    hand(desks("owner"), application, other)
    stranger = make.account(session, Role.OPERATOR)
    browser.sign_in(stranger).get(f"{HANDOVERS}{only(session).id}", status=404)
    browser.post(f"{HANDOVERS}{only(session).id}/terima", status=404)
