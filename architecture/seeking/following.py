"""Keep the index in step with the histories, by whomever something is committed.

It is derived data: arrays in files that the processes of one host share, and in each
process what changed since.  Many changes are sorted in once for all.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from architecture import history
from architecture.elements import CLASSES
from architecture.seeking.arrays import Entries, loosened, ordered, together
from architecture.seeking.building import built, loose
from architecture.seeking.finding import Index, Part
from architecture.seeking.reading import Entry, entries, standing_for
from architecture.shelving import Busy, Heads, Kept, Shelf

FORMAT = "2"
"""Counted up when what the files hold changes; older ones are made anew."""

MOST_CHANGES = 2_000
"""After so many changed elements the files are made anew."""

MOST_READ = 20_000
"""Beyond so many everything is read again."""

PATIENCE = 2.0
"""Seconds to wait for another thread that reads; then "not yet ready"."""

_AT_ONCE = 500


class NotReady(Exception):
    """The index is being built by another process or thread."""


@dataclass
class _Followed:
    """The files, how far they and what was read since follow which histories."""

    base: Part
    seen: Heads
    folder: Path | None = None
    changed: dict[int, list[Entry]] = field(default_factory=dict)
    index: Index = field(init=False)

    def __post_init__(self) -> None:
        """Be ready to be asked."""
        self.index = self._index()

    def read(self, changed: dict[int, list[Entry]]) -> None:
        """Take what some elements are now in the place of what they were."""
        self.changed |= changed
        self.index = self._index()

    def sorted_in(self) -> Entries:
        """Return all as it is now."""
        kept = loosened(self.base.entries, ~self.base.of(self.changed))
        return ordered(together(kept, loose(_flat(self.changed))))

    def _index(self) -> Index:
        return Index(self.base, self.changed, built(_flat(self.changed)))


class Seeker:
    """The index as one process has it; safe to be asked by several threads."""

    def __init__(
        self, shelf: Shelf | None = None, *, most_changes: int = MOST_CHANGES
    ) -> None:
        """Begin with nothing; the index is opened or built when first asked for."""
        self._most_changes = most_changes
        self._shelf = shelf
        self._lock = threading.Lock()
        self._followed: _Followed | None = None

    def keep_in(self, folder: Path) -> None:
        """Share the index with the other processes of this host, in a folder."""
        with self._lock:
            self._shelf, self._followed = Shelf(folder, FORMAT), None

    def forget(self) -> None:
        """Begin anew: for another database."""
        with self._lock:
            self._followed = None

    def warm(self, session: Session) -> None:
        """Build the index before somebody waits for it."""
        with suppress(NotReady):
            self.of(session, wait=True)

    def of(self, session: Session, *, wait: bool = False) -> Index:
        """Return the index as it is now, or later than the session sees.

        Raises `NotReady` while another thread or process builds.
        """
        if not self._lock.acquire(timeout=PATIENCE):
            raise NotReady
        try:
            heads = history.heads_with_hashes(session)
            # Without any history nothing says whose it is.
            if not heads or self._followed is None or self._followed.seen != heads:
                with _now(session) as now:
                    self._followed = self._follow(now, wait=wait)
            return self._followed.index
        finally:
            self._lock.release()

    def _follow(self, session: Session, *, wait: bool) -> _Followed:
        heads = history.heads_with_hashes(session)
        followed = self._followed
        if followed is None or not _holds(session, followed.seen, heads):
            followed = self._begun(session, heads, wait=wait)
        changed = _changed(session, followed.seen, heads)
        if len(changed) > MOST_READ:
            followed = self._anew(session, heads, wait=wait)
        elif changed:
            followed.read(_read(session, changed))
        followed.seen = heads
        if len(followed.changed) > self._most_changes:
            followed = self._sorted_in(followed)
        return followed

    def _begun(self, session: Session, heads: Heads, *, wait: bool) -> _Followed:
        """Open what another process put here, or build it."""
        kept = self._shelf.latest() if self._shelf and heads else None
        return _opened(session, kept, heads) or self._anew(session, heads, wait=wait)

    def _anew(self, session: Session, heads: Heads, *, wait: bool) -> _Followed:
        """Build it, unless another process has done so meanwhile."""
        if self._shelf is None or not heads:
            return _Followed(Part(built(entries(session))), heads)
        found = None
        try:
            before = self._shelf.latest()
            with self._shelf.locked(wait=wait):
                kept = self._shelf.latest()
                if kept != before:
                    found = _opened(session, kept, heads)
                if found is None:
                    found = _Followed(Part(built(entries(session))), heads)
                    found = self._put(self._shelf, found)
        except Busy as busy:
            raise NotReady from busy
        except OSError:  # nowhere to keep it, or no room: this process alone has it
            found = found or _Followed(Part(built(entries(session))), heads)
        return found

    def _sorted_in(self, followed: _Followed) -> _Followed:
        """Sort many changes in, once for all processes; who comes late opens it."""
        anew = _Followed(Part(followed.sorted_in()), followed.seen)
        if self._shelf is None:
            return anew
        with suppress(Busy, OSError), self._shelf.locked(wait=False):
            kept = self._shelf.latest()
            if kept is None or kept.folder == followed.folder:
                anew = self._put(self._shelf, anew)
        return anew

    def _put(self, shelf: Shelf, followed: _Followed) -> _Followed:
        """Put it in files, and read it from there like the others."""
        kept = shelf.put(followed.base.entries, followed.seen)
        return _Followed(Part(Entries.open(kept.folder)), followed.seen, kept.folder)


seeker = Seeker()
"""The index of this process."""


@contextmanager
def _now(session: Session) -> Iterator[Session]:
    """Give a session that sees what is committed now, and only that.

    The one that asks may have begun to read before others followed a later commit, and
    may have written what will be undone.  Nothing is locked.
    """
    bound = session.get_bind()
    if not isinstance(bound, Engine):  # the caller's own transaction
        yield session
        return
    with Session(bound.execution_options(mode="read")) as now:
        yield now


def _opened(session: Session, kept: Kept | None, heads: Heads) -> _Followed | None:
    """Open what was kept, if it belongs to this history and can be read."""
    if kept is None or not kept.heads or not _holds(session, kept.heads, heads):
        return None
    try:
        base = Part(Entries.open(kept.folder))
    except (OSError, ValueError):
        return None
    return _Followed(base, kept.heads, kept.folder)


def _holds(session: Session, seen: Heads, heads: Heads) -> bool:
    """Tell whether the histories go on from where they were seen."""
    moved = {key: head for key, head in seen.items() if heads.get(key) != head}
    return history.holds(session, moved)


def _changed(session: Session, seen: Heads, heads: Heads) -> set[int]:
    """Return the elements that changed since, with what stands for those merged."""
    subjects = [each.__tablename__ for each in CLASSES.values()]
    changed: set[int] = set()
    for government, (at, _) in heads.items():
        before, _ = seen.get(government, (0, ""))
        if at > before:
            changed |= history.changed_since(session, government, before, subjects)
    for some in _chunks(changed.copy()):
        changed |= standing_for(session, some)
    return changed


def _read(session: Session, keys: set[int]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = {key: [] for key in keys}
    for some in _chunks(keys):
        for each in entries(session, some):
            found[each.element].append(each)
    return found


def _flat(several: dict[int, list[Entry]]) -> Iterator[Entry]:
    for some in several.values():
        yield from some


def _chunks(keys: set[int]) -> Iterator[list[int]]:
    several = sorted(keys)
    for start in range(0, len(several), _AT_ONCE):
        yield several[start : start + _AT_ONCE]
