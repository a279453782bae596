"""Who is told what a search found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from architecture import engines, scope
from architecture.elements.listing import whole
from architecture.layers import Layer
from architecture.model import Element, Organisation
from architecture.scope import Viewer
from architecture.seeking.finding import Index, Matches, Narrowed
from architecture.seeking.following import Seeker, seeker
from architecture.seeking.meaning import meant
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

    `instead` is what may have been meant if nothing was found;
    `also` bear other words for the same, which are `words`; `offices` are
    organisations that are called so.
    """

    query: Query
    counts: dict[Layer, int] = field(default_factory=dict)
    hits: Sequence[Hit] = ()
    number: int = 1
    total: int = 0
    instead: str = ""
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
    narrowed = Narrowed(viewer.governments, wanted.organisations)
    asked = index.of(session)
    everything = asked.found(query, narrowed)
    alike = _also(asked, words, narrowed).without(everything)
    matches = everything
    if wanted.layer:
        matches, alike = everything.of(wanted.layer), alike.of(wanted.layer)
    number = min(wanted.number, max(1, -(-len(matches) // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    first = number == 1
    return Found(
        query=query,
        counts=everything.counts(),
        hits=_hits(session, viewer, matches.best(start, start + PAGE_SIZE)),
        number=number,
        total=len(matches),
        instead="" if len(everything) else meant(asked, query, narrowed),
        words=words,
        also=_hits(session, viewer, alike.best(0, _OTHERS)) if first else (),
        offices=_offices(session, viewer, query) if first and not wanted.layer else (),
    )


def _also(asked: Index, words: Sequence[str], narrowed: Narrowed) -> Matches:
    """Return what bears other words for the same."""
    return Matches.of_all([asked.found(query, narrowed) for query in several_of(words)])


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
