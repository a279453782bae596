"""The picker beside a field of codes: a level at a time, only what may be chosen."""

from datetime import timedelta

import pytest

from architecture import history, referencing, scheduling
from architecture.classifying import own
from architecture.model import RegistrationKind
from architecture.registration import drafting
from architecture.roles import Role
from eaportal import formats
from tests import make

PICK = "/referensi/pilih?untuk=reference_codes"


@pytest.fixture
def office(session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    return make.office(session, "Badan Kepegawaian")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


def codes(piece):
    return [each["data-add"] for each in piece.select("[data-add]")]


def hung(session, office, name):
    made = own.add(session, office.government_id, "RAB.09.06", name)
    history.seal(session, by="uji")
    session.commit()
    return made


def test_the_trees_of_the_layer_are_offered_a_level_at_a_time(desk):
    piece = desk.fragment(f"{PICK}&lapisan=layanan")
    tabs = [each.text.strip() for each in piece.select(".nav-link")]
    below = desk.fragment(f"{PICK}&lapisan=layanan&di=RAB.09")

    assert tabs == ["RAL", "RAB"]
    assert codes(piece) == ["RAL.01", "RAL.02"]
    assert "RAB.09.06" in codes(below)
    assert all(code.startswith("RAB.09.") for code in codes(below))
    desk.fragment(f"{PICK}&lapisan=layanan&di=RAI.01", 404)
    desk.fragment(f"{PICK}&lapisan=strategi", 404)


def test_a_search_stays_in_the_trees_of_the_layer(desk):
    found = codes(desk.fragment(f"{PICK}&lapisan=layanan&cari=kesehatan"))
    secured = codes(desk.fragment(f"{PICK}&lapisan=keamanan&cari=kesehatan"))

    assert {"RAB.04.01", "RAL.01.25"} <= set(found)
    assert {code[:3] for code in found} == {"RAB", "RAL"}
    assert secured == []


def test_own_codes_are_offered_to_their_government_alone_and_retired_ones_to_none(
    desk, session, office
):
    kept, gone = hung(session, office, "Kinerja"), hung(session, office, "Mutasi")
    own.retire(session, gone, "RAB.09.06", on=formats.today(), version=gone.version)
    history.seal(session, by="uji")
    session.commit()
    place = f"{PICK}&lapisan=aplikasi&di=RAB.09.06&instansi={office.government_id}"

    assert codes(desk.fragment(place)) == [kept.code]
    desk.fragment(f"{PICK}&lapisan=aplikasi&di={gone.code}", 404)
    other = make.office(session, "Dinas Lain", government=make.government(session))
    desk.sign_in(make.account(session, Role.OPERATOR, other))
    assert codes(desk.fragment(place)) == []


def test_every_form_with_codes_leads_to_the_picker(desk, session, office):
    application = make.application(session, "Presensi", of=office)
    [planned] = scheduling.plan(
        session,
        application,
        {"reference_codes": "RAB.09.06"},
        on=formats.today() + timedelta(days=30),
        by="uji",
    )
    draft = drafting.start(session, office, RegistrationKind.BUILD, account=None)
    history.seal(session, by="uji")
    session.commit()
    forms = {
        "/arsitektur/layanan/baru": "reference_codes",
        f"/aplikasi/{application.id}/ubah": "reference_codes",
        f"/usulan/{draft.id}/isi": "reference_codes",
        f"/arsitektur/rencana-perubahan/{planned.id}": "value",
    }

    for place, field in forms.items():
        page = desk.get(place)
        [opener] = page.select("[data-codes]")
        assert f"untuk={field}" in opener["data-codes"]
        assert page.find(id=field) is not None
        assert codes(desk.fragment(opener["data-codes"]))
