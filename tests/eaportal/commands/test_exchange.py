"""A government's workbook out of the portal and in again, from a terminal."""

import json

from openpyxl import load_workbook


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


def test_another_day_is_refused_while_there_is_no_such_workbook(run, kota, tmp_path):
    out = tmp_path / "kota.xlsx"
    words = ("--organisation", kota.government.code, "--out", str(out))
    done = run("exchange", "export-xlsx", *words, "--date", "2027-01-01", status=1)
    assert "--date" in done.stderr
    assert not out.exists()
