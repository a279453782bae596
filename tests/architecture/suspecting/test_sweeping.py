"""A sweep keeps what a government has twice, and says what changed since."""

from datetime import date

from architecture import (
    history,
    inventory,
    judging,
    rulebook,
    scope,
    suspecting,
)
from architecture.conflicts import Adjustment
from architecture.judging import Said
from architecture.layers import ApplicationType
from architecture.model import PairVerdict, SuspectedPair
from architecture.suspecting import Sort
from tests import make
from tests.architecture.registration.office import office
from tests.architecture.test_judging import BECAUSE, PRESENCE, WISH

THIRD = {
    "name": "ABSENKU",
    "description": "Absensi pegawai memakai sidik jari",
    "function": "Mencatat kehadiran pegawai dan rekap tunjangan kinerja pegawai",
    "data_used": "Data pegawai",
}
OTHER = {
    "name": "KEBUN KITA",
    "description": "Katalog bibit tanaman kebun raya",
    "function": "Pencatatan bibit, jadwal siram",
    "data_used": "Data tanaman",
}

HALF_ALIKE = (
    {
        "name": "TIMBANG BALITA",
        "description": "Catatan posyandu: berat badan dan tinggi balita",
        "function": "Penimbangan balita, catatan imunisasi, status gizi",
    },
    {
        "name": "SUNTIK BAYI",
        "description": "Mencatat bayi yang datang untuk imunisasi dasar lengkap",
        "function": "Mencatat jenis vaksin, jadwal imunisasi berikutnya tiap bayi",
    },
)


def add(kota, *several, of=None):
    made = [inventory.add(kota.session, of or kota.dinas, each) for each in several]
    commit(kota)
    return made


def commit(kota):
    history.seal(kota.session, by="uji")
    kota.session.commit()


def swept(kota):
    suspecting.refresh(kota.session, kota.government.id)
    commit(kota)
    return read(kota)


def read(kota, viewer=None):
    key = kota.government.id
    return suspecting.read(kota.session, viewer or scope.full(key), key)


def judge(kota, pair, verdict=PairVerdict.DIFFERENT):
    judging.judge(
        kota.session,
        kota.government.id,
        pair,
        Said(verdict=verdict, reason=BECAUSE),
        viewer=kota.viewer("reviewer"),
    )
    commit(kota)


def test_twins_are_kept_and_strangers_are_not(kota):
    one, other, _ = add(kota, PRESENCE, WISH, OTHER)

    found = swept(kota)

    [pair] = found.pairs
    assert (pair.one, pair.other) == (one.id, other.id)
    assert pair.duplicate >= 0.5
    assert pair.sort is Sort.DUPLICATE
    told = {"applications": 3, "new": 1, "gone": 0, "thin": 0, "thin_first": []}
    assert found.sweep.counts == told


def test_what_came_and_went_since_is_told(kota):
    one, *_ = add(kota, PRESENCE, WISH)
    assert read(kota).sweep is None
    assert swept(kota).changed == 0

    inventory.revise(kota.session, one, OTHER)
    commit(kota)
    assert read(kota).changed == 1

    found = swept(kota)
    assert found.pairs == []
    assert (found.sweep.counts["new"], found.sweep.counts["gone"]) == (0, 1)
    assert found.changed == 0


def test_what_is_retired_meanwhile_is_not_shown(kota):
    one, *_ = add(kota, PRESENCE, WISH)
    swept(kota)

    inventory.retire(kota.session, one, on=date(2026, 1, 1), reason="Diganti.")
    commit(kota)

    assert read(kota).pairs == []


def test_a_judged_pair_stays_with_its_judgement_until_one_changes(kota):
    one, other = add(kota, PRESENCE, WISH)
    assert swept(kota).unjudged == 1

    judge(kota, (one.id, other.id))
    [pair] = read(kota).pairs
    assert (pair.judged, pair.by) == (True, kota.accounts["reviewer"].name)

    inventory.revise(kota.session, other, {**WISH, "output": "Rekap"})
    commit(kota)
    [pair] = read(kota).pairs
    assert not pair.judged, "before the next sweep"
    [pair] = swept(kota).pairs
    assert not pair.judged, "after it"
    assert pair.verdict is PairVerdict.DIFFERENT


def test_what_a_person_calls_the_same_is_kept_although_no_sweep_finds_it(kota):
    one, other = add(kota, PRESENCE, OTHER)
    judge(kota, (one.id, other.id), PairVerdict.SAME)

    [pair] = swept(kota).pairs

    assert pair.judged
    assert pair.sort is Sort.DUPLICATE


