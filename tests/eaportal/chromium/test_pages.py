"""Each page of each role on the demonstration data, as a browser shows it."""

import re
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from sqlalchemy import select

from architecture import history, merging, scope, suspecting
from architecture.layers import Status
from architecture.model import (
    Application,
    Document,
    Import,
    Infrastructure,
    Letter,
    Organisation,
)
from architecture.suspecting.lines import clusters_of, families_of
from eaportal import db
from tests.chromium import settle

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 390, "height": 844}
LARGEST = 150_000
"""Bytes on the wire of a page after the first."""

PAGES: dict[str, list[str]] = {
    "": ["/", "/masuk", "/katalog/", "/surat/cek/{token}", "/tidak-ada"],
    "installer@": ["/", "/instansi/", "/instansi/baru", "/akun-saya/kata-sandi"],
    "admin@": [
        "/",
        "/perangkat-daerah/",
        "/perangkat-daerah/baru",
        "/perangkat-daerah/{office}",
        "/perangkat-daerah/pengaturan",
        "/perangkat-daerah/sotk/",
        "/akun/",
        "/akun/baru",
        "/akun/{account}",
        "/impor/",
        "/impor/baru",
        "/aplikasi/{application}/ubah",
    ],
    "operator@": [
        "/",
        "/usulan/",
        "/usulan/baru",
        "/usulan/baru/pengembangan",
        "/usulan/baru/ambil-alih",
        "/usulan/baru/pakai",
        "/usulan/{draft}",
        "/usulan/{draft}/isi",
        "/usulan/{draft}/temuan",
        "/usulan/{draft}/dokumen",
        "/usulan/{draft}/tarik",
        "/aplikasi/{mine}/ubah",
        "/aplikasi/{mine}/hentikan",
    ],
    "kepala@": ["/", "/usulan/", "/usulan/{waiting}", "/usulan/{waiting}/sahkan"],
    "reviewer@": [
        "/",
        "/telaah/",
        "/telaah/{review}",
        "/telaah/{decided}",
        "/telaah/{review}/banding/{application}",
        "/surat/{letter}",
        "/usulan/{decided}",
    ],
    "validator-data@": ["/telaah/", "/telaah/{review}"],
    "kadis@": ["/", "/telaah/"],
    "arsitek@": [
        "/cari?q=sistem",
        "/cari?q=xyzzy",
        "/cari",
        "/sematan/",
        "/saringan/",
        "/saringan/baru?daftar=aplikasi&saring=status%3DLIVE",
        "/",
        "/aplikasi/",
        "/aplikasi/?cari=puskesmas&milik=nasional",
        "/aplikasi/?cari=xyzzy",
        "/aplikasi/{application}",
        "/peta/sekitar?fokus={application}",
        "/kemiripan/",
        "/kemiripan/?nilai=belum&halaman=2",
        "/kemiripan/{one}/{other}",
        "/kemiripan/kelompok/{clustered}",
        "/kemiripan/keluarga/{site}",
        "/aplikasi/{one}/gabung?cari=layanan",
        "/aplikasi/{one}/gabung?dengan={other}",
        "/penggabungan/",
        "/penggabungan/{merge}",
        "/aplikasi/{merged}",
        "/peta/",
        "/peta/lanskap",
        "/peta-rencana/",
        "/arsitektur/",
        "/arsitektur/infrastruktur/?tanggal=2027-07-01",
        "/arsitektur/infrastruktur/",
        "/arsitektur/infrastruktur/sekaligus/?semua=1&hal=description",
        "/arsitektur/infrastruktur/sekaligus/?semua=1&hal=RELATE&arah=RUNS_ON-dari",
        "/arsitektur/infrastruktur/baru",
        "/arsitektur/infrastruktur/baru?jenis=SERVER",
        "/arsitektur/elemen/{server}",
        "/arsitektur/elemen/{server}/ubah",
        "/arsitektur/elemen/{server}/hentikan",
        "/arsitektur/elemen/{server}/relasi?arah=RUNS_ON-dari",
        "/arsitektur/elemen/{server}/relasi/semua",
        "/arsitektur/elemen/{server}/dampak",
        "/arsitektur/relasi/{relation}",
        "/arsitektur/matriks",
        "/arsitektur/kelengkapan?lapisan=layanan&kurang=benefit",
        "/arsitektur/bandingkan/?dari=2026-01-01&sampai=2028-01-01",
        "/arsitektur/rencana-perubahan/",
        "/referensi/",
        "/referensi/?cari=absensi",
        "/referensi/kode/RAB.09.06",
        "/referensi/urusan",
        "/referensi/elemen/{server}/saran",
        "/riwayat/",
        "/riwayat/elemen/{server}",
        "/pertukaran/",
        "/pertukaran/archimate/",
        "/isian/",
        "/isian/baru",
        "/isian/kata/",
        "/kepastian/",
        "/komentar/",
        "/cari?q=pegawai",
    ],
    "asesor@": ["/", "/aplikasi/{application}", "/usulan/"],
    "perencana@": ["/", "/peta-rencana/", "/usulan/{decided}"],
    "pimpinan@": ["/", "/peta/", "/telaah/"],
}


