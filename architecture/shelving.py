"""Keep what was made of the database in files, for all processes of one host.

Whoever finds nothing that fits makes it under a lock and puts it here; the others open
it and share its memory.  The folder can be deleted at any time.
"""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import uuid4

Heads = dict[int, tuple[int, str]]
"""How far each government's history was read: its sequence, and the hash there."""

_LATEST = "latest"
_LOCK = "lock"
_HEADS = "heads.json"
_READ_WITH = "read-with"


class Busy(Exception):
    """Another process builds the index now."""


class Savable(Protocol):
    """What can be kept in a folder."""

    def save(self, folder: Path) -> None:
        """Write all of it to a folder, which need not exist."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What was put in a folder, and how far it had followed which histories."""

    folder: Path
    heads: Heads


class Shelf:
    """The place for one index; any number of processes may use it."""

    def __init__(self, folder: Path, read_with: str = "") -> None:
        """Use a folder, which need not exist.

        `read_with` stands for the rules by which things are made; what was made by
        others is not found.
        """
        self._folder = folder
        self._read_with = read_with

    def latest(self) -> Kept | None:
        """Return what was put here last; None if nothing was, or it cannot be read."""
        try:
            folder = self._folder / (self._folder / _LATEST).read_text().strip()
            heads = json.loads((folder / _HEADS).read_text())
            if (folder / _READ_WITH).read_text() != self._read_with:
                return None
            read = {int(key): (int(at), str(head)) for key, (at, head) in heads.items()}
        except (OSError, ValueError, AttributeError, TypeError):
            return None
        return Kept(folder, read)

    @contextmanager
    def locked(self, *, wait: bool) -> Iterator[None]:
        """Keep others from building; raises `Busy` if one does and we do not wait."""
        self._folder.mkdir(parents=True, exist_ok=True)
        with (self._folder / _LOCK).open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            except BlockingIOError as error:
                raise Busy from error
            yield

    def put(self, index: Savable, heads: Heads) -> Kept:
        """Write an index, whole or not at all; call it under the lock."""
        name = f"index-{uuid4().hex}"
        index.save(self._folder / name)
        (self._folder / name / _HEADS).write_text(json.dumps(heads))
        (self._folder / name / _READ_WITH).write_text(self._read_with)
        pointer = self._folder / f"{_LATEST}.new"
        pointer.write_text(name)
        pointer.replace(self._folder / _LATEST)
        for old in self._folder.glob("index-*"):
            if old.name != name:  # who has it open goes on reading it
                shutil.rmtree(old, ignore_errors=True)
        return Kept(self._folder / name, heads)
