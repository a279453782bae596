"""Ask the indexes of applications, which follow what is committed by whomever.

An index is derived data.  Each process holds one of what governments share with each
other, and one for each government that was asked for lately with all of its fields.
They follow the histories: a vector of heads says how far, and only what changed since
is read again; so is what was read before its transaction was committed, for it may
have been undone.  A government's index also holds its registrations, under keys of
their own (`registration_key`).
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from architecture import engines, history
from architecture.duplicates import Index, Profile, Suspicion
from architecture.engines import Engine
from architecture.referencing import known_codes
from architecture.shelving import Busy, Kept, Shelf
from architecture.similar.profiles import (
    own_applications,
    own_profiles,
    registration_key,
    registration_of,
    registrations,
    shared_profiles,
)

MOST_GOVERNMENTS = 24
"""So many governments' own indexes are held; the longest unused goes first."""

MOST_CHANGES = 2_000
"""After so many changes the shared index is put on the shelf anew."""

LIKELY = 0.1
"""From here on a search that found nothing may have meant an application."""

PATIENCE = 2.0
"""Seconds to wait for another thread that is building; then "not yet ready"."""

_SUBJECTS = ("applications", "registrations")
_CHUNK = 500


class NotReady(Exception):
    """The index is being built; the answer is "cannot be judged yet", never "clean"."""


@dataclass
class _Followed:
    """An index and how far it has followed which histories.

    `engine` is the fingerprint of the thesaurus and model that it is read with.
    `unsure` are keys of each subject that were changed by whoever asked last, and may
    have been undone since.
    """

    index: Index
    engine: str
    seen: dict[int, int] = field(default_factory=dict)
    unsure: dict[str, set[int]] = field(default_factory=dict)
    changes: int = 0
    folder: Path | None = None


