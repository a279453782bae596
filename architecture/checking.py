"""Gather what is known around a proposal, and let the rules judge it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Row,
    cast,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.orm import Session, aliased, joinedload

from architecture import judging, planning, rulebook, scope
from architecture.conflicts import (
    DataSet,
    Finding,
    Ground,
    Known,
    National,
    Office,
    Proposal,
    Standing,
    SubjectType,
    Surroundings,
    Technology,
    find,
    judged,
)
from architecture.conflicts import Similar as SimilarThing
from architecture.conflicts.kinds import Kind as RuleKind
from architecture.conflicts.similar import subject as subject_of
from architecture.conflicts.similar import worth_a_look
from architecture.conflicts.technical import STACK
from architecture.duplicates import Profile, too_thin
from architecture.inventory.details import parsed, plain
from architecture.layers import MasterData, Sharing, Status
from architecture.model import (
    Application,
    Data,
    Government,
    Infrastructure,
    Judgement,
    Kind,
    Organisation,
    PlanLine,
    Registration,
    RegistrationKind,
    State,
    Urusan,
    now,
)
from architecture.reference.calendar import day_of
from architecture.reference.urusan import Affair, Group
from architecture.similar import (
    NotReady,
    registration_key,
    registration_of,
    registration_profile,
    similar,
)

LIMIT = 10
_APPLICATION = SubjectType.APPLICATION.value

MOST = 20
"""So many names of things to stand on are looked up."""

_FROM = re.compile(r"\bdari\s+([^,;.()]{2,60})", re.IGNORECASE)

_KNOWN = (
    Application.id,
    Application.code,
    Application.name,
    Application.acronym,
    Application.organisation_id,
    Application.government_id,
    Application.status,
    Application.type,
    Application.url,
    Application.sharing,
    Application.merged_into_id,
    Application.retires_on,
)


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What is to be checked, stored or only typed so far."""

    kind: RegistrationKind
    organisation: Organisation
    details: Mapping[str, Any]
    id: int = 0
    documents: tuple[str, ...] | None = None
    replaces: int = 0
    application: int = 0
    plan_line: PlanLine | None = None
    no_plan_reason: str = ""


def check(session: Session, registration: Registration) -> list[Finding]:
    """Return what a registration runs into now."""
    return judge(session, wish_of(session, registration))


def submitted(session: Session, registration: Registration) -> list[Finding]:
    """Return what was found at the last submission.

    Of what was merged meanwhile, a finding speaks of what stands for it now.
    """
    found = [Finding.from_json(each) for each in registration.findings]
    return _of_survivors(session, registration.government_id, found)


def kept(session: Session, registration: Registration) -> list[Finding]:
    """Return what was found at the last submission, with what people judged since."""
    found = submitted(session, registration)
    subjects = {index_key(each): each.subject for each in found}
    keys = {key: judged.thing(about) for key, about in subjects.items() if key}
    said = judging.told_about(
        session,
        registration.government_id,
        registration_profile(registration),
        keys,
    )
    if not said:
        return found
    table = rulebook.kinds_of(session, registration.government_id)
    about = {keys[key]: each for key, each in said.items()}
    return list(judged.heed(found, about, registration.kind.name, table))


def offered(session: Session, keys: Collection[int]) -> set[int]:
    """Return which of these applications may still be offered for reuse.

    What is retired or was merged is not.
    """
    query = select(Application.id).where(
        Application.id.in_(sorted(keys)),
        Application.status != Status.RETIRED,
        Application.merged_into_id.is_(None),
    )
    return set(session.scalars(query)) if keys else set()


def _of_survivors(
    session: Session, government: int, found: list[Finding]
) -> list[Finding]:
    """Let findings about what was merged speak of what stands for it.

    The key stays, so answers and reasons stay attached.
    """
    keys = {number for kind, number in map(_thing, found) if kind == _APPLICATION}
    if not keys:
        return found
    merged = dict(
        session.execute(
            select(Application.id, Application.merged_into_id).where(
                Application.id.in_(keys), Application.merged_into_id.is_not(None)
            )
        ).all()
    )
    if not merged:
        return found
    rows = session.execute(_known_where(Application.id.in_(set(merged.values()))))
    there = {row.id: _known_application(row, government) for row in rows}
    return [
        _survived(each, there.get(merged.get(each.subject.id, 0))) for each in found
    ]


