"""Pages of consolidation, from the list of what is run twice to the letter."""

import pytest

from architecture import history, inventory, planning, suspecting
from architecture.model import Case
from architecture.roles import Role
from tests import make
from tests.architecture.test_judging import PRESENCE, WISH
from tests.browser import Statements


@pytest.fixture
def two(kota):
    made = [
        inventory.add(kota.session, kota.dinas, PRESENCE),
        inventory.add(
            kota.session, make.office(kota.session, of=kota.government), WISH
        ),
    ]
    refresh(kota)
    return made


def refresh(kota):
    history.seal(kota.session, by="uji")
    kota.session.commit()
    suspecting.refresh(kota.session, kota.government.id)
    history.seal(kota.session, by="uji")
    kota.session.commit()


def opened(kota, browser):
    browser.sign_in(kota.accounts["reviewer"])
    listed = browser.get("/konsolidasi/")
    address = listed.find("a", string="Jadikan kasus")["href"]
    return browser.submit(browser.get(address), {"title": "Presensi pegawai"})


def planned(kota, browser, two):
    page = opened(kota, browser)
    told = {
        f"m{two[0].id}-fate": "KEEP",
        f"m{two[1].id}-fate": "JOIN",
        f"m{two[1].id}-into": str(two[0].id),
        f"m{two[1].id}-until": "30/06/2027",
    }
    return browser.submit(page, told, button="Simpan usulan")


def address(kota):
    return f"/konsolidasi/{kota.session.query(Case).one().id}"


def test_unknown_costs_are_said_and_the_group_becomes_a_case(kota, two, browser):
    browser.sign_in(kota.accounts["reviewer"])
    listed = browser.get("/konsolidasi/")
    text = " ".join(listed.main.text.split())
    assert "diketahui: belum ada; 2 aplikasi belum diketahui biayanya" in text

    page = opened(kota, browser)
    assert page.h1.text.strip() == "Presensi pegawai"
    listed = browser.get("/konsolidasi/")
    assert len(listed.main.find_all("a", string="Presensi pegawai")) == 2


def test_a_case_is_answered_decided_and_its_letter_says_so(kota, two, browser):
    planned(kota, browser, two)

    browser.sign_in(kota.accounts["head"])
    assert "menunggu tanggapan" in browser.get("/").main.text
    page = browser.get(address(kota))
    page = browser.submit(page, {"agrees": "tidak"}, 422, button="Kirim tanggapan")
    assert "Tuliskan keberatannya" in page.text
    told = {"agrees": "ya", "text": "Kami siap pindah"}
    page = browser.submit(page, told, button="Kirim tanggapan")
    assert "Kami siap pindah" in page.text
    assert "menunggu tanggapan" not in browser.get("/").main.text

    browser.sign_in(kota.accounts["coordinator"])
    page = browser.get(address(kota))
    told = {"reason": "Cukup satu aplikasi presensi."}
    page = browser.submit(page, told, button="Putuskan dan terbitkan surat")
    assert "Surat nomor" in page.text
    assert "Pindahkan data" in page.text
    letter = page.main.select_one("a[href^='/surat/']")["href"]
    page = browser.get(letter)
    assert "Cukup satu aplikasi presensi." in page.text
    assert browser.open(f"{letter}/pdf").data.startswith(b"%PDF")
    assert browser.open(f"{letter}/docx").data.startswith(b"PK")
    browser.sign_out()
    check = page.main.find("a", string="periksa surat ini")["href"]
    assert "terdaftar dan berlaku" in browser.get(check).text


def test_a_plan_that_is_not_whole_names_what_is_missing(kota, two, browser):
    opened(kota, browser)
    browser.sign_in(kota.accounts["coordinator"])

    page = browser.get(address(kota))
    page = browser.submit(
        page, {"reason": "Ya"}, 422, button="Putuskan dan terbitkan surat"
    )

    assert f"Tentukan apa yang terjadi dengan {two[0].name}" in page.text
    assert "Surat nomor" not in page.text


def test_what_was_typed_stays_when_a_day_is_none(kota, two, browser):
    page = opened(kota, browser)
    told = {
        f"m{two[0].id}-until": "31/02/2027",
        f"m{two[0].id}-reason": "Catatan panjang kami",
    }

    page = browser.submit(page, told, 422, button="Simpan usulan")

    assert page.select_one(f"#m{two[0].id}-until")["value"] == "31/02/2027"
    assert page.select_one(f"#m{two[0].id}-reason")["value"] == "Catatan panjang kami"


def test_a_stale_page_does_not_overwrite(kota, two, browser):
    stale = opened(kota, browser)
    fresh = browser.get(address(kota))
    name = f"m{two[0].id}-reason"
    browser.submit(fresh, {name: "yang pertama"}, button="Simpan usulan")

    page = browser.submit(stale, {name: "yang kedua"}, 422, button="Simpan usulan")

    assert "baru saja diubah orang lain" in page.text
    assert page.select_one(f"#{name}")["value"] == "yang kedua"


