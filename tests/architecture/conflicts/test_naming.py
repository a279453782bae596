import pytest

from architecture.conflicts import Standing, Surroundings, find
from architecture.layers import Status
from tests.architecture.conflicts.around import known, proposal, similar, told

TAKEN = [("name_taken", "warning")]


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"name": "E-Presensi"}, {"name": "EPRESENSI"}, TAKEN),
        ({"name": "E Presensi"}, {"name": "e-presensi"}, TAKEN),
        (
            {"name": "Sistem Kesehatan Ibu", "acronym": "SIKIB"},
            {"name": "Sistem Kinerja Pegawai", "acronym": "sikib"},
            TAKEN,
        ),
        ({"name": "SIABON"}, {"name": "SIABON", "standing": Standing.QUEUE}, TAKEN),
        ({"name": "SIABON"}, {"status": Status.RETIRED}, []),
        ({"name": "SIABON"}, {"standing": Standing.OTHER}, []),
        ({"name": "Presensi"}, {"name": "Kepegawaian"}, []),
        ({"name": ""}, {"name": ""}, []),
        ({"name": "Aplikasi"}, {"name": "Aplikasi"}, []),
        ({"name": "SIABON", "replaces": 7}, {}, []),
    ],
)
def test_a_name_or_acronym_that_is_borne_here_already_is_found(mine, theirs, expected):
    around = Surroundings(names=(known(**theirs),))
    assert told(find(proposal(**mine), around)) == expected


def test_the_same_clash_told_twice_is_one_finding():
    around = Surroundings(
        names=(known(), known()), similar=(similar(0.1, name_conflict=True),)
    )
    found = find(proposal(name="SIABON"), around)
    assert told(found) == TAKEN
    assert found[0].reasons == (
        "SIABON dari BKPSDM memakai nama atau singkatan yang sama.",
    )


def test_nearly_the_same_name_is_taken_from_the_suspicion():
    around = Surroundings(similar=(similar(0.1, name_conflict=True),))
    found = find(proposal(name="SIABOM"), around)
    assert told(found) == TAKEN
    assert "hampir sama" in found[0].reasons[0]


def test_the_name_of_a_twin_is_no_second_finding():
    around = Surroundings(similar=(similar(0.9),), names=(known(),))
    assert told(find(proposal(name="SIABON"), around)) == [("duplicate", "serious")]


def test_what_runs_already_is_only_told_of_the_clash():
    around = Surroundings(names=(known(),))
    assert told(find(proposal("EXISTING", name="SIABON"), around)) == [
        ("name_taken", "info")
    ]
