"""ArchiMate files out of the portal and in again, from a terminal."""

import json
from datetime import date

from sqlalchemy import func, select

from architecture.model import (
    Application,
    Entry,
    ExchangeItem,
    PlannedChange,
    Relation,
)
from tests.architecture.exchange.archimate.moving import line, model, node


def written(tmp_path, content):
    """Return the path of a file with that content."""
    file = tmp_path / "model.xml"
    file.write_bytes(content)
    return str(file)


def some():
    """Return a file with two applications, an actor and three relations."""
    body = node("a", title="Aplikasi A") + node("b", title="Aplikasi B")
    body += node("o", "BusinessActor", "Kantor")
    several = (
        line("f", "Flow", "a", "b")
        + line("k", "Association", "o", "a")
        + line("w", "Composition", "a", "o")
    )
    return model(f"<elements>{body}</elements><relationships>{several}</relationships>")


def test_a_file_goes_in_and_out(run, kota, session, tmp_path):
    code = kota.government.code
    file, out = written(tmp_path, some()), tmp_path / "keluar.xml"
    words = ("--organisation", code, "--json")
    told = json.loads(run("exchange", "import-archimate", file, *words).stdout)
    assert told["applied"]
    assert told["counts"] == {
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "kept": 2,
        "refused": 1,
        "gone": 0,
    }
    [refused] = [each for each in told["lines"] if each["action"] == "refused"]
    assert refused["line"] == 8
    assert "tidak mengizinkan Composition" in refused["reasons"][0]

    again = json.loads(run("exchange", "import-archimate", file, *words).stdout)
    assert not again["applied"]
    assert again["counts"]["unchanged"] == 5

    done = run("exchange", "export-archimate", *words, "--out", str(out))
    counts = json.loads(done.stdout)
    assert counts["counts"]["elements"] == 5
    assert counts["left_out"] == ["Composition w: melanggar aturan ArchiMate 3.2."]
    assert b'identifier="o"' in out.read_bytes()


def test_a_preview_writes_nothing(run, kota, session, tmp_path):
    before = session.scalar(select(func.count(Entry.id)))
    words = ("--organisation", kota.government.code, "--dry-run")
    done = run("exchange", "import-archimate", written(tmp_path, some()), *words)
    assert "Pratinjau saja; tidak ada yang ditulis." in done.stdout
    assert session.scalar(select(func.count(Entry.id))) == before
    assert session.scalar(select(func.count(Application.id))) == 3


def test_a_file_that_cannot_be_read_is_refused_in_one_line(run, kota, tmp_path):
    words = ("--organisation", kota.government.code)
    file = written(tmp_path, some().replace(b'target="b"', b'target="x"'))
    done = run("exchange", "import-archimate", file, *words, status=1)
    assert done.stderr.strip() == "Error: Baris 6: menunjuk “x” yang tidak ada."
    gone = str(tmp_path / "tiada.xml")
    done = run("exchange", "import-archimate", gone, *words, status=1)
    assert "tidak dapat dibaca" in done.stderr


def test_what_is_new_belongs_to_the_office_that_is_named(run, kota, session, tmp_path):
    words = ("--organisation", kota.government.code, "--owner", kota.dinas.code)
    run("exchange", "import-archimate", written(tmp_path, some()), *words)
    query = select(Application).where(Application.name == "Aplikasi A")
    assert session.scalars(query).one().organisation_id == kota.dinas.id


def test_a_day_narrows_the_file_to_what_lives_then(run, kota, tmp_path):
    out = tmp_path / "keluar.xml"
    words = ("--organisation", kota.government.code, "--out", str(out), "--json")
    told = json.loads(
        run("exchange", "export-archimate", *words, "--date", "2026-05-01").stdout
    )
    assert told["date"] == "2026-05-01"
    assert told["counts"]["elements"] == 3


def test_a_file_as_known_on_a_past_day_says_so_and_is_refused_on_the_way_in(
    run, kota, tmp_path
):
    out = tmp_path / "keluar.xml"
    words = ("--organisation", kota.government.code)
    past = ("--out", str(out), "--json", "--as-known-on", "2020-01-01")
    told = json.loads(run("exchange", "export-archimate", *words, *past).stdout)
    assert (told["as_known_on"], told["counts"]) == ("2020-01-01", {"views": 0})
    assert "tidak tercatat menurut hari" in told["left_out"][0]

    done = run("exchange", "import-archimate", str(out), *words, status=1)
    assert "Hanya untuk dibaca" in done.stderr
    both = (*past, "--date", "2026-01-01")
    done = run("exchange", "export-archimate", *words, *both, status=1)
    assert "Pilih satu" in done.stderr


def test_an_import_for_a_later_day_plans_what_changes_and_keeps_the_rest(
    run, kota, session, tmp_path
):
    words = ("--organisation", kota.government.code, "--json")
    run("exchange", "import-archimate", written(tmp_path, some()), *words)
    body = node("a", title="Aplikasi A2") + node("b", title="Aplikasi B")
    body += node("c", title="Aplikasi C") + node("p", "BusinessActor", "Kantor lain")
    ties = line("f", "Flow", "a", "b") + line("g", "Flow", "c", "a")
    file = written(
        tmp_path,
        model(f"<elements>{body}</elements><relationships>{ties}</relationships>"),
    )

    def bring_in(*more):
        done = run("exchange", "import-archimate", file, *words, *more)
        return json.loads(done.stdout)

    told = bring_in("--date", "2099-01-01")
    assert (told["date"], told["applied"]) == ("2099-01-01", True)
    counts = [told["counts"][name] for name in ("created", "updated", "kept", "gone")]
    assert counts == [2, 1, 0, 0]
    assert told["notes"][0].startswith("Berlaku mulai 1 Januari 2099")
    [lain] = [each for each in told["lines"] if each["identifier"] == "p"]
    assert lain["reasons"][-1] == "Hanya disimpan oleh impor tanpa tanggal."

    session.expire_all()
    [planned] = session.scalars(select(PlannedChange))
    assert (planned.value, planned.starts_on) == ("Aplikasi A2", date(2099, 1, 1))
    assert session.get_one(Application, planned.element_id).name == "Aplikasi A"
    new = session.scalars(select(Application).where(Application.name == "Aplikasi C"))
    assert new.one().live_on == date(2099, 1, 1)
    flows = session.scalars(select(Relation.starts_on).order_by(Relation.id)).all()
    assert flows == [None, date(2099, 1, 1)]
    kept = set(session.scalars(select(ExchangeItem.identifier)))
    assert {"o", "k", "c"} <= kept
    assert "p" not in kept

    again = bring_in("--date", "2099-01-01")
    assert (again["counts"]["created"], len(bring_in()["lines"])) == (0, 9)
    assert run("history", "verify").exit_code == 0
    past = run(
        "exchange",
        "import-archimate",
        file,
        *words[:2],
        "--date",
        "2020-01-01",
        status=1,
    )
    assert "harus sesudah hari ini" in past.stderr
