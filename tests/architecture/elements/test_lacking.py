"""What elements lack is the same whether one is asked or a whole government is."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from architecture import elements, history
from architecture.elements import lacking
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import (
    ALLOWED,
    FIELDS,
    InfrastructureKind,
    Layer,
    Status,
    StrategyKind,
    Verb,
)
from architecture.layers.expected import LINKS, counted
from architecture.scope import full
from tests import make

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize("layer", Layer)
def test_every_relation_that_is_expected_is_one_that_is_allowed(layer):
    for link in LINKS[layer]:
        pairs = {
            (layer, other) if link.outgoing else (other, layer) for other in link.layers
        }
        assert pairs <= set().union(*(ALLOWED[verb] for verb in link.verbs))


@pytest.mark.parametrize("layer", Layer)
def test_every_layer_asks_something(layer):
    assert counted(FIELDS[layer])


def state(session, element, on=TODAY):
    viewer = full(element.government_id)
    sides = elements.sides_of(session, viewer, element, on)
    fields = elements.fields_of(session, element.government_id, element.layer)
    holding = {side for side, (_, number) in sides.items() if number}
    return lacking.state_of(element, fields, holding)


def test_a_kind_asks_only_its_own_fields(session):
    office = make.office(session)
    switch = elements.add(
        session,
        office,
        Layer.INFRASTRUCTURE,
        {"name": "Switch", "kind": InfrastructureKind.NETWORK_DEVICE},
    )

    missing = {gap.name for gap in state(session, switch).missing}

    assert "network_device_type" in missing
    assert not missing & {"memory", "tier", "link_type", "carried", "kind"}


def test_a_vision_needs_nothing_above_it_and_an_indicator_needs_servants(session):
    office = make.office(session)
    vision, indicator = (
        elements.add(
            session, office, Layer.STRATEGY, {"name": kind.value, "kind": kind}
        )
        for kind in (StrategyKind.VISION, StrategyKind.INDICATOR)
    )

    of_vision = {gap.name for gap in state(session, vision).missing}
    of_indicator = {gap.name for gap in state(session, indicator).missing}

    assert not of_vision & {"above", "servants"}
    assert {"above", "servants", "unit"} <= of_indicator


def test_a_relation_that_ended_is_lacking_again(session):
    office = make.office(session)
    process = elements.add(session, office, Layer.BUSINESS, {"name": "Proses"})
    service = elements.add(session, office, Layer.SERVICE, {"name": "Layanan"})
    elements.relate(session, process, Verb.REALISES, service, ends_on=date(2026, 6, 30))

    before = state(session, process, date(2026, 6, 30))
    after = state(session, process, date(2026, 7, 1))

    assert "services" not in {gap.name for gap in before.missing}
    assert "services" in {gap.name for gap in after.missing}


STATED = {
    Layer.INFRASTRUCTURE: [
        {"kind": "SERVER", "memory": "4 GB"},
        {"kind": "LINK", "used_percent": "0"},
        {"kind": "FACILITY", "internet_bandwidth": "100"},
        {},
    ],
    Layer.SECURITY: [{"kind": "AUDIT", "result": "Baik"}, {"held_on": "2026-01-01"}],
    Layer.STRATEGY: [{"kind": "INDICATOR", "unit": "persen"}, {"kind": "VISION"}],
    Layer.APPLICATION: [{"platforms": ["WEB"], "licence": "OPEN_SOURCE"}, {}],
}
THING = st.tuples(st.sampled_from(Layer), st.integers(0, 3), st.booleans())
EDGE = st.tuples(st.integers(0, 7), st.sampled_from(Verb), st.integers(0, 7))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(THING, min_size=1, max_size=8), st.lists(EDGE, max_size=12))
def test_one_by_one_and_all_at_once_agree(session, things, edges):
    office = make.office(session)
    government = office.government_id
    new = [
        NewElement(
            ref=str(at),
            layer=layer,
            organisation_id=office.id,
            stated={"name": f"E{at}"}
            | (choices := STATED.get(layer, [{}]))[which % len(choices)],
            life={"status": Status.RETIRED} if gone else {},
        )
        for at, (layer, which, gone) in enumerate(things)
    ]
    found = apply(session, government, ChangeSet(elements=new), deed="Uji").created
    there = [elements.find(session, full(government), key) for key in found.values()]
    for one, verb, two in edges:
        if max(one, two) < len(there) and one != two:
            pair = (there[one].layer, there[two].layer)
            if pair in ALLOWED[verb] and verb is not Verb.PART_OF:
                _relate(session, there[one], verb, there[two])
    session.flush()
    living = [each for each in there if each.status is not Status.RETIRED]

    when = lacking.When(TODAY)
    tallies = lacking.tallies(session, full(government), government, when)

    for layer in Layer:
        states = [state(session, each) for each in living if each.layer is layer]
        [tally] = [each for each in tallies if each.layer is layer] or [None]
        assert bool(states) == bool(tally)
        if tally is None:
            continue
        assert tally.elements == len(states)
        told = {name: n for name, n in tally.asked.items() if name != lacking.UNRELATED}
        assert sum(told.values()) == sum(each.asked for each in states)
        for name in told:
            lack = sum(name in {gap.name for gap in each.missing} for each in states)
            page = lacking.page_lacking(
                session, full(government), government, layer, name, when=when
            )
            assert tally.asked[name] - tally.stated[name] == lack == page.total
    session.rollback()
    history.discard(session)


def _relate(session, source, verb, target):
    from architecture.errors import Invalid

    try:
        elements.relate(session, source, verb, target)
    except Invalid as error:
        assert "sudah tercatat" in error.sentence  # noqa: PT017
