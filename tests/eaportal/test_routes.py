"""Every page for everybody: each role of two governments, and those without any.

`TABLE` says it once more, apart from `eaportal.permissions`: who decides what opens
there has to say it here too.  A page that is missing in the table fails.
"""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask import session as cookie
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from openpyxl import load_workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.model import Account, Base, SignInAttempt
from architecture.roles import Role
from eaportal import create_app, db
from eaportal.accounts.signing_in import cookie_of
from eaportal.permissions import asked_by
from tests import make
from tests.browser import HOST, Browser, settings
from tests.databases import Databases
from tests.eaportal import world
from tests.eaportal.world import NOBODY, OTHER_HEAD, OTHER_OPERATOR, World

ADMIN, REVIEWER, VALIDATOR = "ADMINISTRATOR", "REVIEWER", "VALIDATOR"
SIGNATORY, COORDINATOR, INSTALLER = "SIGNATORY", "COORDINATOR", "INSTALLER"
OPERATOR, HEAD, ARCHITECT = "OPERATOR", "HEAD", "ARCHITECT"
ASSESSOR, PLANNER, LEADER = "ASSESSOR", "PLANNER", "LEADER"

PUBLIC = "publik"
EVERYBODY = frozenset(
    {*(role.name for role in Role), OTHER_OPERATOR, OTHER_HEAD, NOBODY}
)
WORKING = EVERYBODY - {INSTALLER, NOBODY}
OFFICE = frozenset({OPERATOR, HEAD})
OFFICES = OFFICE | {OTHER_OPERATOR, OTHER_HEAD}
DECIDERS = frozenset({REVIEWER, VALIDATOR, SIGNATORY, COORDINATOR})
EDITORS = OFFICE | {ARCHITECT, ADMIN}
READERS = WORKING - {OTHER_OPERATOR, OTHER_HEAD}
"""Who may see what an office sent to Kominfo."""
NONE: frozenset[str] = frozenset()
RAW = "f" * 40
"""What the tokens of all sessions here are made from."""


@dataclass(frozen=True)
class Row:
    """One address: who of the own government opens it, and who of the other one.

    `path` and `fields` name ids of the own government; `foreign` are those of the
    other one who are let in as well, to see their own.
    """

    endpoint: str
    path: str
    opens: frozenset[str]
    foreign: frozenset[str] = NONE
    method: str = "GET"
    fields: dict[str, str] = field(default_factory=dict)
    tells: bool = False
    """The public may read it: what it shows is shared by intention."""

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def own(endpoint: str, path: str, opens: frozenset[str], **more: Any) -> Row:
    """Return the row of a page that shows each government its own."""
    return Row(endpoint, path, opens, foreign=opens & EVERYBODY, **more)


def post(endpoint: str, path: str, opens: frozenset[str], **fields: str) -> Row:
    """Return the row of an address that changes something of the own government."""
    return Row(endpoint, path, opens, method="POST", fields=fields)


def form(endpoint: str, path: str, opens: frozenset[str], **more: Any) -> list[Row]:
    """Return the rows of a form, to open and to send."""
    return [
        Row(endpoint, path, opens, **more),
        Row(endpoint, path, opens, method="POST", **more),
    ]


ALL = EVERYBODY | {PUBLIC}
ADMINS = frozenset({ADMIN})
INSTALLERS = frozenset({INSTALLER})

