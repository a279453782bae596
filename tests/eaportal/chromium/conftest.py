"""The demonstration data behind a real browser."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.model import Account, Registration
from architecture.similar import similar
from eaportal import db
from eaportal.accounts.signing_in import cookie_of
from tests.browser import close, created, served, settings
from tests.chromium import Watch
from tests.demonstrated import NAME


@dataclass
class Site:
    """The portal with the demonstration governments, served on this machine."""

    app: Flask
    address: str
    chromium: Browser

    def session(self) -> Session:
        """Open a session that only reads; close it before the portal writes."""
        return db.sessions(self.app.extensions["engine"], db.READING)()

    def registration(self, *states: str, by: str = "") -> int:
        """Return the id of a registration in one of these states."""
        with self.session() as session:
            for each in session.scalars(select(Registration)):
                code = each.organisation.code
                if each.state.name in states and code.startswith(by or "KC-"):
                    return each.id
        raise LookupError(states)

    def context(self, email: str = "", **options: Any) -> BrowserContext:
        """Open a browser for somebody who is signed in already."""
        options.setdefault("viewport", {"width": 1280, "height": 800})
        context = self.chromium.new_context(
            locale="id-ID", timezone_id="Asia/Jakarta", **options
        )
        if email:
            with self.session() as session:
                found = session.scalars(select(Account).where(Account.email == email))
                account = found.one()
                held = cookie_of(account.id, account.session_version)
            signer: Any = self.app.session_interface.get_signing_serializer(self.app)  # type: ignore[attr-defined]
            value = signer.dumps({"_user_id": held, "_fresh": True, "_permanent": True})
            name = self.app.config["SESSION_COOKIE_NAME"]
            context.add_cookies([{"name": name, "value": value, "url": self.address}])
        return context


@pytest.fixture(scope="module")
def site(
    demonstration: Path, chromium: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Serve a copy of the demonstration, the same for all tests of a module."""
    folder = tmp_path_factory.mktemp("site") / "demonstration"
    shutil.copytree(demonstration, folder)
    similar.forget()
    engine = db.connect(f"sqlite:///{folder / NAME}")
    app = created(settings(engine, folder))
    with served(app) as address:
        yield Site(app, address, chromium)
    close(app)
    engine.dispose()
    similar.forget()


@pytest.fixture
def come(site: Site) -> Iterator[Callable[..., Any]]:
    """Give what opens a tab for a person; the test fails on what the console says."""
    contexts: list[tuple[BrowserContext, Watch]] = []

    def open_tab(email: str = "", **options: Any) -> Any:
        context = site.context(email, **options)
        tab = context.new_page()
        contexts.append((context, Watch(tab)))
        return tab

    yield open_tab
    problems = [each for _, watch in contexts for each in watch.problems]
    for context, _ in contexts:
        context.close()
    assert not problems, "\n".join(problems)
