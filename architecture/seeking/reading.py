"""What a search looks into, read from the database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.duplicates.text import compact
from architecture.layers import Layer, Sharing, Status
from architecture.model import Application, Element
from architecture.scope import SHARED
from architecture.seeking.wording import folded, initials

_AT_ONCE = 2_000
_APPLICATIONS = Application.__table__.c
_COLUMNS = (
    Element.id,
    Element.layer,
    Element.government_id,
    Element.organisation_id,
    Element.code,
    Element.name,
    Element.description,
    Element.status,
    Element.sharing,
    Element.sensitive,
    Element.reference_codes,
    Element.search_text,
    _APPLICATIONS.acronym,
    _APPLICATIONS.function,
    _APPLICATIONS.url,
    _APPLICATIONS.former_names,
    _APPLICATIONS.merged_into_id,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An element as its own government finds it, or as others do (`shared`).

    `keys` are what it is known by as a whole, in small letters, with how sure that is:
    0 its code and acronym, 1 the initials of its name.
    """

    element: int
    shared: bool
    government: int
    organisation: int
    layer: Layer
    live: bool
    name: str
    codes: str
    former: str = ""
    body: str = ""
    keys: dict[str, int] = field(default_factory=dict)


def entries(session: Session, keys: Iterable[int] | None = None) -> Iterator[Entry]:
    """Yield what can be found, all of it or of the elements with those ids.

    What was merged is found by what stands for it: its code, name and acronym.
    """
    several = None if keys is None else sorted(set(keys))
    gone = _merged(session, several)
    query = (
        select(*_COLUMNS)
        .outerjoin(Application.__table__, _APPLICATIONS.id == Element.id)
        .where(_APPLICATIONS.merged_into_id.is_(None))
    )
    if several is None:
        query = query.order_by(Element.id).execution_options(yield_per=_AT_ONCE)
    else:
        query = query.where(Element.id.in_(several))
    for row in session.execute(query):
        yield _own(row, gone.get(row.id, []))
        if _is_shared(row):
            yield _shared(row)


def standing_for(session: Session, keys: Iterable[int]) -> set[int]:
    """Return the ids of what stands for those of these elements that were merged."""
    query = select(_APPLICATIONS.merged_into_id).where(
        _APPLICATIONS.id.in_(sorted(keys)), _APPLICATIONS.merged_into_id.is_not(None)
    )
    return set(session.scalars(query))


def _merged(session: Session, keys: list[int] | None) -> dict[int, list[Any]]:
    """Return what was merged into elements: id of what stands → code, name, acronym."""
    query = (
        select(
            _APPLICATIONS.merged_into_id,
            Element.code,
            Element.name,
            _APPLICATIONS.acronym,
        )
        .join(Element, Element.id == _APPLICATIONS.id)
        .where(_APPLICATIONS.merged_into_id.is_not(None))
    )
    if keys is not None:
        query = query.where(_APPLICATIONS.merged_into_id.in_(keys))
    found: dict[int, list[Any]] = {}
    for row in session.execute(query):
        found.setdefault(row.merged_into_id, []).append(row)
    return found


def _is_shared(row: Any) -> bool:
    """Tell what `scope.shared` asks of the database."""
    return bool(
        row.layer is Layer.APPLICATION
        and row.sharing in SHARED
        and not row.sensitive
        and row.status is Status.LIVE
    )


def _own(row: Any, merged: list[Any]) -> Entry:
    former = [*(row.former_names or []), *(each.name for each in merged)]
    known = [row.code, row.acronym, *(each.code for each in merged)]
    known += [each.acronym for each in merged]
    return Entry(
        **_plainly(row, shared=False),
        former=_joined([*former, *known[2:]]),
        body=_joined([row.search_text or row.description]),
        keys=_keys(row.name, known),
    )


def _shared(row: Any) -> Entry:
    """Return what other governments may find: no more than they may read."""
    whole = row.sharing is Sharing.PROFILE
    said = [row.description, row.function, row.url if whole else ""]
    return Entry(
        **_plainly(row, shared=True),
        body=_joined(said),
        keys=_keys(row.name, [row.code, row.acronym]),
    )


def _plainly(row: Any, *, shared: bool) -> dict[str, Any]:
    joined = [compact(word) for word in row.name.split() if not word.isalnum()]
    codes = [row.code, row.acronym, *joined, *row.reference_codes]
    return {
        "element": row.id,
        "shared": shared,
        "government": row.government_id,
        "organisation": row.organisation_id,
        "layer": row.layer,
        "live": row.status is not Status.RETIRED,
        "name": folded(row.name),
        "codes": _joined(codes),
    }


def _keys(name: str, known: list[str | None]) -> dict[str, int]:
    short = initials(name)
    first = {folded(each): 0 for each in known if each}
    return ({short: 1} if short else {}) | first


def _joined(texts: Iterable[str | None]) -> str:
    return folded(" ".join(text for text in texts if text))
