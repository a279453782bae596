"""Whatever happens to offices, each element has one living owner on each day."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from architecture import organisations, periods, restructuring, scope
from architecture.errors import Invalid
from architecture.model import (
    Element,
    Organisation,
    Post,
    Restructuring,
    StepKind,
    Use,
)
from architecture.restructuring import StepDetails, Target
from architecture.roles import Role
from eaportal import db
from tests import make
from tests.architecture.merging.pairs import content
from tests.architecture.restructuring.town import commit, town

FIRST = date(2027, 12, 30)
number = st.integers(0, 30)
steps = st.lists(
    st.tuples(
        st.sampled_from(list(StepKind)),
        st.lists(number, min_size=1, max_size=3),
        st.lists(st.tuples(st.booleans(), number), min_size=1, max_size=3),
        st.dictionaries(
            st.sampled_from(["elements", "uses", "posts", "elements:1", "elements:4"]),
            st.integers(0, 3),
            max_size=3,
        ),
    ),
    min_size=1,
    max_size=3,
)
changes = st.lists(st.tuples(steps, st.integers(0, 80)), min_size=1, max_size=5)


@pytest.fixture(scope="module")
def shelf(databases):
    with databases.copy("sqlite") as engine:
        yield db.sessions(engine, db.WRITING)


def peopled(session):
    """Return a government with offices, units, applications, uses and posts."""
    kota = town(session)
    unit = make.office(session, of=kota.a)
    third = make.office(session, of=kota.government)
    places = [kota.a, kota.a, kota.b, unit, unit, third]
    made = [make.application(session, of=each) for each in places]
    for application, office in [(0, kota.b), (0, unit), (2, kota.a), (5, kota.b)]:
        session.add(Use(application_id=made[application].id, organisation_id=office.id))
    make.post(session, kota.operator, Role.HEAD, unit)
    session.commit()
    return kota, made


def stated(keys, step, serial):
    """Return a step over offices that are there, as the numbers choose them."""
    kind, sources, targets, choices = step
    pick = [keys[each % len(keys)] for each in sources]
    where = [
        Target(code=f"N{serial}-{place}-{keys[0]}", name=f"Dinas {serial} {place}")
        if fresh
        else Target(
            office=keys[each % len(keys)],
            parent=keys[each % len(keys)] if kind is StepKind.MOVE else 0,
        )
        for place, (fresh, each) in enumerate(targets)
    ]
    if kind is not StepKind.MERGE:
        pick = pick[:1]
    return StepDetails(
        kind=kind, sources=tuple(pick), targets=tuple(where), choices=choices
    )


def sequence(keys, some, serial):
    """Return steps of which each may name what an earlier one makes."""
    found = []
    for place, each in enumerate(some):
        found.append(stated(keys, each, f"{serial}{place}"))
        keys = [*keys, *found[-1].with_keys(place + 1).made]
    return found


def living_owner(session, kota, made, day):
    """Check owners, tree and posts of a day."""
    rows = session.scalars(
        select(Organisation).where(Organisation.government_id == kota.government.id)
    ).all()
    there = {
        each.id: each
        for each in periods.tree_on(session, kota.government.id, rows, day)
    }
    keys = [each.id for each in made]
    before = periods.owners_on(session, keys, day)
    for each in made:
        assert before.get(each.id, each.organisation_id) in there, day
    for each in there.values():
        above, seen = each, set()
        while above.parent_id is not None:
            assert above.id not in seen, "a loop"
            seen.add(above.id)
            above = there[above.parent_id]
    for role in (Role.OPERATOR, Role.HEAD):
        held = session.scalars(
            select(Post).where(Post.role == role, Post.account_id == kota.operator.id)
        ).all()
        now = [
            each for each in held if scope.in_force(each.starts_on, each.ends_on, day)
        ]
        assert len(now) >= 1, (role, day)
        assert {each.organisation_id for each in now} <= there.keys()


@settings(max_examples=80)
@given(changes)
def test_each_element_has_one_living_owner_each_day_and_nothing_vanishes(shelf, plan):
    with shelf() as session:
        kota, made = peopled(session)
        before, day, done, days = content(session), FIRST, [], [FIRST]
        for serial, (some, gap) in enumerate(plan):
            day += timedelta(days=gap)
            keys = sorted(
                session.scalars(
                    select(Organisation.id).where(
                        Organisation.government_id == kota.government.id
                    )
                )
            )
            row = kota.change(*sequence(keys, some, serial))
            try:
                kota.settled(row, day)
            except Invalid:
                session.rollback()
                session.info.pop("notes", None)
                continue
            restructuring.apply(session, row.id, today=day)
            commit(session)
            done.append(row.id)
            days += [day - timedelta(days=1), day, day + timedelta(days=1)]
        assert session.scalar(
            select(func.count(Element.id)).where(
                Element.government_id == kota.government.id
            )
        ) == len(made)
        for each in sorted(set(days)):
            living_owner(session, kota, made, each)
        pairs = session.execute(select(Use.application_id, Use.organisation_id)).all()
        assert len(pairs) == len(set(pairs))
        own = {each.id: each.organisation_id for each in made}
        assert not [pair for pair in pairs if own.get(pair[0]) == pair[1]]
        parents = organisations.parents(session, [kota.government.id])
        assert organisations.below(parents, kota.government.id) == parents.keys()

        for key in reversed(done):
            kota.undone(session.get_one(Restructuring, key))
        after = content(session)
        for told in ("restructurings", "restructuring_steps"):
            del before[told], after[told]
        assert after == before
