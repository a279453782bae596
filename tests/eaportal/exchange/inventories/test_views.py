from datetime import date
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from architecture import history, inventory
from architecture.layers import Platform, Status
from architecture.model import (
    Application,
    Document,
    Import,
    ImportRow,
    ImportState,
    Organisation,
)
from architecture.roles import Role
from tests import make
from tests.architecture.exchange.inventories.make import HEADERS, csv_file, xlsx_file

GOOD = csv_file(
    [
        HEADERS,
        ["SIABON", "Mencatat kehadiran pegawai", "Dinas Kominfo"],
        ["SIPARKIR", "Memungut retribusi parkir", "Dinas Perhubungan"],
        ["Website Desa Suka", "Website resmi desa", "Desa Suka"],
    ]
)


@pytest.fixture
def city(session):
    return make.government(session, "Kota Contoh")


@pytest.fixture
def admin(browser, session, city):
    return browser.sign_in(make.account(session, Role.ADMINISTRATOR, city))


def upload(admin, content=GOOD, name="daftar.csv", status=200):
    return admin.post("/impor/baru", {"file": (BytesIO(content), name)}, status=status)


def preview(admin, page, status=200, **fields):
    sent = {"create_organisations": "y", **fields}
    return admin.submit(page, sent, status, button="Buat pratinjau")


def only_import(session):
    session.expire_all()
    return session.scalars(select(Import).order_by(Import.id.desc())).first()


def applications(session):
    return session.scalar(select(func.count(Application.id)))


def test_a_file_goes_from_upload_to_the_inventory(admin, session):
    columns = upload(admin)
    assert columns.h1.text == "Kolom daftar.csv"
    chosen = columns.select_one("#isi-name option[selected]")
    assert chosen["value"] == "Nama Aplikasi"
    assert "SIABON · SIPARKIR" in columns.text

    shown = preview(admin, columns)
    assert shown.h1.text == "Pratinjau daftar.csv"
    assert "Aplikasi baru 2" in shown.text
    assert "Situs web baru 1" in shown.text
    assert applications(session) == 0

    done = admin.submit(shown, button="Terapkan semuanya")
    assert done.h1.text == "Hasil impor daftar.csv"
    assert "3 aplikasi dan situs web baru" in done.text
    assert applications(session) == 3
    assert only_import(session).state is ImportState.APPLIED


def test_nothing_is_written_before_it_is_applied(admin, session):
    preview(admin, upload(admin))

    assert applications(session) == 0
    assert session.scalar(select(func.count(Organisation.id))) == 1


def test_a_refused_row_stops_all_and_comes_back_as_a_file(admin, session, city):
    make.office(session, "Inspektorat", of=city)
    shown = admin.submit(upload(admin), button="Buat pratinjau")

    [button] = shown.select("button[disabled]")
    assert button.get_text(strip=True) == "Terapkan semuanya"
    assert "baris masih ditolak" in shown.select_one("#mengapa").text
    book = load_workbook(BytesIO(admin.download("/impor/1/perbaiki.xlsx").data))
    rows = list(book.active.values)
    assert rows[0][:3] == ("Baris asal", "Yang perlu diperbaiki", "Nama Aplikasi")
    assert "tidak dikenal" in rows[1][1]
    admin.post("/impor/1/terapkan", status=409)
    assert applications(session) == 0


def test_the_first_list_of_a_government_brings_its_offices_along(admin, session, city):
    first = upload(admin)
    assert first.select_one("#create_organisations").has_attr("checked")

    make.office(session, "Inspektorat", of=city)
    assert not upload(admin).select_one("#create_organisations").has_attr("checked")