class Similar:
    """The indexes of one process; safe to be asked by several threads."""

    def __init__(
        self, shelf: Shelf | None = None, *, most_changes: int = MOST_CHANGES
    ) -> None:
        """Begin with nothing; indexes are opened or built when they are asked for."""
        self._most_changes = most_changes
        self._lock = threading.Lock()
        self._shelf = shelf
        self._shared: _Followed | None = None
        self._own: OrderedDict[int, _Followed] = OrderedDict()
        self._asking: Session | None = None

    def keep_in(self, folder: Path) -> None:
        """Share the index of what is shared with other processes, in a folder."""
        with self._held(patience=600):
            self._shelf = Shelf(folder)

    def own(
        self,
        session: Session,
        government: int,
        profile: Profile,
        *,
        limit: int = 10,
        exclude: Iterable[int] = (),
    ) -> list[Suspicion]:
        """Return what resembles a profile in its own government.

        Raises `NotReady` while another thread builds.
        """
        with self._held():
            sequence, _ = history.head_of(session, government)
            followed = self._followed_own(session, government, sequence)
            left_out = frozenset(exclude)
            return followed.index.similar(
                profile, limit, left_out, titles=partial(known_codes, session)
            )

    def others(
        self, session: Session, government: int, profile: Profile, *, limit: int = 10
    ) -> list[Suspicion]:
        """Return what resembles a profile among national and shared applications.

        Only what is shared is compared on their side.  Raises `NotReady`.
        """
        with self._held(), self._asked(session):
            heads = history.heads(session)
            index = self._followed_shared(session, heads, wait=False).index
            titles = partial(known_codes, session)
            return index.similar(profile, limit, outside=government, titles=titles)

    def both(
        self,
        session: Session,
        government: int,
        profile: Profile,
        *,
        limit: int = 10,
        exclude: Iterable[int] = (),
    ) -> tuple[list[Suspicion], list[Suspicion]]:
        """Return what `own` and `others` would, with the histories read once.

        Raises `NotReady`.
        """
        titles, left_out = partial(known_codes, session), frozenset(exclude)
        with self._held(), self._asked(session):
            heads = history.heads(session)
            own = self._followed_own(session, government, heads.get(government, 0))
            shared = self._followed_shared(session, heads, wait=False)
            return (
                own.index.similar(profile, limit, left_out, titles=titles),
                shared.index.similar(profile, limit, outside=government, titles=titles),
            )

    def naming(self, session: Session, government: int, concept: str) -> list[int]:
        """Return the own applications that name a concept, the surest first.

        Raises `NotReady`.
        """
        with self._held():
            sequence, _ = history.head_of(session, government)
            index = self._followed_own(session, government, sequence).index
            found = index.naming(concept)
            return [key for key in found if registration_of(key) is None]

    def compare(
        self, session: Session, government: int, one: Profile, other: Profile
    ) -> Suspicion:
        """Compare two things as a question in that government would: `one` asks.

        Raises `NotReady`.
        """
        with self._held(), self._asked(session):
            if other.government == government:
                sequence, _ = history.head_of(session, government)
                index = self._followed_own(session, government, sequence).index
            else:
                heads = history.heads(session)
                index = self._followed_shared(session, heads, wait=False).index
            titles = partial(known_codes, session)
            return index.compare(one, other, titles=titles)

    def warm(self, session: Session) -> None:
        """Build what every process will need, before somebody waits for it."""
        with self._held(patience=600), self._asked(session):
            self._followed_shared(session, history.heads(session), wait=True)

    def prepare(self, session: Session, engine: Engine) -> None:
        """Build the shared index for what will be in force, for all processes.

        Who asks meanwhile goes on with the index that he has.
        """
        if self._shelf is None:
            return
        with self._shelf.locked(wait=True):
            heads = history.heads_with_hashes(session)
            self._shelf.put(self._built(session, engine), heads)

    def forget(self) -> None:
        """Begin anew: for another database, or one that was restored."""
        with self._held(patience=600):
            self._shared = None
            self._own.clear()

    @contextmanager
    def _held(self, patience: float = PATIENCE) -> Iterator[None]:
        if not self._lock.acquire(timeout=patience):
            raise NotReady
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _asked(self, session: Session) -> Iterator[None]:
        """Let the shared index read profiles in a session; the lock is held."""
        self._asking = session
        try:
            yield
        finally:
            self._asking = None

    def _read(self, keys: Iterable[int]) -> Mapping[int, Profile]:
        if self._asking is None:  # a defect: who asks gives a session
            return {}
        return {each.key: each for each in shared_profiles(self._asking, keys)}

    def _followed_shared(
        self, session: Session, heads: dict[int, int], *, wait: bool
    ) -> _Followed:
        engine = engines.in_force(session)
        if self._shared is None or not _fits(self._shared, engine, heads):
            self._shared = self._begun(session, engine, heads, wait=wait)
        followed = self._shared
        changed = followed.unsure.get("applications", set())
        for government, sequence in heads.items():
            seen = followed.seen.get(government, 0)
            if sequence > seen:
                changed = changed | history.changed_since(
                    session, government, seen, ["applications"]
                )
        for keys in _chunks(sorted(changed)):
            _apply(followed.index, list(shared_profiles(session, keys)), keys)
        followed.seen = heads
        followed.unsure = _uncommitted(session)
        followed.changes += len(changed)
        if followed.changes > self._most_changes:
            self._put_again(session, engine, followed)
        return self._shared

    def _begun(
        self, session: Session, engine: Engine, heads: dict[int, int], *, wait: bool
    ) -> _Followed:
        """Open the index that another process built, or build it."""
        if self._shelf is None or _uncommitted(session)["applications"]:
            return _Followed(self._built(session, engine), engine.fingerprint, heads)
        try:
            found = self._opened(session, engine, self._shelf.latest())
            if found is None:
                with self._shelf.locked(wait=wait):
                    found = self._opened(session, engine, self._shelf.latest())
                    found = found or self._put_first(session, engine, self._shelf)
        except Busy as busy:
            raise NotReady from busy
        except OSError:  # nowhere to keep it, or no room: this process alone has it
            found = _Followed(self._built(session, engine), engine.fingerprint, heads)
        return found

    def _built(self, session: Session, engine: Engine) -> Index:
        rows = shared_profiles(session)
        return Index(rows, engine.thesaurus, engine.model, source=self._read)

    def _opened(
        self, session: Session, engine: Engine, kept: Kept | None
    ) -> _Followed | None:
        """Open a kept index if it belongs to this history and can be read."""
        if kept is None or not history.holds(session, kept.heads):
            return None
        try:
            read_with = engine.thesaurus, engine.model
            index = Index.open(kept.folder, self._read, *read_with)
        except (OSError, ValueError, KeyError):
            return None
        seen = {government: at for government, (at, _) in kept.heads.items()}
        return _Followed(index, engine.fingerprint, seen, folder=kept.folder)

    def _put_first(self, session: Session, engine: Engine, shelf: Shelf) -> _Followed:
        """Build the index and put it on the shelf, which is locked."""
        heads = history.heads_with_hashes(session)  # before what they stand for is read
        index = self._built(session, engine)
        opened = self._opened(session, engine, shelf.put(index, heads))
        seen = {key: at for key, (at, _) in heads.items()}
        return opened or _Followed(index, engine.fingerprint, seen)

    def _put_again(self, session: Session, engine: Engine, followed: _Followed) -> None:
        """Sort many changes in, once for all processes; who comes late opens it."""
        heads = history.heads_with_hashes(session)
        as_seen = all(followed.seen.get(key) == at for key, (at, _) in heads.items())
        if self._shelf is None or not as_seen or followed.unsure["applications"]:
            return
        kept = self._shelf.latest()
        try:
            if kept is None or kept.folder == followed.folder:
                with self._shelf.locked(wait=False):
                    kept = self._shelf.put(followed.index, heads)
        except (Busy, OSError):
            return
        self._shared = self._opened(session, engine, kept) or followed

    def _followed_own(
        self, session: Session, government: int, sequence: int
    ) -> _Followed:
        engine = engines.in_force(session)
        followed = self._own.get(government)
        if followed is None or not _fits(followed, engine, {government: sequence}):
            rows = own_profiles(session, government)
            index = Index(rows, engine.thesaurus, engine.model)
            followed = _Followed(index, engine.fingerprint, {government: sequence})
            self._own[government] = followed
            while len(self._own) > MOST_GOVERNMENTS:
                self._own.popitem(last=False)
        elif sequence > followed.seen[government] or any(followed.unsure.values()):
            _catch_up(session, government, followed)
            followed.seen[government] = sequence
        followed.unsure = _uncommitted(session)
        self._own.move_to_end(government)
        return followed


