"""`flask exchange export-archimate|import-archimate`: ArchiMate exchange files."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError

from architecture import history, organisations, scope
from architecture.errors import Refused
from architecture.model import Organisation
from eaportal import db, formats
from eaportal.commands.days import day_of, days_of
from eaportal.commands.files import whole_file
from eaportal.commands.groups import government, print_json

if TYPE_CHECKING:
    from architecture.exchange.archimate.contents import Contents
    from architecture.exchange.archimate.plan import Plan

_SHOWN = 20


@click.command("export-archimate")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Berkas XML."
)
@click.option("--date", "on", metavar="YYYY-MM-DD", help="Yang hidup pada hari ini.")
@click.option(
    "--as-known-on", "known", metavar="YYYY-MM-DD", help="Seperti diketahui hari itu."
)
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@with_appcontext
def export(
    *,
    organisation: str,
    out: Path,
    on: str | None,
    known: str | None,
    as_json: bool,
) -> None:
    """Tulis arsitektur sebuah instansi sebagai berkas pertukaran ArchiMate 3.x."""
    from architecture.exchange.archimate.leaving import Extent
    from architecture.exchange.archimate.sights import sights
    from architecture.exchange.archimate.writing import write

    day, known_on = days_of(on, known)
    with db.snapshot() as session, whole_file(out) as place:
        root = government(organisation, session)
        extent = Extent(scope.full(root.id), root, day, known_on=known_on)
        with place.open("w", encoding="utf-8", newline="\n") as file:
            shown, missed = (
                ([], []) if known_on else sights(session, extent, today=formats.today())
            )
            done = write(session, extent, file, sights=shown)
            done.left_out.extend(missed)
        told = {"organisation": root.code, "file": out.name, "date": day}
        told["as_known_on"] = known_on
    if as_json:
        print_json(
            told | {"counts": dict(done.counts), "left_out": list(done.left_out)}
        )
        return
    for text in done.left_out[:_SHOWN]:
        click.echo(f"Tidak ikut: {text}")
    counts = done.counts
    click.echo(
        f"{counts['elements']} elemen, {counts['relations']} relasi, "
        f"{counts['views']} pandangan, {counts['kept']} isi lain apa adanya."
    )
    click.echo(f"Ditulis ke {out}.")


@click.command("import-archimate")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option("--owner", default="", help="Kode perangkat daerah pemilik elemen baru.")
@click.option("--date", "on", metavar="YYYY-MM-DD", help="Berlaku mulai tanggal ini.")
@click.option("--as-known-on", "known", hidden=True)
@click.option("--dry-run", is_flag=True, help="Pratinjau saja; tidak menulis apa pun.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
@with_appcontext
def bring_in(
    file: Path,
    *,
    organisation: str,
    owner: str,
    on: str | None,
    known: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Impor berkas pertukaran ArchiMate FILE: semuanya, atau tidak sama sekali.

    Yang punya padanan menjadi elemen dan relasi, yang lain disimpan apa adanya.
    """
    from architecture.exchange.archimate.foreseeing import foresee

    if known is not None:
        raise Refused(
            "Model diimpor untuk sekarang atau kelak; kosongkan --as-known-on."
        )
    day = None if on is None else day_of("--date", on)
    contents = _read(file)
    with db.reading() as session:  # planning takes its time and holds up nobody
        root = government(organisation, session)
        office = _office(owner, root) if owner else root
        head, _ = history.head_of(session, root.id)
        plan = foresee(session, root, contents, owner=office, on=day)
    writes = plan.writes and not dry_run
    if writes:
        _write(root.id, plan, head, file.name)
    if as_json:
        told: dict[str, Any] = {
            "file": file.name,
            "organisation": root.code,
            "model": {"identifier": contents.identifier, "name": contents.name},
            "date": day,
            "dry_run": dry_run,
            "applied": writes,
            "counts": plan.counts,
            "notes": list(plan.notes),
            "lines": [line.as_json() for line in plan.lines],
        }
        print_json(told)
        return
    _tell(plan)
    if dry_run:
        click.echo("Pratinjau saja; tidak ada yang ditulis.")
    else:
        click.echo("Diterapkan." if writes else "Tidak ada yang berubah.")


def _read(file: Path) -> "Contents":
    from architecture.exchange.archimate.contents import read

    try:
        with file.open("rb") as opened:
            return read(opened)
    except OSError as error:
        raise Refused(f"Berkas {file} tidak dapat dibaca: {error.strerror}.") from error


def _office(code: str, root: Organisation) -> Organisation:
    found = organisations.by_code(db.session, code)
    if (found.government_id or found.id) != root.id:
        raise Refused(f"“{code}” bukan perangkat daerah {root.name}.")
    return found


def _write(key: int, plan: "Plan", head: int, name: str) -> None:
    """Carry out the plan, or nothing of it."""
    from architecture.exchange.archimate.applying import STALE, apply

    root = db.session.get_one(Organisation, key)
    if history.head_of(db.session, key)[0] != head:
        raise Refused(STALE)
    try:
        apply(db.session, root, plan, source=name)
        entries = history.seal(
            db.session, by="exchange import-archimate", cause=f"impor {name}"
        )
        if any(each.sequence != head + 1 for each in entries):
            raise Refused(STALE)
        db.session.commit()
    except DBAPIError as error:
        if db.is_full(error):
            raise Refused(db.FULL) from error
        raise


def _tell(plan: "Plan") -> None:
    from architecture.exchange.archimate.plan import Action

    for line in plan.lines:
        changes = [
            f"{label}: {old} → {new}" for label, (old, new) in line.changes.items()
        ]
        told = " ".join((*line.reasons, *changes))
        click.echo(
            f"{line.number}\t{line.action.value}\t{line.type or line.section.value}\t"
            f"{line.name}\t{told}"
        )
    for note in plan.notes:
        click.echo(note)
    counts = plan.counts
    said = [f"{each.value}: {counts[each.name.lower()]}" for each in Action]
    click.echo(", ".join(said))
