"""What becomes of the uses of the merged application, and of its owner."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.layers import Status
from architecture.merging import rows
from architecture.merging.values import Deed, Fate, Moved, Topic
from architecture.model import Application, Organisation, Use, UseState, now

Row = Mapping[str, Any]

FOREIGN = "oleh perangkat daerah pemerintah lain"
_TABLE = Use.__tablename__
_IN_USE = UseState.IN_USE.name


def uses(session: Session, survivor: Application, merged: Application) -> list[Moved]:
    """Return what becomes of each: an office uses an application once.

    The owner of the merged one uses the survivor from now on, if it ran there.
    """
    query = select(Use.id).where(Use.application_id.in_([survivor.id, merged.id]))
    known = rows.read(session, _TABLE, session.scalars(query))
    offices = _offices(session, [row["organisation_id"] for row in known.values()])
    there = {
        row["organisation_id"]: row
        for row in known.values()
        if row["application_id"] == survivor.id
    }
    found = []
    for _, row in sorted(known.items()):
        if row["application_id"] == merged.id:
            office = row["organisation_id"]
            found.append(_use(row, there.get(office), survivor, *offices[office]))
            there.setdefault(office, row)
    owner = _owner(survivor, merged, there.get(merged.organisation_id))
    return [*found, owner] if owner else found


def _use(
    row: Row, same: Row | None, survivor: Application, name: str, government: int
) -> Moved:
    home = government == survivor.government_id
    text = name if home else FOREIGN
    if row["organisation_id"] == survivor.organisation_id:
        why = "pemilik tidak dicatat memakai miliknya sendiri"
    elif same is not None:
        why = "sudah tercatat pada yang tetap"
    else:
        turned = {"application_id": survivor.id}
        deed = rows.changed(_TABLE, row, turned, government=government)
        return Moved(topic=Topic.USE, text=text, fate=Fate.MOVES, deeds=(deed,))
    deeds = [rows.removed(_TABLE, row, government=government)]
    if same is not None and row["organisation_id"] != survivor.organisation_id:
        deeds += _completed(same, row, government)
    return Moved(
        topic=Topic.USE, text=text, fate=Fate.FOLDS, why=why, deeds=tuple(deeds)
    )


def _completed(same: Row, row: Row, government: int) -> list[Deed]:
    """Let the use that stays say what the other says and it does not."""
    values = {}
    if same["state"] != _IN_USE and row["state"] == _IN_USE:
        values = {name: row[name] for name in ("state", "since", "note")}
    elif same["state"] == row["state"]:
        days = [each["since"] for each in (same, row) if each["since"]]
        values = {
            "since": min(days, default=None),
            "note": same["note"] or row["note"],
        }
    values = {name: each for name, each in values.items() if same[name] != each}
    if not values:
        return []
    return [rows.changed(_TABLE, same, values, government=government)]


def _owner(
    survivor: Application, merged: Application, there: Row | None
) -> Moved | None:
    """Note that the former owner uses what it had, where it ran and is another's."""
    ran = merged.status in {Status.LIVE, Status.PHASING_OUT}
    other = merged.organisation_id != survivor.organisation_id
    if not (ran and other) or (there is not None and there["state"] == _IN_USE):
        return None
    government = survivor.government_id
    if there is not None:
        deed = rows.changed(_TABLE, there, {"state": _IN_USE}, government=government)
    else:
        values = {
            "application_id": survivor.id,
            "organisation_id": merged.organisation_id,
            "state": UseState.IN_USE,
            "note": f"Semula pemilik {merged.code} {merged.name}",
            "since": merged.live_on,
            "created_at": now(),
        }
        deed = rows.added(_TABLE, values, government=government)
    return Moved(
        topic=Topic.USE,
        text=merged.organisation.name,
        fate=Fate.ADDED,
        why="pemilik yang digabung menjadi pemakai yang tetap",
        deeds=(deed,),
    )


def _offices(session: Session, keys: list[int]) -> dict[int, tuple[str, int]]:
    query = select(Organisation.id, Organisation.name, Organisation.government_id)
    found = session.execute(query.where(Organisation.id.in_(keys)))
    return {key: (name, government or key) for key, name, government in found}
