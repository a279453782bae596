"""A browser without script that checks every page that it opens, and the portal."""

import logging
import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from playwright.sync_api import Page
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import TestResponse

from architecture.model import Account
from config import Config
from eaportal import create_app, db, indexes, limits, storage
from eaportal.accounts.signing_in import cookie_of
from eaportal.jobs.bell import Bell
from eaportal.maps import known
from tests.databases import let_go

HOST = "localhost"


class Browser:
    """Opens pages as a person would, and checks of each that it is well made.

    `session` is the test's own: it is ended before each request, so that the portal
    sees what the test made, and refreshed after, so that the test sees what it did.
    """

    def __init__(self, app: Flask, session: Session) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.session = session
        self.response: TestResponse | None = None
        """The last answer, for headers and bytes."""

    def sign_in(self, account: Account) -> "Browser":
        """Sign in without the page; return the browser itself."""
        with self.client.session_transaction() as cookie:
            cookie.clear()
            cookie.permanent = True
            cookie["_user_id"] = cookie_of(account.id, account.session_version)
            cookie["_fresh"] = True
        return self

    def sign_out(self) -> None:
        """Forget who one is, as an expired session does."""
        with self.client.session_transaction() as cookie:
            cookie.clear()

    def get(self, url: str, status: int = 200, **options: Any) -> BeautifulSoup:
        """Open a page and follow where it leads; return it parsed and checked."""
        return self._read(self.open(url, **options), status)

    def post(
        self,
        url: str,
        fields: dict[str, Any] | None = None,
        status: int = 200,
        **options: Any,
    ) -> BeautifulSoup:
        """Send fields (files as `(bytes_io, name)`) with a token, as a form does."""
        headers = {"X-CSRFToken": self.token(), "Origin": f"http://{HOST}"}
        headers.update(options.pop("headers", {}))
        answer = self.open(
            url, method="POST", data=fields or {}, headers=headers, **options
        )
        return self._read(answer, status)

    def submit(
        self,
        page: BeautifulSoup,
        fields: dict[str, Any] | None = None,
        status: int = 200,
        *,
        button: str = "",
    ) -> BeautifulSoup:
        """Fill in the form of a page and send it as a browser would, with its token.

        `button` is the text on the button that is pressed; without it the first form
        of the content.
        """
        form = _form_with(page, button)
        sent = _fields_of(form, button) | (fields or {})
        assert form.get("method", "get").lower() == "post", "use get() for searches"
        url = form.get("action") or ""
        answer = self.open(
            url, method="POST", data=sent, headers={"Origin": f"http://{HOST}"}
        )
        return self._read(answer, status)

    def fragment(
        self, url: str, status: int = 200, *, method: str = "GET", **options: Any
    ) -> BeautifulSoup:
        """Ask for a piece of a page, as htmx does."""
        headers = {"HX-Request": "true", "X-CSRFToken": self.token()}
        headers.update(options.pop("headers", {}))
        answer = self.open(url, method=method, headers=headers, **options)
        assert answer.status_code == status, _told(answer)
        piece = BeautifulSoup(answer.text, "html.parser")
        assert piece.select_one("html") is None, "a fragment is not a whole page"
        return piece

    def download(self, url: str, status: int = 200) -> TestResponse:
        """Fetch a file; return the whole answer."""
        answer = self.open(url)
        assert answer.status_code == status, _told(answer)
        return answer

    def open(self, url: str, *, follow: bool = True, **options: Any) -> TestResponse:
        """Send a request and return the answer without looking at it."""
        self.session.commit()
        answer = self.client.open(
            url, follow_redirects=follow, buffered=True, **options
        )
        self.session.expire_all()
        self.response = answer
        return answer

    def token(self) -> str:
        """Return the token that a form of this session would carry."""
        with self.client.session_transaction() as cookie:
            raw = cookie.setdefault("csrf_token", "f" * 40)
        with self.app.test_request_context():
            from flask import session as own

            own["csrf_token"] = raw
            token: str = generate_csrf()
        return token

    def _read(self, answer: TestResponse, status: int) -> BeautifulSoup:
        assert answer.status_code == status, _told(answer)
        assert answer.mimetype == "text/html", answer.mimetype
        page = BeautifulSoup(answer.text, "html.parser")
        check(page, answer.text)
        return page


def check(page: BeautifulSoup, source: str) -> None:
    """Assert what must hold of every page of the portal."""
    [heading] = page.select("h1")
    assert page.title is not None
    title = page.title.text.strip()
    assert title == f"{heading.text.strip()} – eaportal", title
    assert page.html is not None
    assert page.html.get("lang") == "id"
    _check_controls(page)
    _check_ids(page)
    _check_forms(page)
    _check_policy(page, source)
    levels = [int(each.name[1]) for each in page.find_all(re.compile(r"^h[1-6]$"))]
    for before, after in pairwise(levels):
        assert after <= before + 1, f"heading h{after} follows h{before}"