@pytest.fixture(scope="module")
def ids(site):
    """Give the ids that the addresses name."""
    with site.session() as session:
        root = session.scalars(
            select(Organisation).where(Organisation.code == "KOTA-CONTOH")
        ).one()
        offices = {
            each.code: each.id
            for each in session.scalars(
                select(Organisation).where(Organisation.government_id == root.id)
            )
        }
        applications = session.scalars(
            select(Application).where(Application.government_id == root.id)
        ).all()
        most = max(applications, key=lambda each: len(each.relations))
        mine = [
            each
            for each in applications
            if each.organisation_id == offices["KC-DINKES"]
            and each.status is not Status.RETIRED
        ]
        letter = session.scalars(
            select(Letter).where(Letter.government_id == root.id)
        ).first()
        account = session.execute(
            select(Document.by_id).where(Document.by_id.is_not(None))
        ).first()
        assert session.scalars(select(Import)).first() is None
        found = suspecting.read(session, scope.full(root.id), root.id)
        cluster = clusters_of(found.pairs)[0]
        merge = merged(site, *mine[-2:])
        server = session.scalars(
            select(Infrastructure)
            .where(Infrastructure.government_id == root.id)
            .order_by(Infrastructure.code)
            .offset(6)
        ).first()
        return {
            "token": letter.token,
            "letter": letter.id,
            "office": offices["KC-DINKES"],
            "account": account[0],
            "one": found.pairs[0].one,
            "other": found.pairs[0].other,
            "clustered": cluster.key,
            "merge": merge,
            "merged": mine[-1].id,
            "site": families_of(found)[0].key,
            "application": most.id,
            "mine": mine[0].id,
            "server": server.id,
            "relation": server.relations[0].id,
            "draft": site.registration("DRAFT", by="KC-DINKES"),
            "waiting": site.registration("WAITING_FOR_HEAD", by="KC-DINKES"),
            "review": site.registration("IN_REVIEW"),
            "decided": site.registration("DECIDED"),
        }


def merged(site: Any, survivor: Application, other: Application) -> int:
    """Merge two records of one office; return the id of the merge."""
    root = scope.full(survivor.government_id)
    with db.sessions(site.app.extensions["engine"], db.WRITING)() as session:
        pair = survivor.id, other.id
        seen = merging.foresee(session, root, *pair)
        row = merging.merge(
            session, root, *pair, choices={}, reason="Sama.", token_seen=seen.token
        )
        history.seal(session, by="uji")
        session.commit()
        return row.id


def opened(tab: Page, address: str) -> int:
    """Open a page; return the bytes that came over the wire for it."""
    awaited: set[str] = set()
    received: list[float] = []

    def finish(event: dict[str, Any]) -> None:
        awaited.discard(event["requestId"])
        received.append(event.get("encodedDataLength", 0))  # none where it failed

    client = tab.context.new_cdp_session(tab)
    client.send("Network.enable")
    client.on(
        "Network.requestWillBeSent", lambda event: awaited.add(event["requestId"])
    )
    client.on("Network.loadingFinished", finish)
    client.on("Network.loadingFailed", finish)
    tab.goto(address)
    settle(tab)
    while awaited:
        tab.wait_for_timeout(10)
        settle(tab)
    client.detach()
    return int(sum(received))


