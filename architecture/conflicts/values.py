"""What the rules receive: the proposal, and what is known around it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from architecture.conflicts.kinds import Kind, kinds
from architecture.duplicates.values import Profile, Suspicion
from architecture.layers import Sharing, Status
from architecture.reference.national import NationalApplication
from architecture.reference.urusan import Affair

REGISTRATIONS: Mapping[str, str] = MappingProxyType(
    {
        "BUILD": "Membangun baru",
        "ENHANCE": "Mengembangkan atau mengganti yang ada",
        "BUY": "Membeli atau berlangganan",
        "TAKE_OVER": "Mengambil alih dari pemerintah lain",
        "WEBSITE": "Situs web atau subdomain",
        "EXISTING": "Sudah berjalan, belum terdaftar",
    }
)
"""The kinds of registration that are checked, by the names of the model's enum."""


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation as the rules speak of it."""

    id: int
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What an office registers.

    `details` runs by the names of `layers.APPLICATION_FIELDS`; a draft may hold
    anything, so it is read with `text`, `names` and `day` only.  `documents` are codes
    of kinds of document, None where nobody said.  `replaces` is the application that is
    enhanced, replaced or taken over, `application` the one that the registration
    already became; both are never found.  `unread` names what was stated and could not
    be read, each with the reason.
    """

    kind: str
    office: Office
    government: Office
    details: Mapping[str, Any] = field(default_factory=dict)
    id: int = 0
    urusan: tuple[str, ...] = ()
    documents: tuple[str, ...] | None = None
    replaces: int = 0
    application: int = 0
    plan_line: str = ""
    no_plan_reason: str = ""
    unread: tuple[str, ...] = ()

    def text(self, name: str) -> str:
        """Return what a field says as tidy text, empty where it says nothing."""
        value = self.details.get(name)
        if value is None or isinstance(value, bool):
            return ""
        if isinstance(value, list | tuple):
            return "; ".join(str(each).strip() for each in value)
        return " ".join(str(value).split())

    def names(self, name: str) -> tuple[str, ...]:
        """Return the parts of a field that holds several, from a list or a text."""
        value = self.details.get(name)
        if isinstance(value, str):
            value = value.replace(";", ",").split(",")
        if not isinstance(value, Iterable):
            return ()
        return tuple(part for each in value if (part := str(each).strip()))

    def day(self, name: str) -> date | None:
        """Return the date of a field, None where it is none."""
        value = self.details.get(name)
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            return None

    @property
    def title(self) -> str:
        """Return how the proposal is called in a sentence."""
        return self.text("name") or self.text("acronym") or "Aplikasi ini"

    @property
    def is_website(self) -> bool:
        """Whether it is a website, by its kind or by its form."""
        return self.kind == "WEBSITE" or self.text("type") == "WEBSITE"

    def profile(self) -> Profile:
        """Return what is compared when applications that do the same are looked for."""
        return Profile(
            key=0,
            name=self.text("name"),
            acronym=self.text("acronym"),
            description=self.text("description"),
            function=self.text("function"),
            output=self.text("output"),
            services=self.text("services"),
            processes=self.text("processes"),
            data_used=self.text("data_used"),
            data_produced=self.text("data_produced"),
            codes=self.names("reference_codes"),
            owner=self.office.id,
            government=self.government.id,
            type="WEBSITE" if self.is_website else self.text("type") or "APPLICATION",
            url=self.text("url"),
        )


class Standing(StrEnum):
    """What something similar is to the office that proposes."""

    OWN = "milik pemerintah sendiri"
    NATIONAL = "aplikasi nasional"
    OTHER = "milik pemerintah lain"
    QUEUE = "usulan lain"
    PLAN = "baris peta rencana"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What was decided of an application that ends, and what stays in its place.

    `instead` is None where nothing stays, or nothing that the viewer may know.
    """

    joins: bool
    until: date | None = None
    letter: str = ""
    instead: "Known | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An application, a registration in the queue or a line of the peta rencana.

    `key` is the id among its like, `code` its code or number.  Of other governments
    only what they share may be filled in; `draft` marks a registration that was not
    submitted and is known to its office alone.  `told` is said of it besides.
    """

    key: int
    code: str
    name: str
    standing: Standing = Standing.OWN
    acronym: str = ""
    owner: str = ""
    owner_id: int = 0
    government: str = ""
    government_code: str = ""
    status: Status = Status.LIVE
    type: str = "APPLICATION"
    url: str = ""
    sharing: Sharing = Sharing.PROFILE
    draft: bool = False
    merged: bool = False
    retires_on: date | None = None
    ending: Ending | None = None
    told: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return name and acronym, the acronym only where the name lacks it."""
        if not self.acronym or self.acronym.casefold() in self.name.casefold():
            return self.name
        return f"{self.name} ({self.acronym})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a person once said of a pair: `verdict` is SAME, OVERLAP or DIFFERENT.

    `standing` tells that neither has changed since in what is compared.
    """

    verdict: str
    by: str
    on: date
    reason: str = ""
    standing: bool = True


