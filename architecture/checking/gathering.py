"""Gather what is known around a proposal, and let the rules judge it."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture import planning, rulebook
from architecture.checking.alike import alike
from architecture.checking.endings import with_endings
from architecture.checking.foundations import standing_on, technologies
from architecture.checking.known import known_where, named
from architecture.checking.nationals import nationals
from architecture.checking.taken import same_addresses, same_names
from architecture.checking.wishes import Wish, proposal_of, wish_of
from architecture.conflicts import (
    DataSet,
    Finding,
    Known,
    Proposal,
    Standing,
    Surroundings,
    find,
)
from architecture.duplicates import too_thin
from architecture.layers import MasterData
from architecture.model import (
    Application,
    Data,
    Government,
    Organisation,
    Registration,
    Urusan,
    now,
)
from architecture.reference.calendar import day_of
from architecture.reference.urusan import Affair, Group
from architecture.similar import NotReady


def check(session: Session, registration: Registration) -> list[Finding]:
    """Return what a registration runs into now."""
    return judge(session, wish_of(session, registration))


def judge(session: Session, wish: Wish) -> list[Finding]:
    """Return what a wish runs into, the gravest first."""
    proposal = proposal_of(session, wish)
    return find(proposal, surroundings(session, wish, proposal))


def surroundings(session: Session, wish: Wish, proposal: Proposal) -> Surroundings:
    """Return what is known around a proposal."""
    government = proposal.government.id
    profile = proposal.profile()
    thin = too_thin(profile)
    settings = session.get(Government, government)
    plan = planning.current(session, government)
    table = rulebook.kinds_of(session, government)
    apps, grounds = standing_on(session, proposal)
    around = Surroundings(
        kinds=table,
        nationals=nationals(session),
        names=same_names(session, proposal),
        addresses=same_addresses(session, proposal),
        plan_lines=_plan_lines(session, government) if plan else (),
        has_plan=plan is not None,
        data_sets=_data_sets(session, proposal),
        affairs=_affairs(session) if proposal.urusan else {},
        web_domain=settings.web_domain if settings else "",
        dependencies=apps,
        enhanced=_enhanced(session, proposal),
        grounds=grounds,
        technologies=technologies(session, proposal),
        too_thin=tuple(thin),
        level=settings.level.name if settings and settings.level else "",
        today=day_of(now()),
    )
    if not thin:
        try:
            found = tuple(alike(session, wish, profile, table))
            around = replace(around, similar=found)
        except NotReady:
            around = replace(around, index_ready=False)
    return with_endings(session, around, government)


def _enhanced(session: Session, proposal: Proposal) -> Known | None:
    if not proposal.replaces:
        return None
    query = known_where(Application.id == proposal.replaces)
    return next(iter(named(session, query, proposal.government.id)), None)


def _plan_lines(session: Session, government: int) -> tuple[Known, ...]:
    return tuple(
        Known(
            key=line.id,
            code=line.code,
            name=line.name,
            standing=Standing.PLAN,
            owner=line.organisation.name if line.organisation else "",
            owner_id=line.organisation_id or 0,
        )
        for line in planning.lines_of_government(session, government)
        if line.muatan == planning.APPLICATIONS
    )


def _data_sets(session: Session, proposal: Proposal) -> tuple[DataSet, ...]:
    """Return what others produce; an office and its own units are no others."""
    if not proposal.text("data_produced"):
        return ()
    office = session.get_one(Organisation, proposal.office.id)
    root = proposal.government.id
    house = {office.id, office.parent_id or 0} - {root}
    query = (
        select(
            Data.id,
            Data.code,
            Data.name,
            Organisation.name,
            Organisation.id,
            Data.master,
        )
        .join(Organisation, Organisation.id == Data.organisation_id)
        .where(
            Data.government_id == root,
            Organisation.id.not_in(house),
            func.coalesce(Organisation.parent_id, 0).not_in(house),
        )
        .order_by(Data.code)
        .limit(5000)
    )
    return tuple(
        DataSet(
            key=key,
            code=code,
            name=name,
            producer=producer,
            producer_id=owner,
            master=master is MasterData.YES,
        )
        for key, code, name, producer, owner, master in session.execute(query)
    )


def _affairs(session: Session) -> dict[str, Affair]:
    """Return every urusan: a rule also says whose affair a code is."""
    query = select(Urusan).order_by(Urusan.letter)
    groups = {group.value: group for group in Group}
    return {
        row.letter: Affair(
            letter=row.letter,
            name=row.name,
            group=groups.get(row.group, Group.SUPPORTING),
            codes=tuple(row.codes),
            certain=row.certain,
        )
        for row in session.scalars(query)
    }
