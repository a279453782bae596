"""What an entry did as a whole: the first old and the last new value of each thing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from architecture.layers import Verb
from architecture.model import Note, UseState
from architecture.scheduling.noting import PLANNED
from architecture.undoing.deeds import REDONE, UNDONE

_BEGUN, _ENDED = "Pemakaian dicatat", "Pemakaian diakhiri"


@dataclass(slots=True)
class Done:
    """One thing that was done: to a field, a relation or a use, from what to what."""

    element: int
    name: str
    deed: str
    old: Any
    new: Any


Tie = tuple[int, int, str, int]
"""A relation by id, source, verb and target: SQLite gives ids of what is gone anew."""


@dataclass(slots=True)
class Folded:
    """All that an entry did, each thing by what it is about.

    Fields by element, elements that began, relations, uses, and plans by their ids.
    `others` are the notes that nobody can take back, as element and deed.
    """

    fields: dict[tuple[int, str], Done]
    begun: dict[int, Done]
    relations: dict[Tie, Done]
    uses: dict[tuple[int, str], Done]
    plans: dict[int, Done]
    others: list[tuple[int, str]]


def folded(notes: Iterable[Note]) -> Folded:
    """Return what notes on elements did together."""
    found = Folded({}, {}, {}, {}, {}, [])
    for note in notes:
        if "organisation" in note.values:
            _fold_use(found, note)
        elif note.values.get("name", [""])[0] is None:
            done = Done(note.subject_id, "", note.deed, None, note.values["name"][1])
            found.begun[note.subject_id] = done
        else:
            _fold_values(found, note)
    found.relations = {
        tie: done for tie, done in found.relations.items() if done.old or done.new
    }
    return found


def _fold_values(found: Folded, note: Note) -> None:
    for name, (old, new) in note.values.items():
        done = Done(note.subject_id, name, note.deed, old, new)
        if name == PLANNED:
            _fold_plan(found, done)
            continue
        if name not in Verb.__members__:
            if note.subject_id not in found.begun:
                kept = found.fields.setdefault((note.subject_id, name), done)
                kept.new = new
            continue
        told = new or old
        if told["source"] == note.subject_id:  # told once more at the other end
            tie = (told["relation"], told["source"], name, told["target"])
            kept = found.relations.setdefault(tie, done)
            kept.new = new


def _fold_plan(found: Folded, done: Done) -> None:
    told = done.new or done.old
    if told.get("source", done.element) == done.element:  # told at both ends
        found.plans.setdefault(told["plan"], done).new = done.new


def _fold_use(found: Folded, note: Note) -> None:
    code = note.values["organisation"][1]
    old, new = _use_states(note)
    if new is None or code is None:
        found.others.append((note.subject_id, note.deed))
        return
    done = Done(note.subject_id, code, note.deed, old, new)
    found.uses.setdefault((note.subject_id, code), done).new = new


def _use_states(note: Note) -> tuple[Any, Any]:
    """Return the states of a use before and after a note, as names."""
    if "use" in note.values:
        old, new = note.values["use"]
        return old, new
    bare = note.deed.removeprefix(UNDONE).removeprefix(REDONE)
    if bare == _BEGUN:
        return UseState.ENDED.name, UseState.IN_USE.name
    if bare == _ENDED:
        return UseState.IN_USE.name, UseState.ENDED.name
    return None, None
