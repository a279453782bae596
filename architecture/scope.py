"""What a viewer may see: which applications, which registrations, which fields.

Everything that shows, counts, draws, exports or searches narrows its query with the
conditions of this module.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, false, or_, select, true

from architecture.layers import (
    APPLICATION_FIELDS,
    FieldClass,
    Layer,
    Sharing,
    Status,
    readable,
)
from architecture.model import (
    Application,
    Case,
    CaseMember,
    Element,
    Kind,
    Organisation,
    Registration,
    State,
)
from architecture.roles import Field, Role

OVERSEES = frozenset(
    {
        Role.ADMINISTRATOR,
        Role.REVIEWER,
        Role.VALIDATOR,
        Role.SIGNATORY,
        Role.ARCHITECT,
        Role.COORDINATOR,
    }
)
"""Who reads restricted fields of the whole government."""

READS_MONEY = OVERSEES | {Role.PLANNER, Role.LEADER, Role.ASSESSOR}
"""Who else reads cost and contract: those who plan, lead and assess."""

OFFICE_ROLES = frozenset({Role.OPERATOR, Role.HEAD})
"""Who acts for one office and what lies below it."""

_APPLICATIONS = Application.__table__

SHARED = (Sharing.NAME_AND_FUNCTION, Sharing.PROFILE)


@dataclass(frozen=True, slots=True)
class PostHeld:
    """A post that is in force: `organisations` is the office with all below it.

    `above` are the offices that it belongs to, without the government itself.
    """

    role: Role
    organisation: int
    government: int
    organisations: frozenset[int]
    field: Field | None = None
    acting: str = ""
    above: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: an account with the posts that are in force today.

    Without posts it is the public.
    """

    account: int = 0
    email: str = ""
    name: str = ""
    posts: tuple[PostHeld, ...] = ()

    @property
    def governments(self) -> frozenset[int]:
        """Return the governments whose business data the viewer works with."""
        return frozenset(
            post.government for post in self.posts if post.role is not Role.INSTALLER
        )

    def holds(
        self, roles: Iterable[Role], *, government: int | None = None
    ) -> list[PostHeld]:
        """Return the posts of these roles, in one government if it is named."""
        wanted = frozenset(roles)
        return [
            post
            for post in self.posts
            if post.role in wanted
            and (government is None or post.government == government)
        ]

    def offices(self, government: int | None = None) -> frozenset[int]:
        """Return the organisations that the viewer acts for as operator or head."""
        posts = self.holds(OFFICE_ROLES, government=government)
        return frozenset().union(*(post.organisations for post in posts))

    def works_in(self, organisation: int) -> bool:
        """Tell whether a post lies in this office, or in one above or below it."""
        return any(
            organisation in post.organisations or organisation in post.above
            for post in self.posts
            if post.organisation != post.government
        )


PUBLIC = Viewer()


def full(government: int, *, name: str = "") -> Viewer:
    """Return a viewer with the full scope of one government, for commands and jobs."""
    post = PostHeld(Role.ADMINISTRATOR, government, government, frozenset({government}))
    return Viewer(name=name, posts=(post,))


def elements(
    viewer: Viewer, *, of: Any = Element, national: bool = False
) -> ColumnElement[bool]:
    """Return the condition on `Element` that leaves what the viewer may see.

    Of the own governments everything; of others what is shared, live and not
    sensitive; with `national`, also what is no longer live of national organisations.
    `of` is the table or an alias of it.
    """
    seen = [of.government_id.in_(sorted(viewer.governments)), shared(of)]
    if national:
        seen.append(of.government_id.in_(national_roots()))
    return or_(*seen)


def national_roots() -> Select[int]:
    """Return the ids of the national organisations that have elements of their own.

    What lies below them is national too; naming the roots finds them by an index.
    """
    return select(Organisation.id).where(
        Organisation.kind == Kind.NATIONAL, Organisation.parent_id.is_(None)
    )


def shared(of: Any = Element) -> ColumnElement[bool]:
    """Return the condition for what governments show to each other and the public."""
    return and_(
        of.layer == Layer.APPLICATION,
        of.sharing.in_(SHARED),
        of.sensitive.is_(False),
        of.status == Status.LIVE,
    )


