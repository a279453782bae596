"""What stops with what, asked a second time of networkx, on trees and graphs."""

from contextlib import contextmanager
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.impact import (
    ALWAYS,
    CARRIES,
    MOST_PATHS,
    NEVER,
    VERBS,
    Effect,
    Model,
    spread,
    spreading,
)
from architecture.layers import Verb
from tests.architecture.impact.reference import by_networkx

DAY = date(2027, 1, 1)
TODAY = DAY.toordinal()


def modelled(relations, *, nodes=None, lives=None):
    """Make a model of (source, verb, target, …days) and what the elements live."""
    lives = lives or {}
    keys = nodes or sorted({key for row in relations for key in (row[0], row[2])})
    return Model.of(
        [(key, key % 7, *lives.get(key, (ALWAYS, NEVER))) for key in keys],
        [
            (number, source, target, VERBS.index(verb), *(days or (ALWAYS, NEVER)))
            for number, (source, verb, target, *days) in enumerate(relations)
        ],
    )


def reached(model, key, on=DAY):
    """Return key → (effect, hops, other paths)."""
    found = spread(model, key, on)
    return {
        int(each): (found.effect(at), int(found.hops[at]), int(found.others[at]))
        for at, each in enumerate(found.keys)
    }


def told(found, key):
    """Return the path to a key as clauses."""
    steps, _ = found.path(found.keys.tolist().index(key))
    return [(step.source, VERBS[step.verb], step.target) for step in steps]


def test_every_verb_says_what_it_carries():
    assert set(CARRIES) == set(Verb)


def test_a_server_that_stops_takes_down_to_the_process_what_stands_on_it():
    server, application, service, process = 1, 2, 3, 4
    model = modelled(
        [
            (application, Verb.RUNS_ON, server),
            (service, Verb.SUPPORTED_BY, application),
            (process, Verb.REALISES, service),
        ]
    )

    found = spread(model, server, DAY)

    assert reached(model, server) == {
        application: (Effect.STOPS, 1, 0),
        service: (Effect.STOPS, 2, 0),
        process: (Effect.STOPS, 3, 0),
    }
    assert told(found, process) == [
        (application, Verb.RUNS_ON, server),
        (service, Verb.SUPPORTED_BY, application),
        (process, Verb.REALISES, service),
    ]
    assert reached(model, process) == {}


def test_an_application_on_two_servers_is_weakened_and_so_is_what_stands_on_it():
    model = modelled(
        [
            (3, Verb.RUNS_ON, 1),
            (3, Verb.RUNS_ON, 2),
            (4, Verb.SUPPORTED_BY, 3),
        ]
    )

    assert reached(model, 1) == {
        3: (Effect.WEAKENED, 1, 0),
        4: (Effect.WEAKENED, 2, 0),
    }


def test_an_application_stops_when_both_its_servers_stand_on_what_stops():
    model = modelled(
        [
            (2, Verb.RUNS_ON, 1),
            (3, Verb.RUNS_ON, 1),
            (4, Verb.RUNS_ON, 2),
            (4, Verb.RUNS_ON, 3),
        ]
    )

    assert reached(model, 1)[4] == (Effect.STOPS, 2, 1)


def test_two_verbs_do_not_stand_in_for_each_other():
    model = modelled([(3, Verb.RUNS_ON, 1), (3, Verb.USES, 2)])

    assert reached(model, 1) == {3: (Effect.STOPS, 1, 0)}
    assert reached(model, 2) == {3: (Effect.STOPS, 1, 0)}


def test_a_control_that_stops_weakens_and_never_stops():
    model = modelled([(1, Verb.PROTECTS, 2), (3, Verb.RUNS_ON, 2)])

    assert reached(model, 1) == {
        2: (Effect.WEAKENED, 1, 0),
        3: (Effect.WEAKENED, 2, 0),
    }


def test_who_exchanges_with_what_is_only_weakened_is_left_alone():
    model = modelled([(1, Verb.EXCHANGES, 2), (2, Verb.EXCHANGES, 3)])

    assert reached(model, 2) == {
        1: (Effect.WEAKENED, 1, 0),
        3: (Effect.WEAKENED, 1, 0),
    }
    assert reached(model, 1) == {2: (Effect.WEAKENED, 1, 0)}


def test_a_part_that_stops_weakens_the_whole_and_the_whole_stops_its_parts():
    model = modelled([(1, Verb.PART_OF, 3), (2, Verb.PART_OF, 3)])

    assert reached(model, 1) == {3: (Effect.WEAKENED, 1, 0), 2: (Effect.WEAKENED, 2, 0)}
    assert reached(model, 3) == {1: (Effect.STOPS, 1, 0), 2: (Effect.STOPS, 1, 0)}


def test_what_replaces_something_is_not_touched_by_its_end():
    assert reached(modelled([(2, Verb.REPLACES, 1)]), 1) == {}


