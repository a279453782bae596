"""An element, the matrix and what is missing on another day than today."""

from datetime import date

import pytest

from architecture import elements, history, scheduling
from architecture.layers import Layer, Status, Verb
from architecture.model import Relation
from architecture.roles import Role
from architecture.scope import full
from tests import make

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)

SOON, LATER, LAST = date(2098, 1, 1), date(2099, 1, 1), date(2099, 6, 1)


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


def an(session, office, layer, name, **life):
    return elements.add(session, office, layer, {"name": name}, **life)


def commit(session):
    history.seal(session, by="uji")
    session.commit()


@pytest.fixture
def service(session, office):
    """A service that is renamed, moves to another application, and ends."""
    made = an(session, office, Layer.SERVICE, "Layanan cuti", retires_on=LAST)
    old = an(session, office, Layer.APPLICATION, "SIMPEG", retires_on=LATER)
    new = an(
        session,
        office,
        Layer.APPLICATION,
        "SIASN",
        status=Status.PLANNED,
        live_on=SOON,
    )
    elements.relate(session, made, Verb.SUPPORTED_BY, old)
    elements.relate(session, made, Verb.SUPPORTED_BY, new, starts_on=SOON)
    scheduling.plan(session, made, {"name": "Cuti daring"}, on=SOON)
    scheduling.plan(session, new, {"name": "SIASN 2"}, on=LATER)
    commit(session)
    return made


def related(page):
    return {each.text for each in page.select("#relasi .plain-list > li > a")}


def on(desk, element, day):
    return desk.get(f"/arsitektur/elemen/{element.id}?tanggal={day}")


def test_an_element_says_and_is_tied_to_what_it_will_be_then(desk, service):
    before = on(desk, service, "2097-12-31")
    then = on(desk, service, SOON)
    last = on(desk, service, LATER)

    assert before.select_one("h1").text.strip() == "Layanan cuti"
    assert related(before) == {"SIMPEG"}
    assert then.select_one("h1").text.strip() == "Cuti daring"
    assert "Keadaan per 1 Januari 2098" in then.text
    assert "Layanan cuti → Cuti daring" in " ".join(then.text.split())
    assert related(then) == {"SIMPEG", "SIASN"}
    assert related(last) == {"SIASN 2"}, "what is gone by then is tied to nothing"
    assert "sudah tidak ada, sejak 1 Juni 2099" in on(desk, service, LAST).text


def test_from_another_day_one_stays_on_it_and_edits_nothing(desk, service):
    page = on(desk, service, SOON)

    ways = [each["href"] for each in page.select("#relasi .plain-list > li > a")]
    assert all("tanggal=2098-01-01" in each for each in ways)
    assert not page.select('[href$="/ubah"], [href$="/hentikan"]')
    assert page.select_one('a[href$="/ubah?mulai=2098-01-01"]')
    past = on(desk, service, "2020-01-01")
    assert not past.select('[href*="/ubah"]')
    assert "Rencanakan" not in past.text


def test_an_application_has_other_days_too(desk, session, service, office):
    [new] = [row for row in _all(session, office) if row.name == "SIASN"]

    page = desk.get(f"/aplikasi/{new.id}?tanggal={LATER}")

    assert page.select_one("h1").text.strip() == "SIASN 2"
    assert "Aktif" in page.select_one(".lead").text
    early = desk.get(f"/aplikasi/{new.id}?tanggal=2097-12-31")
    assert "belum ada; direncanakan mulai 1 Januari 2098" in early.text


def _all(session, office):
    root = office.government_id
    asked = elements.Filters(government=root, layer=Layer.APPLICATION)
    return list(elements.every(session, full(root), asked))


