"""What is planned for a day is true from that day on, and not before."""

from datetime import UTC, date, datetime, timedelta

import pytest

from architecture import (
    elements,
    history,
    recalling,
    scheduling,
    timeline,
    undoing,
)
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import Layer, Licence, Status, Verb
from architecture.model import PlannedState, at, now
from architecture.reference.calendar import day_of
from architecture.scope import full
from tests import make

NEXT_YEAR = date(2027, 1, 1)
LATER = date(2028, 1, 1)
MORNING = datetime(2026, 11, 28, 2, tzinfo=UTC)


@pytest.fixture(autouse=True)
def today():
    with at(MORNING):
        yield day_of(now())


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def viewer(office):
    return full(office.government_id)


@pytest.fixture
def server(session, office):
    return elements.add(
        session,
        office,
        Layer.INFRASTRUCTURE,
        {"name": "Peladen", "ownership": "", "notes": "lama"},
    )


def commit(session):
    history.seal(session, by="uji")
    session.commit()


def name_on(session, element, day):
    return scheduling.said_on(session, element, day)["name"]


def test_one_field_changes_on_a_future_day_and_no_other(session, server, viewer):
    before = scheduling.said_on(session, server, LATER)
    scheduling.plan(session, server, {"name": "Peladen awan"}, on=NEXT_YEAR)
    commit(session)

    assert server.name == "Peladen"
    assert name_on(session, server, NEXT_YEAR - timedelta(days=1)) == "Peladen"
    after = scheduling.said_on(session, server, NEXT_YEAR)
    assert history.difference(before, after) == {"name": ("Peladen", "Peladen awan")}
    [planned] = scheduling.of(session, viewer, server)
    assert (planned.field, planned.starts_on) == ("name", NEXT_YEAR)


def test_what_is_said_by_then_already_is_not_planned(session, server):
    scheduling.plan(session, server, {"name": "Peladen awan"}, on=NEXT_YEAR)

    assert scheduling.plan(session, server, {"name": "Peladen awan"}, on=LATER) == []
    [back] = scheduling.plan(session, server, {"name": "Peladen"}, on=LATER)

    assert back.value == "Peladen"
    assert name_on(session, server, NEXT_YEAR) == "Peladen awan"
    assert name_on(session, server, LATER) == "Peladen"


def test_a_second_plan_for_the_same_day_takes_the_place_of_the_first(
    session, server, viewer
):
    scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
    scheduling.plan(session, server, {"name": "B"}, on=NEXT_YEAR)
    commit(session)

    [planned] = scheduling.of(session, viewer, server)
    assert planned.value == "B"


@pytest.mark.parametrize("days", [0, -1])
def test_a_day_that_is_not_ahead_is_refused(session, server, today, days):
    with pytest.raises(Invalid, match="sesudah hari ini"):
        scheduling.plan(session, server, {"name": "A"}, on=today + timedelta(days))


def test_what_the_field_does_not_take_is_refused_beside_it(session, server):
    with pytest.raises(Invalid) as refused:
        scheduling.plan(session, server, {"used_percent": "abc"}, on=NEXT_YEAR)
    assert "used_percent" in refused.value.problems
    with pytest.raises(Invalid) as refused:
        scheduling.plan(session, server, {"name": " "}, on=NEXT_YEAR)
    assert "name" in refused.value.problems


def test_on_its_day_it_is_carried_into_the_row_once(session, server, viewer):
    scheduling.plan(
        session, server, {"name": "Peladen awan"}, on=NEXT_YEAR, note="kontrak baru"
    )
    commit(session)

    assert not scheduling.due(session, NEXT_YEAR - timedelta(days=1))
    assert scheduling.due(session, NEXT_YEAR)
    assert scheduling.carry(session, NEXT_YEAR) == 1
    commit(session)

    assert server.name == "Peladen awan"
    assert not scheduling.due(session, NEXT_YEAR)
    assert scheduling.carry(session, NEXT_YEAR) == 0
    deeds = [note.deed for note in history.of(session, server)]
    assert deeds[0] == "Rencana berlaku sejak 1 Januari 2027: kontrak baru"
    assert scheduling.of(session, viewer, server) == []


def test_a_past_day_knows_nothing_of_what_was_carried_after_it(session, server):
    scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
    scheduling.plan(session, server, {"name": "B"}, on=LATER)
    commit(session)
    scheduling.carry(session, LATER)
    commit(session)

    assert server.name == "B"
    assert name_on(session, server, NEXT_YEAR - timedelta(days=1)) == "Peladen"
    assert name_on(session, server, NEXT_YEAR) == "A"
    assert name_on(session, server, LATER) == "B"


def test_what_is_withdrawn_never_comes(session, server, viewer):
    [planned] = scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
    commit(session)
    scheduling.withdraw(session, planned, version=planned.version)
    commit(session)

    assert name_on(session, server, LATER) == "Peladen"
    assert scheduling.carry(session, LATER) == 0
    with pytest.raises(WrongState, match="ditarik"):
        scheduling.withdraw(session, planned)
    government = server.government_id
    [row] = scheduling.page(session, viewer, government, PlannedState.WITHDRAWN).rows
    assert row is planned


def test_two_people_on_one_plan_are_told_of_each_other(session, server):
    [planned] = scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
    commit(session)
    seen = planned.version
    scheduling.change(
        session, planned, value="B", on=LATER, note="", version=planned.version
    )
    commit(session)

    assert (planned.value, planned.starts_on) == ("B", LATER)
    with pytest.raises(Changed):
        scheduling.change(session, planned, value="C", on=LATER, note="", version=seen)


