"""Write what a person saw of a selection: all of it, or nothing."""

from collections.abc import Mapping

from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from architecture.elements.changes import apply as apply_changes
from architecture.errors import Changed, WrongState
from architecture.layers import Layer
from architecture.locking import lock_government
from architecture.selecting.foreseeing import foresee
from architecture.selecting.values import Editor, Plan, State, What, Wish

DEED = "Diubah sekaligus"
CHANGED = (
    "Sementara Anda membaca, ada yang berubah, jadi belum ada yang ditulis. "
    "Yang berubah ditandai; periksa sekali lagi."
)


def apply(
    session: Session, editor: Editor, seen: Mapping[int, str], wish: Wish
) -> Plan:
    """Change what the person saw would change; return what was done.

    `seen` runs element → seal.  Raises `Changed` if anything is otherwise now, and
    `WrongState` if there is nothing to be changed.
    """
    lock_government(session, editor.government)
    session.expire_all()
    plan = foresee(session, editor, list(seen), wish, seen=seen)
    if not plan.counts[State.CHANGES]:
        raise WrongState("Tidak ada lagi yang perlu diubah: semuanya sudah begitu.")
    if plan.lost or any(line.is_new for line in plan.lines):
        raise Changed(CHANGED)
    deed = _deed(editor, wish)
    try:
        apply_changes(session, editor.government, plan.changes, deed=deed)
    except StaleDataError:  # somebody wrote one of them in this very moment
        raise Changed(CHANGED) from None
    return plan


def _deed(editor: Editor, wish: Wish) -> str:
    """Return how the history calls it; an end as the page of one element calls it."""
    reason = wish.reason.strip()
    if wish.name != What.RETIRE.name:
        return f"{DEED}: {reason}"
    noun = "Aplikasi" if editor.layer is Layer.APPLICATION else "Elemen"
    ahead = "akan " if wish.value and wish.value > editor.today else ""
    return f"{noun} {ahead}dihentikan: {reason}"
