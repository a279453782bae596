"""ArchiMate files in the portal: out, in with a preview, applied, refused."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import func, select

from architecture import elements, history, inventory
from architecture.layers import Layer, Verb
from architecture.model import Application, Entry, ExchangeItem, Import, ImportState
from architecture.roles import Role
from tests import make
from tests.architecture.exchange.archimate.moving import line, model, node
from tests.browser import HOST, Browser


class City:
    """A government with an office, an application and what it uses."""

    def __init__(self, session):
        """Make it all."""
        self.session = session
        self.government = make.government(session, "Kota Uji")
        self.dinas = make.office(session, "Dinas Satu", of=self.government)
        self.badan = make.office(session, "Badan Dua", of=self.government)
        self.app = inventory.add(session, self.dinas, {"name": "SIMPEG"})
        self.other = inventory.add(session, self.badan, {"name": "E-ARSIP"})
        data = elements.add(session, self.dinas, Layer.DATA, {"name": "Data pegawai"})
        elements.relate(session, self.app, Verb.USES, data)
        history.seal(session, by="uji")
        session.commit()


@pytest.fixture
def city(session):
    """Give a small government."""
    return City(session)


@pytest.fixture
def architect(browser, session, city):
    """Give a browser in which its architect is signed in."""
    return browser.sign_in(make.account(session, Role.ARCHITECT, city.government))


def download(browser, **fields):
    """Ask for the file, and return what the worker wrote."""
    headers = {"X-CSRFToken": browser.token(), "Origin": f"http://{HOST}"}
    done = browser.open(
        "/pertukaran/archimate/unduh", method="POST", data=fields, headers=headers
    )
    assert done.status_code == 200, done.text
    return done.data


def bring_in(browser, file, office, status=200, name="model.xml"):
    """Upload a file and return the page that follows."""
    sent = {"file": (BytesIO(file), name), "office": str(office.id)}
    return browser.post("/pertukaran/archimate/unggah", sent, status=status)


def some(title="Aplikasi A"):
    """Return a file with an application, an actor and a relation that breaks a rule."""
    body = node("a", title=title) + node("o", "BusinessActor", "Kantor")
    wrong = line("w", "Composition", "a", "o")
    return model(f"<elements>{body}</elements><relationships>{wrong}</relationships>")


def test_a_model_is_foreseen_and_applied(architect, session, city):
    page = bring_in(architect, some(), city.dinas)
    assert page.h1.text == "Pratinjau model.xml"
    assert "Baru 1" in page.text
    assert page.select_one(".side-link.active").text.strip() == "Pertukaran"
    first = page.select_one("table tbody tr").text
    assert "Melanggar aturan" in first
    assert "Disimpan apa adanya 1" in page.text
    assert "relasi, baris 5" in page.text
    assert "tidak mengizinkan Composition" in page.text
    assert session.scalar(select(func.count(ExchangeItem.id))) == 0
    before = session.scalar(select(func.count(Entry.id)))

    done = architect.submit(page, button="Terapkan semuanya")
    assert done.h1.text == "Hasil impor model.xml"
    assert "1 baru" in done.text
    assert session.scalar(select(func.count(Entry.id))) == before + 1
    made = session.scalars(select(Application).where(Application.name == "Aplikasi A"))
    assert made.one().organisation_id == city.dinas.id

    again = bring_in(architect, some("Aplikasi B"), city.dinas)
    assert "Aplikasi A → Aplikasi B" in " ".join(again.text.split())
    same = bring_in(architect, some(), city.dinas)
    assert "Tidak ada yang akan ditulis" in same.text
    assert "Melanggar aturan 1" in same.text


def test_what_the_portal_wrote_has_nothing_to_apply(architect, city):
    file = download(architect, office=str(city.government.id), on="")
    assert b"SIMPEG" in file
    assert b"<view " in file
    page = bring_in(architect, file, city.dinas)
    assert "Tidak ada yang akan ditulis" in page.text
    assert "Terapkan" not in [each.text.strip() for each in page.select("main button")]


def test_one_office_goes_out_alone(architect, session, city):
    file = download(architect, office=str(city.dinas.id), on="")
    assert b"SIMPEG" in file
    assert b"E-ARSIP" not in file


def test_a_day_leaves_out_what_does_not_live_then(architect, session, city):
    app = session.get_one(Application, city.app.id)
    elements.retire(session, app, on=date(2026, 1, 1), reason="diganti")
    history.seal(session, by="uji")
    session.commit()
    whole = str(city.government.id)
    assert b"SIMPEG" not in download(architect, office=whole, on="02/01/2026")
    assert b"SIMPEG" in download(architect, office=whole, on="31/12/2025")


def test_a_day_that_is_none_is_said_beside_its_field(architect, city):
    sent = {"office": str(city.government.id), "on": "kemarin dulu"}
    page = architect.post("/pertukaran/archimate/unduh", sent, status=422)
    assert "kemarin dulu" in str(page)


def test_a_file_that_cannot_be_read_says_every_line(architect, session, city):
    body = node("a") + node("a") + node("b", "Sesuatu")
    page = bring_in(
        architect, model(f"<elements>\n{body}</elements>"), city.dinas, status=422
    )
    told = page.select_one("[role=alert]").text
    assert "Baris 5:" in told
    assert "Baris 6:" in told
    assert session.scalars(select(Import)).one().state is ImportState.REFUSED


def test_another_file_is_refused_beside_the_field(architect, city):
    for content, name in ((b"PK\x03\x04 x", "model.xml"), (b"<model/>", "model.pdf")):
        page = bring_in(architect, content, city.dinas, status=422, name=name)
        assert page.select_one("#file-error")


def test_a_preview_of_an_older_model_is_made_anew(architect, session, city):
    bring_in(architect, some(), city.dinas)
    page = architect.submit(
        architect.get("/pertukaran/archimate/1"), button="Terapkan semuanya"
    )
    assert page.h1.text == "Hasil impor model.xml"
    page = bring_in(architect, some("Aplikasi B"), city.dinas)
    row = session.scalars(select(Application).where(Application.name == "Aplikasi A"))
    elements.revise(session, row.one(), {"name": "Aplikasi C"})
    history.seal(session, by="orang lain")
    session.commit()
    again = architect.submit(page, button="Terapkan semuanya")
    assert "pratinjaunya dibuat ulang" in again.text
    names = session.scalars(select(Application.name))
    assert "Aplikasi C" in names.all()


def test_pressing_apply_twice_happens_once(architect, session, city):
    page = bring_in(architect, some(), city.dinas)
    token = {"pratinjau": page.select_one("input[name=pratinjau]")["value"]}
    architect.post("/pertukaran/archimate/1/terapkan", token)
    architect.post("/pertukaran/archimate/1/terapkan", token)
    assert session.scalar(select(func.count(Application.id))) == 3


def test_a_cancelled_import_writes_nothing(architect, session, city):
    page = bring_in(architect, some(), city.dinas)
    architect.submit(page, button="Batalkan")
    architect.post("/pertukaran/archimate/1/terapkan", status=409)
    assert session.scalar(select(func.count(Application.id))) == 2


def test_who_may_not_change_the_whole_model_is_kept_out(app, session, city):
    operator = make.account(session, Role.OPERATOR, city.dinas)
    session.commit()
    other = Browser(app, session).sign_in(operator)
    other.get("/pertukaran/archimate/", status=403)
    assert "Model ArchiMate" not in other.get("/pertukaran/").text
