"""An architect and an operator write elements and relations in the portal."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from architecture import elements, history, periods, referencing
from architecture.layers import InfrastructureKind, Layer, Status, Verb
from architecture.model import Element, Infrastructure, Relation
from architecture.roles import Role
from eaportal import formats
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


@pytest.fixture
def operator(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


def an(session, office, layer, name="Satu", **stated):
    made = elements.add(session, office, layer, {"name": name, **stated})
    history.seal(session, by="uji")
    session.commit()
    return made


def test_a_server_is_asked_what_a_server_has_and_kept(desk, session, office):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    kinds = desk.get("/arsitektur/infrastruktur/baru")
    assert "Perangkat jaringan" in kinds.text
    page = desk.get("/arsitektur/infrastruktur/baru?jenis=SERVER")
    assert "Memori" in page.text
    assert "Klasifikasi tier" not in page.text

    shown = desk.submit(
        page,
        {
            "name": "Klaster A",
            "memory": "64 GB",
            "server_form": "Virtual",
            "used_percent": "78",
            "organisation": str(office.id),
            "live_on": "1 Oktober 2022",
        },
    )

    assert "Klaster A" in shown.h1
    made = session.scalars(select(Infrastructure)).one()
    assert (made.kind, made.memory) == (InfrastructureKind.SERVER, "64 GB")
    assert (made.live_on, made.used_percent) == (date(2022, 10, 1), 78)


def test_another_kind_asks_other_fields_before_anything_is_kept(desk, session, office):
    page = desk.get("/arsitektur/infrastruktur/baru?jenis=SERVER")

    again = desk.submit(
        page,
        {"name": "Ruang", "kind": "FACILITY", "organisation": str(office.id)},
    )
    assert "Klasifikasi tier" in again.text
    assert again.find(id="name")["value"] == "Ruang"
    assert session.scalars(select(Infrastructure)).all() == []

    desk.submit(again, {"internet_bandwidth": "500"})
    made = session.scalars(select(Infrastructure)).one()
    assert (made.kind, made.internet_bandwidth) == (InfrastructureKind.FACILITY, 500)


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(desk, office):
    page = desk.get("/arsitektur/strategi/baru?jenis=INDICATOR")

    again = desk.submit(
        page,
        {
            "name": " ",
            "target_value": "naik",
            "unit": "persen",
            "organisation": str(office.id),
        },
        status=422,
    )

    assert "Nama wajib diisi" in again.text
    assert "Target harus berupa angka" in again.text
    assert again.find(id="unit")["value"] == "persen"


def test_an_owner_must_be_chosen_where_there_are_several(desk, session, office):
    page = desk.get("/arsitektur/layanan/baru")

    again = desk.submit(page, {"name": "Layanan"}, status=422)

    assert "Pilih pemiliknya" in again.text


def test_an_operator_writes_only_what_is_of_the_own_office(operator, session, office):
    other = make.office(session, of=office.government)
    theirs = an(session, other, Layer.SERVICE, "Layanan lain")
    page = operator.get("/arsitektur/layanan/baru")

    operator.submit(
        page, {"name": "Direbut", "organisation": str(other.id)}, status=422
    )
    operator.get(f"/arsitektur/elemen/{theirs.id}/ubah", status=403)
    operator.submit(page, {"name": "Milik kami", "organisation": str(office.id)})

    names = [each.name for each in session.scalars(select(Element))]
    assert names == ["Layanan lain", "Milik kami"]


def test_to_another_office_an_element_goes_by_handing_over(browser, session, office):
    unit = make.office(session, "UPT", of=office)
    other = make.office(session, "Dinas Lain", of=office.government)
    person = make.account(session, Role.OPERATOR, office)
    make.post(session, person, Role.OPERATOR, other)
    service = an(session, office, Layer.SERVICE, "Layanan")
    desk = browser.sign_in(person)
    address = f"/arsitektur/elemen/{service.id}/ubah"

    page = desk.get(address)
    offered = [each["value"] for each in page.select("#organisation option")]
    assert offered == [str(office.id), str(unit.id)]
    desk.submit(page, {"organisation": str(other.id)}, status=422)
    desk.submit(page, {"organisation": str(unit.id)})

    session.refresh(service)
    assert service.organisation_id == unit.id
    eve = formats.today() - timedelta(days=1)
    assert periods.owners_on(session, [service.id], eve) == {service.id: office.id}


def test_the_second_of_two_sees_what_the_first_changed(desk, session, office):
    service = an(session, office, Layer.SERVICE, "Layanan", method="Daring")
    mine = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    elements.revise(session, service, {"method": "Tatap muka"})
    history.seal(session, by="lain@contoh.go.id")
    session.commit()

    told = desk.submit(mine, {"purpose": "Lebih cepat"}, status=409)

    assert "sudah diubah orang lain" in told.text
    assert "Pakai yang tersimpan: Tatap muka" in " ".join(told.text.split())
    desk.submit(told, {"method": "Tatap muka"})
    session.expire_all()
    assert (service.method, service.purpose) == ("Tatap muka", "Lebih cepat")


def test_who_may_not_read_a_field_does_not_see_it(operator, session, office):
    other = make.office(session, of=office.government)
    server = an(
        session, other, Layer.INFRASTRUCTURE, "Server", kind="SERVER", location="Gudang"
    )

    assert "Gudang" not in operator.get(f"/arsitektur/elemen/{server.id}").text
    operator.get(f"/arsitektur/elemen/{server.id}/ubah", status=403)


def test_an_element_ends_with_a_reason(desk, session, office):
    service = an(session, office, Layer.SERVICE, "Layanan")
    page = desk.get(f"/arsitektur/elemen/{service.id}/hentikan")
    desk.submit(page, {"reason": ""}, status=422)

    desk.submit(page, {"reason": "Digabung", "on": "01/11/2026"})

    session.expire_all()
    assert service.status is Status.RETIRED
    assert service.retires_on == date(2026, 11, 1)


def test_a_relation_is_found_said_amended_and_taken_away(desk, session, office):
    service = an(session, office, Layer.SERVICE, "Layanan gaji")
    other = an(session, office, Layer.APPLICATION, "Penggajian Kota")
    an(session, office, Layer.APPLICATION, "Aplikasi lain")
    way = f"/arsitektur/elemen/{service.id}/relasi?arah=SUPPORTED_BY-ke"
    assert "Aplikasi lain" in desk.get(way).text
    page = desk.get(f"{way}&cari=penggajian")
    assert "Aplikasi lain" not in page.text

    shown = desk.submit(page, {"lain": str(other.id), "note": "Setiap bulan"})
    assert "didukung oleh Penggajian Kota" in " ".join(shown.text.split())
    assert "Setiap bulan" in shown.text
    far = desk.get(f"/aplikasi/{other.id}")
    assert "mendukung Layanan gaji" in " ".join(far.text.split())

    relation = session.scalars(select(Relation)).one()
    page = desk.get(f"/arsitektur/relasi/{relation.id}")
    desk.submit(page, {"ends_on": "31/12/2027", "note": "Setiap bulan"})
    session.expire_all()
    assert relation.ends_on == date(2027, 12, 31)

    page = desk.get(f"/arsitektur/relasi/{relation.id}")
    desk.submit(page, {"reason": "Keliru"}, button="Hapus relasi")
    assert session.scalars(select(Relation)).all() == []


def test_a_relation_needs_somebody_at_its_other_end(desk, session, office):
    service = an(session, office, Layer.SERVICE, "Layanan")
    an(session, office, Layer.APPLICATION, "Satu")
    an(session, office, Layer.APPLICATION, "Dua")
    way = f"/arsitektur/elemen/{service.id}/relasi?arah=SUPPORTED_BY-ke"

    told = desk.submit(desk.get(way), {}, status=422)
    assert "Pilih satu yang dihubungkan" in told.text
    desk.post(way, {"lain": str(service.id)}, status=403)


def test_the_matrix_relates_with_a_press_and_takes_away_with_another(
    desk, session, office
):
    process = an(session, office, Layer.BUSINESS, "Penggajian")
    service = an(session, office, Layer.SERVICE, "Layanan gaji")
    place = "/arsitektur/matriks?baris=layanan&kolom=proses-bisnis&kata=REALISES-dari"
    page = desk.get(place)
    assert "mewujudkan" in page.text

    desk.post(place, {"sel": f"{service.id}-{process.id}"})
    relation = session.scalars(select(Relation)).one()
    assert (relation.source_id, relation.verb) == (process.id, Verb.REALISES)
    pressed = desk.get(place).find(class_="cell")
    assert pressed["aria-pressed"] == "true"

    desk.post(place, {"sel": f"{service.id}-{process.id}"})
    assert session.scalars(select(Relation)).all() == []


@pytest.mark.parametrize("cell", ["", "1", "x-y", "0-0", "999999-1"])
def test_a_cell_that_is_none_is_not_found(desk, session, office, cell):
    desk.post("/arsitektur/matriks?baris=layanan&kolom=aplikasi", {"sel": cell}, 404)
