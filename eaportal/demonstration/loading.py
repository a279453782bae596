"""Load the demonstration governments, by the same operations that people use."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import (
    elements,
    history,
    inventory,
    organisations,
    people,
    planning,
    referencing,
    suspecting,
)
from architecture.errors import Refused
from architecture.inventory.details import BY_NAME
from architecture.layers import DOMAINS, Layer, Sharing, Status
from architecture.model import (
    Application,
    Element,
    NumberMode,
    Organisation,
    Plan,
    PlanLine,
    PlanLineState,
    PlanState,
    Use,
    UseState,
    now,
)
from architecture.reference.calendar import day_of
from eaportal.accounts import passwords
from eaportal.demonstration import reading, replaying
from eaportal.demonstration.rows import Demonstration, ElementRow

BY = "demo load"


def load(session: Session, *, password: str) -> dict[str, str]:
    """Load the governments that are not there yet, and commit after each.

    Returns the accounts to announce: address → roles.  The governments lie whole or
    not at all; registrations are replayed as people would have made them.
    """
    if not referencing.is_loaded(session):
        raise Refused("Muat dahulu kode referensi: flask --app wsgi reference load.")
    hashed = passwords.hashed(password)
    announced: dict[str, str] = {}
    for code in reading.GOVERNMENTS:
        if session.scalar(select(Organisation.id).where(Organisation.code == code)):
            continue
        stated = reading.read(code, today=day_of(now()))
        announced = load_one(session, stated, hashed=hashed) | announced
    return announced


def load_one(
    session: Session, demonstration: Demonstration, *, hashed: str
) -> dict[str, str]:
    """Load one government and commit; return address → roles to announce."""
    root = _government(session, demonstration)
    offices = _offices(session, demonstration, root)
    _people(session, demonstration, offices, hashed)
    known = _elements(session, demonstration, offices)
    _uses(session, demonstration, offices, known)
    _relations(session, demonstration, known)
    lines = _plan(session, demonstration, root, offices, known)
    history.seal(session, by=BY, cause=BY)
    session.commit()
    replaying.replay(session, demonstration, offices, known, lines)
    suspecting.refresh(session, root.id)
    session.commit()
    return _announced(demonstration)


def _government(session: Session, demonstration: Demonstration) -> Organisation:
    stated = demonstration.government
    root = organisations.create_government(
        session, stated["code"], stated["name"], place=stated["place"]
    )
    settings = organisations.settings(session, root.id)
    settings.letterhead = list(stated["letterhead"])
    settings.head_title = stated["head_title"]
    settings.number_mode = NumberMode[stated["number_mode"]]
    settings.number_scheme = stated["number_scheme"] or settings.number_scheme
    settings.coordination_scheme = stated["coordination_scheme"]
    settings.sharing = Sharing[stated["sharing"]]
    settings.web_domain = stated["web_domain"]
    return root


def _offices(
    session: Session, demonstration: Demonstration, root: Organisation
) -> dict[str, Organisation]:
    found = {root.code: root}
    for row in demonstration.organisations:
        found[row.code] = organisations.create_office(
            session,
            found[row.parent],
            organisations.OfficeDetails(
                code=row.code,
                name=row.name,
                short_name=row.short_name,
                is_kominfo=row.is_kominfo,
                urusan=row.urusan,
                former_names=row.former_names,
                starts_on=row.starts_on,
            ),
        )
    return found


def _people(
    session: Session,
    demonstration: Demonstration,
    offices: Mapping[str, Organisation],
    hashed: str,
) -> None:
    root = offices[demonstration.code]
    accounts = {
        row.email: people.create_account(
            session,
            row.email,
            row.name,
            title=row.title,
            employee_number=row.employee_number,
            password_hash=hashed,
            government=root.id,
            must_change_password=False,
        )
        for row in demonstration.accounts
    }
    for post in demonstration.posts:
        people.give_post(
            session,
            accounts[post.email],
            people.PostDetails(
                role=post.role,
                organisation=offices[post.organisation],
                field=post.field,
                acting=post.acting,
                starts_on=post.starts_on,
                ends_on=post.ends_on,
            ),
        )


def _elements(
    session: Session,
    demonstration: Demonstration,
    offices: Mapping[str, Organisation],
) -> dict[str, Element]:
    found: dict[str, Element] = {}
    for row in demonstration.elements:
        office = offices[row.organisation]
        if row.layer is Layer.APPLICATION:
            found[row.code] = _application(session, office, row)
        else:
            found[row.code] = _other(session, office, row)
    return found


def _application(
    session: Session, office: Organisation, row: ElementRow
) -> Application:
    stated = {name: row.values[name] for name in BY_NAME if name in row.values}
    stated |= {
        "name": row.name,
        "description": row.description,
        "reference_codes": row.reference_codes,
        "notes": row.notes,
    }
    return inventory.add(
        session,
        office,
        stated,
        code=row.code,
        status=row.status,
        sharing=row.sharing,
        sensitive=row.sensitive,
        live_on=row.live_on,
        retires_on=row.retires_on,
    )


def _other(session: Session, office: Organisation, row: ElementRow) -> Element:
    stated = {
        **row.values,
        "name": row.name,
        "description": row.description,
        "notes": row.notes,
    }
    if row.layer in DOMAINS:
        stated["reference_codes"] = row.reference_codes
    return elements.add(
        session,
        office,
        row.layer,
        stated,
        code=row.code,
        status=row.status,
        sensitive=row.sensitive,
        live_on=row.live_on,
        retires_on=row.retires_on,
    )


def _uses(
    session: Session,
    demonstration: Demonstration,
    offices: Mapping[str, Organisation],
    known: Mapping[str, Element],
) -> None:
    find = _finder(session, known)
    for row in demonstration.uses:
        application = find(row.application)
        if not isinstance(application, Application):
            raise Refused(f"{row.application} bukan aplikasi.")
        office = offices[row.organisation]
        if application.status is Status.RETIRED:  # a planted flaw: still in use
            session.add(
                Use(
                    application_id=application.id,
                    organisation_id=office.id,
                    state=UseState[row.state],
                    note=row.note,
                    since=row.since,
                )
            )
            continue
        use = inventory.start_use(
            session, application, office, note=row.note, since=row.since
        )
        if row.state == UseState.ENDED.name:
            inventory.end_use(session, use)


def _relations(
    session: Session, demonstration: Demonstration, known: Mapping[str, Element]
) -> None:
    find = _finder(session, known)
    for row in demonstration.relations:
        elements.relate(
            session,
            find(row.source),
            row.verb,
            find(row.target),
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            attributes=row.attributes,
        )


def _plan(
    session: Session,
    demonstration: Demonstration,
    root: Organisation,
    offices: Mapping[str, Organisation],
    known: Mapping[str, Element],
) -> dict[str, PlanLine]:
    stated = demonstration.plan
    if stated is None:
        return {}
    plan = planning.create_plan(
        session,
        root,
        planning.PlanDetails(
            title=stated.title, from_year=stated.from_year, to_year=stated.to_year
        ),
    )
    lines = {
        row.code: _line(session, plan, row, offices, known)
        for row in demonstration.plan_lines
    }
    for row in demonstration.plan_lines:
        planning.wait_for(session, lines[row.code], row.needs)
    if stated.state == PlanState.SET.name:
        planning.set_plan(session, plan, stated.regulation, stated.set_on)
    return lines


def _line(
    session: Session,
    plan: Plan,
    row: Any,
    offices: Mapping[str, Organisation],
    known: Mapping[str, Element],
) -> PlanLine:
    details = planning.LineDetails(
        code=row.code,
        muatan=row.muatan,
        name=row.name,
        indicator=row.indicator,
        targets=row.targets,
        budgets={year: str(amount) for year, amount in row.budgets.items()},
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        programme=row.programme,
        source_of_funds=row.source_of_funds,
        note=row.note,
        milestones=row.milestones,
    )
    return planning.add_line(
        session,
        plan,
        details,
        organisation=offices.get(row.organisation),
        state=PlanLineState[row.state],
        element=known.get(row.element),
    )


def _finder(session: Session, known: Mapping[str, Element]) -> Callable[[str], Element]:
    """Return what finds an element by its code here, or a national one by its own."""
    root = organisations.by_code(session, referencing.NATIONAL_ROOT)

    def find(code: str) -> Element:
        if code in known:
            return known[code]
        query = select(Application).where(
            Application.government_id == root.id, Application.code == code
        )
        return session.scalars(query).one()

    return find


def _announced(demonstration: Demonstration) -> dict[str, str]:
    roles: dict[str, list[str]] = {}
    for post in demonstration.posts:
        field = f" {post.field.value.lower()}" if post.field else ""
        roles.setdefault(post.email, []).append(
            f"{post.role.value}{field}, {post.organisation}"
        )
    return {
        row.email: "; ".join(roles.get(row.email, []))
        for row in demonstration.accounts
        if row.announced
    }
