"""Groups of commands that answer a refusal with one line and status 1."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from architecture import organisations
from architecture.errors import Invalid, Refused
from architecture.model import Kind, Organisation
from eaportal import db

UNREADY = (
    "Basis data belum siap. Jalankan dahulu `alembic upgrade head`, "
    "lalu `flask --app wsgi reference load`."
)


class Commands(AppGroup):
    """A group whose commands turn what the architecture refuses into one line."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with in_one_line():
            return super().invoke(ctx)


class Command(click.Command):
    """A command of no group that does so."""

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Read how it was written."""
        with in_one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        with in_one_line():
            return super().invoke(ctx)


@contextmanager
def in_one_line() -> Iterator[None]:
    """Answer what is refused, and a database that cannot be used, with one line."""
    try:
        yield
    except Invalid as error:
        raise click.ClickException(_with_problems(error)) from error
    except Refused as error:
        raise click.ClickException(error.sentence) from error
    except (OperationalError, ProgrammingError) as error:
        if is_unmigrated(error):
            raise click.ClickException(UNREADY) from error
        if isinstance(error, OperationalError):
            raise click.ClickException(_unusable(error)) from error
        raise
    except click.UsageError as error:
        raise click.ClickException(_misused(error)) from error


def is_unmigrated(error: Exception) -> bool:
    """Tell whether the database lacks a table or column that the code knows."""
    text = str(getattr(error, "orig", error)).lower()
    return any(
        sign in text for sign in ("no such table", "no such column", "does not exist")
    )


def government(code: str, session: Session | None = None) -> Organisation:
    """Return the government of that code.  Raises `Refused` if it is none.

    `session` is that of the command where it reads in one of its own.
    """
    found = organisations.by_code(session or db.session, code)
    if found.kind is not Kind.GOVERNMENT:
        raise Refused(f"“{code}” bukan kode instansi, melainkan {found.name}.")
    return found


def print_json(value: Any) -> None:
    """Print what a program reads: one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def _unusable(error: OperationalError) -> str:
    if db.is_full(error):
        return db.FULL
    said = str(error.orig).strip().splitlines()[0]
    return f"Basis data tidak dapat dipakai: {said}"


def _misused(error: click.UsageError) -> str:
    """Return in one line what is wrong with how a command was written."""
    said = " ".join(error.format_message().split())
    command = error.ctx.command_path if error.ctx else "flask --app wsgi"
    return f"{said} ({command} --help)"


def _with_problems(error: Invalid) -> str:
    problems = [each for several in error.problems.values() for each in several]
    return " ".join(dict.fromkeys([error.sentence, *problems]))