TABLE: list[Row] = [
    own("home.index", "/", ALL),
    own("accounts.sign_in", "/masuk", ALL),
    own("accounts.sign_in", "/masuk", ALL, method="POST"),
    own("accounts.sign_out", "/keluar", ALL, method="POST"),
    *form(
        "accounts.change_password",
        "/akun-saya/kata-sandi",
        EVERYBODY,
        foreign=EVERYBODY,
    ),
    own("public.index", "/katalog/", ALL),
    own("verification.check", "/surat/cek/{token}", ALL, tells=True),
    # The installation
    own("governments.index", "/instansi/", INSTALLERS),
    *form("governments.create", "/instansi/baru", INSTALLERS, foreign=INSTALLERS),
    # Offices and accounts
    own("organisations.index", "/perangkat-daerah/", ADMINS),
    *form("organisations.create", "/perangkat-daerah/baru", ADMINS, foreign=ADMINS),
    *form("organisations.edit", "/perangkat-daerah/{dinas}", ADMINS),
    *form(
        "organisations.settings",
        "/perangkat-daerah/pengaturan",
        ADMINS,
        foreign=ADMINS,
    ),
    own("people.index", "/akun/", ADMINS),
    *form("people.create", "/akun/baru", ADMINS, foreign=ADMINS),
    *form("people.show", "/akun/{account}", ADMINS),
    post("people.end_post", "/akun/{account}/jabatan/{post}/akhiri", ADMINS),
    post("people.reset_password", "/akun/{account}/kata-sandi", ADMINS),
    post("people.close", "/akun/{account}/tutup", ADMINS),
    # The inventory
    own("inventory.index", "/aplikasi/", WORKING),
    own("inventory.index", "/aplikasi/?milik=lain", WORKING),
    own("inventory.index", "/aplikasi/?milik=dipakai", WORKING),
    own("inventory.index", "/aplikasi/?instansi={government}", WORKING),
    own("inventory.index", "/aplikasi/?opd={dinas}", WORKING),
    own("inventory.index", "/aplikasi/?cari=kapal", WORKING),
    own("inventory.download", "/aplikasi/unduh.xlsx", WORKING),
    own("inventory.download", "/aplikasi/unduh.xlsx?instansi={government}", WORKING),
    Row("inventory.prepared", "/aplikasi/unduhan/{sheet_job}", frozenset({OPERATOR})),
    Row("inventory.show", "/aplikasi/{hidden}", WORKING),
    Row("inventory.show", "/aplikasi/{planned}", WORKING),
    Row("inventory.show", "/aplikasi/{secret}", WORKING),
    own("inventory.show", "/aplikasi/{shared}", WORKING),
    *form("inventory.edit", "/aplikasi/{hidden}/ubah", EDITORS),
    *form(
        "inventory.edit",
        "/aplikasi/{shared}/ubah",
        frozenset({OTHER_OPERATOR, OTHER_HEAD, ARCHITECT, ADMIN}),
    ),
    *form("inventory.retire", "/aplikasi/{hidden}/hentikan", EDITORS),
    post(
        "inventory.use",
        "/aplikasi/{planned}/pakai",
        frozenset({OTHER_OPERATOR, OTHER_HEAD, ADMIN}),
        office="{other}",
    ),
    post(
        "inventory.use",
        "/aplikasi/{shared}/pakai",
        OFFICE | {ADMIN},
        office="{dinas}",
    ),
    post(
        "inventory.end_use",
        "/aplikasi/{shared}/berhenti-pakai",
        OFFICE | {ADMIN},
        use="{use}",
    ),
    Row("jobs.show", "/pekerjaan/{job}", frozenset({OPERATOR})),
    # Maps and the plan
    own("maps.index", "/peta/", WORKING),
    own("maps.index", "/peta/?instansi={government}", WORKING),
    Row("maps.index", "/peta/?opd={dinas}", WORKING),
    own("maps.landscape_svg", "/peta/lanskap.svg", WORKING),
    Row("maps.surroundings", "/aplikasi/{hidden}/peta", WORKING),
    own("maps.surroundings", "/aplikasi/{shared}/peta?langkah=3", WORKING),
    Row("maps.surroundings_svg", "/aplikasi/{hidden}/peta.svg", WORKING),
    own("maps.surroundings_svg", "/aplikasi/{shared}/peta.svg?langkah=3", WORKING),
    Row("maps.thumbnail", "/aplikasi/{hidden}/peta-kecil", WORKING),
    own("roadmap.index", "/peta-rencana/", WORKING),
    own(
        "roadmap.download",
        "/peta-rencana/unduh.xlsx",
        WORKING - OFFICES - {VALIDATOR},
    ),
    # Registrations
    own("registration.index", "/usulan/", WORKING),
    *form("registration.begin", "/usulan/baru", OFFICES, foreign=OFFICES),
    *form(
        "registration.choose",
        "/usulan/baru/pengembangan?opd={dinas}",
        OFFICE,
        fields={"aplikasi": "{hidden}"},
    ),
    own("registration.choose", "/usulan/baru/ambil-alih", OFFICES),
    own("registration.use", "/usulan/baru/pakai", OFFICES),
    post(
        "registration.use",
        "/usulan/baru/pakai",
        OFFICE,
        opd="{dinas}",
        aplikasi="{shared}",
    ),
    Row("registration.show", "/usulan/{draft}", OFFICE),
    Row("registration.show", "/usulan/{waiting}", OFFICE),
    Row("registration.show", "/usulan/{review}", READERS),
    *form("registration.fill", "/usulan/{draft}/isi", OFFICE),
    post("registration.check", "/usulan/{draft}/periksa", OFFICE),
    *form("registration.answers", "/usulan/{draft}/temuan", OFFICE),
    *form("registration.attach", "/usulan/{draft}/dokumen", OFFICE),
    Row(
        "registration.document",
        "/usulan/{draft}/dokumen/{draft_document}",
        OFFICE,
    ),
    Row("registration.document", "/usulan/{review}/dokumen/{document}", READERS),
    Row("registration.document", "/usulan/{review}/dokumen/{draft_document}", NONE),
    post(
        "registration.detach",
        "/usulan/{draft}/dokumen/{draft_document}/lepas",
        OFFICE,
    ),
    post("registration.submit", "/usulan/{draft}/kirim", OFFICE),
    *form("registration.confirm", "/usulan/{waiting}/sahkan", frozenset({HEAD})),
    post(
        "registration.give_back",
        "/usulan/{waiting}/kembalikan",
        frozenset({HEAD}),
        reason="Lengkapi dahulu.",
    ),
    *form(
        "registration.withdraw",
        "/usulan/{review}/tarik",
        OFFICE,
        fields={"reason": "Tidak jadi."},
    ),
    # The review
    own("review.index", "/telaah/", DECIDERS),
    Row("review.show", "/telaah/{review}", DECIDERS),
    Row("review.show", "/telaah/{draft}", NONE),
    Row("review.show", "/telaah/{waiting}", NONE),
    Row("review.application", "/telaah/{review}/banding/{hidden}", DECIDERS),
    Row("review.proposal", "/telaah/{review}/banding/usulan/{beside}", DECIDERS),
    Row("review.proposal", "/telaah/{review}/banding/usulan/{draft}", NONE),
    post(
        "review.decide",
        "/telaah/{review}/langkah/{step}",
        frozenset({REVIEWER}),
        passed="ya",
    ),
    post(
        "review.decide",
        "/telaah/{of_kominfo}/langkah/{kominfo_step}",
        frozenset({COORDINATOR}),
        passed="ya",
    ),
    post(
        "review.skip",
        "/telaah/{outside}/langkah/{outside_step}/lewati",
        frozenset({REVIEWER}),
        reason="Tidak diminta.",
    ),
    Row("review.paper", "/telaah/{outside}/langkah/{outside_step}/surat", DECIDERS),
    Row("review.paper", "/telaah/{review}/langkah/{outside_step}/surat", NONE),
    # Letters
    Row("letters.show", "/surat/{letter}", READERS),
    Row("letters.download", "/surat/{letter}/pdf", READERS),
    Row("letters.download", "/surat/{letter}/docx", READERS),
    Row("letters.signed", "/surat/{letter}/bertanda-tangan", READERS),
    post("letters.prepare", "/surat/{letter}/berkas", READERS),
    post(
        "letters.keep_signed",
        "/surat/{letter}/bertanda-tangan",
        frozenset({REVIEWER, SIGNATORY, COORDINATOR}),
    ),
    post(
        "letters.withdraw",
        "/surat/{letter}/cabut",
        frozenset({REVIEWER, SIGNATORY, COORDINATOR}),
        reason="Keliru.",
    ),
    # Imports
    own("imports.index", "/impor/", ADMINS),
    *form("imports.create", "/impor/baru", ADMINS, foreign=ADMINS),
    own("imports.template", "/impor/templat.xlsx", ADMINS),
    Row("imports.show", "/impor/{import}", ADMINS),
    *form("imports.columns", "/impor/{import}/kolom", ADMINS),
    post("imports.sheet", "/impor/{import}/lembar", ADMINS, lembar="Lembar1"),
    post("imports.apply", "/impor/{import}/terapkan", ADMINS),
    post("imports.cancel", "/impor/{import}/batal", ADMINS),
    Row("imports.mend", "/impor/{import}/perbaiki.xlsx", ADMINS),
]


