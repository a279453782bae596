"""Two days of one model side by side."""

import io
from datetime import date

import openpyxl
import pytest

from architecture import comparing, elements, history, scheduling
from architecture.layers import Layer, Status, Verb
from architecture.roadmap import Turn
from architecture.roles import Role
from architecture.scope import full
from tests import make
from tests.browser import Statements

PAGE = "/arsitektur/bandingkan/"
TODAY, SOON, LATER = date(2026, 11, 28), date(2098, 1, 1), date(2099, 1, 1)
ASKED = "?dari=2097-01-01&sampai=2099-06-01"


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


def an(session, office, layer, name, **life):
    return elements.add(session, office, layer, {"name": name}, **life)


@pytest.fixture
def model(session, office):
    other = make.office(session, "Badan Keuangan", of=office.government)
    old = an(session, office, Layer.APPLICATION, "Lama", retires_on=SOON)
    ahead = {"status": Status.PLANNED, "live_on": LATER}
    new = an(session, office, Layer.APPLICATION, "Baru", **ahead)
    service = an(session, other, Layer.SERVICE, "Layanan")
    an(session, office, Layer.DATA, "Tetap")
    scheduling.plan(
        session, service, {"name": "Layanan daring", "purpose": "Cepat"}, on=LATER
    )
    vendor = {"vendor": "PT Rahasia"}
    far = an(session, other, Layer.APPLICATION, "Milik lain")
    scheduling.plan(session, far, vendor, on=SOON)
    elements.relate(
        session, service, Verb.SUPPORTED_BY, old, ends_on=date(2097, 12, 31)
    )
    elements.relate(session, service, Verb.SUPPORTED_BY, new, starts_on=LATER)
    history.seal(session, by="uji")
    session.commit()
    return office.government_id


def compared(session, root, start, end, **more):
    found = comparing.compare(session, full(root), root, start, end, **more)
    return {
        line.element.name: (
            line.turn,
            [(each.label, each.old, each.new) for each in line.changes],
        )
        for line in found.lines
    }


def test_new_changed_and_retired_stand_with_what_they_say(session, model):
    assert compared(session, model, date(2097, 1, 1), LATER) == {
        "Layanan": (
            Turn.CHANGED,
            [("Nama", "Layanan", "Layanan daring"), ("Tujuan", "", "Cepat")],
        ),
        "Lama": (Turn.RETIRED, []),
        "Baru": (Turn.ADDED, []),
        "Milik lain": (Turn.CHANGED, [("Penyedia", "", "PT Rahasia")]),
    }


def test_between_days_without_anything_nothing_differs(session, model):
    assert compared(session, model, LATER, date(2100, 1, 1)) == {}
    assert compared(session, model, LATER, LATER) == {}


def test_what_begins_and_ends_in_between_is_no_gap(session, office):
    an(
        session,
        office,
        Layer.SERVICE,
        "Sekejap",
        status=Status.PLANNED,
        live_on=SOON,
        retires_on=date(2098, 2, 1),
    )
    history.seal(session, by="uji")
    session.commit()

    assert compared(session, office.government_id, TODAY, LATER) == {}


def test_the_comparison_is_that_of_the_two_lists(session, office, model):
    root = office.government_id
    viewer = full(root)

    def listed(day):
        return {
            each.id
            for layer in Layer
            for each in elements.every(
                session, viewer, elements.Filters(government=root, layer=layer, on=day)
            )
        }

    before, after = listed(date(2097, 1, 1)), listed(LATER)
    found = comparing.compare(session, viewer, root, date(2097, 1, 1), LATER)
    by_turn = {turn: set() for turn in Turn}
    for line in found.lines:
        by_turn[line.turn].add(line.element.id)

    assert by_turn[Turn.ADDED] == after - before
    assert by_turn[Turn.RETIRED] == before - after
    assert by_turn[Turn.CHANGED] <= before & after


