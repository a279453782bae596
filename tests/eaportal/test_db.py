"""Transactions of the portal: how they begin, and what counts together."""

from contextlib import ExitStack

import pytest
from sqlalchemy import select

from architecture.model import Organisation
from config import THREADS
from eaportal import db
from tests import make


def codes(session):
    return set(session.scalars(select(Organisation.code)))


def test_all_commits_count_at_the_end_of_the_block(app, session):
    with app.app_context(), db.all_or_nothing() as whole:
        make.government(whole, code="KOTA-A")
        make.government(whole, code="KOTA-B")

    assert {"KOTA-A", "KOTA-B"} <= codes(session)


def test_what_stops_the_block_undoes_its_commits(app, session):
    def stopped():
        with app.app_context(), db.all_or_nothing() as whole:
            make.government(whole, code="KOTA-A")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()

    assert "KOTA-A" not in codes(session)


def test_every_thread_may_hold_a_session_and_two_beside_it(app):
    with app.app_context(), ExitStack() as opened:
        held = [opened.enter_context(db.reading()) for _ in range(3 * THREADS)]

        assert [codes(each) for each in held] == [set()] * (3 * THREADS)
