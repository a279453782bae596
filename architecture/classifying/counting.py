"""How many elements of a government stand at and below each code, and which."""

import json
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from architecture import scope
from architecture.elements.listing import Page, last_page, whole
from architecture.model import Element
from architecture.scope import Viewer

SIZE = 25


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers by code: elements that bear it, and those with all that lie below it."""

    here: Counter[str] = field(default_factory=Counter)
    below: Counter[str] = field(default_factory=Counter)
    without: int = 0
    """Elements that bear no code at all."""


def tally(session: Session, viewer: Viewer, government: int) -> Tally:
    """Count the elements of a government by code, in one query.

    An element that bears two codes below one counts once there.
    """
    said = cast(Element.reference_codes, Text)
    query = (
        select(said, func.count())
        .where(Element.government_id == government, *_seen(viewer))
        .group_by(said)
    )
    found = Tally()
    without = 0
    for text, number in session.execute(query):
        codes = set(codes_in(text))
        without += 0 if codes else number
        for code in codes:
            found.here[code] += number
        for above in {each for code in codes for each in upwards(code)}:
            found.below[above] += number
    return Tally(found.here, found.below, without)


def page_of(
    session: Session, viewer: Viewer, government: int, code: str, number: int
) -> Page[Element]:
    """Return one page of the elements at and below a code; beyond the last the last."""
    wanted = select(Element.id).where(
        Element.government_id == government, *_seen(viewer), at_or_below(code)
    )
    total = session.scalar(wanted.with_only_columns(func.count(Element.id))) or 0
    number = min(max(number, 1), last_page(total, SIZE))
    cut = (
        wanted.order_by(Element.layer, Element.sort_name, Element.id)
        .limit(SIZE)
        .offset((number - 1) * SIZE)
    )
    keys = session.scalars(cut).all() if total else []
    return Page(whole(session, keys), number, SIZE, total)


def at_or_below(code: str) -> ColumnElement[bool]:
    """Return the condition on `Element` that it bears a code or one below it."""
    said = cast(Element.reference_codes, Text)
    return or_(
        said.contains(f'"{code}"', autoescape=True),
        said.contains(f'"{code}.', autoescape=True),
    )


def upwards(code: str) -> list[str]:
    """Return a code and all that it stands below, the domain too.

    >>> upwards("RAB.09.06")
    ['RAB', 'RAB.09', 'RAB.09.06']
    """
    parts = code.split(".")
    return [".".join(parts[: size + 1]) for size in range(len(parts))]


def _seen(viewer: Viewer) -> tuple[ColumnElement[bool], ...]:
    return scope.elements(viewer), scope.by_itself()


@lru_cache(maxsize=4096)
def codes_in(text: str) -> tuple[str, ...]:
    """Return the codes in the text of a column; few texts are on very many elements.

    >>> codes_in('["RAB.09", "RAA.01"]')
    ('RAB.09', 'RAA.01')
    """
    found = json.loads(text or "[]")
    return tuple(each for each in found if isinstance(each, str))
