"""The page of a search over all layers, and the box in the head of every page."""

import pytest

from architecture import elements, history
from architecture.layers import Layer
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


def added(session, office, layer, *several, **more):
    for name in several:
        elements.add(session, office, layer, {"name": name, **more})
    history.seal(session, by="uji")
    session.commit()


def names(page):
    return [link.text for link in page.select(".hit-head a")]


def test_the_box_in_the_head_leads_to_what_was_found(desk, session, office):
    added(session, office, Layer.SERVICE, "Antrean puskesmas", description="x <b>")
    added(session, office, Layer.DATA, "Data antrean")

    form = desk.get("/arsitektur/").select_one("header form[role=search]")
    page = desk.get(f"{form['action']}?{form.input['name']}=antre")
    assert names(page) == ["Antrean puskesmas", "Data antrean"]
    assert page.select_one(".hit-head mark").text == "Antre"
    tabs = [tab.text.strip() for tab in page.select(".tabs a")]
    assert tabs == ["Semua (2)", "Layanan (1)", "Data dan Informasi (1)"]
    assert names(desk.get("/cari?q=antre&lapisan=data")) == ["Data antrean"]


def test_offices_are_found_and_nothing_found_says_what_to_do(desk, session, office):
    added(session, office, Layer.SERVICE, "Antrean")

    assert "Dinas Kesehatan" in desk.get("/cari?q=dinkes").main.text
    assert "Tidak ada yang cocok" in desk.get("/cari?q=xyzzy").main.text
    assert "Tulis yang dicari" in desk.get("/cari").main.text


def test_nonsense_in_the_address_is_no_error(desk, session, office):
    for query in ("q=%00", "q=a&halaman=999999", "q=%22*&lapisan=x&opd=z", "q=%25"):
        desk.get(f"/cari?{query}")


def test_questions_do_not_grow_with_what_is_found(desk, session, office, statements):
    def asked():
        desk.get("/cari?q=surat")  # follows what was written
        statements.texts.clear()
        with statements:
            desk.get("/cari?q=surat")
        return len(statements)

    added(session, office, Layer.SERVICE, "Surat 1")
    few = asked()
    added(session, office, Layer.SERVICE, *(f"Surat {n}" for n in range(2, 20)))
    assert asked() == few
