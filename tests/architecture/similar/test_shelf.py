"""Processes of one host share the index of what governments share."""

import json
import shutil

import pytest

from architecture import history, inventory
from architecture.layers import Sharing, Status
from architecture.model import Application
from architecture.shelving import Shelf
from architecture.similar import NotReady, Similar
from tests import make
from tests.architecture.similar.test_asking import PRESENCE, WANTED
from tests.browser import Statements


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "indexes")


@pytest.fixture
def office(session):
    made = make.office(session)
    shared(session, made)
    return made


def shared(session, office, **changes):
    values = PRESENCE | changes
    made = inventory.add(session, office, values)
    made.sharing, made.status = Sharing.PROFILE, Status.LIVE
    commit(session)
    return made


def commit(session):
    history.seal(session, by="uji")
    session.commit()


def keys(similar, session):
    return [each.key for each in similar.others(session, 0, WANTED)]


def test_a_second_process_opens_what_the_first_has_built(session, office, shelf):
    first = keys(Similar(shelf), session)
    with Statements(session.get_bind()) as statements:
        assert keys(Similar(shelf), session) == first

    assert first
    assert not [each for each in statements.texts if "ORDER BY elements.id" in each]


def test_what_changes_later_is_in_the_answers_of_both(session, office, shelf):
    one, other = Similar(shelf), Similar(shelf)
    assert keys(one, session) == keys(other, session)
    added = shared(session, office, name="Absen Kita")

    assert added.id in keys(one, session)
    assert added.id in keys(other, session)


def test_a_change_before_the_index_is_opened_is_followed(session, office, shelf):
    keys(Similar(shelf), session)
    added = shared(session, office, name="Absen Kita")

    assert added.id in keys(Similar(shelf), session)


def test_many_changes_are_sorted_in_once_for_all(session, office, shelf):
    one = Similar(shelf, most_changes=1)
    keys(one, session)
    before = shelf.latest()
    added = [shared(session, office, name=f"Absen {n}").id for n in range(3)]
    found = keys(one, session)
    after = shelf.latest()

    assert set(added) <= set(found)
    assert after.folder != before.folder
    assert not before.folder.exists()
    assert keys(Similar(shelf), session) == found == keys(one, session)


def test_the_folder_can_be_deleted_at_any_time(session, office, shelf, tmp_path):
    similar = Similar(shelf)
    before = keys(similar, session)
    shutil.rmtree(tmp_path / "indexes")

    assert keys(similar, session) == before
    assert keys(Similar(shelf), session) == before


def test_the_index_of_another_history_is_not_used(session, office, shelf):
    keys(Similar(shelf), session)
    kept = shelf.latest()
    for row in session.query(Application):
        row.sharing = Sharing.NOTHING  # as in another database: no history tells
    session.commit()
    heads = {key: [at, "lain"] for key, (at, _) in kept.heads.items()}
    (kept.folder / "heads.json").write_text(json.dumps(heads))

    assert keys(Similar(shelf), session) == []
    assert shelf.latest().folder != kept.folder


@pytest.mark.parametrize("name", ["terms.npy", "about.json", "heads.json"])
def test_a_broken_file_leads_to_a_new_index(session, office, shelf, name):
    before = keys(Similar(shelf), session)
    (shelf.latest().folder / name).write_bytes(b"rusak")

    assert keys(Similar(shelf), session) == before


def test_while_another_process_builds_nothing_can_be_judged_yet(session, office, shelf):
    with shelf.locked(wait=False), pytest.raises(NotReady):
        keys(Similar(shelf), session)


def test_where_nothing_can_be_kept_the_process_has_its_own(session, office, tmp_path):
    (tmp_path / "file").write_text("")
    similar = Similar(Shelf(tmp_path / "file" / "indexes"))

    assert keys(similar, session) == keys(Similar(), session) != []