def test_steps_are_ticked_off_and_the_case_is_closed(kota, two, browser):
    planned(kota, browser, two)
    browser.sign_in(kota.accounts["coordinator"])
    page = browser.get(address(kota))
    browser.submit(page, {"reason": "Ya"}, button="Putuskan dan terbitkan surat")
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(address(kota))
    page = browser.submit(page, button="Tutup kasus", status=422)
    assert "langkah yang belum selesai" in page.text
    page = browser.submit(page, {"text": "Rapat akhir"}, button="Tambah langkah")

    while "Tandai selesai" in page.text:
        page = browser.submit(page, {"note": "beres"}, button="Tandai selesai")
    page = browser.submit(page, button="Tutup kasus")
    assert "Selesai" in page.select_one(".lead").text


def test_an_office_that_is_not_concerned_sees_no_case(kota, two, browser, session):
    opened(kota, browser)
    place = make.office(session, of=kota.government)
    session.commit()
    browser.sign_in(make.account(session, Role.HEAD, place))

    browser.get(address(kota), status=404)
    assert "Presensi pegawai" not in browser.get("/konsolidasi/").main.text


@pytest.mark.parametrize(
    "query", ["", "?aplikasi=0", "?aplikasi=99999999999999", "?aplikasi=x"]
)
def test_an_address_without_applications_leads_back_to_the_list(
    kota, two, browser, query
):
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get(f"/konsolidasi/buka{query}")

    assert "Belum ada aplikasi yang dipilih" in page.text


def test_the_list_asks_as_often_for_many_as_for_few(kota, two, browser, session):
    browser.sign_in(kota.accounts["reviewer"])
    browser.get("/konsolidasi/")
    with Statements(session.get_bind()) as few:
        browser.get("/konsolidasi/")
    for number in range(12):
        stated = {"name": f"Tamu {number}", "function": f"buku tamu kantor {number}"}
        inventory.add(kota.session, kota.dinas, stated)
    refresh(kota)
    browser.get("/konsolidasi/")
    with Statements(session.get_bind()) as many:
        browser.get("/konsolidasi/")

    assert len(many.texts) <= len(few.texts)


def test_the_peta_rencana_is_proposed_to_and_taken_back_from(kota, two, browser):
    planned(kota, browser, two)
    browser.sign_in(kota.accounts["coordinator"])
    page = browser.get(address(kota))
    browser.submit(page, {"reason": "Ya"}, button="Putuskan dan terbitkan surat")
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(address(kota))
    assert "belum ada rancangan yang dibuka" in page.text
    assert "Usulkan ke rancangan" not in page.text
    details = planning.PlanDetails(title="Rencana", from_year=2026, to_year=2030)
    planning.create_plan(kota.session, kota.government, details)
    refresh(kota)

    page = browser.submit(browser.get(address(kota)), button="Usulkan ke rancangan")
    assert f"Penggabungan {two[1].name}" in page.text
    page = browser.submit(page, button="Tarik usulannya")
    assert "Ditunda" in page.text
    assert "Usulkan ke rancangan" in page.text


def decided(kota, browser, two):
    planned(kota, browser, two)
    browser.sign_in(kota.accounts["coordinator"])
    page = browser.get(address(kota))
    return browser.submit(page, {"reason": "Ya"}, button="Putuskan dan terbitkan surat")


def test_a_decision_is_taken_back_and_its_letter_tells_whoever_checks_it(
    kota, two, browser
):
    page = decided(kota, browser, two)
    letter = page.main.select_one("a[href^='/surat/']")["href"]
    page = browser.submit(page, {"back_reason": " "}, 422, button="Cabut keputusan")
    assert "Wajib diisi" in page.text

    told = {"back_reason": "Anggaran ditunda."}
    page = browser.submit(page, told, button="Cabut keputusan")

    assert "Keputusan sebelumnya dicabut" in page.text
    assert "Anggaran ditunda." in page.text
    assert page.select_one(".lead").text.split()[0] == "Dibahas"
    page = browser.get(letter)
    check = page.main.find("a", string="periksa surat ini")["href"]
    assert browser.open(f"{letter}/pdf").data.startswith(b"%PDF")
    browser.sign_out()
    assert "sudah dicabut" in browser.get(check).text


def test_who_only_proposes_is_not_offered_to_take_back(kota, two, browser):
    decided(kota, browser, two)
    browser.sign_in(kota.accounts["reviewer"])

    assert "Cabut keputusan" not in browser.get(address(kota)).text


def test_who_looks_at_an_older_page_takes_nothing_back(kota, two, browser):
    stale = decided(kota, browser, two)
    case = kota.session.query(Case).one()
    case.title = "Judul lain"
    kota.session.commit()

    told = {"back_reason": "Keliru."}
    page = browser.submit(stale, told, 422, button="Cabut keputusan")

    assert "baru saja diubah orang lain" in page.text
    assert "Keliru." in page.text
