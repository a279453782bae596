"""Pins and what was opened last: of one person, within sight, a few of them."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from architecture import history, people, returning
from architecture.errors import WrongState
from architecture.layers import Sharing, Status
from architecture.model import Opening, Pin, at, now
from architecture.reference.calendar import day_of
from architecture.roles import Role
from eaportal.accounts.signing_in import viewer_of
from tests import make


@pytest.fixture
def office(session):
    return make.office(session)


@pytest.fixture
def account(session, office):
    return make.account(session, Role.ARCHITECT, office.government)


@pytest.fixture
def viewer(session, account):
    return viewer_of(session, account, day_of(now()))


def opened(session, viewer):
    return [each.thing.name for each in returning.recent(session, viewer)]


def open_all(session, viewer, things):
    for later, thing in enumerate(things):
        with at(now() + timedelta(seconds=later)):
            returning.opened(session, viewer.account, "element", thing.id)


def rows(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_the_last_ten_are_told_once_each_and_no_row_is_kept_for_more(
    session, office, viewer
):
    things = [make.application(session, f"A{n}", of=office) for n in range(25)]
    open_all(session, viewer, [*things, things[20]])

    assert opened(session, viewer)[:3] == ["A20", "A24", "A23"]
    assert len(opened(session, viewer)) == 10
    assert rows(session, Opening) == 20
    assert returning.is_last(session, viewer.account, "element", things[20].id)


def test_a_merged_record_leads_to_the_one_that_stands_for_it(session, office, viewer):
    one, other = (make.application(session, name, of=office) for name in "AB")
    returning.pin(session, viewer, one)
    returning.pin(session, viewer, other)
    open_all(session, viewer, [one, other])
    other.merged_into_id = one.id
    session.flush()

    assert opened(session, viewer) == ["A"]
    assert [each.name for each in returning.pinned(session, viewer)] == ["A"]
    assert returning.is_pinned(session, viewer, other)
    returning.unpin(session, viewer, other)
    assert not returning.is_pinned(session, viewer, one)
    assert rows(session, Pin) == 0


def test_what_is_out_of_sight_is_left_out_and_comes_back(session, viewer):
    shared = make.application(session, "Bersama", sharing=Sharing.PROFILE)
    shared.status = Status.LIVE
    session.flush()
    returning.pin(session, viewer, shared)
    open_all(session, viewer, [shared])
    assert opened(session, viewer) == ["Bersama"]

    shared.sharing = Sharing.NOTHING
    session.flush()
    assert opened(session, viewer) == []
    assert returning.pinned(session, viewer) == []


def test_one_more_than_the_limit_is_refused_and_pinning_twice_is_not(
    session, office, viewer, monkeypatch
):
    monkeypatch.setattr(returning, "PINS", 2)
    things = [make.application(session, of=office) for _ in range(3)]
    for each in things[:2]:
        returning.pin(session, viewer, each)
        returning.pin(session, viewer, each)

    with pytest.raises(WrongState, match="Paling banyak 2"):
        returning.pin(session, viewer, things[2])


def test_a_closed_account_keeps_neither_and_no_history_ever_told(
    session, office, account, viewer
):
    make.account(session, Role.ADMINISTRATOR, office.government)
    thing = make.application(session, of=office)
    returning.pin(session, viewer, thing)
    open_all(session, viewer, [thing])
    assert not history.pending(session, thing)

    root = office.government_id
    people.close(session, account, government=root, today=day_of(now()))
    assert (rows(session, Pin), rows(session, Opening)) == (0, 0)