def test_three_that_are_alike_are_one_line(kota):
    add(kota, PRESENCE, WISH, THIRD)

    found = swept(kota)
    page = suspecting.listed(found, suspecting.Wanted())

    [line] = page.lines
    assert len(line.members) == 3
    assert line.unjudged == len(line.pairs) == len(found.pairs)


def test_who_is_called_different_leaves_the_cluster(kota):
    one, other, third = add(kota, PRESENCE, WISH, THIRD)
    swept(kota)
    for each in (one, other):
        judge(kota, (each.id, third.id))

    assert suspecting.cluster_of(read(kota), one.id) is None


def test_a_list_is_narrowed_by_sort_judgement_office_and_application(kota):
    one, other = add(kota, PRESENCE, WISH)
    found = swept(kota)

    def many(**wanted):
        return suspecting.listed(found, suspecting.Wanted(**wanted)).total

    assert many(sort=Sort.DUPLICATE) == 1
    assert many(sort=Sort.NAME) == 0
    assert many(judged=False) == 1
    assert many(judged=True) == 0
    assert many(offices=frozenset({kota.dinas.id})) == 1
    assert many(offices=frozenset({kota.kominfo.id})) == 0
    assert many(application=other.id) == 1
    assert many(application=one.id + other.id + 1) == 0


def test_an_office_sees_the_pairs_that_one_of_its_own_is_in(kota):
    [one] = add(kota, PRESENCE)
    [other] = add(kota, WISH, of=kota.kominfo)
    third = make.office(kota.session, of=kota.government)
    add(kota, THIRD, of=third)
    swept(kota)

    seen = read(kota, kota.viewer("operator")).pairs

    assert seen
    assert all(one.id in {each.one, each.other} for each in seen)
    assert len(seen) < len(read(kota).pairs)
    assert other.id in {key for each in seen for key in (each.one, each.other)}


def test_sites_of_one_pattern_are_a_family_and_not_pairs(kota):
    add(
        kota,
        *(
            {
                "name": f"{name}.contoh.go.id",
                "description": f"Website resmi kelurahan {name}",
                "type": ApplicationType.WEBSITE,
                "url": f"https://{name}.contoh.go.id",
            }
            for name in ("mawar", "melati", "kenanga", "dahlia")
        ),
    )

    found = swept(kota)
    page = suspecting.listed(found, suspecting.Wanted())

    assert found.pairs == []
    [family] = page.lines
    assert len(family.members) == 4


def test_another_government_is_swept_by_itself(kota, session):
    add(kota, PRESENCE)
    lain = office(session)
    add(lain, WISH)

    assert swept(lain).pairs == []
    assert swept(kota).pairs == []
    assert session.query(SuspectedPair).count() == 0


def rule(kota, kind, case, least):
    was = rulebook.shipped(kind, case)
    wanted = Adjustment(
        kind=kind,
        case=case,
        severity=was.severity.value,
        norm=was.norm,
        advice=was.advice,
        least=least,
    )
    rulebook.revise(kota.session, kota.government, wanted)
    commit(kota)


def test_a_sweep_begins_where_the_rulebook_of_the_government_begins(kota):
    add(kota, *HALF_ALIKE)
    [pair] = swept(kota).pairs
    assert 0.3 < pair.duplicate < 0.99

    rule(kota, "duplicate", "likely", 0.99)
    rule(kota, "duplicate", "possible", 0.99)
    rule(kota, "overlap", "likely", 0.99)
    assert read(kota).pairs == [], "what is kept is read by the rulebook of today"
    assert swept(kota).sweep.counts["gone"] == 1

    rule(kota, "duplicate", "possible", pair.duplicate - 0.01)
    assert [each.sort for each in swept(kota).pairs] == [Sort.DUPLICATE]


def test_a_sweep_of_one_government_does_not_follow_the_rulebook_of_another(kota):
    other = office(kota.session)
    add(kota, PRESENCE, WISH)
    rule(other, "duplicate", "likely", 0.99)
    rule(other, "duplicate", "possible", 0.99)

    assert len(swept(kota).pairs) == 1


def test_what_says_too_little_is_counted_and_never_called_unlike(kota):
    _, thin = add(kota, PRESENCE, {"name": "Sistem Informasi", "function": "Aplikasi"})

    counts = swept(kota).sweep.counts

    assert (counts["thin"], counts["thin_first"]) == (1, [thin.id])
