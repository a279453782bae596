"""Every page for everybody: each role of two governments, and those without any.

A page that is missing in `routes.TABLE` fails.
"""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from architecture.model import Account
from architecture.roles import Role
from eaportal import db
from eaportal.permissions import asked_by
from tests import make
from tests.browser import HOST, Browser, close, created, settings
from tests.databases import Databases
from tests.eaportal.routes import ADMIN, INSTALLER, LEADER, OFFICE, PUBLIC, TABLE, Row
from tests.eaportal.walking import Walk
from tests.eaportal.world import NOBODY, OTHER_HEAD, OTHER_OPERATOR


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
    if answer.mimetype in {"text/html", "image/svg+xml"}:
        assert "<script>alert" not in text, f"{row} runs what stands in a name"
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


FOR_ALL = {"accounts.sign_in", "accounts.sign_out"}
"""Where nobody has to be signed in."""


@pytest.mark.parametrize(
    "row",
    [row for row in TABLE if row.method == "POST" and row.endpoint not in FOR_ALL],
    ids=str,
)
def test_without_a_token_nothing_is_sent(walk, row):
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

        assert "7 aplikasi tercatat" in said, said


def test_a_page_without_a_mark_opens_for_nobody(
    databases: Databases, tmp_path: Path
) -> None:
    with databases.copy("sqlite") as engine:
        app = created(settings(engine, tmp_path))
        app.add_url_rule("/tanpa-tanda", "tanpa_tanda", view_func=lambda: "rahasia")
        with db.sessions(engine, db.WRITING)() as session:
            people = _one_of_each(session)
            walks = Browser(app, session)
            assert walks.open("/tanpa-tanda", follow=False).status_code == 302
            for account in people:
                answer = walks.sign_in(account).open("/tanpa-tanda")
                assert answer.status_code == 403
        close(app)


def _one_of_each(session: Session) -> list[Account]:
    government = make.government(session)
    office = make.office(session, of=government)
    return [
        make.account(session, role, office if role.name in OFFICE else government)
        for role in Role
    ]