def _survived(each: Finding, known: Known | None) -> Finding:
    if known is None or _thing(each)[0] != _APPLICATION:
        return each
    was = each.subject
    told = f"Semula tentang {was.code} {was.name}, yang digabung ke {known.title}."
    return replace(each, subject=subject_of(known), reasons=(told, *each.reasons))


def _thing(each: Finding) -> judged.Thing:
    return judged.thing(each.subject)


def index_key(found: Finding) -> int:
    """Return the key in the index of what a finding is about, 0 if it has none."""
    kind, number = judged.thing(found.subject)
    if kind == SubjectType.REGISTRATION.value:
        return registration_key(number)
    return number if kind == SubjectType.APPLICATION.value else 0


def wish_of(session: Session, registration: Registration) -> Wish:
    """Return a registration as something to be checked."""
    documents = tuple(each.kind for each in registration.documents)
    wish = typed(session, registration, registration.details)
    return replace(wish, documents=documents)


def typed(
    session: Session, registration: Registration, details: Mapping[str, Any]
) -> Wish:
    """Return what somebody types into a registration; documents may follow."""
    line = (
        planning.find_line(
            session, registration.government_id, registration.plan_line_id
        )
        if registration.plan_line_id
        else None
    )
    return Wish(
        kind=registration.kind,
        organisation=registration.organisation,
        details=details,
        id=registration.id,
        replaces=registration.replaces_id or 0,
        application=registration.application_id or 0,
        plan_line=line,
        no_plan_reason=registration.no_plan_reason,
    )


def judge(session: Session, wish: Wish) -> list[Finding]:
    """Return what a wish runs into, the gravest first."""
    proposal = proposal_of(session, wish)
    return find(proposal, surroundings(session, wish, proposal))


def proposal_of(session: Session, wish: Wish) -> Proposal:
    """Return what the rules judge."""
    root = session.get_one(
        Organisation, wish.organisation.government_id or wish.organisation.id
    )
    values, _ = parsed(wish.details)
    return Proposal(
        kind=wish.kind.name,
        office=Office(
            wish.organisation.id, wish.organisation.code, wish.organisation.name
        ),
        government=Office(root.id, root.code, root.name),
        details=plain(values),
        id=wish.id,
        urusan=tuple(wish.organisation.urusan),
        documents=wish.documents,
        replaces=wish.replaces,
        application=wish.application,
        plan_line=wish.plan_line.code if wish.plan_line else "",
        no_plan_reason=wish.no_plan_reason,
    )


def surroundings(session: Session, wish: Wish, proposal: Proposal) -> Surroundings:
    """Return what is known around a proposal."""
    government = proposal.government.id
    profile = proposal.profile()
    thin = too_thin(profile)
    settings = session.get(Government, government)
    plan = planning.current(session, government)
    table = rulebook.kinds_of(session, government)
    apps, grounds = _standing_on(session, proposal)
    around = Surroundings(
        kinds=table,
        nationals=_nationals(session),
        names=_same_names(session, proposal),
        addresses=_same_addresses(session, proposal),
        plan_lines=_plan_lines(session, government) if plan else (),
        has_plan=plan is not None,
        data_sets=_data_sets(session, proposal),
        affairs=_affairs(session) if proposal.urusan else {},
        web_domain=settings.web_domain if settings else "",
        dependencies=apps,
        grounds=grounds,
        technologies=_technologies(session, proposal),
        too_thin=tuple(thin),
        level=settings.level.name if settings and settings.level else "",
        today=day_of(now()),
    )
    if thin:
        return around
    try:
        return replace(around, similar=tuple(_similar(session, wish, profile, table)))
    except NotReady:
        return replace(around, index_ready=False)


def _similar(
    session: Session, wish: Wish, profile: Profile, table: Mapping[str, RuleKind]
) -> list[SimilarThing]:
    own, others = similar.both(
        session,
        profile.government,
        profile,
        limit=LIMIT,
        exclude={registration_key(wish.id), wish.replaces, wish.application},
    )
    wanted = [each for each in (*own, *others) if worth_a_look(each, table)]
    keys = [each.key for each in wanted]
    mine = replace(profile, key=registration_key(wish.id))
    said: dict[int, Judgement] = {}
    known = _known(session, mine, keys, said)
    told = judging.told_of(session, mine, said) if said else {}
    return [
        SimilarThing(known[each.key], each, told.get(each.key))
        for each in wanted
        if each.key in known
    ]


