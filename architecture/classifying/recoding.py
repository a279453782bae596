"""Give elements other codes, many at once, each told in the history."""

from collections.abc import Callable, Iterator, Sequence

from sqlalchemy import ColumnElement, Text, cast, or_, select
from sqlalchemy.orm import Session

from architecture.classifying.counting import at_or_below
from architecture.elements import fields_of
from architecture.elements.changing import put
from architecture.elements.listing import whole
from architecture.model import Element

AT_ONCE = 500

Rule = Callable[[Element], Sequence[str]]
"""Tells which codes an element bears from now on."""


def recode(
    session: Session,
    government: int,
    rule: Rule,
    *,
    deed: str,
    codes: Sequence[str] = (),
) -> int:
    """Give the elements of a government the codes that a rule says; return how many.

    `codes` narrows to those that bear one of these, or one below.
    """
    query = select(Element.id).where(Element.government_id == government, _bears(codes))
    changed = 0
    for element in _in_batches(session, session.scalars(query).all()):
        new = list(dict.fromkeys(rule(element)))
        if new != element.reference_codes:
            fields = fields_of(session, government, element.layer)
            put(session, element, {"reference_codes": new}, fields=fields, deed=deed)
            changed += 1
    session.flush()
    return changed


def replaced(codes: Sequence[str], old: str, new: str) -> list[str]:
    """Return codes with one of them turned into another.

    >>> replaced(["RAB.01", "RAB.02"], "RAB.01", "RAB.02")
    ['RAB.02']
    """
    return list(dict.fromkeys(new if each == old else each for each in codes))


def _bears(codes: Sequence[str]) -> ColumnElement[bool]:
    if codes:
        return or_(*map(at_or_below, codes))
    return cast(Element.reference_codes, Text) != "[]"


def _in_batches(session: Session, keys: Sequence[int]) -> Iterator[Element]:
    for start in range(0, len(keys), AT_ONCE):
        yield from whole(session, keys[start : start + AT_ONCE])
        session.flush()
