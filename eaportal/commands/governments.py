"""`flask governments`: the governments of this installation."""

import click

from architecture import organisations
from eaportal import db
from eaportal.commands.groups import Commands, print_json

group = Commands("governments", help="Instansi pada instalasi ini.")


@group.command("create")
@click.argument("code")
@click.argument("name")
@click.option("--place", default="", help="Tempat yang tertulis pada surat.")
def create(code: str, name: str, *, place: str) -> None:
    """Buat instansi dengan kode CODE dan nama NAME."""
    made = organisations.create_government(db.session, code, name, place=place)
    db.commit(by="governments create", cause="governments create")
    click.echo(f"Instansi {made.code} dibuat: {made.name}.")


@group.command("list")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def show(*, as_json: bool) -> None:
    """Tulis semua instansi."""
    rows = organisations.governments(db.session)
    if as_json:
        print_json([{"code": row.code, "name": row.name} for row in rows])
        return
    for row in rows:
        click.echo(f"{row.code}\t{row.name}")
