"""The page that says what stops with an element."""

from datetime import date

import pytest

from architecture import elements, history
from architecture.layers import Layer, Verb
from architecture.roles import Role
from architecture.scope import full
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


@pytest.fixture
def server(session, office):
    server = elements.add(session, office, Layer.INFRASTRUCTURE, {"name": "Peladen"})
    application = elements.add(session, office, Layer.APPLICATION, {"name": "SIMPEG"})
    service = elements.add(session, office, Layer.SERVICE, {"name": "Layanan cuti"})
    elements.relate(
        session, application, Verb.RUNS_ON, server, ends_on=date(2029, 12, 31)
    )
    elements.relate(session, service, Verb.SUPPORTED_BY, application)
    history.seal(session, by="uji")
    session.commit()
    return server


def address(element, query=""):
    return f"/arsitektur/elemen/{element.id}/dampak{query}"


def test_it_says_by_layer_what_stops_and_over_which_path(desk, server):
    page = desk.get(address(server))

    assert "2 ikut berhenti, 0 terganggu" in page.text
    captions = [each.text.strip() for each in page.select("caption")]
    assert captions == [
        "Layanan: 1 berhenti, 0 terganggu",
        "Aplikasi: 1 berhenti, 0 terganggu",
    ]
    said = " ".join(page.select_one("tbody tr").text.split())
    assert "SIMPEG berjalan di Peladen; Layanan cuti didukung oleh SIMPEG." in said


def test_on_a_day_when_nothing_runs_there_any_more_it_says_so(desk, server):
    page = desk.get(address(server, "?tanggal=2030-01-01"))

    assert "Keadaan per 1 Januari 2030" in page.text
    assert "Tidak ada yang bertumpu padanya" in page.text


def test_what_is_no_day_is_told_and_today_is_shown(desk, server):
    for typed in ("besok", "31/02/2027", "2027-13-01", "9999-01-01", "%00"):
        page = desk.get(address(server, f"?tanggal={typed}"))
        assert "2 ikut berhenti" in page.text, typed
    assert "“besok” bukan tanggal" in desk.get(address(server, "?tanggal=besok")).text


def test_one_layer_has_a_page_of_its_own_and_keeps_the_day(desk, server):
    page = desk.get(address(server, "?lapisan=SERVICE&tanggal=2027-01-01&halaman=99"))

    assert [each.text.split(":")[0].strip() for each in page.select("caption")] == [
        "Layanan"
    ]
    ways = [each["href"] for each in page.select(".nav-tabs a")]
    assert ways
    assert all("tanggal=2027-01-01" in each for each in ways)


def test_the_page_of_an_application_leads_there(desk, session, server):
    found = elements.choices(
        session,
        full(server.government_id),
        server.government_id,
        [Layer.APPLICATION],
        "SIMPEG",
    )

    page = desk.get(f"/aplikasi/{found[0].id}")

    assert page.select_one(f'a[href="{address(found[0])}"]')


def test_another_government_does_not_find_it(browser, session, server):
    stranger = make.account(session, Role.ARCHITECT, make.government(session))

    browser.sign_in(stranger).get(address(server), status=404)


def test_the_list_and_the_map_of_an_impact_lead_to_each_other(desk, server):
    listed = desk.get(address(server))

    map_ = desk.get(listed.select_one('a[href^="/peta/dampak"]')["href"])

    assert "2 ikut berhenti" in map_.text
    assert map_.select_one(f'svg a[href="{address(server)}"]')
