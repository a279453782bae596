"""What is gathered around a proposal, and what the rules make of it."""

from datetime import date

import pytest

from architecture import checking, history, inventory, referencing, rulebook
from architecture.checking import Wish
from architecture.conflicts import Adjustment
from architecture.layers import Sharing, Status
from architecture.model import Data, Infrastructure, RegistrationKind, State, now
from architecture.registration import drafting
from tests import make
from tests.browser import Statements

PRESENCE = {
    "name": "KLIK PRESENSI",
    "description": "Presensi pegawai lewat telepon genggam dengan swafoto",
    "function": "Merekam kehadiran pegawai, menghitung potongan tunjangan kinerja",
    "data_used": "Data pegawai",
}
TWIN = {
    "name": "SIAP HADIR",
    "description": "Mencatat kehadiran pegawai dengan foto wajah dan lokasi",
    "function": "Absensi pegawai harian, rekap potongan tunjangan kinerja pegawai",
    "data_used": "Data pegawai",
}


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


def commit(session):
    history.seal(session, by="uji")
    session.commit()


def found(session, office, details=PRESENCE, kind=RegistrationKind.BUILD, **by):
    wish = Wish(kind=kind, organisation=office, details=details, **by)
    return checking.judge(session, wish)


def subjects(findings, kind):
    return [each.subject.name for each in findings if each.kind == kind]


def test_data_of_the_own_house_belong_to_no_other_office(session, office):
    unit = make.office(session, "UPTD Puskesmas Melati", of=office)
    other = make.office(session, "Dinas Sosial", of=office.government)
    for producer in (office, unit, other):
        session.add(
            Data(
                code=f"DAD-{producer.id}",
                name="Data imunisasi",
                organisation=producer,
                government_id=office.government_id,
            )
        )
    commit(session)
    details = PRESENCE | {"data_produced": "Data imunisasi"}

    def owners(asks):
        judged = found(session, asks, details)
        return {f.subject.owner for f in judged if f.kind == "data_owner"}

    assert owners(office) == owners(unit) == {"Dinas Sosial"}
    assert owners(other) == {"Dinas Kesehatan", "UPTD Puskesmas Melati"}


def test_the_twin_in_the_own_government_is_named_with_its_owner(session, office):
    sister = make.office(session, "Badan Kepegawaian", of=office.government)
    inventory.add(session, sister, TWIN)
    commit(session)

    findings = [each for each in found(session, office) if each.kind == "duplicate"]

    assert [each.subject.name for each in findings] == ["SIAP HADIR"]
    assert findings[0].subject.owner == "Badan Kepegawaian"
    assert findings[0].reasons


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_check_reads_no_table_of_applications_from_end_to_end(session, office):
    inventory.add(session, office, TWIN)
    referencing.load(session)
    commit(session)
    found(session, office)
    statements = Statements(session.get_bind())

    with statements:
        found(session, office)

    whole = ("SCAN elements", "SCAN applications")
    assert [step for step in statements.plans() if step.startswith(whole)] == []


def test_an_enhancement_is_no_twin_of_what_it_enhances(session, office):
    twin = inventory.add(session, office, TWIN)
    commit(session)

    findings = found(
        session, office, TWIN, kind=RegistrationKind.ENHANCE, replaces=twin.id
    )

    assert subjects(findings, "duplicate") == []


def test_what_is_retired_is_not_named(session, office):
    inventory.add(session, office, TWIN, status=Status.RETIRED)
    commit(session)

    assert subjects(found(session, office), "duplicate") == []


def test_a_shared_twin_elsewhere_is_an_offer_and_a_hidden_one_is_silent(
    session, office
):
    inventory.add(session, make.office(session), TWIN, sharing=Sharing.PROFILE)
    inventory.add(
        session,
        make.office(session),
        {**TWIN, "name": "HADIR TERTUTUP"},
        sharing=Sharing.NOTHING,
    )
    commit(session)

    findings = found(session, office)

    assert subjects(findings, "other_government") == ["SIAP HADIR"]
    assert "HADIR TERTUTUP" not in repr(findings)


def test_a_national_application_is_named_by_its_function(session, office):
    referencing.load(session)
    commit(session)

    findings = found(
        session,
        office,
        {
            "name": "LACI SURAT",
            "description": "Naskah dinas elektronik, disposisi surat masuk dan keluar",
            "function": "Mencatat surat masuk, disposisi, arsip dinamis",
        },
    )

    assert any(
        each.kind == "national_application" and "SRIKANDI" in each.subject.code
        for each in findings
    )


def test_a_text_that_is_too_thin_is_said_to_be_so(session, office):
    findings = found(session, office, {"name": "Sistem Informasi"})

    assert [each.kind for each in findings if each.kind == "too_thin"] == ["too_thin"]


