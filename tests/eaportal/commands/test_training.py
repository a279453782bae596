"""`flask duplicates train`, `versions`, `adopt`, `revert`."""

import json
from pathlib import Path

import pytest

from architecture import engines, judging, learning, scope, suspecting
from architecture.duplicates import Model, shipped
from architecture.duplicates.quality import held_back, worse
from architecture.duplicates.training import train
from architecture.errors import Refused
from architecture.judging import Said
from architecture.model import PairVerdict
from tests.architecture.test_judging import commit
from tests.places import DATA

MIXED = str(DATA / "strangers-mixed")
SETS = ("duplicates", "strangers-terse", "strangers-mixed", "strangers-long")
"""What the shipped model was trained on."""


@pytest.fixture(scope="module")
def mixed():
    return {"strangers-mixed": learning.read_labels(Path(MIXED))}


@pytest.fixture(scope="module")
def figures(mixed):
    """Give how well the shipped model does on that set."""
    return held_back(mixed, *shipped())["strangers-mixed"]


@pytest.fixture(scope="module")
def bad(mixed):
    """Give a model that was trained on that set and then spoilt."""
    values = train(mixed, shipped()[0]).to_values()
    values["duplicate"] = dict.fromkeys(values["duplicate"], 0.0)
    values["duplicate"]["base"] = -6.0
    return Model.from_values(values)


def test_a_model_is_trained_kept_with_its_figures_and_put_in_force(run, session):
    sets = [w for each in SETS for w in ("--labels", str(DATA / each))]
    told = json.loads(run("duplicates", "train", *sets, "--adopt", "--json").stdout)

    figures = told["figures"]["strangers-mixed"]
    assert told["doubts"] == []
    assert told["adopted"]
    assert engines.in_force(session).number == told["number"] == 1
    assert figures["before"]["applications"] == figures["after"]["applications"] > 50
    assert run("duplicates", "versions").stdout.startswith("*   1  Dilatih dari 0")

    run("duplicates", "revert", "--reason", "Uji")
    assert engines.in_force(session).number == 0
    assert "*   0" in run("duplicates", "versions").stdout


def test_a_worse_model_is_a_candidate_that_nobody_can_put_in_force(
    run, session, mixed, figures, bad
):
    after = held_back(mixed, shipped()[0], bad)["strangers-mixed"]
    doubts = worse(figures, after)

    made = engines.keep_model(session, bad, {}, doubts, "Sengaja dirusak")
    session.commit()
    assert "Ketepatan rata-rata turun" in doubts[0]
    result = run("duplicates", "adopt", str(made.number), "--reason", "x", status=1)
    assert "tidak diberlakukan" in result.stderr
    assert engines.in_force(session).number == 0


def test_a_model_is_not_worse_than_itself_nor_for_a_single_pair(figures):
    assert worse(figures, figures) == []


def test_without_labels_there_is_nothing_to_learn_from(run):
    result = run("duplicates", "train", status=1)

    assert "Belum ada pasangan yang dinilai" in result.stderr


@pytest.mark.parametrize(
    ("pairs", "said"),
    [
        ("", "kurang dari"),
        ("1,2,duplicate\n", "kurang dari"),
        ("1,9,x\n", "tidak dikenal"),
    ],
)
def test_too_small_or_broken_labels_are_refused(run, session, tmp_path, pairs, said):
    (tmp_path / "apps.csv").write_text("app_id,name\n1,Satu\n2,Dua\n")
    (tmp_path / "pairs.csv").write_text("app_id_a,app_id_b,label\n" + pairs)

    result = run("duplicates", "train", "--labels", str(tmp_path), status=1)

    assert said in result.stderr
    assert engines.versions(session) == []


def test_what_people_judged_takes_part(run, session, kota):
    run("duplicates", "sweep", "--organisation", kota.government.code)
    key = kota.government.id
    [pair] = suspecting.read(session, scope.full(key), key).pairs
    verdict = Said(verdict=PairVerdict.SAME)
    reviewer = kota.viewer("reviewer")
    judging.judge(session, key, (pair.one, pair.other), verdict, viewer=reviewer)
    commit(kota)

    told = json.loads(run("duplicates", "train", "--labels", MIXED, "--json").stdout)

    assert not told["adopted"]
    assert (
        "1 pasangan yang dinilai" in engines.version_of(session, told["number"]).reason
    )


def test_a_version_that_changed_during_training_stops_it(session, mixed):
    learnt = learning.learn(session, [Path(MIXED)])
    made = engines.keep_model(session, shipped()[1], {}, [], "Lain")
    engines.adopt(session, made.number, "Lain", account=None)

    with pytest.raises(Refused, match="berganti selama pelatihan"):
        learnt.keep(session)
