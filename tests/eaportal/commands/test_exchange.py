"""A government's workbook out of the portal and in again, from a terminal."""

import json
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from architecture import elements, history
from architecture.layers import Verb
from architecture.model import Application, Entry, PlannedChange, at
from eaportal import formats
from tests import make


@pytest.fixture
def book(run, kota, tmp_path):
    """Give the path of the workbook of the city, and what edits cells of it."""
    path = tmp_path / "kota.xlsx"
    code = kota.government.code

    def again():
        run("exchange", "export-xlsx", "--organisation", code, "--out", str(path))

    def edit(sheet, row, **values):
        kept = load_workbook(path)
        page = kept[sheet]
        heads = [cell.value for cell in page[1]]
        for heading, value in values.items():
            page.cell(row, heads.index(heading) + 1).value = value
        kept.save(path)

    again()
    edit.path, edit.again = path, again
    return edit


@pytest.fixture
def bring_in(run, kota, book):
    """Give what imports the workbook and returns what the command said."""

    def invoke(*words, status=0):
        where = ("--organisation", kota.government.code)
        done = run(
            "exchange", "import-xlsx", str(book.path), *where, *words, status=status
        )
        return json.loads(done.stdout) if "--json" in words else done

    return invoke


def entries(session):
    return session.scalar(select(func.count(Entry.id)))


def test_a_workbook_of_a_government_is_written(run, kota, tmp_path):
    out = tmp_path / "kota.xlsx"
    code = kota.government.code
    done = run(
        "exchange", "export-xlsx", "--organisation", code, "--out", str(out), "--json"
    )
    told = json.loads(done.stdout)
    assert told["organisation"] == code
    assert told["sheets"]["Aplikasi"] == 3
    assert load_workbook(out)["Aplikasi"]["C2"].value


def test_a_place_that_cannot_be_written_is_told_in_one_line(run, kota, tmp_path):
    out = tmp_path / "tidak-ada" / "kota.xlsx"
    words = ("--organisation", kota.government.code, "--out", str(out))
    done = run("exchange", "export-xlsx", *words, status=1)
    assert done.stderr.startswith("Error: Tidak dapat menulis ke ")
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_workbook_of_another_day_shows_that_day_and_is_not_for_editing(
    run, session, kota, tmp_path
):
    app = session.scalar(select(Application).order_by(Application.code))
    elements.revise(session, app, {}, retires_on=date(2027, 1, 1))
    history.seal(session, by="uji")
    out = tmp_path / "kota.xlsx"
    code = kota.government.code
    words = ("--organisation", code, "--out", str(out), "--json")
    counts = []
    for day in ("2026-12-31", "2027-01-01"):
        done = run("exchange", "export-xlsx", *words, "--date", day)
        counts.append(json.loads(done.stdout)["sheets"]["Aplikasi"])
    assert counts == [3, 2]
    done = run("exchange", "import-xlsx", str(out), "--organisation", code, status=1)
    assert "keadaan pada tanggal 2027-01-01" in done.stderr
    done = run("exchange", "export-xlsx", *words, "--date", "besok", status=1)
    assert "YYYY-MM-DD" in done.stderr


def test_a_workbook_as_known_on_a_past_day_says_what_was_known(run, session, tmp_path):
    office = make.office(session)
    with at(datetime(2026, 3, 2, 3, tzinfo=UTC)):
        made = make.application(session, of=office, name="Lama")
        history.seal(session, by="uji")
    with at(datetime(2026, 3, 4, 3, tzinfo=UTC)):
        elements.revise(session, made, {"name": "Baru"})
        make.application(session, of=office, name="Kemudian")
        history.seal(session, by="uji")
    out = tmp_path / "kota.xlsx"
    code = office.government.code
    words = ("--organisation", code, "--out", str(out), "--json")
    found = []
    for day in ("2026-03-01", "2026-03-03", "2026-03-04"):
        done = run("exchange", "export-xlsx", *words, "--as-known-on", day)
        told = json.loads(done.stdout)["sheets"]["Aplikasi"]
        names = [each.value for each in load_workbook(out)["Aplikasi"]["C"][1:]]
        assert told == len(names)
        found.append(names)
    assert found == [[], ["Lama"], ["Baru", "Kemudian"]]
    done = run("exchange", "import-xlsx", str(out), "--organisation", code, status=1)
    assert "diketahui pada 2026-03-04" in done.stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--as-known-on", "2199-01-01"), "belum lewat"),
        (("--as-known-on", formats.today().isoformat()), "belum lewat"),
        (("--as-known-on", "kemarin"), "--as-known-on “kemarin” harus berbentuk"),
        (("--as-known-on", ""), "harus berbentuk YYYY-MM-DD"),
        (("--as-known-on", "2026-02-30"), "harus berbentuk YYYY-MM-DD"),
        (("--as-known-on", "2026-01-01", "--date", "2026-01-01"), "Pilih satu"),
    ],
)
def test_a_day_that_nothing_was_known_on_yet_is_refused(
    run, kota, tmp_path, options, told
):
    out = tmp_path / "kota.xlsx"
    words = ("--organisation", kota.government.code, "--out", str(out))
    done = run("exchange", "export-xlsx", *words, *options, status=1)
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not out.exists()


