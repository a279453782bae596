"""The default steps by which a registration is decided; governments may change them.

Three tracks: `OFFICE` for the proposals of an OPD, `OWN` for those of Kominfo itself
(nobody decides the own office's), `LISTING` for what runs already and gets no letter.
Steps of one position run side by side.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from architecture.reference.tables import rows
from architecture.roles import Field, Role


class Track(StrEnum):
    """Which way a registration goes; the value is shown to people."""

    OFFICE = "Usulan OPD"
    OWN = "Usulan Dinas Kominfo"
    LISTING = "Pencatatan aplikasi yang sudah berjalan"


class Condition(StrEnum):
    """When an optional step is taken; a reviewer may leave it out with a reason."""

    KHUSUS = "Aplikasi khusus baru"
    CLOSED_SOURCE = "Kode sumber tertutup"


@dataclass(frozen=True, slots=True)
class Step:
    """One step; an external one waits for a letter with number, date and file.

    `target_days` are working days; 0 where the time is not in our hands.
    """

    track: Track
    code: str
    position: int
    title: str
    role: Role
    field: Field | None
    external: bool
    optional: bool
    condition: Condition | None
    target_days: int
    basis: str
    help: str


def _step(row: Mapping[str, str]) -> Step:
    return Step(
        track=Track[row["track"].upper()],
        code=row["code"],
        position=int(row["position"]),
        title=row["title"],
        role=Role[row["role"].upper()],
        field=Field[row["field"].upper()] if row["field"] else None,
        external=row["external"] == "yes",
        optional=row["optional"] == "yes",
        condition=Condition[row["condition"]] if row["condition"] else None,
        target_days=int(row["target_days"]),
        basis=row["basis"],
        help=row["help"],
    )


@cache
def _steps() -> Mapping[Track, tuple[Step, ...]]:
    every = [_step(row) for row in rows("workflow")]
    return MappingProxyType(
        {
            track: tuple(
                sorted(
                    (step for step in every if step.track is track),
                    key=lambda step: step.position,
                )
            )
            for track in Track
        }
    )


def steps(track: Track) -> tuple[Step, ...]:
    """Return the steps of a track in the order in which they are taken.

    >>> [step.code for step in steps(Track.LISTING)]
    ['COMPLETENESS']
    >>> [step.code for step in steps(Track.OFFICE) if step.position == 2]
    ['APPLICATION', 'DATA', 'INFRASTRUCTURE', 'SECURITY']
    """
    return _steps()[track]


def track_for(kind: str, *, own: bool) -> Track | None:
    """Return the track of a kind of registration; None where nobody need decide.

    `own` says that the proposal comes from Kominfo.

    >>> track_for("BUILD", own=False).name
    'OFFICE'
    >>> track_for("USE", own=False) is None
    True
    """
    if kind == "USE":
        return None
    if kind == "EXISTING":
        return Track.LISTING
    return Track.OWN if own else Track.OFFICE
