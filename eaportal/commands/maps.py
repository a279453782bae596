"""`flask maps`: maps as files."""

from datetime import datetime
from pathlib import Path

import click

from architecture import scope
from architecture.errors import Refused
from architecture.mapping.catalogue import VIEWS
from architecture.maps import rendering
from architecture.maps.palette import Theme
from eaportal import db, formats
from eaportal.commands.groups import Commands, government
from eaportal.maps.drawings import drawings
from eaportal.maps.wanted import Wanted, content

group = Commands("maps", help="Peta arsitektur.")


@group.command("render")
@click.option("--view", required=True, type=click.Choice(list(VIEWS)), help="Peta.")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option(
    "--format", "kind", required=True, type=click.Choice(["svg", "png"]), help="Bentuk."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas.",
)
@click.option(
    "--date",
    "on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Keadaan pada hari itu; bawaannya hari ini.",
)
def render(
    *, view: str, organisation: str, kind: str, out: Path, on: datetime | None
) -> None:
    """Gambar sebuah peta ke berkas; peta yang diringkas disebut di stderr."""
    root = government(organisation)
    day = on.date() if on else formats.today()
    wanted = Wanted(
        view=view, government=root.id, on=day.isoformat(), theme=Theme.PRINT
    )
    map_ = content(db.session, scope.full(root.id), wanted)
    drawing = rendering.svg(map_, theme=Theme.PRINT, engine=drawings().engine)
    picture = drawing.svg if kind == "svg" else rendering.png(drawing.svg)
    try:
        out.write_bytes(picture)
    except OSError as error:
        raise Refused(f"Berkas {out} tidak dapat ditulis: {error.strerror}.") from error
    if drawing.grouped:
        click.echo(map_.note or "Peta diringkas karena terlalu besar.", err=True)
