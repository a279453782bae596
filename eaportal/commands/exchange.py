"""`flask exchange`: a government's model out into a workbook, and back again."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from architecture import scope
from architecture.errors import Refused
from eaportal import db
from eaportal.commands.groups import Commands, government, print_json

group = Commands("exchange", help="Pertukaran model: buku kerja XLSX.")

NOT_YET = "Buku kerja untuk tanggal lain belum tersedia; kosongkan {option}."


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

    refuse_other_days(on, known)
    with db.reading() as session, whole_file(out) as place:
        root = government(organisation, session)
        extent = extent_of(session, scope.full(root.id), root)
        counts = write(session, extent, place)
        told = {"organisation": root.code, "file": out.name, "sheets": counts}
    if as_json:
        print_json(told)
        return
    for sheet, rows in counts.items():
        click.echo(f"{sheet}\t{rows}")
    click.echo(f"Ditulis ke {out}.")


def refuse_other_days(on: str | None, known: str | None) -> None:
    """Raise `Refused` for days that a workbook cannot be made for yet."""
    for option, value in (("--date", on), ("--as-known-on", known)):
        if value:
            raise Refused(NOT_YET.format(option=option))


@contextmanager
def whole_file(out: Path) -> Iterator[Path]:
    """Let a file be written beside its place and move it there: all of it or nothing.

    Raises `Refused` if nothing can be written there.
    """
    try:
        handle, name = tempfile.mkstemp(suffix=out.suffix, dir=out.parent)
    except OSError as error:
        raise Refused(f"Tidak dapat menulis ke {out.parent}.") from error
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o644)
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
