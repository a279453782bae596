"""Codes that the texts of an element speak for; nothing is taken without a click."""

import pytest

from architecture import elements, history, referencing
from architecture.classifying import Node, Tree
from architecture.classifying.suggesting import suggested
from architecture.duplicates import shipped
from architecture.layers import Layer
from architecture.roles import Role
from tests import make


@pytest.fixture
def service(session):
    referencing.load(session)
    office = make.office(session)
    stated = {
        "name": "Presensi pegawai",
        "description": "Mencatat kehadiran pegawai setiap hari.",
    }
    made = elements.add(session, office, Layer.SERVICE, stated)
    history.seal(session, by="uji")
    session.commit()
    return made


def test_a_suggestion_says_why_and_is_taken_by_a_click(browser, session, service):
    browser.sign_in(make.account(session, Role.OPERATOR, service.organisation))
    shown = browser.get(f"/arsitektur/elemen/{service.id}")
    place = f"/referensi/elemen/{service.id}/saran"
    page = browser.get(place)

    assert place in {link.get("href") for link in shown.select("main a")}
    assert "kehadiran pegawai" in page.text
    assert service.reference_codes == []
    browser.submit(page, button="Pakai RAB.09.06")
    session.refresh(service)
    assert service.reference_codes == ["RAB.09.06"]
    assert history.of(session, service)[0].deed == "Kode saran diterima"
    browser.post(place, {"code": "RAB.77"}, 409)
    browser.post(place, {"code": ""}, 400)
    session.refresh(service)
    assert service.reference_codes == ["RAB.09.06"]


def test_who_may_not_edit_the_element_is_offered_nothing(browser, session, service):
    browser.sign_in(make.account(session, Role.LEADER, service.government))

    assert "/saran" not in str(browser.get(f"/arsitektur/elemen/{service.id}"))
    browser.get(f"/referensi/elemen/{service.id}/saran", status=403)


def test_a_word_that_every_text_says_speaks_for_no_code():
    codes = Tree([Node("RAB.09.03", "RAB.09", 2, "Informasi")])
    texts = ["Sistem Informasi Graha", "Memberi informasi."]

    assert suggested(codes, shipped()[0], ["RAB"], texts) == []


def test_a_word_of_several_titles_speaks_for_none_of_them_alone():
    nodes = [
        Node("RAB.09.06", "RAB.09", 2, "Aparatur Negara"),
        Node("RAB.09.07", "RAB.09", 2, "Kesekretariatan Negara"),
    ]
    said = [
        suggested(Tree(nodes), shipped()[0], ["RAB"], [text])
        for text in ("Setoran penerimaan negara", "Data aparatur negara")
    ]

    assert [[each.code for each in found] for found in said] == [[], ["RAB.09.06"]]


def test_while_one_types_codes_are_offered_beside_the_field(browser, session, service):
    browser.sign_in(make.account(session, Role.OPERATOR, service.organisation))
    form = browser.get(f"/arsitektur/elemen/{service.id}/ubah")
    asking = form.select_one("[hx-get^='/referensi/saran']")["hx-get"]

    offered = browser.fragment(f"{asking}&name=Presensi+pegawai&description=")
    nothing = browser.fragment(asking)
    vague = browser.fragment(f"{asking}&name=Cekas")
    health = browser.fragment(f"{asking}&name=Sehat")

    buttons = {each["data-add"] for each in offered.select("button")}
    assert "RAB.09.06" in buttons
    assert {each["data-to"] for each in offered.select("button")} == {"reference_codes"}
    assert form.find(id="reference_codes") is not None
    assert nothing.select("button") == []
    assert nothing.text.strip() == ""
    assert "belum menunjuk kode" in vague.text
    assert "kata “kesehatan”" in health.text
