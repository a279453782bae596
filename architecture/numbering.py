"""Give out numbers without holes: codes of elements, registrations and letters."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.layers import PREFIXES, Layer
from architecture.locking import lock_government
from architecture.model import Counter, Element


def next_number(
    session: Session, government: int, series: str, *, year: int = 0, many: int = 1
) -> int:
    """Take the next number of a series (the first of `many`) under a row lock.

    The number is given back by itself if the transaction is undone, so a series has
    no holes.
    """
    query = (
        select(Counter)
        .where(
            Counter.government_id == government,
            Counter.series == series,
            Counter.year == year,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    counter = session.scalar(query)
    if counter is None:
        lock_government(session, government)
        counter = session.scalar(query)
    if counter is None:
        counter = Counter(government_id=government, series=series, year=year, last=0)
        session.add(counter)
    first = counter.last + 1
    counter.last += many
    session.flush()
    return first


def element_codes(
    session: Session, government: int, layer: Layer, *, many: int = 1
) -> list[str]:
    """Return so many free codes of a layer, such as `DAA-0001`."""
    prefix = PREFIXES[layer]
    taken = _taken(session, government, prefix)
    codes: list[str] = []
    while len(codes) < many:
        wanted = many - len(codes)
        first = next_number(session, government, prefix, many=wanted)
        new = [f"{prefix}-{number:04d}" for number in range(first, first + wanted)]
        codes += [code for code in new if code not in taken]
    return codes


def _taken(session: Session, government: int, prefix: str) -> set[str]:
    query = select(Element.code).where(
        Element.government_id == government, Element.code.startswith(f"{prefix}-")
    )
    return set(session.scalars(query))
