import socket
from dataclasses import fields, replace

import numpy as np
import pytest
from distributed import LocalCluster

from architecture.duplicates import Index, shipped
from architecture.duplicates.__main__ import read_labels
from architecture.duplicates.cluster import NoWorkers, sweep_on
from architecture.duplicates.sweeping import Pairs, joined, sweep
from tests.architecture.duplicates.examples import profile
from tests.places import DATA

LABELLED = read_labels(DATA / "duplicates")
THESAURUS, MODEL = shipped()


def same(one: Pairs, other: Pairs) -> bool:
    return all(
        np.array_equal(getattr(one, each.name), getattr(other, each.name))
        for each in fields(Pairs)
    )


def swept(index: Index, size: int) -> Pairs:
    return joined(sweep(index.snapshot, THESAURUS, MODEL, size))


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(LABELLED.profiles)


@pytest.fixture(scope="module")
def whole(index) -> Pairs:
    return swept(index, 10_000)


def test_portions_add_up_to_the_same_to_the_last_digit(index, whole):
    assert len(whole) > 400
    for size in (1, 100, 333):
        assert same(swept(index, size), whole)


def test_several_processes_over_tcp_find_the_same_to_the_last_digit(index, whole):
    told = []
    with LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        protocol="tcp://",
        host="127.0.0.1",
        dashboard_address=None,
    ) as cluster:
        found = sweep_on(
            cluster.scheduler_address,
            index.snapshot,
            THESAURUS,
            MODEL,
            size=120,
            progress=lambda done, rows: told.append((done, rows)),
        )

    assert same(found, whole)
    assert [rows for _, rows in told] == [len(index)] * 5
    assert max(told) == (len(index), len(index))


def test_who_listens_but_is_no_scheduler_is_given_up(index):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(TimeoutError):
            sweep_on(address, index.snapshot, THESAURUS, MODEL, patience=0.5)


def test_a_scheduler_without_workers_is_given_up(index):
    with (
        LocalCluster(
            n_workers=0, processes=False, protocol="tcp://", dashboard_address=None
        ) as cluster,
        pytest.raises(NoWorkers),
    ):
        sweep_on(
            cluster.scheduler_address, index.snapshot, THESAURUS, MODEL, patience=0.5
        )


def test_each_pair_is_found_once_and_no_row_with_itself(whole):
    pairs = list(zip(whole.one.tolist(), whole.other.tolist(), strict=True))

    assert len(set(pairs)) == len(pairs)
    assert all(one < other for one, other in pairs)


def test_a_sweep_judges_a_pair_as_a_question_does(index, whole):
    chance = {
        (one, other): found
        for one, other, found in zip(
            whole.one.tolist(),
            whole.other.tolist(),
            whole.duplicate.tolist(),
            strict=True,
        )
    }
    asked = {
        (min(each.key, found.key), max(each.key, found.key)): found.duplicate
        for each in LABELLED.profiles
        for found in index.similar(each)
        if found.duplicate >= 0.5
    }
    met = asked.keys() & chance.keys()

    assert len(met) >= 0.99 * len(asked)
    assert all(abs(chance[pair] - asked[pair]) < 1e-6 for pair in met)


def test_the_same_name_for_other_work_is_among_the_pairs():
    other = replace(profile("SIPANDAWA", "retribusi parkir tepi jalan"), key=2)
    index = Index([replace(profile("SIPANDAWA", "stok obat puskesmas"), key=1), other])
    found = swept(index, 10)

    assert (found.one.tolist(), found.other.tolist()) == ([1], [2])
    assert found.name_conflict.tolist() == [True]


@pytest.mark.parametrize("stored", [[], [replace(profile("SIABON"), key=1)]])
def test_an_inventory_without_pairs_has_none(stored):
    assert len(swept(Index(stored), 10)) == 0
