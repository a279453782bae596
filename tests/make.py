"""Things with sensible defaults, for tests; each is committed when it is returned."""

from datetime import date
from itertools import count
from typing import Any, TypeVar

from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.orm import Session

from architecture import history
from architecture.model import (
    Account,
    Application,
    Government,
    Kind,
    Organisation,
    Post,
)
from architecture.roles import Field, Role

PASSWORD = "kuda hijau terbang"

_HASH = Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
"""Cheap to compare; made once."""

_number = count(1)
_Row = TypeVar("_Row")


def government(
    session: Session, name: str = "", *, code: str = "", **fields: Any
) -> Organisation:
    """Make a government with its default workflow, as the portal itself does."""
    from architecture import organisations

    key = next(_number)
    made = organisations.create_government(
        session, code or f"KOTA-{key}", name or f"Kota {key}", **fields
    )
    return _kept(session, made)


def bare_government(session: Session, name: str = "") -> Organisation:
    """Make a government without workflow or history, for tests of what lies below."""
    key = next(_number)
    made = Organisation(
        code=f"KOTA-{key}", name=name or f"Kota {key}", kind=Kind.GOVERNMENT
    )
    session.add(made)
    session.flush()
    made.government_id = made.id
    session.add(Government(organisation_id=made.id))
    return _kept(session, made)


def national(session: Session, name: str = "") -> Organisation:
    """Make the national organisation that stands above all others of its kind."""
    key = next(_number)
    made = Organisation(
        code=f"PUSAT-{key}", name=name or f"Pusat {key}", kind=Kind.NATIONAL
    )
    session.add(made)
    session.flush()
    made.government_id = made.id
    return _kept(session, made)


def office(
    session: Session,
    name: str = "",
    *,
    of: Organisation | None = None,
    **fields: Any,
) -> Organisation:
    """Make an office of a government, or a unit of an office."""
    parent = of or government(session)
    root = parent.id == parent.government_id
    key = next(_number)
    fields.setdefault("code", f"OPD-{key}")
    made = Organisation(
        name=name or f"Dinas {key}",
        kind=Kind.OFFICE if root else Kind.UNIT,
        parent_id=parent.id,
        government_id=parent.government_id,
        **fields,
    )
    session.add(made)
    return _kept(session, made)


def account(
    session: Session,
    role: Role | None = None,
    at: Organisation | None = None,
    *,
    email: str = "",
    name: str = "",
    field: Field | None = None,
    **fields: Any,
) -> Account:
    """Make an account whose password is `PASSWORD`, with a post if a role is given.

    Without a place it is made: an office for operators and heads, else a government.
    """
    key = next(_number)
    made = Account(
        email=email or f"orang{key}@contoh.go.id",
        name=name or f"Orang {key}",
        password_hash=_HASH,
        **fields,
    )
    session.add(made)
    session.flush()
    if role is not None:
        if at is None:
            of_office = role in {Role.OPERATOR, Role.HEAD}
            at = office(session) if of_office else government(session)
        if role is Role.VALIDATOR and field is None:
            field = Field.APPLICATION
        post(session, made, role, at, field=field)
    return _kept(session, made)


def post(
    session: Session,
    holder: Account,
    role: Role,
    at: Organisation,
    *,
    field: Field | None = None,
    starts_on: date = date(2020, 1, 1),
    ends_on: date | None = None,
    acting: str = "",
) -> Post:
    """Give an account a post."""
    made = Post(
        account_id=holder.id,
        organisation_id=at.id,
        role=role,
        field=field,
        starts_on=starts_on,
        ends_on=ends_on,
        acting=acting,
    )
    session.add(made)
    return _kept(session, made)


def application(
    session: Session,
    name: str = "",
    *,
    of: Organisation | None = None,
    **fields: Any,
) -> Application:
    """Make an application of an office, without history."""
    owner = of or office(session)
    key = next(_number)
    fields.setdefault("code", f"DAA-{key:04d}")
    name = name or f"Aplikasi {key}"
    fields.setdefault("search_text", name.lower())
    made = Application(
        name=name,
        organisation_id=owner.id,
        government_id=owner.government_id or owner.id,
        **fields,
    )
    session.add(made)
    return _kept(session, made)


def _kept(session: Session, row: _Row) -> _Row:
    session.flush()
    history.seal(session, by="uji")
    session.commit()
    return row