def _check_controls(page: BeautifulSoup) -> None:
    labels = {each.get("for"): each for each in page.find_all("label")}
    for control in page.find_all(["input", "textarea", "select"]):
        if control.get("type") == "hidden" or control.has_attr("hidden"):
            continue
        if control.has_attr("aria-label"):
            continue
        assert control.get("id"), f"a control without id: {control}"
        label = labels.get(control["id"])
        assert label is not None, f"a control without label: {control}"
        assert label.text.strip(), f"an empty label: {control}"
    for button in [*page.find_all("button"), *page.find_all("a", href=True)]:
        named = button.get_text(strip=True) or button.get("aria-label")
        assert named, f"nothing says what this does: {button}"


def _check_ids(page: BeautifulSoup) -> None:
    ids = Counter(str(each["id"]) for each in page.find_all(id=True))
    twice = {each for each, times in ids.items() if times > 1}
    assert not twice, f"ids that occur twice: {twice}"
    for attribute in ("aria-describedby", "aria-labelledby", "aria-controls"):
        for each in page.find_all(attrs={attribute: True}):
            for target in str(each[attribute]).split():
                assert target in ids, f"{attribute}={target} leads nowhere"
    for link in page.find_all("a", href=True):
        place, sign, target = str(link["href"]).partition("#")
        assert place or not sign or target in ids, f"{link} leads nowhere"


def _check_forms(page: BeautifulSoup) -> None:
    for form in page.find_all("form"):
        action = urlsplit(str(form.get("action") or ""))
        assert not action.netloc, f"a form that leads elsewhere: {action}"
        if str(form.get("method", "get")).lower() == "post":
            assert form.select_one("input[name=csrf_token]"), f"no token: {form}"
            if form.select_one("input[type=file]"):
                assert form.get("enctype") == "multipart/form-data", form
        assert form.find_parent("form") is None, "a form within a form"


def _check_policy(page: BeautifulSoup, source: str) -> None:
    assert page.find("style") is None, "inline style"
    assert page.find(style=True) is None, "inline style"
    for script in page.find_all("script"):
        assert script.get("src"), "inline script"
    assert not re.search(r"<[^>]*\son[a-z]+\s*=", source), "an inline handler"
    for each in [*page.find_all(src=True), *page.find_all("link", href=True)]:
        place = str(each.get("src") or each.get("href"))
        assert place.startswith(("/", "data:")), f"from elsewhere: {place}"
    assert "{{" not in page.get_text(), "an unfilled placeholder"


def _form_with(page: BeautifulSoup, button: str) -> Tag:
    if not button:
        form = page.select_one("main form[method=post]")
        assert form is not None, "no form on the page"
        return form
    for each in page.select("button[type=submit], button:not([type])"):
        if each.get_text(" ", strip=True) == button:
            form = each.find_parent("form")
            assert isinstance(form, Tag)
            return form
    said = [each.get_text(" ", strip=True) for each in page.select("button")]
    raise AssertionError(f"no button “{button}” among {said}")


def _fields_of(form: Tag, button: str) -> dict[str, Any]:  # noqa: C901 - as HTML is
    sent: dict[str, Any] = {}

    def add(name: str, value: str) -> None:
        if name in sent:
            before = sent[name] if isinstance(sent[name], list) else [sent[name]]
            sent[name] = [*before, value]
        else:
            sent[name] = value

    for control in form.select("input[name], textarea[name], select[name]"):
        name, kind = str(control["name"]), control.get("type", "text")
        if kind in {"checkbox", "radio"} and not control.has_attr("checked"):
            continue
        if kind in {"file", "submit"} or control.has_attr("disabled"):
            continue
        if control.name == "select":
            chosen = control.select("option[selected]") or control.select("option")[:1]
            for option in chosen:
                add(name, str(option.get("value", option.text)))
        elif control.name == "textarea":
            add(name, control.text.removeprefix("\n"))
        else:
            add(name, str(control.get("value", "on" if kind == "checkbox" else "")))
    for each in form.select("button[name]"):
        if each.get_text(" ", strip=True) == button:
            add(str(each["name"]), str(each.get("value", "")))
    return sent


def _told(answer: TestResponse) -> str:
    """Say what came instead: the heading and the messages of the page."""
    page = BeautifulSoup(answer.text, "html.parser")
    texts = [each.get_text(" ", strip=True) for each in page.select("h1, .alert")]
    return f"{answer.status_code} {answer.request.path}: {texts}"


def settings(engine: Engine, folder: Path, **changes: Any) -> Config:
    """Return the settings of a portal for tests; changes by name."""
    values: dict[str, Any] = {
        "SECRET_KEY": "hanya untuk uji",
        "DATABASE_URL": engine.url.render_as_string(hide_password=False),
        "STORAGE_URL": str(folder / "files"),
        "INSTANCE": folder,
        "PUBLIC_URL": f"http://{HOST}",
        "TESTING": True,
        "RATELIMIT_ENABLED": False,
        "JOBS_INLINE": True,
    }
    return Config(**(values | changes))