def overflowing(tab: Page) -> list[str]:
    """Return what is wider than the window, and is not scrolled in a box of its own."""
    found: list[str] = tab.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.querySelectorAll('body *')]
            .filter(each => each.getBoundingClientRect().right > wide + 1)
            .map(each => each.tagName + '.' + each.className);
        }"""
    )
    return found


def reached(tab: Page) -> list[str]:
    """Return what a keyboard does not reach of what a mouse can press in the page."""
    missed: list[str] = tab.evaluate(
        """() => [...document.querySelectorAll(
            'main a[href], main button, main input:not([type=hidden]), main select, '
            + 'main textarea, main summary')]
          .filter(each => each.checkVisibility() && !each.disabled)
          .filter(each => each.tabIndex < 0)
          .map(each => each.outerHTML.slice(0, 120))"""
    )
    return missed


@pytest.mark.parametrize(
    ("who", "path"), [(who, path) for who, paths in PAGES.items() for path in paths]
)
def test_a_page_is_quiet_accessible_narrow_and_light(site, come, ids, who, path):
    tab = come(f"{who}contoh.go.id" if who else "")
    address = site.address + path.format(**ids)
    if who or path != "/":
        tab.goto(f"{site.address}/")
        settle(tab)
    weight = opened(tab, address)

    found = Axe().run(tab)
    assert found.violations_count == 0, found.generate_report()
    assert not reached(tab)
    if who or path != "/":
        assert weight <= LARGEST, f"{weight} bytes"
    assert re.search(r"\S – eaportal$", tab.title())
    tab.set_viewport_size(NARROW)
    assert not overflowing(tab)


def test_a_list_with_tabs_is_readable_in_the_dark(site, come):
    tab = come("arsitek@contoh.go.id")
    tab.emulate_media(color_scheme="dark")
    tab.goto(f"{site.address}/aplikasi/")

    found = Axe().run(tab, options={"runOnly": ["color-contrast"]})
    assert tab.locator("html[data-bs-theme=dark]").count() == 1
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(
    "start",
    [
        ("", "/masuk", "Masuk"),
        ("operator@", "/usulan/baru", "Membangun baru"),
        ("operator@", "/usulan/{draft}/isi", "Simpan draf"),
        ("kepala@", "/usulan/{waiting}/sahkan", "Kembalikan"),
        ("admin@", "/impor/baru", "Unggah"),
        ("arsitek@", "/aplikasi/", "Cari"),
        ("arsitek@", "/aplikasi/{one}/gabung?dengan={other}", "Gabungkan"),
    ],
)
def test_the_keyboard_reaches_the_main_action(site, come, ids, start):
    who, path, action = start
    tab = come(f"{who}contoh.go.id" if who else "")
    tab.goto(site.address + path.format(**ids))

    tab.keyboard.press("Tab")
    assert "Langsung ke isi" in focused(tab)
    tab.keyboard.press("Enter")
    for _ in range(120):
        tab.keyboard.press("Tab")
        if action in focused(tab):
            return
    pytest.fail(f"“{action}” is not reached within 120 steps")


def focused(tab: Page) -> str:
    said: Any = tab.evaluate("document.activeElement.innerText || ''")
    return str(said)


def test_a_code_is_taken_and_left_again_by_a_press(site, come, ids):
    tab = come("arsitek@contoh.go.id", viewport=NARROW)
    tab.goto(f"{site.address}/arsitektur/layanan/baru")
    tab.get_by_label("Nama").first.fill("Presensi pegawai")
    tab.get_by_label("Uraian").fill("Mencatat kehadiran pegawai setiap hari.")
    field, offered = tab.locator("#reference_codes"), "main [data-add='RAB.09.06']"

    tab.locator(offered).click()
    expect(field).to_have_value("RAB.09.06")
    tab.locator(offered).click()
    expect(field).to_have_value("")

    opener = tab.get_by_role("button", name="Pilih dari pohon kode")
    opener.click()
    picker = tab.get_by_role("dialog")
    picker.get_by_role("button", name="RAB", exact=True).click()
    picker.locator("summary", has_text="RAB.09").press("Enter")
    picker.get_by_role("button", name="Pilih RAB.09.06").press("Space")
    expect(picker.get_by_text("Terpilih: RAB.09.06")).to_be_visible()
    picker.get_by_role("searchbox").fill("kesehatan")
    picker.get_by_role("button", name="Pilih RAB.04.01").click()
    found = Axe().run(tab, options={"resultTypes": ["violations"]})
    assert found.response["violations"] == []
    picker.get_by_role("button", name="Selesai").click()

    expect(field).to_have_value("RAB.09.06, RAB.04.01")
    expect(opener).to_be_focused()
    expect(tab.get_by_label("Nama").first).to_have_value("Presensi pegawai")