@dataclass(frozen=True, slots=True)
class Similar:
    """Something that may do the same work, why, and what was said of the pair."""

    known: Known
    suspicion: Suspicion
    judged: Judged | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class National:
    """A national application; `mandatory` is YES, PARTLY or NO for a local government.

    `levels` are those of the governments that it is a duty for (PROVINCE, REGENCY,
    CITY), none for all, `since` the year from which; `confidence` (high, medium, low)
    is that of the duty, last compared with `source` on `last_checked`; one that does
    not run yet may say from when (`planned_live`); `key` is the id of its element, 0
    where it is known from the shipped list only.
    """

    code: str
    name: str
    key: int = 0
    owner: str = ""
    function: str = ""
    mandatory: str = "NO"
    is_umum: bool = False
    aliases: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    basis: str = ""
    confidence: str = "low"
    since: int | None = None
    for_whom: str = ""
    levels: tuple[str, ...] = ()
    source: str = ""
    last_checked: date | None = None
    status: Status = Status.LIVE
    planned_live: date | None = None
    url: str = ""

    @classmethod
    def of(cls, application: NationalApplication, *, key: int = 0) -> "National":
        """Return the value of an entry of the list of national applications."""
        return cls(
            code=application.code,
            name=application.name,
            key=key,
            owner=application.owner,
            function=application.function,
            mandatory=application.mandatory.name,
            is_umum=application.is_umum,
            aliases=(application.long_name, *application.aliases),
            predecessors=application.predecessors,
            basis=application.basis,
            confidence=application.confidence,
            since=application.mandatory_since,
            for_whom=application.for_whom,
            levels=application.levels,
            source=application.source,
            last_checked=application.last_checked,
            status=application.status,
            url=application.url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet:
    """A set of data with the office that produces it; `master` marks data induk."""

    key: int
    code: str
    name: str
    producer: str
    producer_id: int
    master: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Technology:
    """An entry of the list of technology; past `ends_on` it is old.

    `own` marks what the government put there itself: with that it has a standard.
    """

    name: str
    allowed: bool = True
    ends_on: date | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Infrastructure of the government on which the proposal shall run."""

    key: int
    code: str
    name: str
    owner: str = ""
    ownership: str = ""
    used_percent: int | None = None
    status: Status = Status.LIVE
    retires_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known around a proposal; what is left out is not judged.

    `names` and `addresses` are what may bear the same name or lie at the same address;
    the rules compare for themselves.  `required` are the documents wanted, as code →
    name, None for what was shipped.  `dependencies` are the applications that the
    proposal will lean on, `grounds` the infrastructure that it will run on, `enhanced`
    is the one that it enhances, replaces or takes over.  `level` is
    that of the government, `today` the day of the judgement.
    `kinds` are severities, norms and thresholds as the government has them.
    `has_plan` tells whether the government has a peta rencana at all.
    """

    kinds: Mapping[str, Kind] = field(default_factory=kinds)
    similar: tuple[Similar, ...] = ()
    nationals: tuple[National, ...] = ()
    names: tuple[Known, ...] = ()
    addresses: tuple[Known, ...] = ()
    plan_lines: tuple[Known, ...] = ()
    has_plan: bool = True
    data_sets: tuple[DataSet, ...] = ()
    affairs: Mapping[str, Affair] = field(default_factory=dict)
    web_domain: str = ""
    required: Mapping[str, str] | None = None
    dependencies: tuple[Known, ...] = ()
    enhanced: Known | None = None
    grounds: tuple[Ground, ...] = ()
    technologies: tuple[Technology, ...] = ()
    too_thin: tuple[str, ...] = ()
    index_ready: bool = True
    level: str = ""
    today: date | None = None


def concerns(proposal: Proposal, known: Known) -> bool:
    """Tell whether something may be spoken of: it lives, is shared, and is another.

    What is retired or merged is never offered; a draft is known to its office alone;
    another government's application counts only while it is live and shared, and not
    decided to end.
    """
    if known.merged or known.status is Status.RETIRED:
        return False
    match known.standing:
        case Standing.QUEUE:
            mine = known.key == proposal.id
            return not mine and (
                not known.draft or known.owner_id == proposal.office.id
            )
        case Standing.PLAN:
            return True
        case Standing.OTHER:
            shared = known.sharing is not Sharing.NOTHING and not known.ending
            return shared and known.status is Status.LIVE and _another(proposal, known)
        case _:
            return _another(proposal, known)


def _another(proposal: Proposal, known: Known) -> bool:
    return known.key not in {proposal.replaces, proposal.application} - {0}
