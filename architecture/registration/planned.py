"""Beginning a plan: what was approved before there was one waits for it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import planning
from architecture.model import Organisation, Plan, PlanState, Registration, State
from architecture.planning import PlanDetails
from architecture.registration.concluding import propose
from architecture.registration.verdicts import APPROVING


def begin_plan(
    session: Session,
    government: Organisation,
    details: PlanDetails,
    *,
    state: PlanState,
) -> Plan:
    """Begin a plan; what was approved without one is proposed for it.

    Raises `Invalid`, and `WrongState` where there is a draft already.
    """
    plan = planning.create_plan(session, government, details, state=state)
    query = (
        select(Registration)
        .where(
            Registration.government_id == government.id,
            Registration.state == State.DECIDED,
            Registration.outcome.in_(APPROVING),
            Registration.plan_line_id.is_(None),
        )
        .order_by(Registration.decided_at, Registration.id)
    )
    for registration in session.scalars(query).all():
        propose(session, registration)
    session.flush()
    return plan
