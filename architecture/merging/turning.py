"""What simply points to the survivor afterwards: documents, plan lines, registrations.

Each function returns what becomes of some rows, with the deeds that do it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture.merging import rows
from architecture.merging.references import TURNED
from architecture.merging.values import Deed, Fate, Moved, Topic
from architecture.model import Answer, Application, Element, Plan, Registration, State

UNDER_WAY = (
    State.DRAFT,
    State.WAITING_FOR_HEAD,
    State.IN_REVIEW,
    State.RETURNED,
)
FOREIGN = "milik pemerintah lain"

Row = Mapping[str, Any]


def turned(session: Session, survivor: Application, merged: Application) -> list[Moved]:
    """Return what every column of `TURNED` leads to."""
    found: dict[tuple[Topic, str], list[Deed]] = {}
    home = survivor.government_id
    for reference in TURNED:
        table = rows.table_of(reference.table)
        query = select(table.c.id).where(table.c[reference.column] == merged.id)
        known = rows.read(session, reference.table, session.scalars(query))
        whose, named = _KNOWN[reference.topic](session, known.values())
        for key, row in sorted(known.items()):
            government = whose.get(key, home)
            text = named[key] if government == home else FOREIGN
            deed = rows.changed(
                reference.table,
                row,
                {reference.column: survivor.id},
                government=government,
            )
            found.setdefault((reference.topic, text), []).append(deed)
    return [
        Moved(topic=topic, text=text, fate=Fate.MOVES, deeds=tuple(deeds))
        for (topic, text), deeds in found.items()
    ]


def answers(
    session: Session, survivor: Application, merged: Application
) -> list[Moved]:
    """Let what offices under way answered about the merged one hold for the survivor.

    An answer stays with the finding that it was given to; where the survivor is found
    next time, the same is said there.
    """
    codes = survivor.code, merged.code
    query = (
        select(Answer.id, Answer.finding, Answer.registration_id, Registration.number)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(
            Registration.government_id == survivor.government_id,
            Registration.state.in_(UNDER_WAY),
            or_(
                *(
                    Answer.finding.endswith(f":{code}", autoescape=True)
                    for code in codes
                )
            ),
        )
        .order_by(Answer.id)
    )
    given = session.execute(query).all()
    said = {(row.registration_id, row.finding) for row in given}
    wanted = {}
    for row in given:
        kind, _, code = row.finding.partition(":")
        there = f"{kind}:{survivor.code}"
        if code == merged.code and (row.registration_id, there) not in said:
            wanted[row.id] = there, row.number
    known = rows.read(session, Answer.__tablename__, wanted)
    return [
        Moved(
            topic=Topic.ANSWER,
            text=number,
            fate=Fate.ADDED,
            why="berlaku juga bagi yang tetap",
            deeds=(_answer(known[key], there, survivor.government_id),),
        )
        for key, (there, number) in wanted.items()
    ]


def _answer(row: Row, finding: str, government: int) -> Deed:
    values = {name: value for name, value in row.items() if name != "id"}
    table = Answer.__tablename__
    return rows.added(table, {**values, "finding": finding}, government=government)


Whose = tuple[Mapping[int, int], Mapping[int, str]]
"""Row → government, and row → what people call it."""


def _documents(_session: Session, some: Iterable[Row]) -> Whose:
    given = list(some)
    return (
        {row["id"]: row["government_id"] for row in given},
        {row["id"]: f"{row['kind']}: {row['filename']}" for row in given},
    )


def _registrations(_session: Session, some: Iterable[Row]) -> Whose:
    given = list(some)
    return (
        {row["id"]: row["government_id"] for row in given},
        {row["id"]: f"{row['number']} {row['name']}".strip() for row in given},
    )


def _plan_lines(session: Session, some: Iterable[Row]) -> Whose:
    given = list(some)
    query = select(Plan.id, Plan.government_id, Plan.title).where(
        Plan.id.in_({row["plan_id"] for row in given})
    )
    plans = {key: (root, title) for key, root, title in session.execute(query)}
    return (
        {row["id"]: plans[row["plan_id"]][0] for row in given},
        {
            row["id"]: f"{row['code']} {row['name']} ({plans[row['plan_id']][1]})"
            for row in given
        },
    )


def _merged(session: Session, some: Iterable[Row]) -> Whose:
    keys = {row["id"] for row in some}
    query = select(Element.id, Element.government_id, Element.code, Element.name)
    found = session.execute(query.where(Element.id.in_(keys))).all()
    return (
        {row.id: row.government_id for row in found},
        {row.id: f"{row.code} {row.name}" for row in found},
    )


def _exchanged(_session: Session, some: Iterable[Row]) -> Whose:
    given = list(some)
    return (
        {row["id"]: row["government_id"] for row in given},
        {row["id"]: f"{row['type']} {row['identifier']}" for row in given},
    )


_KNOWN: Mapping[Topic, Callable[[Session, Iterable[Row]], Whose]] = {
    Topic.DOCUMENT: _documents,
    Topic.REGISTRATION: _registrations,
    Topic.PLAN_LINE: _plan_lines,
    Topic.MERGED: _merged,
    Topic.EXCHANGE: _exchanged,
}
