"""`flask reference`: the shipped reference codes and national applications."""

import click

from architecture import referencing
from eaportal import db
from eaportal.commands.groups import Commands, print_json

group = Commands("reference", help="Kode referensi dan aplikasi nasional.")


@group.command("load")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def load(*, as_json: bool) -> None:
    """Muat kode referensi, urusan, hari libur, dan aplikasi nasional bawaan.

    Aman diulang: yang sudah ada tidak diubah.
    """
    counts = referencing.load(db.session)
    db.commit(by="reference load", cause="reference load")
    if as_json:
        print_json(counts)
    else:
        click.echo(
            f"Dimuat: {counts['codes']} kode, {counts['urusan']} urusan, "
            f"{counts['holidays']} hari libur, "
            f"{counts['national']} aplikasi nasional."
        )