def test_what_others_share_has_no_other_day(browser, session, service, office):
    [old] = [row for row in _all(session, office) if row.name == "SIMPEG"]
    stranger = make.account(session, Role.ARCHITECT, make.government(session))
    desk = browser.sign_in(stranger)

    page = desk.get(f"/aplikasi/{old.id}?tanggal={LATER}")

    assert "Keadaan per" not in page.text
    assert "sudah tidak ada" not in page.text


def test_nobody_loses_what_is_planned_before_the_day_he_plans_for(
    desk, session, service
):
    page = desk.get(f"/arsitektur/elemen/{service.id}/ubah?mulai={LATER}")
    assert page.select_one("[name=name]")["value"] == "Cuti daring"
    desk.submit(page, {"purpose": "Cepat"}, button="Simpan")
    page = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    typed = {"description": "Lama", "starts_on": "01/06/2098"}
    desk.submit(page, typed, button="Simpan")

    session.expire_all()
    then = scheduling.said_on(session, service, LATER)
    assert (then["name"], then["purpose"]) == ("Cuti daring", "Cepat")
    assert then["description"] == "Lama"
    planned = scheduling.of(session, full(service.government_id), service)
    assert {each.field for each in planned} == {"name", "purpose", "description"}


def test_a_form_of_another_day_never_becomes_today(desk, session, service):
    address = f"/arsitektur/elemen/{service.id}/ubah?mulai={LATER}"
    page = desk.get(address)

    refused = desk.submit(page, {"starts_on": ""}, 422, button="Simpan")
    assert "sebutkan mulai kapan" in refused.text
    scheduling.plan(session, service, {"name": "Lain"}, on=LATER)
    commit(session)
    refused = desk.submit(page, {"purpose": "Cepat"}, 422, button="Simpan")

    assert "diubah orang lain sejak Anda membuka" in refused.text
    assert refused.select_one("[name=purpose]").text.strip() == "Cepat"
    session.expire_all()
    assert service.name == "Layanan cuti"


MATRIX = "/arsitektur/matriks?baris=layanan&kolom=aplikasi&kata=SUPPORTED_BY-ke"


def pressed(page):
    table = page.select_one("table.matrix")
    heads = [each.text.strip() for each in table.select("thead th")]
    cells = table.select("tbody tr td")
    return {head for head, cell in zip(heads, cells, strict=True) if cell.get("class")}


def marked(page):
    return {
        head
        for head, cell in zip(
            [each.text.strip() for each in page.select("table.matrix thead th")],
            page.select("table.matrix tbody td"),
            strict=True,
        )
        if "on" in (cell.get("class") or [])
    }


def test_the_matrix_is_of_the_day(desk, service):
    assert marked(desk.get(f"{MATRIX}&tanggal=2098-06-01")) == {"SIMPEG", "SIASN"}
    assert marked(desk.get(f"{MATRIX}&tanggal={LATER}")) == {"SIASN 2"}
    past = desk.get(f"{MATRIX}&tanggal=2020-01-01")
    assert marked(past) == {"SIMPEG"}
    assert not past.select("button.cell")


def test_a_press_in_the_matrix_of_a_day_ahead_plans(desk, session, service, office):
    [old] = [row for row in _all(session, office) if row.name == "SIMPEG"]
    address = f"{MATRIX}&tanggal={SOON}"
    cell = {"sel": f"{service.id}-{old.id}"}

    desk.post(address, cell)
    assert marked(desk.get(f"{MATRIX}&tanggal={SOON}")) == {"SIASN"}
    assert "SIMPEG" in marked(desk.get(f"{MATRIX}&tanggal=2097-12-31"))
    session.expire_all()
    [row] = session.query(Relation).filter_by(target_id=old.id)
    assert row.ends_on == date(2097, 12, 31)

    desk.post(address, cell)
    session.expire_all()
    assert row.ends_on is None
    desk.post(f"{MATRIX}&tanggal=2020-01-01", cell, status=422)


