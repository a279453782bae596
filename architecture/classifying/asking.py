"""What a release left open, and the choice of somebody of the government."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, joinedload

from architecture import history
from architecture.classifying.bearing import FIELD, UNDER_WAY
from architecture.classifying.own import next_number
from architecture.classifying.recoding import (
    recode,
    recode_drafts,
    recode_planned,
    recode_registrations,
    replaced,
)
from architecture.classifying.tree import Tree, tree
from architecture.elements import fields_of
from architecture.elements.changing import put
from architecture.elements.listing import last_page, whole
from architecture.errors import Invalid, WrongState
from architecture.locking import lock_government
from architecture.model import (
    CodeQuestion,
    Element,
    OwnCode,
    PlannedChange,
    PlannedState,
    Registration,
    now,
)
from architecture.referencing import DEEPEST, forget_codes

SIZE = 25


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the element that it is about, or that something is planned for.

    `element` is None for a code of one's own and for a registration.
    """

    row: CodeQuestion
    element: Element | None


def count(session: Session, government: int) -> int:
    """Return how many questions of a government are open."""
    query = select(func.count(CodeQuestion.id)).where(*_open(government))
    return session.scalar(query) or 0


def listed(
    session: Session, government: int, number: int
) -> tuple[Sequence[Asked], int, int]:
    """Return one page of the open questions, its number, and that of the last."""
    last = last_page(count(session, government), SIZE)
    number = min(max(number, 1), last)
    query = (
        select(CodeQuestion)
        .where(*_open(government))
        .options(
            joinedload(CodeQuestion.own),
            joinedload(CodeQuestion.planned),
            joinedload(CodeQuestion.registration).joinedload(Registration.organisation),
        )
        .order_by(CodeQuestion.code, CodeQuestion.id)
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    )
    rows = session.scalars(query).all()
    keys = [row.planned.element_id if row.planned else row.element_id for row in rows]
    found = {each.id: each for each in whole(session, [key for key in keys if key])}
    asked = [
        Asked(row, found.get(key) if key else None)
        for row, key in zip(rows, keys, strict=True)
    ]
    return asked, number, last


def alike(session: Session, question: CodeQuestion) -> Sequence[CodeQuestion]:
    """Return the open questions about whatever bears the same code, itself too."""
    query = select(CodeQuestion).where(
        *_open(question.government_id),
        CodeQuestion.code == question.code,
        CodeQuestion.release_id == question.release_id,
        CodeQuestion.own_code_id.is_(None),
    )
    return session.scalars(query.order_by(CodeQuestion.id)).all()


def answer(
    session: Session, questions: Sequence[CodeQuestion], choice: str, *, by: str
) -> int:
    """Carry what is asked to the chosen code; "-" drops it.  Return how many changed.

    All are of one code.  Raises `Invalid`, or `WrongState` if somebody answered before.
    """
    first = questions[0]
    lock_government(session, first.government_id)
    for each in questions:
        session.refresh(each)
    if any(each.answered_at for each in questions):
        raise WrongState("Pertanyaan ini sudah dijawab.")
    choice = choice.strip().upper()
    codes = tree(session, first.government_id)
    _check(codes, first, choice)
    if first.own_code_id:
        changed = _move(session, codes, first, choice)
    else:
        changed = _replace(session, questions, choice)
    for each in questions:
        each.answer, each.answered_at, each.answered_by = choice, now(), by
    session.flush()
    forget_codes(session)
    return changed


def hand_over(
    session: Session, registration: Registration, element: Element, codes: Sequence[str]
) -> None:
    """Let what became of a registration bear its codes, and be asked for them.

    A release took some of them away while it was under way.
    """
    fields = fields_of(session, element.government_id, element.layer)
    values = {FIELD: list(codes)}
    deed = f"Kode dari {registration.number} menunggu keputusan"
    put(session, element, values, fields=fields, deed=deed)
    query = select(CodeQuestion).where(
        CodeQuestion.registration_id == registration.id,
        CodeQuestion.answered_at.is_(None),
    )
    for each in session.scalars(query):
        each.element_id, each.registration_id = element.id, None


