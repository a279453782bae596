"""The main job in a browser that runs no script: from the sign-in to the decision."""

import re

import pytest
from playwright.sync_api import expect

from tests.make import PASSWORD

pytestmark = pytest.mark.browser


@pytest.fixture
def sign_in(site, come):
    """Give what signs somebody in on the real page, without script."""

    def enter(who):
        tab = come(java_script_enabled=False)
        tab.goto(f"{site.address}/masuk")
        tab.get_by_label("Alamat surel").fill(f"{who}@contoh.go.id")
        tab.get_by_label("Kata sandi").fill(PASSWORD)
        tab.get_by_role("button", name="Masuk").click()
        expect(tab.get_by_role("heading", level=1)).to_contain_text("Beranda")
        return tab

    return enter


def test_the_list_is_searched_filtered_and_opened(site, sign_in):
    tab = sign_in("arsitek")
    tab.goto(f"{site.address}/aplikasi/")
    page = tab.locator("main")
    page.get_by_role("searchbox").first.fill("puskesmas")
    page.get_by_role("button", name="Cari").first.click()

    expect(tab.locator("main table tbody tr").first).to_be_visible()
    tab.locator("main table tbody tr a").first.click()
    expect(tab).to_have_url(re.compile(r"/aplikasi/\d+$"))


def test_a_map_is_a_picture_and_a_table(site, sign_in):
    tab = sign_in("pimpinan")
    tab.goto(f"{site.address}/peta/lanskap")

    expect(tab.locator("main svg").first).to_be_visible()
    expect(tab.locator("main table").first).to_be_attached()


def test_an_office_registers_the_head_confirms_and_kominfo_decides(site, sign_in):
    name = "Buku Tamu Ruang Laktasi"
    tab = sign_in("operator")
    tab.goto(f"{site.address}/usulan/baru")
    tab.get_by_role("button", name="Sudah berjalan").click()
    tab.get_by_label("Nama aplikasi").fill(name)
    tab.get_by_label("Untuk apa").fill("Mencatat ibu yang memakai ruang laktasi.")
    tab.get_by_label("Fungsi").fill("Mencatat jam pemakaian ruang laktasi tiap hari.")
    tab.get_by_role("button", name="Periksa dan kirim").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Temuan")
    asked = tab.locator("article").filter(has=tab.locator(".answer-fields:visible"))
    for card in asked.all():
        card.get_by_label("Berbeda, karena").check()
        card.get_by_label("Penjelasan").fill("Hanya untuk ruang laktasi, tanpa data.")
    tab.get_by_role("button", name="Kirim ke kepala OPD").click()
    expect(tab.locator("main")).to_contain_text("Menunggu kepala OPD")
    address = tab.url

    head = sign_in("kepala")
    head.goto(address)
    head.get_by_role("link", name="Periksa dan sahkan").click()
    head.get_by_role("button", name="Sahkan").click()
    expect(head.locator("main")).to_contain_text("Kominfo")

    reviewer = sign_in("reviewer")
    reviewer.goto(f"{site.address}/telaah/")
    reviewer.get_by_role("link", name=name).click()
    step = reviewer.locator("main form").filter(
        has=reviewer.locator("input[type=radio]")
    )
    step.locator("input[type=radio]").first.check()
    for field in step.locator("textarea").all():
        field.fill("Hanya untuk satu ruang; tidak menggantikan buku tamu kota.")
    step.get_by_role("button").first.click()
    expect(reviewer.locator("main")).to_contain_text("Usulan diputus")
