"""From the page of all maps to one: choosing what stands in the middle."""

import pytest

from architecture import elements, history, returning
from architecture.layers import Layer, Sharing, Verb
from architecture.mapping.catalogue import VIEWS
from architecture.roles import Role
from eaportal.maps.gallery import SECTIONS
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def account(session, office):
    return make.account(session, Role.ARCHITECT, office)


@pytest.fixture
def desk(browser, account):
    return browser.sign_in(account)


def offered(page):
    return [link.text for link in page.select(".plain-list a")]


def test_what_was_opened_last_and_what_hangs_together_most_is_offered(
    desk, session, office, account
):
    opened, busy, other, _ = (
        make.application(session, name, of=office) for name in "ABCD"
    )
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    for end in (other, hidden):
        elements.relate(session, busy, Verb.EXCHANGES, end)
    returning.opened(session, account.id, "element", opened.id)
    history.seal(session, by="uji")

    page = desk.get("/peta/sekitar")

    assert offered(page) == ["A", "B", "C"]
    assert page.select_one(".plain-list a")["href"].endswith(f"?fokus={opened.id}")
    desk.get(page.select_one(".plain-list a")["href"])


def test_the_middle_is_searched_by_words(desk, session, office):
    make.application(session, "Antrean Puskesmas", of=office)
    make.application(session, "Lain", of=office)
    history.seal(session, by="uji")

    found = desk.get("/peta/sekitar?q=puskesmas&langkah=2")

    assert offered(found) == ["Antrean Puskesmas"]
    assert "langkah=2" in found.select_one(".plain-list a")["href"]
    assert "Tidak ada yang cocok" in desk.get("/peta/sekitar?q=xyzzy").text


def test_without_any_element_the_page_says_what_to_do(desk):
    assert "Lengkapi arsitektur" in desk.get("/peta/sekitar").text


def test_each_map_stands_once_on_the_page_of_all_with_its_question(desk):
    page = desk.get("/peta/")

    links = [link["href"] for link in page.select(".preview h3 a")]
    assert sorted(links) == sorted(f"/peta/{view.slug}" for view in VIEWS.values())
    assert {each.text for each in page.select("h2.section")} <= set(SECTIONS)


def test_a_card_shows_a_kept_picture_and_has_none_drawn(desk, session, office):
    make.application(session, of=office)
    small = "/peta/lanskap/kecil?ada=1"

    assert desk.download(small, status=204).data == b""
    desk.get("/peta/lanskap")
    image = desk.fragment(small).select_one("img")["src"]
    assert desk.download(image).data.startswith(b"<svg")


def test_a_card_leads_back_to_what_was_looked_at(desk, session, office, account):
    one = make.application(session, "SIMPUS", of=office)
    returning.opened(session, account.id, "element", one.id)
    session.commit()

    last = desk.get("/peta/").select_one('a[href^="/peta/sekitar?"]')

    assert (last.text, last["href"]) == ("SIMPUS", f"/peta/sekitar?fokus={one.id}")


def test_pages_lead_to_the_maps_that_tell_more(desk, session, office):
    one, other = (make.application(session, of=office) for _ in range(2))
    elements.relate(session, one, Verb.EXCHANGES, other)
    history.seal(session, by="uji")

    def maps_on(address):
        links = desk.get(address).select('main a[href^="/peta/"]')
        return [link["href"] for link in links]

    around = maps_on(f"/aplikasi/{one.id}")
    assert around == [
        f"/peta/{view.slug}?fokus={one.id}"
        for view in VIEWS.values()
        if Layer.APPLICATION in view.focus
    ]
    for address in around:
        desk.get(address)
    assert maps_on(f"/aplikasi/?opd={office.id}") == [f"/peta/lanskap?opd={office.id}"]
    assert "/peta/keamanan" in maps_on("/arsitektur/keamanan/")
