"""Rules about applications that do the same work, here and elsewhere."""

from collections.abc import Iterator, Mapping

from architecture.conflicts.ending import decided
from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import Kind, finding
from architecture.conflicts.values import (
    Known,
    Proposal,
    Similar,
    Standing,
    Surroundings,
    concerns,
)
from architecture.duplicates.values import Kind as ReasonKind
from architecture.duplicates.values import Suspicion
from architecture.layers import Sharing, Status
from architecture.reference.calendar import tanggal

SHOWN = 4
SAME_FUNCTION = 0.5
"""Log-odds from which a shared function is said for sure; below, it is common."""
NOT_YET = frozenset({Status.PLANNED, Status.IN_BUILD})
_SILENT = frozenset({ReasonKind.BASE, ReasonKind.THIN})


def duplicates(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find own applications that run and probably do the same work."""
    for similar in candidates(proposal, around, Standing.OWN):
        known = similar.known
        if known.status in NOT_YET or similar.suspicion.name_conflict:
            continue
        case = around.kinds["duplicate"].reached(similar.suspicion.duplicate)
        if case is None:
            continue
        if case == "likely" and known.owner_id == proposal.office.id:
            case = "own"
        if case == "likely" and _sites_apart(proposal, known):
            case = "possible"
        if known.status is Status.PHASING_OUT or known.ending:
            case = "phasing_out"
        yield finding(
            around.kinds,
            "duplicate",
            proposal.kind,
            subject(known),
            [*_running(known), *suspected(similar.suspicion, around.kinds)],
            case=case,
            score=similar.suspicion.duplicate,
        )


def _sites_apart(proposal: Proposal, known: Known) -> bool:
    """Tell whether both are websites of different offices: each speaks for its own."""
    sites = proposal.is_website and known.type == "WEBSITE"
    return sites and known.owner_id != proposal.office.id


def overlaps(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find own applications that run and probably do a part of the work."""
    for similar in candidates(proposal, around, Standing.OWN):
        known = similar.known
        case = around.kinds["overlap"].reached(similar.suspicion.overlap)
        if case is None or known.status is not Status.LIVE or known.ending:
            continue
        yield finding(
            around.kinds,
            "overlap",
            proposal.kind,
            subject(known),
            [
                *_running(known, "Sebagian pekerjaannya tampak sama."),
                *evidence(similar.suspicion),
            ],
            case=case,
            score=similar.suspicion.overlap,
        )


def other_governments(proposal: Proposal, around: Surroundings) -> Iterator[Finding]:
    """Find what other governments share and could be replicated."""
    for similar in candidates(proposal, around, Standing.OTHER):
        known = similar.known
        case = around.kinds["other_government"].reached(similar.suspicion.duplicate)
        if case is None:
            continue
        yield finding(
            around.kinds,
            "other_government",
            proposal.kind,
            subject(known),
            [
                f"{known.government} sudah menjalankan {known.title}.",
                *suspected(similar.suspicion, around.kinds),
            ],
            case=case,
            scope=known.government_code,
            score=similar.suspicion.duplicate,
        )


def candidates(
    proposal: Proposal, around: Surroundings, *standings: Standing
) -> Iterator[Similar]:
    """Return what is similar, may be spoken of, and is no site of one family."""
    for similar in around.similar:
        fits = similar.known.standing in standings and concerns(proposal, similar.known)
        if fits and not of_one_family(similar.suspicion):
            yield similar


def of_one_family(suspicion: Suspicion) -> bool:
    """Tell whether both are sites of one family, each for its own office."""
    return any(reason.kind is ReasonKind.FAMILY for reason in suspicion.reasons)


def of_one_function(suspicion: Suspicion) -> bool:
    """Tell whether both are recognised as doing the same function of government."""
    return any(
        reason.kind is ReasonKind.FUNCTION and reason.points >= SAME_FUNCTION
        for reason in suspicion.reasons
    )


def worth_a_look(suspicion: Suspicion, table: Mapping[str, Kind]) -> bool:
    """Tell whether any rule could speak of it, so that others need no look-up."""
    if suspicion.name_conflict or of_one_family(suspicion):
        return True
    least = min(_least(table, "duplicate"), _least(table, "national_application"))
    if of_one_function(suspicion):
        least = table["national_application"].case("function", "").at
    return suspicion.duplicate >= least or suspicion.overlap >= _least(table, "overlap")


def _least(table: Mapping[str, Kind], kind: str) -> float:
    """Return the lowest probability at which a kind is found, shared function aside."""
    return min(
        case.at
        for case in table[kind].cases.values()
        if case.at and case.code != "function"
    )


def subject(known: Known) -> Subject:
    """Return what a finding about it may tell: of others only what they share."""
    hidden = known.standing is Standing.OTHER and known.sharing is not Sharing.PROFILE
    return Subject(
        type={
            Standing.QUEUE: SubjectType.REGISTRATION,
            Standing.PLAN: SubjectType.PLAN_LINE,
        }.get(known.standing, SubjectType.APPLICATION),
        code=known.code,
        name=known.title,
        id=known.key,
        owner="" if hidden else known.owner,
        government=known.government,
    )


def suspected(suspicion: Suspicion, table: Mapping[str, Kind]) -> list[str]:
    """Return the suspicion as a sentence, no surer than it is, and what it rests on."""
    share = round(suspicion.duplicate * 100)
    lead = f"Kami menduga pekerjaannya sama (peluang {share} %), karena:"
    if suspicion.duplicate < table["duplicate"].case("likely", "").at:
        lead = f"Pekerjaannya mirip (peluang sama {share} %), karena:"
    return [lead, *evidence(suspicion)]


def evidence(suspicion: Suspicion) -> list[str]:
    """Return what speaks for it, the strongest first, what is known, what differs.

    A function that both have says more to people than words that both use.
    """
    told = [each for each in suspicion.reasons if each.kind not in _SILENT]
    told.sort(key=lambda each: each.kind is not ReasonKind.FUNCTION)
    speaking = [each.text for each in told if each.points > 0]
    known = [each.text for each in told if not each.points]
    different = [
        each.text for each in told if each.points < 0 and "berbeda" in each.text
    ]
    return [*speaking[:SHOWN], *known, *different[:2]]


def _running(known: Known, *more: str) -> list[str]:
    """Return who runs it, and what was decided of it or in its favour."""
    return [" ".join((_runs(known), *more)), *known.told]


def _runs(known: Known) -> str:
    owner = known.owner or "Pemerintah sendiri"
    if known.ending:
        return f"{owner} menjalankan {known.title}, yang {decided(known.ending)}."
    if known.status is not Status.PHASING_OUT:
        return f"{owner} sudah menjalankan {known.title}."
    day = f" pada {tanggal(known.retires_on)}" if known.retires_on else ""
    return f"{owner} menjalankan {known.title}, yang akan dihentikan{day}."
