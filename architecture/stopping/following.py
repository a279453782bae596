"""Keep models of governments in memory, in step with what is committed by whomever.

A model is derived data.  Each process holds those that were asked for lately, within a
bound of memory.  They follow the histories of all governments, for each may relate its
own to what others share, and read only what changed since; so is what was read before
its transaction was committed, for it may have been undone.  Large ones are kept in
files too, which other processes open instead of reading the tables.
"""

import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from architecture import history
from architecture.elements import CLASSES
from architecture.impact import READ_WITH, Model
from architecture.model import Element
from architecture.shelving import Busy, Shelf
from architecture.stopping import reading

MOST_BYTES = 256_000_000
"""So much memory all models of a process take; the longest unused goes first."""

LARGE = 20_000
"""Models of so many elements and relations are kept in files."""

MOST_CHANGED = 5_000
"""Beyond so many changed elements everything is read again."""

MOST_MOVED = 50
"""Beyond so many governments whose histories went on, too."""

SUBJECTS = (Element.__tablename__, *(each.__tablename__ for each in CLASSES.values()))
"""The tables whose rows are elements, as the history names them."""

Heads = Mapping[int, tuple[int, str]]
"""How far each government's history was read: its sequence, and the hash there."""


@dataclass
class _Followed:
    """A model, and how far it has followed which histories."""

    model: Model
    seen: Heads
    unsure: set[int] = field(default_factory=set)


class Models:
    """The models of one process; safe to be asked by several threads."""

    def __init__(
        self,
        most_bytes: int = MOST_BYTES,
        *,
        folder: Path | None = None,
        large: int = LARGE,
    ) -> None:
        """Begin with nothing; a model is read when it is first asked for."""
        self._folder = folder
        self._large = large
        self._most_bytes = most_bytes
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, _Followed] = OrderedDict()

    def of(self, session: Session, government: int) -> Model:
        """Return the model of a government as this session sees it."""
        with self._lock:
            heads = history.heads_with_hashes(session)
            followed = self._kept.pop(government, None)
            if followed is None or not _goes_on(session, followed, heads):
                followed = self._opened(session, government, heads)
            if followed is not None:
                followed = _caught_up(session, government, followed, heads)
            if followed is None:
                followed = self._read(session, government, heads)
            followed.unsure = _uncommitted(session)
            self._kept[government] = followed
            while len(self._kept) > 1 and self._size > self._most_bytes:
                self._kept.popitem(last=False)
            return followed.model

    def keep_in(self, folder: Path) -> None:
        """Share large models with the other processes of this host, in a folder."""
        with self._lock:
            self._folder = folder

    def forget(self) -> None:
        """Begin anew: for another database."""
        with self._lock:
            self._kept.clear()

    def _shelf(self, government: int) -> Shelf | None:
        if self._folder is None:
            return None
        return Shelf(self._folder / str(government), f"{READ_WITH} {reading.LAYERS}")

    def _opened(
        self, session: Session, government: int, heads: Heads
    ) -> _Followed | None:
        """Open what another process put into files, if the histories go on there."""
        shelf = self._shelf(government)
        kept = shelf.latest() if shelf else None
        if kept is None:
            return None
        try:
            found = _Followed(Model.open(kept.folder), kept.heads)
        except (OSError, ValueError):
            return None
        return found if _goes_on(session, found, heads) else None

    def _read(self, session: Session, government: int, heads: Heads) -> _Followed:
        """Read all of it from the tables, once for all processes if it is large."""
        model = reading.whole(session, government)
        shelf = self._shelf(government)
        large = len(model.nodes) + len(model.relations) >= self._large
        if shelf and large and heads and not _uncommitted(session):
            with suppress(Busy, OSError), shelf.locked(wait=False):
                shelf.put(model, dict(heads))
        return _Followed(model, heads)

    @property
    def _size(self) -> int:
        return sum(each.model.size for each in self._kept.values())


models = Models()
"""The models of this process."""


def _caught_up(
    session: Session, government: int, followed: _Followed, heads: Heads
) -> _Followed | None:
    """Return it as it is now; None if so much changed that all is to be read."""
    changed = followed.unsure | _uncommitted(session)
    for owner in _moved(followed, heads):
        sequence, _ = followed.seen.get(owner, (0, ""))
        changed |= history.changed_since(session, owner, sequence, SUBJECTS)
    if len(changed) > MOST_CHANGED:
        return None
    model = followed.model
    if changed:
        model = reading.anew(session, government, model, changed)
    return _Followed(model, heads)


def _goes_on(session: Session, followed: _Followed, heads: Heads) -> bool:
    """Tell whether the histories go on where the model stopped to follow.

    They do not in another database, in one that was restored, or for a reader who
    sees it as it was before.
    """
    moved = _moved(followed, heads)
    if len(moved) > MOST_MOVED or not followed.seen.keys() <= heads.keys():
        return False
    known = {owner: followed.seen[owner] for owner in moved if owner in followed.seen}
    if any(heads[owner][0] <= sequence for owner, (sequence, _) in known.items()):
        return False
    return history.holds(session, known)


def _moved(followed: _Followed, heads: Heads) -> list[int]:
    seen = followed.seen
    return [owner for owner, head in heads.items() if seen.get(owner) != head]


def _uncommitted(session: Session) -> set[int]:
    return set().union(*(history.pending(session, each) for each in SUBJECTS))
