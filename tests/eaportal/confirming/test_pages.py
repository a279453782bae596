"""Once a year the owner says that an element is still true."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from architecture.layers import Status
from architecture.model import Confirmation, at, now
from architecture.roles import Role
from eaportal import formats
from tests import make
from tests.browser import Browser


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


def old(session, office, name, days=400, **fields):
    with at(now() - timedelta(days=days)):
        return make.application(session, name, of=office, **fields)


def someone(app, session, role, place):
    return Browser(app, session).sign_in(make.account(session, role, place))


def listed(page):
    return [each.a.text for each in page.select("main form tbody th")]


def test_what_was_not_looked_at_for_a_year_waits(app, session, office):
    old(session, office, "Lama")
    old(session, office, "Terlambat", 500)
    old(session, office, "Berhenti", status=Status.RETIRED)
    make.application(session, "Baru", of=office)
    desk = someone(app, session, Role.OPERATOR, office)

    assert listed(desk.get("/kepastian/")) == ["Terlambat", "Lama"]
    home = desk.get("/")
    [todo] = [each for each in home.select(".to-do") if "dipastikan" in each.text]
    assert todo.select_one(".to-do-count").text == "2"
    assert "1 di antaranya lewat tiga bulan" in todo.text


def test_lists_leave_what_nobody_confirmed_since_a_day(app, session, office):
    sure = old(session, office, "Pasti")
    old(session, office, "Lama")
    make.application(session, "Baru", of=office)
    old(session, make.office(session), "Milik instansi lain")
    person = make.account(session, Role.OPERATOR, office)
    session.add(Confirmation(element_id=sure.id, account_id=person.id, at=now()))
    session.commit()
    desk = Browser(app, session).sign_in(person)
    day = formats.today() - timedelta(days=30)
    page = desk.get(f"/aplikasi/?belum={day}")
    assert [each.a.text for each in page.select("tbody th")] == ["Lama"]
    assert "Terakhir dipastikan atau dicatat" in page.text
    assert len(desk.get("/aplikasi/?belum=bukan").select("tbody th")) == 3


def test_several_are_confirmed_at_once(app, session, office):
    made = [old(session, office, f"A{number}") for number in range(3)]
    desk = someone(app, session, Role.HEAD, office)
    page = desk.get("/kepastian/")

    done = desk.post(
        "/kepastian/",
        {"elemen": [str(made[0].id), str(made[1].id)]},
    )

    assert page.select('input[name="elemen"]')
    assert "2 elemen dipastikan" in done.text
    assert listed(done) == ["A2"]
    assert "Dipastikan masih benar" in desk.get(f"/riwayat/elemen/{made[0].id}").text
    desk.post("/kepastian/", {}, status=409)


def test_the_page_of_an_element_says_when_and_by_whom(app, session, office):
    made = old(session, office, "Lama")
    desk = someone(app, session, Role.OPERATOR, office)
    page = desk.get(f"/aplikasi/{made.id}")
    assert "Belum pernah dipastikan" in page.text

    told = desk.post(f"/kepastian/{made.id}", {})

    assert "Dipastikan" in told.text
    assert "Sudah lebih dari setahun" not in told.text
    assert session.scalars(select(Confirmation)).one().element_id == made.id


def test_only_the_owner_confirms(app, session, office):
    made = old(session, office, "Lama")
    sister = make.office(session, "Dinas Sosial", of=office.government)
    operator = someone(app, session, Role.OPERATOR, sister)
    architect = someone(app, session, Role.ARCHITECT, office.government)
    stranger = someone(app, session, Role.OPERATOR, make.office(session))

    operator.post(f"/kepastian/{made.id}", {}, status=403)
    operator.post("/kepastian/", {"elemen": str(made.id)}, status=403)
    architect.post(f"/kepastian/{made.id}", {}, status=403)
    stranger.post(f"/kepastian/{made.id}", {}, status=403)
    assert listed(operator.get("/kepastian/")) == []
    assert "Lama" not in stranger.get("/kepastian/").text
    page = architect.get("/kepastian/")
    assert "Dinkes" in page.text
    assert not page.select('main input[name="elemen"]')
    assert session.scalars(select(Confirmation)).all() == []


def test_statements_do_not_grow_with_the_rows(app, session, office, statements):
    architect = someone(app, session, Role.ARCHITECT, office.government)
    counts = []
    for number in (2, 20):
        for turn in range(number):
            old(session, office, f"A{number} {turn}")
        architect.get("/kepastian/")
        statements.texts.clear()
        with statements:
            architect.get("/kepastian/")
        counts.append(len(statements))
    assert counts[0] == counts[1]
