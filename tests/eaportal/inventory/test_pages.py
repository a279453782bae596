"""Pages of the inventory, as people of several offices and governments see them."""

import pytest

from architecture import elements, history, inventory
from architecture.layers import (
    APPLICATION_FIELDS,
    Sharing,
    Status,
    Verb,
)
from architecture.roles import Role
from tests import make
from tests.browser import Browser
from tests.eaportal.inventory.listed import names

OTHER_WORK = (
    "menghitung pajak reklame",
    "mencatat barang milik daerah",
    "mengelola surat masuk dan disposisi",
    "merekam kehadiran pegawai",
    "mendata rumah tidak layak huni",
    "memantau harga pasar",
    "melayani izin usaha",
    "mengarsipkan akta kelahiran",
)


def test_a_list_is_searched_sorted_and_paged_on_the_server(desk, session, office):
    for number in range(30):
        make.application(session, f"Aplikasi {number:02d}", of=office)

    first = desk.get("/aplikasi/")
    second = desk.get("/aplikasi/?halaman=2")
    turned = desk.get("/aplikasi/?urut=-nama")
    found = desk.get("/aplikasi/?cari=aplikasi+07")

    assert len(names(first)) == 25
    assert names(second) == [f"Aplikasi {n:02d}" for n in range(25, 30)]
    assert names(turned)[0] == "Aplikasi 29"
    assert names(found) == ["Aplikasi 07"]


def test_nonsense_in_the_address_of_a_list_is_no_error(desk):
    desk.get("/aplikasi/?halaman=x&urut=%00&status=APA&bentuk=9&opd=-1&milik=siapa")
    desk.get("/aplikasi/?cari=a%00b&milik=dipakai")
    desk.get("/katalog/?cari=a%00b")


def test_the_number_of_statements_does_not_grow_with_the_rows(
    desk, session, office, statements
):
    make.application(session, of=office)
    desk.get("/aplikasi/")
    with statements:
        desk.get("/aplikasi/")
    few = len(statements)
    for _ in range(24):
        make.application(session, of=office)
    statements.texts.clear()
    with statements:
        desk.get("/aplikasi/")

    assert len(statements) == few <= 8


def test_the_page_of_an_application_asks_a_fixed_number_of_questions(
    desk, session, office, statements
):
    application = make.application(session, of=office)

    def ask():
        statements.texts.clear()
        with statements:
            desk.get(f"/aplikasi/{application.id}")
        return len(statements)

    few = ask()
    for _ in range(5):
        other = make.application(session, of=office)
        elements.relate(session, application, Verb.EXCHANGES, other)
        inventory.start_use(session, application, make.office(session, of=office))
        history.seal(session, by="uji")

    assert ask() <= few + 4
    few = ask()
    for _ in range(5):
        other = make.application(session, of=office)
        elements.relate(session, application, Verb.EXCHANGES, other)
        history.seal(session, by="uji")
    assert ask() == few


def test_an_empty_inventory_says_what_to_do_next(desk):
    page = desk.get("/aplikasi/")

    assert "Belum ada aplikasi" in page.select_one(".empty").text


def test_a_search_that_finds_no_word_names_what_does_that_work(desk, session, office):
    stated = {
        "name": "DAFTAR SEHAT",
        "description": "Pendaftaran pasien dari rumah",
        "function": "Pasien mengambil nomor antrean poli, memilih dokter dan jam",
    }
    inventory.add(session, office, stated)
    for work in OTHER_WORK:
        inventory.add(session, office, {"name": work.title(), "function": work})
    history.seal(session, by="uji")
    session.commit()

    page = desk.get("/aplikasi/?cari=antrian+pasien")
    nothing = desk.get("/aplikasi/?cari=qqzzxx")

    assert "0 situs web dan aplikasi untuk “antrian pasien”" in " ".join(
        page.select_one(".found").text.split()
    )
    assert [link.text for link in page.select("#daftar li a")] == ["DAFTAR SEHAT"]
    assert "Tidak ada yang cocok" in nothing.select_one(".empty").text


def test_the_form_of_an_application_has_the_sections_of_its_page(desk, session, office):
    application = make.application(session, of=office)

    page = desk.get(f"/aplikasi/{application.id}/ubah")

    titles = [each.text.strip() for each in page.select("form h2")]
    assert titles[:3] == ["Keadaan", "Sebutan", "Apa yang dikerjakan"]
    asked = {each["name"] for each in page.select("form [name]")}
    assert {field.name for field in APPLICATION_FIELDS} <= asked


def test_what_is_unknown_is_named_in_one_line_below_what_is_known(
    desk, session, office
):
    application = make.application(session, of=office, function="Merekam hadir")

    page = desk.get(f"/aplikasi/{application.id}")

    [first, *_] = page.select(".facts-unknown")
    assert "Luaran" in first.text
    assert "Fungsi" not in first.text
    assert "Fungsi" in [term.text for term in page.select("main dt")]


def test_a_relation_reads_as_a_sentence_from_either_end(desk, session, office):
    mine = make.application(session, "SIMPUS", of=office)
    other = make.application(session, "SIMRS", of=office)
    elements.relate(session, mine, Verb.USES, other)
    history.seal(session, by="uji")
    session.commit()

    near = " ".join(desk.get(f"/aplikasi/{mine.id}").text.split())
    far = " ".join(desk.get(f"/aplikasi/{other.id}").text.split())

    assert "memakai SIMRS" in near
    assert "dipakai oleh SIMPUS" in far


