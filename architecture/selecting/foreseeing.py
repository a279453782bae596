"""What would become of each element of a selection; nothing is written."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from architecture import elements
from architecture.elements.changes import (
    Change,
    ChangeSet,
    NewRelation,
    RemovedRelation,
    Revision,
    check,
)
from architecture.layers import Status
from architecture.model import Element
from architecture.selecting.values import Editor, Line, Plan, State, What, Wish
from architecture.selecting.weighing import Weighed, weigher

NOT_YOURS = "Bukan milik perangkat daerah Anda."
MERGED = "Sudah digabung; ubah catatan yang mewakilinya."
ENDED = "Sudah tidak aktif."
OF_ENDED = frozenset({*elements.LIFE, What.RETIRE.name, What.OFFICE.name})
"""What may be set of something that has ended: when it did, and who had it."""


def foresee(
    session: Session,
    editor: Editor,
    keys: Sequence[int],
    wish: Wish,
    *,
    seen: Mapping[int, str] | None = None,
) -> Plan:
    """Return what would become of these elements of a layer.

    `seen` is what the person saw before, element → seal.  Raises `Invalid`, with the
    problems of the field `value`, where nothing can become of any.
    """
    keys = list(dict.fromkeys(keys))
    label, weigh = weigher(session, editor, keys, wish)
    several = elements.several(
        session,
        editor.viewer,
        keys,
        government=editor.government,
        layer=editor.layer,
    )
    weighed = [(each, _barred(each, wish, editor) or weigh(each)) for each in several]
    wrong = _wrong(session, editor.government, (one.change for _, one in weighed))
    lines = [_line(each, one, wrong) for each, one in weighed]
    done = [
        one.change
        for (_, one), line in zip(weighed, lines, strict=True)
        if line.state is State.CHANGES and one.change is not None
    ]
    if seen is not None:
        lines = [replace(row, is_new=seen.get(row.key) != row.seal) for row in lines]
    lost = len(keys) - len(lines)
    return Plan(
        label=label,
        lines=lines,
        changes=_set(done),
        lost=lost,
    )


def _barred(element: Element, wish: Wish, editor: Editor) -> Weighed | None:
    """Say why an element cannot be changed at all, whatever is wanted."""
    if not editor.holds(element.organisation_id):
        return Weighed(why=NOT_YOURS)
    if getattr(element, "merged_into_id", None):
        return Weighed(why=MERGED)
    if element.status is Status.RETIRED and wish.name not in OF_ENDED:
        return Weighed(why=ENDED)
    return None


def _wrong(
    session: Session, government: int, several: Iterable[Change | None]
) -> dict[int, str]:
    """Return what the rules of the model say against changes: their `id` → why."""
    wanted = [each for each in several if each is not None]
    found: dict[int, str] = {}
    for problem in check(session, government, _set(wanted)):
        found.setdefault(id(problem.change), problem.text)
    return found


def _line(element: Element, one: Weighed, wrong: Mapping[int, str]) -> Line:
    why = wrong.get(id(one.change), "") if one.change is not None else one.why
    state = State.STAYS if one.stays else State.REFUSED
    if one.change is not None and not why:
        state = State.CHANGES
    return Line(
        key=element.id,
        version=element.version,
        code=element.code,
        name=element.name,
        office=element.organisation.label,
        state=state,
        before=one.before,
        after=one.after if state is State.CHANGES else "",
        why=why,
    )


def _set(several: Sequence[Change]) -> ChangeSet:
    return ChangeSet(
        revisions=[each for each in several if isinstance(each, Revision)],
        relations=[each for each in several if isinstance(each, NewRelation)],
        removed=[each for each in several if isinstance(each, RemovedRelation)],
    )