def test_what_was_edited_comes_back_in_one_entry(session, book, bring_in):
    book("Aplikasi", 2, Uraian="Diubah di Excel")
    before = entries(session)
    told = bring_in("--json")
    assert (told["created"], told["updated"], told["refused"]) == (0, 1, 0)
    assert told["applied"] is True
    [row] = told["rows"]
    assert (row["sheet"], row["row"], row["action"]) == ("Aplikasi", 2, "CHANGED")
    assert row["differences"][0]["after"] == "Diubah di Excel"
    found = session.scalar(select(Application).order_by(Application.code))
    assert found.description == "Diubah di Excel"
    assert entries(session) == before + 1


def test_a_dry_run_writes_nothing(session, book, bring_in):
    book("Aplikasi", 2, Uraian="Diubah di Excel")
    before = entries(session)
    told = bring_in("--dry-run", "--json")
    assert (told["updated"], told["applied"]) == (1, False)
    assert entries(session) == before


def test_a_refused_row_keeps_everything_out_and_can_be_mended(
    session, book, bring_in, tmp_path
):
    book("Aplikasi", 2, Uraian="Diubah di Excel")
    book("Aplikasi", 3, Status="Entah")
    mend = tmp_path / "perbaiki.xlsx"
    done = bring_in("--mend", str(mend), status=1)
    assert "lembar Aplikasi baris 3" in done.stderr
    assert load_workbook(mend)["Aplikasi"].max_row == 2
    assert bring_in("--dry-run", "--json", status=1)
    done = bring_in("--good-only")
    assert "berubah: 1" in done.stdout
    assert "ditolak: 1" in done.stdout


def test_a_conflict_is_left_alone_unless_the_file_is_to_be_taken(
    session, kota, book, bring_in
):
    book("Aplikasi", 2, Uraian="Isi berkas")
    app = session.scalar(select(Application).order_by(Application.code))
    elements.revise(session, app, {"description": "Isi orang lain"})
    history.seal(session, by="orang lain")
    told = bring_in("--json")
    assert (told["updated"], told["kept"]) == (0, 1)
    assert "sudah diubah di portal" in told["rows"][0]["reasons"][0]
    told = bring_in("--json", "--conflicts", "file")
    assert (told["updated"], told["kept"]) == (1, 0)


def test_an_import_for_a_later_day_plans_what_changes_and_dates_what_is_new(
    session, kota, book, bring_in
):
    query = select(Application).order_by(Application.code)
    one, two, _ = session.scalars(query)
    gone = elements.relate(session, one, Verb.EXCHANGES, two)
    history.seal(session, by="uji")
    session.commit()
    book.again()
    was = one.description
    book("Aplikasi", 2, Uraian="Kelak")
    book("Aplikasi", 3, Status="Akan dihentikan")
    office = {"Perangkat daerah": kota.dinas.code}
    book("Aplikasi", 5, Nama="Baru", Status="Aktif", **office)
    book("Relasi", 2, Hapus="Ya")
    told = bring_in("--date", "2099-01-01", "--json", status=1)
    assert (told["date"], told["applied"], told["refused"]) == ("2099-01-01", False, 1)
    [refused] = [each for each in told["rows"] if each["action"] == "REFUSED"]
    assert refused["code"] == two.code
    assert "tidak direncanakan" in refused["reasons"][0]

    told = bring_in("--date", "2099-01-01", "--json", "--good-only")
    counts = [told[name] for name in ("created", "updated", "removed", "refused")]
    assert counts == [1, 1, 1, 1]
    assert told["notes"][0].startswith("Berlaku mulai 1 Januari 2099")
    session.expire_all()
    [planned] = session.scalars(select(PlannedChange))
    assert (planned.element_id, planned.value) == (one.id, "Kelak")
    assert planned.starts_on == date(2099, 1, 1)
    assert one.description == was
    assert gone.ends_on == date(2098, 12, 31)
    new = session.scalars(select(Application).where(Application.name == "Baru")).one()
    assert new.live_on == date(2099, 1, 1)
    done = bring_in("--date", formats.today().isoformat(), status=1)
    assert "harus sesudah hari ini" in done.stderr


def test_a_file_that_is_not_there_is_told_in_one_line(run, kota, tmp_path):
    words = ("--organisation", kota.government.code)
    missing = tmp_path / "tidak-ada.xlsx"
    done = run("exchange", "import-xlsx", str(missing), *words, status=1)
    assert "tidak ditemukan" in done.stderr
