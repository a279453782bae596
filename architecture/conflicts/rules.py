"""All rules, and the one function that runs them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from architecture.conflicts import (
    addresses,
    completeness,
    duties,
    naming,
    national,
    planning,
    producing,
    similar,
    technical,
)
from architecture.conflicts.ending import led
from architecture.conflicts.finding import Finding, SubjectType
from architecture.conflicts.judged import heed, said_in
from architecture.conflicts.kinds import kinds
from architecture.conflicts.severity import Severity
from architecture.conflicts.values import Proposal, Surroundings

Rule = Callable[[Proposal, Surroundings], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    national.national_applications,
    similar.duplicates,
    planning.planned_already,
    planning.named_in_plan,
    similar.overlaps,
    similar.other_governments,
    naming.name_taken,
    addresses.url_taken,
    addresses.outside_domain,
    producing.data_owner,
    producing.outside_function,
    planning.not_planned,
    planning.retires_first,
    planning.enhances_what_ends,
    duties.duty_to_connect,
    duties.personal_data,
    technical.closed_source,
    technical.channels,
    technical.infrastructure,
    technical.technology,
    completeness.missing_documents,
    completeness.too_thin,
    completeness.family,
)
"""Every rule, in the order in which they run."""

_SAID_BY: Mapping[str, frozenset[str]] = {
    "planned_already": frozenset({"national_application"}),
    "duplicate": frozenset({"national_application", "planned_already"}),
    "overlap": frozenset({"national_application", "planned_already", "duplicate"}),
    "name_taken": frozenset({"national_application", "planned_already", "duplicate"}),
}
"""Kind → kinds that have said it already where they are about the same thing."""

_COMPLAINTS = "duty_to_connect:complaint", "national_application:SP4N-LAPOR"


def find(proposal: Proposal, around: Surroundings) -> list[Finding]:
    """Return what a proposal runs into, the gravest first.

    The same values give the same findings, in whatever order they are given.  Kinds
    that are not looked for in this kind of registration are left out.
    """
    wanted = {
        code
        for code, kind in around.kinds.items()
        if proposal.kind in kind.registrations
    }
    around = led(proposal, around)
    found = (each for rule in RULES for each in rule(proposal, around))
    once = _once(each for each in found if each.kind in wanted)
    return ordered(heed(once, said_in(around), proposal.kind, around.kinds))


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, then score, then kind and key."""
    return sorted(
        findings,
        key=lambda each: (
            -each.severity.rank,
            -(each.score or 0.0),
            kinds()[each.kind].position,
            each.key,
        ),
    )


def while_typing(findings: Iterable[Finding]) -> list[Finding]:
    """Return what is worth showing before a registration is complete."""
    return [each for each in findings if kinds()[each.kind].while_typing]


def _once(findings: Iterable[Finding]) -> Iterable[Finding]:
    """Name each thing once: the same key, or the same application under two kinds."""
    by_key: dict[str, Finding] = {}
    for each in findings:
        before = by_key.get(each.key)
        by_key[each.key] = _joined(before, each) if before else each
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in by_key.values():
        said[_about(each)].add(each.kind)
    kept = {
        each.key: each
        for each in by_key.values()
        if said[_about(each)].isdisjoint(_SAID_BY.get(each.kind, ()))
    }
    duty, national = _COMPLAINTS
    if national in kept and kept[national].severity is Severity.SERIOUS:
        kept.pop(duty, None)
    return kept.values()


def _joined(one: Finding, other: Finding) -> Finding:
    """Return the graver with the reasons of both, in whatever order they come."""
    graver, lesser = sorted(
        (one, other),
        key=lambda each: (-each.severity.rank, -(each.score or 0.0), each.reasons),
    )
    reasons = tuple(dict.fromkeys((*graver.reasons, *lesser.reasons)))
    return replace(graver, reasons=reasons, score=graver.score or lesser.score)


def _about(each: Finding) -> tuple[str, str]:
    """Return what a finding is about, so that two kinds can be seen to speak of it."""
    subject = each.subject
    kind = subject.type
    if kind is SubjectType.NATIONAL_APPLICATION:
        kind = SubjectType.APPLICATION
    return kind.value, str(subject.id or subject.code)
