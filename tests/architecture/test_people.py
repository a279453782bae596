"""Accounts and posts: who is what, where, from when to when."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest

from architecture import history, people
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.model import Account, Organisation, Post
from architecture.people import PostDetails
from architecture.roles import Field, Role
from eaportal import db
from tests import make

TODAY = date(2026, 11, 22)


def create(session, email="ani@contoh.go.id"):
    government = make.government(session)
    account = people.create_account(
        session, email, "Ani", password_hash="x", government=government.id
    )
    return account, government


def test_an_address_is_kept_in_lower_case_and_once(session):
    account, government = create(session, " Ani@Contoh.GO.ID ")

    assert account.email == "ani@contoh.go.id"
    with pytest.raises(CodeTaken):
        people.create_account(
            session,
            "ANI@contoh.go.id",
            "Ani",
            password_hash="x",
            government=government.id,
        )


@pytest.mark.parametrize("email", ["", "ani", "ani@contoh", "a b@c.id", "@x.id"])
def test_what_is_no_address_is_refused(session, email):
    with pytest.raises(Invalid):
        create(session, email)


@pytest.mark.parametrize(
    ("role", "field", "of_office", "fine"),
    [
        (Role.VALIDATOR, Field.DATA, True, True),
        (Role.VALIDATOR, None, True, False),
        (Role.REVIEWER, Field.DATA, True, False),
        (Role.OPERATOR, None, True, True),
        (Role.OPERATOR, None, False, False),
        (Role.HEAD, None, False, False),
        (Role.ADMINISTRATOR, None, False, True),
    ],
)
def test_role_field_and_place_have_to_go_together(
    session, role, field, of_office, fine
):
    account, government = create(session)
    place = make.office(session, of=government) if of_office else government
    details = PostDetails(
        role=role, organisation=place, field=field, starts_on=date(2026, 1, 1)
    )

    if fine:
        assert people.give_post(session, account, details).id
    else:
        with pytest.raises(Invalid):
            people.give_post(session, account, details)


def test_a_post_cannot_end_before_it_begins(session):
    account, government = create(session)

    with pytest.raises(Invalid, match="mendahului"):
        people.give_post(
            session,
            account,
            PostDetails(
                role=Role.LEADER,
                organisation=government,
                starts_on=date(2026, 2, 1),
                ends_on=date(2026, 1, 1),
            ),
        )


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "fine"),
    [
        (date(2026, 1, 31), None, False),
        (date(2026, 1, 1), date(2026, 1, 10), False),
        (date(2025, 1, 1), None, False),
        (date(2026, 2, 1), None, True),
        (date(2025, 1, 1), date(2025, 12, 31), True),
    ],
)
def test_nobody_holds_the_same_post_twice_on_a_day(session, starts_on, ends_on, fine):
    government = make.government(session)
    account = make.account(session)
    january = (date(2026, 1, 1), date(2026, 1, 31))
    first, second = (
        PostDetails(
            role=Role.LEADER, organisation=government, starts_on=since, ends_on=until
        )
        for since, until in (january, (starts_on, ends_on))
    )
    people.give_post(session, account, first)

    if fine:
        assert people.give_post(session, account, second).id
    else:
        with pytest.raises(Invalid, match="sudah menjadi Pimpinan"):
            people.give_post(session, account, second)


def test_another_field_is_another_post(session):
    government = make.government(session)
    account = make.account(session, Role.VALIDATOR, government, field=Field.DATA)

    assert people.give_post(
        session,
        account,
        PostDetails(
            role=Role.VALIDATOR,
            organisation=government,
            field=Field.SECURITY,
            starts_on=TODAY,
        ),
    ).id


def test_an_ended_post_gives_nothing_from_today_on(session):
    government = make.government(session)
    account = make.account(session, Role.REVIEWER, government)
    [post] = people.holders(session, Role.REVIEWER, government.id, TODAY)

    people.end_post(session, post, today=TODAY)
    session.flush()

    assert people.holders(session, Role.REVIEWER, government.id, TODAY) == []
    assert account.posts[0].ends_on == date(2026, 11, 21)


def test_the_last_administrator_stays(session):
    government = make.government(session)
    make.account(session, Role.ADMINISTRATOR, government)
    [post] = people.holders(session, Role.ADMINISTRATOR, government.id, TODAY)

    with pytest.raises(WrongState, match="paling sedikit satu"):
        people.end_post(session, post, today=TODAY)

    make.account(session, Role.ADMINISTRATOR, government)
    people.end_post(session, post, today=TODAY)


@pytest.mark.parametrize("way", ["posts", "accounts"])
def test_two_administrators_who_remove_each_other_at_once_leave_one(
    engine, session, way
):
    government = make.government(session).id
    root = session.get_one(Organisation, government)
    holders = [make.account(session, Role.ADMINISTRATOR, root) for _ in range(2)]
    removed = [(each.id, each.posts[0].id) for each in holders]
    session.rollback()
    both_have_read = Barrier(2 if engine.dialect.name == "postgresql" else 1)

    def remove(keys):
        with db.sessions(engine, db.WRITING)() as own:
            account, post = own.get_one(Account, keys[0]), own.get_one(Post, keys[1])
            both_have_read.wait(30)
            try:
                if way == "posts":
                    people.end_post(own, post, today=TODAY)
                else:
                    people.close(own, account, government=government, today=TODAY)
            except WrongState as refused:
                return str(refused)
            history.seal(own, by="uji")
            own.commit()
            return "done"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(remove, removed))  # capitals stand first

    assert told[1] == "done"
    assert "paling sedikit satu administrator" in told[0]
    assert len(people.holders(session, Role.ADMINISTRATOR, government, TODAY)) == 1


def test_a_new_password_ends_other_sessions(session):
    account, government = create(session)
    make.post(session, account, Role.LEADER, government)
    before = account.session_version

    people.set_password(session, account, "y", temporary=True)

    assert account.session_version == before + 1
    assert account.must_change_password


def test_accounts_of_a_government_are_those_with_a_post_there(session):
    government, other = make.government(session), make.government(session)
    mine = make.account(session, Role.LEADER, government, name="budi")
    second = make.account(session, Role.ASSESSOR, government, name="Ani")
    make.account(session, Role.LEADER, other)

    found = people.of_government(session, government.id)

    assert [account.id for account in found] == [second.id, mine.id]
