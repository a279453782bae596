from dataclasses import replace

import pytest
from hypothesis import given, settings

from architecture.duplicates import Index, Profile
from tests.architecture.duplicates.examples import inventories, profile

FEW = settings(max_examples=25, deadline=None)


def opened(index: Index, folder, stored: dict[int, Profile]) -> Index:
    """Save an index and open it as another process would."""
    index.save(folder)
    return Index.open(folder, lambda keys: {key: stored[key] for key in keys})


@pytest.fixture(scope="module")
def shelf(tmp_path_factory):
    return tmp_path_factory.mktemp("indexes")


@FEW
@given(inventories(), inventories())
def test_what_is_opened_answers_as_what_was_saved(shelf, stored, asked):
    folder = shelf / str(len(list(shelf.iterdir())))
    by_key = {item.key: item for item in stored}
    index = Index(stored)
    again = opened(index, folder, by_key)

    assert len(again) == len(index)
    for question in asked:
        assert again.similar(question) == index.similar(question)


def test_an_opened_index_follows_changes_and_leaves_its_files_alone(tmp_path):
    twins = [
        replace(profile(f"A{key}", "absensi pegawai online"), key=key)
        for key in range(1, 6)
    ]
    stored = {item.key: item for item in twins}
    index = opened(Index(twins), tmp_path, stored)
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    moved = replace(profile("Obat", "stok obat puskesmas"), key=2)
    added = replace(profile("Hadir", "presensi ASN"), key=9)
    stored |= {2: moved, 9: added}
    index.apply([moved, added], [4])

    found = index.similar(profile("Absen", "absensi pegawai"))
    assert {s.key for s in found if s.duplicate > 0.5} == {1, 3, 5, 9}
    assert 4 not in index
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_an_index_that_is_not_whole_is_refused(tmp_path):
    Index([replace(profile("SIABON"), key=1)]).save(tmp_path)
    (tmp_path / "terms.npy").write_bytes(b"")

    with pytest.raises((OSError, ValueError)):
        Index.open(tmp_path, lambda _keys: {})


def test_what_the_source_no_longer_has_is_told_without_its_words(tmp_path):
    kept = replace(profile("SIABON", "absensi pegawai online"), key=1)
    Index([kept]).save(tmp_path)
    index = Index.open(tmp_path, lambda _keys: {})

    [found] = index.similar(profile("Presensi", "presensi pegawai"))

    assert found.key == 1
    assert all("SIABON" not in reason.text for reason in found.reasons)
