"""Judged pairs leave as files that the search for duplicates learns from."""

import csv

import pytest

from architecture import history, inventory, suspecting
from architecture.duplicates.__main__ import main, read_labels
from architecture.exchange.labels import labels
from architecture.model import PairVerdict
from tests.architecture.registration.office import office
from tests.architecture.suspecting.test_sweeping import OTHER, THIRD
from tests.architecture.test_judging import PRESENCE, WISH, commit, say


@pytest.fixture
def some(kota):
    stated = (PRESENCE, WISH, THIRD, OTHER)
    made = [inventory.add(kota.session, kota.dinas, each) for each in stated]
    commit(kota)
    return made


def written(kota, folder, government=None):
    labels(kota.session, government).write(folder)
    with (folder / "pairs.csv").open(encoding="utf-8") as file:
        return {
            (row["app_id_a"].split("/")[1], row["app_id_b"].split("/")[1]): row["label"]
            for row in csv.DictReader(file)
        }


def test_what_was_judged_is_read_again_by_the_search(kota, some, tmp_path):
    one, other, third, alien = some
    say(kota, (one.id, other.id), PairVerdict.SAME)
    say(kota, (one.id, alien.id), PairVerdict.DIFFERENT)
    say(kota, (third.id, alien.id), PairVerdict.OVERLAP)

    assert written(kota, tmp_path) == {
        (one.code, other.code): "duplicate",
        (one.code, alien.code): "different",
        (third.code, alien.code): "overlap",
    }
    read = read_labels(tmp_path)
    names = {each.key: each.name for each in read.profiles}
    assert sorted(names.values()) == sorted(each.name for each in some)
    assert sorted(read.labels.values()) == ["different", "duplicate", "overlap"]


def test_two_that_are_the_same_as_a_third_are_the_same(kota, some, tmp_path):
    one, other, third, _ = some
    say(kota, (one.id, other.id), PairVerdict.SAME)
    say(kota, (other.id, third.id), PairVerdict.SAME)

    assert written(kota, tmp_path)[one.code, third.code] == "duplicate"


def test_another_work_under_the_same_name_is_a_conflict_of_names(kota, some, tmp_path):
    again = inventory.add(kota.session, kota.kominfo, {**OTHER, "name": "SIAP HADIR"})
    commit(kota)
    say(kota, (some[0].id, again.id))

    assert list(written(kota, tmp_path).values()) == ["name_conflict"]


def test_what_changed_since_and_what_was_not_judged_is_told(kota, some):
    one, other, third, _ = some
    say(kota, (one.id, other.id), PairVerdict.SAME)
    say(kota, (one.id, third.id), PairVerdict.SAME)
    suspecting.refresh(kota.session, kota.government.id)
    inventory.revise(kota.session, third, OTHER)
    history.seal(kota.session, by="uji")
    kota.session.commit()

    found = labels(kota.session)
    assert found.outdated == 1
    assert set(found.pairs) == {(one.id, other.id)}


def test_of_one_government_only_its_own(kota, some, session):
    say(kota, (some[0].id, some[1].id), PairVerdict.SAME)
    lain = office(session)

    assert labels(session, lain.government.id).pairs == {}
    assert labels(session, kota.government.id).pairs


def test_a_model_can_be_trained_with_them(kota, some, tmp_path):
    one, other, _, alien = some
    say(kota, (one.id, other.id), PairVerdict.SAME)
    say(kota, (one.id, alien.id))
    written(kota, tmp_path / "kota")

    out = tmp_path / "model.json"
    shipped = "tests/data/duplicates"
    arguments = ["--labels", shipped, "--labels", str(tmp_path / "kota")]
    assert main(["train", *arguments, "--out", str(out)]) == 0
    assert '"kota"' in out.read_text(encoding="utf-8")
