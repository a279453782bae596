"""What somebody says in a step, and what keeps it from being taken."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import object_session

from architecture import checking
from architecture.conflicts import Finding, Subject, may_override, stopping_approval
from architecture.conflicts.gates import Answer, questions
from architecture.conflicts.severity import Moment, long_enough, table
from architecture.model import (
    Document,
    Outcome,
    PairVerdict,
    Registration,
    Step,
    StepState,
    now,
)
from architecture.reference.calendar import day_of
from architecture.roles import Role
from architecture.scope import Viewer

APPROVING = frozenset({Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS})

CONCLUSIONS = (
    Outcome.APPROVED,
    Outcome.APPROVED_WITH_CONDITIONS,
    Outcome.REUSE,
    Outcome.REVISE,
    Outcome.REFUSED,
)
"""What a conclusion may say."""

LONGEST = 4000
MOST_CONDITIONS = 30
LONGEST_NOTE = 500

Problems = dict[str, list[str]]


Gated = tuple[Answer, str]
"""What somebody says to a gate of the checklist, and a note."""


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What somebody says in a step.

    `outcome`, `conditions` and `reused` are for steps that conclude (`reused` is the id
    of what to use instead, 0 for something that only the reason names), `overrides`
    (finding key → reason) for those and for signatures, `judged` what is said there of
    the pair (finding key → verdict), if anything; `checklist` (gate → what is said of
    it) for conclusions; number, day and document for
    considerations from outside; `outside_number` too for a signature where letters are
    numbered elsewhere.
    """

    passed: bool
    reason: str = ""
    outcome: Outcome | None = None
    reused: int | None = None
    conditions: list[str] = field(default_factory=list)
    overrides: Mapping[str, str] = field(default_factory=dict)
    judged: Mapping[str, PairVerdict] = field(default_factory=dict)
    checklist: Mapping[str, Gated] = field(default_factory=dict)
    outside_number: str = ""
    outside_date: date | None = None
    document: Document | None = None

    @property
    def stated_conditions(self) -> list[str]:
        """Return the conditions without the empty ones."""
        return [each.strip() for each in self.conditions if each.strip()]


REUSABLE = frozenset({"duplicate", "overlap", "national_application"})
"""The kinds of finding whose subject an office may use instead of its own wish."""


@dataclass(frozen=True)
class Owed:
    """The findings that stand in the way of an approval, by who can pass them.

    `mine`: whoever takes this step, with a reason; `later`: the signatory, at the
    signature; `nobody`: no one on the way that is left.
    """

    mine: list[Finding]
    later: list[Finding]
    nobody: list[Finding]


def owed(registration: Registration, step: Step, viewer: Viewer) -> Owed:
    """Return what an approval in this step needs reasons for, and from whom."""
    roles = _roles(registration, viewer)
    given: dict[str, str] = {}
    signers: list[Role] = []
    if step.signs:
        given = _reasons_of_conclusion(registration)
    else:
        signers = [each.role for each in of_round(registration) if each.signs]
    found = Owed([], [], [])
    for each in unreasoned(registration, given):
        if may_override(each.severity, Moment.APPROVAL, roles):
            found.mine.append(each)
        elif may_override(each.severity, Moment.APPROVAL, signers):
            found.later.append(each)
        else:
            found.nobody.append(each)
    return found


def found_in(registration: Registration) -> list[Finding]:
    """Return what was found, with what has been judged of the pairs since."""
    session = object_session(registration)
    if session is None:  # a registration that nobody stored has no judgements
        return [Finding.from_json(each) for each in registration.findings]
    return checking.kept(session, registration)


def unreasoned(registration: Registration, given: Mapping[str, str]) -> list[Finding]:
    """Return the findings that stop an approval and have no reason yet."""
    findings = found_in(registration)
    reasoned = [
        each.key
        for each in findings
        if long_enough(each.severity, given.get(each.key, ""))
    ]
    return stopping_approval(findings, reasoned)


def reusable(registration: Registration) -> dict[int, Subject]:
    """Return by id what was found that the office may use instead, the likest first.

    What was retired since is offered no more.
    """
    found = found_in(registration)
    some = [each for each in found if each.kind in REUSABLE and each.subject.id]
    session = object_session(registration)
    if session is not None:
        left = checking.offered(session, {each.subject.id for each in some})
        some = [each for each in some if each.subject.id in left]
    some.sort(key=lambda each: -(each.score or 0))
    return {each.subject.id: each.subject for each in some}


