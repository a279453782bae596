"""The peta rencana in force as a time line, as far as the viewer may read it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import planning, scope
from architecture.layers import FieldClass
from architecture.mapping.asking import Addresses, Asked
from architecture.maps.content import Map
from architecture.maps.views import roadmap as maps
from architecture.maps.views.roadmap import Frame, Initiative, Mark
from architecture.model import Application, Element, Plan, PlanLine, PlanMilestone
from architecture.reference.muatan import muatan
from architecture.scope import Viewer


def roadmap(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = maps.LIMIT
) -> Map:
    """Return the plan in force: its lines, their milestones and what waits for what.

    Days that are known of a line's element are milestones too, where the viewer may
    read them; so are budgets.
    """
    government, plan = asked.government, planning.current(session, asked.government.id)
    lines = planning.lines(session, plan, along=True) if plan else []
    if asked.offices:
        lines = [line for line in lines if line.organisation_id in asked.offices]
    known = _known_days(session, viewer, lines)
    year = asked.on.year
    return maps.roadmap(
        [
            _initiative(viewer, government.id, line, known.get(line.id, ()), asked)
            for line in lines
        ],
        Frame(
            title=_title(plan, government.name),
            scope=government.name,
            lanes=[(code, each.name) for code, each in muatan().items()],
            years=(plan.from_year, plan.to_year) if plan else (year, year),
            on=asked.on,
            year_url=_plan_url(asked.addresses, plan, "tahun={}") if plan else "",
            source=(plan.regulation if plan else "") or asked.source,
        ),
        limit=limit,
    )


def _title(plan: Plan | None, government: str) -> str:
    if plan is None:
        return f"Peta rencana {government}"
    return plan.title


def _plan_url(addresses: Addresses, plan: Plan, said: str) -> str:
    url = addresses["plan"].format(plan.id)
    return f"{url}{'&' if '?' in url else '?'}{said}"


def _initiative(
    viewer: Viewer,
    government: int,
    line: PlanLine,
    known: Iterable[Mark],
    asked: Asked,
) -> Initiative:
    time = planning.span_of(line)
    reads = planning.reads_money(viewer, government, line)
    return Initiative(
        key=_key(line),
        code=line.code,
        name=line.name,
        lane=line.muatan,
        state=line.state.name,
        said=line.state.value,
        office=line.organisation.label if line.organisation else "",
        days=(time.first, time.last) if time else None,
        rough=bool(time and time.rough),
        budgets=_budgets(line) if reads else None,
        needs=tuple(map(_key, line.needs)),
        late=frozenset(map(_key, planning.clashing(line))),
        marks=(
            *(
                Mark(
                    name=each.name, on=each.due_on, reached=each.reached_on is not None
                )
                for each in line.milestones
            ),
            *known,
        ),
        url=f"{asked.addresses['plan'].format(line.plan_id)}#baris-{line.id}",
    )


def _key(line: PlanLine) -> str:
    return f"line-{line.id}"


def _mark(each: PlanMilestone) -> Mark:
    return Mark(name=each.name, on=each.due_on, reached=each.reached_on is not None)


def _budgets(line: PlanLine) -> Mapping[int, int]:
    found = {}
    for year, text in line.budgets.items():
        try:
            amount = Decimal(str(text))
        except InvalidOperation:
            continue
        if year.isdecimal() and amount.is_finite() and amount > 0:
            found[int(year)] = round(amount)
    return found


def _known_days(
    session: Session, viewer: Viewer, lines: Sequence[PlanLine]
) -> Mapping[int, Sequence[Mark]]:
    """Return the days in the lives of the elements that lines are about."""
    keys = {line.element_id for line in lines if line.element_id}
    if not keys:
        return {}
    own = Application.__table__
    query = (
        select(
            Element.id,
            Element.name,
            Element.government_id,
            Element.organisation_id,
            Element.live_on,
            Element.retires_on,
            own.c.contract_ends_on,
        )
        .outerjoin(own, own.c.id == Element.id)
        .where(Element.id.in_(sorted(keys)), scope.elements(viewer, national=True))
    )
    rows = {row.id: row for row in session.execute(query)}
    found = {}
    for line in lines:
        row = rows.get(line.element_id or 0)
        time = planning.span_of(line)
        if row is None or time is None:
            continue
        classes = scope.classes_for(viewer, row.government_id, row.organisation_id)
        secret = FieldClass.RESTRICTED in classes
        days: list[tuple[str, date | None]] = [
            ("Mulai dipakai", row.live_on),
            ("Berhenti", row.retires_on),
            ("Kontrak berakhir", row.contract_ends_on if secret else None),
        ]
        found[line.id] = [
            Mark(name=f"{said}: {row.name}", on=day, known=True)
            for said, day in days
            if day is not None and time.first <= day <= time.last
        ]
    return found
