"""The pages of releases, and the queue of what they left open."""

from io import BytesIO

import pytest
from sqlalchemy import select

from architecture import history, referencing
from architecture.model import Application, CodeQuestion, Element, Release
from architecture.roles import Role
from tests import make
from tests.eaportal.reference.test_tree import filled

RELEASE = """Kode;Judul;Perubahan;Asal
RAK.01;Standar Keamanan;;
RAK.01.09;Standar Keamanan Data;pindah;RAK.01.01
RAK.02;Penerapan Keamanan;;
RAK.02.08;Enkripsi Basis Data;dipecah;RAK.02.01
RAK.02.09;Cadangan;dipecah;RAK.02.01
"""


@pytest.fixture
def office(session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    return make.office(session, "Dinas Kominfo")


@pytest.fixture
def installer(session):
    return make.account(session, Role.INSTALLER)


def uploaded(browser, text=RELEASE, name="2027", status=200):
    browser.get("/referensi/rilis/")
    fields = {"name": name, "file": (BytesIO(text.encode()), "rilis.csv")}
    return browser.post("/referensi/rilis/", fields, status)


def adopted(browser, installer, text=RELEASE):
    browser.sign_in(installer)
    return browser.submit(uploaded(browser, text), button="Berlakukan rilis ini")


def codes_of(session):
    return sorted(
        code
        for codes in session.scalars(select(Element.reference_codes))
        for code in codes
        if code.startswith("RAK")
    )


def test_a_release_is_previewed_before_anything_changes(
    browser, session, office, installer
):
    filled(session, office, 2, "RAK.01.01")
    page = uploaded(browser.sign_in(installer))

    assert "RAK.01.09 Standar Keamanan Data" in page.text
    assert "Pohon RAA, RAB, RAD, RAI, RAL tidak ada di berkas" in page.text
    assert codes_of(session) == ["RAK.01.01"] * 2
    assert len(session.scalars(select(Release)).all()) == 1


def test_a_release_comes_into_force_once_and_the_old_one_can_be_looked_at(
    browser, session, office, installer
):
    filled(session, office, 2, "RAK.01.01")
    done = adopted(browser, installer)
    again = browser.post("/referensi/rilis/berlakukan")
    old = session.scalars(select(Release).where(Release.name == "0")).one()

    assert "2 elemen berganti kode" in done.text
    assert "Unggah lagi" in again.text
    assert codes_of(session) == ["RAK.01.09"] * 2
    page = browser.get(f"/referensi/rilis/{old.id}")
    assert "tidak berlaku lagi" in page.text
    assert "RAK.01.01" in page.text
    new = session.scalars(select(Release).where(Release.current)).one()
    assert "dipecah" in browser.get(f"/referensi/rilis/{new.id}").text


def test_an_architect_decides_what_is_left_open_for_all_at_once(
    browser, session, office, installer
):
    filled(session, office, 3, "RAK.02.01")
    adopted(browser, installer)
    browser.sign_in(make.account(session, Role.ARCHITECT, office.government))
    assert "3 kode tidak dapat dibawa" in browser.get("/referensi/").text
    page = browser.get("/referensi/keputusan")
    first = page.select_one("main form")["action"]

    refused = browser.post(first, {"picked": ""}, 422)
    wrong = browser.post(first, {"choice": "RAB.01"}, 422)
    done = browser.post(first, {"picked": "RAK.02.08", "every": "y"})

    assert "Pilih atau ketik" in refused.text
    assert "Pilih kode RAK" in wrong.text
    assert "3 memakai kode baru" in done.text
    assert codes_of(session) == ["RAK.02.08"] * 3
    assert "sudah dijawab" in browser.post(first, {"picked": "RAK.02.09"}, 422).text
    assert codes_of(session) == ["RAK.02.08"] * 3


def test_another_government_is_asked_for_its_own_alone(
    browser, session, office, installer
):
    filled(session, office, 1, "RAK.02.01")
    adopted(browser, installer)
    [question] = session.scalars(select(CodeQuestion))
    browser.sign_in(make.account(session, Role.ARCHITECT))

    assert "Tidak ada yang menunggu" in browser.get("/referensi/keputusan").text
    answer = f"/referensi/keputusan/{question.id}"
    browser.post(answer, {"picked": "RAK.02.08"}, 404)


def test_what_is_asked_of_national_applications_is_answered_by_the_installer(
    browser, session, office, installer
):
    splitting = """Kode;Judul;Perubahan;Asal
RAA.01;Aplikasi Umum;;
RAA.01.09;Aplikasi Umum Pemerintahan;dipecah;RAA.01.01
RAA.01.08;Aplikasi Umum Lain;dipecah;RAA.01.01
"""
    some = session.scalars(select(Application)).first()
    some.reference_codes = ["RAA.01.01"]
    history.seal(session, by="uji")
    session.commit()
    adopted(browser, installer, splitting)
    alert = browser.get("/referensi/rilis/")
    [asked] = session.scalars(
        select(CodeQuestion).where(CodeQuestion.element_id == some.id)
    )
    page = browser.get("/referensi/rilis/keputusan")
    place = f"/referensi/rilis/keputusan/{asked.id}"

    assert "aplikasi nasional tidak dapat dibawa" in alert.text
    assert some.name in page.text
    browser.post(place, {"picked": "RAA.01.08"})
    session.expire_all()
    assert some.reference_codes == ["RAA.01.08"]
    browser.sign_in(make.account(session, Role.ARCHITECT, office.government))
    browser.get("/referensi/rilis/keputusan", status=403)
    browser.post(place, {"picked": "RAA.01.09"}, 403)
    browser.post(f"/referensi/keputusan/{asked.id}", {"picked": "RAA.01.09"}, 404)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a;b\n1;2\n", "kolom"),
        ("kode;judul\nRAB.01.01;Yatim\n", "tingkat yang hilang"),
        ("kode;judul\nRAB.01;A\nRAB.01;B\n", "2 kali"),
    ],
)
def test_a_bad_file_is_refused_beside_the_field(browser, installer, text, said):
    session = browser.session
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    page = uploaded(browser.sign_in(installer), text, status=422)

    assert said in page.select_one("#file-error").text
    assert len(session.scalars(select(Release)).all()) == 1


def test_a_name_that_is_taken_is_said_by_the_job_and_nothing_changes(
    browser, session, office, installer
):
    filled(session, office, 1, "RAK.01.01")
    browser.sign_in(installer)
    page = uploaded(browser, name="0")
    told = browser.submit(page, button="Berlakukan rilis ini")

    assert "Rilis 0 sudah ada" in told.text
    assert codes_of(session) == ["RAK.01.01"]
