"""`flask demo`: the demonstration governments."""

import os

import click

from eaportal import db
from eaportal.accounts import passwords
from eaportal.commands.groups import Commands, print_json

group = Commands("demo", help="Pemerintah percontohan.")


@group.command("load")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def load(*, as_json: bool) -> None:
    """Muat Pemerintah Kota Contoh dan Kabupaten Teladan dengan akun tiap peran.

    DEMO_PASSWORD menentukan kata sandinya; bila kosong, dibuat acak dan ditulis
    satu kali.  Bila sudah dimuat, tidak ada yang berubah.
    """
    from eaportal.demonstration import loading  # heavy: it writes papers

    password = os.environ.get("DEMO_PASSWORD") or passwords.made()
    with db.all_or_nothing() as session:
        accounts = loading.load(session, password=password)
    if as_json:
        print_json({"accounts": accounts, "password": password if accounts else None})
        return
    if not accounts:
        click.echo("Pemerintah percontohan sudah ada; tidak ada yang diubah.")
        return
    click.echo("Akun percontohan:")
    for email, role in accounts.items():
        click.echo(f"  {email:<36} {role}")
    given = "dari DEMO_PASSWORD" if os.environ.get("DEMO_PASSWORD") else password
    click.echo(f"Kata sandi semua akun: {given}")
