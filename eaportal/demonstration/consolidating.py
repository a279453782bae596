"""Replay a case of consolidation: opened, planned, answered, decided, followed."""

from architecture import consolidating
from architecture.errors import Refused
from architecture.model import Case
from eaportal.demonstration.rows import CaseEvent, CaseRow
from eaportal.demonstration.stage import Stage


def begin(stage: Stage, row: CaseRow, event: CaseEvent) -> Case:
    """Open a case about the applications of a story."""
    keys = [stage.elements[code].id for code in row.applications]
    government = stage.elements[row.applications[0]].government_id
    viewer = stage.viewer(event.by, event.on)
    return consolidating.open_case(stage.session, viewer, government, keys, row.title)


def act(stage: Stage, case: Case, event: CaseEvent) -> None:
    """Let something happen in a case."""
    session, viewer = stage.session, stage.viewer(event.by, event.on)
    session.expire_all()
    match event.action:
        case "plan":
            plans = {
                stage.elements[each.application].id: consolidating.Plan(
                    fate=each.fate,
                    into=stage.elements[each.into].id if each.into else None,
                    until=each.until,
                    reason=each.reason,
                )
                for each in event.fates
            }
            consolidating.plan(session, case, plans, seen=case.version)
        case "answer":
            office = stage.offices[event.office].id
            consolidating.answer(
                session,
                case,
                office,
                agrees=event.agrees,
                text=event.text,
                viewer=viewer,
            )
        case "decide":
            consolidating.decide(
                session, case, event.text, viewer=viewer, seen=case.version
            )
        case "add":
            office = stage.offices[event.office].id
            consolidating.add_step(session, case, event.text, office, event.due_on)
        case _:
            step = next((s for s in case.steps if s.text == event.text), None)
            if step is None:
                raise Refused(f"{case.title}: langkah “{event.text}” tidak ada.")
            consolidating.do_step(
                session, case, step, event.note, viewer=viewer, all_=False
            )
