"""`flask roadmap`: the peta rencana as a file."""

from pathlib import Path

import click

from architecture.documents import roadmap as sheets
from architecture.errors import Refused
from eaportal import db, formats
from eaportal.commands.groups import Commands, government
from eaportal.roadmap.document import roadmap_of

group = Commands("roadmap", help="Peta rencana.")


@group.command("export")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--format", "kind", required=True, type=click.Choice(["xlsx"]), help="Bentuk."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas.",
)
def export(*, organisation: str, kind: str, out: Path) -> None:
    """Tulis peta rencana (ditetapkan dan diusulkan, menurut tahun) ke berkas."""
    plan = roadmap_of(db.session, government(organisation), on=formats.today())
    if not plan.lines:
        raise Refused("Instansi ini belum punya peta rencana.")
    try:
        out.write_bytes(sheets.xlsx(plan))
    except OSError as error:
        raise Refused(f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error
    click.echo(f"{len(plan.lines)} baris ditulis ke {out} ({kind}).")