def test_a_circle_stops_once():
    circle = [(key % 5 + 1, Verb.USES, key) for key in range(1, 6)]

    found = reached(modelled(circle), 1)

    assert {key: hops for key, (_, hops, _) in found.items()} == {
        2: 1,
        3: 2,
        4: 3,
        5: 4,
    }


def test_two_who_only_stand_on_each_other_do_not_stop_each_other_for_good():
    model = modelled(
        [
            (2, Verb.RUNS_ON, 1),
            (2, Verb.RUNS_ON, 3),
            (3, Verb.RUNS_ON, 2),
        ]
    )

    assert {key: row[0] for key, row in reached(model, 1).items()} == {
        2: Effect.WEAKENED,
        3: Effect.WEAKENED,
    }


def test_the_day_decides_what_stands_on_what():
    ends, begins = TODAY + 10, TODAY + 20
    model = modelled(
        [
            (3, Verb.RUNS_ON, 1, ALWAYS, ends),
            (3, Verb.RUNS_ON, 2, begins, NEVER),
            (4, Verb.USES, 3),
            (5, Verb.USES, 4),
        ],
        lives={5: (ALWAYS, begins)},
    )

    assert set(reached(model, 1)) == {3, 4, 5}
    assert set(reached(model, 1, date.fromordinal(ends))) == set()
    assert set(reached(model, 2)) == set()
    assert set(reached(model, 2, date.fromordinal(begins))) == {3, 4}


def test_what_is_not_there_on_the_day_cannot_stop():
    model = modelled([(2, Verb.USES, 1)], lives={1: (ALWAYS, TODAY)})

    with pytest.raises(KeyError):
        spread(model, 1, DAY)
    with pytest.raises(KeyError):
        spread(model, 99, DAY)


def test_a_relation_whose_end_is_missing_is_left_out():
    assert (
        reached(modelled([(2, Verb.USES, 1), (3, Verb.USES, 2)], nodes=[1, 3]), 1) == {}
    )


def test_a_model_without_relations_answers():
    assert reached(modelled([], nodes=[1]), 1) == {}


def test_paths_beyond_counting_are_counted_up_to_a_bound():
    layers = [
        (low * 10 + one + 10, Verb.USES, low * 10 + other)
        for low in range(8)
        for one in range(9)
        for other in range(9)
    ]
    start = [(key, Verb.USES, 999) for key in range(9)]

    assert reached(modelled([*layers, *start]), 999)[80][2] == MOST_PATHS - 1


def test_a_chain_of_fifty_thousand_is_followed_to_its_end():
    length = 50_000
    chain = [(key + 1, Verb.RUNS_ON, key) for key in range(1, length)]
    twice = [(length + 1, Verb.RUNS_ON, length), (length + 1, Verb.RUNS_ON, 1)]

    found = spread(modelled([*chain, *twice]), 1, DAY)

    assert len(found) == length
    assert bool(found.stops.all())
    assert int(found.hops.max()) == length - 1


def test_of_a_long_path_the_middle_is_left_out():
    chain = [(key + 1, Verb.RUNS_ON, key) for key in range(1, 21)]

    steps, left_out = spread(modelled(chain), 1, DAY).path(19, most=5)

    assert [step.element for step in steps] == [2, 3, 19, 20, 21]
    assert left_out == 15


@contextmanager
def both_ways(many):
    """Count as for wide and shallow models, or as for narrow and deep ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spreading, "_LEVELS", many)
        patch.setattr(spreading, "_NARROW", 500 - many)
        yield


KEYS = st.integers(1, 12)
GRAPHS = st.lists(st.tuples(KEYS, st.sampled_from(Verb), KEYS), max_size=60)


@st.composite
def trees(draw):
    """A tree of parts, in which anything may also run on anything above it."""
    size = draw(st.integers(2, 12))
    parents = [draw(st.integers(1, key - 1)) for key in range(2, size + 1)]
    verbs = st.sampled_from([Verb.PART_OF, Verb.RUNS_ON])
    return [(key, draw(verbs), parent) for key, parent in enumerate(parents, start=2)]


@given(st.one_of(GRAPHS, trees()), KEYS, st.sampled_from([0, 498, 500]))
def test_networkx_finds_the_same(relations, start, many):
    keys = list(range(1, 13))

    with both_ways(many):
        found = reached(modelled(relations, nodes=keys), start)

    assert found == by_networkx(relations, keys, start)


@given(GRAPHS, KEYS)
def test_each_step_of_a_path_begins_where_something_is_touched_already(
    relations, start
):
    found = spread(modelled(relations, nodes=list(range(1, 13))), start, DAY)

    for at, key in enumerate(found.keys.tolist()):
        (steps, _), touched = found.path(at), start
        assert len(steps) == found.hops[at]
        for step in steps:
            assert {step.source, step.target} == {touched, step.element}
            assert (step.source, VERBS[step.verb], step.target) in relations
            touched = step.element
        assert touched == key


def test_the_model_says_how_much_memory_it_takes():
    model = modelled([(2, Verb.USES, 1)])

    assert (
        model.size
        == model.nodes.nbytes + model.relations.nbytes + 4 * np.int32(0).nbytes
    )
