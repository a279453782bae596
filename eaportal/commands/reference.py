"""`flask reference`: the shipped reference codes and national applications."""

from pathlib import Path

import click

from architecture import referencing
from architecture.classifying import releasing
from architecture.exchange.releases import read_release
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


@group.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--release", "name", required=True, help="Nama rilis baru.")
@click.option("--source", default="", help="Peraturan atau alamat asalnya.")
@click.option("--dry-run", is_flag=True, help="Pratinjau saja; tidak ada yang ditulis.")
@click.option("--json", "as_json", is_flag=True, help="Tulis hasilnya sebagai JSON.")
def import_(
    file: Path, *, name: str, source: str, dry_run: bool, as_json: bool
) -> None:
    """Berlakukan rilis kode referensi dari CSV atau XLSX, semua atau tidak sama sekali.

    Tautan elemen dibawa ke kode barunya; yang dipecah, dicabut, dan belum pasti
    ditanyakan kepada arsitek tiap instansi.
    """
    rows = read_release(file)
    if dry_run:
        seen = releasing.foresee(db.session, rows)
        db.session.rollback()
    else:
        seen = releasing.adopt(db.session, rows, name, source=source)
        db.commit(by="reference import", cause=f"reference import {file.name}")
    if as_json:
        print_json(_told(seen, name, dry_run=dry_run))
        return
    click.echo(f"{'Pratinjau rilis' if dry_run else 'Berlaku: rilis'} {name}")
    click.echo(", ".join(f"{number} {word}" for word, number in seen.counts.items()))
    if seen.meagre:
        trees = ", ".join(seen.meagre)
        click.echo(f"Sebagian besar kode {trees} tidak ada di berkas, jadi dicabut.")
    for each in seen.effects:
        click.echo(
            f"{each.government}: {each.elements} elemen, {each.planned} rencana, dan "
            f"{each.registrations} usulan berganti kode, {each.own} kode sendiri "
            f"pindah, {each.asked} ditanyakan, {each.left} dipilih OPD."
        )


def _told(seen: releasing.Foreseen, name: str, *, dry_run: bool) -> dict[str, object]:
    return {
        "release": name,
        "applied": not dry_run,
        "counts": seen.counts,
        "kept_trees": list(seen.kept),
        "meagre_trees": seen.meagre,
        "changes": [
            {
                "code": code,
                "change": fate.change.name,
                "targets": list(fate.targets),
                "asked": fate.asked,
            }
            for code, fate in seen.fates.items()
            if fate.change.name != "SAME"
        ],
        "new": [row.code for row in seen.new],
        "governments": [
            {
                "government": each.government,
                "elements": each.elements,
                "planned": each.planned,
                "registrations": each.registrations,
                "own_codes": each.own,
                "asked": each.asked,
                "left_to_offices": each.left,
            }
            for each in seen.effects
        ],
    }
