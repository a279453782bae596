"""What may be done to accounts and the posts that they hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NoReturn

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, selectinload

from architecture import history
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.locking import lock_government
from architecture.model import (
    Account,
    Kind,
    Opening,
    Organisation,
    Pin,
    Post,
    SavedFilter,
    now,
)
from architecture.roles import Field, Role

_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, kw_only=True)
class PostDetails:
    """What is stated about a post."""

    role: Role
    organisation: Organisation
    field: Field | None = None
    acting: str = ""
    starts_on: date
    ends_on: date | None = None


def create_account(
    session: Session,
    email: str,
    name: str,
    *,
    password_hash: str,
    government: int,
    title: str = "",
    employee_number: str = "",
    must_change_password: bool = True,
) -> Account:
    """Make an account without posts; `government` is where its history is kept.

    Raises `Invalid` for an address that is none, `CodeTaken` if it has an account.
    """
    email = email.strip().lower()
    if not _ADDRESS.fullmatch(email) or len(email) > 254:
        _refuse("email", f"“{email}” bukan alamat surel.")
    if session.scalar(select(Account.id).where(Account.email == email)):
        raise CodeTaken(f"Sudah ada akun dengan alamat {email}.", field="email")
    account = Account(
        email=email,
        name=" ".join(name.split()) or email,
        title=title,
        employee_number=employee_number,
        password_hash=password_hash,
        must_change_password=must_change_password,
    )
    session.add(account)
    session.flush()
    values = {"email": (None, email), "name": (None, account.name)}
    history.note(session, account, "Akun dibuat", values, government=government)
    return account


def revise(
    session: Session,
    account: Account,
    *,
    name: str,
    title: str,
    employee_number: str,
    government: int,
) -> None:
    """Change who a person is said to be; letters from now on say it so.

    Raises `Invalid` for a name that is empty.
    """
    name = " ".join(name.split())
    if not name:
        _refuse("name", "Isian ini wajib diisi.")
    history.change(
        session,
        account,
        {"name": name, "title": title, "employee_number": employee_number},
        deed="Akun diubah",
        government=government,
    )


def give_post(session: Session, account: Account, details: PostDetails) -> Post:
    """Give an account a role in an organisation from one day to another.

    Raises `Invalid` if role, field, organisation or days do not go together, or if
    the account holds this very post on one of those days.
    """
    _check(details)
    if any(_overlap(post, details) for post in _same(session, account, details)):
        _refuse(
            "role",
            f"{account.name} sudah menjadi {details.role.value} "
            f"di {details.organisation.name} pada masa itu.",
        )
    post = Post(
        account_id=account.id,
        organisation_id=details.organisation.id,
        role=details.role,
        field=details.field,
        acting=details.acting,
        starts_on=details.starts_on,
        ends_on=details.ends_on,
    )
    session.add(post)
    session.flush()
    values = {
        "role": (None, details.role),
        "organisation": (None, details.organisation.code),
        "starts_on": (None, details.starts_on),
        "ends_on": (None, details.ends_on),
    }
    government = details.organisation.government_id or details.organisation.id
    history.note(session, account, "Jabatan diberikan", values, government=government)
    return post


def end_post(session: Session, post: Post, *, today: date) -> None:
    """Let a post end yesterday, so that it gives nothing any more; it stays on record.

    Raises `WrongState` if it has ended already, or if it is the last administrator.
    """
    government = post.organisation.government_id or post.organisation_id
    lock_government(session, government)  # two may end each other's
    session.refresh(post, ["ends_on"])
    if post.ends_on is not None and post.ends_on < today:
        raise WrongState("Jabatan ini sudah berakhir.")
    if post.role is Role.ADMINISTRATOR:
        _keep_an_administrator(session, post.account_id, government, today)
    ends_on = today - timedelta(days=1)
    values = {"role": (post.role, None), "ends_on": (post.ends_on, ends_on)}
    post.ends_on = ends_on
    history.note(
        session, post.account, "Jabatan diakhiri", values, government=government
    )


def set_password(
    session: Session, account: Account, password_hash: str, *, temporary: bool
) -> None:
    """Set a new password and end all sessions of the account.

    A temporary one has to be changed at the next sign-in.
    """
    account.password_hash = password_hash
    account.must_change_password = temporary
    account.session_version += 1
    government = home_of(account)
    if government:
        history.note(session, account, "Kata sandi diganti", government=government)


def end_session(session: Session, account: int, name: str, *, until: datetime) -> None:
    """End one session of an account, and forget those whose cookies are too old.

    `until` is when a copy of its cookie would have been too old anyhow.
    """
    query = select(Account).where(Account.id == account).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is not None:
        kept = found.ended_sessions | {name: until.isoformat()}
        found.ended_sessions = {
            each: end for each, end in kept.items() if end > now().isoformat()
        }


def close(session: Session, account: Account, *, government: int, today: date) -> None:
    """Close an account: nobody signs in with it any more; what it did stays.

    What the person pinned, opened and saved for the own use is forgotten.

    Raises `WrongState` if it is the last administrator's.
    """
    lock_government(session, government)
    _keep_an_administrator(session, account.id, government, today)
    account.closed_at = now()
    account.session_version += 1
    for table in (Pin, Opening, SavedFilter):
        session.execute(delete(table).where(table.account_id == account.id))
    history.note(session, account, "Akun ditutup", government=government)


def reopen(session: Session, account: Account, *, government: int) -> None:
    """Open a closed account again."""
    account.closed_at = None
    history.note(session, account, "Akun dibuka kembali", government=government)


def home_of(account: Account) -> int | None:
    """Return the government in which an account holds its first post, if any."""
    for post in account.posts:
        return post.organisation.government_id or post.organisation_id
    return None


def of_government(session: Session, government: int) -> Sequence[Account]:
    """Return the accounts that hold or held a post in a government, by name."""
    holding = (
        select(Post.account_id)
        .join(Post.organisation)
        .where(Organisation.government_id == government)
    )
    query = (
        select(Account)
        .where(Account.id.in_(holding))
        .options(selectinload(Account.posts).joinedload(Post.organisation))
        .order_by(func.lower(Account.name), Account.id)
    )
    return session.scalars(query).all()


def holders(
    session: Session, role: Role, government: int, today: date
) -> Sequence[Post]:
    """Return the posts of a role that are in force in a government, oldest first."""
    query = (
        select(Post)
        .join(Post.organisation)
        .join(Post.account)
        .where(
            Post.role == role,
            Organisation.government_id == government,
            Post.starts_on <= today,
            (Post.ends_on.is_(None)) | (Post.ends_on >= today),
            Account.closed_at.is_(None),
        )
        .options(selectinload(Post.account), selectinload(Post.organisation))
        .order_by(Post.starts_on, Post.id)
    )
    return session.scalars(query).all()


def _keep_an_administrator(
    session: Session, leaving: int, government: int, today: date
) -> None:
    """Refuse to let the last administrator go; under the government's lock."""
    posts = holders(session, Role.ADMINISTRATOR, government, today)
    if {post.account_id for post in posts} == {leaving}:
        raise WrongState(
            "Instansi harus punya paling sedikit satu administrator. "
            "Tunjuk penggantinya dahulu."
        )


