"""Elements that are ended only because it was taken back that they were recorded.

Who imports their file again records them again, so they live as they did before; what
somebody ended in the portal stays ended.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.elements import CLASSES
from architecture.elements.changes.values import batches
from architecture.layers import Status
from architecture.model import Element, Note
from architecture.recalling import life_from_json
from architecture.undoing import answering

_LIFE = ("status", "retires_on")


def taken_back(
    session: Session, elements: Iterable[Element]
) -> dict[int, Mapping[str, Any]]:
    """Return element → the life that it had before its recording was taken back."""
    ended = sorted(each.id for each in elements if each.status is Status.RETIRED)
    found: dict[int, Mapping[str, Any]] = {}
    for some in batches(ended):
        notes: dict[int, list[Note]] = {}
        query = select(Note).where(
            Note.subject.in_(sorted(each.__tablename__ for each in CLASSES.values())),
            Note.subject_id.in_(some),
        )
        for note in session.scalars(query.order_by(Note.id)):
            notes.setdefault(note.subject_id, []).append(note)
        for key, several in notes.items():
            if life := _before(several):
                found[key] = life
    return found


def _before(notes: Sequence[Note]) -> Mapping[str, Any] | None:
    """Return the life before the last change of status, if that took the first back."""
    first = notes[0]
    last = next((each for each in reversed(notes) if "status" in each.values), first)
    if answering(first.deed) not in last.deed.split("; "):
        return None
    return {
        name: life_from_json(name, last.values[name][0])
        for name in _LIFE
        if name in last.values
    }
