"""`flask roadmap`: the peta rencana as a file."""

from pathlib import Path

import click

from architecture import scope
from architecture.documents import figures
from architecture.documents import roadmap as sheets
from architecture.errors import Refused
from eaportal import db, formats
from eaportal.commands.groups import Commands, government
from eaportal.maps.drawings import drawings
from eaportal.maps.wanted import Wanted, content
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
    root, today = government(organisation), formats.today()
    plan = roadmap_of(db.session, root, on=today)
    if not plan.lines:
        raise Refused("Instansi ini belum punya peta rencana.")
    wanted = Wanted(view="roadmap", government=root.id, on=today.isoformat())
    map_ = content(db.session, scope.full(root.id), wanted)
    figure = figures.drawn(map_, engine=drawings().engine)
    try:
        out.write_bytes(sheets.xlsx(plan, figure))
    except OSError as error:
        raise Refused(f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error
    click.echo(f"{len(plan.lines)} baris ditulis ke {out} ({kind}).")
