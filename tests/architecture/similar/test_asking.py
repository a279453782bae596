"""The index follows what is committed, whoever committed it."""

import pytest

from architecture import history, inventory
from architecture.duplicates import Profile
from architecture.layers import Sharing, Status
from architecture.similar import Similar, profile_of
from tests import make

PRESENCE = {
    "name": "SIAP HADIR",
    "description": "Mencatat kehadiran pegawai dengan foto wajah dan lokasi",
    "function": "Absensi pegawai harian, rekap potongan tunjangan kinerja pegawai",
    "data_used": "Data pegawai",
}
WANTED = Profile(
    key=0,
    name="KLIK PRESENSI",
    description="Presensi pegawai lewat telepon genggam dengan swafoto",
    function="Merekam kehadiran pegawai, menghitung potongan tunjangan kinerja",
    data_used="Data pegawai",
)


@pytest.fixture
def office(session):
    return make.office(session)


@pytest.fixture
def similar():
    return Similar()


def commit(session):
    history.seal(session, by="uji")
    session.commit()


def found(similar, session, office, profile=WANTED):
    return [
        each.key
        for each in similar.own(session, office.government_id, profile, limit=5)
    ]


def test_an_added_application_is_in_the_next_answer(session, office, similar):
    assert found(similar, session, office) == []

    added = inventory.add(session, office, PRESENCE)
    commit(session)

    assert found(similar, session, office) == [added.id]


def test_a_changed_application_is_compared_as_it_is_now(session, office, similar):
    added = inventory.add(session, office, PRESENCE)
    commit(session)
    before = similar.own(session, office.government_id, WANTED)[0].duplicate

    inventory.revise(
        session,
        added,
        {
            "name": "KEBUN KITA",
            "description": "Katalog bibit tanaman kebun raya",
            "function": "Pencatatan bibit, jadwal siram",
            "data_used": "Data tanaman",
        },
    )
    commit(session)

    after = similar.own(session, office.government_id, WANTED)
    assert max((each.duplicate for each in after), default=0) < before


def test_a_retired_application_is_never_offered_again(session, office, similar):
    added = inventory.add(session, office, PRESENCE)
    commit(session)
    assert found(similar, session, office) == [added.id]

    inventory.revise(session, added, {}, status=Status.RETIRED)
    commit(session)

    assert found(similar, session, office) == []


def test_another_process_sees_the_change_too(session, office, similar):
    other = Similar()
    assert found(other, session, office) == []

    added = inventory.add(session, office, PRESENCE)
    commit(session)

    assert found(similar, session, office) == found(other, session, office)
    assert found(other, session, office) == [added.id]


@pytest.mark.parametrize("asked_before", [True, False])
def test_what_was_undone_after_somebody_asked_is_not_kept(
    session, office, similar, asked_before
):
    kept = inventory.add(session, office, PRESENCE)
    foreign = make.office(session)
    commit(session)
    if asked_before:
        found(similar, session, office)
        similar.others(session, foreign.government_id, WANTED)

    inventory.add(session, office, PRESENCE)
    inventory.revise(session, kept, dict.fromkeys(PRESENCE, "Kebun bibit tanaman"))
    found(similar, session, office)
    similar.others(session, foreign.government_id, WANTED)
    session.rollback()
    history.discard(session)

    own = similar.own(session, office.government_id, WANTED)
    others = similar.others(session, foreign.government_id, WANTED)
    fresh = Similar()
    assert own == fresh.own(session, office.government_id, WANTED)
    assert others == fresh.others(session, foreign.government_id, WANTED)
    assert [each.key for each in own] == [kept.id]
    assert [each.key for each in others] == [kept.id]


def test_of_another_government_only_shared_fields_are_compared(
    session, office, similar
):
    foreign = make.office(session)
    shown = inventory.add(session, foreign, PRESENCE)
    commit(session)
    [before] = similar.others(session, office.government_id, WANTED)
    assert before.key == shown.id

    inventory.revise(
        session, shown, {"data_used": "Sama sekali lain", "vendor": "CV Rahasia"}
    )
    commit(session)

    [after] = similar.others(session, office.government_id, WANTED)
    assert after == before


@pytest.mark.parametrize(
    "life",
    [
        {"sharing": Sharing.NOTHING},
        {"sensitive": True},
        {"status": Status.PLANNED},
    ],
)
def test_what_another_government_hides_is_not_found(session, office, similar, life):
    inventory.add(session, make.office(session), PRESENCE, **life)
    commit(session)

    assert similar.others(session, office.government_id, WANTED) == []


def test_what_is_hidden_later_vanishes_from_the_shared_index(session, office, similar):
    shown = inventory.add(session, make.office(session), PRESENCE)
    commit(session)
    assert similar.others(session, office.government_id, WANTED)

    inventory.revise(session, shown, {}, sharing=Sharing.NOTHING)
    commit(session)

    assert similar.others(session, office.government_id, WANTED) == []


def test_the_own_applications_are_not_among_those_of_others(session, office, similar):
    inventory.add(session, office, PRESENCE)
    commit(session)

    assert similar.others(session, office.government_id, WANTED) == []


def test_following_gives_what_building_anew_gives(session, office, similar):
    applications = []
    for number in range(12):
        applications.append(
            inventory.add(session, office, {**PRESENCE, "name": f"SIAP HADIR {number}"})
        )
        commit(session)
        found(similar, session, office)
    inventory.retire(
        session, applications[3], on=applications[3].created_at.date(), reason="Ganti"
    )
    commit(session)

    followed = similar.own(session, office.government_id, WANTED, limit=20)
    anew = Similar().own(session, office.government_id, WANTED, limit=20)

    assert [each.key for each in followed] == [each.key for each in anew]
    for one, other in zip(followed, anew, strict=True):
        assert one.duplicate == pytest.approx(other.duplicate, abs=1e-9)


def test_a_stored_application_is_compared_with_all_of_its_fields(session, office):
    added = inventory.add(session, office, PRESENCE)

    assert profile_of(added).data_used == "Data pegawai"
