"""`flask organisations`: offices and units of a government."""

import click

from architecture import organisations
from eaportal import db
from eaportal.commands.groups import Commands, government, print_json

group = Commands("organisations", help="Perangkat daerah dan unitnya.")


@group.command("create")
@click.argument("code")
@click.argument("name")
@click.option("--parent", required=True, help="Kode induknya.")
@click.option("--short-name", default="", help="Nama pendek, misalnya Dinkes.")
@click.option("--urusan", default="", help="Huruf urusan, dipisah koma.")
@click.option("--kominfo", is_flag=True, help="Inilah Dinas Kominfo.")
def create(
    code: str, name: str, *, parent: str, short_name: str, urusan: str, kominfo: bool
) -> None:
    """Buat perangkat daerah CODE bernama NAME di bawah induknya."""
    details = organisations.OfficeDetails(
        code=code,
        name=name,
        short_name=short_name,
        is_kominfo=kominfo,
        urusan=[each.strip() for each in urusan.split(",") if each.strip()],
    )
    above = organisations.by_code(db.session, parent)
    made = organisations.create_office(db.session, above, details)
    db.commit(by="organisations create", cause="organisations create")
    click.echo(f"{made.code} dibuat: {made.name}.")


@group.command("list")
@click.option("--organisation", required=True, help="Kode instansi.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def show(*, organisation: str, as_json: bool) -> None:
    """Tulis perangkat daerah sebuah instansi sebagai pohon."""
    root = government(organisation)
    rows = organisations.tree(db.session, root.id)
    codes = {row.id: row.code for row in rows}
    if as_json:
        print_json(
            [
                {
                    "code": row.code,
                    "name": row.name,
                    "short_name": row.short_name,
                    "kind": row.kind.name,
                    "parent": codes.get(row.parent_id or 0),
                    "urusan": row.urusan,
                    "starts_on": row.starts_on,
                    "ends_on": row.ends_on,
                }
                for row in rows
            ]
        )
        return
    deep = organisations.depths(rows)
    for row in rows:
        click.echo(f"{'  ' * deep[row.id]}{row.code}\t{row.name}")
