"""An operator registers in a real browser, and the head finds it waiting."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from architecture.model import Registration, State
from tests import make
from tests.browser import enter
from tests.eaportal.registration.conftest import PDF, TEXTS

pytestmark = pytest.mark.browser

REQUIRED = ("LETTER", "KAK", "PROCESS", "NEEDS", "COST")


def accessible(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_an_operator_registers_from_start_to_the_head(page, live, session, city):
    enter(page, live, city.operator, make.PASSWORD)
    page.goto(f"{live}/usulan/baru")
    accessible(page)
    page.get_by_role("button", name="Membangun baru").click()

    page.get_by_label("Nama aplikasi").fill(TEXTS["name"])
    page.get_by_label("Untuk apa").fill(TEXTS["description"])
    page.get_by_label("Fungsi").press_sequentially(TEXTS["function"])
    panel = page.locator("#kemiripan")
    expect(panel).to_contain_text("Sistem Presensi Pegawai", timeout=30_000)
    expect(panel).to_contain_text("Badan Kepegawaian")
    expect(page.locator("#kemiripan-kabar")).to_contain_text("yang serupa")
    accessible(page)
    page.get_by_role("button", name="Periksa dan kirim").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Temuan")
    expect(page.get_by_role("button", name="Kirim ke kepala OPD")).to_have_count(0)
    accessible(page)
    page.get_by_role("link", name="lampirkan dokumen").click()
    for code in REQUIRED:
        file = {"name": f"{code}.pdf", "mimeType": "application/pdf", "buffer": PDF}
        page.locator(f"#berkas-{code}").set_input_files(file)
    page.get_by_role("button", name="Unggah").click()
    expect(page.get_by_text("5 berkas diunggah")).to_be_visible()
    accessible(page)

    page.get_by_role("link", name="Lanjut ke temuan").click()
    card = page.locator("article").filter(has_text="Sistem Presensi Pegawai")
    card.get_by_label("Berbeda, karena …").check()
    card.get_by_label("Penjelasan").fill("Dipakai petugas lapangan tanpa jaringan.")
    page.get_by_role("button", name="Kirim ke kepala OPD").click()

    expect(page.locator(".lead")).to_contain_text("Menunggu kepala OPD")
    accessible(page)
    [made] = session.query(Registration).all()
    assert made.state is State.WAITING_FOR_HEAD
    assert len(made.documents) == 5
    session.commit()  # else the portal waits for us

    page.get_by_role("button", name="Keluar").first.click()
    enter(page, live, city.head, make.PASSWORD)
    page.get_by_role("link", name="Menunggu pengesahan Anda").click()
    page.get_by_role("link", name=TEXTS["name"]).click()
    page.get_by_role("link", name="Periksa dan sahkan").click()
    expect(page.get_by_text("Dipakai petugas lapangan")).to_be_visible()
    accessible(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_the_form_stays_within_the_window(page, live, session, city, width):
    page.set_viewport_size({"width": width, "height": 800})
    enter(page, live, city.operator, make.PASSWORD)
    page.goto(f"{live}/usulan/baru")
    page.get_by_role("button", name="Membangun baru").click()
    page.get_by_label("Nama aplikasi").fill("A" * 300)
    expect(page.locator("#kemiripan")).to_contain_text("Belum dapat", timeout=30_000)
    page.wait_for_load_state("networkidle")

    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
