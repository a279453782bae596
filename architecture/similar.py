"""Keep the index of applications in step with the database, and ask it.

The index is derived data.  Each process holds one of what governments share with each
other, and one for each government that was asked for lately with all of its fields.
They follow the histories: a vector of heads says how far, and only what changed since
is read again.  A government's index also holds its registrations, under keys of their
own (`registration_key`).
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.duplicates import Index, Profile, Suspicion, shipped
from architecture.inventory.details import parsed
from architecture.layers import Layer, Sharing, Status
from architecture.model import (
    Application,
    Element,
    Kind,
    Organisation,
    Registration,
    State,
)
from architecture.scope import SHARED

MOST_GOVERNMENTS = 24
"""So many governments' own indexes are held; the longest unused goes first."""

LIKELY = 0.1
"""From here on a search that found nothing may have meant an application."""

PATIENCE = 2.0
"""Seconds to wait for another thread that is building; then "not yet ready"."""

_REGISTRATIONS = 1 << 40
"""Keys from here on are registrations; no table of elements grows that far."""

_SUBJECTS = ("applications", "registrations")
_CHUNK = 500

_NAME_AND_FUNCTION = (
    Application.id,
    Application.name,
    Application.acronym,
    Application.description,
    Application.function,
    Application.reference_codes,
    Application.organisation_id,
    Application.government_id,
    Application.type,
    Application.sharing,
)
_PROFILE = (Application.output, Application.services, Application.url)
_OWN = (
    Application.processes,
    Application.data_used,
    Application.data_produced,
)


class NotReady(Exception):
    """The index is being built; the answer is "cannot be judged yet", never "clean"."""


@dataclass
class _Followed:
    """An index and how far it has followed which histories."""

    index: Index
    seen: dict[int, int] = field(default_factory=dict)


class Similar:
    """The indexes of one process; safe to be asked by several threads."""

    def __init__(self) -> None:
        """Begin with nothing; indexes are built when they are first asked for."""
        self._lock = threading.Lock()
        self._shared: _Followed | None = None
        self._own: OrderedDict[int, _Followed] = OrderedDict()

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
            followed = self._followed_own(session, government)
            left_out = frozenset(exclude)
            return followed.index.similar(profile, limit=limit, exclude=left_out)

    def others(
        self, session: Session, government: int, profile: Profile, *, limit: int = 10
    ) -> list[Suspicion]:
        """Return what resembles a profile among national and shared applications.

        Only what is shared is compared on their side.  Raises `NotReady`.
        """
        with self._held():
            followed = self._followed_shared(session)
            own = self._own_keys(session, government)
            return followed.index.similar(profile, limit=limit, exclude=own)

    def warm(self, session: Session) -> None:
        """Build what every process will need, before somebody waits for it."""
        with self._held(patience=600):
            self._followed_shared(session)

    def forget(self) -> None:
        """Begin anew: for another database, or one that was restored."""
        with self._held(patience=600):
            self._shared = None
            self._own.clear()

    @contextmanager
    def _held(self, patience: float = PATIENCE) -> Any:
        if not self._lock.acquire(timeout=patience):
            raise NotReady
        try:
            yield
        finally:
            self._lock.release()

    def _own_keys(self, session: Session, government: int) -> frozenset[int]:
        """Return the ids of the own applications; they are compared in `own`."""
        query = select(Element.id).where(
            Element.government_id == government, Element.layer == Layer.APPLICATION
        )
        return frozenset(session.scalars(query))

    def _followed_shared(self, session: Session) -> _Followed:
        heads = history.heads(session)
        if self._shared is None or _behind(heads, self._shared.seen):
            rows = session.execute(_shared_query()).all()
            self._shared = _Followed(_index(map(_shared_profile, rows)), heads)
            return self._shared
        changed: set[int] = set()
        for government, sequence in heads.items():
            seen = self._shared.seen.get(government, 0)
            if sequence > seen:
                changed |= history.changed_since(
                    session, government, seen, ["applications"]
                )
        for keys in _chunks(sorted(changed)):
            query = _shared_query().where(Application.id.in_(keys))
            profiles = [_shared_profile(row) for row in session.execute(query)]
            _apply(self._shared.index, profiles, keys)
        self._shared.seen = heads
        return self._shared

    def _followed_own(self, session: Session, government: int) -> _Followed:
        sequence, _ = history.head_of(session, government)
        followed = self._own.get(government)
        if followed is None or sequence < followed.seen[government]:  # restored
            profiles = _own_profiles(session, government)
            followed = _Followed(_index(profiles), {government: sequence})
            self._own[government] = followed
            while len(self._own) > MOST_GOVERNMENTS:
                self._own.popitem(last=False)
        elif sequence > followed.seen[government]:
            _catch_up(session, government, followed)
            followed.seen[government] = sequence
        self._own.move_to_end(government)
        return followed


similar = Similar()
"""The indexes of this process."""


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


