"""`flask history`: whether the history is still what was sealed."""

from collections.abc import Sequence
from typing import Any

import click
from sqlalchemy.orm import Session

from architecture import history, organisations
from architecture.errors import Refused
from architecture.history import Expected, Verified
from architecture.model import Organisation
from eaportal import db
from eaportal.commands.groups import Commands, print_json

group = Commands("history", help="Riwayat perubahan.")


@group.command("verify")
@click.option("--organisation", default=None, help="Kode instansi; tanpa ini, semua.")
@click.option(
    "--expect",
    "head",
    default=None,
    metavar="SIDIK",
    help="Sidik yang harus ada dalam riwayat, seperti tercetak pada surat.",
)
@click.option("--json", "as_json", is_flag=True, help="Keluaran JSON.")
def verify(*, organisation: str | None, head: str | None, as_json: bool) -> None:
    """Periksa rantai riwayat: catatan pertama yang diubah atau dibuang disebut."""
    expect = history.expected(head) if head else None
    with db.snapshot() as session:
        roots = _roots(session, organisation)
        found = [(root, history.verify(session, root.id, expect)) for root in roots]
    problem = _first_problem(found, expect)
    if as_json:
        print_json(_as_json(found, problem))
    else:
        for root, each in found:
            if not each.problem:
                click.echo(f"{root.code}: {each.sequence} catatan utuh. {_head(each)}")
    if problem:
        raise Refused(problem)


def _roots(session: Session, code: str | None) -> Sequence[Organisation]:
    """Return the government of that code, or all that have a history."""
    if code:
        return [organisations.by_code(session, code)]
    return organisations.roots(session)


def _first_problem(
    found: Sequence[tuple[Organisation, Verified]], expect: Expected | None
) -> str:
    """Return the sentence of the first chain that is not sound, or an empty one."""
    for root, each in found:
        if each.problem:
            return f"Riwayat {root.code}: {each.problem}"
    if expect is None or any(each.met for _, each in found):
        return ""
    where = ", ".join(root.code for root, _ in found) or "mana pun"
    return (
        f"Catatan {_told(expect)} tidak ada dalam riwayat {where}: riwayatnya dipotong "
        "dan ditulis ulang, atau sidik itu milik basis data lain."
    )


def _told(expect: Expected) -> str:
    number = "" if expect.sequence is None else f"{expect.sequence}:"
    return f"{number}{expect.hash[:12]}…"


def _head(each: Verified) -> str:
    return f"Kepala {each.sequence}:{each.hash}" if each.hash else "Belum ada kepala."


def _as_json(
    found: Sequence[tuple[Organisation, Verified]], problem: str
) -> dict[str, Any]:
    return {
        "sound": not problem,
        "problem": problem or None,
        "histories": [
            {
                "organisation": root.code,
                "entries": each.sequence,
                "notes": each.notes,
                "head": f"{each.sequence}:{each.hash}" if each.hash else None,
                "sound": not each.problem,
                "broken": each.broken,
                "problem": each.problem or None,
            }
            for root, each in found
        ],
    }
