"""Who is told what a search found."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import engines, scope
from architecture.elements.listing import whole
from architecture.layers import Layer
from architecture.model import Element, Organisation
from architecture.scope import Viewer
from architecture.seeking.following import Seeker, seeker
from architecture.seeking.shelf import MOST, Match, Narrowed, Opened
from architecture.seeking.wording import Query, others, query_of, several_of

PAGE_SIZE = 25
_OTHERS = 8
_OFFICES = 8


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What is searched for, and where; `number` is the page."""

    text: str
    layer: Layer | None = None
    organisations: frozenset[int] = frozenset()
    number: int = 1


@dataclass(frozen=True, slots=True)
class Hit:
    """An element that was found; `own`: the viewer works in its government."""

    element: Element
    own: bool


@dataclass(frozen=True)
class Found:
    """What a search found: by layer how many, a page of the best, and more.

    `more`: there are more than were looked at, so nothing was counted by layer.
    `also` bear other words for the same, which are `words`; `offices` are
    organisations that are called so.
    """

    query: Query
    counts: dict[Layer, int] = field(default_factory=dict)
    hits: Sequence[Hit] = ()
    number: int = 1
    total: int = 0
    more: bool = False
    words: Sequence[str] = ()
    also: Sequence[Hit] = ()
    offices: Sequence[Organisation] = ()

    @property
    def last(self) -> int:
        """Return the number of the last page."""
        return max(1, -(-self.total // PAGE_SIZE))


def search(
    session: Session, viewer: Viewer, wanted: Wanted, *, index: Seeker = seeker
) -> Found:
    """Return what a viewer may find; raises `NotReady` while the index is built."""
    query = query_of(wanted.text)
    if not query.text:
        return Found(query)
    words = others(engines.in_force(session).thesaurus, query)
    own, offices = viewer.governments, wanted.organisations
    with index.in_step(session) as opened:
        matches = opened.found(query, Narrowed(own, None, offices))
        counts = Counter(each.layer for each in matches)
        more = len(matches) >= MOST
        if wanted.layer and more:  # those of one layer may not be among the first
            matches = opened.found(query, Narrowed(own, wanted.layer, offices))
        alike = _also(opened, words, Narrowed(own, wanted.layer, offices), matches)
    keys = [e.element for e in matches if wanted.layer in {None, e.layer}]
    number = min(wanted.number, max(1, -(-len(keys) // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    first = number == 1
    return Found(
        query=query,
        counts={} if more else dict(counts),
        hits=_hits(session, viewer, keys[start : start + PAGE_SIZE]),
        number=number,
        total=len(keys),
        more=len(keys) >= MOST,
        words=words,
        also=_hits(session, viewer, alike) if first else (),
        offices=_offices(session, viewer, query) if first and not wanted.layer else (),
    )


def _also(
    opened: Opened, words: Sequence[str], narrowed: Narrowed, matches: list[Match]
) -> list[int]:
    """Return what bears other words for the same and was not found already."""
    known = {each.element for each in matches}
    found = {
        each.element: None
        for query in several_of(words)
        for each in opened.found(query, narrowed, PAGE_SIZE)
        if each.element not in known
    }
    return list(found)[:_OTHERS]


def _hits(session: Session, viewer: Viewer, keys: Sequence[int]) -> list[Hit]:
    """Return elements in this order; the scope is asked once more, of the database."""
    if not keys:
        return []
    query = select(Element.id).where(Element.id.in_(keys), scope.elements(viewer))
    seen = set(session.scalars(query))
    rows = whole(session, [key for key in keys if key in seen])
    return [Hit(row, row.government_id in viewer.governments) for row in rows]


def _offices(session: Session, viewer: Viewer, query: Query) -> Sequence[Organisation]:
    """Return organisations whose name, short name or code says every word."""
    said = func.lower(
        Organisation.name + " " + Organisation.short_name + " " + Organisation.code
    )
    words = [*query.parts, *((word,) for word in query.whole)]
    conditions = [
        or_(*(said.contains(word, autoescape=True) for word in part)) for part in words
    ]
    asked = (
        select(Organisation)
        .where(scope.organisations(viewer), *conditions)
        .options(joinedload(Organisation.government))
        .order_by(
            Organisation.government_id.not_in(sorted(viewer.governments)),
            func.length(Organisation.name),
            Organisation.name,
            Organisation.id,
        )
        .limit(_OFFICES)
    )
    return session.scalars(asked).all()
