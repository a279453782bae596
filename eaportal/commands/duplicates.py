"""`flask duplicates`: compare whole inventories, and write what people judged."""

import json
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.errors import Refused
from architecture.model import Element, Organisation
from eaportal import db
from eaportal.commands.groups import Commands, government

if TYPE_CHECKING:
    from architecture.duplicates import Index
    from architecture.duplicates.sweeping import Pairs

group = Commands("duplicates", help="Aplikasi yang mungkin mengerjakan hal yang sama.")

UNREACHABLE = "Penjadwal Dask di {} tidak menjawab."
NO_WORKERS = "Penjadwal Dask di {} tidak punya pekerja."
PATIENCE = 10
"""Seconds to wait for a scheduler."""

AT_ONCE = 500

Progress = Callable[[int, int], None]


@group.command("sweep")
@click.option("--organisation", help="Kode instansi; kemiripannya ikut diperbarui.")
@click.option(
    "--scheduler",
    metavar="ALAMAT",
    help="Kerjakan di klaster Dask, misalnya tcp://host:8786.",
)
@click.option("--json", "as_json", is_flag=True, help="Satu pasangan JSON tiap baris.")
def sweep(*, organisation: str | None, scheduler: str | None, as_json: bool) -> None:
    """Bandingkan setiap aplikasi dengan semua yang lain.

    Tanpa --organisation: semua aplikasi yang dibagikan pada instalasi ini, dan hanya
    isian yang dibagikan. Kemajuannya ditulis ke stderr.
    """
    from architecture import suspecting
    from architecture.similar import shared_index
    from architecture.suspecting.sweeping import likenesses

    work = _working(scheduler)
    if organisation is None:
        with db.reading() as session:
            _print(session, likenesses(work(shared_index(session))), as_json=as_json)
        return
    with db.reading() as session:
        root = government(organisation, session)
        swept = suspecting.sweep(session, root.id, work=work)
        found = [(*pair, each) for pair, each in sorted(swept.pairs.items())]
        _print(session, found, as_json=as_json)
    if swept.thin:
        click.echo(
            f"{len(swept.thin)} dari {len(swept.profiles)} aplikasi belum dapat "
            "dinilai karena keterangannya terlalu singkat.",
            err=True,
        )
    suspecting.keep(db.session, swept)
    db.session.commit()


@group.command("labels")
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Map untuk apps.csv dan pairs.csv.",
)
@click.option("--organisation", help="Kode instansi; bawaannya semua instansi.")
def labels(*, out: Path, organisation: str | None) -> None:
    """Tulis pasangan yang sudah dinilai orang, untuk melatih pencarinya."""
    from architecture.exchange.labels import labels as labels_of

    with db.reading() as session:
        root = government(organisation, session).id if organisation else None
        found = labels_of(session, root)
    if not found.pairs:
        raise Refused("Belum ada pasangan yang dinilai.")
    try:
        found.write(out)
    except OSError as error:
        raise Refused(f"Map {out} tidak dapat ditulis: {error.strerror}.") from error
    click.echo(
        f"{len(found.applications)} aplikasi, {len(found.pairs)} pasangan ditulis."
    )
    if found.outdated:
        click.echo(
            f"{found.outdated} penilaian ditinggalkan karena isiannya sudah berubah.",
            err=True,
        )
    if found.unjudged:
        click.echo(
            f"{found.unjudged} pasangan masih dugaan dan akan terhitung berbeda; "
            "nilailah dahulu bila belum tentu.",
            err=True,
        )


@group.command("train")
@click.option(
    "--labels",
    "folders",
    multiple=True,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Map label tambahan (apps.csv, pairs.csv); boleh berulang.",
)
@click.option("--adopt", is_flag=True, help="Berlakukan bila tidak lebih buruk.")
@click.option("--json", "as_json", is_flag=True, help="Hasil sebagai JSON.")
def train(*, folders: tuple[Path, ...], adopt: bool, as_json: bool) -> None:
    """Latih model dari pasangan yang dinilai orang dan label tambahan.

    Model baru dibandingkan dengan yang berlaku pada sepertiga label yang tidak dipakai
    belajar, dan tidak dapat diberlakukan bila di sana lebih buruk.
    """
    from architecture.learning import learn

    with db.reading() as session:
        learnt = learn(session, folders)
    made = learnt.keep(db.session)
    number, doubts = made.number, list(made.doubts)
    db.session.commit()
    adopted = adopt and not doubts
    if adopted:
        _adopt(number, "Dilatih dan tidak lebih buruk.")
    if as_json:
        told = {"number": number, "figures": learnt.figures, "doubts": doubts}
        click.echo(json.dumps(told | {"adopted": adopted}, ensure_ascii=False))
        return
    for line in learnt.lines():
        click.echo(line)
    for doubt in doubts:
        click.echo(f"Lebih buruk: {doubt}", err=True)
    click.echo(f"Versi {number} {'berlaku' if adopted else 'disimpan sebagai calon'}.")