similar = Similar()
"""The indexes of this process."""


def compare_in(
    session: Session, government: int, one: Profile, other: Profile
) -> Suspicion:
    """Compare two things as the findings do, by themselves while no index is ready."""
    try:
        return similar.compare(session, government, one, other)
    except NotReady:
        engine = engines.in_force(session)
        return Index((), engine.thesaurus, engine.model).compare(one, other)


def meant(session: Session, government: int, text: str, *, limit: int = 6) -> list[int]:
    """Return the ids of applications that a search may have meant, own ones first.

    Other words for the same work count, as they do for a proposal.
    """
    wish = Profile(key=0, name=text, function=text, government=government)
    try:
        own = similar.own(session, government, wish, limit=limit)
        others = similar.others(session, government, wish, limit=limit)
    except NotReady:
        return []
    likely = [each.key for each in (*own, *others) if each.duplicate >= LIKELY]
    return [key for key in likely if registration_of(key) is None][:limit]


@dataclass(frozen=True)
class Read:
    """All that a government compares, as it was at one place of its history.

    The index is nobody else's, so it can be swept for as long as that takes.
    """

    sequence: int
    profiles: dict[int, Profile]
    index: Index
    engine: Engine


def read_own(session: Session, government: int) -> Read:
    """Return what a government has, its registrations under way among it."""
    sequence, _ = history.head_of(session, government)
    read = {each.key: each for each in own_profiles(session, government)}
    engine = engines.in_force(session)
    index = Index(read.values(), engine.thesaurus, engine.model)
    return Read(sequence, read, index, engine)


def shared_index(session: Session) -> Index:
    """Return an index of what all governments share, which nobody else changes."""
    engine = engines.in_force(session)
    return Index(shared_profiles(session), engine.thesaurus, engine.model)


def _catch_up(session: Session, government: int, followed: _Followed) -> None:
    seen = followed.seen[government]
    for subject in _SUBJECTS:
        changed = history.changed_since(session, government, seen, [subject])
        changed |= followed.unsure.get(subject, set())
        for keys in _chunks(sorted(changed)):
            if subject == "applications":
                profiles = list(own_applications(session, government, keys))
                _apply(followed.index, profiles, keys)
            else:
                profiles = list(registrations(session, government, keys))
                _apply(followed.index, profiles, map(registration_key, keys))


def _uncommitted(session: Session) -> dict[str, set[int]]:
    return {subject: history.pending(session, subject) for subject in _SUBJECTS}


def _apply(index: Index, profiles: list[Profile], keys: Iterable[int]) -> None:
    present = {profile.key for profile in profiles}
    gone = [key for key in keys if key not in present and key in index]
    index.apply(profiles, gone)


def _fits(followed: _Followed, engine: Engine, heads: dict[int, int]) -> bool:
    """Tell whether an index can go on: read with what is in force, of this database.

    A history that is shorter than it was belongs to a database that was restored.
    """
    seen = followed.seen.items()
    restored = any(heads.get(government, 0) < last for government, last in seen)
    return followed.engine == engine.fingerprint and not restored


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
