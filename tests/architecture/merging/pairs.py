"""Two records of one application with all that refers to them, for tests of merges."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history, inventory, merging
from architecture.layers import Layer, Status
from architecture.merging.joining import merge
from architecture.model import Application, Base, Data, Merge, Organisation, Use
from architecture.scope import Viewer
from tests.architecture.registration.office import Office

REASON = "Aplikasi yang sama, tercatat dua kali oleh dua kantor."
ONE = {
    "name": "SIAP HADIR",
    "description": "Mencatat kehadiran pegawai dengan foto wajah dan lokasi",
    "function": "Absensi pegawai harian, rekap potongan tunjangan kinerja pegawai",
    "data_used": "Data pegawai",
    "platforms": ["WEB"],
    "notes": "Dipakai sejak lama.",
}
OTHER = {
    "name": "Kelingan Nggenah",
    "acronym": "KELINGAN",
    "description": "Presensi pegawai lewat telepon genggam dengan swafoto",
    "function": "Merekam kehadiran pegawai, menghitung potongan tunjangan kinerja",
    "output": "Rekap bulanan",
    "platforms": ["MOBILE"],
    "cost_yearly": "15.000.000",
    "notes": "Kontrak baru.",
}
UNTOLD = {"history_heads", "history_entries", "history_notes", "merges", "counters"}
GROWING = {"version", "updated_at"}
"""Columns by which people on one form notice each other; they never go back."""


def commit(session: Session) -> None:
    """Keep what was done."""
    history.seal(session, by="uji")
    session.commit()


def two(kota: Office, **life: Any) -> tuple[Application, Application]:
    """Add both, one of each office, and running."""
    life.setdefault("status", Status.LIVE)
    made = (
        inventory.add(kota.session, kota.dinas, ONE, **life),
        inventory.add(kota.session, kota.kominfo, OTHER, **life),
    )
    commit(kota.session)
    return made


def uses(session: Session, application: Application) -> Sequence[Use]:
    """Return who uses an application, or did."""
    query = select(Use).where(Use.application_id == application.id).order_by(Use.id)
    return session.scalars(query).all()


def data_set(session: Session, of: Organisation, number: int = 1) -> Data:
    """Add a set of data."""
    made = Data(
        code=f"DAD-{number:04d}",
        name=f"Data {number}",
        layer=Layer.DATA,
        government_id=of.government_id or of.id,
        organisation_id=of.id,
    )
    session.add(made)
    session.flush()
    return made


def join(
    session: Session,
    viewer: Viewer,
    survivor: Application,
    merged: Application,
    **choices: merging.Choice,
) -> Merge:
    """Merge as a person does who looked at the preview just now."""
    seen = merging.foresee(session, viewer, survivor.id, merged.id)
    row = merge(
        session,
        viewer,
        survivor.id,
        merged.id,
        choices=choices,
        reason=REASON,
        token_seen=seen.token,
    )
    commit(session)
    return row


def part(session: Session, viewer: Viewer, row: Merge) -> None:
    """Undo as a person does who looked at what it brings back just now."""
    seen = merging.foresee_undo(session, row)
    merging.undo(session, viewer, row, token_seen=seen.token)
    commit(session)


def content(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table but what a merge and its undo add for good."""
    session.expire_all()
    return {
        table.name: [
            {name: value for name, value in row.items() if name not in GROWING}
            for row in session.execute(
                select(table).order_by(*table.primary_key)
            ).mappings()
        ]
        for table in Base.metadata.sorted_tables
        if table.name not in UNTOLD
    }
