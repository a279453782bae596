"""A case is named wherever its applications are shown, to those who may see it."""

import pytest

from architecture import consolidating
from architecture.roles import Role
from tests import make
from tests.architecture.consolidating.decided import (
    commit,
    decided,
    followed,
    opened,
    planned,
    twins,
)
from tests.browser import Statements

TITLE = "Presensi pegawai"


@pytest.fixture
def two(kota):
    return twins(kota)


def places(two):
    return [
        f"/aplikasi/{two[0].id}",
        f"/kemiripan/{two[0].id}/{two[1].id}",
        "/kemiripan/",
    ]


def text(page):
    return " ".join(page.main.text.split())


def test_who_sees_a_case_meets_it_with_its_state_and_a_link(kota, two, browser):
    case = opened(kota, two, TITLE)
    browser.sign_in(kota.accounts["reviewer"])

    for address in places(two):
        page = browser.get(address)
        link = page.main.find("a", href=f"/konsolidasi/{case.id}")
        assert link.text.strip() == TITLE
        assert "Dibahas" in link.parent.text
    page = browser.get(places(two)[1])
    assert "Jadikan kasus" not in page.text


def test_the_decision_stands_beside_the_case(kota, two, browser):
    decided(kota, planned(kota, opened(kota, two, TITLE), *two))
    browser.sign_in(kota.accounts["head"])

    page = browser.get(f"/aplikasi/{two[1].id}")

    assert f"Digabungkan ke {two[0].name}, paling lambat 30 Juni 2027" in text(page)


def test_an_office_that_is_not_concerned_meets_no_case(kota, two, browser, session):
    case = opened(kota, two, TITLE)
    place = make.office(session, of=kota.government)
    session.commit()
    browser.sign_in(make.account(session, Role.HEAD, place))

    page = browser.get(f"/aplikasi/{two[0].id}")

    assert f"/konsolidasi/{case.id}" not in str(page)
    assert TITLE not in page.text


@pytest.mark.parametrize("done", [True, False])
def test_a_group_whose_case_is_over_is_offered_again_with_the_earlier_word(
    kota, two, browser, done
):
    case = planned(kota, opened(kota, two, TITLE), *two)
    if done:
        followed(kota, decided(kota, case))
    else:
        consolidating.drop(kota.session, case, "Ternyata berbeda.")
        commit(kota)
    browser.sign_in(kota.accounts["reviewer"])

    for address in ("/konsolidasi/", f"/kemiripan/{two[0].id}/{two[1].id}"):
        page = browser.get(address)
        assert "Jadikan kasus" in page.text
        word = f"dipertahankan: {two[0].name}" if done else "Ternyata berbeda."
        assert word in text(page)
        assert page.main.find("a", href=f"/konsolidasi/{case.id}") is not None


def test_a_third_application_of_a_running_case_keeps_a_pair_from_a_new_one(
    kota, two, browser
):
    third = make.application(kota.session, of=kota.kominfo)
    commit(kota)
    opened(kota, [two[0], third], TITLE)
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get(f"/kemiripan/{two[0].id}/{two[1].id}")

    assert f"Salah satunya sedang dibahas pada {TITLE}." in text(page)
    assert "Jadikan kasus" not in page.text


def test_the_list_asks_as_often_with_many_cases(kota, two, browser, session):
    case = opened(kota, two, TITLE)
    browser.sign_in(kota.accounts["reviewer"])
    browser.get("/kemiripan/")
    with Statements(session.get_bind()) as few:
        browser.get("/kemiripan/")
    for number in range(4):
        consolidating.drop(kota.session, case, "Lagi")
        commit(kota)
        case = opened(kota, two, f"Kasus {number}")
    with Statements(session.get_bind()) as many:
        browser.get("/kemiripan/")

    assert len(many.texts) <= len(few.texts)