def test_one_application_is_shown_with_uses_relations_and_history(
    desk, session, office
):
    mine = make.application(session, "SIMPUS", of=office, vendor="CV Nalar")
    other = make.application(session, "SIMRS", of=office)
    elements.relate(session, mine, Verb.EXCHANGES, other)
    inventory.start_use(session, mine, make.office(session, "RSUD", of=office))
    inventory.revise(session, mine, {"vendor": "CV Baru"})
    history.seal(session, by="budi@contoh.go.id")
    session.commit()

    text = desk.get(f"/aplikasi/{mine.id}").text

    for word in ("SIMRS", "RSUD", "CV Baru", "CV Nalar", "budi@contoh.go.id"):
        assert word in text


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "`${7*7}`",
        "{% raw %}{ 7 * 7 }",
        '"><img src=x onerror=alert(1)>',
        "نظام 𝔘𝔫𝔦 ꦱꦶꦱ꧀ꦠꦺꦩ꧀ 🏥",
        "a" * 200,
    ],
)
def test_a_name_stands_on_the_pages_as_it_was_typed(desk, session, office, nasty):
    application = make.application(session, nasty, of=office, function=nasty)

    page = desk.get(f"/aplikasi/{application.id}")
    listed = desk.get("/aplikasi/")

    assert page.h1.text == nasty
    assert names(listed) == [nasty]


def test_an_operator_changes_what_the_own_office_runs(desk, session, office):
    application = make.application(session, "Lama", of=office)
    form = desk.get(f"/aplikasi/{application.id}/ubah")

    page = desk.submit(form, {"name": "Baru", "cost_yearly": "Rp 2.000.000"})

    assert page.h1.text == "Baru"
    session.refresh(application)
    assert application.cost_yearly == 2_000_000


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    desk, session, office
):
    application = make.application(session, "Lama", of=office)
    form = desk.get(f"/aplikasi/{application.id}/ubah")

    page = desk.submit(
        form,
        {"name": "x" * 5000, "cost_yearly": "banyak", "planned_live": "31/02/2026"},
        status=422,
    )

    for field in ("name", "cost_yearly", "planned_live"):
        assert page.select_one(f"#{field}-error"), field
    assert page.select_one("#cost_yearly")["value"] == "banyak"
    assert page.select_one("#name")["value"] == "x" * 5000
    session.refresh(application)
    assert application.name == "Lama"


def test_the_second_of_two_on_one_form_is_shown_what_differs(
    session, app, office, operator
):
    application = make.application(session, "Asal", of=office, users="Warga")
    one = Browser(app, session).sign_in(operator)
    other = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, office))
    first = one.get(f"/aplikasi/{application.id}/ubah")
    second = other.get(f"/aplikasi/{application.id}/ubah")

    one.submit(first, {"users": "Pegawai"})
    told = other.submit(second, {"users": "Semua orang"}, status=409)

    assert "Pakai yang tersimpan: Pegawai" in " ".join(told.text.split())
    assert told.select_one("#users")["value"] == "Semua orang"
    session.refresh(application)
    assert application.users == "Pegawai"
    other.submit(told)
    session.refresh(application)
    assert application.users == "Semua orang"


def test_a_sister_office_cannot_change_it(session, app, office):
    application = make.application(session, of=office)
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )
    browser = Browser(app, session).sign_in(sister)

    browser.get(f"/aplikasi/{application.id}/ubah", status=403)
    browser.post(f"/aplikasi/{application.id}/ubah", {"name": "X"}, status=403)


def test_an_application_is_ended_with_a_reason(desk, session, office):
    application = make.application(session, of=office)
    form = desk.get(f"/aplikasi/{application.id}/hentikan")

    desk.submit(form, {"reason": ""}, status=422)
    desk.submit(form, {"reason": "Digantikan SRIKANDI"})

    session.refresh(application)
    assert application.status is Status.RETIRED


def test_we_use_that_one_is_one_click_and_a_second_is_told(desk, session, office):
    shared = make.application(session, "PRESENSI", sharing=Sharing.PROFILE)
    page = desk.get(f"/aplikasi/{shared.id}")

    done = desk.submit(page, button="Kami memakai aplikasi ini")
    again = desk.post(f"/aplikasi/{shared.id}/pakai", {"office": office.id}, status=409)

    assert "Dinas Kesehatan" in done.text
    assert "sudah tercatat" in again.text


def test_a_note_on_a_use_that_is_too_long_is_not_kept(desk, session, office):
    shared = make.application(session, sharing=Sharing.PROFILE)
    sent = {"office": office.id, "note": "x" * 501}

    desk.post(f"/aplikasi/{shared.id}/pakai", sent, status=422)

    assert inventory.used_by(session, office.id) == frozenset()


def test_nobody_notes_a_use_for_another_office(desk, session):
    shared = make.application(session, sharing=Sharing.PROFILE)
    other = make.office(session)

    desk.post(f"/aplikasi/{shared.id}/pakai", {"office": other.id}, status=403)


def test_htmx_gets_the_list_alone(desk, session, office):
    make.application(session, "SIMPUS", of=office)

    piece = desk.fragment("/aplikasi/?cari=sim", headers={"HX-Target": "daftar"})

    assert [a.text for a in piece.select("tbody th a")] == ["SIMPUS"]
