"""What is compared of applications and registrations, read from the database."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from architecture.duplicates import TEXTS, Profile
from architecture.inventory.details import parsed
from architecture.layers import Layer, Sharing, Status
from architecture.model import (
    Application,
    Kind,
    Organisation,
    Registration,
    State,
)
from architecture.scope import SHARED

_REGISTRATIONS = 1 << 40
"""Keys from here on are registrations; no table of elements grows that far."""

_AT_ONCE = 2_000
"""Rows that are fetched together where all are read."""

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
    Application.former_names,
)


def registration_key(registration: int) -> int:
    """Return the key under which a registration stands in the index."""
    return _REGISTRATIONS + registration


def registration_of(key: int) -> int | None:
    """Return the registration behind a key of the index, None for an application."""
    return key - _REGISTRATIONS if key >= _REGISTRATIONS else None


def profile_of(application: Application) -> Profile:
    """Return all that is compared of an application.

    What was merged into it is known by its names.
    """
    return Profile(
        key=application.id,
        name=application.name,
        acronym=application.acronym,
        description="; ".join(
            filter(None, (application.description, *application.former_names))
        ),
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


def shared_profiles(
    session: Session, keys: Iterable[int] | None = None
) -> Iterator[Profile]:
    """Yield what governments share, all of it or what is shared of some keys."""
    query = _shared_query()
    if keys is None:
        query = query.order_by(Application.id).execution_options(yield_per=_AT_ONCE)
    else:
        query = query.where(Application.id.in_(list(keys)))
    for row in session.execute(query):
        yield _shared_profile(row)


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


def own_profiles(session: Session, government: int) -> Iterator[Profile]:
    """Yield all that a government's own index holds."""
    yield from own_applications(session, government)
    yield from registrations(session, government)


def own_applications(
    session: Session, government: int, keys: Sequence[int] | None = None
) -> Iterator[Profile]:
    """Yield the applications of a government that count, all or those with keys."""
    query = select(*_NAME_AND_FUNCTION, *_PROFILE, *_OWN).where(
        Application.government_id == government,
        Application.merged_into_id.is_(None),
        Application.status != Status.RETIRED,
    )
    if keys is not None:
        query = query.where(Application.id.in_(keys))
    for row in session.execute(query):
        yield profile_of(row)  # type: ignore[arg-type]  # a row has the same names


def registrations(
    session: Session, government: int, keys: Sequence[int] | None = None
) -> Iterator[Profile]:
    """Yield the registrations of a government that are open, all or those with keys."""
    query = select(Registration).where(
        Registration.government_id == government,
        Registration.state.in_(
            [State.DRAFT, State.WAITING_FOR_HEAD, State.IN_REVIEW, State.RETURNED]
        ),
    )
    if keys is not None:
        query = query.where(Registration.id.in_(keys))
    yield from map(registration_profile, session.scalars(query))


def registration_profile(registration: Registration) -> Profile:
    """Return what is compared of a registration as it stands."""
    return proposed_profile(
        registration.details,
        key=registration_key(registration.id),
        owner=registration.organisation_id,
        government=registration.government_id,
    )


def profiles(
    session: Session, government: int, keys: Iterable[int]
) -> dict[int, Profile]:
    """Return what a government compares of things, by their keys in the index.

    Of its own everything, retired or not; of others what they share.
    """
    wanted = sorted(set(keys))
    applications = [key for key in wanted if registration_of(key) is None]
    numbers = [number for key in wanted if (number := registration_of(key))]
    found: dict[int, Profile] = {}
    for some in _portions(applications):
        query = select(*_NAME_AND_FUNCTION, *_PROFILE, *_OWN)
        for row in session.execute(query.where(Application.id.in_(some))):
            known = compared(row, government)  # type: ignore[arg-type]  # same names
            found[row.id] = known
    for some in _portions(numbers):
        waiting = select(Registration).where(Registration.id.in_(some))
        found |= {
            registration_key(each.id): registration_profile(each)
            for each in session.scalars(waiting)
        }
    return found


def compared(application: Application, government: int) -> Profile:
    """Return what a government compares of an application, its own or another's."""
    if application.government_id == government:
        return profile_of(application)
    return shared_profile_of(application)


def _portions(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(keys), _AT_ONCE):
        yield keys[start : start + _AT_ONCE]


def proposed_profile(
    details: dict[str, Any], *, key: int, owner: int, government: int
) -> Profile:
    """Return what is compared of something that is only proposed."""
    values, _ = parsed(details)
    text = {name: str(values.get(name) or "") for name in TEXTS}
    kind = values.get("type")
    return Profile(
        key=key,
        codes=tuple(values.get("reference_codes", ())),
        owner=owner,
        government=government,
        type=kind.name if kind else "APPLICATION",
        **text,
    )
