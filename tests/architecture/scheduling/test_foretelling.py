"""What is foretold of a day is what stands there when it has come.

Plans are made, moved, taken back and carried in any order; beside them runs the
simplest thing that could be right: what is said today, and then each plan by its day.
"""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from architecture import elements, history, scheduling, timeline
from architecture.layers import Layer, Status, Verb
from architecture.model import Element, PlannedState, at
from architecture.scope import full
from tests import make

FIRST = date(2026, 11, 28)
DAYS = [FIRST + timedelta(days=each) for each in range(7)]
WORDS = ["", "satu", "dua", "tiga"]

PLACE = st.sampled_from(["name", "vendor", "data", "protocol"])
PLAN = st.tuples(
    st.just("plan"), PLACE, st.sampled_from(DAYS[1:]), st.sampled_from(WORDS)
)
MOVE = st.tuples(
    st.just("move"),
    st.integers(0, 9),
    st.sampled_from(DAYS[1:]),
    st.sampled_from(WORDS),
)
WITHDRAW = st.tuples(st.just("withdraw"), st.integers(0, 9))
WAIT = st.tuples(st.just("wait"), st.integers(1, 3))
DEEDS = st.lists(st.one_of(PLAN, PLAN, MOVE, WITHDRAW, WAIT), max_size=14)
EASY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


class Office:
    """Two applications with a relation, and what is thought to be said of them."""

    def __init__(self, session):
        self.session, self.today = session, FIRST
        office = make.office(session)
        self.root = office.government_id
        self.one, self.other = (
            elements.add(session, office, Layer.APPLICATION, {"name": each})
            for each in ("awal", "lain")
        )
        self.relation = elements.relate(session, self.one, Verb.EXCHANGES, self.other)
        self.begun = {"name": "awal", "vendor": "", "data": "", "protocol": ""}
        self.thought = {}

    def expected(self, day):
        said = dict(self.begun)
        for (_, field), value in sorted(self.thought.items()):
            if _ <= day:
                said[field] = value
        return said

    def said(self, day):
        own = scheduling.said_on(self.session, self.one, day)
        planned = timeline.relation_overlays(self.session, self.root, day)
        tied = {**self.relation.attributes, **planned.get(self.relation.id, {})}
        return {
            **{name: own[name] for name in ("name", "vendor")},
            **{name: tied.get(name, "") for name in ("data", "protocol")},
        }

    def stored(self):
        tied = self.relation.attributes
        return {
            "name": self.one.name,
            "vendor": self.one.vendor,
            **{name: tied.get(name, "") for name in ("data", "protocol")},
        }

    def open(self):
        viewer = full(self.root)
        return scheduling.of(self.session, viewer, self.one)

    def plan(self, field, day, value):
        if day <= self.today or (field == "name" and not value):
            return
        if field in {"name", "vendor"}:
            scheduling.plan(self.session, self.one, {field: value}, on=day)
        else:
            scheduling.plan_relation(
                self.session, self.relation, {field: value}, on=day
            )
        if self.expected(day)[field] != value:
            self.thought[day, field] = value

    def move(self, which, day, value):
        several = self.open()
        if not several or day <= self.today:
            return
        chosen = several[which % len(several)]
        if chosen.field == "name" and not value:
            return
        del self.thought[chosen.starts_on, chosen.field]
        scheduling.change(self.session, chosen, value=value, on=day, note="")
        self.thought[day, chosen.field] = value

    def withdraw(self, which):
        several = self.open()
        if several:
            chosen = several[which % len(several)]
            del self.thought[chosen.starts_on, chosen.field]
            scheduling.withdraw(self.session, chosen)

    def wait(self, days):
        self.today += timedelta(days=days)
        with at(morning(self.today)):
            scheduling.carry(self.session, self.today)
        assert self.stored() == self.expected(self.today)


def morning(day):
    return datetime.combine(day, time(2), UTC)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@EASY
@given(DEEDS)
def test_a_day_is_what_is_said_now_and_every_plan_up_to_it(session, deeds):
    office = Office(session)
    for name, *words in deeds:
        with at(morning(office.today)):
            getattr(office, name)(*words)
        session.flush()
        for day in DAYS:
            assert office.said(day) == office.expected(day), (name, words, day)
    session.rollback()
    history.discard(session)


LIFE = st.tuples(
    st.sampled_from([Status.LIVE, Status.PHASING_OUT]),
    st.none() | st.sampled_from(DAYS),
    st.none() | st.sampled_from(DAYS[1:]),
)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@EASY
@given(st.lists(LIFE, min_size=1, max_size=5))
def test_what_is_to_end_has_ended_on_its_day_as_foretold(session, lives):
    made = make.office(session)
    with at(morning(FIRST)):
        rows = [
            elements.add(
                session,
                made,
                Layer.SERVICE,
                {"name": f"Layanan {number}"},
                status=status,
                live_on=min(begins, ends) if begins and ends else begins,
                retires_on=ends,
            )
            for number, (status, begins, ends) in enumerate(lives)
        ]
    session.flush()
    foretold = {day: gone(session, made, day) for day in DAYS}

    for day in DAYS:
        with at(morning(day)):
            scheduling.carry(session, day)
        session.flush()
        retired = {row.id for row in rows if row.status is Status.RETIRED}
        assert retired == foretold[day]
        assert {each: gone(session, made, each) for each in DAYS} == foretold
    session.rollback()
    history.discard(session)


def gone(session, office, day):
    query = elements.Filters(
        government=office.government_id,
        layer=Layer.SERVICE,
        status=Status.RETIRED,
        on=day,
    )
    narrowed = elements.listing.narrowed(session, full(office.government_id), query)
    return set(session.scalars(narrowed))


def test_a_plan_that_is_moved_to_the_day_of_another_takes_its_place(session):
    office = Office(session)
    with at(morning(FIRST)):
        office.plan("name", DAYS[1], "satu")
        office.plan("name", DAYS[3], "dua")
        [first, second] = office.open()
        scheduling.change(session, first, value="tiga", on=DAYS[3], note="")

    assert office.said(DAYS[3])["name"] == "tiga"
    assert second.state is PlannedState.WITHDRAWN
    assert isinstance(first.element, Element)
