"""Give what bears codes other ones, many at once, each told in the history."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar
from typing import cast as cast_type

from sqlalchemy import ColumnElement, Table, Text, bindparam, cast, or_, select, update
from sqlalchemy.orm import Session

from architecture import history
from architecture.classifying.bearing import FIELD, Kind, drafts, typed
from architecture.classifying.counting import at_or_below
from architecture.elements import fields_of
from architecture.elements.fields import stated_of
from architecture.elements.listing import whole
from architecture.elements.searching import search_text
from architecture.model import Element, PlannedChange, Registration, now

AT_ONCE = 2000

Rule = Callable[[int, Sequence[str]], Sequence[str]]
"""Tells from a key and its codes which codes it bears from now on."""

Row = TypeVar("Row", PlannedChange, Registration)


def recode(
    session: Session,
    government: int,
    rule: Rule,
    *,
    deed: str,
    codes: Sequence[str] = (),
) -> int:
    """Give the elements of a government the codes that a rule says; return how many.

    `codes` narrows to those that bear one of these, or one below.  A batch is one
    statement, so it does not matter how many there are.
    """
    query = (
        select(Element.id, Element.reference_codes)
        .where(Element.government_id == government, _bears(codes))
        .order_by(Element.id)
        .with_for_update(of=Element)
    )
    session.flush()
    wanted = {
        key: new
        for key, old in session.execute(query)
        if (new := list(dict.fromkeys(rule(key, old)))) != old
    }
    for keys in _batches(list(wanted)):
        _write(session, whole(session, keys), wanted, deed)
    return len(wanted)


def recode_planned(session: Session, keys: Sequence[int], rule: Rule, deed: str) -> int:
    """Give what is planned for elements the codes that a rule says."""
    changed = 0
    for row in _rows(session, PlannedChange, keys):
        old = typed(row.value)
        new = list(dict.fromkeys(rule(row.id, old)))
        if new != old:
            values = {"value": new, "problem": ""}
            root = row.government_id
            history.change(session, row, values, deed=deed, government=root)
            changed += 1
    session.flush()
    return changed


def recode_registrations(
    session: Session, keys: Sequence[int], rule: Rule, deed: str
) -> int:
    """Give registrations under way the codes that a rule says.

    What is not codes stays as it was typed; answers stay with their finding.
    """
    changed = 0
    for row in _rows(session, Registration, keys):
        raw = row.details.get(FIELD)
        old = typed(raw)
        new = list(dict.fromkeys(rule(row.id, old)))
        if new != old:
            written: Any = ", ".join(new) if isinstance(raw, str) else new
            details = {"details": row.details | {FIELD: written}}
            root = row.government_id
            history.change(session, row, details, deed=deed, government=root)
            for code in set(old) - set(new):
                _follow(row, code, [*rule(row.id, [code])])
            changed += 1
    session.flush()
    return changed


def recode_drafts(session: Session, government: int, rule: Rule, deed: str) -> None:
    """Give all that a government plans and registers the codes that a rule says."""
    borne = drafts(session, government)
    planned = [each.key for each in borne if each.kind is Kind.PLANNED]
    recode_planned(session, planned, rule, deed)
    sent = [each.key for each in borne if each.kind is Kind.REGISTRATION]
    recode_registrations(session, sent, rule, deed)


def replaced(codes: Sequence[str], old: str, new: str) -> list[str]:
    """Return codes with one of them turned into another.

    >>> replaced(["RAB.01", "RAB.02"], "RAB.01", "RAB.02")
    ['RAB.02']
    """
    return list(dict.fromkeys(new if each == old else each for each in codes))


def _write(
    session: Session,
    several: Sequence[Element],
    wanted: dict[int, list[str]],
    deed: str,
) -> None:
    table = cast_type(Table, Element.__table__)
    rows, at = [], now()
    for element in several:
        new = wanted[element.id]
        fields = fields_of(session, element.government_id, element.layer)
        stated = stated_of(element, fields) | {FIELD: new}
        text = search_text(element.layer, fields, stated)
        rows.append({"key": element.id, "codes": new, "text": text, "at": at})
        values = {FIELD: (element.reference_codes, new)}
        history.note(session, element, deed, values, government=element.government_id)
    statement = (
        update(table)
        .where(table.c.id == bindparam("key"))
        .values(
            reference_codes=bindparam("codes"),
            search_text=bindparam("text"),
            updated_at=bindparam("at"),
            version=table.c.version + 1,
        )
    )
    session.connection().execute(statement, rows)
    for element in several:
        session.expire(element)


def _follow(row: Registration, old: str, new: Sequence[str]) -> None:
    """Let an answer to what was found of a code stay one: a finding names its code."""
    for given in row.answers:
        if new and given.finding.endswith(f":{FIELD}.{old}"):
            there = {each.finding for each in row.answers}
            finding = given.finding.removesuffix(old) + new[0]
            if finding not in there:
                given.finding = finding


def _rows(session: Session, kind: type[Row], keys: Sequence[int]) -> Iterator[Row]:
    for some in _batches(keys):
        query = select(kind).where(kind.id.in_(some)).order_by(kind.id)
        yield from session.scalars(query.with_for_update(of=kind))
        session.flush()


def _bears(codes: Sequence[str]) -> ColumnElement[bool]:
    if codes:
        return or_(*map(at_or_below, codes))
    return cast(Element.reference_codes, Text) != "[]"


def _batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