def _check(details: PostDetails) -> None:
    if details.ends_on and details.ends_on < details.starts_on:
        _refuse("ends_on", "Tanggal berakhir mendahului tanggal mulai.")
    if (details.role is Role.VALIDATOR) != (details.field is not None):
        _refuse("field", "Isi untuk validator, dan hanya untuk validator.")
    of_root = details.organisation.kind in {Kind.GOVERNMENT, Kind.NATIONAL}
    if details.role in {Role.OPERATOR, Role.HEAD} and of_root:
        _refuse(
            "organisation", "Operator dan kepala OPD ditempatkan pada perangkat daerah."
        )


def _refuse(field: str, sentence: str) -> NoReturn:
    raise Invalid(sentence, problems={field: [sentence]})


def _same(session: Session, account: Account, details: PostDetails) -> Sequence[Post]:
    query = select(Post).where(
        Post.account_id == account.id,
        Post.organisation_id == details.organisation.id,
        Post.role == details.role,
        Post.field == details.field,
    )
    return session.scalars(query).all()


def _overlap(post: Post, details: PostDetails) -> bool:
    ends_before = post.ends_on is not None and post.ends_on < details.starts_on
    starts_after = details.ends_on is not None and details.ends_on < post.starts_on
    return not (ends_before or starts_after)
