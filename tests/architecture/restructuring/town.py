"""A government whose offices change, and short words for what is done in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history, restructuring, scope
from architecture.model import (
    Account,
    Organisation,
    Restructuring,
    RestructuringState,
    StepKind,
    Use,
)
from architecture.restructuring import StepDetails, Target
from architecture.roles import Role
from tests import make

DAY = date(2027, 1, 1)
TODAY = date(2027, 3, 1)


def commit(session: Session) -> None:
    """Keep what was done, as a page does."""
    history.seal(session, by="uji")
    session.commit()
    session.expire_all()


@dataclass
class Town:
    """A government with offices A and B, each with an application and an operator."""

    session: Session
    government: Organisation
    a: Organisation
    b: Organisation
    operator: Account

    def change(self, *steps: StepDetails, title: str = "SOTK 2027") -> Restructuring:
        """Draft a change."""
        viewer = scope.full(self.government.id)
        row = restructuring.draft(self.session, viewer, self.government, title)
        for each in steps:
            restructuring.add_step(self.session, row, each, seen=row.version)
        commit(self.session)
        return row

    def settled(self, row: Restructuring, on: date = DAY) -> Restructuring:
        """Set a change for a day."""
        restructuring.settle_on(
            self.session,
            scope.full(self.government.id),
            row,
            on=on,
            basis="Perbup 12/2026",
            seen=row.version,
        )
        commit(self.session)
        return row

    def applied(self, *steps: StepDetails, on: date = DAY) -> Restructuring:
        """Draft a change, set it and carry it out."""
        row = self.settled(self.change(*steps), on)
        restructuring.apply(self.session, row.id, today=max(on, TODAY))
        commit(self.session)
        assert row.state is RestructuringState.DONE, row.problem
        return row

    def undone(self, row: Restructuring) -> None:
        """Take a change back."""
        restructuring.undo(self.session, row, seen=row.version)
        commit(self.session)


def town(session: Session) -> Town:
    """Make the government."""
    government = make.government(session)
    root, of = government.id, government
    a = make.office(session, "Dinas Pertanian", of=of, code=f"A-{root}")
    b = make.office(session, "Dinas Pangan", of=of, code=f"B-{root}")
    operator = make.account(session, Role.OPERATOR, a)
    return Town(session, government, a, b, operator)


def use(session: Session, application: int, office: int, **fields: object) -> Use:
    """Let an office use an application."""
    made = Use(application_id=application, organisation_id=office, **fields)
    session.add(made)
    session.commit()
    return made


def new(code: str, name: str, **more: object) -> Target:
    """Return an office that is to be made."""
    return Target(code=code, name=name, **more)


def merge(sources: Sequence[Organisation], target: Target) -> StepDetails:
    """Return the step that joins offices."""
    keys = tuple(each.id for each in sources)
    return StepDetails(kind=StepKind.MERGE, sources=keys, targets=(target,))


def split(source: Organisation, *targets: Target, **choices: int) -> StepDetails:
    """Return the step that splits an office."""
    return StepDetails(
        kind=StepKind.SPLIT, sources=(source.id,), targets=targets, choices=choices
    )


def rename(source: Organisation, name: str, short: str = "") -> StepDetails:
    """Return the step that gives an office another name."""
    target = Target(name=name, short_name=short)
    return StepDetails(kind=StepKind.RENAME, sources=(source.id,), targets=(target,))


def move(source: Organisation, parent: Organisation) -> StepDetails:
    """Return the step that hangs an office elsewhere."""
    target = Target(parent=parent.id)
    return StepDetails(kind=StepKind.MOVE, sources=(source.id,), targets=(target,))


def end(source: Organisation, heir: Organisation | None = None) -> StepDetails:
    """Return the step that ends an office."""
    targets = (Target(office=heir.id),) if heir else ()
    return StepDetails(kind=StepKind.END, sources=(source.id,), targets=targets)


def by_code(session: Session, code: str) -> Organisation:
    """Return the office with a code."""
    return session.scalars(select(Organisation).where(Organisation.code == code)).one()
