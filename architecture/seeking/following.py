"""Keep the index in step with the histories, by whomever something is committed."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.orm import Session

from architecture import history
from architecture.elements import CLASSES
from architecture.seeking.reading import entries, standing_for
from architecture.seeking.shelf import File, Opened

_AT_ONCE = 500


class NotReady(Exception):
    """The index is being built by another process."""


class Seeker:
    """The index of this host, followed by whoever asks."""

    def __init__(self, path: Path | None = None) -> None:
        """Keep the index in a file, else in one of this process alone."""
        self._file = File(path) if path else None

    def keep_in(self, folder: Path) -> None:
        """Share the index with the other processes of this host."""
        self._file = File(folder / "search.sqlite")

    def warm(self, session: Session) -> None:
        """Build the index before somebody waits for it."""
        with suppress(NotReady), self.in_step(session):
            pass

    @contextmanager
    def in_step(self, session: Session) -> Iterator[Opened]:
        """Give the index as far as the session sees; raises `NotReady`."""
        if self._file is None:
            folder = Path(tempfile.mkdtemp(prefix="eaportal-"))
            self._file = File(folder / "search.sqlite")
        try:
            self._follow(session, self._file)
            with self._file.opened() as index:
                yield index
        except sqlite3.OperationalError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise NotReady from error
            raise

    def _follow(self, session: Session, file: File) -> None:
        heads = history.heads_with_hashes(session)
        with file.opened() as index:
            if heads and index.heads() == heads:
                return
        with file.opened(writing=True) as index:
            seen = index.heads()
            # Without any history nothing says whose file it is.
            if not seen or not history.holds(session, seen):
                index.empty()
                index.replace((), entries(session))
            else:
                _catch_up(session, index, seen, heads)
            index.followed(heads)


def _catch_up(
    session: Session,
    index: Opened,
    seen: dict[int, tuple[int, str]],
    heads: dict[int, tuple[int, str]],
) -> None:
    subjects = [each.__tablename__ for each in CLASSES.values()]
    changed: set[int] = set()
    for government, (at, _) in heads.items():
        before, _ = seen.get(government, (0, ""))
        if at > before:
            changed |= history.changed_since(session, government, before, subjects)
    rows = sorted(changed)
    for start in range(0, len(rows), _AT_ONCE):
        some = set(rows[start : start + _AT_ONCE])
        some |= standing_for(session, some)
        index.replace(some, entries(session, some))


seeker = Seeker()
"""The index of this process's host."""