class _Compiled(BytecodeCache):
    """The templates as they were compiled for the first portal of this run."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], Any] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[bucket.key, bucket.checksum] = bucket.code


_compiled = _Compiled()


def created(stated: Config) -> Flask:
    """Make a portal; once more where CPython 3.11 miscounts within `ast.parse`.

    It keeps one count for all, and Playwright switches its greenlets at any moment.
    """
    try:
        app = create_app(stated)
    except SystemError as error:
        if "AST constructor recursion depth" not in str(error):
            raise
        app = create_app(stated)
    app.jinja_env.bytecode_cache = _compiled
    return app


def close(app: Flask) -> None:
    """Let go of the database and the bell of a portal."""
    app.extensions["bell"].close()
    let_go(app.extensions["engine"])


@pytest.fixture
def portal(engine: Engine, tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Give what makes a portal of the test's own: `portal(RATELIMIT_ENABLED=True)`."""
    made: list[Flask] = []

    def make(**changes: Any) -> Flask:
        app = created(settings(engine, tmp_path, **changes))
        made.append(app)
        return app

    yield make
    for app in made:
        close(app)


@pytest.fixture(scope="session")
def standing() -> list[Flask]:
    """Give the portal that `app` lends to one test after another, once there is one."""
    return []


@pytest.fixture
def app(engine: Engine, tmp_path: Path, standing: list[Flask]) -> Iterator[Flask]:
    """Give the portal; what a test changes in it stays, so let it use `portal` then.

    It is made once and moved from database to database: that takes a tenth of the time.
    """
    stated = settings(engine, tmp_path)
    if standing:
        _move(standing[0], stated)
    else:
        standing.append(created(stated))
    yield standing[0]
    close(standing[0])


def _move(app: Flask, stated: Config) -> None:
    app.config.from_object(stated)
    db.use(app, db.connect(stated.DATABASE_URL))
    storage.init_app(app)
    indexes.init_app(app)
    known.init_app(app)
    limits.init_app(app)  # another portal of the process may have turned the brake on
    app.extensions["bell"] = Bell(stated.INSTANCE)


@pytest.fixture
def browser(app: Flask, session: Session) -> Browser:
    """Give a browser of one person; make others with `Browser(app, session)`."""
    return Browser(app, session)


class _Handler(WSGIRequestHandler):
    """Answers one request, and gives up on a connection that never sends any."""

    timeout = 20

    def connection_dropped(
        self, error: BaseException, environ: dict[str, Any] | None = None
    ) -> None:
        """Close the answer that nobody hears any more; werkzeug leaves it open."""
        answer: Any = (environ or {}).get(_ANSWER)
        if hasattr(answer, "close"):
            answer.close()
        super().connection_dropped(error, environ)


_ANSWER = "tests.answer"


def _kept(app: Flask) -> Any:
    """Wrap a portal so that the handler finds the answer in the environment."""

    def answer(environ: dict[str, Any], start: Any) -> Any:
        environ[_ANSWER] = app(environ, start)
        return environ[_ANSWER]

    return answer


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve a portal at the address given; every request is done when the block ends.

    A request that still ran would keep its connection to a database that is gone.
    """
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server: Any = make_server(
        "127.0.0.1", 0, _kept(app), threaded=True, request_handler=_Handler
    )
    server.daemon_threads = False  # so that `server_close` waits for them
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def live(app: Flask, session: Session) -> Iterator[str]:
    """Give the address of the portal, served for a real browser.

    Commit what the test made before the page is opened: `make` does.  A tab (`page`)
    is closed before the portal is, whatever order a test names them in.
    """
    session.commit()
    with served(app) as address:
        yield address


def enter(page: Page, address: str, account: Account, password: str) -> None:
    """Sign in on the real page."""
    page.goto(f"{address}/masuk")
    page.get_by_label("Alamat surel").fill(account.email)
    page.get_by_label("Kata sandi").fill(password)
    page.get_by_role("button", name="Masuk").click()


class Statements:
    """Counts what is sent to the database within a `with` block."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.texts: list[str] = []

    def __enter__(self) -> "Statements":
        event.listen(self.engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "before_cursor_execute", self._note)

    def __len__(self) -> int:
        return len(self.texts)

    def plans(self) -> list[str]:
        """Return the steps in which SQLite would do what was sent."""
        reading = self.engine.execution_options(mode=db.READING)
        with reading.connect() as connection:
            return [
                row[3]
                for text in self.texts
                for row in connection.exec_driver_sql(
                    f"EXPLAIN QUERY PLAN {text}", (None,) * text.count("?")
                )
            ]

    def _note(self, _c: Any, _cu: Any, statement: str, *_: Any) -> None:
        if not statement.startswith("BEGIN"):
            self.texts.append(statement)


@pytest.fixture
def statements(app: Flask) -> Statements:
    """Give what counts statements of the portal: `with statements: …`."""
    return Statements(app.extensions["engine"])
