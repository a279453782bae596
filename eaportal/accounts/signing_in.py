"""Who is signed in, what the person may do today, and what to answer to others."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, current_app, g, redirect, render_template, request, url_for
from flask import session as cookie
from flask.typing import ResponseReturnValue
from flask_login import (
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)
from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from architecture import organisations, people
from architecture.errors import Invalid
from architecture.model import Account, Organisation, Post, now
from architecture.scope import PUBLIC, PostHeld, Viewer, in_force
from eaportal import db, formats
from eaportal.accounts import attempts, kept, passwords

manager = LoginManager()

_NAME = "session"
"""Where the cookie holds the name of its session, made anew at each sign-in."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as people read it."""

    role: str
    organisation: str


class SignedIn(UserMixin):  # type: ignore[misc]
    """The account of this request; a changed password ends its other sessions."""

    def __init__(
        self,
        account: Account,
        posts: Iterable[Post],
        held: tuple[PostHeld, ...],
    ) -> None:
        """Keep what the request needs; the rows themselves are not used again."""
        self.key = account.id
        self.version = account.session_version
        self.email = account.email
        self.name = account.name
        self.must_change_password = account.must_change_password
        self.posts = tuple(posts)
        self.held = held

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return cookie_of(self.key, self.version)

    @property
    def holdings(self) -> list[Holding]:
        """Return the posts that are in force, as people read them."""
        return [
            Holding(
                f"{post.acting} {post.role.value}".strip()
                + (f" ({post.field.value})" if post.field else ""),
                post.organisation.name,
            )
            for post in self.posts
        ]


def cookie_of(account: int, version: int) -> str:
    """Return what the cookie holds for an account: a new version ends old sessions."""
    return f"{account}.{version}"


def viewer() -> Viewer:
    """Return who looks, with the posts in force today; the public without account.

    Two statements whatever the posts are, none for files and for the public.
    """
    if request.endpoint == "static" or not current_user.is_authenticated:
        return PUBLIC
    user: SignedIn = current_user._get_current_object()  # noqa: SLF001
    return Viewer(
        account=user.key,
        email=user.email,
        name=user.name,
        posts=user.held,
    )


def viewer_of(session: Session, account: Account, today: date) -> Viewer:
    """Return an account as a viewer; for jobs that act for a person."""
    posts = _in_force(session, account.id, today)
    return Viewer(account.id, account.email, account.name, _held(session, posts))


def ask() -> ResponseReturnValue:
    """Ask to sign in; what was typed into a form is kept, and sent once more."""
    here = request.full_path.rstrip("?")
    if request.headers.get("HX-Request") == "true":
        return render_template("accounts/expired_fragment.html"), 401
    if request.method in {"GET", "HEAD"}:
        return redirect(url_for("accounts.sign_in", next=here))
    from eaportal.accounts.views import sign_in_page

    return sign_in_page(kept.take()), 401


def try_password(email: str, password: str) -> bool:
    """Sign the person in if the password is right and attempts are left.

    Raises `Invalid` with the sentence to show.  An unknown address costs the same.
    """
    email = email.lower()
    address = request.remote_addr or ""
    if not attempts.begin(email, address):
        raise Invalid(
            "Terlalu banyak percobaan masuk. Tunggu "
            f"{attempts.MINUTES} menit, lalu coba lagi."
        )
    with current_app.extensions["sessions"][db.READING]() as session:
        account = session.scalar(select(Account).where(Account.email == email))
        posts = _in_force(session, account.id, formats.today()) if account else []
        held = _held(session, posts)
    right = passwords.matches(password, account.password_hash if account else None)
    if not right or account is None or account.closed_at is not None:
        raise Invalid("Alamat surel atau kata sandi tidak cocok.")
    attempts.forgive(email, address)
    _enter(SignedIn(account, posts, held))
    return True


def leave(session: Session) -> None:
    """End the session of this browser, also for whoever has a copy of its cookie."""
    lifetime = current_app.permanent_session_lifetime
    if g.viewer.account and _NAME in cookie:
        people.end_session(
            session, g.viewer.account, cookie[_NAME], until=now() + lifetime
        )
    logout_user()
    cookie.clear()


