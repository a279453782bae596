"""What the demonstration files say, as values: one class for each kind of row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from architecture.layers import Layer, Sharing, Status, Verb
from architecture.model import Fate
from architecture.planning import Milestone
from architecture.roles import Field, Role


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An office or unit; `kind` is OFFICE or UNIT, parents stand before children."""

    code: str
    name: str
    short_name: str
    kind: str
    parent: str
    is_kominfo: bool
    former_names: list[str]
    urusan: list[str]
    starts_on: date | None


@dataclass(frozen=True, slots=True)
class AccountRow:
    """A person; `announced` ones are printed when the demonstration is loaded."""

    email: str
    name: str
    title: str
    employee_number: str
    announced: bool


@dataclass(frozen=True, slots=True)
class PostRow:
    """A role that an account holds in an organisation."""

    email: str
    role: Role
    organisation: str
    field: Field | None
    acting: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class ElementRow:
    """An element; `values` holds the columns of its layer, typed, by field name."""

    layer: Layer
    code: str
    organisation: str
    name: str
    description: str
    status: Status
    sharing: Sharing
    sensitive: bool
    reference_codes: list[str]
    live_on: date | None
    retires_on: date | None
    notes: str
    values: dict[str, Any]


@dataclass(frozen=True, slots=True)
class UseRow:
    """An office uses an application: one of the government or a national one.

    `state` is IN_USE or ENDED.
    """

    application: str
    organisation: str
    state: str
    since: date | None
    note: str


@dataclass(frozen=True, slots=True)
class RelationRow:
    """Source, verb, target, and what is said of it by the names of the fields.

    The target may be a national application.
    """

    source: str
    verb: Verb
    target: str
    starts_on: date | None
    ends_on: date | None
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A peta rencana; `state` names a member of `PlanState`."""

    title: str
    from_year: int
    to_year: int
    state: str
    regulation: str
    set_on: date | None


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    """A line of the plan; targets and budgets (rupiah) by year as text.

    `needs` are the codes of lines that it waits for.
    """

    code: str
    muatan: str
    number: int
    name: str
    indicator: str
    organisation: str
    programme: str
    starts_on: date | None
    ends_on: date | None
    state: str
    source_of_funds: str
    targets: dict[str, str]
    budgets: dict[str, Decimal]
    element: str
    note: str
    needs: list[str]
    milestones: tuple[Milestone, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a registration, in the order of the list.

    `action` is draft, submit, confirm, step, skip, return, conclude, sign or withdraw;
    a skip means nothing where the registration has no such step.
    """

    on: date
    by: str
    action: str
    step: str
    passed: bool
    reason: str
    outcome: str
    conditions: list[str]


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What the office answers to a finding of this kind about this application."""

    kind: str
    subject: str
    answer: str
    reason: str


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration with its story; `otherwise` answers what `answers` does not."""

    key: str
    kind: str
    organisation: str
    state: str
    outcome: str
    details: dict[str, Any]
    answers: list[AnswerRow]
    otherwise: AnswerRow | None
    documents: list[tuple[str, str]]
    plan_line: str
    no_plan_reason: str
    replaces: str
    events: list[Event]


@dataclass(frozen=True, slots=True)
class FateRow:
    """What is proposed for an application of a case; `into` is another one's code."""

    application: str
    fate: Fate
    into: str
    until: date | None
    reason: str


@dataclass(frozen=True, slots=True)
class CaseEvent:
    """Something that happened in a case of consolidation, in the order of the list.

    `action` is open, plan, answer, decide, add or do; `text` is what was said, or the
    step that is meant, whose `note` says how it was done.
    """

    on: date
    by: str
    action: str
    text: str
    note: str
    office: str
    agrees: bool
    due_on: date | None
    fates: list[FateRow]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case of consolidation with its story; `state` is how it ends up."""

    key: str
    title: str
    state: str
    applications: list[str]
    events: list[CaseEvent]


@dataclass(frozen=True, slots=True)
class Demonstration:
    """One demonstration government, whole."""

    government: Mapping[str, Any]
    organisations: list[OrganisationRow]
    accounts: list[AccountRow]
    posts: list[PostRow]
    elements: list[ElementRow]
    uses: list[UseRow]
    relations: list[RelationRow]
    plan: PlanRow | None
    plan_lines: list[PlanLineRow]
    registrations: list[RegistrationRow]
    cases: list[CaseRow]
    planted: Mapping[str, Any]

    @property
    def code(self) -> str:
        """The code of the government."""
        return str(self.government["code"])

    def of(self, layer: Layer) -> list[ElementRow]:
        """Return the elements of one layer."""
        return [element for element in self.elements if element.layer is layer]
