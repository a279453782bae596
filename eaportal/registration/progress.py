"""Where a registration stands: its way with dates, who, and reasons one may know."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from architecture import history, scope
from architecture.inventory.details import BY_NAME, shown
from architecture.layers import Field
from architecture.model import Note, Registration, State, Step, StepState
from architecture.registration.asking import own_of, stated_in
from architecture.registration.deciding import of_round
from architecture.scope import OVERSEES, Viewer
from eaportal.registration.sections import sections

UNKNOWN = "Belum diketahui"

TOLD = frozenset({State.RETURNED, State.DECIDED, State.WITHDRAWN})
"""Once here, the office may read the reasons of the steps; before, only who decides."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way: `state` is done, open or to come.

    `said` is what a step came to, `refused` that it said no; both only where the viewer
    may know it.
    """

    title: str
    state: StepState
    at: datetime | None = None
    who: str = ""
    text: str = ""
    target_days: int = 0
    refused: bool = False
    said: str = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that was done to a registration."""

    at: datetime
    by: str
    text: str
    fields: str = ""


def stages(registration: Registration, viewer: Viewer) -> list[Stage]:
    """Return the whole way, what is past and what is to come."""
    author = registration.created_by.name if registration.created_by else ""
    found = [
        Stage("Draf dibuat", StepState.DONE, registration.created_at, author),
        _own_stage(
            "Dikirim ke kepala OPD",
            registration.submitted_at,
            here=registration.state in {State.DRAFT, State.RETURNED},
        ),
        _own_stage(
            "Disahkan kepala OPD",
            registration.confirmed_at,
            here=registration.state is State.WAITING_FOR_HEAD,
        ),
    ]
    if registration.confirmed_at:
        found += [_step(each, registration, viewer) for each in of_round(registration)]
    withdrawn = registration.state is State.WITHDRAWN
    title = "Ditarik" if withdrawn else "Diputus"
    if withdrawn:
        found = [each for each in found if each.state is not StepState.WAITING]
    found.append(_own_stage(title, registration.decided_at, here=False))
    return found


def may_read_reasons(registration: Registration, viewer: Viewer) -> bool:
    """Tell whether the viewer may read what was said in the steps."""
    overseen = viewer.holds(OVERSEES, government=registration.government_id)
    return bool(overseen) or registration.state in TOLD


def outcome_known(registration: Registration) -> bool:
    """Tell whether the outcome is final; before the signature nobody is told."""
    return registration.state in TOLD


def facts(
    session: Session, registration: Registration, viewer: Viewer
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return heading → label and value, of the fields that the viewer may read."""
    values, _ = stated_in(session, registration)
    classes = scope.classes_for(
        viewer, registration.government_id, registration.organisation_id
    )
    return [
        (
            section.title,
            [
                (field.label, _told(field, registration, values.get(field.name)))
                for field in section.fields
                if field.cls in classes
            ],
        )
        for section in sections(registration.kind, own_of(session, registration))
    ]


def deeds(session: Session, registration: Registration, viewer: Viewer) -> list[Deed]:
    """Return the history, the newest first; others are not told of the drafting."""
    own = registration.organisation_id in viewer.offices()
    notes = [
        each
        for each in history.of(session, registration)
        if own or "state" in each.values
    ]
    return [
        _deed(list(some))
        for _, some in groupby(notes, key=lambda each: (each.deed, each.entry.by))
    ]


def _deed(notes: Sequence[Note]) -> Deed:
    """Return what was done several times in a row, the newest first, as one deed."""
    first, many = notes[0], len(notes)
    told = dict.fromkeys(filter(None, map(_changed_fields, notes)))
    text = f"{first.deed} ({many} kali)" if many > 1 else first.deed
    return Deed(first.entry.at, first.entry.by, text, ", ".join(told))


def _own_stage(title: str, at: datetime | None, *, here: bool) -> Stage:
    if here:
        return Stage(title, StepState.OPEN)
    return Stage(title, StepState.DONE if at else StepState.WAITING, at)


def _step(step: Step, registration: Registration, viewer: Viewer) -> Stage:
    told = step.decided_at is not None and may_read_reasons(registration, viewer)
    who = step.role.value
    if step.field:
        who = f"{who} {step.field.value.lower()}"
    if step.decided_by:
        who = f"{who}: {step.decided_by.name}"
    return Stage(
        step.title,
        step.state,
        step.decided_at,
        who,
        step.reason if told else "",
        step.target_days,
        refused=told and step.passed is False,
        said=_said(step) if told else "",
    )


def _said(step: Step) -> str:
    """Return what a step came to; that all is well needs no words."""
    if step.outcome is not None:
        return step.outcome.value.lower()
    if step.passed is not False:
        return ""
    if step.external:
        return "tidak mendukung"
    return "tidak disetujui" if step.signs else "tidak sesuai"


def _told(field: Field, registration: Registration, value: object) -> str:
    """Return a value as people read it; one that is wrong as it was typed."""
    if text := shown(field, value):
        return text
    raw = registration.details.get(field.name)
    return str(raw)[:300] if isinstance(raw, str) and raw.strip() else UNKNOWN


def _changed_fields(note: Note) -> str:
    """Return what a deed was about: a file, or the fields of the draft."""
    if files := [str(each) for each in note.values.get("document") or [] if each]:
        return ", ".join(files)
    return ", ".join(_labels(note.values.get("details") or []))


def _labels(pair: Sequence[object]) -> Iterator[str]:
    """Yield the labels of the fields that differ between two kept drafts."""
    old, new = (each if isinstance(each, dict) else {} for each in (*pair, {}, {})[:2])
    for name, field in BY_NAME.items():
        if old.get(name) != new.get(name):
            yield field.label
