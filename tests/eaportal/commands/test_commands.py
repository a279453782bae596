"""Commands: what they print, their status, and what they leave in the database."""

import json
import xml.etree.ElementTree as ET

import click
import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from architecture import consolidating
from architecture.model import Account, Base, CaseState, Organisation, Post, now
from architecture.reference.calendar import day_of
from architecture.roles import Field, Role
from eaportal import create_app, db
from eaportal.accounts import passwords
from eaportal.commands import GROUPS
from tests import make
from tests.browser import settings


def test_every_command_explains_itself(run, app):
    for name in GROUPS:
        group = app.cli.get_command(click.Context(app.cli), name)
        for word in getattr(group, "commands", [None]):  # or a command of its own
            words = [name, word] if word else [name]
            assert "--help" in run(*words, "--help").output


def test_governments_offices_and_accounts_from_nothing(run, session):
    run("governments", "create", "KOTA-X", "Pemerintah Kota X")
    run("organisations", "create", "X-KES", "Dinas Kesehatan", "--parent", "KOTA-X")
    run(
        "accounts",
        "create",
        "Val@x.go.id",
        "--role",
        "validator",
        "--field",
        "data",
        "--organisation",
        "X-KES",
        "--password-stdin",
        text="kuda hijau terbang\n",
    )

    listed = json.loads(
        run("organisations", "list", "--organisation", "KOTA-X", "--json").stdout
    )
    account = session.scalars(select(Account)).one()
    [post] = session.scalars(select(Post))
    assert [(row["code"], row["parent"]) for row in listed] == [
        ("KOTA-X", None),
        ("X-KES", "KOTA-X"),
    ]
    assert account.email == "val@x.go.id"
    assert passwords.matches("kuda hijau terbang", account.password_hash)
    assert (post.role, post.field) == (Role.VALIDATOR, Field.DATA)


def test_a_made_password_is_printed_once_and_has_to_be_changed(run, session):
    make.government(session, code="KOTA-X")

    said = run(
        "accounts",
        "create",
        "a@x.go.id",
        "--role",
        "leader",
        "--organisation",
        "KOTA-X",
        "--json",
    )

    password = json.loads(said.stdout)["password"]
    account = session.scalars(select(Account)).one()
    assert passwords.matches(password, account.password_hash)
    assert account.must_change_password


def test_an_account_that_exists_gets_a_post_once_and_keeps_its_password(run, session):
    government = make.government(session, code="KOTA-X")
    account = make.account(session, Role.LEADER, government, email="a@x.go.id")
    words = ["accounts", "create", "a@x.go.id", "--organisation", "KOTA-X", "--role"]

    said = run(*words, "planner")
    again = run(*words, "planner", status=1)

    assert "kata sandinya tidak berubah" in said.stdout
    assert "sudah menjadi Perencana" in again.stderr
    assert passwords.matches(make.PASSWORD, account.password_hash)


@pytest.mark.parametrize(
    "words",
    [
        ("governments", "create", "KOTA-X", " "),
        ("organisations", "create", "A", "B", "--parent", "TIDAK-ADA"),
        ("organisations", "list", "--organisation", "TIDAK-ADA"),
        (
            "roadmap",
            "export",
            "--organisation",
            "KOTA-A",
            "--format",
            "xlsx",
            "--out",
            "x",
        ),
    ],
)
def test_a_refusal_is_one_line_and_status_one(run, session, words):
    make.government(session, code="KOTA-A")

    said = run(*words, status=1)

    assert len(said.stderr.strip().splitlines()) == 1
    assert "Traceback" not in said.output


@pytest.mark.parametrize(
    "words",
    [
        ("accounts", "create", "a@x.go.id"),
        ("accounts", "create", "a@x.go.id", "--role", "raja"),
        ("governments", "buat"),
        ("maps", "render", "--bulat"),
    ],
)
def test_a_command_that_is_written_wrongly_gets_one_line_and_status_one(run, words):
    said = run(*words, status=1)

    assert len(said.stderr.strip().splitlines()) == 1
    assert "--help" in said.stderr


def test_a_database_out_of_reach_is_one_line(tmp_path):
    app = create_app(settings(db.connect(f"sqlite:///{tmp_path}"), tmp_path))

    said = app.test_cli_runner().invoke(args=["governments", "list"])

    assert said.exit_code == 1
    assert len(said.stderr.strip().splitlines()) == 1
    assert "Basis data tidak dapat dipakai" in said.stderr


def test_before_the_migration_a_command_says_what_to_do(run, engine):
    Base.metadata.drop_all(engine)
    try:
        said = run("governments", "list", status=1)
    finally:
        Base.metadata.create_all(engine)

    assert "alembic upgrade head" in said.stderr
    assert len(said.stderr.strip().splitlines()) == 1


def test_the_landscape_is_drawn_to_a_file(run, session, tmp_path):
    government = make.government(session, code="KOTA-X")
    make.application(session, "SIMPUS", of=make.office(session, of=government))
    where = ["maps", "render", "--view", "landscape", "--organisation", "KOTA-X"]

    run(*where, "--format", "svg", "--out", str(tmp_path / "a.svg"))
    run(*where, "--format", "png", "--out", str(tmp_path / "a.png"))

    ET.parse(tmp_path / "a.svg")  # noqa: S314 - our own picture
    assert "SIMPUS" in (tmp_path / "a.svg").read_text()
    assert (tmp_path / "a.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_that_cannot_be_written_is_one_line(run, session, tmp_path):
    make.government(session, code="KOTA-X")

    said = run(
        "maps",
        "render",
        "--view",
        "landscape",
        "--organisation",
        "KOTA-X",
        "--format",
        "svg",
        "--out",
        str(tmp_path / "tidak" / "ada.svg"),
        status=1,
    )

    assert "Tidak dapat menulis" in said.stderr


def test_reference_and_demonstration_load_once_and_whole(
    run, session, monkeypatch, tmp_path
):
    monkeypatch.setenv("DEMO_PASSWORD", "rahasia-contoh-1")
    run("demo", "load", status=1)
    run("reference", "load")
    first = run("demo", "load", "--json")
    again = run("demo", "load")

    accounts = json.loads(first.stdout)["accounts"]
    assert {
        f"{name}@contoh.go.id"
        for name in [
            "installer",
            "admin",
            "reviewer",
            "validator-aplikasi",
            "validator-data",
            "validator-infrastruktur",
            "validator-keamanan",
            "kadis",
            "arsitek",
            "operator",
            "kepala",
            "asesor",
            "perencana",
            "pimpinan",
        ]
    } <= set(accounts)
    assert "tidak ada yang diubah" in again.stdout
    root = session.scalars(
        select(Organisation).where(Organisation.code == "KOTA-CONTOH")
    ).one()
    presence, work = consolidating.cases(session, root.id)
    assert (presence.state, work.state) == (CaseState.OPEN, CaseState.DECIDED)
    assert work.letter_number
    late = [s for s in work.steps if not s.done_at and s.due_on < day_of(now())]
    assert len(late) == 1
    assert any(each.done_at for each in work.steps)
    out = tmp_path / "peta.xlsx"
    run(
        "roadmap",
        "export",
        "--organisation",
        "KOTA-CONTOH",
        "--format",
        "xlsx",
        "--out",
        str(out),
    )
    assert load_workbook(out).sheetnames[:2] == ["Disetujui", "Diusulkan"]
