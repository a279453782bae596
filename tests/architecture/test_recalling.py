"""What was known on a past day is what was there at its end."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from architecture import elements, history, recalling
from architecture.elements import custom
from architecture.layers import Direction, FieldKind, Layer, Status, Verb
from architecture.model import at
from tests import make
from tests.architecture.days import BEGUN, FIRST, TURNS, Past, morning, seal
from tests.architecture.merging.pairs import join, part, two
from tests.architecture.registration.office import office
from tests.browser import Statements


def shape(known):
    """Return what a state says, so that two can be compared."""
    return (
        known.code,
        known.organisation_id,
        known.values,
        known.life,
        sorted(
            (each.source, each.verb, each.target, each.starts_on, each.attributes)
            for each in known.relations
        ),
    )


def now(session, government):
    return {
        each.id: shape(each)
        for each in recalling.known_on(session, government, date(2099, 1, 1))
    }


def then(session, government, day):
    return {
        each.id: shape(each) for each in recalling.known_on(session, government, day)
    }


def test_an_element_is_as_it_was_at_the_end_of_the_day(session):
    office = make.office(session)
    other = make.office(session, of=office.government)
    with morning(FIRST):
        server = elements.add(
            session,
            office,
            Layer.INFRASTRUCTURE,
            {"name": "Server A", "kind": "SERVER", "memory": "32 GB"},
        )
        seal(session)
    with at(datetime(2026, 3, 3, 16, 59, tzinfo=UTC)):  # a minute before midnight
        elements.revise(session, server, {"memory": "64 GB"}, status=Status.PHASING_OUT)
        seal(session)
    with at(datetime(2026, 3, 3, 17, 0, tzinfo=UTC)):  # the next day in Jakarta
        elements.revise(session, server, {"name": "Server B"})
        server.organisation_id = other.id
        history.note(
            session,
            server,
            "Dipindahkan",
            {"organisation_id": (office.id, other.id)},
            government=office.government_id,
        )
        seal(session)

    def on(day):
        found = recalling.known(session, server, day)
        return found and (
            found.name,
            found.values["memory"],
            found.values["kind"].name,
            found.life["status"],
            found.organisation_id,
        )

    assert on(FIRST - timedelta(1)) is None
    assert on(FIRST) == ("Server A", "32 GB", "SERVER", Status.LIVE, office.id)
    phased = ("Server A", "64 GB", "SERVER", Status.PHASING_OUT, office.id)
    assert on(date(2026, 3, 3)) == phased
    assert on(date(2026, 3, 4)) == ("Server B", *phased[1:4], other.id)


def test_a_relation_that_was_removed_was_there_before(session):
    office = make.office(session)
    with morning(FIRST):
        one = make.application(session, of=office)
        two = make.application(session, of=office)
    with morning(FIRST + timedelta(1)):
        relation = elements.relate(session, one, Verb.EXCHANGES, two)
        seal(session)
    with morning(FIRST + timedelta(2)):
        elements.amend(
            session,
            relation,
            starts_on=FIRST,
            ends_on=None,
            attributes={"direction": Direction.BOTH.name},
        )
        seal(session)
    with morning(FIRST + timedelta(3)):
        elements.unrelate(session, relation, reason="keliru")
        seal(session)

    def tied(day):
        found = recalling.known(session, two, FIRST + timedelta(day))
        return [(each.source, each.starts_on) for each in found.reached]

    assert [tied(day) for day in range(4)] == [
        [],
        [(one.id, None)],
        [(one.id, FIRST)],
        [],
    ]
    out = recalling.known(session, one, FIRST + timedelta(2)).relations
    assert [each.attributes["direction"] for each in out] == [Direction.BOTH.name]


def test_a_relation_that_a_merge_moved_was_at_the_merged_one_before(session):
    kota = office(session)
    with morning(FIRST):
        one, other = two(kota)
        third, fourth = (make.application(session, of=kota.dinas) for _ in range(2))
        for source, target in ((third, one), (third, other), (other, fourth)):
            elements.relate(session, source, Verb.EXCHANGES, target)
        seal(session)
    with morning(FIRST + timedelta(1)):
        merge = join(session, kota.viewer("architect"), one, other)
    with morning(FIRST + timedelta(2)):
        part(session, kota.viewer("architect"), merge)

    def tied(day):
        return {
            (each.source, each.target)
            for element in (one, other, third, fourth)
            for known in [recalling.known(session, element, FIRST + timedelta(day))]
            for each in (*known.relations, *known.reached)
        }

    before = {(third.id, one.id), (third.id, other.id), (other.id, fourth.id)}
    assert [tied(day) for day in range(3)] == [
        before,
        {(third.id, one.id), (one.id, fourth.id)},
        before,
    ]


def test_a_field_that_the_government_ended_is_still_known(session):
    office = make.office(session)
    with morning(FIRST):
        made = make.application(session, of=office)
    area = custom.add_field(
        session,
        office.government_id,
        Layer.APPLICATION,
        custom.FieldDetails(label="Luas", kind=FieldKind.LINE),
    )
    with morning(FIRST):
        elements.revise(session, made, {area.name: "12 m"})
        seal(session)
    with morning(FIRST + timedelta(1)):
        elements.revise(session, made, {area.name: "15 m"})
        seal(session)

    custom.end_field(session, area, on=FIRST)
    assert recalling.known(session, made, FIRST).values[area.name] == "12 m"


def test_statements_grow_with_batches_not_with_elements(session, engine):
    office = make.office(session)
    counts = []
    for number in (2, 30):
        for _ in range(number):
            made = make.application(session, of=office)
            elements.revise(session, made, {"output": "Surat"})
            seal(session)
        with Statements(engine) as sent:
            found = list(recalling.known_on(session, office.government_id, FIRST))
            assert (
                len(
                    list(
                        recalling.known_on(
                            session, office.government_id, date(2099, 1, 1)
                        )
                    )
                )
                >= number
            )
        assert found == []
        counts.append(len(sent))
    assert counts[0] == counts[1]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TURNS, max_size=25))
def test_replaying_equals_what_was_there(session, steps):
    kota = office(session)
    past = Past(
        session,
        kota.dinas,
        lambda: now(session, kota.government.id),
        architect=kota.viewer("architect"),
        other=kota.kominfo,
    )
    past.live([*BEGUN, *steps])

    for day, expected in past.evenings.items():
        assert then(session, kota.government.id, day) == expected
    before = then(session, kota.government.id, FIRST - timedelta(1))
    assert before == {}
    assert history.verify(session, kota.government.id).problem == ""
    session.rollback()