def problems(
    verdict: Verdict, step: Step, registration: Registration, viewer: Viewer
) -> Problems:
    """Return what keeps a verdict from being taken, by field of the form."""
    wrong: Problems = {}
    if not verdict.passed and not verdict.reason.strip():
        wrong["reason"] = ["Tuliskan alasannya."]
    if len(verdict.reason) > LONGEST:
        wrong["reason"] = [f"Alasan paling panjang {LONGEST} karakter."]
    if step.external:
        wrong |= _of_consideration(verdict)
    if step.concludes:
        wrong |= _of_conclusion(verdict, registration, step, viewer)
    if step.signs and verdict.passed and registration.outcome in APPROVING:
        wrong |= _of_overrides(verdict, registration, step, viewer)
    return wrong


def checklist_of(verdict: Verdict) -> dict[str, dict[str, str]]:
    """Return what is kept of the checklist: known gates, in the order of the law."""
    return {
        code: {"answer": answer.name, "note": note.strip()[:LONGEST_NOTE]}
        for code in questions()
        if code in verdict.checklist
        for answer, note in [verdict.checklist[code]]
    }


def of_round(registration: Registration) -> list[Step]:
    """Return the steps of the present round."""
    return [each for each in registration.steps if each.round == registration.round]


def _of_consideration(verdict: Verdict) -> Problems:
    wrong: Problems = {}
    if not verdict.outside_number.strip():
        wrong["outside_number"] = ["Nomor surat wajib diisi."]
    elif len(verdict.outside_number) > 200:
        wrong["outside_number"] = ["Nomor surat paling panjang 200 karakter."]
    if verdict.outside_date is None:
        wrong["outside_date"] = ["Tanggal surat wajib diisi."]
    elif verdict.outside_date > day_of(now()):
        wrong["outside_date"] = ["Tanggal surat belum terjadi."]
    if verdict.document is None:
        wrong["file"] = ["Lampirkan surat pertimbangannya."]
    return wrong


def _of_conclusion(
    verdict: Verdict, registration: Registration, step: Step, viewer: Viewer
) -> Problems:
    wrong: Problems = {}
    if verdict.outcome not in CONCLUSIONS:
        return {"outcome": ["Pilih kesimpulan."]}
    if not verdict.reason.strip():
        wrong["reason"] = ["Setiap keputusan disertai alasan."]
    offered = reusable(registration)
    chosen = verdict.reused in {*offered, 0}
    if verdict.outcome is Outcome.REUSE and offered and not chosen:
        wrong["reused"] = ["Pilih aplikasi yang dipakai."]
    conditions = verdict.stated_conditions
    if verdict.outcome is Outcome.APPROVED_WITH_CONDITIONS and not conditions:
        wrong["conditions"] = ["Tuliskan paling sedikit satu syarat."]
    if verdict.outcome is Outcome.APPROVED and conditions:
        wrong["conditions"] = [
            "Pilih “Disetujui dengan syarat”, atau kosongkan syaratnya."
        ]
    if len(conditions) > MOST_CONDITIONS or any(len(c) > 1000 for c in conditions):
        wrong["conditions"] = [
            f"Paling banyak {MOST_CONDITIONS} syarat, masing-masing 1000 karakter."
        ]
    if verdict.outcome in APPROVING:
        wrong |= _of_overrides(verdict, registration, step, viewer)
    return wrong


def _of_overrides(
    verdict: Verdict, registration: Registration, step: Step, viewer: Viewer
) -> Problems:
    """Say which findings still need a reason, and which nobody here can pass."""
    wrong: Problems = {}
    waiting = owed(registration, step, viewer)
    for each in waiting.mine:
        reason = verdict.overrides.get(each.key, "")
        least = table()[each.severity].reason_minimum
        if not long_enough(each.severity, reason):
            wrong[each.key] = [
                f"Tuliskan mengapa temuan tentang {each.subject.name} tidak "
                f"menghalangi (paling sedikit {least} karakter)."
            ]
        elif len(reason) > LONGEST:
            wrong[each.key] = [f"Alasan paling panjang {LONGEST} karakter."]
    for each in (*waiting.later, *waiting.nobody):
        if verdict.overrides.get(each.key, "").strip():
            wrong[each.key] = ["Jabatan Anda tidak dapat mengesampingkan temuan ini."]
    if waiting.nobody:
        names = ", ".join(each.subject.name for each in waiting.nobody)
        wrong["outcome"] = [
            f"Belum dapat disetujui: temuan tentang {names} tidak dapat "
            "dikesampingkan oleh siapa pun pada langkah yang tersisa."
        ]
    return wrong


def _reasons_of_conclusion(registration: Registration) -> dict[str, str]:
    given: dict[str, str] = {}
    for step in of_round(registration):
        if step.concludes and step.state is StepState.DONE:
            given |= step.overrides
    return given


def _roles(registration: Registration, viewer: Viewer) -> Iterable[Role]:
    return [
        post.role
        for post in viewer.posts
        if post.government == registration.government_id
    ]
