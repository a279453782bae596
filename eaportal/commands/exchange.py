"""`flask exchange`: a government's model out into a workbook, and back again."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from architecture import history, scope
from architecture.errors import Refused
from architecture.model import Organisation
from eaportal import db, formats
from eaportal.commands import archimate
from eaportal.commands.days import day_of, days_of
from eaportal.commands.files import whole_file
from eaportal.commands.groups import Commands, government, print_json

if TYPE_CHECKING:
    from architecture.exchange.book.applying import Applied
    from architecture.exchange.book.extent import Extent
    from architecture.exchange.book.plan import Outcome, Plan

group = Commands(
    "exchange", help="Pertukaran model: buku kerja XLSX dan berkas ArchiMate."
)
group.add_command(archimate.export)
group.add_command(archimate.bring_in)


@group.command("export-xlsx")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Berkas XLSX."
)
@click.option("--date", "on", metavar="YYYY-MM-DD", help="Model pada tanggal ini.")
@click.option(
    "--as-known-on", "known", metavar="YYYY-MM-DD", help="Seperti diketahui hari itu."
)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def export_xlsx(
    *, organisation: str, out: Path, on: str | None, known: str | None, as_json: bool
) -> None:
    """Tulis buku kerja seluruh arsitektur sebuah instansi."""
    from architecture.exchange.book.extent import extent_of
    from architecture.exchange.book.writing import write

    day, known_on = days_of(on, known)
    with db.reading() as session, whole_file(out) as place:
        root = government(organisation, session)
        extent = extent_of(
            session, scope.full(root.id), root, day=day, known_on=known_on
        )
        counts = write(session, extent, place)
        told = {"organisation": root.code, "file": out.name, "sheets": counts}
    if as_json:
        print_json(told)
        return
    for sheet, rows in counts.items():
        click.echo(f"{sheet}\t{rows}")
    click.echo(f"Ditulis ke {out}.")


@group.command("import-xlsx")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--conflicts",
    type=click.Choice(["keep", "file"]),
    default="keep",
    help="Baris yang sudah diubah orang lain: biarkan (keep), atau pakai isi berkas.",
)
@click.option("--good-only", is_flag=True, help="Tulis baris yang baik saja.")
@click.option(
    "--mend", type=click.Path(path_type=Path), help="Tulis baris yang ditolak ke sini."
)
@click.option("--dry-run", is_flag=True, help="Pratinjau saja; tidak menulis apa pun.")
@click.option("--date", "on", metavar="YYYY-MM-DD", help="Berlaku mulai tanggal ini.")
@click.option("--as-known-on", "known", metavar="YYYY-MM-DD", hidden=True)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def import_xlsx(
    file: Path,
    *,
    organisation: str,
    conflicts: str,
    good_only: bool,
    mend: Path | None,
    dry_run: bool,
    on: str | None,
    known: str | None,
    as_json: bool,
) -> None:
    """Impor buku kerja FILE: semuanya, atau tidak sama sekali.

    Satu baris yang ditolak membatalkan semuanya, dengan status 1.
    """
    from architecture.exchange.book import applying
    from architecture.exchange.book.mending import rows_to_mend
    from architecture.exchange.files.containers import file_bytes

    if known is not None:
        raise Refused("Buku kerja diimpor untuk sekarang; kosongkan --as-known-on.")
    day = None if on is None else day_of("--date", on)
    content = file_bytes(file)
    take = applying.ours if conflicts == "file" else applying.theirs
    with db.reading() as session:  # planning takes its time and holds up nobody
        root = government(organisation, session)
        head, _ = history.head_of(session, root.id)
        extent, plan = _foreseen(session, root, content, file.name, day)
        if mend and plan.refused:
            with whole_file(mend) as place:
                place.write_bytes(rows_to_mend(session, extent, plan))
    writes = not dry_run and (good_only or not plan.refused)
    if writes:
        _write(root.id, plan, head, file.name, take=take, good_only=good_only, on=day)
    done = applying.counted(plan, take)
    if as_json:
        about = {
            "file": file.name,
            "organisation": root.code,
            "date": day,
            "dry_run": dry_run,
            "applied": writes,
        }
        print_json(about | _as_json(plan, done))
    else:
        _tell(plan, done)
    if plan.refused and not good_only:
        first = plan.refused[0]
        raise Refused(
            f"{len(plan.refused)} baris ditolak, tidak ada yang ditulis. Yang pertama, "
            f"lembar {first.sheet} baris {first.row}: {' '.join(first.reasons)}"
        )
    if not as_json:
        click.echo(
            "Diterapkan." if writes else "Pratinjau saja; tidak ada yang ditulis."
        )


def _foreseen(
    session: Session, root: Organisation, content: bytes, name: str, on: date | None
) -> tuple["Extent", "Plan"]:
    from architecture.exchange.book.extent import extent_of
    from architecture.exchange.book.foreseeing import foresee
    from architecture.exchange.book.plan import Reach
    from architecture.exchange.book.postponing import postpone

    extent = extent_of(session, scope.full(root.id), root)
    reach = Reach(today=formats.today())
    plan = foresee(session, extent, content, name, reach)
    return extent, postpone(session, plan, on) if on else plan


def _write(
    key: int,
    plan: "Plan",
    head: int,
    name: str,
    *,
    take: Callable[["Outcome"], bool],
    good_only: bool,
    on: date | None,
) -> None:
    """Carry out the plan, or nothing of it."""
    from architecture.exchange.book.applying import apply
    from architecture.exchange.inventories.applying import STALE

    deed = f"Impor buku kerja {name}"
    if history.head_of(db.session, key)[0] != head:
        raise Refused(STALE)
    try:
        apply(db.session, key, plan, deed=deed, take=take, good_only=good_only, on=on)
        cause = f"impor {name}"
        entries = history.seal(db.session, by="exchange import-xlsx", cause=cause)
        if any(each.sequence != head + 1 for each in entries):
            raise Refused(STALE)
        db.session.commit()
    except DBAPIError as error:
        if db.is_full(error):
            raise Refused(db.FULL) from error
        raise


def _as_json(plan: "Plan", done: "Applied") -> dict[str, Any]:
    return {
        **asdict(done),
        "sheets": plan.counts,
        "notes": list(plan.notes),
        "rows": [each.as_json() for each in plan.outcomes],
    }


def _tell(plan: "Plan", done: "Applied") -> None:
    for each in plan.outcomes:
        cells = "; ".join(
            f"{d.heading}: {d.before or '–'} → {d.after or '–'}"
            for d in each.differences
        )
        told = " ".join(each.reasons) or cells
        place = f"{each.sheet}!{each.row}"
        click.echo(f"{place}\t{each.action.value}\t{each.code or each.name}\t{told}")
    for note in plan.notes:
        click.echo(note)
    words = {
        "baru": done.created,
        "berubah": done.updated,
        "dihapus": done.removed,
        "sama": done.unchanged,
        "dibiarkan": done.kept,
        "ditolak": done.refused,
    }
    click.echo(", ".join(f"{name}: {many}" for name, many in words.items()))