def change_password(session: Session, old: str, new: str) -> None:
    """Give the signed-in person a new password; other sessions end.

    Raises `Invalid` beside the field that is wrong.
    """
    user: SignedIn = current_user._get_current_object()  # noqa: SLF001
    account = session.get_one(Account, user.key)
    if not passwords.matches(old, account.password_hash):
        raise Invalid("", problems={"old": ["Kata sandi sekarang tidak cocok."]})
    weakness = passwords.weakness(new, email=account.email)
    if weakness is None and old == new:
        weakness = "Pilih kata sandi yang berbeda dari yang sekarang."
    if weakness:
        raise Invalid("", problems={"new": [weakness]})
    people.set_password(session, account, passwords.hashed(new), temporary=False)
    session.flush()
    user.version = account.session_version
    user.must_change_password = False
    _enter(user)


def safe_next(target: str | None) -> str:
    """Return a path of this portal: what was asked for, or the front page.

    >>> safe_next("/aplikasi?q=a"), safe_next("//jahat.example"), safe_next("http://x")
    ('/aplikasi?q=a', '/', '/')
    """
    if not target or not target.startswith("/") or len(target) > 2000:
        return "/"
    if target[1:2] in {"/", "\\"} or any(ord(sign) < 32 for sign in target):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc else target


def init_app(app: Flask) -> None:
    """Read the cookie of each request; lead to the new password where one is due."""
    manager.init_app(app)
    manager.user_loader(_load)

    @app.before_request
    def change_first() -> ResponseReturnValue | None:
        free = {None, "static", "accounts.change_password", "accounts.sign_out"}
        if request.endpoint in free or not g.viewer.account:
            return None
        if current_user.must_change_password:
            return redirect(url_for("accounts.change_password"))
        return None

    @app.context_processor
    def words_for_templates() -> dict[str, Any]:
        return {"holdings": getattr(current_user, "holdings", [])}


def _enter(user: SignedIn) -> None:
    cookie.clear()
    g.pop("csrf_token", None)  # Flask-WTF kept the one of the session that ends
    cookie.permanent = True
    cookie["csrf_token"] = kept.token_secret(user.key)
    cookie[_NAME] = secrets.token_urlsafe(12)
    login_user(user)


def _load(text: str) -> SignedIn | None:
    key, _, version = text.partition(".")
    if not (key.isdigit() and version.isdigit()):
        return None
    with current_app.extensions["sessions"][db.READING]() as session:
        query = (
            select(Account, Post)
            .outerjoin(Post, Post.account_id == Account.id)
            .outerjoin(Organisation, Organisation.id == Post.organisation_id)
            .options(contains_eager(Post.organisation))
            .where(Account.id == int(key))
            .order_by(Post.id)
        )
        rows = session.execute(query).all()
        if not rows:
            return None
        account = rows[0][0]
        if account.session_version != int(version) or account.closed_at is not None:
            return None
        if cookie.get(_NAME) in account.ended_sessions:
            return None
        today = formats.today()
        posts = [
            post
            for _, post in rows
            if post is not None and in_force(post.starts_on, post.ends_on, today)
        ]
        return SignedIn(account, posts, _held(session, posts))


def _in_force(session: Session, account: int, today: date) -> list[Post]:
    query = (
        select(Post)
        .options(joinedload(Post.organisation))
        .where(Post.account_id == account)
        .order_by(Post.id)
    )
    return [
        post
        for post in session.scalars(query)
        if in_force(post.starts_on, post.ends_on, today)
    ]


def _held(session: Session, posts: Sequence[Post]) -> tuple[PostHeld, ...]:
    """Return the posts with all offices below: one query of the trees in question."""
    if not posts:
        return ()
    governments = {
        post.organisation.government_id
        for post in posts
        if post.organisation.government_id is not None
    }
    parents = organisations.parents(session, governments)
    return tuple(
        PostHeld(
            role=post.role,
            organisation=post.organisation_id,
            government=post.organisation.government_id or post.organisation_id,
            organisations=organisations.below(parents, post.organisation_id),
            field=post.field,
            acting=post.acting,
            above=_above(post.organisation_id, parents),
        )
        for post in posts
    )


def _above(place: int, parents: Mapping[int, int | None]) -> frozenset[int]:
    """Return the offices that a place belongs to; the government itself is none."""
    found: set[int] = set()
    above = parents.get(place)
    while above is not None and parents.get(above) is not None and above not in found:
        found.add(above)
        above = parents[above]
    return frozenset(found)
