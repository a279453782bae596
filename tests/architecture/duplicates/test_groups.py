from architecture.duplicates import Profile, Suspicion, clusters, families


def suspicion(key, duplicate):
    return Suspicion(key, duplicate, 0.0, False, ())


def test_suspicions_that_meet_make_one_cluster():
    found = clusters(
        {
            1: [suspicion(2, 0.9)],
            2: [suspicion(3, 0.7), suspicion(9, 0.2)],
            5: [suspicion(4, 0.8)],
        }
    )

    assert found == [(1, 2, 3), (4, 5)]


def test_a_cluster_can_be_drawn_tighter():
    found = {1: [suspicion(2, 0.9), suspicion(3, 0.6)]}

    assert clusters(found, at_least=0.8) == [(1, 2)]


def test_sites_of_one_pattern_are_one_family_a_government():
    villages = [
        Profile(
            key,
            f"desa{key}.kab.go.id",
            description=f"Web OPD Desa Maju{key}",
            government=1 + key // 10,
            type="WEBSITE",
        )
        for key in range(1, 15)
    ]
    application = Profile(99, "SIABON", description="absensi pegawai", government=1)

    found = families([*villages, application])

    assert [(f.government, len(f.members)) for f in found] == [(1, 9), (2, 5)]
    assert found[0].label == "Situs desa kab.go.id"