def _open(government: int) -> tuple[ColumnElement[bool], ...]:
    withdrawn = select(PlannedChange.id).where(
        PlannedChange.state == PlannedState.WITHDRAWN
    )
    over = select(Registration.id).where(Registration.state.not_in(UNDER_WAY))
    return (
        CodeQuestion.government_id == government,
        CodeQuestion.answered_at.is_(None),
        func.coalesce(CodeQuestion.planned_id, 0).not_in(withdrawn),
        func.coalesce(CodeQuestion.registration_id, 0).not_in(over),
    )


def _check(codes: Tree, question: CodeQuestion, choice: str) -> None:
    if not choice:
        raise Invalid("Pilih atau ketik kodenya.")
    node = codes.get(choice)
    if choice == "-" and not question.own_code_id:
        return
    if node is None or node.retired or node.domain != question.code[:3]:
        text = f"Pilih kode {question.code[:3]} yang berlaku."
        raise Invalid(text, problems={"choice": [text]})
    if question.own_code_id and not codes.carries_own(node.code):
        text = f"Di bawah {node.code} tidak dapat digantung kode milik instansi."
        raise Invalid(text, problems={"choice": [text]})


def _replace(session: Session, questions: Sequence[CodeQuestion], choice: str) -> int:
    old = questions[0].code
    government = questions[0].government_id
    elements = {each.element_id for each in questions if each.element_id}
    elements |= {
        each.planned.element_id
        for each in questions
        if each.planned and each.planned.state is PlannedState.CARRIED
    }

    def chosen(_key: int, codes: Sequence[str]) -> Sequence[str]:
        if choice == "-":
            return [code for code in codes if code != old]
        return replaced(codes, old, choice)

    def of_elements(key: int, codes: Sequence[str]) -> Sequence[str]:
        return chosen(key, codes) if key in elements else codes

    deed = f"Kode {old} {'dilepas' if choice == '-' else f'menjadi {choice}'}"
    planned = [
        each.planned.id
        for each in questions
        if each.planned and each.planned.state is PlannedState.PLANNED
    ]
    sent = [each.registration_id for each in questions if each.registration_id]
    changed = recode_planned(session, planned, chosen, deed)
    changed += recode_registrations(session, sent, chosen, deed)
    if not elements:
        return changed
    return changed + recode(session, government, of_elements, deed=deed, codes=[old])


def _move(session: Session, codes: Tree, question: CodeQuestion, parent: str) -> int:
    """Hang an own code with all below it elsewhere; its elements follow."""
    top = session.get_one(OwnCode, question.own_code_id)
    root = question.government_id
    old = top.code
    if parent == old or parent.startswith(f"{old}."):
        raise Invalid("Kode tidak dapat digantung di bawah dirinya sendiri.")
    last = old.rpartition(".")[2]
    new = f"{parent}.{last}"
    if new in codes.nodes and new != old:
        new = f"{parent}.{next_number(codes, parent):02d}"
    rows = session.scalars(select(OwnCode).where(OwnCode.government_id == root)).all()
    family = [row for row in rows if row is top or row.code.startswith(f"{old}.")]
    moves = {row.code: new + row.code.removeprefix(old) for row in family}
    if any(code.count(".") > DEEPEST for code in moves.values()):
        raise Invalid(f"Turunannya akan lebih dalam dari tingkat {DEEPEST}.")
    for row in family:
        code = moves[row.code]
        history.change(
            session,
            row,
            {"code": code, "parent": code.rpartition(".")[0]},
            deed="Kode sendiri mengikuti induknya",
            government=root,
        )
    session.flush()

    def rule(_key: int, codes: Sequence[str]) -> Sequence[str]:
        return [moves.get(each, each) for each in codes]

    recode_drafts(session, root, rule, f"Kode {old} menjadi {new}")
    return recode(
        session,
        root,
        rule,
        deed=f"Kode {old} menjadi {new}",
        codes=[old],
    )