def test_choices_days_amounts_and_own_lists_come_back_as_they_were(session, office):
    application = elements.add(session, office, Layer.APPLICATION, {"name": "SIMPEG"})
    wanted = {
        "licence": "OPEN_SOURCE",
        "cost_yearly": "150.000.000",
        "contract_ends_on": "31/12/2028",
        "platforms": ["WEB", "MOBILE"],
        "year_started": "2020",
    }
    scheduling.plan(session, application, wanted, on=NEXT_YEAR)
    commit(session)
    session.expire_all()

    then = scheduling.said_on(session, application, NEXT_YEAR)
    assert then["licence"] is Licence.OPEN_SOURCE
    assert then["contract_ends_on"] == date(2028, 12, 31)
    scheduling.carry(session, NEXT_YEAR)
    commit(session)
    session.expire_all()
    fields = elements.fields_of(session, office.government_id, Layer.APPLICATION)
    assert elements.stated_of(application, fields) == then


def test_what_is_said_of_a_relation_may_be_planned_too(session, office):
    one, other = (
        elements.add(session, office, Layer.APPLICATION, {"name": name})
        for name in ("SIMPEG", "SIASN")
    )
    relation = elements.relate(
        session, one, Verb.EXCHANGES, other, attributes={"data": "Pegawai"}
    )
    commit(session)

    [planned] = scheduling.plan_relation(
        session, relation, {"data": "Pegawai dan jabatan"}, on=NEXT_YEAR
    )
    commit(session)

    known = timeline.relation_overlays(session, office.government_id, NEXT_YEAR)
    assert known == {relation.id: {"data": "Pegawai dan jabatan"}}
    assert scheduling.carry(session, NEXT_YEAR) == 1
    commit(session)
    assert relation.attributes["data"] == "Pegawai dan jabatan"
    assert planned.before == "Pegawai"


def test_a_plan_for_a_relation_is_not_moved_beyond_its_end(session, office):
    tied = [
        elements.add(session, office, Layer.APPLICATION, {"name": name})
        for name in ("Satu", "Dua")
    ]
    relation = elements.relate(session, tied[0], Verb.EXCHANGES, tied[1], ends_on=LATER)
    stated = {"note": "Baru"}
    [planned] = scheduling.plan_relation(session, relation, stated, on=NEXT_YEAR)

    with pytest.raises(Invalid, match="tidak berlaku pada"):
        scheduling.change(session, planned, value="Baru", on=date(2029, 1, 1), note="")

    assert planned.starts_on == NEXT_YEAR


def test_a_plan_whose_relation_is_gone_is_kept_with_the_reason(session, office, viewer):
    one, other = (
        elements.add(session, office, Layer.APPLICATION, {"name": name})
        for name in ("SIMPEG", "SIASN")
    )
    relation = elements.relate(session, one, Verb.EXCHANGES, other)
    scheduling.plan_relation(session, relation, {"data": "X"}, on=NEXT_YEAR)
    elements.unrelate(session, relation)
    commit(session)

    scheduling.carry(session, NEXT_YEAR)
    commit(session)

    [planned] = scheduling.of(session, viewer, one)
    assert "tidak ada lagi" in planned.problem
    assert not scheduling.due(session, NEXT_YEAR)


def test_what_is_to_be_retired_is_phased_out_until_its_day(session, server):
    elements.retire(session, server, on=NEXT_YEAR, reason="usang")
    commit(session)

    assert server.status is Status.PHASING_OUT
    assert scheduling.carry(session, NEXT_YEAR - timedelta(days=1)) == 0
    assert scheduling.carry(session, NEXT_YEAR) == 1
    commit(session)
    assert server.status is Status.RETIRED
    assert "1 Januari 2027" in history.of(session, server)[0].deed


def test_another_government_sees_nothing_of_it(session, server):
    [planned] = scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
    commit(session)
    stranger = full(make.government(session).id)

    assert scheduling.of(session, stranger, server) == []
    assert scheduling.find(session, stranger, planned.id) is None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_plan_is_not_brought_back_after_its_day_or_beside_another(session, server):
    [planned] = scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
    commit(session)
    scheduling.withdraw(session, planned)
    commit(session)
    entry = history.of(session, server)[0].entry

    def foreseen():
        [piece] = undoing.foresee(session, entry, lambda _: True).pieces
        return piece.state.name, piece.why

    assert foreseen() == ("READY", "")
    with at(datetime(2027, 2, 1, tzinfo=UTC)):
        assert foreseen() == ("CONFLICT", "1 Januari 2027 sudah lewat.")
    scheduling.plan(session, server, {"name": "B"}, on=NEXT_YEAR)
    commit(session)
    assert foreseen() == ("CONFLICT", "Sudah ada rencana lain untuk hari itu.")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_plans_leave_what_was_known_on_a_day_and_the_chain_as_they_are(
    session, office, server
):
    other = elements.add(session, office, Layer.INFRASTRUCTURE, {"name": "Rak"})
    tie = elements.relate(session, server, Verb.RUNS_ON, other)
    commit(session)
    with at(MORNING + timedelta(days=1)):
        scheduling.plan(session, server, {"name": "A"}, on=NEXT_YEAR)
        scheduling.plan_relation(session, tie, {"note": "x"}, on=NEXT_YEAR)
        commit(session)
        known = recalling.known(session, server, day_of(MORNING))

    assert known.name == "Peladen"
    assert [each.id for each in known.relations] == [tie.id]
    deeds = {note.deed for note in history.of(session, other, limit=1)}
    assert deeds == {"Perubahan direncanakan"}