def _known(
    session: Session, mine: Profile, keys: Sequence[int], said: dict[int, Judgement]
) -> dict[int, Known]:
    """Return what is similar as the rules know it; fill in what was said of each.

    One query for applications and one for registrations, as this is asked while typing.
    """
    applications = [key for key in keys if registration_of(key) is None]
    registrations = [number for key in keys if (number := registration_of(key))]
    found: dict[int, Known] = {}
    if applications:
        query = _with_judgements(
            _known_where(Application.id.in_(applications)), mine, Application.id
        )
        for row in session.execute(query):
            found[row.id] = _known_application(row, mine.government)
            said |= {row.id: row.Judgement} if row.Judgement else {}
    if registrations:
        plain_key = cast(Registration.id, BigInteger)
        key = plain_key + literal(registration_key(0), BigInteger)
        waiting = (
            select(Registration)
            .where(Registration.id.in_(registrations))
            .options(joinedload(Registration.organisation))
        )
        for row, judgement in session.execute(_with_judgements(waiting, mine, key)):
            found[registration_key(row.id)] = _known_registration(row)
            said |= {registration_key(row.id): judgement} if judgement else {}
    return found


def _with_judgements(query: Any, mine: Profile, key: Any) -> Any:
    """Return the query with what was judged of each row and our own thing."""
    joined = query.add_columns(Judgement).outerjoin(Judgement, judging.of(mine, key))
    return joined.options(joinedload(Judgement.by))


def _known_where(*conditions: ColumnElement[bool]) -> Any:
    """Return what rules know of applications, by columns: it is asked while typing."""
    root = aliased(Organisation)
    return (
        select(
            *_KNOWN,
            Organisation.name.label("owner"),
            root.name.label("government"),
            root.code.label("government_code"),
            root.kind.label("government_kind"),
        )
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(root, root.id == Application.government_id)
        .where(*conditions)
        .order_by(Application.id)
    )


def _known_application(row: Row[Any], government: int) -> Known:
    """Return an application as the rules know it; of others only what is shared."""
    own = row.government_id == government
    national = row.government_kind is Kind.NATIONAL
    whole = own or national or row.sharing is Sharing.PROFILE
    standing = Standing.OTHER
    if own or national:
        standing = Standing.OWN if own else Standing.NATIONAL
    return Known(
        key=row.id,
        code=row.code,
        name=row.name,
        standing=standing,
        acronym=row.acronym,
        owner=row.owner,
        owner_id=row.organisation_id,
        government=row.government,
        government_code=row.government_code,
        status=row.status,
        type=row.type.name,
        url=row.url if whole else "",
        sharing=row.sharing,
        merged=row.merged_into_id is not None,
        retires_on=row.retires_on if own else None,
    )


def _named(session: Session, query: Any, government: int) -> list[Known]:
    """Return applications by their names and addresses.

    What was merged is the application that stands for it, under the name it bore.
    """
    rows = session.execute(query).all()
    keys = {row.merged_into_id for row in rows} - {None}
    there = {}
    if keys:
        standing = session.execute(_known_where(Application.id.in_(keys)))
        there = {row.id: _known_application(row, government) for row in standing}
    found = []
    for row in rows:
        known = _known_application(row, government)
        for_it = there.get(row.merged_into_id)
        found.append(_under_the_name_of(known, for_it) if for_it else known)
    return found


def _under_the_name_of(known: Known, standing: Known) -> Known:
    return replace(standing, name=known.name, acronym=known.acronym, url=known.url)


def _known_registration(registration: Registration) -> Known:
    values, _ = parsed(registration.details)
    kind = values.get("type")
    return Known(
        key=registration.id,
        code=registration.number,
        name=registration.name or registration.number,
        standing=Standing.QUEUE,
        acronym=str(values.get("acronym") or ""),
        owner=registration.organisation.name,
        owner_id=registration.organisation_id,
        type=kind.name if kind else "APPLICATION",
        url=str(values.get("url") or ""),
        draft=registration.state is not State.IN_REVIEW
        and registration.confirmed_at is None,
    )


def _nationals(session: Session) -> tuple[National, ...]:
    """Return all national applications; by columns, for it is asked while typing."""
    query = (
        select(
            Application.code,
            Application.name,
            Application.acronym,
            Application.id,
            Organisation.name.label("owner"),
            Application.function,
            Application.national,
            Application.status,
            Application.url,
        )
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.government_id.in_(scope.national_roots()))
        .order_by(Application.code)
    )
    return tuple(_national(row) for row in session.execute(query))


