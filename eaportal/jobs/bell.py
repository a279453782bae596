"""The bell: wakes the worker, and carries progress while the database is being written.

It is Huey's storage in a file of its own.  What it holds may be lost at any time: the
worker looks into the table of jobs as well.
"""

import json
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

log = logging.getLogger(__name__)


class Bell:
    """Rings, listens, and keeps notes on progress.

    Its file may be full, busy or gone: then there is no note, and the work goes on.
    """

    def __init__(self, folder: Path) -> None:
        """Take the folder of the bell's file, which is made when it is first used."""
        self.folder = folder
        self._huey: Any = None
        self._lock = Lock()

    @property
    def storage(self) -> Any:
        """Return the storage of Huey."""
        with self._lock:
            if self._huey is None:
                from huey import SqliteHuey  # slow to load, and rarely needed

                self.folder.mkdir(parents=True, exist_ok=True)
                self._huey = SqliteHuey(
                    "eaportal", filename=str(self.folder / "bell.sqlite"), fsync=False
                )
        return self._huey.storage

    def ring(self, job: int) -> None:
        """Wake a worker."""
        try:
            self.storage.enqueue(str(job).encode())
        finally:
            self.close()

    def heard(self) -> bool:
        """Tell whether the bell rang since the last look, and forget one ring."""
        return self.storage.dequeue() is not None

    def note(self, job: int, progress: tuple[int, int, str]) -> None:
        """Keep how far a job is."""
        with _unimportant():
            self.storage.put_data(f"progress-{job}", json.dumps(progress).encode())

    def noted(self, job: int) -> tuple[int, int, str] | None:
        """Return how far a job said it was, if it did."""
        if not (self.folder / "bell.sqlite").exists():
            return None
        data = None
        with _unimportant():
            data = self.storage.peek_data(f"progress-{job}")
            self.close()
        if not isinstance(data, bytes | memoryview):
            return None
        done, total, message = json.loads(bytes(data))
        return done, total, message

    def forget(self, job: int) -> None:
        """Drop the note of a job that has ended."""
        if self._huey is not None:
            with _unimportant():
                self.storage.pop_data(f"progress-{job}")

    def close(self) -> None:
        """Close the file in this thread; whoever needs it opens it again."""
        with self._lock:  # two workers of one process may close at once
            if self._huey is not None:
                self._huey.storage.close()


@contextmanager
def _unimportant() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        log.warning("the bell keeps no notes now: %s", error)
