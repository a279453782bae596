"""Maps leave as files: written by the worker, kept by content, form and paper."""

import io

import pypdf
import pytest
from defusedxml.ElementTree import fromstring
from sqlalchemy import func, select

from architecture import history
from architecture.model import Job
from architecture.roles import Role
from tests import make
from tests.browser import Browser


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def simpus(session, office):
    return make.application(session, "SIMPUS", of=office)


@pytest.fixture
def desk(browser, session, office, simpus):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office))


@pytest.mark.parametrize(
    ("ending", "begins"),
    [
        ("svg", b"<svg "),
        ("png", b"\x89PNG"),
        ("pdf", b"%PDF"),
        ("drawio", b"<?xml"),
        ("dot", b"// Lanskap"),
    ],
)
def test_a_map_leaves_in_every_form(desk, ending, begins):
    answer = desk.download(f"/peta/lanskap.{ending}")

    assert answer.data.startswith(begins)
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment")
    assert disposition.rstrip('"').endswith(f".{ending}")


def test_the_paper_and_the_tiles_of_a_pdf_are_chosen_by_the_address(desk):
    plain = desk.download("/peta/lanskap.pdf?kertas=a3")
    tiled = desk.download("/peta/lanskap.pdf?kertas=A4&ubin=1&tema=cetak")
    wrong = desk.download("/peta/lanskap.pdf?kertas=B5")

    sides = [
        sorted(round(float(side)) for side in page.mediabox[2:])
        for each in (plain, tiled, wrong)
        for page in pypdf.PdfReader(io.BytesIO(each.data)).pages[:1]
    ]
    assert sides == [[842, 1191], [595, 842], [595, 842]]
    assert "A3" in plain.headers["Content-Disposition"]
    assert "A4-ubin" in tiled.headers["Content-Disposition"]


def test_a_file_is_written_once_for_its_content_form_and_paper(desk, session, simpus):
    def written():
        session.rollback()
        return session.scalar(select(func.count()).select_from(Job))

    addresses = [
        "/peta/lanskap.svg",
        "/peta/lanskap.pdf",
        "/peta/lanskap.pdf?kertas=A1",
        "/peta/lanskap.pdf?ubin=1",
        "/peta/lanskap.pdf?tema=gelap",
    ]
    for address in addresses * 2:
        desk.download(address)
    assert written() == len(addresses)
    renamed = {"name": "SIMPUS BARU"}
    history.change(
        session, simpus, renamed, deed="Diubah", government=simpus.government_id
    )
    history.seal(session, by="uji")
    session.commit()
    desk.download("/peta/lanskap.pdf")
    assert written() == len(addresses) + 1


def test_nobody_waits_for_a_file(portal, session, office):
    make.application(session, "SIMPUS", of=office)
    waiting = Browser(portal(JOBS_INLINE=False), session)
    waiting.sign_in(make.account(session, Role.ARCHITECT, office))

    page = waiting.get("/peta/lanskap.pdf?kertas=A1", status=202)

    assert "PDF sedang disiapkan" in page.text
    assert waiting.response.headers["Refresh"]
    assert page.select_one('a.btn[href="/peta/lanskap"]')
    assert "SIMPUS" in page.select_one("table").text


def test_the_menu_offers_every_form_of_exactly_this_map(desk, office):
    page = desk.get(f"/peta/lanskap?opd={office.id}")

    menu = page.select_one(".map-files")
    links = {link["href"] for link in menu.select("a")}
    assert links == {
        f"/peta/lanskap.{ending}?opd={office.id}"
        for ending in ("svg", "png", "drawio", "dot")
    }
    form = menu.select_one("form")
    assert form["action"] == "/peta/lanskap.pdf"
    assert form.select_one('[name="opd"]')["value"] == str(office.id)
    papers = [each["value"] for each in form.select("option")]
    assert papers == ["A4", "A3", "A2", "A1", "A0"]


def test_links_of_a_file_lead_back_to_this_portal(portal, session, office):
    made = make.application(session, "SIMPUS", of=office)
    outside = Browser(portal(PUBLIC_URL="https://ea.contoh.go.id"), session)
    outside.sign_in(make.account(session, Role.ARCHITECT, office))

    for ending in ("svg", "drawio", "dot"):
        file = outside.download(f"/peta/lanskap.{ending}").data.decode()
        assert f'"https://ea.contoh.go.id/aplikasi/{made.id}"' in file
    page = outside.get("/peta/lanskap")
    assert page.select_one(f'svg a[href="/aplikasi/{made.id}"]')


def test_a_drawio_file_of_a_page_is_whole(desk):
    file = fromstring(desk.download("/peta/lanskap.drawio").data)
    assert "SIMPUS" in [cell.get("value") or cell.get("label") for cell in file.iter()]
