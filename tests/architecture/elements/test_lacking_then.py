"""What is lacking on another day is the same one by one and all at once."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from architecture import elements, history, scheduling
from architecture.elements import dated, lacking, lacking_then
from architecture.layers import Layer, Status, Verb
from architecture.scope import full
from tests import make

SOON, LATER = date(2098, 1, 1), date(2099, 1, 1)
DAY = date(2098, 6, 1)
LAYERS = (Layer.SERVICE, Layer.APPLICATION, Layer.DATA)
VERBS = {
    (Layer.SERVICE, Layer.APPLICATION): Verb.SUPPORTED_BY,
    (Layer.APPLICATION, Layer.DATA): Verb.USES,
}
LIVES = (
    {},
    {"retires_on": SOON},
    {"retires_on": LATER},
    {"status": Status.PLANNED, "live_on": SOON},
    {"status": Status.PLANNED},
)
THING = st.tuples(
    st.sampled_from(LAYERS),
    st.sampled_from(LIVES),
    st.sampled_from(["", "Uraian"]),
    st.sampled_from([None, "", "Nanti"]),
)
EDGE = st.tuples(
    st.integers(0, 6), st.integers(0, 6), st.sampled_from([None, SOON, LATER])
)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(THING, min_size=1, max_size=7), st.lists(EDGE, max_size=8))
def test_one_by_one_and_all_at_once_agree_on_a_day(session, things, edges):
    office = make.office(session)
    root, viewer = office.government_id, full(office.government_id)
    made = []
    for number, (layer, life, said, planned) in enumerate(things):
        stated = {"name": f"E{number}", "description": said}
        row = elements.add(session, office, layer, stated, **life)
        if planned is not None:
            scheduling.plan(session, row, {"description": planned}, on=SOON)
        made.append(row)
    for one, two, begins in edges:
        if max(one, two) < len(made):
            pair = made[one].layer, made[two].layer
            known = {(r.source_id, r.target_id) for r in _relations(session, made)}
            if pair in VERBS and (made[one].id, made[two].id) not in known:
                ends = (made[one], VERBS[pair], made[two])
                elements.relate(session, *ends, starts_on=begins)
    session.flush()
    there = [row.id for row in made if _there(row)]

    found = {
        each.layer: each for each in lacking_then.tallies(session, viewer, root, DAY)
    }
    states = [_state(session, viewer, key) for key in there]

    for layer in LAYERS:
        mine = [state for each, state in states if each is layer]
        tally = found.get(layer)
        assert (tally.elements if tally else 0) == len(mine)
        for name in tally.asked if tally else ():
            lack = sum(name in {gap.name for gap in each.missing} for each in mine)
            page = lacking_then.page_lacking(
                session, viewer, root, layer, name, day=DAY
            )
            assert tally.asked[name] - tally.stated[name] == page.total
            assert name == lacking.UNRELATED or page.total == lack
    session.rollback()
    history.discard(session)


def _relations(session, made):
    viewer = full(made[0].government_id)
    return [r for row in made for r in elements.relations_of(session, viewer, row)]


def _there(row):
    if row.status is Status.PLANNED and row.live_on is None:
        return False
    return (row.live_on or DAY) <= DAY and (row.retires_on or LATER) > DAY


def _state(session, viewer, key):
    element = elements.find(session, viewer, key)
    fields = elements.fields_of(session, element.government_id, element.layer)
    [then] = dated.as_on(session, [element], DAY)
    sides = elements.sides_of(session, viewer, then, DAY, then=True)
    return then.layer, lacking.state_of(then, fields, sides.keys())
