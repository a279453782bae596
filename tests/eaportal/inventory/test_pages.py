"""Pages of the inventory, as people of several offices and governments see them."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from architecture import elements, history, inventory
from architecture.layers import (
    APPLICATION_FIELDS,
    ApplicationType,
    Sharing,
    Status,
    Verb,
)
from architecture.roles import Role
from tests import make
from tests.browser import Browser

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


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def operator(session, office):
    return make.account(session, Role.OPERATOR, office)


@pytest.fixture
def desk(browser, operator):
    return browser.sign_in(operator)


def names(page):
    return [cell.a.text for cell in page.select("#daftar tbody th")]


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


def test_fields_that_are_restricted_are_kept_from_other_offices(session, app, office):
    application = make.application(session, of=office, vendor="CV Rahasia")
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )
    planner = make.account(session, Role.PLANNER, office.government)

    seen = {
        name: Browser(app, session).sign_in(account).get(f"/aplikasi/{application.id}")
        for name, account in (("sister", sister), ("planner", planner))
    }

    assert "CV Rahasia" not in seen["sister"].text
    assert "CV Rahasia" in seen["planner"].text


def test_another_government_sees_what_is_shared_and_nothing_more(session, app, office):
    shared = make.application(
        session, of=office, sharing=Sharing.PROFILE, vendor="CV Rahasia", notes="Dalam"
    )
    closed = make.application(session, of=office, sharing=Sharing.NOTHING)
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))

    page = stranger.get(f"/aplikasi/{shared.id}")
    stranger.get(f"/aplikasi/{closed.id}", status=404)

    assert "CV Rahasia" not in page.text
    assert "Dalam" not in page.text
    assert "Riwayat" not in [each.text for each in page.select("h2")]


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


def test_the_filtered_list_leaves_as_a_spreadsheet_without_formulas(
    desk, session, office
):
    make.application(session, "=1+1", of=office, function="+cmd|' /C calc'!A0")
    make.application(session, "Lain", of=office, type=ApplicationType.WEBSITE)

    answer = desk.download("/aplikasi/unduh.xlsx?bentuk=APPLICATION")

    sheet = load_workbook(io.BytesIO(answer.data))["Aplikasi"]
    rows = list(sheet.iter_rows(values_only=True))
    assert "=1+1" in rows[1]
    assert len(rows) == 2
    kinds = {cell.data_type for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


def test_amounts_days_and_years_of_the_download_can_be_added_up_and_sorted(
    desk, session, office
):
    make.application(
        session,
        "SIMPUS",
        of=office,
        cost_build=Decimal(120_000_000),
        contract_ends_on=date(2027, 3, 31),
        year_started=2021,
    )

    answer = desk.download("/aplikasi/unduh.xlsx?status=LIVE&cari=simpus")

    book = load_workbook(io.BytesIO(answer.data))
    head, row = book["Aplikasi"].iter_rows(values_only=True)
    cells = dict(zip(head, row, strict=True))
    assert cells["Biaya pembangunan"] == 120_000_000
    assert cells["Kontrak berakhir"].date() == date(2027, 3, 31)
    assert cells["Tahun mulai"] == 2021
    about = dict(book["Keterangan"].iter_rows(values_only=True))
    assert about["Cakupan"].startswith(f"{office.government.name} · Instansi sendiri")
    assert "status Aktif · memuat “simpus”" in about["Cakupan"]


def test_restricted_fields_are_empty_in_the_download_of_another_office(
    session, app, office
):
    make.application(session, of=office, vendor="CV Rahasia")
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )

    answer = Browser(app, session).sign_in(sister).download("/aplikasi/unduh.xlsx")

    sheet = load_workbook(io.BytesIO(answer.data))["Aplikasi"]
    values = {str(cell.value) for row in sheet.iter_rows() for cell in row}
    assert "CV Rahasia" not in values


def test_the_filtered_list_leaves_as_csv_too_and_calculates_nothing(
    session, app, office
):
    make.application(session, "=1+1", of=office, vendor="CV Rahasia", year_started=2021)
    make.application(session, "Lain", of=office, type=ApplicationType.WEBSITE)
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )

    answer = (
        Browser(app, session)
        .sign_in(sister)
        .download("/aplikasi/unduh.csv?bentuk=APPLICATION")
    )

    assert answer.mimetype == "text/csv"
    [row] = csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert (row["Nama aplikasi"], row["Tahun mulai"]) == ("'=1+1", "2021")
    assert (row["Perangkat daerah"], row["Penyedia"]) == (office.name, "")


def test_the_addresses_of_the_downloads_carry_the_filters_and_nothing_else(desk):
    page = desk.get("/aplikasi/?cari=sim&status=LIVE&ending=x&_scheme=ftp&_external=1")

    links = [a["href"] for a in page.select("a[href*=unduh]")]
    assert links == [
        f"/aplikasi/unduh.{ending}?cari=sim&status=LIVE" for ending in ("xlsx", "csv")
    ]


def summary(answer) -> dict[tuple[str, str], dict[str, object]]:
    """Return the cells of each line of the summary by their headings."""
    sheet = load_workbook(io.BytesIO(answer.data))["Ringkasan"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[0] == "Menurut")
    return {
        row[:2]: dict(zip(rows[head], row, strict=True)) for row in rows[head + 1 :]
    }


def test_the_download_adds_up_what_its_reader_may_know_and_nothing_else(
    session, app, office
):
    home = office.government
    other = make.office(session, "Dinas Perhubungan", of=home)
    make.application(session, of=office, cost_yearly=Decimal(5_000_000))
    make.application(session, of=office, status=Status.RETIRED)
    make.application(session, of=other, cost_yearly=Decimal(900_000_000))
    make.application(session, cost_yearly=Decimal(70_000_000))
    cost, unknown = "Biaya per tahun (Rp)", "Biaya per tahun belum diketahui"
    mine, theirs = (("Perangkat daerah", each.name) for each in (office, other))
    every = ("Seluruhnya", None)
    operator, planner = (
        Browser(app, session).sign_in(make.account(session, role, at))
        for role, at in ((Role.OPERATOR, office), (Role.PLANNER, home))
    )

    told = summary(operator.download("/aplikasi/unduh.xlsx"))
    assert (told[mine]["Jumlah"], told[mine]["Tidak aktif"]) == (2, 1)
    assert (told[mine][cost], told[mine][unknown]) == (5_000_000, 1)
    assert (told[theirs][cost], told[theirs][unknown]) == (None, None)
    assert (told[every]["Jumlah"], told[every][cost]) == (3, 5_000_000)

    told = summary(planner.download("/aplikasi/unduh.xlsx"))
    assert (told[theirs][cost], told[theirs][unknown]) == (900_000_000, 0)
    assert (told[every]["Jumlah"], told[every][cost]) == (3, 905_000_000)


def test_htmx_gets_the_list_alone(desk, session, office):
    make.application(session, "SIMPUS", of=office)

    piece = desk.fragment("/aplikasi/?cari=sim", headers={"HX-Target": "daftar"})

    assert [a.text for a in piece.select("tbody th a")] == ["SIMPUS"]


def test_a_long_list_is_written_by_the_worker_and_only_its_asker_gets_it(
    desk, app, session, office, monkeypatch
):
    from eaportal.inventory import downloads

    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    for name in ("Satu", "Dua"):
        make.application(session, name, of=office)

    asked = "urut=-nama&bentuk=APPLICATION&belum=2090-01-01"
    answer = desk.download(f"/aplikasi/unduh.xlsx?{asked}")

    sheet = load_workbook(io.BytesIO(answer.data))["Aplikasi"]
    listed = [row[2] for row in sheet.iter_rows(values_only=True, min_row=2)]
    assert listed == ["Satu", "Dua"]
    other = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, office))
    other.get(answer.request.path, status=404)


def test_at_name_and_function_nothing_else_is_shown_elsewhere(session, app, office):
    shared = make.application(
        session,
        "SIMPUS",
        of=office,
        sharing=Sharing.NAME_AND_FUNCTION,
        function="Antrean pasien",
        users="Pengguna dalam",
        url="https://simpus.contoh.go.id",
    )
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))

    page = stranger.get(f"/aplikasi/{shared.id}")

    assert "Antrean pasien" in page.text
    assert "Pengguna dalam" not in page.text
    assert "simpus.contoh.go.id" not in page.text


def test_the_history_does_not_tell_what_the_page_keeps_to_itself(session, app, office):
    application = make.application(session, of=office)
    inventory.revise(session, application, {"vendor": "CV Rahasia", "users": "Warga"})
    history.seal(session, by="uji")
    session.commit()
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )

    page = Browser(app, session).sign_in(sister).get(f"/aplikasi/{application.id}")

    assert "Warga" in page.text
    assert "CV Rahasia" not in page.text


def test_an_address_that_is_not_shared_is_not_found_by_searching_either(
    session, app, office
):
    shared = {"Hijau": Sharing.NAME_AND_FUNCTION, "Biru": Sharing.PROFILE}
    for name, sharing in shared.items():
        stated = {"name": name, "function": "Antrean", "url": "https://rahasiadapur.id"}
        inventory.add(session, office, stated, sharing=sharing)
    owner = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, office))
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))

    assert names(owner.get("/aplikasi/?cari=rahasiadapur")) == ["Biru", "Hijau"]
    assert names(stranger.get("/aplikasi/?milik=lain&cari=rahasiadapur")) == ["Biru"]
    assert names(stranger.get("/aplikasi/?milik=lain&cari=hijau+antrean")) == ["Hijau"]
    catalogue = Browser(app, session).get("/katalog/?cari=rahasiadapur").text
    assert "Biru" in catalogue
    assert "Hijau" not in catalogue


HIDDEN = {
    "year_started": 1999,
    "url": "https://dapur.contoh.go.id",
    "output": "Laporan dapur",
    "services": "Layanan dapur",
    "users": "Juru masak",
    "vendor": "CV Dapur",
    "cost_yearly": 7_000_000,
    "processes": "Memasak",
    "data_produced": "Resep",
    "notes": "Catatan dapur",
    "hosting": "Gudang",
}


@pytest.mark.parametrize("order", ["nama", "tahun", "-tahun", "diubah", "-diubah"])
def test_what_is_not_shared_changes_no_answer_to_another_government(
    session, app, office, order
):
    others = [make.application(session, f"Aplikasi {n}", of=office) for n in range(3)]
    for each in others:
        each.year_started = 2010 + each.id % 7
    session.commit()
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))
    pages = [f"/aplikasi/?milik=lain&urut={order}", "/aplikasi/?milik=lain&cari=dapur"]
    pages += [f"/aplikasi/{others[0].id}", "/katalog/?cari=dapur", "/katalog/"]
    before = [stranger.get(page).main.text for page in pages]

    inventory.revise(session, others[0], HIDDEN)
    history.seal(session, by="uji")
    session.commit()

    assert [stranger.get(page).main.text for page in pages] == before


def test_who_uses_it_elsewhere_is_not_told_in_the_history(session, app, office):
    shared = make.application(session, of=office, sharing=Sharing.PROFILE)
    foreign = make.office(session, "Dinas Asing")
    user = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, foreign))
    used = {"office": foreign.id, "note": "Catatan asing"}
    user.post(f"/aplikasi/{shared.id}/pakai", used)

    owner = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT, office))
    page = owner.get(f"/aplikasi/{shared.id}")

    for word in ("Catatan asing", foreign.code, "Pemakaian dicatat"):
        assert word not in page.text
