"""Measure every map, cold and again, in a usual and in a very large government.

Run `python -m tests.bench.views [ELEMENTS RELATIONS]`: 1,500 elements with 300
applications, then 135,000 with 27,000, on SQLite and PostgreSQL.  Cold is reading the
model and drawing, by the clock; again is a page or file that is kept.
"""

import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from architecture import scope
from architecture.mapping.catalogue import VIEWS, View
from architecture.maps import rendering
from architecture.model import Element, Organisation, Relation
from architecture.roles import Role
from eaportal import create_app, db, formats
from eaportal.maps.wanted import Wanted, content
from tests import make
from tests.bench.architecture import fill, foretell
from tests.bench.both import print_figures
from tests.browser import Browser, settings

SIZES = ((1_500, 3_000), (135_000, 400_000))
ROUNDS = 3
LATER = date(2028, 1, 1)


def measure(engine: Engine, folder: Path, size: int, many: int) -> Iterator[str]:
    """Yield a line for each view."""
    app = create_app(settings(engine, folder))
    with db.sessions(engine, db.WRITING)() as session:
        root = fill(session, size, many)
        if size > SIZES[0][0]:
            foretell(session, root)
        account = make.account(session, Role.ARCHITECT, root)
        browser = Browser(app, session).sign_in(account)  # type: ignore[arg-type]
        session.commit()
    with db.sessions(engine, db.READING)() as session:
        yield "view                  read    drawn   boxes arrows grouped  page   svg"
        for view in VIEWS.values():
            yield _line(session, browser, root, view)


def _line(session: Session, browser: Browser, root: Organisation, view: View) -> str:
    wanted = Wanted(
        view=view.name,
        government=root.id,
        focus=_focus(session, root, view),
        on=formats.today().isoformat(),
        compare=LATER.isoformat() if view.compares else "",
    )
    viewer = scope.full(root.id)
    session.rollback()
    map_ = content(session, viewer, wanted)
    read = _median(lambda: (session.rollback(), content(session, viewer, wanted)))
    drawing = rendering.svg(map_)
    drawn = _median(lambda: rendering.svg(map_))
    session.rollback()
    asked = f"fokus={wanted.focus}" if wanted.focus else ""
    asked += f"&banding={wanted.compare}" if wanted.compare else ""
    pages = [f"/peta/{view.slug}?{asked}", f"/peta/{view.slug}.svg?{asked}"]
    again = []
    for page in pages:
        browser.open(page)
        again.append(_median(lambda page=page: browser.open(page)))
    return (
        f"{view.name:<18} {read:7.0f} {drawn:7.0f} ms {len(map_.boxes):6}"
        f" {len(map_.arrows):6} {drawing.grouped!s:>7}"
        f" {again[0]:5.0f} {again[1]:5.0f} ms"
    )


def _focus(session: Session, root: Organisation, view: View) -> int:
    """Return an element with more relations than 95 of a hundred have."""
    if not view.focus:
        return 0
    counts = (
        select(Relation.source_id, func.count().label("many"))
        .join(Element, Element.id == Relation.source_id)
        .where(Element.government_id == root.id, Element.layer.in_(view.focus))
        .group_by(Relation.source_id)
        .order_by(func.count().desc(), Relation.source_id)
    )
    rows = session.execute(counts).all()
    return int(rows[len(rows) // 20].source_id) if rows else 0


def _median(work: Callable[[], object]) -> float:
    """Return the median time of some work in milliseconds."""
    times = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def main(sizes: tuple[tuple[int, int], ...]) -> None:
    """Print the figures of both databases."""
    for size, many in sizes:
        print_figures(
            f"{size} elements, {many} relations",
            lambda engine, folder, _, size=size, many=many: measure(
                engine, folder, size, many
            ),
        )


if __name__ == "__main__":
    CHOSEN = tuple(int(each) for each in sys.argv[1:3])
    main(((CHOSEN[0], CHOSEN[1]),) if CHOSEN else SIZES)