@dataclass
class Person:
    """Somebody with a browser of his or her own."""

    name: str
    client: FlaskClient
    token: str = ""

    def open(self, row: Row, ids: dict[str, Any]) -> Any:
        """Open the address of a row, or send its fields with a valid token."""
        headers = {"Origin": f"http://{HOST}"}
        sent = {name: text.format(**ids) for name, text in row.fields.items()}
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
        self.engine.dispose()  # the last to leave writes the journal into the file
        shutil.copy(file, self.kept)
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
        for part in ("-wal", "-shm"):
            self.file.with_name(self.file.name + part).unlink(missing_ok=True)
        shutil.copy(self.kept, self.file)

    def content(self) -> dict[str, list[Any]]:
        """Return every row of every table; who tried to sign in is left out."""
        with self.engine.connect() as connection:
            return {
                table.name: connection.execute(select(table)).all()
                for table in Base.metadata.sorted_tables
                if table.name != SignInAttempt.__tablename__
            }


@pytest.fixture(scope="module")
def walk(
    databases: Databases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Walk]:
    with databases.copy("sqlite") as engine:
        app = create_app(settings(engine, tmp_path_factory.mktemp("walk")))
        yield Walk(app, Path(str(engine.url.database)))
        app.extensions["engine"].dispose()


