"""Rules about plans: who has planned the same already, and whether this is planned."""

from collections.abc import Iterator

from architecture.conflicts.ending import sentence, told
from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import finding
from architecture.conflicts.similar import (
    NOT_YET,
    candidates,
    subject,
    suspected,
)
from architecture.conflicts.values import (
    Known,
    Proposal,
    Standing,
    Surroundings,
    concerns,
)
from architecture.conflicts.wording import alike
from architecture.layers import Status
from architecture.reference.calendar import tanggal

KIND = "planned_already"


def planned_already(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find what is decided, proposed or planned and probably does the same work."""
    standings = (Standing.OWN, Standing.QUEUE, Standing.PLAN)
    for similar in candidates(proposal, around, *standings):
        known, suspicion = similar.known, similar.suspicion
        case = around.kinds[KIND].reached(suspicion.duplicate)
        running = known.standing is Standing.OWN and known.status not in NOT_YET
        if case is None or running or _linked(proposal, known):
            continue
        yield finding(
            around.kinds,
            KIND,
            proposal.kind,
            subject(known),
            [_planned(known), *told(known), *suspected(suspicion, around.kinds)],
            case=_own(proposal, known, case) or case,
            score=suspicion.duplicate,
        )


def named_in_plan(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find lines of the peta rencana whose name speaks of the same."""
    compared = {each.known.key for each in around.similar if _is_line(each.known)}
    for line in around.plan_lines:
        if line.key in compared or _linked(proposal, line):
            continue
        if concerns(proposal, line) and alike(proposal.text("name"), line.name):
            yield finding(
                around.kinds,
                KIND,
                proposal.kind,
                subject(line),
                [_planned(line), "Nama rencana itu membicarakan hal yang sama."],
                case=_own(proposal, line) or "plan_name",
            )


def not_planned(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find that no line of the peta rencana carries the proposal."""
    if proposal.plan_line:
        return
    name = proposal.title
    reasons = [f"{name} belum dikaitkan dengan baris peta rencana."]
    case = ""
    if proposal.no_plan_reason.strip():
        case = "reasoned"
        reasons.append(f"Alasan OPD: {proposal.no_plan_reason}")
    elif programme := proposal.text("programme"):
        case = "renstra"
        reasons.append(f"Ada pada Renstra atau RKPD: {programme}.")
    elif not around.has_plan:
        case = "no_plan"
        reasons = ["Pemerintah daerah belum mencatat peta rencana di portal."]
    field = Subject(type=SubjectType.FIELD, code="plan_line", name="Dasar rencana")
    yield finding(around.kinds, "not_planned", proposal.kind, field, reasons, case=case)


def retires_first(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find what the proposal will stand on and that stops before it is live."""
    live = proposal.day("planned_live")
    for known in around.dependencies:
        day = known.retires_on
        gone = known.status is Status.RETIRED
        if gone or (day and live and day <= live):
            when = f"berhenti pada {tanggal(day)}" if day else "sudah tidak aktif"
            plan = f", sebelum rencana aktif {tanggal(live)}" if live and day else ""
            yield finding(
                around.kinds,
                "retires_first",
                proposal.kind,
                subject(known),
                [f"{known.title} {when}{plan}.", *told(known)],
            )


def enhances_what_ends(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find that what the proposal enhances is decided or planned to end itself."""
    known = around.enhanced
    if known is None:
        return
    if known.ending:
        reason = sentence(known)
    elif known.retires_on:
        reason = f"{known.title} berhenti pada {tanggal(known.retires_on)}."
    elif known.status in {Status.PHASING_OUT, Status.RETIRED}:
        reason = f"{known.title} berstatus {known.status.value.lower()}."
    else:
        return
    kind = proposal.kind
    about = subject(known)
    yield finding(around.kinds, "retires_first", kind, about, [reason], case="enhanced")


def _is_line(known: Known) -> bool:
    return known.standing is Standing.PLAN


def _linked(proposal: Proposal, known: Known) -> bool:
    return _is_line(known) and known.code == proposal.plan_line


def _own(proposal: Proposal, known: Known, reached: str = "") -> str:
    """Return the case of what the own office planned, empty for another office."""
    if known.owner_id != proposal.office.id:
        return ""
    if known.standing is Standing.OWN:
        return "own" if reached == "likely" else ""
    return "own_line" if _is_line(known) else "own_draft"


def _planned(known: Known) -> str:
    owner = known.owner or "OPD lain"
    match known.standing:
        case Standing.QUEUE:
            return f"{owner} sedang mengusulkan {known.title} (usulan {known.code})."
        case Standing.PLAN:
            return f"Peta rencana memuat {known.name} ({known.code}) untuk {owner}."
        case _:
            state = "sedang membangun"
            if known.status is Status.PLANNED:
                state = "sudah mendapat persetujuan untuk"
            return f"{owner} {state} {known.title}."
