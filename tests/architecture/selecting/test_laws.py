"""A selection changed together is what one gets by changing each alone."""

from contextlib import suppress
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from architecture import elements, history
from architecture.errors import Refused, WrongState
from architecture.layers import (
    Layer,
    Status,
)
from tests import make
from tests.architecture.selecting.desk import TODAY, Desk, wish

CHOICES = [
    ("method", "Daring"),
    ("method", ""),
    ("purpose", "Lebih cepat"),
    ("status", "IN_BUILD"),
    ("live_on", "1 Mei 2024"),
    ("retires_on", "1 Januari 2020"),
    ("sensitive", "YES"),
    ("RETIRE", ""),
]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.sets(st.integers(0, 4)), st.sampled_from(CHOICES)), max_size=5
    )
)
def test_together_as_one_by_one(session, several):
    """A selection says in the end what its elements would, each changed by itself."""
    together, alone = (
        [
            elements.add(session, of, Layer.SERVICE, {"name": f"Hal {n}"})
            for n in range(5)
        ]
        for of in (make.office(session), make.office(session))
    )
    session.flush()
    desk = Desk(session, together[0].organisation)
    for places, (name, value) in several:
        with suppress(WrongState):
            desk.do([together[n] for n in sorted(places)], wish(name, value))
        for n in sorted(places):
            _alone(session, alone[n], name, value)

    assert [_says(each) for each in together] == [_says(each) for each in alone]
    session.rollback()
    history.discard(session)


def _alone(session, element, name, value):
    try:
        if name == "RETIRE":
            elements.retire(session, element, on=TODAY, reason="Hasil rapat")
        elif name in {"status", "sensitive", "live_on", "retires_on"}:
            life = {
                "status": lambda: Status[value],
                "sensitive": lambda: True,
                "live_on": lambda: date(2024, 5, 1),
                "retires_on": lambda: date(2020, 1, 1),
            }
            elements.revise(session, element, {}, **{name: life[name]()})
        elif name and element.status is not Status.RETIRED:
            elements.revise(session, element, {name: value})
    except Refused:
        pass


def _says(element):
    names = ("method", "purpose", "status", "live_on", "retires_on", "sensitive")
    return [getattr(element, name) for name in names]