def test_the_other_rows_are_applied_alone_if_a_person_says_so(admin, session, city):
    make.office(session, "Dinas Kominfo", of=city)
    content = csv_file(
        [
            HEADERS,
            ["SIABON", "Mencatat kehadiran pegawai", "Dinas Kominfo"],
            ["SIPARKIR", "Memungut retribusi parkir", "Dinas Antah Berantah"],
        ]
    )
    shown = admin.submit(upload(admin, content), button="Buat pratinjau")
    assert "1 baris ditolak" in shown.text

    done = admin.submit(shown, button="Terapkan 1 baris lainnya saja")

    assert "1 aplikasi dan situs web baru" in done.text
    assert "1 baris yang ditolak tidak ikut ditulis" in done.text
    assert applications(session) == 1
    assert admin.download("/impor/1/perbaiki.xlsx").data


def test_where_all_rows_are_refused_nothing_else_is_offered(admin, session, city):
    make.office(session, "Inspektorat", of=city)

    shown = admin.submit(upload(admin), button="Buat pratinjau")

    assert "lainnya saja" not in shown.text.replace("baris lainnya saja.", "")
    admin.post("/impor/1/terapkan", {"baris": "terbaca"}, status=409)


def test_pressing_apply_twice_happens_once(admin, session):
    shown = preview(admin, upload(admin))
    token = {"pratinjau": shown.select_one("input[name=pratinjau]")["value"]}

    admin.post("/impor/1/terapkan", token)
    admin.post("/impor/1/terapkan", token)

    assert applications(session) == 3


def test_a_preview_of_an_older_inventory_is_made_anew(admin, session, city):
    shown = preview(admin, upload(admin))
    office = make.office(session, "Dinas Kominfo", of=city)
    inventory.add(session, office, {"name": "SIABON", "description": "Kehadiran"})
    history.seal(session, by="orang lain")
    session.commit()

    again = admin.submit(shown, button="Terapkan semuanya")

    assert "pratinjaunya dibuat ulang" in again.text
    assert again.h1.text == "Pratinjau daftar.csv"
    assert applications(session) == 1
    admin.submit(again, button="Terapkan semuanya")
    assert applications(session) == 3


def test_changes_that_do_not_matter_to_the_preview_do_not_stop_it(admin, session, city):
    shown = preview(admin, upload(admin))
    history.note(session, city, "Sesuatu yang lain", government=city.id)
    history.seal(session, by="orang lain")
    session.commit()

    done = admin.submit(shown, button="Terapkan semuanya")

    assert done.h1.text == "Hasil impor daftar.csv"
    assert applications(session) == 3


def test_an_update_shows_old_and_new(admin, session, city):
    make.application(session, "SIABON", of=city, description="Lama sekali")
    lines = [[*HEADERS, "Status"], ["SIABON", "Lama sekali", "", "Tidak Aktif"]]

    shown = preview(admin, upload(admin, csv_file(lines)))

    change = shown.select_one(".import-changes")
    assert change.find("del").text == Status.LIVE.value
    assert change.find("ins").text == Status.RETIRED.value


def test_the_preview_is_searched_and_narrowed(admin):
    preview(admin, upload(admin))

    sites = admin.get("/impor/1?jenis=WEBSITE")
    assert [each.text.split()[0] for each in sites.select("tbody th")] == ["Website"]
    found = admin.get("/impor/1?cari=parkir")
    assert "SIPARKIR" in found.select_one("tbody").text
    assert "SIABON" not in found.select_one("tbody").text
    offices = admin.get("/impor/1?jenis=OFFICE")
    assert "Desa Suka" in offices.select_one("tbody").text
    nothing = admin.get("/impor/1?cari=tidakada")
    assert "Tidak ada baris yang cocok" in nothing.text


def test_only_some_rows_are_taken(admin, session):
    page = upload(admin)

    shown = preview(
        admin, page, only_column="Perangkat Daerah", only_value="dinas kominfo"
    )

    assert len(shown.select("tbody tr")) == 1


def test_a_value_that_no_row_has_is_told_with_those_there_are(admin):
    page = preview(
        admin,
        upload(admin),
        422,
        only_column="Perangkat Daerah",
        only_value="Dinas Angkasa",
    )

    assert "Nilai yang ada" in page.select_one(".alert").text


def test_half_a_filter_is_refused_beside_its_field(admin):
    page = preview(admin, upload(admin), 422, only_value="Dinas Kominfo")

    assert "kolomnya" in page.select_one("#only_value-error").text


