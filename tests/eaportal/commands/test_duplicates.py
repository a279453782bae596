"""`flask duplicates`: sweeps and labels from a terminal."""

import csv
import json

import pytest
from distributed import LocalCluster

from architecture import inventory, judging, scope, suspecting
from architecture.judging import Said
from architecture.layers import Sharing
from architecture.model import PairVerdict
from tests.architecture.registration.office import office
from tests.architecture.test_judging import PRESENCE, WISH, commit


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_government_is_swept_and_its_suspicions_are_refreshed(run, kota, session):
    result = run(
        "duplicates", "sweep", "--organisation", kota.government.code, "--json"
    )

    [pair] = lines(result)
    assert pair["one"].startswith(f"{kota.government.code}/")
    assert pair["duplicate"] >= 0.5
    assert pair["name_conflict"] is False
    assert "3 dari 3" in result.stderr
    found = suspecting.read(session, scope.full(kota.government.id), kota.government.id)
    assert len(found.pairs) == 1


def test_without_one_all_that_is_shared_is_compared_across_governments(
    run, kota, session
):
    lain = office(session)
    inventory.add(session, lain.dinas, WISH, sharing=Sharing.NAME_AND_FUNCTION)
    inventory.add(session, lain.dinas, PRESENCE, sharing=Sharing.NOTHING)
    commit(lain)

    pairs = lines(run("duplicates", "sweep", "--json"))

    owners = {
        tuple(each[side].split("/")[0] for side in ("one", "other")) for each in pairs
    }
    assert (kota.government.code, lain.government.code) in owners
    assert len(pairs) == 3
    assert run("duplicates", "sweep").stdout.count("\n") == 3


def test_a_cluster_finds_the_same(run, kota):
    words = ("duplicates", "sweep", "--organisation", kota.government.code, "--json")
    here = run(*words).stdout
    with LocalCluster(
        n_workers=1,
        threads_per_worker=1,
        processes=True,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        there = run(*words, "--scheduler", cluster.scheduler_address).stdout

    assert there == here


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "omong://", "tcp://a:b"])
def test_a_scheduler_that_does_not_answer_is_one_line(run, kota, address):
    result = run("duplicates", "sweep", "--scheduler", address, status=1)

    assert result.stderr.splitlines() == [
        f"Error: Penjadwal Dask di {address} tidak menjawab."
    ]


def test_judged_pairs_are_written_as_two_files(run, kota, session, tmp_path):
    run("duplicates", "sweep", "--organisation", kota.government.code)
    key = kota.government.id
    [pair] = suspecting.read(session, scope.full(key), key).pairs
    judging.judge(
        session,
        key,
        (pair.one, pair.other),
        Said(verdict=PairVerdict.SAME),
        viewer=kota.viewer("reviewer"),
    )
    commit(kota)

    out = tmp_path / "label"
    result = run("duplicates", "labels", "--out", str(out))

    assert "2 aplikasi, 1 pasangan ditulis." in result.stdout
    with (out / "pairs.csv").open(encoding="utf-8") as file:
        assert [row["label"] for row in csv.DictReader(file)] == ["duplicate"]


def test_labels_without_any_judgement_are_refused(run, kota, tmp_path):
    result = run("duplicates", "labels", "--out", str(tmp_path / "x"), status=1)

    assert "Belum ada pasangan" in result.stderr
    assert not (tmp_path / "x").exists()
