"""Kept pictures: found by what is on the map, drawn by the worker, never in a page."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from threading import BoundedSemaphore
from typing import Any

from flask import current_app
from sqlalchemy import select

from architecture.maps import rendering
from architecture.maps.child import Failed
from architecture.maps.content import Map
from architecture.maps.engine import Engine, find
from architecture.maps.files import making as files
from architecture.maps.files.making import Leaf
from architecture.maps.looks.fonts import installed
from architecture.model import Job, JobState, now
from architecture.scope import Viewer
from eaportal import db, jobs, storage
from eaportal.maps import leaves
from eaportal.maps.wanted import Wanted, content

log = logging.getLogger(__name__)

KIND = "draw map"

AT_ONCE = BoundedSemaphore(2)
"""So many pictures a host draws at the same time."""

AGAIN = timedelta(minutes=10)
"""So long after a failure a picture is tried again."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What there is of a picture: the picture, or that it is being drawn, or neither.

    `file` is its key in the storage.
    """

    file: str = ""
    drawing: bool = False
    grouped: bool = False


class Drawings:
    """The engine of this portal, and the keys under which pictures are kept."""

    def __init__(self, setting: str) -> None:
        """Keep the setting: `wheel` for what is installed, or a command."""
        self.setting = "" if setting == "wheel" else setting

    @cached_property
    def engine(self) -> Engine | None:
        """Return the engine, asked for its version once; None where there is none."""
        try:
            return find(self.setting)
        except Failed:
            log.exception("no engine draws maps; pages show their tables only")
            return None

    def key(self, map_: Map, wanted: Wanted, leaf: Leaf) -> str:
        """Return what a picture of this content is kept under, as this file."""
        version = self.engine.version if self.engine else ""
        digest = rendering.key(
            map_,
            version,
            theme=wanted.theme,
            notation=wanted.notation,
            fonts=installed().digest,
        )
        return ":".join(("drawing", digest, *leaves.to_json(leaf).values()))


def drawings() -> Drawings:
    """Return the drawings of this portal."""
    found: Drawings = current_app.extensions["drawings"]
    return found


PAGE = Leaf()
"""The picture as it stands in a page."""


def ask(viewer: Viewer, wanted: Wanted, map_: Map, leaf: Leaf = PAGE) -> Picture:
    """Return the kept picture of a map, or have it drawn and say so.

    A page never waits for a drawing.
    """
    key = drawings().key(map_, wanted, leaf)
    kept = _kept(db.session.scalar(select(Job).where(Job.key == key)))
    if kept is not None:
        return kept
    with db.writing() as session:
        jobs.ask(
            session,
            KIND,
            {
                "wanted": wanted.to_json(),
                "leaf": leaves.to_json(leaf),
                "key": key,
            },
            key=key,
            account=viewer.account,
        )
        session.commit()
        session.expire_all()
        done = _kept(session.scalar(select(Job).where(Job.key == key)))
    return done or Picture(drawing=True)


def kept(wanted: Wanted, map_: Map) -> Picture:
    """Return the kept picture of a map; without one nothing is drawn."""
    key = drawings().key(map_, wanted, PAGE)
    return _kept(db.session.scalar(select(Job).where(Job.key == key))) or Picture()


def read(picture: Picture) -> str:
    """Return the SVG to stand in a page."""
    return storage.current().read(picture.file).decode()


@jobs.handles(KIND, title="Menggambar peta", short=True)
def draw(context: jobs.Context) -> dict[str, Any]:
    """Draw a map as its asker may see it now, and keep the picture by its content."""
    wanted = Wanted.from_json(context.arguments["wanted"])
    leaf = leaves.from_json(context.arguments["leaf"])
    with context.reading() as session:
        map_ = content(session, context.viewer(), wanted)
    if drawings().key(map_, wanted, leaf) != context.arguments["key"]:
        return {"stale": True}
    with AT_ONCE:
        made = files.made(
            map_,
            leaf,
            theme=wanted.theme,
            notation=wanted.notation,
            engine=drawings().engine,
        )
    return {"file": storage.current().write(made.content), "grouped": made.grouped}


def _kept(job: Job | None) -> Picture | None:
    """Return what a job gave; None if it has to be asked for, or asked again."""
    if job is None:
        return None
    if job.state is JobState.FAILED:
        over = job.finished_at is None or now() - job.finished_at > AGAIN
        return None if over else Picture()
    if job.state is not JobState.DONE:
        return Picture(drawing=True)
    file = str(job.result.get("file", ""))
    if not file or not storage.current().has(file):
        return None
    return Picture(file=file, grouped=bool(job.result.get("grouped")))
