import json

import pytest
from sqlalchemy import func, select

from architecture import history
from architecture.model import Application, Entry, Organisation
from tests import make
from tests.architecture.exchange.inventories.make import HEADERS, csv_file

LINES = [
    HEADERS,
    ["SIABON", "Mencatat kehadiran pegawai", "Dinas Kominfo"],
    ["SIPARKIR", "Memungut retribusi parkir", "Dinas Perhubungan"],
]


@pytest.fixture
def city(session):
    return make.government(session, "Kota Contoh", code="KOTA-CONTOH")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "daftar.csv"
    path.write_bytes(csv_file(LINES))
    return path


@pytest.fixture
def run(app, session, city):
    def run(*words, stdin=None, status=0):
        session.commit()
        done = app.test_cli_runner().invoke(
            args=["inventory", *map(str, words)], input=stdin
        )
        session.expire_all()
        assert done.exit_code == status, done.output
        return done

    return run


def bring_in(run, file, *words, status=0):
    return run("import", file, "--organisation", "KOTA-CONTOH", *words, status=status)


def check(run, document, status=0):
    text = document if isinstance(document, str) else json.dumps(document)
    return run(
        "check", "--organisation", "KOTA-CONTOH", "--json", stdin=text, status=status
    )


def applications(session):
    return session.scalar(select(func.count(Application.id)))


def one_line(told):
    return len(told.stderr.strip().splitlines()) == 1


def test_a_file_is_imported_with_its_counts(run, file, session):
    told = json.loads(bring_in(run, file, "--create-organisations", "--json").stdout)

    assert told["counts"] == {"NEW": 2}
    assert told["applied"] is True
    assert [each["name"] for each in told["organisations"]] == [
        "Dinas Kominfo",
        "Dinas Perhubungan",
    ]
    assert told["actions"][0]["reasons"] == ["Belum ada dalam inventaris."]
    assert applications(session) == 2


def test_an_import_is_one_entry_of_the_history(run, file, session, city):
    before, _ = history.head_of(session, city.id)

    bring_in(run, file, "--create-organisations")

    [entry] = session.scalars(select(Entry).where(Entry.sequence > before)).all()
    assert entry.by == "inventory import"


def test_the_same_file_twice_changes_nothing(run, file, session, city):
    bring_in(run, file, "--create-organisations")
    before, _ = history.head_of(session, city.id)

    told = json.loads(bring_in(run, file, "--json").stdout)

    assert told["counts"] == {"SAME": 2}
    assert history.head_of(session, city.id)[0] == before


def test_a_dry_run_writes_nothing(run, file, session):
    told = json.loads(
        bring_in(run, file, "--create-organisations", "--dry-run", "--json").stdout
    )

    assert told["counts"] == {"NEW": 2}
    assert told["applied"] is False
    assert applications(session) == 0
    assert session.scalar(select(func.count(Organisation.id))) == 1


def test_an_unknown_office_refuses_all_with_one_line_and_the_json(run, file, session):
    done = bring_in(run, file, "--json", status=1)

    told = json.loads(done.stdout)
    assert told["counts"] == {"REFUSED": 2}
    assert told["applied"] is False
    assert "2 dari 2 baris ditolak" in done.stderr
    assert one_line(done)
    assert applications(session) == 0


def test_only_some_rows_are_imported(run, file, session):
    bring_in(
        run,
        file,
        "--create-organisations",
        *("--only", "Perangkat Daerah=Dinas Kominfo"),
        *("--only", "nama aplikasi=siabon"),
    )

    assert session.scalars(select(Application.name)).all() == ["SIABON"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--only", "Warna=biru"], "Tidak ada kolom “Warna”"),
        (["--only", "biru"], "KOLOM=NILAI"),
        (["--only", "Nama Aplikasi=TIDAK ADA"], "Tidak ada baris"),
    ],
)
def test_a_filter_that_fits_nothing_is_one_line(run, file, words, told):
    done = bring_in(run, file, *words, status=1)

    assert told in done.stderr
    assert one_line(done)


def test_a_file_that_is_not_there_is_one_line(run, tmp_path):
    done = bring_in(run, tmp_path / "tiada.csv", status=1)

    assert "tiada.csv" in done.stderr
    assert one_line(done)


def test_a_hostile_file_is_one_line(run, tmp_path, session):
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(b"%PDF-1.4 sama sekali bukan tabel")

    done = bring_in(run, path, status=1)

    assert one_line(done)
    assert applications(session) == 0


def test_an_unknown_government_and_an_office_are_one_line(run, file, session, city):
    office = make.office(session, of=city)
    for code in ("TIADA", office.code):
        done = run("import", file, "--organisation", code, status=1)
        assert one_line(done)


def test_a_disk_that_is_full_in_the_middle_leaves_nothing(
    app, run, tmp_path, session, engine
):
    if engine.dialect.name != "sqlite":
        pytest.skip("a limit of pages exists only on SQLite")
    from sqlalchemy import event

    path = tmp_path / "besar.csv"
    lines = [[f"Aplikasi {n}", "uraian " * 100, ""] for n in range(2000)]
    path.write_bytes(csv_file([HEADERS, *lines]))

    def limit(connection, _record, _proxy):
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 100}")

    own = app.extensions["engine"]
    event.listen(own, "checkout", limit)
    try:
        done = bring_in(run, path, status=1)
    finally:
        event.remove(own, "checkout", limit)
        own.dispose()

    assert "Ruang simpan penuh" in done.stderr
    assert one_line(done)
    assert applications(session) == 0


def test_a_registration_is_checked_and_its_findings_printed(run, session, city):
    make.application(
        session,
        "SIABON",
        of=make.office(session, "Dinas Kominfo", of=city),
        description="Mencatat kehadiran pegawai dan menghitung potongan tunjangan",
    )
    document = {
        "name": "Absensi Pegawai Online",
        "description": "Mencatat kehadiran pegawai dan menghitung potongan tunjangan",
        "opd": "dinas kominfo",
    }

    findings = json.loads(check(run, document).stdout)

    [found] = [each for each in findings if each["kind"] == "duplicate"]
    assert found["subject"]["name"] == "SIABON"
    assert found["reasons"]


def test_findings_fit_their_schema(run, session, city):
    from jsonschema import Draft202012Validator

    from architecture.conflicts.schemas import finding_schema

    findings = json.loads(check(run, {"name": "Aplikasi X"}).stdout)

    assert findings
    for each in findings:
        Draft202012Validator(dict(finding_schema())).validate(each)


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("{{", "bukan JSON"),
        ("", "bukan JSON"),
        ("[1]", "objek JSON"),
        ({"nama": "x"}, "name: Wajib diisi."),
        ({"name": "x", "opd": "Dinas Angkasa"}, "tidak dikenal"),
        ({"name": "x", "replaces_code": "DAA-9999"}, "Tidak ada aplikasi"),
        ({"name": "x", "plan_line": "PR-1"}, "Tidak ada baris peta rencana"),
        ({"name": "x", "reference_codes": ["RAB.99.99"]}, "Kode tidak dikenal"),
        ({"name": "x", "kind": "TIDUR"}, "tidak dikenal"),
    ],
)
def test_input_that_is_wrong_is_one_line(run, document, told):
    done = check(run, document, status=1)

    assert told in done.stderr
    assert one_line(done)
    assert done.stdout == ""