def _national(row: Row[Any]) -> National:
    listed = row.national
    return National(
        code=row.code,
        name=row.acronym or row.name,
        key=row.id,
        owner=row.owner,
        function=row.function,
        mandatory=listed.get("mandatory", "NO"),
        is_umum=bool(listed.get("is_umum", False)),
        aliases=(row.name, *listed.get("aliases", ())),
        predecessors=tuple(listed.get("predecessors", ())),
        basis=listed.get("basis", ""),
        confidence=listed.get("confidence", "low"),
        since=listed.get("mandatory_since"),
        for_whom=listed.get("for_whom", ""),
        levels=tuple(listed.get("levels", ())),
        source=listed.get("source", ""),
        last_checked=_day(listed.get("last_checked")),
        status=row.status,
        url=row.url,
    )


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text))
    except ValueError:
        return None


def _standing_on(
    session: Session, proposal: Proposal
) -> tuple[tuple[Known, ...], tuple[Ground, ...]]:
    """Return the applications and the infrastructure that a proposal names.

    They are named under what it depends on and where it runs; of what data come from,
    applications are meant where their name follows “dari”.
    """
    stated = [*proposal.names("depends_on"), *proposal.names("hosting")]
    stated += _FROM.findall(proposal.text("data_used"))
    words = sorted({each.strip().casefold()[:120] for each in stated} - {""})[:MOST]
    if not words:
        return (), ()
    government = proposal.government.id
    applications = _known_where(
        Application.government_id == government,
        or_(
            func.lower(Application.code).in_(words),
            Application.sort_name.in_(words),
            func.lower(Application.acronym).in_(words),
        ),
    ).limit(MOST)
    infrastructure = (
        select(Infrastructure)
        .where(
            Infrastructure.government_id == government,
            or_(
                func.lower(Infrastructure.code).in_(words),
                Infrastructure.sort_name.in_(words),
            ),
        )
        .options(joinedload(Infrastructure.organisation))
        .order_by(Infrastructure.id)
        .limit(MOST)
    )
    return (
        tuple(_named(session, applications, government)),
        tuple(map(_ground, session.scalars(infrastructure))),
    )


def _ground(each: Infrastructure) -> Ground:
    return Ground(
        key=each.id,
        code=each.code,
        name=each.name,
        owner=each.organisation.name,
        ownership=each.ownership,
        used_percent=each.used_percent,
        status=each.status,
        retires_on=each.retires_on,
    )


def _technologies(session: Session, proposal: Proposal) -> tuple[Technology, ...]:
    """Return the list of technology, where the proposal names any."""
    if not any(proposal.text(name) for name in STACK):
        return ()
    return rulebook.listed(session, proposal.government.id)


def _same_names(session: Session, proposal: Proposal) -> tuple[Known, ...]:
    names = {proposal.text("name").lower(), proposal.text("acronym").lower()} - {""}
    if not names:
        return ()
    query = _known_where(
        Application.government_id == proposal.government.id,
        or_(
            func.lower(Application.name).in_(names),
            func.lower(Application.acronym).in_(names),
        ),
    ).limit(20)
    return tuple(_named(session, query, proposal.government.id))


def _same_addresses(session: Session, proposal: Proposal) -> tuple[Known, ...]:
    """Return what lies at the same host: applications, and registrations at work."""
    host = urlsplit(proposal.text("url")).hostname or ""
    if not host:
        return ()
    query = _known_where(
        Application.government_id == proposal.government.id,
        Application.url.icontains(host, autoescape=True),
    ).limit(20)
    running = _named(session, query, proposal.government.id)
    return (*running, *_asked_at(session, proposal, host))


def _asked_at(session: Session, proposal: Proposal, host: str) -> list[Known]:
    query = (
        select(Registration)
        .where(
            Registration.government_id == proposal.government.id,
            Registration.id != proposal.id,
            Registration.state.in_([State.IN_REVIEW, State.RETURNED]),
        )
        .options(joinedload(Registration.organisation))
        .order_by(Registration.id)
    )
    return [
        _known_registration(each)
        for each in session.scalars(query)
        if host in str(each.details.get("url") or "").lower()
    ]


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
    if not proposal.text("data_produced"):
        return ()
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
        .where(Data.government_id == proposal.government.id)
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