def opened(answer: Any) -> bool:
    """Tell whether the person was let in, whatever the page then said to the form."""
    assert answer.status_code < 500, answer.status_code
    if answer.status_code in {301, 302, 303}:
        return not answer.location.startswith("/masuk?next=")
    return answer.status_code not in {401, 403, 404}


def texts_of(answer: Any) -> str:
    """Return what an answer lets a person read; a workbook is unpacked."""
    if answer.mimetype.endswith("spreadsheetml.sheet") and len(answer.data) > 2:
        book = load_workbook(BytesIO(answer.data), read_only=True)
        return " ".join(
            str(cell)
            for sheet in book
            for row in sheet.iter_rows(values_only=True)
            for cell in row
            if cell is not None
        )
    return str(answer.data.decode(errors="replace"))


def rules(app: Flask) -> list[tuple[str, str]]:
    return sorted(
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) & {"GET", "POST"}
        if rule.endpoint != "static"
    )


def test_every_page_stands_in_the_table(walk):
    told = {(row.endpoint, row.method) for row in TABLE}

    for endpoint, method in rules(walk.app):
        assert (endpoint, method) in told, (
            f"{method} {endpoint} is missing in TABLE: say there who may open it"
        )
    assert told <= set(rules(walk.app)), "TABLE tells of pages that are gone"


def test_every_address_of_the_table_is_that_page(walk):
    for row in TABLE:
        path = row.path.format(**walk.ids).partition("?")[0]
        found, _ = walk.app.url_map.bind(HOST).match(path, method=row.method)
        assert found == row.endpoint, row


def test_every_page_bears_a_mark(walk):
    for endpoint, page in walk.app.view_functions.items():
        assert endpoint == "static" or page in asked_by, (
            f"{endpoint} says for nobody: give it @requires, @signed_in or @public"
        )


@pytest.mark.parametrize(
    "row", [each for each in TABLE if each.method == "GET"], ids=str
)
def test_a_page_opens_for_those_and_for_nobody_else(walk, row):
    for side, people, expected in walk.sides(row):
        let_in = set()
        for who, person in people.items():
            answer = person.open(row, walk.ids)
            tells_nothing_of_others(walk, row, side, who, answer)
            if opened(answer):
                let_in.add(who)
        assert let_in == expected - {PUBLIC}, f"for the {side} government"
    assert opened(walk.public.open(row, walk.ids)) is (PUBLIC in row.opens)


