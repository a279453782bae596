"""What other offices and governments see of an application, and what they do not."""

import pytest

from architecture import history, inventory
from architecture.layers import (
    Sharing,
)
from architecture.roles import Role
from tests import make
from tests.browser import Browser
from tests.eaportal.inventory.listed import names


def test_fields_that_are_restricted_are_kept_from_other_offices(session, app, office):
    application = make.application(session, of=office, vendor="CV Rahasia")
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )
    planner = make.account(session, Role.PLANNER, office.government)

    seen = {
        name: Browser(app, session).sign_in(account).get(f"/aplikasi/{application.id}")
        for name, account in (("sister", sister), ("planner", planner))
    }

    assert "CV Rahasia" not in seen["sister"].text
    assert "CV Rahasia" in seen["planner"].text


def test_another_government_sees_what_is_shared_and_nothing_more(session, app, office):
    shared = make.application(
        session, of=office, sharing=Sharing.PROFILE, vendor="CV Rahasia", notes="Dalam"
    )
    closed = make.application(session, of=office, sharing=Sharing.NOTHING)
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))

    page = stranger.get(f"/aplikasi/{shared.id}")
    stranger.get(f"/aplikasi/{closed.id}", status=404)

    assert "CV Rahasia" not in page.text
    assert "Dalam" not in page.text
    assert "Riwayat" not in [each.text for each in page.select("h2")]


def test_at_name_and_function_nothing_else_is_shown_elsewhere(session, app, office):
    shared = make.application(
        session,
        "SIMPUS",
        of=office,
        sharing=Sharing.NAME_AND_FUNCTION,
        function="Antrean pasien",
        users="Pengguna dalam",
        url="https://simpus.contoh.go.id",
    )
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))

    page = stranger.get(f"/aplikasi/{shared.id}")

    assert "Antrean pasien" in page.text
    assert "Pengguna dalam" not in page.text
    assert "simpus.contoh.go.id" not in page.text


def test_the_history_does_not_tell_what_the_page_keeps_to_itself(session, app, office):
    application = make.application(session, of=office)
    inventory.revise(session, application, {"vendor": "CV Rahasia", "users": "Warga"})
    history.seal(session, by="uji")
    session.commit()
    sister = make.account(
        session, Role.OPERATOR, make.office(session, of=office.government)
    )

    page = Browser(app, session).sign_in(sister).get(f"/aplikasi/{application.id}")

    assert "Warga" in page.text
    assert "CV Rahasia" not in page.text


def test_an_address_that_is_not_shared_is_not_found_by_searching_either(
    session, app, office
):
    shared = {"Hijau": Sharing.NAME_AND_FUNCTION, "Biru": Sharing.PROFILE}
    for name, sharing in shared.items():
        stated = {"name": name, "function": "Antrean", "url": "https://rahasiadapur.id"}
        inventory.add(session, office, stated, sharing=sharing)
    owner = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, office))
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))

    assert names(owner.get("/aplikasi/?cari=rahasiadapur")) == ["Biru", "Hijau"]
    assert names(stranger.get("/aplikasi/?milik=lain&cari=rahasiadapur")) == ["Biru"]
    assert names(stranger.get("/aplikasi/?milik=lain&cari=hijau+antrean")) == ["Hijau"]
    catalogue = Browser(app, session).get("/katalog/?cari=rahasiadapur").text
    assert "Biru" in catalogue
    assert "Hijau" not in catalogue


HIDDEN = {
    "year_started": 1999,
    "url": "https://dapur.contoh.go.id",
    "output": "Laporan dapur",
    "services": "Layanan dapur",
    "users": "Juru masak",
    "vendor": "CV Dapur",
    "cost_yearly": 7_000_000,
    "processes": "Memasak",
    "data_produced": "Resep",
    "notes": "Catatan dapur",
    "hosting": "Gudang",
}


@pytest.mark.parametrize("order", ["nama", "tahun", "-tahun", "diubah", "-diubah"])
def test_what_is_not_shared_changes_no_answer_to_another_government(
    session, app, office, order
):
    others = [make.application(session, f"Aplikasi {n}", of=office) for n in range(3)]
    for each in others:
        each.year_started = 2010 + each.id % 7
    session.commit()
    stranger = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT))
    pages = [f"/aplikasi/?milik=lain&urut={order}", "/aplikasi/?milik=lain&cari=dapur"]
    pages += [f"/aplikasi/{others[0].id}", "/katalog/?cari=dapur", "/katalog/"]
    before = [stranger.get(page).main.text for page in pages]

    inventory.revise(session, others[0], HIDDEN)
    history.seal(session, by="uji")
    session.commit()

    assert [stranger.get(page).main.text for page in pages] == before


def test_who_uses_it_elsewhere_is_not_told_in_the_history(session, app, office):
    shared = make.application(session, of=office, sharing=Sharing.PROFILE)
    foreign = make.office(session, "Dinas Asing")
    user = Browser(app, session).sign_in(make.account(session, Role.OPERATOR, foreign))
    used = {"office": foreign.id, "note": "Catatan asing"}
    user.post(f"/aplikasi/{shared.id}/pakai", used)

    owner = Browser(app, session).sign_in(make.account(session, Role.ARCHITECT, office))
    page = owner.get(f"/aplikasi/{shared.id}")

    for word in ("Catatan asing", foreign.code, "Pemakaian dicatat"):
        assert word not in page.text
