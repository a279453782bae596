"""People: an account, the posts that it holds, and failed attempts to sign in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from architecture.model.base import Base, Created
from architecture.model.organisations import Organisation
from architecture.roles import Field, Role


class Account(Base):
    """A person who may sign in; `email` is kept in lower case."""

    __tablename__ = "accounts"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    employee_number: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    session_version: Mapped[int] = mapped_column(default=1)
    ended_sessions: Mapped[dict[str, Any]] = mapped_column(
        default=dict, server_default="{}"
    )
    """Sessions that a person left: their names → when their cookies are too old."""
    closed_at: Mapped[datetime | None]
    created_at: Mapped[Created]

    posts: Mapped[list["Post"]] = relationship(
        back_populates="account", order_by="Post.id"
    )


class Post(Base):
    """A role in an organisation from one day to another; `field` for validators only.

    `acting` says how a deputy signs ("Plt.", "a.n."); empty for the holder.
    """

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_organisation_role", "organisation_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    role: Mapped[Role]
    field: Mapped[Field | None]
    acting: Mapped[str] = mapped_column(default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]

    account: Mapped[Account] = relationship(back_populates="posts")
    organisation: Mapped[Organisation] = relationship()


class SignInAttempt(Base):
    """A failed attempt, counted per account and per address."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (
        Index("ix_sign_in_attempts_email_at", "email", "at"),
        Index("ix_sign_in_attempts_address_at", "address", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    address: Mapped[str]
    at: Mapped[Created]
