"""A SOTK, a handover and a form at one moment: nothing is lost or waits forever."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest
from sqlalchemy import select

from architecture import elements, handing, history, merging, restructuring, scope
from architecture.errors import Refused
from architecture.model import (
    Handover,
    HandoverState,
    Organisation,
    OwnerPeriod,
    RestructuringState,
)
from architecture.reference.calendar import day_of
from architecture.registration import deciding, queue
from architecture.registration.verdicts import Verdict
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from eaportal import db
from tests import make
from tests.architecture.registration.office import in_review, office
from tests.architecture.restructuring.town import TODAY, Town, end, merge, new, town

PATIENCE = 30


@pytest.fixture
def many(engine):
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    return engine


def work(engine, deed):
    """Do something in a transaction of its own; return what it came to."""
    with db.sessions(engine, db.WRITING)() as own:
        try:
            made = deed(own)
        except Refused as refused:
            return refused.sentence
        history.seal(own, by="uji")
        own.commit()
        return made


def after(engine, first, second):
    """Let the second begin while the first holds what it locks; return both."""
    held, begun = Event(), Event()

    def one(own):
        going_on = first(own)
        held.set()
        begun.wait(PATIENCE)
        sleep(0.3)  # for the other to stand in line
        return going_on()

    def other(own):
        held.wait(PATIENCE)
        begun.set()
        return second(own)

    with ThreadPoolExecutor(2) as pool:
        some = [pool.submit(work, engine, each) for each in (one, other)]
        return [each.result(PATIENCE) for each in some]


def applying(key):
    return lambda own: bool(restructuring.apply(own, key, today=TODAY))


def acting(account, place):
    post = PostHeld(Role.OPERATOR, place.id, place.government_id, frozenset({place.id}))
    return Viewer(account=account.id, posts=(post,))


def test_a_sotk_that_two_workers_carry_out_is_carried_out_once(session, engine):
    kota = town(session)
    make.application(session, of=kota.a)
    row = kota.settled(kota.change(merge([kota.a, kota.b], new("C", "Dinas C"))))
    key = row.id
    session.rollback()
    both = Barrier(2 if engine.dialect.name == "postgresql" else 1)

    def carry(own):
        own.connection()
        both.wait(PATIENCE)
        return applying(key)(own)

    with ThreadPoolExecutor(2) as pool:
        done = [pool.submit(work, engine, carry) for _ in range(2)]
        assert sorted(each.result(PATIENCE) for each in done) == [False, True]
    session.expire_all()
    assert row.state is RestructuringState.DONE
    assert len(session.scalars(select(OwnerPeriod)).all()) == 1


def test_a_form_that_is_being_saved_and_a_sotk_both_count(session, many):
    kota = town(session)
    app = make.application(session, of=kota.a)
    row = kota.settled(kota.change(merge([kota.a, kota.b], new("C", "Dinas C"))))
    viewer, key, change = scope.full(kota.government.id), app.id, row.id
    session.rollback()

    def edit(own):
        element = elements.find(own, viewer, key, lock=True)
        return lambda: bool(elements.revise(own, element, {"name": "Nama baru"}))

    assert after(many, edit, applying(change)) == [True, True]
    session.expire_all()
    made = session.scalars(select(Organisation).where(Organisation.code == "C")).one()
    assert (app.name, app.organisation_id) == ("Nama baru", made.id)


def test_a_decision_about_an_office_that_is_merged_counts(session, many):
    at = office(session)
    registration = in_review(at, findings=[])
    heir = make.office(session, "Dinas Penerus", of=at.government)
    kota = Town(session, at.government, at.dinas, heir, at.accounts["operator"])
    row = kota.settled(kota.change(end(at.dinas, heir)))
    reviewer, key, change = at.viewer("reviewer"), registration.id, row.id
    session.rollback()

    def decide(own):
        found = queue.find(own, reviewer, key, lock=True)
        [step] = [each for each in found.steps if each.code == "COMPLETENESS"]
        verdict = Verdict(passed=True)
        return lambda: deciding.take(own, step, verdict, viewer=reviewer) is None

    assert after(many, decide, applying(change)) == [True, True]
    session.expire_all()
    [step] = [each for each in registration.steps if each.code == "COMPLETENESS"]
    assert step.passed
    assert registration.organisation_id == heir.id


@pytest.mark.parametrize("first", ["accept", "decline"])
def test_of_two_answers_to_one_handover_the_first_counts(session, many, first):
    kota = town(session)
    app = make.application(session, of=kota.a)
    today = day_of(app.created_at)
    giver, taker = acting(kota.operator, kota.a), acting(kota.operator, kota.b)
    row = handing.offer(session, giver, app, kota.b, "", today=today)
    history.seal(session, by="uji")
    session.commit()
    key = row.id
    session.rollback()

    def accept(own):
        found = handing.find(own, taker, key)
        return lambda: handing.accept(own, taker, found, today=today)

    def decline(own):
        found = handing.find(own, taker, key)
        return lambda: handing.decline(own, taker, found, "Bukan.", today=today)

    deeds = {"accept": accept, "decline": decline}
    one = deeds.pop(first)
    [other] = deeds.values()
    both = Barrier(2)

    def meeting(deed):
        def done(own):
            going_on = deed(own)
            both.wait(PATIENCE)
            return going_on()

        return done

    with ThreadPoolExecutor(2) as pool:
        some = [pool.submit(work, many, meeting(each)) for each in (one, other)]
        told = [each.result(PATIENCE) for each in some]
    assert [each for each in told if each] == [
        each for each in told if each and "sudah dijawab" in each
    ]
    assert None in told
    session.expire_all()
    moved = app.organisation_id == kota.b.id
    assert (
        session.scalars(select(Handover)).one().state is HandoverState.ACCEPTED
    ) is moved


def test_what_is_being_merged_is_not_handed_over(session, many):
    at = office(session)
    one, other = (make.application(session, x, of=at.dinas) for x in ("SATU", "DUA"))
    heir = make.office(session, "Dinas Penerus", of=at.government)
    viewer, pair = at.viewer("architect"), (one.id, other.id)
    giver = acting(at.accounts["operator"], at.dinas)
    seen = merging.foresee(session, viewer, *pair).token
    today = day_of(one.created_at)
    session.rollback()

    def hand(own):
        element = elements.find(own, giver, pair[1])
        to = own.get_one(Organisation, heir.id)
        return lambda: handing.offer(own, giver, element, to, "", today=today).id

    def join(own):
        return bool(
            merging.merge(
                own, viewer, *pair, choices={}, reason="Sama.", token_seen=seen
            )
        )

    told, done = after(many, hand, join)
    assert done is True
    assert "sudah digabung" in told
    session.expire_all()
    assert session.scalars(select(Handover)).all() == []
