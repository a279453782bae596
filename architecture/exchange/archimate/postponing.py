"""Let the import of a model be true from a day on.

Only what becomes ours can wait.  What is kept as a file states it has no day; a file
that is imported for a day leaves that as it is, and the next import without a day
brings it.
"""

from datetime import date

from sqlalchemy.orm import Session

from architecture import scheduling
from architecture.exchange.archimate.comparing import Elements
from architecture.exchange.archimate.connecting import Relations
from architecture.exchange.archimate.plan import Action, Line
from architecture.exchange.postponing import against, from_day, relations_of
from architecture.reference.calendar import tanggal

NOT_KEPT = "Hanya disimpan oleh impor tanpa tanggal."


def postpone(
    session: Session, elements: Elements, relations: Relations, on: date
) -> list[object]:
    """Take out of both what is to be planned and return it; new things begin then.

    What cannot wait is refused in its line.  Raises `Invalid` if the day is not ahead.
    """
    scheduling.check_day(on)
    there = relations_of(session, relations.amended.values())
    later: list[object] = []
    for several, lines in (
        (elements.revisions, elements.lines),
        (relations.amended, relations.lines),
    ):
        for name, change in several.items():
            if why := against(change, there, on):
                _refuse(lines[name], why)
            else:
                later.append(change)
        several.clear()
    for name, new in elements.new.items():
        elements.new[name] = from_day(new, there, on)
    relations.new = [(name, from_day(new, there, on)) for name, new in relations.new]
    return later


def left(lines: list[Line]) -> list[Line]:
    """Return the lines of what an import for a day is about, the others explained."""
    for line in lines:
        if line.action is Action.KEPT:
            line.action = Action.UNCHANGED
            line.reasons.append(NOT_KEPT)
    return lines


def told(on: date) -> str:
    """Return what is said of the import as a whole."""
    return (
        f"Berlaku mulai {tanggal(on)}: perubahan isian menjadi rencana, yang baru "
        "mulai pada hari itu. Pandangan, folder, dan isi lain yang tidak ada "
        "padanannya tidak berubah; impor lagi tanpa tanggal pada harinya."
    )


def _refuse(line: Line, why: str) -> None:
    line.action, line.changes = Action.REFUSED, {}
    line.reasons.append(why)