def test_what_is_missing_is_of_the_day(desk, service):
    def lacking(day):
        page = desk.get(
            f"/arsitektur/kelengkapan?lapisan=layanan&kurang=applications&tanggal={day}"
        )
        return "Layanan cuti" in page.text or "Cuti daring" in page.text

    assert not lacking(SOON)
    assert not lacking("2097-12-31")
    assert (
        "Tidak ada layanan pada 1 Juni 2099"
        in desk.get(f"/arsitektur/kelengkapan?lapisan=layanan&tanggal={LAST}").text
    )


def test_the_overview_counts_what_is_there(desk, service):
    def counts(day):
        page = desk.get(f"/arsitektur/?tanggal={day}")
        return [
            page.select_one(f".layer-{each} .layer-count").text
            for each in ("layanan", "aplikasi")
        ]

    assert counts("2097-12-31") == ["1", "1"]
    assert counts("2098-06-01") == ["1", "2"]
    assert counts(LAST) == ["0", "1"]


def test_a_large_architecture_is_counted_by_the_worker_when_asked(
    desk, service, monkeypatch
):
    monkeypatch.setattr("architecture.elements.figures.SMALL", 0)
    page = desk.get(f"/arsitektur/kelengkapan?lapisan=layanan&tanggal={SOON}")

    page = desk.submit(page, button="Hitung")

    assert "Kelengkapan arsitektur" in page.text
    assert "Keadaan per 1 Januari 2098" in page.text
    assert "Tidak ada proses bisnis pada 1 Januari 2098" in page.text
    [tab] = [a["href"] for a in page.select(".tabs a") if "layanan" in a["href"]]
    assert "Yang masih kurang pada layanan" in desk.get(tab).text


@pytest.mark.parametrize(
    "place",
    [
        "/arsitektur/elemen/{}?tanggal=2098-06-01",
        "/arsitektur/elemen/{}/relasi/semua?tanggal=2098-06-01",
        "/arsitektur/matriks?baris=layanan&kolom=aplikasi&tanggal=2098-06-01",
        "/arsitektur/kelengkapan?lapisan=aplikasi&kurang=relasi&tanggal=2098-06-01",
    ],
)
def test_statements_do_not_grow_with_rows_and_plans(
    desk, session, service, statements, place
):
    def grow(many):
        for number in range(many):
            each = an(session, service.organisation, Layer.APPLICATION, f"A{number}")
            elements.relate(session, service, Verb.SUPPORTED_BY, each)
            scheduling.plan(session, each, {"name": f"Kelak {number}"}, on=SOON)
        commit(session)

    def ask():
        statements.texts.clear()
        with statements:
            desk.get(place.format(service.id))
        return len(statements)

    grow(1)
    few = ask()
    grow(12)

    assert ask() <= few


def test_odd_addresses_are_no_errors(desk, service):
    for odd in ("zzz", "2020-01-01", "9999-12-31", "%00", ""):
        edit = desk.get(f"/arsitektur/elemen/{service.id}/ubah?mulai={odd}")
        assert not edit.select_one("[name=based_on]").get("value")
        desk.get(f"/arsitektur/elemen/{service.id}/relasi?mulai={odd}")
        desk.get(f"/arsitektur/elemen/{service.id}/relasi/semua?tanggal={odd}")
        desk.get(
            f"/arsitektur/elemen/{service.id}?tanggal={odd}&key=7&endpoint=x&_external=1&_anchor=z"
        )
    for place in ("matriks", "kelengkapan", "aplikasi/", "layanan/"):
        desk.get(f"/arsitektur/{place}?endpoint=x&_external=1&_anchor=z&layer=q")
    desk.post("/arsitektur/kelengkapan/hitung", {}, status=422)
    page = desk.get(f"/arsitektur/elemen/{service.id}/ubah?mulai={LATER}")
    page.select_one("[name=based_on]")["value"] = "bukan-tanggal 0.0"
    desk.submit(page, {"purpose": "x"}, 422, button="Simpan")
