"""Lists, maps and downloads on another day than today."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest

from architecture import elements, history, scheduling
from architecture.layers import Layer, Status, Verb
from architecture.model import at, now
from architecture.reference.calendar import day_of
from architecture.roles import Role
from tests import make

SOON, LATER = date(2098, 1, 1), date(2099, 1, 1)


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


def an(session, office, layer, name, **life):
    return elements.add(session, office, layer, {"name": name}, **life)


@pytest.fixture
def model(session, office):
    for layer in (Layer.APPLICATION, Layer.SERVICE):
        ending = an(session, office, layer, f"Lama {layer.value}", retires_on=SOON)
        an(
            session,
            office,
            layer,
            f"Baru {layer.value}",
            status=Status.PLANNED,
            live_on=LATER,
        )
        kept = an(session, office, layer, f"Tetap {layer.value}")
        scheduling.plan(session, kept, {"name": f"Ganti {layer.value}"}, on=LATER)
        assert ending.status is Status.LIVE
    history.seal(session, by="uji")
    session.commit()


def names(page):
    return {" ".join(each.text.split()) for each in page.select("tbody th a")}


@pytest.mark.parametrize(
    ("address", "word"),
    [("/aplikasi/", "Aplikasi"), ("/arsitektur/layanan/", "Layanan")],
)
def test_a_list_shows_what_is_there_on_the_day_and_what_it_says_then(
    desk, model, address, word
):
    def on(query):
        return names(desk.get(f"{address}?{query}"))

    today = {f"Lama {word}", f"Baru {word}", f"Tetap {word}"}
    assert on("") == today
    assert on("tanggal=2097-12-31") == {f"Lama {word}", f"Tetap {word}"}
    assert on("tanggal=2098-01-01") == {f"Tetap {word}"}
    assert on("tanggal=2099-01-01") == {f"Baru {word}", f"Ganti {word}"}
    assert on("tanggal=2098-06-01&status=RETIRED") == {f"Lama {word}"}
    assert on("tanggal=2098-06-01&status=PLANNED") == {f"Baru {word}"}
    assert on("tanggal=2099-06-01&status=LIVE") == {f"Baru {word}", f"Ganti {word}"}
    assert on("tanggal=2099-06-01&status=PHASING_OUT") == set()


def test_the_day_stands_in_words_and_leads_back_and_on(desk, model):
    page = desk.get("/aplikasi/?tanggal=2099-01-01")

    assert "Keadaan per 1 Januari 2099" in page.text
    assert page.select_one('a[href="/aplikasi/"]')
    ways = [each["href"] for each in page.select("th .sort, .page-header a")]
    assert all("tanggal=2099-01-01" in each for each in ways if "urut" in each)


def test_what_is_no_day_is_said_and_today_is_shown(desk, model):
    page = desk.get("/arsitektur/layanan/?tanggal=kapan")

    assert "“kapan” bukan tanggal" in page.text
    assert len(names(page)) == 3


def test_nothing_of_another_day_is_ever_written(desk, session, model):
    desk.get("/aplikasi/?tanggal=2099-01-01")
    desk.get("/peta/lanskap?tanggal=2099-01-01")

    session.expire_all()
    today = names(desk.get("/aplikasi/"))
    assert "Tetap Aplikasi" in today
    assert "Ganti Aplikasi" not in today


def test_a_download_is_of_the_day_and_says_so(desk, model):
    answer = desk.download("/aplikasi/unduh.xlsx?tanggal=2099-01-01")

    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    cells = {str(value) for row in rows for value in row}
    assert "Ganti Aplikasi" in cells
    assert "Lama Aplikasi" not in cells
    assert any("keadaan per 1 Januari 2099" in each for each in cells)


def test_the_landscape_is_of_the_day(desk, model):
    today = desk.get("/peta/lanskap").select_one("table").text
    later = desk.get("/peta/lanskap?tanggal=2099-01-01").select_one("table").text

    assert "Lama Aplikasi" in today
    assert "Tetap Aplikasi" in today
    assert "Lama Aplikasi" not in later
    assert "Ganti Aplikasi" in later


def test_around_an_element_stand_the_relations_of_the_day(desk, session, office):
    one = an(session, office, Layer.APPLICATION, "SIMPUS")
    other = an(session, office, Layer.INFRASTRUCTURE, "Peladen tua")
    elements.relate(session, one, Verb.RUNS_ON, other, ends_on=date(2097, 12, 31))
    history.seal(session, by="uji")
    session.commit()
    address = f"/peta/sekitar?fokus={one.id}"

    assert "Peladen tua" in desk.get(f"{address}&tanggal=2097-12-31").text
    assert "Peladen tua" not in desk.get(f"{address}&tanggal=2098-01-01").text


def test_lives_of_what_others_share_are_not_told_by_a_day(
    browser, session, office, model
):
    stranger = make.account(session, Role.ARCHITECT, make.government(session))
    desk = browser.sign_in(stranger)

    today = names(desk.get("/aplikasi/?milik=lain"))

    assert "Lama Aplikasi" in today
    assert names(desk.get("/aplikasi/?milik=lain&tanggal=2099-01-01")) == today


def test_statements_do_not_grow_with_what_is_planned(
    desk, session, office, model, statements
):
    def count():
        statements.texts.clear()
        with statements as sent:
            desk.get("/aplikasi/?tanggal=2099-01-01")
        return len(sent)

    first = count()
    for number in range(5):
        each = an(session, office, Layer.APPLICATION, f"Lain {number}")
        scheduling.plan(session, each, {"name": f"Lagi {number}"}, on=SOON)
    history.seal(session, by="uji")
    session.commit()
    assert count() == first


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("0001-01-01", "Tulis tahun dengan empat angka"),
        ("31/12/9999", "Tulis tahun dengan empat angka"),
        ("1/1/1950", "Pilih tahun 1980 sampai 2100."),
        ("30/02/2028", "Tanggal ini tidak ada dalam kalender."),
        ("29/02/2027", "Tanggal ini tidak ada dalam kalender."),
        ("%00", "Tulis tanggal"),
        ("2028-01-01T00:00", "Tulis tanggal"),
    ],
)
def test_a_day_at_the_edge_is_told_why_it_is_none(desk, session, office, typed, why):
    service = an(session, office, Layer.SERVICE, "Layanan")
    history.seal(session, by="uji")
    session.commit()
    for address in (
        "/arsitektur/layanan/",
        f"/arsitektur/elemen/{service.id}",
        "/arsitektur/matriks",
        "/arsitektur/kelengkapan",
    ):
        assert why in desk.get(f"{address}?tanggal={typed}").text
    compared = desk.get(f"/arsitektur/bandingkan/?sampai={typed}")
    assert why in compared.text


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_leap_day_and_a_day_before_everything_are_days(desk, session, office):
    an(session, office, Layer.SERVICE, "Layanan", live_on=date(2026, 1, 5))
    history.seal(session, by="uji")
    session.commit()

    assert names(desk.get("/arsitektur/layanan/?tanggal=29/02/2028")) == {"Layanan"}
    assert names(desk.get("/arsitektur/layanan/?tanggal=1/1/1980")) == set()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_today_compared_with_today_is_no_difference(desk, session, office):
    an(session, office, Layer.SERVICE, "Layanan", retires_on=date(2027, 1, 1))
    history.seal(session, by="uji")
    session.commit()
    today = day_of(now())

    page = desk.get(f"/arsitektur/bandingkan/?dari={today}&sampai={today}")

    assert "Tidak ada yang berbeda" in page.text
    assert "Tidak ada yang berbeda" not in desk.get("/arsitektur/bandingkan/").text


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_the_day_turns_at_midnight_in_jakarta(desk, session, office):
    made = an(session, office, Layer.SERVICE, "Layanan")
    with at(datetime(2027, 6, 1, tzinfo=UTC)):
        scheduling.plan(session, made, {"name": "Baru"}, on=date(2027, 6, 10))
        history.seal(session, by="uji")
        session.commit()
    midnight = datetime(2027, 6, 9, 17, tzinfo=UTC)

    before, after = (day_of(midnight + timedelta(seconds=each)) for each in (-1, 0))

    assert not scheduling.due(session, before)
    assert scheduling.due(session, after)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_list_of_another_day_is_named_after_it(desk, model):
    for ending in ("xlsx", "csv"):
        sent = desk.download(f"/aplikasi/unduh.{ending}?tanggal=2099-01-01")
        name = sent.headers["Content-Disposition"]
        assert f"inventaris-aplikasi-per-2099-01-01.{ending}" in name
