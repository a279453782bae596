"""The reader is strict: what leads nowhere is refused with its place."""

import json
import shutil
from datetime import date, timedelta

import pytest

from architecture.reference.calendar import is_working_day
from eaportal.demonstration.cells import Unreadable
from eaportal.demonstration.reading import DATA, GOVERNMENTS, read

TODAY = date(2026, 11, 22)


@pytest.fixture
def copy(tmp_path):
    for code in GOVERNMENTS:
        shutil.copytree(DATA / code, tmp_path / code)
    return tmp_path


def change(copy, name, old, new):
    path = copy / "KOTA-CONTOH" / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize("code", GOVERNMENTS)
def test_both_governments_can_be_read(code):
    assert read(code, today=TODAY).code == code


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("applications.csv", "DAA-0001,KC-BAG", "DAA-0001,KC-XAG", "organisasi KC-XAG"),
        ("applications.csv", "DAA-0001,", "DAA-0002,", "DAA-0002 tercantum lebih"),
        ("applications.csv", "DAA-0001,", "DAL-9001,", "tidak sesuai dengan lapisan"),
        ("applications.csv", ",LIVE,", ",ALIVE,", "status tidak mengenal 'ALIVE'"),
        ("services.csv", "RAL.02.04", "RAL.02.44", "kode referensi RAL.02.44"),
        ("relations.csv", "REALISES,DAL-0001", "REALISES,DAL-9001", "DAL-9001"),
        ("relations.csv", "REALISES,DAL-0001", "REALISES,DAA-0001", "tidak diizinkan"),
        ("relations.csv", "REALISES", "ENJOYS", "verb tidak mengenal 'ENJOYS'"),
        ("exchanges.csv", "DAA-0003,JDIHN", "DAL-0003,JDIHN", "tidak diizinkan"),
        ("uses.csv", "SRIKANDI,", "SRIKANDA,", "aplikasi SRIKANDA"),
        ("posts.csv", "kadis@", "kades@", "akun kades@contoh.go.id"),
        ("plan_lines.csv", "GOVERNANCE", "GOVERNMENT", "muatan GOVERNMENT"),
        ("organisations.csv", "KOTA-CONTOH", "KOTA-LAIN", "induk KOTA-LAIN"),
        ("registrations.json", '"DAPODIK"', '"DAPODAK"', "aplikasi DAPODAK"),
        ("registrations.json", '"action": "draft"', '"action": "drift"', "drift"),
        ("registrations.json", '"COMPLETENESS"', '"COMPLETE"', "langkah COMPLETE"),
        ("cases.json", '"into": "DAA-0033"', '"into": "DAA-0041"', "kasus DAA-0041"),
        ("cases.json", '"action": "open"', '"action": "opens"', "opens"),
        ("cases.json", '"KEEP"', '"KEPT"', "KEPT"),
        ("cases.json", '"KC-DINKES"', '"KC-DINKAS"', "organisasi KC-DINKAS"),
    ],
)
def test_a_dangling_code_is_refused_with_its_place(copy, name, old, new, told):
    change(copy, name, old, new)
    with pytest.raises(Unreadable, match=told):
        read("KOTA-CONTOH", today=TODAY, folder=copy)


def test_a_row_with_a_missing_cell_is_refused(copy):
    change(copy, "uses.csv", "SRIKANDI,KC-SETDA,IN_USE,", "SRIKANDI,KC-SETDA,")
    with pytest.raises(Unreadable, match="jumlah kolom"):
        read("KOTA-CONTOH", today=TODAY, folder=copy)


def test_a_story_that_runs_backwards_is_refused(copy):
    path = copy / "KOTA-CONTOH" / "registrations.json"
    stated = json.loads(path.read_text(encoding="utf-8"))
    stated[1]["story"].reverse()
    path.write_text(json.dumps(stated), encoding="utf-8")
    with pytest.raises(Unreadable, match="tidak urut"):
        read("KOTA-CONTOH", today=TODAY, folder=copy)


def test_stories_are_dated_back_from_the_day_of_loading_to_working_days():
    for today in (TODAY, date(2027, 3, 15)):
        events = [
            event
            for each in read("KOTA-CONTOH", today=today).registrations
            for event in each.events
        ]
        assert all(is_working_day(event.on) for event in events)
        assert all(event.on <= today for event in events)
        assert max(event.on for event in events) > today - timedelta(days=10)
