"""`flask inventory`: bring an inventory in, and check a proposal."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from sqlalchemy.exc import DBAPIError

from architecture import history
from architecture.errors import Refused
from architecture.model import Organisation
from eaportal import db
from eaportal.commands.groups import Commands, government, print_json

if TYPE_CHECKING:
    from architecture.exchange.inventories.actions import Plan

group = Commands("inventory", help="Inventaris aplikasi.")


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--only",
    multiple=True,
    metavar="COLUMN=VALUE",
    help="Hanya baris yang kolomnya berisi nilai ini; boleh diulang.",
)
@click.option(
    "--create-organisations",
    is_flag=True,
    help="Buat perangkat daerah yang belum ada.",
)
@click.option(
    "--accept-suggestions",
    is_flag=True,
    help="Terima dugaan “mungkin sama dengan” sebagai pemakaian.",
)
@click.option("--dry-run", is_flag=True, help="Pratinjau saja; tidak menulis apa pun.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def bring_in(
    file: Path,
    *,
    organisation: str,
    only: tuple[str, ...],
    create_organisations: bool,
    accept_suggestions: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Impor daftar aplikasi FILE (XLSX atau CSV): semuanya, atau tidak sama sekali.

    Satu baris yang ditolak membatalkan semuanya, dengan status 1.
    """
    from architecture.exchange.inventories.choices import Choices
    from architecture.exchange.inventories.foreseeing import foresee, read

    choices = Choices(
        only=tuple(_pair(each) for each in only),
        create_organisations=create_organisations,
        accept_suggestions=accept_suggestions,
    )
    with db.reading() as session:  # planning takes its time and holds up nobody
        root = government(organisation, session)
        table, columns = read(file, file.name, choices)
        head, _ = history.head_of(session, root.id)
        plan = foresee(session, root, table, columns, choices)
    writes = not (dry_run or plan.refused)
    if writes:
        _write(root.id, plan, head, file.name)
    if as_json:
        told: dict[str, object] = {
            "file": file.name,
            "organisation": root.code,
            "sheet": table.sheet,
            "columns": columns.named,
            "dry_run": dry_run,
            "applied": writes,
        }
        print_json(told | _as_json(plan))
    else:
        _tell(plan)
    if plan.refused:
        raise Refused(
            f"{len(plan.refused)} dari {len(plan.actions)} baris ditolak, tidak ada "
            f"yang ditulis. Yang pertama, baris {plan.refused[0].row}: "
            f"{' '.join(plan.refused[0].reasons)}"
        )
    if not as_json:
        click.echo(
            "Diterapkan." if writes else "Pratinjau saja; tidak ada yang ditulis."
        )


@group.command("check")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option("--json", "as_json", is_flag=True, help="Tulis temuan sebagai JSON.")
def check(*, organisation: str, as_json: bool) -> None:
    """Periksa sebuah pendaftaran (JSON dari stdin) terhadap aturan dan inventaris.

    Status 0 juga bila ada temuan; bentuk masukan dan temuan ada di docs/schemas.
    """
    from architecture import checking
    from eaportal.commands.proposals import document_of, wish_of

    text = sys.stdin.buffer.read().decode("utf-8", "replace")
    with db.reading() as session:
        root = government(organisation, session)
        wish = wish_of(session, root, document_of(text))
        findings = checking.judge(session, wish)
    if as_json:
        print_json([each.to_json() for each in findings])
        return
    for each in findings:
        about = " ".join(
            part for part in (each.subject.code, each.subject.name) if part
        )
        click.echo(f"[{each.severity.value}] {each.kind}: {about}")
        for reason in each.reasons:
            click.echo(f"    {reason}")
    click.echo(f"{len(findings)} temuan." if findings else "Tidak ada temuan.")


def _pair(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign or not column.strip():
        raise Refused(f"--only “{text}” harus berbentuk KOLOM=NILAI.")
    return column, value


def _write(key: int, plan: "Plan", head: int, name: str) -> None:
    """Carry out the plan, or nothing of it."""
    from architecture.exchange.inventories.applying import STALE, apply

    root = db.session.get_one(Organisation, key)
    if history.head_of(db.session, key)[0] != head:
        raise Refused(STALE)
    try:
        apply(db.session, root, plan, source=name)
        entries = history.seal(db.session, by="inventory import", cause=f"impor {name}")
        if any(each.sequence != head + 1 for each in entries):
            raise Refused(STALE)
        db.session.commit()
    except DBAPIError as error:
        if db.is_full(error):
            raise Refused(db.FULL) from error
        raise


def _as_json(plan: "Plan") -> dict[str, object]:
    return {
        "rows": len(plan.actions),
        "counts": plan.counts,
        "organisations": [
            {"code": each.code, "name": each.name, "parent": each.parent}
            for each in plan.offices
        ],
        "notes": list(plan.notes),
        "actions": [each.as_json() for each in plan.actions],
    }


def _tell(plan: "Plan") -> None:
    from architecture.exchange.inventories.actions import Kind

    for each in plan.actions:
        told = " ".join((*each.reasons, *each.warnings))
        click.echo(f"{each.row}\t{each.kind.value}\t{each.name}\t{told}")
    for office in plan.offices:
        click.echo(f"Perangkat daerah baru: {office.code}\t{office.name}")
    for note in plan.notes:
        click.echo(note)
    counts = {kind.value: plan.counts.get(kind.name, 0) for kind in Kind}
    click.echo(", ".join(f"{name}: {many}" for name, many in counts.items() if many))
