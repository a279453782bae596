"""What kind it is, which application it starts from, and noting a use."""

import pytest

from architecture.layers import Sharing, Status
from architecture.model import Kind, Organisation, Registration, RegistrationKind, Use
from architecture.roles import Role
from tests import make
from tests.browser import Browser


def registrations(session):
    return session.query(Registration).all()


def national(session, name="SRIKANDI", **fields):
    root = Organisation(code="NASIONAL", name="Pemerintah Pusat", kind=Kind.NATIONAL)
    session.add(root)
    session.flush()
    root.government_id = root.id
    session.commit()
    return make.application(session, name, of=root, sharing=Sharing.PROFILE, **fields)


def test_all_kinds_are_offered_and_what_is_no_registration(browser, city):
    page = browser.sign_in(city.operator).get("/usulan/baru")

    offered = {each["value"] for each in page.select("button[name=jenis]")}
    assert offered == set(RegistrationKind.__members__)
    assert page.select_one('a[href="/usulan/baru/pakai"]')


@pytest.mark.parametrize("kind", ["BUILD", "BUY", "WEBSITE", "EXISTING"])
def test_a_click_on_a_kind_begins_a_draft_of_the_own_office(
    browser, session, city, kind
):
    page = browser.sign_in(city.operator).post("/usulan/baru", {"jenis": kind})

    [made] = registrations(session)
    assert made.kind is RegistrationKind[kind]
    assert made.organisation_id == city.health.id
    assert made.created_by_id == city.operator.id
    assert page.h1.text == "Usulan baru"
    assert made.details == ({"type": "WEBSITE"} if kind == "WEBSITE" else {})


def test_a_double_click_begins_one_draft(browser, session, city):
    browser.sign_in(city.operator)

    browser.post("/usulan/baru", {"jenis": "BUILD"})
    browser.post("/usulan/baru", {"jenis": "BUILD"})

    assert len(registrations(session)) == 1


@pytest.mark.parametrize(
    "fields", [{}, {"jenis": "APA SAJA"}, {"jenis": "BUILD", "opd": "999"}]
)
def test_nonsense_begins_nothing(browser, session, city, fields):
    page = browser.sign_in(city.operator).post("/usulan/baru", fields, 422)

    assert "Pilih perangkat daerah" in page.select_one("[role=alert]").text
    assert not registrations(session)


def test_who_acts_for_several_offices_chooses_one(browser, session, city):
    unit = make.office(session, "Puskesmas Melati", of=city.health)
    browser.sign_in(city.operator)

    page = browser.get("/usulan/baru")
    assert [o.text for o in page.select("#opd option")] == [
        "Dinas Kesehatan",
        "Puskesmas Melati",
    ]
    browser.post("/usulan/baru", {"jenis": "BUILD", "opd": str(unit.id)})
    browser.post(
        "/usulan/baru", {"jenis": "BUILD", "opd": str(city.staff.id)}, status=422
    )

    [made] = registrations(session)
    assert made.organisation_id == unit.id


def test_only_an_own_active_application_can_be_enhanced(browser, session, city):
    gone = make.application(session, "Lama", of=city.health, status=Status.RETIRED)
    browser.sign_in(city.operator)
    url = "/usulan/baru/pengembangan"

    for key in (city.attendance.id, 0, 99999, "9" * 30, "x", ""):
        browser.post(url, {"aplikasi": str(key)}, 404)
    page = browser.post(url, {"aplikasi": str(gone.id)}, 422)

    assert "sudah tidak aktif" in page.select_one("[role=alert]").text
    assert not registrations(session)


def test_an_application_of_another_government_is_taken_over_with_what_it_shares(
    browser, session, city
):
    elsewhere = make.office(session, "Dinas Jauh")
    make.application(
        session,
        "SIMJAUH",
        of=elsewhere,
        function="Mengurus izin",
        output="Surat izin",
        vendor="PT Rahasia",
        url="https://jauh.go.id",
    )
    make.application(session, "TERTUTUP", of=elsewhere, sharing=Sharing.NOTHING)
    browser.sign_in(city.operator)

    page = browser.get("/usulan/baru/ambil-alih?cari=")
    assert "SIMJAUH" in page.text
    assert "TERTUTUP" not in page.text
    browser.submit(page, button="Pilih")

    [made] = registrations(session)
    assert made.replaces.name == "SIMJAUH"
    assert made.details == {
        "name": "SIMJAUH",
        "type": "APPLICATION",
        "function": "Mengurus izin",
    }


def test_a_take_over_may_begin_without_a_listed_application(browser, session, city):
    page = browser.sign_in(city.operator).get("/usulan/baru/ambil-alih")

    browser.submit(page, button="Lanjut tanpa memilih")

    [made] = registrations(session)
    assert made.kind is RegistrationKind.TAKE_OVER
    assert made.replaces_id is None


def test_a_use_is_noted_with_one_click_and_only_once(browser, session, city):
    found = national(session)
    browser.sign_in(city.operator)

    page = browser.get("/usulan/baru/pakai?cari=srikandi")
    page = browser.submit(page, button="Catat pemakaian")
    assert page.h1.text == "SRIKANDI"
    assert "memakai SRIKANDI" in page.text

    again = browser.post("/usulan/baru/pakai", {"aplikasi": str(found.id)}, 409)
    assert "sudah tercatat memakai" in again.text
    assert "Sudah tercatat" in browser.get("/usulan/baru/pakai?cari=srikandi").text
    [use] = session.query(Use).all()
    assert (use.application_id, use.organisation_id) == (found.id, city.health.id)
    assert not registrations(session)


def test_the_search_answers_htmx_with_the_list_alone(browser, session, city):
    browser.sign_in(city.operator)

    piece = browser.fragment("/usulan/baru/pakai?cari=presensi")
    assert "Sistem Presensi Pegawai" in piece.text
    piece = browser.fragment("/usulan/baru/pengembangan?cari=presensi")
    assert "Tidak ada aplikasi yang cocok" in piece.text


def test_the_own_application_is_no_use(browser, session, city):
    own = make.application(session, "Milik Kami", of=city.health)
    browser.sign_in(city.operator)

    assert "Milik " in browser.get("/usulan/baru/pakai?cari=milik").text
    browser.post("/usulan/baru/pakai", {"aplikasi": str(own.id)}, 409)

    assert not session.query(Use).all()


@pytest.mark.parametrize("text", ["%", "_", "'", "\x00", "<b>", "a" * 3000, "\\"])
def test_any_text_can_be_searched_for(browser, city, text):
    browser.sign_in(city.operator)

    for page in ("pakai", "pengembangan", "ambil-alih"):
        browser.get(f"/usulan/baru/{page}", query_string={"cari": text})


@pytest.mark.parametrize(
    "role",
    sorted(set(Role) - {Role.OPERATOR, Role.HEAD}, key=lambda each: each.name),
)
def test_only_offices_begin_registrations(app, session, city, role):
    seen = Browser(app, session).sign_in(make.account(session, role, city.root))

    seen.get("/usulan/baru", 403)
    seen.post("/usulan/baru", {"jenis": "BUILD"}, 403)
    seen.get("/usulan/baru/pengembangan", 403)

    assert not registrations(session)