def test_a_name_column_must_be_shown(admin):
    page = upload(admin, csv_file([["Warna", "Perangkat Daerah"], ["x", "y"]]))

    page = preview(admin, page, 422)

    assert "nama aplikasi" in page.select_one("#isi-name-error").text


def test_a_column_without_a_known_header_can_be_chosen(admin, session):
    page = upload(admin, csv_file([["Kolom X", "OPD"], ["SIABON", ""]]))

    shown = preview(admin, page, **{"isi-name": "Kolom X"})

    assert "SIABON" in shown.select_one("tbody").text


def test_leftover_columns_are_told_and_kept_as_notes(admin, session):
    page = upload(admin, csv_file([["Nama Aplikasi", "Warna"], ["SIABON", "biru"]]))
    assert "Kolom tanpa isian" in page.text

    admin.submit(preview(admin, page), button="Terapkan semuanya")

    [made] = session.scalars(select(Application)).all()
    assert "Warna: biru" in made.notes


def test_our_own_download_comes_back_as_what_is_there_already(admin, session, city):
    office = make.office(session, "Dinas Kominfo", of=city)
    stated = {
        "name": "PANGGILAN 112",
        "function": "Menerima panggilan darurat",
        "platforms": [Platform.DESKTOP.name],
        "cost_yearly": Decimal(240_000_000),
        "contract_ends_on": date(2026, 12, 31),
        "year_started": 2021,
    }
    inventory.add(session, office, stated)
    inventory.add(session, office, {"name": "SIABON", "notes": "Dari daftar lama"})
    history.seal(session, by="uji")
    session.commit()

    book = admin.download("/aplikasi/unduh.xlsx").data
    shown = preview(admin, upload(admin, book, "inventaris.xlsx"))

    tabs = " ".join(shown.select_one(".nav-tabs").text.split())
    assert tabs == "Semua baris 2 Sudah sama 2"


def test_another_sheet_can_be_read(admin):
    sheets = {
        "Satu": [HEADERS, ["SIABON", "x", ""]],
        "Dua": [HEADERS, ["SIPARKIR", "y", ""], ["SIPASAR", "z", ""]],
    }
    page = upload(admin, xlsx_file(sheets=sheets), "daftar.xlsx")

    page = admin.submit(page, {"lembar": "Dua"}, button="Baca lembar ini")

    assert "2 baris" in page.select_one(".lead").text
    assert "SIPARKIR" in page.text


def test_an_import_can_be_given_up(admin, session):
    shown = preview(admin, upload(admin))

    page = admin.submit(shown, button="Batalkan")

    assert "dibatalkan; tidak ada yang ditulis" in page.text
    assert only_import(session).state is ImportState.CANCELLED
    assert session.scalar(select(func.count(ImportRow.id))) == 0
    admin.post("/impor/1/terapkan", status=409)


def test_names_that_look_like_code_are_only_texts(admin):
    bad = "<script>alert(1)</script> `${x}` {% x %} \"'"
    shown = preview(admin, upload(admin, csv_file([HEADERS, [bad, bad, ""]])))

    assert bad in " ".join(shown.select_one("tbody th").text.split())


def bomb():
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 400_000_000)
    return out.getvalue()


def broken():
    return xlsx_file([HEADERS, ["a", "b", "c"]])[:-200]