@pytest.mark.parametrize(
    "row", [each for each in TABLE if each.method == "POST"], ids=str
)
def test_who_may_not_send_it_changes_nothing_and_who_may_is_let_in(walk, row):
    before = walk.content()
    for side, people, expected in walk.sides(row):
        for who in sorted(set(people) - expected):
            answer = people[who].open(row, walk.ids)
            assert answer.status_code in {403, 404}, f"{who} of the {side} government"
    if PUBLIC not in row.opens:
        assert walk.public.open(row, walk.ids).status_code == 401
    assert walk.content() == before
    for side, people, expected in walk.sides(row):
        for who in sorted(set(people) & expected):
            answer = people[who].open(row, walk.ids)
            walk.put_back()
            people[who] = walk.again(side, who)
            assert opened(answer), f"{who} of the {side} government"


def tells_nothing_of_others(
    walk: Walk, row: Row, side: str, who: str, answer: Any
) -> None:
    """Assert that a page shows nothing that is not for this person."""
    text = texts_of(answer)
    mine, theirs = walk.world.own, walk.world.foreign
    if side == "foreign":
        mine, theirs = theirs, mine
    if row.tells:
        return
    assert theirs.mark not in text, f"{row} tells {who} ({side}) of the other one"
    assert theirs.private not in text, f"{row} tells {who} ({side}) of the other one"
    if who in {INSTALLER, NOBODY} and row.endpoint != "governments.index":
        shown = text.replace(f"{who.title()} {mine.mark}", "")
        assert mine.mark not in shown, f"{row} tells {who} of business"
    if who in {OTHER_OPERATOR, OTHER_HEAD}:
        for name in ("Draf", "Menunggu"):
            assert f"{name} {mine.private}" not in text, f"{row} tells {who} a draft"


def test_the_public_is_asked_to_sign_in_and_led_back(walk):
    answer = walk.public.client.get("/aplikasi/?cari=a")

    assert answer.status_code == 302
    assert answer.location == "/masuk?next=/aplikasi/?cari%3Da"


@pytest.mark.parametrize(
    "row", [each for each in TABLE if each.method == "POST"], ids=str
)
def test_without_a_token_nothing_is_sent(walk, row):
    if row.endpoint in {"accounts.sign_in", "accounts.sign_out"}:
        pytest.skip("nobody has to be signed in there")
    who = next(iter(sorted(row.opens & set(walk.own))))
    before = walk.content()
    person = walk.own[who]
    person.token = ""
    try:
        answer = person.open(row, walk.ids)
        assert answer.status_code == 400
        assert walk.content() == before
    finally:
        walk.own[who] = walk.again("own", who)


WITH_IDS = [each for each in TABLE if re.search(r"/\{\w+\}", each.path)]


@pytest.mark.parametrize("number", [0, 999_999, 2**31, 2**63, 10**30])
def test_an_id_that_is_not_there_is_not_found(walk, number):
    ids = dict.fromkeys(walk.ids, number)
    for row in WITH_IDS:
        for who in sorted(row.opens & set(walk.own))[:1]:
            answer = walk.own[who].open(row, ids)
            assert answer.status_code in {404, 405}, f"{row} for {who}"


def test_an_id_below_zero_is_no_page(walk):
    for row in WITH_IDS:
        answer = walk.own[ADMIN].open(row, dict.fromkeys(walk.ids, -1))
        assert answer.status_code in {404, 405}, row


def test_the_counts_of_the_front_page_are_of_the_own_government(walk):
    for people in (walk.own, walk.foreign):
        page = BeautifulSoup(people[LEADER].client.get("/").text, "html.parser")
        said = page.main.get_text(" ", strip=True)

        assert "5 aplikasi tercatat" in said, said


def test_a_page_without_a_mark_opens_for_nobody(
    databases: Databases, tmp_path: Path
) -> None:
    with databases.copy("sqlite") as engine:
        app = create_app(settings(engine, tmp_path))
        app.add_url_rule("/tanpa-tanda", "tanpa_tanda", view_func=lambda: "rahasia")
        with db.sessions(engine, db.WRITING)() as session:
            people = _one_of_each(session)
            walks = Browser(app, session)
            assert walks.open("/tanpa-tanda", follow=False).status_code == 302
            for account in people:
                answer = walks.sign_in(account).open("/tanpa-tanda")
                assert answer.status_code == 403
        app.extensions["engine"].dispose()


def _one_of_each(session: Session) -> list[Account]:
    government = make.government(session)
    office = make.office(session, of=government)
    return [
        make.account(session, role, office if role.name in OFFICE else government)
        for role in Role
    ]
