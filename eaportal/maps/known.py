"""Maps that this process has read of late, as long as nothing has changed since.

Whatever changes the model seals an entry of the history, so the heads of all histories
say whether a map may be told again without reading it anew.  What a sweep finds and a
release of codes stand outside of the history and are asked besides.  A map is found by
who looks, with the posts in force: what one may see is never shown to another.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from flask import Flask, current_app
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture.maps.content import Map
from architecture.model import Head, Release, SweptInventory
from architecture.scope import PostHeld, Viewer
from eaportal import db, formats
from eaportal.maps.wanted import Wanted, content

MOST = 64
"""So many maps a process remembers; one of 300 boxes takes half a megabyte."""


@dataclass(frozen=True, slots=True)
class _Question:
    """Who asks for what, and on which day."""

    wanted: Wanted
    account: int
    posts: tuple[PostHeld, ...]
    today: date


State = tuple[Any, ...]
"""What the database has come to: equal states tell equal maps."""


class Known:
    """The maps that a process remembers, the longest unused first."""

    def __init__(self, most: int = MOST) -> None:
        """Remember so many."""
        self._most = most
        self._maps: OrderedDict[_Question, tuple[State, Map]] = OrderedDict()
        self._lock = Lock()

    def of(self, session: Session, viewer: Viewer, wanted: Wanted) -> Map:
        """Return a map, read anew if anything changed.  Raises as `content` does."""
        question = _Question(wanted, viewer.account, viewer.posts, formats.today())
        state = _state(session)
        with self._lock:
            found = self._maps.get(question)
            if found and found[0] == state:
                self._maps.move_to_end(question)
                return found[1]
        map_ = content(session, viewer, wanted)
        with self._lock:
            self._maps[question] = state, map_
            self._maps.move_to_end(question)
            while len(self._maps) > self._most:
                self._maps.popitem(last=False)
        return map_


def init_app(app: Flask) -> None:
    """Begin to remember; nothing is known of another database."""
    app.extensions["known maps"] = Known()


def map_of(viewer: Viewer, wanted: Wanted) -> Map:
    """Return the map that this request wants.  Raises as `content` does."""
    known: Known = current_app.extensions["known maps"]
    return known.of(db.session, viewer, wanted)


def _state(session: Session) -> State:
    """Return the state of the database, read before the map: it may only be too old."""
    heads = select(func.count(), func.coalesce(func.sum(Head.sequence), 0))
    return (
        *session.execute(heads).one(),
        session.scalar(select(func.max(SweptInventory.at))),
        session.scalar(select(func.max(Release.loaded_at))),
    )
