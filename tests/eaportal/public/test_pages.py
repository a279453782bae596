"""The catalogue without an account: what is shared, and nothing more."""

from architecture.layers import Sharing, Status
from tests import make


def test_everyone_reads_what_is_live_and_shared(browser, session):
    make.application(session, "Terbuka", function="Antrean pasien", vendor="CV")
    make.application(session, "Tertutup", sharing=Sharing.NOTHING)
    make.application(session, "Rencana", status=Status.PLANNED)
    make.application(session, "Peka", sensitive=True)

    page = browser.get("/katalog/")

    assert [cell.text.strip() for cell in page.select("tbody th")] == ["Terbuka"]
    assert "Antrean pasien" in page.text
    assert "CV" not in page.select_one("table").text


def test_the_catalogue_is_searched_and_narrowed_to_a_government(browser, session):
    one = make.application(session, "PRESENSI")
    make.application(session, "ANTREAN")

    found = browser.get("/katalog/?cari=presensi")
    narrowed = browser.get(f"/katalog/?instansi={one.government_id}")
    nothing = browser.get("/katalog/?cari=tidakada&halaman=9")

    assert len(found.select("tbody tr")) == len(narrowed.select("tbody tr")) == 1
    assert "Tidak ada yang cocok" in nothing.text


def test_numbers_that_no_database_holds_lead_nowhere_quietly(browser, session):
    make.application(session, "Terbuka")

    browser.get("/katalog/?instansi=99999999999999999999&halaman=99999999999999999999")
    browser.get(f"/surat/{2**31}", status=404)
    browser.get("/aplikasi/99999999999999999999999", status=404)


def test_the_catalogue_asks_four_questions_however_many_governments_there_are(
    browser, session, statements
):
    for number in range(5):
        make.application(session, f"Aplikasi {number}")

    with statements:
        browser.get("/katalog/")

    assert len(statements) == 4
    assert "urusan" not in statements.texts[0], "of a government only its name"
