"""The front page, the menu, and what every page shows."""

import pytest

from architecture.layers import Status
from architecture.roles import Role
from eaportal.home import cards
from eaportal.home.cards import Card
from eaportal.navigation import ENTRIES, PUBLIC_ENTRIES
from tests import make
from tests.browser import Browser


def titles(page):
    return [link.get_text(strip=True) for link in page.select(".side-menu nav a")]


def test_the_public_finds_the_way_in(browser):
    page = browser.get("/")

    assert page.h1.text == "Arsitektur SPBE dan inventaris aplikasi"
    assert page.select_one('main a[href="/masuk"]') is not None


def test_every_entry_of_the_menu_leads_to_a_page(app):
    for entry in (*ENTRIES, *PUBLIC_ENTRIES):
        assert entry.endpoint in app.view_functions, entry


@pytest.mark.parametrize("role", list(Role))
def test_the_menu_leads_only_where_the_person_may_go(browser, session, role):
    browser.sign_in(make.account(session, role))

    for link in browser.get("/").select(".side-menu nav a"):
        browser.get(link["href"])


def test_the_installer_is_offered_no_business_data(browser, session):
    browser.sign_in(make.account(session, Role.INSTALLER))

    assert titles(browser.get("/")) == [
        "Beranda",
        "Tesaurus",
        "Instansi",
        "Rilis kode",
        "Aplikasi nasional",
        "Calon nasional",
    ]


def test_tasks_come_first_and_those_that_are_done_are_left_out(portal, session):
    app = portal()
    cards.add(
        app,
        lambda _: [
            Card("Menunggu telaah", "/a", "gavel", count=1200, task=True),
            Card("Menunggu Anda", "/b", "gavel", count=0, task=True),
            Card("Ada di inventaris", "/c", "apps", count=7),
        ],
    )
    browser = Browser(app, session).sign_in(make.account(session, Role.REVIEWER))

    main = browser.get("/").main.get_text(" ", strip=True)

    assert main.index("1.200") < main.index("Ada di inventaris")
    assert "Menunggu Anda" not in main


def test_somebody_without_a_post_is_told_what_to_do(browser, session):
    browser.sign_in(make.account(session))

    assert "belum memegang jabatan" in browser.get("/").main.text


def test_an_account_with_many_posts_shows_the_first_and_counts_the_rest(
    browser, session
):
    person = make.account(session)
    government = make.bare_government(session)
    for role in (Role.REVIEWER, Role.ARCHITECT, Role.LEADER, Role.PLANNER):
        make.post(session, person, role, government)

    person_box = browser.sign_in(person).get("/").select_one(".side-menu .person").text

    assert "Penelaah Kominfo" in person_box
    assert "dan 1 jabatan lain" in person_box


def test_a_leader_sees_how_the_government_stands(browser, session):
    government = make.bare_government(session)
    office = make.office(session, "Dinas Kesehatan", of=government, short_name="Dinkes")
    for status in (Status.LIVE, Status.LIVE, Status.PLANNED):
        make.application(session, of=office, status=status)
    browser.sign_in(make.account(session, Role.LEADER, government))

    main = browser.get("/").main

    bars = {
        each.a.get_text(strip=True): each.select_one(".bar-text").get_text(strip=True)
        for each in main.select(".bars li")
    }
    assert bars == {"Direncanakan": "1", "Aktif": "2", "Dinkes": "3"}
    assert main.select_one('a[href="/peta/lanskap"]') is not None


def test_an_administrator_of_an_empty_government_is_led_to_the_import(browser, session):
    government = make.bare_government(session)
    browser.sign_in(make.account(session, Role.ADMINISTRATOR, government))

    assert browser.get("/").main.select_one('a[href="/impor/baru"]') is not None

    make.application(session, of=make.office(session, of=government))
    assert browser.get("/").main.select_one('a[href="/impor/baru"]') is None


def test_the_installer_is_led_to_the_governments(browser, session):
    browser.sign_in(make.account(session, Role.INSTALLER))

    main = browser.get("/").main

    assert main.select_one('a[href="/instansi/baru"]') is not None
    assert main.select_one('a[href="/instansi/"]') is not None


def test_the_public_searches_the_catalogue_from_the_front_page(browser):
    form = browser.get("/").main.form

    assert (form["action"], form.select_one("input")["name"]) == ("/katalog/", "cari")
