"""Merge one record of the inventory into another, in the transaction of the caller."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, Invalid
from architecture.inventory.details import details_of, search_text
from architecture.layers import Status
from architecture.locking import lock_government
from architecture.merging import fields, rows
from architecture.merging.foreseeing import after, both, moved, token
from architecture.merging.noting import note
from architecture.merging.values import Choice, Deed, DeedKind, Fate, Moved
from architecture.model import Application, Element, Merge, Registration, now
from architecture.model.elements import sorted_as
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

LONGEST = 1000
"""Letters of a reason."""

STALE = (
    "Salah satu catatan ini berubah sejak pratinjau dibuat. Periksa pratinjau yang "
    "baru di bawah, lalu gabungkan lagi."
)


def merge(
    session: Session,
    viewer: Viewer,
    survivor: int,
    merged: int,
    *,
    choices: Mapping[str, Choice],
    reason: str,
    token_seen: str,
) -> Merge:
    """Let one record stand for both; what refers to the other follows.

    `token_seen` is that of the preview that the person saw.  Raises `Changed` if it is
    true no more, `Invalid` without a reason, and what `foreseeing.both` raises.
    """
    reason = _reason(reason)
    hold(session, survivor, merged)
    one, other = both(session, viewer, survivor, merged)
    lines = fields.lines(one, other)
    values = after(one, other, lines, choices)
    foreseen = moved(session, viewer, one, other, after(one, other, lines, {}))
    if token([one, other], lines, foreseen) != token_seen:
        raise Changed(STALE)
    found = moved(session, viewer, one, other, values, reason=reason)
    own = [*_grown(one, values), *_ended(one, other)]
    follow = [rows.do(session, deed) for each in found for deed in each.deeds]
    for deed in own:
        rows.do(session, deed)
    rows.touch(session, [one.id, other.id], now())
    row = Merge(
        government_id=one.government_id,
        survivor_id=one.id,
        merged_id=other.id,
        reason=reason,
        deeds=[each.to_json() for each in (*own, *follow)],
        told=[each.to_json() for each in found if each.text],
        by_id=viewer.account or None,
        at=now(),
    )
    session.add(row)
    session.flush()
    _note(session, row, one, other, own)
    words = f"Mengikuti penggabungan {other.code} ke {one.code}"
    note(session, follow, words)
    session.expire_all()
    return row


def hold(session: Session, *applications: int) -> None:
    """Keep others from what a merge touches; all who do so come in the same order.

    Registrations first, as whoever decides them does, then the government, then both
    applications.  What was read before is read anew after it.
    """
    session.flush()
    touching = or_(
        Registration.application_id.in_(applications),
        Registration.replaces_id.in_(applications),
    )
    registrations = select(Registration.id).where(touching).order_by(Registration.id)
    session.execute(registrations.with_for_update())
    own = select(Element.government_id).where(Element.id.in_(applications))
    for government in sorted(set(session.scalars(own))):
        lock_government(session, government)
    elements = select(Element.id).where(Element.id.in_(applications))
    session.execute(elements.order_by(Element.id).with_for_update())
    session.expire_all()


def summary(told: Iterable[Moved]) -> str:
    """Return in one line what followed: "2 pemakaian, 1 hubungan"."""
    counts = Counter(each.topic for each in told if each.fate is not Fate.STAYS)
    return ", ".join(f"{many} {topic.value.lower()}" for topic, many in counts.items())


def _reason(reason: str) -> str:
    reason = reason.strip()
    sentence = ""
    if not reason:
        sentence = "Tuliskan mengapa keduanya satu aplikasi."
    elif len(reason) > LONGEST:
        sentence = f"Alasan paling panjang {LONGEST} karakter; ini {len(reason)}."
    if sentence:
        raise Invalid(sentence, problems={"reason": [sentence]})
    return reason


def _grown(survivor: Application, values: Mapping[str, Any]) -> list[Deed]:
    """Return the deeds by which the survivor states what was chosen."""
    found = details_of(survivor) | {
        name: value for name, value in values.items() if name not in fields.LIFE
    }
    name = sorted_as(str(found["name"]))
    texts = {"search_text": search_text(found), "sort_name": name}
    return _changes(survivor, {**values, **texts})


def _ended(survivor: Application, merged: Application) -> list[Deed]:
    """Return the deeds by which the merged one ends as a record of its own."""
    life = {
        "merged_into_id": survivor.id,
        "status": Status.RETIRED,
        "retires_on": day_of(now()),
    }
    return _changes(merged, life)


def _changes(application: Application, values: Mapping[str, Any]) -> list[Deed]:
    """Return a deed for each of the two tables of an application."""
    found = []
    for table in (Element.__tablename__, Application.__tablename__):
        columns = rows.table_of(table).c
        new = {
            name: history.plain(value)
            for name, value in values.items()
            if name in columns and getattr(application, name) != value
        }
        if new:
            old = {name: history.plain(getattr(application, name)) for name in new}
            row = {"id": application.id, **old}
            found.append(
                rows.changed(table, row, new, government=application.government_id)
            )
    return found


def _note(
    session: Session,
    row: Merge,
    survivor: Application,
    merged: Application,
    own: Sequence[Deed],
) -> None:
    told = summary(map(Moved.from_json, row.told))
    government = row.government_id
    followed = f" ({told})" if told else ""
    words = f"Digabung dengan {merged.code} {merged.name}{followed}: {row.reason}"
    history.note(
        session, survivor, words, _stated(own, survivor.id), government=government
    )
    words = f"Digabung ke {survivor.code} {survivor.name}: {row.reason}"
    history.note(session, merged, words, _stated(own, merged.id), government=government)
    values = {"survivor": (None, survivor.code), "merged": (None, merged.code)}
    history.note(session, row, "Dua catatan digabung", values, government=government)


def stated(row: Merge) -> dict[str, tuple[Any, Any]]:
    """Return what the survivor stated anew, field → (old, new) as JSON keeps them."""
    return _stated([Deed.from_json(each) for each in row.deeds], row.survivor_id)


def _stated(own: Sequence[Deed], key: int) -> dict[str, tuple[Any, Any]]:
    """Return what changed in an application, as its history tells it."""
    silent = {"search_text", "sort_name", "merged_into_id"}
    tables = {Element.__tablename__, Application.__tablename__}
    return {
        name: pair
        for deed in own
        if deed.kind is DeedKind.CHANGED and deed.id == key and deed.table in tables
        for name, pair in deed.values.items()
        if name not in silent
    }