def test_the_page_counts_by_layer_and_office_and_leads_on(desk, model):
    page = desk.get(PAGE + ASKED)

    said = " ".join(page.text.split())
    assert "1 Januari 2097 dibanding 1 Juni 2099" in said
    assert "Layanan → Layanan daring" in said
    rows = {
        each.select_one("th").text.strip(): [
            td.text.strip() for td in each.select("td")
        ]
        for each in page.select("table")[0].select("tbody tr")
    }
    assert rows["Aplikasi"] == ["1", "0", "1"], "the vendor of others is not told"
    assert rows["Layanan"] == ["0", "1", "0"]
    only = desk.get(f"{PAGE}{ASKED}&jenis=RETIRED")
    assert [each.text for each in only.select("table")[-1].select("th a")] == ["Lama"]
    links = " ".join(desk.get(f"{PAGE}{ASKED}&jenis=relasi").text.split())
    assert "Layanan didukung oleh Baru" in links


def test_what_the_viewer_may_not_read_does_not_show_as_a_change(desk, model):
    page = desk.get(PAGE + ASKED)

    assert "PT Rahasia" not in page.text
    assert "Milik lain" not in page.text


def test_days_in_the_wrong_order_or_no_days_are_no_error(desk, model):
    turned = desk.get(f"{PAGE}?dari=2099-06-01&sampai=2097-01-01")
    assert "1 Januari 2097 dibanding 1 Juni 2099" in " ".join(turned.text.split())
    wrong = desk.get(f"{PAGE}?dari=kapan&sampai=%00&jenis=X&lapisan=Y&opd=99&halaman=9")
    assert "“kapan” bukan tanggal" in wrong.text
    assert "Tidak ada yang berbeda" in wrong.text


def test_the_workbook_holds_the_same(desk, model):
    answer = desk.download(f"{PAGE}unduh.xlsx{ASKED}")

    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    rows = list(book["Elemen"].iter_rows(values_only=True))
    assert ("Layanan daring", "Layanan") in {(row[8], row[7]) for row in rows}
    assert book["Relasi"].max_row >= 3
    assert "PT Rahasia" not in {cell for row in rows for cell in row}


def test_another_government_sees_nothing_of_it(browser, session, model):
    stranger = make.account(session, Role.ARCHITECT, make.government(session))

    page = browser.sign_in(stranger).get(PAGE + ASKED)

    assert "Tidak ada yang berbeda" in page.text


def test_statements_do_not_grow_with_what_differs(session, engine, office, model):
    root = office.government_id

    def count():
        session.expire_all()
        with Statements(engine) as sent:
            comparing.compare(session, full(root), root, TODAY, LATER)
        return len(sent)

    count()
    first = count()
    for number in range(8):
        each = an(session, office, Layer.SERVICE, f"Lain {number}", retires_on=SOON)
        scheduling.plan(session, each, {"name": f"Lagi {number}"}, on=SOON)
    history.seal(session, by="uji")
    session.commit()
    assert count() == first


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_more_than_a_page_of_differences_is_paged(desk, session, office):
    for number in range(60):
        an(session, office, Layer.SERVICE, f"Layanan {number}", retires_on=SOON)
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(PAGE + ASKED)

    assert "Halaman 1 dari 2" in " ".join(page.text.split())
    assert len(desk.get(f"{PAGE}{ASKED}&halaman=2").select("table")[-1]("tr")) == 11


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_will_be_said_of_a_relation_stands_there_too(desk, session, office):
    one, other = (an(session, office, Layer.APPLICATION, name) for name in "AB")
    tie = elements.relate(
        session, one, Verb.EXCHANGES, other, attributes={"data": "Pegawai"}
    )
    scheduling.plan_relation(session, tie, {"data": "Jabatan"}, on=SOON)
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(f"{PAGE}{ASKED}&jenis=relasi")

    said = " ".join(page.select("table")[-1].text.split())
    assert "A bertukar data dengan B Berubah" in said
    assert "Pegawai → Jabatan" in said
    assert (
        "Tidak ada yang berbeda"
        in desk.get(f"{PAGE}?dari=2098-01-01&sampai=2099-06-01").text
    )
    book = openpyxl.load_workbook(
        io.BytesIO(desk.download(f"{PAGE}unduh.xlsx{ASKED}").data)
    )
    rows = list(book["Relasi"].iter_rows(values_only=True))
    assert ("Pegawai", "Jabatan") in {row[6:8] for row in rows}
