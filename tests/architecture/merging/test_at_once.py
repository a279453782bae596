"""Two people merge at the same moment: one does, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from time import sleep

import pytest

from architecture import inventory, merging
from architecture.errors import Refused
from architecture.model import Application
from architecture.registration import deciding, queue
from architecture.registration.verdicts import Verdict
from eaportal import db
from tests.architecture.merging.pairs import REASON, commit, two
from tests.architecture.registration.office import in_review


def at_once(session, engine, viewer, *pairs):
    """Let each pair be merged by a person of its own; all saw their previews before."""
    tokens = {pair: merging.foresee(session, viewer, *pair).token for pair in pairs}
    session.rollback()
    postgresql = engine.dialect.name == "postgresql"
    all_begin = Barrier(len(pairs) if postgresql else 1)

    def join(pair):
        with db.sessions(engine, db.WRITING)() as own:
            own.connection()
            all_begin.wait(30)
            try:
                merging.merge(
                    own,
                    viewer,
                    *pair,
                    choices={},
                    reason=REASON,
                    token_seen=tokens[pair],
                )
            except Refused as refused:
                return refused.sentence
            commit(own)
            return "digabung"

    with ThreadPoolExecutor(len(pairs)) as pool:
        return sorted(pool.map(join, pairs), key=len)


@pytest.mark.parametrize("way", ["back", "on"])
def test_one_wins_and_the_other_is_told_why(session, engine, kota, way):
    one, other = two(kota)
    third = inventory.add(session, kota.dinas, {"name": "Presensi Lama"})
    in_review(kota, findings=[], replaces=None).application_id = other.id
    commit(session)
    viewer = kota.viewer("architect")
    first = (other.id, one.id)
    second = (one.id, other.id) if way == "back" else (third.id, other.id)

    told = at_once(session, engine, viewer, first, second)

    assert told[0] == "digabung"
    assert any(word in told[1] for word in ("sudah digabung", "berubah sejak"))
    session.expire_all()
    merged = [
        each.merged_into_id
        for each in (session.get_one(Application, key) for key in (one.id, other.id))
    ]
    assert len([key for key in merged if key]) == 1


def test_a_merge_and_a_decision_wait_for_each_other_in_one_order(session, engine, kota):
    if engine.dialect.name != "postgresql":
        pytest.skip("SQLite lets one write at a time")
    one, other = two(kota)
    registration = in_review(kota, findings=[])
    registration.replaces_id = other.id
    commit(session)
    viewer, reviewer = kota.viewer("architect"), kota.viewer("reviewer")
    seen = merging.foresee(session, viewer, one.id, other.id).token
    key, pair = registration.id, (one.id, other.id)
    session.rollback()
    held, waiting = Event(), Event()

    def decide():
        with db.sessions(engine, db.WRITING)() as own:
            found = queue.find(own, reviewer, key, lock=True)
            held.set()
            waiting.wait(30)
            sleep(0.3)  # for the merge to stand in line
            step = next(each for each in found.steps if each.code == "COMPLETENESS")
            deciding.take(own, step, Verdict(passed=True), viewer=reviewer)
            commit(own)

    def join():
        with db.sessions(engine, db.WRITING)() as own:
            own.connection()
            held.wait(30)
            waiting.set()
            merging.merge(
                own, viewer, *pair, choices={}, reason=REASON, token_seen=seen
            )
            commit(own)

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(decide), pool.submit(join)]:
            each.result()

    session.expire_all()
    assert session.get_one(Application, pair[1]).merged_into_id == pair[0]
    assert registration.replaces_id == pair[0]
    [step] = [each for each in registration.steps if each.code == "COMPLETENESS"]
    assert step.passed