@group.command("versions")
def versions() -> None:
    """Sebutkan versi tesaurus dan model, dan mana yang berlaku."""
    from architecture import engines

    with db.reading() as session:
        current, _ = engines.mark(session)
        rows = [(each.number, each.reason) for each in engines.versions(session)]
    for number, reason in [*rows, (0, "bawaan portal")]:
        click.echo(f"{'*' if number == current else ' '} {number:>3}  {reason}")


@group.command("adopt")
@click.argument("number", type=click.IntRange(min=0))
@click.option("--reason", required=True, help="Alasan, dicatat.")
def adopt_version(*, number: int, reason: str) -> None:
    """Berlakukan sebuah versi; 0 ialah bawaan portal."""
    _adopt(number, reason)
    click.echo(f"Versi {number} berlaku.")


@group.command("revert")
@click.option("--reason", required=True, help="Alasan, dicatat.")
def revert(*, reason: str) -> None:
    """Kembali ke versi yang berlaku sebelum yang sekarang."""
    from architecture import engines

    with db.reading() as session:
        number = engines.previous(session)
    _adopt(number, reason)
    click.echo(f"Versi {number} berlaku kembali.")


def _adopt(number: int, reason: str) -> None:
    from architecture import engines
    from architecture.similar import similar

    with db.reading() as session:
        similar.prepare(session, engines.of_number(session, number))
    engines.adopt(db.session, number, reason, account=None)
    db.session.commit()


def _working(scheduler: str | None) -> "Callable[[Index], Pairs]":
    """Return what compares all of an index: here, or on a cluster."""
    if scheduler is None:
        return _here
    _knock(scheduler)
    return lambda index: _there(index, scheduler)


def _here(index: "Index") -> "Pairs":
    from architecture.duplicates.sweeping import PORTION, joined
    from architecture.duplicates.sweeping import sweep as portions

    found, done, rows = [], 0, len(index)
    for part in portions(index.snapshot, index.thesaurus, index.model):
        found.append(part)
        done = min(rows, done + PORTION)
        _progress(done, rows)
    return joined(found)


def _there(index: "Index", scheduler: str) -> "Pairs":
    from architecture.duplicates.cluster import NoWorkers, sweep_on

    try:
        read_with = index.thesaurus, index.model
        return sweep_on(scheduler, index.snapshot, *read_with, progress=_progress)
    except NoWorkers as error:
        raise Refused(NO_WORKERS.format(scheduler)) from error
    except (OSError, ValueError) as error:
        raise Refused(UNREACHABLE.format(scheduler)) from error


def _knock(scheduler: str) -> None:
    """Refuse at once where nobody listens; Dask itself would wait and log for long."""
    told = urlsplit(scheduler if "://" in scheduler else f"tcp://{scheduler}")
    try:
        address = told.hostname or "", told.port or 8786
        socket.create_connection(address, timeout=PATIENCE).close()
    except (OSError, ValueError) as error:
        raise Refused(UNREACHABLE.format(scheduler)) from error


def _progress(done: int, rows: int) -> None:
    click.echo(f"{done} dari {rows} aplikasi dibandingkan.", err=True)


def _print(session: Session, found: Iterable[Any], *, as_json: bool) -> None:
    """Write each pair with the codes by which people know both."""
    pairs = list(found)
    codes = _codes(session, {key for one, other, _ in pairs for key in (one, other)})
    for one, other, likeness in pairs:
        row = {
            "one": codes.get(one),
            "other": codes.get(other),
            "duplicate": round(likeness.duplicate, 6),
            "overlap": round(likeness.overlap, 6),
            "name_conflict": likeness.name_conflict,
        }
        sys.stdout.write(_line(row, as_json=as_json) + "\n")
    click.echo(f"{len(pairs)} pasangan.", err=True)


def _line(row: Mapping[str, Any], *, as_json: bool) -> str:
    if as_json:
        return json.dumps(row, ensure_ascii=False)
    conflict = "nama sama" if row["name_conflict"] else ""
    told = (row["one"], row["other"], row["duplicate"], row["overlap"], conflict)
    return "\t".join(map(str, told)).rstrip()


def _codes(session: Session, keys: set[int]) -> dict[int, str]:
    query = select(Element.id, Organisation.code, Element.code).join(
        Organisation, Organisation.id == Element.government_id
    )
    found: dict[int, str] = {}
    ordered = sorted(keys)
    for start in range(0, len(ordered), AT_ONCE):
        some = query.where(Element.id.in_(ordered[start : start + AT_ONCE]))
        found |= {key: f"{root}/{code}" for key, root, code in session.execute(some)}
    return found
