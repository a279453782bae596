"""The proof: the demonstration goes out, is edited in LibreOffice and comes back."""

import json

import pytest

from tests.browser import close, created, settings
from tests.libreoffice import append, put


@pytest.fixture(scope="module")
def portal(databases, tmp_path_factory):
    """Give a portal with the demonstration."""
    with databases.copy("sqlite") as engine:
        app = created(settings(engine, tmp_path_factory.mktemp("portal")))
        for words in (["reference", "load"], ["demo", "load"]):
            done = app.test_cli_runner().invoke(args=words)
            assert done.exit_code == 0, done.output
        yield app
        close(app)


def told(portal, *words):
    """Run a command for the demonstration and return its JSON."""
    args = ["exchange", *map(str, words), "--organisation", "KOTA-CONTOH", "--json"]
    done = portal.test_cli_runner().invoke(args=args)
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_what_libreoffice_edits_comes_back_and_nothing_else(
    portal, libreoffice, tmp_path
):
    book, back, again = (tmp_path / f"{name}.xlsx" for name in ("out", "in", "again"))
    sheets = told(portal, "export-xlsx", "--out", book)["sheets"]
    untouched = tmp_path / "tetap.xlsx"
    untouched.write_bytes(libreoffice.edited(book.read_bytes()))
    same = told(portal, "import-xlsx", untouched, "--dry-run")
    assert same["rows"] == []
    assert same["notes"] == []
    assert same["unchanged"] == sum(sheets.values()) - sheets["Perangkat daerah"]

    back.write_bytes(
        libreoffice.edited(
            book.read_bytes(),
            put("Aplikasi", "DAA-0002", "Uraian", 'Kinerja "satu pintu"\nbaris dua'),
            put("Aplikasi", "DAA-0002", "Biaya per tahun", 12_500_000),
            put("Aplikasi", "DAA-0003", "Catatan", "=1+1 ditulis sebagai teks"),
            put("Infrastruktur", "DAI-0001", "Status", "Akan dihentikan"),
            put("Aplikasi", "DAA-0002", "Singkatan", None),
            append(
                "Layanan",
                sheets["Layanan"] + 2,
                Kode="BARU-1",
                Nama="Layanan dari LibreOffice",
                Status="Direncanakan",
            ),
            append(
                "Relasi",
                sheets["Relasi"] + 2,
                Kode_asal="BARU-1",
                Hubungan="didukung oleh",
                Kode_tujuan="DAA-0002",
            ),
        )
    )
    done = told(portal, "import-xlsx", back)
    changes = {
        (row["sheet"], row["code"], each["field"], each["after"])
        for row in done["rows"]
        for each in row["differences"]
    }
    assert changes == {
        ("Aplikasi", "DAA-0002", "description", 'Kinerja "satu pintu"\nbaris dua'),
        ("Aplikasi", "DAA-0002", "cost_yearly", "Rp 12.500.000"),
        ("Aplikasi", "DAA-0002", "acronym", ""),
        ("Aplikasi", "DAA-0003", "notes", "=1+1 ditulis sebagai teks"),
        ("Infrastruktur", "DAI-0001", "status", "Akan dihentikan"),
        ("Layanan", "BARU-1", "name", "Layanan dari LibreOffice"),
        ("Layanan", "BARU-1", "status", "Direncanakan"),
        ("Layanan", "BARU-1", "organisation", "Pemerintah Kota Contoh"),
    }
    assert (done["created"], done["refused"], done["kept"]) == (2, 0, 0)

    told(portal, "export-xlsx", "--out", again)
    assert told(portal, "import-xlsx", again, "--dry-run")["rows"] == []
