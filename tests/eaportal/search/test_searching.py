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


def test_it_is_marked_where_it_matched_and_everything_is_escaped(desk, session, office):
    stated = {"description": "<b>Tentang</b> Kuwaït & <script>x</script>"}
    added(session, office, Layer.SERVICE, "Layanan <i>é</i> KUWAIT", **stated)
    added(session, office, Layer.DATA, "Berkas", producer="Bagian Kuwait")

    first, second = desk.get("/cari?q=kuwait").select(".hit")
    marks = [mark.text for mark in first.select("mark")]
    assert marks == ["KUWAIT", "Kuwaït"]
    assert not first.select("b, i, script")
    assert second.select_one(".hit-text").text == "Produsen data: Bagian Kuwait"
    (found,) = desk.get("/cari?q=%3Cscript%3E").select(".hit")
    assert [mark.text for mark in found.select("mark")] == ["<script>"]
    short = desk.get("/cari?q=b").select("mark")
    assert {mark.text for mark in short} == {"B"}


def test_a_name_that_matched_is_not_told_twice(desk, session, office):
    added(session, office, Layer.DATA, "Data antrean", description="Nomor harian")

    (found,) = desk.get("/cari?q=antrean").select(".hit")

    assert found.select_one(".hit-text").text == "Nomor harian"


def test_offices_are_found_and_nothing_found_says_what_to_do(desk, session, office):
    added(session, office, Layer.SERVICE, "Antrean")

    assert "Dinas Kesehatan" in desk.get("/cari?q=dinkes").main.text
    page = desk.get("/cari?q=antrena")
    assert "Tidak ada yang cocok" in page.main.text
    link = page.find("a", string="antrean")
    assert names(desk.get(link["href"])) == ["Antrean"]
    assert "Tulis yang dicari" in desk.get("/cari").main.text


def test_nonsense_in_the_address_is_no_error(desk, session, office):
    for query in (
        "q=%00",
        "q=a&halaman=999999",
        "q=%22*&lapisan=x&opd=z",
        "q=%25",
        f"q={'x' * 5000}",
        "q=%ED%A0%80&q=%FF%FE",
        "q=%F0%9F%9A%80",
        "q=NEAR(a+b)+OR+name:c*",
    ):
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
