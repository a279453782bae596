"""What of a government was known at the end of a past day, for a file to be read only.

It is replayed from the history, in bounded memory.  What tools keep and what is drawn
is not told by day, so neither stands in such a file; what others own is as it is today,
under the name that it had.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.elements.changes.values import batches
from architecture.exchange.archimate import leaving
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.known import Triple
from architecture.exchange.archimate.leaving import Bond, Extent, Known
from architecture.model import Element, Organisation
from architecture.recalling import (
    KnownElement,
    as_element,
    known_on,
    merged_on,
    names_on,
)
from architecture.reference.calendar import tanggal

LEFT_OUT = (
    "Pandangan, folder, dan isi lain dari alat lain: tidak tercatat menurut hari."
)


def title(government: Organisation, day: date) -> str:
    """Return what the model of a past day is called."""
    return f"Arsitektur SPBE {government.name} seperti diketahui pada {tanggal(day)}"


def gather(session: Session, extent: Extent, day: date) -> Known:
    """Return which elements stand in the file; what tools call so is called so."""
    home = extent.government
    found = Known([])
    named = leaving.named(session, home.id)
    ends: set[int] = set()
    for each in _elements(session, extent, day):
        names = named.get(each.id, ())
        found.codes[each.id], found.homes[each.id] = each.code, home.code
        found.names[each.id] = names[0] if names else identifier(home.code, each.code)
        found.own.append(each.id)
        ends |= {relation.target for relation in each.relations}
    for some in batches(ends - found.names.keys()):
        others = leaving.in_sight(extent).where(Element.id.in_(some))
        for key, code, owner in session.execute(others):
            found.codes[key], found.homes[key] = code, owner
            found.names[key] = identifier(owner, code)
            found.foreign.append(key)
    return found


def own(session: Session, extent: Extent, day: date) -> Iterator[Element]:
    """Yield the elements of the government as they were known."""
    query = select(Organisation).where(
        Organisation.government_id == extent.government.id
    )
    offices = {each.id: each for each in session.scalars(query)}
    for each in _elements(session, extent, day):
        made = as_element(each)
        made.organisation = offices[each.organisation_id]
        yield made


def called(session: Session, known: Known, day: date) -> dict[int, str]:
    """Return what others own → what it was called."""
    return {
        key: name
        for some in batches(known.foreign)
        for key, name in names_on(session, some, day).items()
    }


def bonds(session: Session, extent: Extent, known: Known, day: date) -> Iterator[Bond]:
    """Yield the relations as they were known, both of whose ends stand in the file."""
    for element in _elements(session, extent, day):
        counts: dict[Triple, int] = {}
        for each in element.relations:
            if each.target not in known.names:
                continue
            triple: Triple = each.source, each.verb, each.target
            number = counts[triple] = counts.get(triple, -1) + 1
            days = {"starts_on": each.starts_on, "ends_on": each.ends_on}
            yield Bond(triple, number, {**each.attributes, **days})


def _elements(session: Session, extent: Extent, day: date) -> Iterator[KnownElement]:
    government = extent.government.id
    if government not in extent.viewer.governments:
        return
    merged = merged_on(session, government, day)
    for each in known_on(session, government, day):
        inside = not extent.offices or each.organisation_id in extent.offices
        if inside and each.id not in merged:
            yield each
