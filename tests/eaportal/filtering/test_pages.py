"""A filter is saved, opened, changed and forgotten; what is stale does no harm."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy import select

from architecture import elements, filtering, history
from architecture.elements import custom
from architecture.elements.custom import FieldDetails
from architecture.layers import FieldKind, Layer, Status
from architecture.model import Registration, RegistrationKind, SavedFilter, now
from architecture.reference.calendar import day_of
from architecture.roles import Role
from tests import make

LIVE = "/saringan/baru?daftar=layanan&saring=status%3DLIVE"


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def architect(session, office):
    return make.account(session, Role.ARCHITECT, office.government)


@pytest.fixture
def operator(session, office):
    return make.account(session, Role.OPERATOR, office)


@pytest.fixture
def desk(browser, architect):
    return browser.sign_in(architect)


@pytest.fixture
def service(session, office):
    made = elements.add(
        session, office, Layer.SERVICE, {"name": "Antrean"}, status=Status.LIVE
    )
    history.seal(session, by="uji")
    session.commit()
    return made


def kept(session, government, page="layanan", account=None, **asked):
    row = SavedFilter(
        government_id=government.id,
        account_id=account.id if account else None,
        page=page,
        name="Lama",
        asked=asked,
    )
    session.add(row)
    session.commit()
    return row


def tabs(page):
    return {
        tab.text.strip(): tab.get("aria-current") for tab in page.select(".saved li a")
    }


def asked(desk):
    """Return path and query of the address that the browser ended at."""
    address = urlsplit(desk.response.request.url)
    return address.path, dict(parse_qsl(address.query))


def test_a_filter_is_saved_from_the_list_and_stands_above_it_and_on_the_front_page(
    desk, session, service
):
    page = desk.get("/arsitektur/layanan/?status=LIVE&urut=-kode&halaman=1&x=y")
    link = page.select_one(".saved > a")
    assert "Simpan saringan ini" in link.text
    page = desk.submit(desk.get(link["href"]), {"name": " Yang  aktif "})

    assert asked(desk) == ("/arsitektur/layanan/", {"status": "LIVE", "urut": "-kode"})
    assert tabs(page) == {"Yang aktif": "true"}
    assert "Simpan saringan ini" not in page.select_one(".saved").text
    assert tabs(desk.get("/arsitektur/layanan/?status=RETIRED")) == {"Yang aktif": None}
    assert "Yang aktif" in desk.get("/").select_one(".sides").text
    piece = desk.fragment(
        "/arsitektur/layanan/?status=LIVE&urut=-kode", headers={"HX-Target": "daftar"}
    )
    assert tabs(piece) == {"Yang aktif": "true"}


def test_it_is_named_anew_asks_something_else_and_is_forgotten(
    desk, session, architect
):
    desk.submit(desk.get(LIVE), {"name": "Aktif"})
    row = session.scalars(select(SavedFilter)).one()
    desk.submit(desk.get(f"/saringan/{row.id}/ubah"), {"name": "Nama baru"})
    other = "/saringan/baru?daftar=layanan&saring=status%3DRETIRED"
    desk.submit(desk.get(other), {"replaced": str(row.id)})
    assert (row.name, row.asked) == ("Nama baru", {"status": "RETIRED"})
    desk.submit(desk.get(LIVE), {"replaced": str(row.id), "name": "Aktif lagi"})
    assert (row.name, row.asked) == ("Aktif lagi", {"status": "LIVE"})

    desk.submit(desk.get("/saringan/"), button="Hapus")
    assert session.scalars(select(SavedFilter)).all() == []


def test_one_for_the_government_asks_for_everyone_and_answers_each_what_he_may_see(
    browser, session, desk, operator, service
):
    desk.submit(desk.get(LIVE), {"name": "Aktif", "shared": "y"})
    desk.submit(desk.get(LIVE.replace("LIVE", "PLANNED")), {"name": "Milik saya"})
    key = session.scalars(select(SavedFilter.id).order_by(SavedFilter.id)).first()

    browser.sign_in(operator)
    assert tabs(browser.get(f"/saringan/{key}")) == {"Aktif": "true"}
    browser.get(f"/saringan/{key}/ubah", status=403)
    browser.post(f"/saringan/{key}/hapus", status=403)
    assert "shared" not in str(browser.get(LIVE).select_one("main form"))
    browser.submit(browser.get(LIVE), {"name": "Punyaku", "shared": "y"})
    mine = session.scalars(select(SavedFilter).where(SavedFilter.name == "Punyaku"))
    assert mine.one().account_id == operator.id

    browser.sign_in(make.account(session, Role.ARCHITECT))
    browser.get(f"/saringan/{key}", status=404)
    assert "Aktif" not in browser.get("/saringan/").main.text


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" ", "Beri nama"),
        ("x" * 61, "paling panjang 60"),
        ("lama", "Sudah ada “lama”"),
    ],
)
def test_a_name_that_is_none_too_long_or_given_is_refused(
    desk, session, name, sentence
):
    desk.submit(desk.get(LIVE), {"name": "Lama"})

    page = desk.submit(desk.get(LIVE), {"name": name}, status=422)
    assert sentence in page.main.text


def test_one_more_than_the_limit_is_refused(desk, session, monkeypatch):
    monkeypatch.setattr(filtering, "OWN", 1)
    desk.submit(desk.get(LIVE), {"name": "Satu"})

    page = desk.submit(desk.get(LIVE), {"name": "Dua"}, status=422)
    assert "Paling banyak 1" in page.main.text


def test_an_office_that_ended_leads_to_the_one_that_follows_it(desk, session, office):
    new = make.office(session, "Dinas Baru", of=office.government)
    row = kept(session, office.government, opd=str(office.id))
    office.ends_on, office.successor_id = day_of(now()).replace(year=2020), new.id
    session.commit()

    page = desk.get(f"/saringan/{row.id}")
    assert asked(desk)[1] == {"opd": str(new.id)}
    assert tabs(page) == {"Lama": "true"}


def test_what_no_longer_counts_is_told_and_the_rest_is_saved_in_its_place(
    desk, session, office, service
):
    details = FieldDetails(
        label="Prioritas", kind=FieldKind.WORD, choices=("Tinggi", "Rendah")
    )
    field = custom.add_field(session, office.government_id, Layer.SERVICE, details)
    history.seal(session, by="uji")
    asks = {field.name: "Tinggi", "status": "LIVE", "opd": "999999", "urut": "acak"}
    row = kept(session, office.government, **asks, jahat="//x")
    custom.end_field(session, field, on=day_of(now()))
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(f"/saringan/{row.id}")
    assert asked(desk)[1] == {"status": "LIVE", "saringan": str(row.id)}
    told = page.select_one(".alert-warning").text
    for label in ("perangkat daerah", "urutan", "isian yang sudah tidak ada"):
        assert label in told
    assert "Antrean" in page.select_one("#daftar").text
    desk.submit(desk.get(page.select_one(".saved > a")["href"]))
    session.refresh(row)
    assert row.asked == {"status": "LIVE"}


@pytest.mark.parametrize(
    "address",
    [
        "/saringan/baru",
        "/saringan/baru?daftar=//jahat.example&saring=status%3DLIVE",
        "/saringan/baru?daftar=layanan&saring=",
        "/saringan/baru?daftar=layanan&saring=status%3DX%26next%3D%2F%2Fjahat",
        "/saringan/baru?daftar=layanan&saring=cari%3D%2500",
        "/saringan/baru?daftar=layanan&saring=" + "a%3D1%26" * 400,
        "/saringan/999999",
    ],
)
def test_nothing_to_save_and_unknown_lists_are_not_found(desk, address):
    desk.get(address, status=404)


LISTS = [
    ("aplikasi", "/aplikasi/?milik=dipakai&bentuk=WEBSITE&cari=a&urut=-opd"),
    ("matriks", "/arsitektur/matriks?baris=data&kolom=aplikasi&cari=x"),
    ("kelengkapan", "/arsitektur/kelengkapan?lapisan=layanan&kurang=relasi"),
    ("infrastruktur", "/arsitektur/infrastruktur/?jenis=SERVER&tanggal=2027-01-01"),
    ("usulan", "/usulan/?keadaan=DRAFT&cari=a"),
]


@pytest.fixture
def draft(session, office, operator):
    made = Registration(
        kind=RegistrationKind.BUILD,
        organisation_id=office.id,
        government_id=office.government_id,
        created_by_id=operator.id,
        number="U-1",
        name="a",
    )
    session.add(made)
    session.commit()
    return made


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("page", "address"), LISTS)
def test_every_list_opens_as_it_was_saved(browser, session, operator, page, address):
    desk = browser.sign_in(operator)
    link = desk.get(address).select_one(".saved > a")
    desk.submit(desk.get(link["href"]), {"name": "Ini"})

    path, query = asked(desk)
    wanted = urlsplit(address)
    assert (path, query) == (wanted.path, dict(parse_qsl(wanted.query)))
    assert session.scalars(select(SavedFilter)).one().page == page


@pytest.mark.usefixtures("draft")
@pytest.mark.parametrize(("page", "address"), LISTS)
def test_whatever_the_form_of_a_list_asks_can_be_saved(
    browser, session, operator, page, address
):
    """A field that is added to a form has to be known to `filtering.reading` too."""
    desk = browser.sign_in(operator)
    fields = desk.get(address).select("form.filters [name]")
    root = operator.posts[0].organisation.government
    kept(session, root, page, operator, **{each["name"]: "" for each in fields})

    assert "Tidak berlaku lagi" not in desk.get("/saringan/").main.text


def test_questions_do_not_grow_with_the_filters(desk, session, office, statements):
    def asked_by(address):
        with statements:
            desk.get(address)
        many, statements.texts = len(statements), []
        return many

    def keep(name):
        row = kept(session, office.government, opd=str(office.id), status="LIVE")
        row.name = name
        session.commit()

    addresses = ("/arsitektur/layanan/?status=LIVE", "/saringan/", "/")
    keep("A")
    few = [asked_by(each) for each in addresses]
    for name in "BCDE":
        keep(name)
    assert [asked_by(each) for each in addresses] == few