def registration_key(registration: int) -> int:
    """Return the key under which a registration stands in the index."""
    return _REGISTRATIONS + registration


def registration_of(key: int) -> int | None:
    """Return the registration behind a key of the index, None for an application."""
    return key - _REGISTRATIONS if key >= _REGISTRATIONS else None


def profile_of(application: Application) -> Profile:
    """Return all that is compared of an application."""
    return Profile(
        key=application.id,
        name=application.name,
        acronym=application.acronym,
        description=application.description,
        function=application.function,
        output=application.output,
        services=application.services,
        processes=application.processes,
        data_used=application.data_used,
        data_produced=application.data_produced,
        codes=tuple(application.reference_codes),
        owner=application.organisation_id,
        government=application.government_id,
        type=application.type.name,
        url=application.url,
    )


def shared_profile_of(application: Application) -> Profile:
    """Return what another government may be compared with."""
    return _shared_profile(application)


def _catch_up(session: Session, government: int, followed: _Followed) -> None:
    seen = followed.seen[government]
    for subject in _SUBJECTS:
        changed = history.changed_since(session, government, seen, [subject])
        for keys in _chunks(sorted(changed)):
            if subject == "applications":
                profiles = list(_own_applications(session, government, keys))
                _apply(followed.index, profiles, keys)
            else:
                profiles = list(_registrations(session, government, keys))
                _apply(followed.index, profiles, map(registration_key, keys))


def _apply(index: Index, profiles: list[Profile], keys: Iterable[int]) -> None:
    present = {profile.key for profile in profiles}
    gone = [key for key in keys if key not in present and key in index]
    index.apply(profiles, gone)


def _index(profiles: Iterable[Profile]) -> Index:
    thesaurus, model = shipped()
    return Index(profiles, thesaurus=thesaurus, model=model)


def _shared_query() -> Any:
    columns = (*_NAME_AND_FUNCTION, *_PROFILE, Organisation.kind)
    return (
        select(*columns)
        .join(Organisation, Organisation.id == Application.government_id)
        .where(
            Application.layer == Layer.APPLICATION,
            Application.merged_into_id.is_(None),
            Application.status == Status.LIVE,
            Application.sensitive.is_(False),
            Application.sharing.in_(SHARED),
        )
    )


def _shared_profile(row: Row[Any] | Application) -> Profile:
    whole = row.sharing is Sharing.PROFILE
    national = getattr(row, "kind", None) is Kind.NATIONAL
    return Profile(
        key=row.id,
        name=row.name,
        acronym=row.acronym,
        description=row.description,
        function=row.function,
        output=row.output if whole else "",
        services=row.services if whole else "",
        codes=() if national else tuple(row.reference_codes),
        owner=row.organisation_id,
        government=row.government_id,
        type=row.type.name,
        url=row.url if whole else "",
    )


def _own_profiles(session: Session, government: int) -> Iterable[Profile]:
    yield from _own_applications(session, government, None)
    yield from _registrations(session, government, None)


def _own_applications(
    session: Session, government: int, keys: Sequence[int] | None
) -> Iterable[Profile]:
    query = select(*_NAME_AND_FUNCTION, *_PROFILE, *_OWN).where(
        Application.government_id == government,
        Application.merged_into_id.is_(None),
        Application.status != Status.RETIRED,
    )
    if keys is not None:
        query = query.where(Application.id.in_(keys))
    for row in session.execute(query):
        yield profile_of(row)  # type: ignore[arg-type]  # a row has the same names


def _registrations(
    session: Session, government: int, keys: Sequence[int] | None
) -> Iterable[Profile]:
    query = select(Registration).where(
        Registration.government_id == government,
        Registration.state.in_(
            [State.DRAFT, State.WAITING_FOR_HEAD, State.IN_REVIEW, State.RETURNED]
        ),
    )
    if keys is not None:
        query = query.where(Registration.id.in_(keys))
    for row in session.scalars(query):
        yield proposed_profile(
            row.details,
            key=registration_key(row.id),
            owner=row.organisation_id,
            government=row.government_id,
        )


def proposed_profile(
    details: dict[str, Any], *, key: int, owner: int, government: int
) -> Profile:
    """Return what is compared of something that is only proposed."""
    values, _ = parsed(details)
    text = {
        name: str(values.get(name) or "")
        for name in (
            "name",
            "acronym",
            "description",
            "function",
            "output",
            "services",
            "processes",
            "data_used",
            "data_produced",
            "url",
        )
    }
    kind = values.get("type")
    return Profile(
        key=key,
        codes=tuple(values.get("reference_codes", ())),
        owner=owner,
        government=government,
        type=kind.name if kind else "APPLICATION",
        **text,
    )


def _behind(heads: dict[int, int], seen: dict[int, int]) -> bool:
    """Tell whether a history is shorter than it was: the database was restored."""
    return any(heads.get(government, 0) < last for government, last in seen.items())


def _chunks(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    for start in range(0, len(keys), _CHUNK):
        yield keys[start : start + _CHUNK]
