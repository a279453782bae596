"""The filtered list as a file: what it holds, for whom, and without formulas."""

import csv
import io
from datetime import date, timedelta
from decimal import Decimal

from openpyxl import load_workbook

from architecture.layers import (
    ApplicationType,
    Status,
)
from architecture.roles import Role
from eaportal import formats
from tests import make
from tests.browser import Browser


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


def test_a_long_list_is_written_by_the_worker_and_only_its_asker_gets_it_while_in_post(
    app, session, office, monkeypatch
):
    from eaportal.inventory import downloads

    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    for name in ("Satu", "Dua"):
        make.application(session, name, of=office)
    asker = make.account(session, Role.OPERATOR, office)
    second = make.office(session, of=office.government)
    held = make.post(session, asker, Role.OPERATOR, second)
    desk = Browser(app, session).sign_in(asker)

    asked = "urut=-nama&bentuk=APPLICATION&belum=2090-01-01"
    answer = desk.download(f"/aplikasi/unduh.xlsx?{asked}")

    sheet = load_workbook(io.BytesIO(answer.data))["Aplikasi"]
    listed = [row[2] for row in sheet.iter_rows(values_only=True, min_row=2)]
    assert listed == ["Satu", "Dua"]
    other = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, office))
    other.get(answer.request.path, status=404)

    again = desk.download(answer.request.path)
    assert (again.data, again.mimetype) == (answer.data, answer.mimetype)
    held.ends_on = formats.today() - timedelta(days=1)
    session.commit()
    desk.get(answer.request.path, status=404)
