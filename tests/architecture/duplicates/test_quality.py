"""Floors under the figures on the third that training never saw, well below them."""

import csv

import pytest

from architecture.duplicates import Index, shipped
from architecture.duplicates.__main__ import (
    read_inventory,
    read_labels,
    read_queries,
)
from architecture.duplicates.quality import Quality, evaluate
from architecture.duplicates.training import clusters_of, forgetful
from tests.places import DATA

LABELLED = read_labels(DATA / "duplicates")
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


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("strangers-terse", 0.78, 0.95), ("strangers-mixed", 0.77, 0.95)],
)
def test_what_strangers_wrote_and_no_training_saw_is_found(name, precision, recall):
    figures = evaluate(read_labels(DATA / name).part(held_back=True), THESAURUS, MODEL)

    assert figures.average_precision >= precision
    assert figures.recall_at_10 >= recall
    assert figures.conflicts_called_duplicate == 0


def test_a_set_that_nothing_was_trained_on_or_chosen_by_is_found_too():
    figures = evaluate(read_labels(DATA / "strangers-mid"), THESAURUS, MODEL)

    assert figures.average_precision >= 0.65
    assert figures.recall_at_10 >= 0.88
    assert figures.conflicts_found == figures.conflicts == 23
    assert figures.conflicts_called_duplicate == 0


def test_plain_talk_that_avoids_every_term_is_still_found_more_often_than_not():
    figures = evaluate(read_labels(DATA / "strangers-voices"), THESAURUS, MODEL)

    assert figures.average_precision >= 0.38
    assert figures.recall_at_10 >= 0.64


def test_long_registrations_without_a_twin_are_called_no_duplicate():
    folder = DATA / "strangers-long"
    ids, stored = read_inventory(folder / "apps.csv")
    with (folder / "answers.csv").open(encoding="utf-8-sig") as file:
        answers = [(row["query_id"], row["app_id"]) for row in csv.DictReader(file)]
    number = {name: key for key, name in enumerate(ids, start=1)}
    names, queries = read_queries(folder / "queries.csv", number, stored)
    index = Index(stored, THESAURUS, MODEL)
    first, false = 0, []
    for name, query in zip(names, queries, strict=True):
        expected = {app for query_id, app in answers if query_id == name}
        found = index.similar(query)
        first += ids[found[0].key - 1] in expected
        if not expected and found[0].duplicate >= 0.5:
            false.append((name, ids[found[0].key - 1]))

    assert false == []
    assert first >= 24