def test_a_text_that_is_too_long_to_be_read_is_no_clean_one(session, office):
    inventory.add(session, make.office(session, of=office.government), TWIN)
    commit(session)
    endless = PRESENCE | {"function": "presensi pegawai " * 6_000}

    findings = found(session, office, endless)

    (told,) = [each for each in findings if each.kind == "too_thin"]
    assert told.reasons[1].startswith("Fungsi paling panjang ")


def test_a_draft_is_known_to_its_office_alone(session, office):
    sister = make.office(session, of=office.government)
    author = make.account(session)
    draft = drafting.start(session, sister, RegistrationKind.BUILD, account=author.id)
    drafting.save(session, draft, TWIN)
    commit(session)

    assert "SIAP HADIR" not in repr(found(session, office))
    assert "SIAP HADIR" in repr(found(session, sister))

    draft.state, draft.confirmed_at = State.IN_REVIEW, now()
    history.note(session, draft, "Dikirim", government=draft.government_id)
    commit(session)
    assert "SIAP HADIR" in repr(found(session, office))


def test_an_address_that_another_registration_asks_for_is_said(session, office):
    author = make.account(session)
    sister = make.office(session, of=office.government)
    asked = drafting.start(session, sister, RegistrationKind.WEBSITE, account=author.id)
    drafting.save(session, asked, {"name": "Situs", "url": "hadir.contoh.go.id"})
    asked.state, asked.confirmed_at = State.IN_REVIEW, now()
    history.note(session, asked, "Dikirim", government=asked.government_id)
    commit(session)

    findings = found(session, office, {**PRESENCE, "url": "https://hadir.contoh.go.id"})

    assert [each.subject.code for each in findings if each.kind == "url_taken"] == [
        asked.number
    ]


@pytest.mark.parametrize(
    "spelt",
    ["http://www.hadir.contoh.go.id/", "HADIR.contoh.go.id", "hadir.contoh.go.id"],
)
def test_an_address_in_use_is_met_however_either_is_spelt(session, office, spelt):
    sister = make.office(session, of=office.government)
    inventory.add(session, sister, TWIN | {"url": "https://hadir.contoh.go.id"})
    inventory.add(
        session,
        sister,
        TWIN | {"name": "LAIN", "url": "https://www.lain.contoh.go.id"},
    )
    commit(session)

    findings = found(session, office, PRESENCE | {"url": spelt})
    assert subjects(findings, "url_taken") == ["SIAP HADIR"]

    findings = found(session, office, PRESENCE | {"url": "https://lain.contoh.go.id"})
    assert subjects(findings, "url_taken") == ["LAIN"]


@pytest.mark.parametrize("url", ["http://[", "http://[::1]]", "//", "https://a b", "."])
def test_what_is_no_address_is_met_by_nobody(session, office, url):
    assert subjects(found(session, office, PRESENCE | {"url": url}), "url_taken") == []


def test_what_the_government_changed_of_a_rule_holds_at_once(session, office):
    before = found(session, office, PRESENCE | {"platforms": ["WEB"]})
    assert [f.severity for f in before if f.kind == "channels"] == ["warning"]
    was = rulebook.shipped("channels", "")
    change = Adjustment(
        kind="channels", severity="serious", norm=was.norm, advice=was.advice
    )
    rulebook.revise(session, office.government, change)

    after = found(session, office, PRESENCE | {"platforms": ["WEB"]})
    assert [f.severity for f in after if f.kind == "channels"] == ["serious"]


def test_what_it_stands_on_is_found_by_code_by_name_and_after_dari(session, office):
    stops = date(2027, 1, 1)
    for name, acronym in (("Sistem Pegawai", "SIMPEG"), ("Gudang Data", "SGD")):
        made = inventory.add(session, office, TWIN | {"name": name, "acronym": acronym})
        made.retires_on = stops
    session.add(
        Infrastructure(
            code="DAI-0001",
            name="Klaster B",
            government_id=office.government_id,
            organisation_id=office.id,
            used_percent=97,
        )
    )
    commit(session)
    details = PRESENCE | {
        "data_used": "Data pegawai dari SIMPEG, jadwal",
        "depends_on": "gudang data",
        "hosting": "Klaster B",
        "planned_live": "2027-06-01",
    }

    findings = found(session, office, details)

    assert sorted(subjects(findings, "retires_first")) == [
        "Gudang Data (SGD)",
        "Sistem Pegawai (SIMPEG)",
    ]
    assert subjects(findings, "infrastructure") == ["Klaster B"]


def test_old_technology_of_the_shipped_list_is_found(session, office):
    referencing.load(session)
    findings = found(session, office, PRESENCE | {"languages": "PHP 7.4"})
    assert subjects(findings, "technology") == ["PHP 7.4"]
