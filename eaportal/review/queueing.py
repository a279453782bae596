"""The queue: what the viewer can take now, and every open step that he may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from architecture.registration import queue
from architecture.registration.deciding import may_take
from architecture.registration.queue import Waiting
from eaportal import db, formats, queries
from eaportal.permissions import Permission, requires
from eaportal.review.blueprint import pages

SIZE = 50
"""Rows of a page of all open steps."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the lists can be narrowed to: value and text, in their order."""

    steps: list[tuple[str, str]]
    offices: list[tuple[str, str]]


@pages.get("/")
@requires(Permission.REVIEW)
def index() -> ResponseReturnValue:
    """Show what waits for the viewer, and below it what waits for others."""
    every = queue.open_steps(db.session, g.viewer, today=formats.today())
    shown = [each for each in every if _wanted(each)]
    mine = [each for each in shown if may_take(g.viewer, each.step, each.registration)]
    taken = {each.step.id for each in mine}
    others = [each for each in shown if each.step.id not in taken]
    last = max(1, -(-len(others) // SIZE))
    number = min(queries.page(), last)
    return render_template(
        "review/index.html",
        mine=mine,
        others=others[(number - 1) * SIZE : number * SIZE],
        other_count=len(others),
        late=sum(each.late > 0 for each in mine),
        number=number,
        last=last,
        choices=choices(every),
        narrowed=len(shown) < len(every),
    )


def choices(every: Iterable[Waiting]) -> Choices:
    """Return the steps and offices that occur in the queue."""
    every = list(every)
    steps = {each.step.code: each.step.title for each in every}
    offices = {
        str(each.registration.organisation_id): each.registration.organisation.name
        for each in every
    }
    return Choices(
        list(steps.items()), sorted(offices.items(), key=lambda each: each[1])
    )


def _wanted(waiting: Waiting) -> bool:
    step, office = request.args.get("langkah"), request.args.get("opd")
    late = request.args.get("terlambat")
    return (
        (not step or waiting.step.code == step)
        and (not office or str(waiting.registration.organisation_id) == office)
        and (not late or waiting.late > 0)
    )
