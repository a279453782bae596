"""The tables, one module for each group that changes together."""

from architecture.model.base import Base, at, now
from architecture.model.comments import Comment
from architecture.model.confirmations import Confirmation
from architecture.model.consolidation import (
    Case,
    CaseAnswer,
    CaseMember,
    CaseState,
    CaseStep,
    Fate,
)
from architecture.model.documents import Document
from architecture.model.elements import (
    Application,
    BusinessProcess,
    Data,
    Element,
    Infrastructure,
    Relation,
    Security,
    Service,
    Strategy,
    Use,
    UseConfirmation,
    UseState,
)
from architecture.model.engines import EngineAdoption, EngineVersion, ThesaurusDraft
from architecture.model.exchange import (
    ExchangeItem,
    ExchangeModel,
    ExchangeSection,
)
from architecture.model.fields import CustomField, ListedWord
from architecture.model.figures import ElementFigures
from architecture.model.handovers import Handover, HandoverKind, HandoverState
from architecture.model.history import Entry, Head, Note, UnsealedHistory
from architecture.model.imports import Import, ImportFormat, ImportRow, ImportState
from architecture.model.jobs import Job, JobState
from architecture.model.letters import Letter, LetterState
from architecture.model.merges import Merge
from architecture.model.organisations import (
    Counter,
    Government,
    Holiday,
    Kind,
    Level,
    NumberMode,
    Organisation,
    WorkflowStep,
)
from architecture.model.people import Account, Post, SignInAttempt
from architecture.model.personal import Opening, Pin, SavedFilter
from architecture.model.planned import PlannedChange, PlannedState
from architecture.model.plans import (
    Plan,
    PlanLine,
    PlanLineState,
    PlanMilestone,
    PlanNeed,
    PlanState,
)
from architecture.model.reference import (
    CodeChange,
    CodeQuestion,
    OwnCode,
    ReferenceCode,
    Release,
    Urusan,
)
from architecture.model.registrations import (
    Answer,
    AnswerKind,
    Claim,
    Outcome,
    Registration,
    RegistrationKind,
    State,
    Step,
    StepState,
)
from architecture.model.restructurings import (
    OfficePeriod,
    OwnerPeriod,
    Restructuring,
    RestructuringState,
    RestructuringStep,
    StepKind,
)
from architecture.model.rules import RuleSetting, Technology
from architecture.model.suspicions import (
    JudgedAt,
    Judgement,
    PairVerdict,
    SuspectedPair,
    SweptInventory,
)

__all__ = [
    "Account",
    "Answer",
    "AnswerKind",
    "Application",
    "Base",
    "BusinessProcess",
    "Case",
    "CaseAnswer",
    "CaseMember",
    "CaseState",
    "CaseStep",
    "Claim",
    "CodeChange",
    "CodeQuestion",
    "Comment",
    "Confirmation",
    "Counter",
    "CustomField",
    "Data",
    "Document",
    "Element",
    "ElementFigures",
    "EngineAdoption",
    "EngineVersion",
    "Entry",
    "ExchangeItem",
    "ExchangeModel",
    "ExchangeSection",
    "Fate",
    "Government",
    "Handover",
    "HandoverKind",
    "HandoverState",
    "Head",
    "Holiday",
    "Import",
    "ImportFormat",
    "ImportRow",
    "ImportState",
    "Infrastructure",
    "Job",
    "JobState",
    "JudgedAt",
    "Judgement",
    "Kind",
    "Letter",
    "LetterState",
    "Level",
    "ListedWord",
    "Merge",
    "Note",
    "NumberMode",
    "OfficePeriod",
    "Opening",
    "Organisation",
    "Outcome",
    "OwnCode",
    "OwnerPeriod",
    "PairVerdict",
    "Pin",
    "Plan",
    "PlanLine",
    "PlanLineState",
    "PlanMilestone",
    "PlanNeed",
    "PlanState",
    "PlannedChange",
    "PlannedState",
    "Post",
    "ReferenceCode",
    "Registration",
    "RegistrationKind",
    "Relation",
    "Release",
    "Restructuring",
    "RestructuringState",
    "RestructuringStep",
    "RuleSetting",
    "SavedFilter",
    "Security",
    "Service",
    "SignInAttempt",
    "State",
    "Step",
    "StepKind",
    "StepState",
    "Strategy",
    "SuspectedPair",
    "SweptInventory",
    "Technology",
    "ThesaurusDraft",
    "UnsealedHistory",
    "Urusan",
    "Use",
    "UseConfirmation",
    "UseState",
    "WorkflowStep",
    "at",
    "now",
]