def by_itself(of: Any = Element) -> ColumnElement[bool]:
    """Return the condition that leaves out what another element stands for.

    The few that were merged are looked up once, so counts keep to their indexes.
    """
    columns = _APPLICATIONS.c
    merged = select(columns.id).where(columns.merged_into_id.is_not(None))
    alone: ColumnElement[bool] = of.id.not_in(merged)
    return alone


def registrations(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on `Registration` that leaves what the viewer may see.

    An office sees its own, drafts too; who oversees a government sees all that was
    submitted; planners and leaders see what was submitted as well.
    """
    offices = viewer.offices()
    own = Registration.organisation_id.in_(sorted(offices)) if offices else false()
    overseen = sorted(
        {post.government for post in viewer.posts if post.role in READS_MONEY}
    )
    submitted = and_(
        Registration.government_id.in_(overseen),
        Registration.confirmed_at.is_not(None),
        Registration.state.not_in([State.DRAFT, State.WAITING_FOR_HEAD]),
    )
    return or_(own, submitted)


def cases(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on `Case` that leaves what the viewer may see.

    Who oversees, plans, leads or assesses sees all of the government; an office those
    that one of its applications is in.
    """
    overseen = {post.government for post in viewer.posts if post.role in READS_MONEY}
    own = exists().where(
        CaseMember.case_id == Case.id,
        CaseMember.application_id == Element.id,
        Element.organisation_id.in_(sorted(viewer.offices())),
    )
    return or_(Case.government_id.in_(sorted(overseen)), own)


def suspicions(
    viewer: Viewer, government: int, one: Any, other: Any
) -> ColumnElement[bool]:
    """Return the condition on a pair of elements that leaves what the viewer may see.

    Who oversees, plans, leads or assesses sees all of the government; an office sees
    the pairs that one of its own is in.
    """
    if viewer.holds(READS_MONEY, government=government):
        return true()
    offices = sorted(viewer.offices(government))
    return or_(one.organisation_id.in_(offices), other.organisation_id.in_(offices))


def readable_classes(viewer: Viewer, element: Element) -> frozenset[FieldClass]:
    """Return the classes of fields of an element that the viewer may read."""
    return classes_for(viewer, element.government_id, element.organisation_id)


SHARED_FIELDS = frozenset(
    {"name", "acronym", "type", "description", "function", "reference_codes"}
)
"""What another government sees at the level `Sharing.NAME_AND_FUNCTION`."""


def readable_fields(viewer: Viewer, application: Application) -> frozenset[str]:
    """Return the names of the fields of an application that the viewer may read.

    In the own government the class of the field decides; of others no more than the
    level at which the application is shared.
    """
    classes = readable_classes(viewer, application)
    names = frozenset(each.name for each in readable(APPLICATION_FIELDS, classes))
    if application.government_id in viewer.governments:
        return names
    if application.sharing is Sharing.PROFILE:
        return names
    return names & SHARED_FIELDS


def classes_for(
    viewer: Viewer, government: int, organisation: int
) -> frozenset[FieldClass]:
    """Return the classes that the viewer may read of what that organisation owns."""
    if government not in viewer.governments:
        return frozenset({FieldClass.PUBLIC})
    entitled = bool(viewer.holds(READS_MONEY, government=government))
    if entitled or organisation in viewer.offices(government):
        return frozenset(FieldClass)
    return frozenset({FieldClass.PUBLIC, FieldClass.INTERNAL})


def organisations(viewer: Viewer) -> ColumnElement[bool]:
    """Return the condition on `Organisation`: own governments and national ones."""
    return or_(
        Organisation.government_id.in_(sorted(viewer.governments)),
        Organisation.kind == Kind.NATIONAL,
    )


def in_force(starts_on: date, ends_on: date | None, today: date) -> bool:
    """Tell whether something that runs from one day to another holds today.

    >>> in_force(date(2026, 1, 1), None, date(2026, 5, 1))
    True
    >>> in_force(date(2026, 1, 1), date(2026, 4, 30), date(2026, 5, 1))
    False
    """
    return starts_on <= today and (ends_on is None or today <= ends_on)
