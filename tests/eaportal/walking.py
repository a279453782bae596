"""People with a browser each, and the portal put back after each change."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask
from flask import session as cookie
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from sqlalchemy import select

from architecture.model import Account, Base, SignInAttempt
from eaportal import db
from eaportal.accounts.signing_in import cookie_of
from tests.browser import HOST
from tests.eaportal import world
from tests.eaportal.routes import PUBLIC, Row
from tests.eaportal.world import NOBODY, World

RAW = "f" * 40
"""What the tokens of all sessions here are made from."""


@dataclass
class Person:
    """Somebody with a browser of his or her own."""

    name: str
    client: FlaskClient
    token: str = ""

    def open(self, row: Row, ids: dict[str, Any]) -> Any:
        """Open the address of a row, or send its fields with a valid token."""
        headers = {"Origin": f"http://{HOST}"}
        sent = {
            name.format(**ids): text.format(**ids) for name, text in row.fields.items()
        }
        if row.method == "POST":
            sent["csrf_token"] = self.token
        return self.client.open(
            row.path.format(**ids),
            method=row.method,
            headers=headers,
            data=sent if row.method == "POST" else None,
            buffered=True,
        )


Admission = tuple[str, dict[str, Person], frozenset[str]]
"""A government, its people, and who of them is let in."""


class Walk:
    """The portal with both governments, put back after each change."""

    def __init__(self, app: Flask, file: Path) -> None:
        self.app = app
        self.file = file
        self.engine = app.extensions["engine"]
        with app.test_request_context():
            cookie["csrf_token"] = RAW
            self.token: str = generate_csrf()
        with app.app_context(), db.sessions(self.engine, db.WRITING)() as session:
            self.world: World = world.build(session)
        self.kept = file.with_suffix(".kept")
        _copy(file, self.kept)
        self.own = {who: self.person(who, it) for who, it in self._of(self.world.own)}
        self.foreign = {
            who: self.person(who, it) for who, it in self._of(self.world.foreign)
        }
        self.ids = self.world.own.ids

    def _of(self, side: world.Side) -> Iterator[tuple[str, Account]]:
        yield from side.people.items()
        yield NOBODY, self.world.nobody

    def person(self, name: str, account: Account | None) -> Person:
        """Return somebody who is signed in, or the public."""
        client = self.app.test_client()
        with client.session_transaction() as held:
            held["csrf_token"] = RAW
            if account is not None:
                held.permanent = True
                held["_user_id"] = cookie_of(account.id, account.session_version)
                held["_fresh"] = True
        return Person(name, client, self.token)

    def again(self, side: str, who: str) -> Person:
        """Return the same person with a new browser."""
        people = self.world.own if side == "own" else self.world.foreign
        return self.person(who, people.people.get(who, self.world.nobody))

    def sides(
        self, row: Row
    ) -> Iterator[tuple[str, dict[str, Person], frozenset[str]]]:
        """Yield the people of each government with whom the row lets in."""
        yield "own", self.own, row.opens
        yield "foreign", self.foreign, row.foreign

    @property
    def public(self) -> Person:
        """Return somebody without an account."""
        return self.person(PUBLIC, None)

    def put_back(self) -> None:
        """Undo what was changed."""
        self.engine.dispose()
        _copy(self.kept, self.file)

    def content(self) -> dict[str, list[Any]]:
        """Return every row of every table; who tried to sign in is left out."""
        with self.engine.connect() as connection:
            return {
                table.name: connection.execute(select(table)).all()
                for table in Base.metadata.sorted_tables
                if table.name != SignInAttempt.__tablename__
            }


def _copy(source: Path, target: Path) -> None:
    """Copy a database whole, whoever else has it open: SQLite does it page by page."""
    with (
        closing(sqlite3.connect(source)) as here,
        closing(sqlite3.connect(target, timeout=30)) as there,
    ):
        here.backup(there)
