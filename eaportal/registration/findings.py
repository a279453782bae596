"""Findings as pages show them: in groups, with likeness in words and what answers."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from sqlalchemy.orm import Session

from architecture import inventory
from architecture.conflicts import Finding, Moment, SubjectType, kinds, may_override
from architecture.conflicts.severity import table
from architecture.inventory.details import BY_NAME
from architecture.layers import Status
from architecture.model import Answer, AnswerKind, Registration
from architecture.registration.submitting import obstacles
from architecture.scope import Viewer
from eaportal.badges import Badge, badge_of
from eaportal.navigation import exists

SAME_WORK = frozenset(
    {"national_application", "duplicate", "overlap", "other_government"}
    | {"planned_already"}
)
"""The kinds that speak of something that does the same work."""

_STORED = frozenset({SubjectType.APPLICATION, SubjectType.NATIONAL_APPLICATION})

_MENDED = {"url_taken": "url", "name_taken": "name", "not_planned": "dasar-rencana"}
"""Kinds that are about something else, and the field of the draft that mends them."""

GROUPS = (
    ("own", "Di pemerintah Anda"),
    ("national", "Aplikasi nasional"),
    ("plan", "Usulan dan rencana"),
    ("other", "Di pemerintah lain"),
    ("rule", "Ketentuan lain"),
)
"""The groups in their order, and their headings."""

FOREMOST = 5
"""So many findings are shown at once; the others behind “lainnya”."""

LIKENESS = (
    (0.9, "Hampir pasti pekerjaan yang sama"),
    (0.7, "Kemungkinan besar sama"),
    (0.5, "Mungkin sama"),
    (0.1, "Ada kemiripan"),
    (0.0, "Hampir tidak ada kemiripan"),
)
"""How a probability reads in words, from so much on."""

PARTLY = "Peluang sebagian sama"
"""How that of an overlap reads: it says nothing about the whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A finding with all that its card says.

    `number` is its place on the page, for ids; `stands` tells that it still keeps the
    registration from being sent; `passable` that the viewer may pass it with a reason.
    """

    number: int
    finding: Finding
    title: str
    group: str
    badge: Badge
    likeness: str
    percent: int
    status: Status | None
    url: str
    answers: tuple[AnswerKind, ...]
    answer: Answer | None
    asks: bool
    blocks: bool
    stands: bool
    passable: bool

    @property
    def thing(self) -> str:
        """Return the name of what it is about; a field is named in the title."""
        about = self.finding.subject
        return "" if about.type is SubjectType.FIELD else about.name

    @property
    def field(self) -> str:
        """Return the id of the field that mends it, empty if there is none."""
        about = self.finding.subject
        name = about.code.partition(".")[0]
        if self.finding.kind in _MENDED:
            return _MENDED[self.finding.kind]
        return name if about.type is SubjectType.FIELD and name in BY_NAME else ""

    @property
    def topic(self) -> str:
        """Return what an answer to it is about."""
        return self.thing or self.title

    @property
    def headline(self) -> str:
        """Return title and name in one line."""
        return f"{self.title}: {self.thing}" if self.thing else self.title


def shown(
    session: Session,
    viewer: Viewer,
    findings: Sequence[Finding],
    registration: Registration,
) -> list[Shown]:
    """Return findings as cards; one query for all that they speak of."""
    wanted = {each.subject.id for each in findings if each.subject.type in _STORED} - {
        0
    }
    known = inventory.statuses(session, viewer, wanted) if wanted else {}
    standing = {each.key for each in obstacles(registration, list(findings))}
    given = {each.finding: each for each in registration.answers}
    roles = [
        post.role
        for post in viewer.posts
        if registration.organisation_id in post.organisations
    ]
    return [
        Shown(
            number=number,
            finding=each,
            title=title_of(each),
            group=group_of(each),
            badge=badge_of(each.severity),
            likeness=PARTLY if each.kind == "overlap" else likeness(each.score),
            percent=round((each.score or 0) * 100),
            status=_status(each, known),
            url=_url(each, known),
            answers=_answers(each, known),
            answer=given.get(each.key),
            asks=table()[each.severity].needs_answer,
            blocks=table()[each.severity].stops_submission,
            stands=each.key in standing,
            passable=may_override(each.severity, Moment.SUBMISSION, roles),
        )
        for number, each in enumerate(findings, start=1)
    ]


def foremost(cards: Sequence[Shown]) -> tuple[list[Shown], list[Shown]]:
    """Return the first few cards and whatever waits for an answer, then the rest."""
    first = [
        each for place, each in enumerate(cards) if place < FOREMOST or each.stands
    ]
    return first, [each for each in cards if each not in first]


def grouped(cards: Iterable[Shown]) -> list[tuple[str, list[Shown]]]:
    """Return the cards under the headings of their groups."""
    cards = list(cards)
    found = [
        (title, [each for each in cards if each.group == code])
        for code, title in GROUPS
    ]
    return [(title, some) for title, some in found if some]


def title_of(finding: Finding) -> str:
    """Return what a finding is called: no surer than its case."""
    kind = kinds()[finding.kind]
    case = kind.cases.get((finding.case, ""))
    return case.title if case else kind.title


def group_of(finding: Finding) -> str:
    """Return the group that a finding belongs to."""
    if finding.kind not in SAME_WORK:
        return "rule"
    if finding.kind == "other_government":
        return "other"
    return {
        SubjectType.NATIONAL_APPLICATION: "national",
        SubjectType.REGISTRATION: "plan",
        SubjectType.PLAN_LINE: "plan",
    }.get(finding.subject.type, "own")


def likeness(score: float | None) -> str:
    """Return a probability in words, empty where there is none.

    >>> likeness(0.93), likeness(0.3), likeness(None)
    ('Hampir pasti pekerjaan yang sama', 'Ada kemiripan', '')
    """
    if score is None:
        return ""
    return next(words for least, words in LIKENESS if score >= least)


def of_kinds(cards: Iterable[Shown], wanted: Collection[str]) -> list[Shown]:
    """Return the cards of these kinds of finding."""
    return [each for each in cards if each.finding.kind in wanted]


def _status(finding: Finding, known: Mapping[int, Status]) -> Status | None:
    """Return how far the application that a finding names is, if it may be seen."""
    about = finding.subject
    return known.get(about.id) if about.type in _STORED else None


def _url(finding: Finding, known: Mapping[int, Status]) -> str:
    if finding.case == "own_draft" and finding.subject.id:
        return url_for("registration.show", key=finding.subject.id)
    if _status(finding, known) is None or not exists("inventory.show"):
        return ""
    return url_for("inventory.show", key=finding.subject.id)


def _answers(finding: Finding, known: Mapping[int, Status]) -> tuple[AnswerKind, ...]:
    """Return the answers that fit; only what can be opened and stays can be used."""
    fitting = (AnswerKind[name] for name in kinds()[finding.kind].answers)
    ends = finding.case == "phasing_out"
    usable = not ends and _status(finding, known) not in {None, Status.RETIRED}
    return tuple(each for each in fitting if usable or each is not AnswerKind.USE)
