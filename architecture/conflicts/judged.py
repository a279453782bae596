"""What a person said of a pair before, and what that does to a finding about it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TypeAlias

from architecture.conflicts.finding import Finding, Subject, SubjectType
from architecture.conflicts.kinds import Kind, kinds
from architecture.conflicts.kinds import sentence as ended
from architecture.conflicts.similar import subject
from architecture.conflicts.values import Judged, Surroundings
from architecture.reference.calendar import tanggal

Thing: TypeAlias = tuple[str, int]

SAME, OVERLAP, DIFFERENT = "SAME", "OVERLAP", "DIFFERENT"

CASES: Mapping[str, str] = MappingProxyType(
    {DIFFERENT: "judged_different", OVERLAP: "judged_overlap"}
)
"""What was said → the case of a finding that it leads to."""

_SAID: Mapping[str, str] = MappingProxyType(
    {SAME: "pekerjaan yang sama", OVERLAP: "sebagian sama", DIFFERENT: "berbeda"}
)

_STORED = frozenset({SubjectType.APPLICATION, SubjectType.NATIONAL_APPLICATION})


def said_in(around: Surroundings) -> dict[Thing, Judged]:
    """Return what was said of a proposal with the things around it."""
    return {
        thing(subject(each.known)): each.judged
        for each in around.similar
        if each.judged is not None
    }


def heed(
    findings: Iterable[Finding],
    said: Mapping[Thing, Judged],
    registration: str,
    table: Mapping[str, Kind] | None = None,
) -> Iterator[Finding]:
    """Yield findings that say what was judged of the pair, and weigh it.

    A pair that was called different is no serious finding by itself, as long as neither
    of the two has changed; it stays visible, with who said so and why.  `registration`
    is the kind of registration, `table` the kinds as the government has them.
    """
    known = kinds() if table is None else table
    for each in findings:
        judged = said.get(thing(each.subject))
        speaks = CASES[DIFFERENT] in _cases(known[each.kind])
        if judged and speaks:
            yield _weighed(each, judged, known[each.kind], registration)
        else:
            yield each


def thing(about: Subject) -> Thing:
    """Return by what judgements are found: application or registration, and its id."""
    kind = about.type
    return ("application" if kind in _STORED else kind.value), about.id


def sentence(judged: Judged) -> str:
    """Return who said what of a pair, when and why; whether it still holds."""
    told = _SAID[judged.verdict]
    why = f": {judged.reason}" if judged.reason else ""
    lead = "Dinilai" if judged.standing else "Sebelum isiannya berubah pernah dinilai"
    return f"{lead} {told} oleh {judged.by} pada {tanggal(judged.on)}{why}"


def _weighed(found: Finding, judged: Judged, kind: Kind, registration: str) -> Finding:
    told = replace(found, reasons=(ended(sentence(judged)), *found.reasons))
    case = _case(found, judged, kind)
    if not case:
        return told
    chosen = kind.case(case, registration)
    about = found.subject
    names = {
        "name": about.name,
        "owner": about.owner or "pemiliknya",
        "government": about.government,
    }
    severity = chosen.severity
    if judged.verdict != SAME:
        severity = min(severity, found.severity, key=lambda each: each.rank)
    return replace(
        told,
        case=case,
        severity=severity,
        norm=chosen.norm.format_map(names),
        advice=chosen.advice.format_map(names),
    )


def _case(found: Finding, judged: Judged, kind: Kind) -> str:
    """Return the case that a judgement leads to, empty where it leaves all as it is."""
    if not judged.standing:
        return ""
    if judged.verdict == SAME:
        possible = found.kind == "duplicate" and found.case == "possible"
        return "likely" if possible else ""
    case = CASES[judged.verdict]
    return case if case in _cases(kind) else ""


def _cases(kind: Kind) -> set[str]:
    return {code for code, _ in kind.cases}
