"""The queue of the review."""

from datetime import timedelta

import pytest

from architecture.model import now
from tests.architecture.registration.office import in_review, office
from tests.browser import Browser


def rows(page, heading):
    [found] = [each for each in page.select("h2.section") if each.text == heading]
    table = found.find_next("table")
    return [row.select_one("a").text for row in table.select("tbody tr")]


def old(kota, registration, code, days):
    kota.step(registration, code).opened_at = now() - timedelta(days=days)
    return kota.keep(registration)


def test_it_shows_what_one_can_take_and_what_waits_for_others(kota, browser):
    first, second = in_review(kota, findings=[]), in_review(kota, findings=[])
    old(kota, first, "COMPLETENESS", 20)
    kota.say(second, "COMPLETENESS", "reviewer")
    page = browser.sign_in(kota.accounts["reviewer"]).get("/telaah/")
    assert rows(page, "Menunggu Anda") == [first.name]
    assert rows(page, "Ditangani orang lain") == [second.name] * 4
    assert "terlambat" in page.select_one(".age-late").text
    assert "1 langkah menunggu Anda, 1 di antaranya terlambat" in page.text
    page = browser.sign_in(kota.accounts["DATA"]).get("/telaah/")
    assert rows(page, "Menunggu Anda") == [second.name]


def test_it_narrows_by_step_office_and_lateness(kota, browser):
    first, second = in_review(kota, findings=[]), in_review(kota, findings=[])
    old(kota, first, "COMPLETENESS", 20)
    kota.say(second, "COMPLETENESS", "reviewer")
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get("/telaah/?langkah=DATA")
    assert rows(page, "Ditangani orang lain") == [second.name]
    assert "Tidak ada yang cocok" in page.text
    page = browser.get("/telaah/?terlambat=1")
    assert rows(page, "Menunggu Anda") == [first.name]
    assert "Ditangani orang lain" not in page.text
    assert "Tidak ada yang cocok" in browser.get("/telaah/?opd=999999999999").text
    for asked in ("halaman=0", "halaman=99999999", "halaman=x", "langkah=%00<b>"):
        browser.get(f"/telaah/?{asked}")


def test_an_empty_queue_says_what_happens_next(kota, browser):
    page = browser.sign_in(kota.accounts["reviewer"]).get("/telaah/")
    assert "Tidak ada yang menunggu Anda" in page.text


@pytest.mark.parametrize("who", ["operator", "head", "architect"])
def test_who_does_not_review_is_not_let_in(kota, browser, who):
    browser.sign_in(kota.accounts[who]).get("/telaah/", status=403)


def test_another_government_sees_nothing_of_it(kota, browser):
    usulan = in_review(kota, findings=[])
    stranger = office(kota.session)
    browser.sign_in(stranger.accounts["reviewer"])
    assert usulan.name not in browser.get("/telaah/").text
    browser.get(f"/telaah/{usulan.id}", status=404)
    step = kota.step(usulan, "COMPLETENESS").id
    browser.post(f"/telaah/{usulan.id}/langkah/{step}", status=404)
    browser.post(f"/telaah/{usulan.id}/langkah/{step}/lewati", status=404)


def test_the_number_of_queries_does_not_grow(kota, browser, statements):
    browser.sign_in(kota.accounts["reviewer"])
    counts = []
    for more in (1, 4):
        for _ in range(more):
            in_review(kota, findings=[])
        with statements:
            statements.texts.clear()
            browser.get("/telaah/")
            counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_front_page_tells_what_waits_and_what_is_late(kota, app, session):
    usulan = old(kota, in_review(kota, findings=[]), "COMPLETENESS", 20)
    browser = Browser(app, session).sign_in(kota.accounts["reviewer"])
    page = browser.get("/")
    [card] = [each for each in page.select(".to-do") if "menunggu Anda" in each.text]
    assert card["href"] == "/telaah/"
    assert card.select_one(".to-do-count").text == "1"
    assert "1 langkah melewati target" in card.text
    kota.say(usulan, "COMPLETENESS", "reviewer")
    assert "Tidak ada yang menunggu Anda" in browser.get("/").text
    browser.sign_in(kota.accounts["architect"])
    assert "Usulan menunggu Anda" not in browser.get("/").text
