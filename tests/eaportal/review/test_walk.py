"""One registration from completeness to its verified letter, in a real browser."""

from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from architecture import letters
from architecture.model import Outcome
from tests import make
from tests.architecture.registration.office import REASON, SERIOUS, in_review, office
from tests.browser import enter

pytestmark = pytest.mark.browser


def clean(page):
    """Assert that axe finds nothing on the page."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_from_completeness_to_a_verified_letter(session, live, page):
    kota = office(session)
    other = make.application(session, "SIPADU", of=kota.kominfo)
    usulan = in_review(kota, findings=[SERIOUS])
    key, name, beside = usulan.id, usulan.name, other.id

    def leave():
        page.get_by_role("button", name="Keluar").click()
        page.get_by_role("link", name="Masuk").first.wait_for()

    def come(who):
        if page.url.startswith(live):
            leave()
        person = SimpleNamespace(email=kota.accounts[who].email)
        session.rollback()  # what only reads here would hold up the portal
        enter(page, live, person, make.PASSWORD)
        page.get_by_role("heading", name="Beranda").wait_for()
        page.goto(f"{live}/telaah/{key}")
        clean(page)

    come("reviewer")
    page.goto(f"{live}/telaah/")
    clean(page)
    page.get_by_role("link", name=name).click()
    page.get_by_label("Lengkap; teruskan").check()
    page.get_by_role("button", name="Simpan pendapat").click()
    page.get_by_text("disimpan.").wait_for()
    for code in ("APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY"):
        come(code)
        page.get_by_label("Sesuai", exact=True).check()
        page.get_by_role("button", name="Simpan pendapat").click()
        page.get_by_text("disimpan.").wait_for()
    come("reviewer")
    page.get_by_text("Pertimbangan ini tidak diperlukan", exact=True).click()
    page.get_by_label("Mengapa pertimbangan ini").fill("Tidak diminta.")
    page.get_by_role("button", name="Lewati langkah ini").click()
    page.get_by_label("Disetujui dengan syarat").check()
    page.get_by_role("textbox", name="Alasan (wajib)").fill("Belum ada.")
    page.get_by_role("button", name="Putuskan").click()
    page.get_by_text("Ada yang perlu diperbaiki").wait_for()
    clean(page)
    page.get_by_role("textbox", name="Syarat").fill("Memakai API kependudukan.")
    page.get_by_label("Alasan tentang SIPADU").fill(REASON)
    page.get_by_role("button", name="Putuskan").click()
    page.get_by_text("disimpan.").wait_for()
    page.goto(f"{live}/telaah/{key}/banding/{beside}")
    clean(page)
    come("signatory")
    page.get_by_label("Setuju; terbitkan suratnya").check()
    page.get_by_role("button", name="Putuskan").click()
    page.get_by_role("heading", name="Surat 500.12/001").wait_for()
    page.get_by_role("link", name="PDF untuk dicetak").wait_for()
    clean(page)
    session.rollback()
    [letter] = letters.of_registration(session, usulan)
    token = letter.token
    session.rollback()
    leave()
    page.goto(f"{live}/surat/cek/{token}")
    page.get_by_text("Surat ini terdaftar dan berlaku").wait_for()
    clean(page)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_double_click_decides_once_and_back_leads_to_a_calm_page(session, live, page):
    kota = office(session)
    usulan = kota.to_signature(
        in_review(kota, findings=[]), outcome=Outcome.REFUSED, reason="Sudah ada."
    )
    url = f"{live}/telaah/{usulan.id}"
    person = SimpleNamespace(email=kota.accounts["signatory"].email)
    session.rollback()
    enter(page, live, person, make.PASSWORD)
    page.get_by_role("heading", name="Beranda").wait_for()
    page.goto(url)
    page.get_by_label("Setuju; terbitkan suratnya").check()
    page.get_by_role("button", name="Putuskan").dblclick()
    page.get_by_role("heading", name="Surat 500.12/001").wait_for()
    clean(page)
    session.rollback()
    [letter] = letters.of_registration(session, usulan)
    assert letter.content["outcome_label"] == "Ditolak"
    assert usulan.application_id is None
    session.rollback()

    page.go_back()
    page.wait_for_url(url)
    again = page.get_by_role("button", name="Putuskan")
    if again.count():  # a browser may show the page as it was left
        page.get_by_label("Setuju; terbitkan suratnya").check()
        again.click()
        page.get_by_text("Kiriman ini tidak mengubah apa pun").wait_for()
    clean(page)
    session.rollback()
    assert len(letters.of_registration(session, usulan)) == 1
