"""The exchange as people use it: download, edit, upload, look, apply."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from architecture import elements, history, inventory, scheduling
from architecture.layers import Layer, Verb
from architecture.model import Application, Entry, Import, ImportState, Job, Relation
from architecture.roles import Role
from tests import make
from tests.architecture.exchange.book.make import append, edited, put, rows
from tests.browser import HOST, Browser


class City:
    """A government with two offices, an application and a data set."""

    def __init__(self, session):
        self.session = session
        self.government = make.government(session, "Kota Uji")
        self.dinas = make.office(session, "Dinas Satu", of=self.government)
        self.badan = make.office(session, "Badan Dua", of=self.government)
        self.app = inventory.add(
            session, self.dinas, {"name": "SIMPEG", "cost_yearly": "9000000"}
        )
        self.other = inventory.add(session, self.badan, {"name": "E-ARSIP"})
        data = elements.add(session, self.dinas, Layer.DATA, {"name": "Data pegawai"})
        elements.relate(session, self.app, Verb.USES, data)
        history.seal(session, by="uji")
        session.commit()


@pytest.fixture
def city(session):
    return City(session)


@pytest.fixture
def architect(browser, session, city):
    return browser.sign_in(make.account(session, Role.ARCHITECT, city.government))


def download(browser, **fields):
    """Ask for the workbook, and return the file that the worker wrote."""
    headers = {"X-CSRFToken": browser.token(), "Origin": f"http://{HOST}"}
    done = browser.open(
        "/pertukaran/unduh", method="POST", data=fields, headers=headers
    )
    assert done.status_code == 200, done.text
    return done.data


def bring_in(browser, file, status=200, name="kota.xlsx"):
    sent = {"file": (BytesIO(file), name)}
    return browser.post("/pertukaran/unggah", sent, status=status)


def entries(session):
    return session.scalar(select(func.count(Entry.id)))


def test_a_workbook_goes_out_is_edited_and_comes_back(architect, session, city):
    file = download(architect)
    page = bring_in(
        architect,
        edited(
            file,
            put("Aplikasi", city.app.code, Uraian="Mencatat pegawai"),
            append("Layanan", Nama="Kenaikan pangkat"),
            put("Relasi", session.scalar(select(Relation.id)), Hapus="hapus"),
        ),
    )
    assert page.h1.text == "Pratinjau kota.xlsx"
    told = page.select("table")[1].text
    assert "Mencatat pegawai" in told
    counted = page.select("table")[0].select("th.number")
    assert [each.text.strip() for each in counted][:2] == ["Baru", "Berubah"]
    assert "Kenaikan pangkat" in told
    session.refresh(city.app)
    assert city.app.description == ""
    before = entries(session)

    done = architect.submit(page, button="Terapkan 3 baris")
    assert done.h1.text == "Hasil impor kota.xlsx"
    assert "1 baru, 1 berubah, 1 dihapus, 2 tetap" in " ".join(done.text.split())
    session.refresh(city.app)
    assert city.app.description == "Mencatat pegawai"
    assert session.scalar(select(func.count(Relation.id))) == 0
    assert entries(session) == before + 1


def test_a_workbook_that_nobody_edited_has_nothing_to_apply(architect, city):
    page = bring_in(architect, download(architect))
    assert "Semua baris sama dengan yang tercatat." in page.text
    assert "Terapkan" not in [each.text.strip() for each in page.select("main button")]


def test_refused_rows_keep_all_out_unless_the_others_are_wanted(
    architect, session, city
):
    file = edited(
        download(architect),
        put("Aplikasi", city.app.code, Uraian="Baik"),
        put("Aplikasi", city.other.code, Status="Entah"),
        append("Aplikasi", Kode="BARU-1", Nama="Baru"),
        append("Relasi", Kode_asal="BARU-1", Hubungan="entah", Kode_tujuan="DAD-0001"),
    )
    page = bring_in(architect, file)
    assert "2 baris ditolak" in page.text
    assert "Sel E3 (Status)" in page.text
    mend = architect.download(f"{architect.response.request.path}/perbaiki.xlsx").data
    assert rows(mend, "Aplikasi")[0]["Kode"] == city.other.code
    found = session.scalars(select(Import)).one()
    architect.post(f"/pertukaran/{found.id}/terapkan", status=409)
    done = architect.submit(page, button="Terapkan 2 baris lainnya saja")
    assert "2 ditolak" in done.text
    mend = architect.download(f"{architect.response.request.path}/perbaiki.xlsx").data
    assert rows(mend, "Relasi")[0]["Kode asal"].startswith("DAA-")
    session.refresh(city.app)
    assert city.app.description == "Baik"


def test_a_conflict_is_kept_as_it_is_until_the_file_is_chosen(architect, session, city):
    file = edited(
        download(architect), put("Aplikasi", city.app.code, Uraian="Isi berkas")
    )
    elements.revise(session, city.app, {"description": "Isi orang lain"})
    history.seal(session, by="orang lain")
    page = bring_in(architect, file)
    assert "1 baris bentrok" in page.text
    assert "Terapkan 0 baris" not in page.text
    page = architect.submit(page, button="Pakai isi berkas")
    assert "1 memakai isi berkas" in " ".join(page.text.split())
    page = architect.submit(page, button="Biarkan seperti sekarang")
    page = architect.submit(page, button="Pakai isi berkas untuk semuanya")
    architect.submit(page, button="Terapkan 1 baris")
    session.refresh(city.app)
    assert city.app.description == "Isi berkas"


def test_a_preview_of_an_older_model_is_made_anew(architect, session, city):
    page = bring_in(
        architect,
        edited(download(architect), put("Aplikasi", city.app.code, Uraian="Baru")),
    )
    elements.revise(session, city.app, {"description": "Isi orang lain"})
    history.seal(session, by="orang lain")
    again = architect.submit(page, button="Terapkan 1 baris")
    assert "pratinjaunya dibuat ulang" in again.text
    assert "1 baris bentrok" in again.text
    session.refresh(city.app)
    assert city.app.description == "Isi orang lain"


def test_what_others_do_elsewhere_does_not_stop_it(architect, session, city):
    page = bring_in(
        architect,
        edited(download(architect), put("Aplikasi", city.app.code, Uraian="Baru")),
    )
    elements.add(session, city.badan, Layer.SERVICE, {"name": "Lain"})
    elements.revise(session, city.app, {"function": "Isi orang lain"})
    elements.revise(session, city.other, {"function": "Lain"})
    history.seal(session, by="orang lain")
    architect.submit(page, button="Terapkan 1 baris")
    session.refresh(city.app)
    assert city.app.description == "Baru"


def test_applied_twice_happens_once(architect, session, city):
    page = bring_in(
        architect, edited(download(architect), append("Layanan", Nama="Satu"))
    )
    where = architect.response.request.path
    seen = page.select_one("input[name=pratinjau]")["value"]
    for _ in range(2):
        architect.post(f"{where}/terapkan", {"pratinjau": seen})
    found = session.scalars(select(Import)).one()
    assert found.options["applied"]["created"] == 1
    architect.post(f"{where}/batal", status=409)


def test_an_import_can_be_given_up(architect, session, city):
    page = bring_in(
        architect, edited(download(architect), append("Layanan", Nama="Satu"))
    )
    page = architect.submit(page, button="Batalkan")
    assert "dibatalkan; tidak ada yang ditulis" in page.text
    assert session.scalars(select(Import)).one().state is ImportState.CANCELLED


def test_a_file_that_is_no_workbook_is_refused_with_what_to_do(architect, session):
    page = bring_in(architect, b"Kode,Nama", status=422)
    assert "bukan XLSX" in page.text
    other = edited(
        download(architect), lambda book: [book.remove(s) for s in book.worksheets[1:]]
    )
    page = bring_in(architect, other, status=422)
    assert "Tidak ada lembar buku kerja arsitektur" in page.text


def test_an_operator_chooses_between_the_own_office_and_all(browser, session, city):
    person = make.account(session, Role.OPERATOR, city.dinas)
    operator = browser.sign_in(person)
    own = download(operator, extent="kantor")
    assert [each["Nama"] for each in rows(own, "Aplikasi")] == ["SIMPEG"]
    assert rows(own, "Aplikasi")[0]["Biaya per tahun"] == 9_000_000
    whole = download(operator, extent="semua")
    assert "Biaya per tahun" not in rows(whole, "Aplikasi")[0]
    page = bring_in(
        operator,
        edited(
            whole,
            put("Aplikasi", city.app.code, Uraian="Punya kami"),
            put("Aplikasi", city.other.code, Uraian="Bukan punya kami"),
        ),
    )
    assert "Milik perangkat daerah lain" in page.text
    operator.submit(page, button="Terapkan 1 baris lainnya saja")
    for each, told in ((city.app, "Punya kami"), (city.other, "")):
        session.refresh(each)
        assert each.description == told


def test_only_who_uploaded_it_applies_it_and_architects_may_look(
    app, browser, session, city
):
    operator = browser.sign_in(make.account(session, Role.OPERATOR, city.dinas))
    bring_in(
        operator,
        edited(
            download(operator, extent="kantor"),
            put("Aplikasi", city.app.code, Uraian="Punya kami"),
        ),
    )
    where = operator.response.request.path
    other = Browser(app, session).sign_in(
        make.account(session, Role.OPERATOR, city.badan)
    )
    other.get(where, status=404)
    architect = Browser(app, session).sign_in(
        make.account(session, Role.ARCHITECT, city.government)
    )
    assert "Hanya yang mengunggahnya" in architect.get(where).text
    architect.post(f"{where}/terapkan", status=403)


def test_a_preview_of_many_rows_is_paged_filtered_and_searched(
    architect, session, city
):
    def many(book):
        for number in range(60):
            book["Layanan"].append([None, None, f"Layanan {number:03d}"])
        book["Aplikasi"].append([None, None, "Satu lagi"])

    page = bring_in(architect, edited(download(architect), many))
    where = architect.response.request.path
    assert len(page.select("table")[1].select("tbody tr")) == 25
    assert "Halaman 1 dari 3" in page.text
    found = architect.get(f"{where}?cari=layanan+042")
    assert len(found.select("table")[1].select("tbody tr")) == 1
    sheet = architect.get(f"{where}?lembar=Aplikasi&jenis=NEW")
    assert "Satu lagi" in sheet.text
    assert "Layanan 001" not in sheet.text
    architect.get(f"{where}?lembar=Entah&jenis=Entah&halaman=999")


def test_files_of_imports_of_lists_are_kept_apart(architect, browser, session, city):
    bring_in(architect, download(architect))
    found = session.scalars(select(Import)).one()
    admin = browser.sign_in(make.account(session, Role.ADMINISTRATOR, city.government))
    assert found.document.filename not in admin.get("/impor/").text
    admin.get(f"/impor/{found.id}", status=404)
    assert session.scalar(select(func.count(Application.id))) == 2
    assert session.scalar(select(func.count(Job.id))) >= 2
    assert load_workbook(BytesIO(download(admin))).sheetnames[0] == "Petunjuk"


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_workbook_of_another_day_says_so_inside_and_in_its_name(
    architect, session, city
):
    scheduling.plan(session, city.app, {"name": "Nanti"}, on=date(2098, 1, 1))
    history.seal(session, by="uji")
    session.commit()
    headers = {"X-CSRFToken": architect.token(), "Origin": f"http://{HOST}"}

    def ask(on):
        return architect.open(
            "/pertukaran/unduh", method="POST", data={"on": on}, headers=headers
        )

    sent = ask("01/01/2098")
    assert "-per-2098-01-01.xlsx" in sent.headers["Content-Disposition"]
    book = load_workbook(BytesIO(sent.data))
    cells = {str(c.value) for sheet in book for row in sheet.iter_rows() for c in row}
    assert "Nanti" in cells
    assert any("1 Januari 2098" in each for each in cells)
    for wrong in ("30/02/2098", "01/01/1960", "1/1/0001", "1/1/9999"):
        assert ask(wrong).status_code == 422
