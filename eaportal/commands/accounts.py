"""`flask accounts`: people who may sign in."""

import sys

import click
from sqlalchemy import select

from architecture import organisations, people
from architecture.errors import Invalid
from architecture.model import Account
from architecture.roles import Field, Role
from eaportal import db, formats
from eaportal.accounts import passwords
from eaportal.commands.groups import Commands, print_json

group = Commands("accounts", help="Akun dan jabatannya.")

ROLES = [role.name.lower() for role in Role]
FIELDS = [field.name.lower() for field in Field]


@group.command("create")
@click.argument("email")
@click.option("--role", required=True, type=click.Choice(ROLES), help="Peran.")
@click.option("--organisation", required=True, help="Kode organisasi jabatannya.")
@click.option("--name", default="", help="Nama orangnya.")
@click.option("--title", default="", help="Jabatan, seperti tertulis pada surat.")
@click.option("--field", type=click.Choice(FIELDS), help="Bidang seorang validator.")
@click.option("--password-stdin", is_flag=True, help="Baca kata sandi dari stdin.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def create(
    email: str,
    *,
    role: str,
    organisation: str,
    name: str,
    title: str,
    field: str | None,
    password_stdin: bool,
    as_json: bool,
) -> None:
    """Buat akun EMAIL dengan satu jabatan; akun yang sudah ada diberi jabatan itu.

    Kata sandi ditulis satu kali bila tidak diberikan lewat --password-stdin.
    """
    office = organisations.by_code(db.session, organisation)
    address = email.strip().lower()
    account = db.session.scalar(select(Account).where(Account.email == address))
    password = None
    if account is None:
        password = _password(email) if password_stdin else passwords.made()
        account = people.create_account(
            db.session,
            email,
            name,
            title=title,
            password_hash=passwords.hashed(password),
            government=office.government_id or office.id,
            must_change_password=not password_stdin,
        )
    details = people.PostDetails(
        role=Role[role.upper()],
        organisation=office,
        field=Field[field.upper()] if field else None,
        starts_on=formats.today(),
    )
    people.give_post(db.session, account, details)
    db.commit(by="accounts create", cause="accounts create")
    shown = None if password_stdin else password
    if as_json:
        print_json({"email": address, "role": role, "password": shown})
        return
    click.echo(f"{address}: {details.role.value} di {office.name}.")
    if password is None:
        click.echo("Akunnya sudah ada; kata sandinya tidak berubah.")
    if shown:
        click.echo(f"Kata sandi sementara (hanya ditulis sekali): {shown}")


def _password(email: str) -> str:
    password = sys.stdin.readline().rstrip("\r\n")
    weakness = passwords.weakness(password, email=email)
    if weakness:
        raise Invalid(weakness)
    return password
