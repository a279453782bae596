"""What the front page tells of the peta rencana."""

from collections.abc import Iterator

from flask import url_for

from architecture import planning
from architecture.model import PlanLineState
from architecture.scope import Viewer
from eaportal import db, formats
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield what the plan in force has for this year, and what is proposed for it."""
    if not may(viewer, Permission.EXPORT_ROADMAP):
        return
    year = formats.today().year
    for government in sorted(viewer.governments)[:1]:
        plan = planning.current(db.session, government)
        if plan is None:
            return
        lines = planning.lines(db.session, plan)
        proposed = [line for line in lines if line.state is PlanLineState.PROPOSED]
        running = [x for x in lines if planning.runs_in(x, year) and x not in proposed]
        yield Card(
            f"inisiatif peta rencana {year}",
            url_for("roadmap.index"),
            "route",
            len(running),
            f"{len(proposed)} usulan menunggu reviu" if proposed else "",
            tone="purple",
            order=64,
        )
