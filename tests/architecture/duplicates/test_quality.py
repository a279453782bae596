"""Floors under the figures on the third that training never saw, well below them."""

from pathlib import Path

import pytest

from architecture.duplicates import shipped
from architecture.duplicates.__main__ import read_labels
from architecture.duplicates.quality import Quality, evaluate
from architecture.duplicates.training import clusters_of, forgetful

LABELLED = read_labels(Path(__file__).parents[2] / "data" / "duplicates")
THESAURUS, MODEL = shipped()


@pytest.fixture(scope="module")
def figures() -> Quality:
    return evaluate(LABELLED.part(held_back=True), THESAURUS, MODEL)


def test_the_set_is_large_and_its_clusters_are_not_split():
    labels = list(LABELLED.labels.values())
    groups = clusters_of(LABELLED)

    assert len(LABELLED.profiles) >= 250
    assert labels.count("duplicate") >= 150
    assert labels.count("different") >= 150
    assert labels.count("name_conflict") >= 20
    assert all(
        groups[one] == groups[other]
        for (one, other), label in LABELLED.labels.items()
        if label == "duplicate"
    )


def test_twins_are_among_the_ten_best(figures):
    assert figures.recall_at_10 >= 0.95
    assert figures.average_precision >= 0.85


def test_hard_negatives_stay_below_twins(figures):
    assert figures.hard_negative_auc >= 0.92


def test_every_conflict_of_names_is_flagged_and_none_is_called_a_duplicate(figures):
    assert figures.conflicts >= 6
    assert figures.conflicts_found == figures.conflicts
    assert figures.conflicts_called_duplicate == 0


def test_strangers_words_that_the_thesaurus_lacks_cost_little():
    known = forgetful(THESAURUS, 35)
    figures = evaluate(LABELLED.part(held_back=True), known, MODEL)

    assert len(known.concepts) < 0.75 * len(THESAURUS.concepts)
    assert figures.recall_at_10 >= 0.92
    assert figures.average_precision >= 0.68