HOSTILE = {
    "kosong": (b"", "a.csv", "kosong"),
    "bukan tabel": (b"%PDF-1.4 x %%EOF", "a.csv", "bukan"),
    "terkunci": (b"\xd0\xcf\x11\xe0" + b"x" * 600, "a.xlsx", "kata sandi"),
    "rusak": (broken(), "a.xlsx", "rusak"),
    "bom": (bomb(), "a.xlsx", "terlalu besar"),
    "nama lain": (GOOD, "a.xlsx", "berakhiran"),
    "gambar": (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "a.png", "bukan"),
    "judul saja": (csv_file([HEADERS]), "a.csv", "judul kolom"),
    "halaman web": (b"<html><table><tr><td>x</td></tr></table>", "a.csv", "web"),
    "terlalu panjang": (
        csv_file([HEADERS, *[["a", "b", "c"]] * 100_100]),
        "a.csv",
        "baris",
    ),
    "xlsx tanpa isi": (xlsx_file([]), "a.xlsx", "kosong"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(admin, session, case):
    content, name, told = HOSTILE[case]

    page = upload(admin, content, name, status=422)

    assert told in page.select_one(".alert-danger").text
    assert page.select_one("input[type=file]"), "a mended file can be sent at once"
    assert applications(session) == 0


def test_a_name_of_five_thousand_letters_is_refused_beside_its_row(admin):
    content = csv_file([HEADERS, ["x" * 5000, "y", ""], ["SIABON", "z", ""]])

    shown = preview(admin, upload(admin, content))

    row = shown.select_one("tbody tr")
    assert "Ditolak" in row.text
    assert "5.000 huruf" in row.text


@pytest.mark.parametrize(
    "content",
    [
        csv_file([HEADERS, ["Café Ñ", "x", ""]], ";", "cp1252"),
        csv_file([HEADERS, ["Café Ñ", "x", ""]], "\t", "utf-16"),
        csv_file([HEADERS, ["Café Ñ", "x", ""]], ";", "utf-8-sig"),
    ],
)
def test_a_csv_in_another_encoding_or_with_semicolons_is_read(admin, content):
    shown = preview(admin, upload(admin, content))

    assert "Café Ñ" in shown.select_one("tbody").text


def test_a_form_without_a_file_is_refused_beside_the_field(admin):
    page = admin.post("/impor/baru", {}, status=422)

    assert "Pilih dahulu" in page.select_one("#file-error").text


def test_the_list_says_where_each_import_stands(admin):
    assert "Belum ada impor" in admin.get("/impor/").text
    upload(admin)

    assert ImportState.READ.value in admin.get("/impor/").select_one("tbody").text


def test_the_template_has_every_known_header(admin):
    book = load_workbook(BytesIO(admin.download("/impor/templat.xlsx").data))

    headers = next(book.active.values)
    assert "Nama aplikasi" in headers
    assert "Perangkat daerah" in headers


def test_imports_of_another_government_do_not_exist(admin, session):
    preview(admin, upload(admin))
    stranger = make.account(session, Role.ADMINISTRATOR)
    admin.sign_in(stranger)

    for url in ("/impor/1", "/impor/1/kolom", "/impor/1/perbaiki.xlsx"):
        admin.get(url, 404)
    admin.post("/impor/1/terapkan", status=404)
    admin.post("/impor/1/batal", status=404)
    admin.post("/impor/1/lembar", status=404)


def test_only_an_administrator_imports(browser, session, city):
    browser.sign_in(make.account(session, Role.REVIEWER, city))

    browser.get("/impor/", 403)
    browser.post("/impor/baru", status=403)


def test_an_administrator_of_two_governments_chooses(admin, session, city):
    other = make.government(session, "Kabupaten Lain")
    account = make.account(session, Role.ADMINISTRATOR, city)
    make.post(session, account, Role.ADMINISTRATOR, other)
    admin.sign_in(account)

    admin.post(
        "/impor/baru",
        {"government": str(other.id), "file": (BytesIO(GOOD), "daftar.csv")},
    )

    assert only_import(session).government_id == other.id
    [document] = session.scalars(select(Document)).all()
    assert document.government_id == other.id


def test_a_preview_takes_a_fixed_number_of_statements(admin, statements):
    few = csv_file([HEADERS, ["SIABON", "x", ""]])
    many = csv_file([HEADERS, *[[f"Aplikasi {n}", f"y{n}", ""] for n in range(60)]])
    preview(admin, upload(admin, few))
    preview(admin, upload(admin, many))

    with statements:
        admin.get("/impor/1")
    first = len(statements)
    statements.texts.clear()
    with statements:
        admin.get("/impor/2")

    assert len(statements) == first
