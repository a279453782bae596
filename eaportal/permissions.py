"""Who may do what: one table, and one mark on every page.

A page that bears no mark opens for nobody.  Nobody decides a registration of the own
office: `DECIDING` permissions are withheld from posts of the office in question.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, TypeVar

from flask import Flask, abort, g, request
from flask.typing import ResponseReturnValue

from architecture.filtering import SHARES
from architecture.handing import DECIDES
from architecture.merging import MERGES
from architecture.roles import Role
from architecture.scope import OFFICE_ROLES, READS_MONEY, Viewer

Page = TypeVar("Page", bound=Callable[..., Any])


class Permission(StrEnum):
    """Something that a page lets a person do; the value says it in Indonesian."""

    READ = "membuka inventaris, peta, dan peta rencana"
    EXPORT = "mengunduh daftar aplikasi"
    EXPORT_ROADMAP = "mengunduh peta rencana"
    PLAN = "menyusun peta rencana"
    REGISTER = "mendaftarkan aplikasi"
    CONFIRM = "mengesahkan usulan OPD"
    EDIT = "mengubah data aplikasi, elemen lain, dan relasinya"
    ATTEST = "memastikan data masih benar"
    USE = "mencatat pemakaian aplikasi"
    ANSWER_HANDOVER = "menjawab serah terima dan klaim"
    READ_REGISTRATIONS = "membuka usulan"
    REVIEW = "membuka antrean telaah"
    DECIDE = "memutus langkah telaah"
    ISSUE_LETTERS = "menerbitkan dan mencabut surat"
    READ_SUSPICIONS = "membuka aplikasi yang diduga mirip"
    JUDGE = "menilai pasangan aplikasi yang diduga mirip"
    CONSOLIDATE = "membuka dan mengusulkan konsolidasi aplikasi"
    DECIDE_CONSOLIDATION = "memutus konsolidasi aplikasi"
    MERGE = "menggabung dua catatan aplikasi"
    IMPORT = "mengimpor inventaris"
    EXCHANGE = "bertukar model dengan alat ArchiMate"
    MANAGE_RULES = "mengatur ketentuan temuan dan standar teknologi"
    COMMENT = "menulis komentar pada elemen"
    SHARE_FILTERS = "membuat saringan untuk seluruh instansi"
    MANAGE_FIELDS = "mengatur isian tambahan dan daftar kata"
    MANAGE_CODES = "menyusun kode referensi milik instansi"
    READ_RELEASES = "membuka rilis kode referensi"
    IMPORT_RELEASE = "memberlakukan rilis kode referensi"
    READ_THESAURUS = "membuka tesaurus dan versi pencari"
    EDIT_THESAURUS = "mengusulkan perubahan tesaurus"
    PUBLISH_THESAURUS = "memberlakukan versi tesaurus dan model"
    MANAGE_ORGANISATIONS = "mengelola perangkat daerah"
    MANAGE_ACCOUNTS = "mengelola akun"
    MANAGE_GOVERNMENTS = "mengelola instansi"


class Reach(StrEnum):
    """How far a post reaches with a permission."""

    OFFICE = "perangkat daerahnya dan unit di bawahnya"
    GOVERNMENT = "seluruh instansinya"
    INSTALLATION = "seluruh instalasi"


class Subject(Protocol):
    """What a permission can be asked for: it lies in an office of a government."""

    @property
    def government_id(self) -> int | None:
        """Return the id of the government."""

    @property
    def organisation_id(self) -> int:
        """Return the id of the office that owns it."""


@dataclass(frozen=True, slots=True)
class Place:
    """An office as the subject of a permission."""

    government_id: int | None
    organisation_id: int


_WORKING = frozenset(Role) - {Role.INSTALLER}
_DECIDERS = frozenset({Role.REVIEWER, Role.VALIDATOR, Role.SIGNATORY, Role.COORDINATOR})

RULES: Mapping[Permission, Mapping[Role, Reach]] = {
    Permission.READ: dict.fromkeys(_WORKING, Reach.GOVERNMENT),
    Permission.EXPORT: dict.fromkeys(_WORKING, Reach.GOVERNMENT),
    Permission.EXPORT_ROADMAP: dict.fromkeys(
        _WORKING - OFFICE_ROLES - {Role.VALIDATOR}, Reach.GOVERNMENT
    ),
    Permission.PLAN: {
        Role.PLANNER: Reach.GOVERNMENT,
        Role.ARCHITECT: Reach.GOVERNMENT,
    },
    Permission.REGISTER: {Role.OPERATOR: Reach.OFFICE, Role.HEAD: Reach.OFFICE},
    Permission.CONFIRM: {Role.HEAD: Reach.OFFICE},
    Permission.EDIT: {
        Role.OPERATOR: Reach.OFFICE,
        Role.HEAD: Reach.OFFICE,
        Role.ARCHITECT: Reach.GOVERNMENT,
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
    },
    Permission.ATTEST: {Role.OPERATOR: Reach.OFFICE, Role.HEAD: Reach.OFFICE},
    Permission.USE: {
        Role.OPERATOR: Reach.OFFICE,
        Role.HEAD: Reach.OFFICE,
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
    },
    Permission.ANSWER_HANDOVER: {
        **dict.fromkeys(OFFICE_ROLES, Reach.OFFICE),
        **dict.fromkeys(DECIDES, Reach.GOVERNMENT),
    },
    Permission.READ_REGISTRATIONS: dict.fromkeys(_WORKING, Reach.GOVERNMENT),
    Permission.REVIEW: dict.fromkeys(_DECIDERS, Reach.GOVERNMENT),
    Permission.DECIDE: dict.fromkeys(_DECIDERS, Reach.GOVERNMENT),
    Permission.ISSUE_LETTERS: {
        Role.REVIEWER: Reach.GOVERNMENT,
        Role.SIGNATORY: Reach.GOVERNMENT,
        Role.COORDINATOR: Reach.GOVERNMENT,
    },
    Permission.READ_SUSPICIONS: {
        **dict.fromkeys(READS_MONEY, Reach.GOVERNMENT),
        **dict.fromkeys(OFFICE_ROLES, Reach.OFFICE),
    },
    Permission.JUDGE: {
        Role.REVIEWER: Reach.GOVERNMENT,
        Role.ARCHITECT: Reach.GOVERNMENT,
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
    },
    Permission.CONSOLIDATE: {
        Role.REVIEWER: Reach.GOVERNMENT,
        Role.ARCHITECT: Reach.GOVERNMENT,
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
    },
    Permission.DECIDE_CONSOLIDATION: {
        Role.SIGNATORY: Reach.GOVERNMENT,
        Role.COORDINATOR: Reach.GOVERNMENT,
    },
    Permission.MERGE: dict.fromkeys(MERGES, Reach.GOVERNMENT),
    Permission.IMPORT: {Role.ADMINISTRATOR: Reach.GOVERNMENT},
    Permission.EXCHANGE: {
        Role.ARCHITECT: Reach.GOVERNMENT,
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
    },
    Permission.MANAGE_RULES: {
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
        Role.REVIEWER: Reach.GOVERNMENT,
    },
    Permission.COMMENT: dict.fromkeys(_WORKING, Reach.GOVERNMENT),
    Permission.SHARE_FILTERS: dict.fromkeys(SHARES, Reach.GOVERNMENT),
    Permission.MANAGE_FIELDS: {
        Role.ADMINISTRATOR: Reach.GOVERNMENT,
        Role.ARCHITECT: Reach.GOVERNMENT,
    },
    Permission.MANAGE_CODES: {Role.ARCHITECT: Reach.GOVERNMENT},
    Permission.READ_RELEASES: {
        **dict.fromkeys(_WORKING, Reach.GOVERNMENT),
        Role.INSTALLER: Reach.INSTALLATION,
    },
    Permission.IMPORT_RELEASE: {Role.INSTALLER: Reach.INSTALLATION},
    Permission.READ_THESAURUS: {
        **dict.fromkeys(_WORKING - OFFICE_ROLES, Reach.GOVERNMENT),
        Role.INSTALLER: Reach.INSTALLATION,
    },
    Permission.EDIT_THESAURUS: {Role.ARCHITECT: Reach.GOVERNMENT},
    Permission.PUBLISH_THESAURUS: {
        Role.ARCHITECT: Reach.GOVERNMENT,
        Role.INSTALLER: Reach.INSTALLATION,
    },
    Permission.MANAGE_ORGANISATIONS: {Role.ADMINISTRATOR: Reach.GOVERNMENT},
    Permission.MANAGE_ACCOUNTS: {Role.ADMINISTRATOR: Reach.GOVERNMENT},
    Permission.MANAGE_GOVERNMENTS: {Role.INSTALLER: Reach.INSTALLATION},
}
"""The one table: permission → role → how far it reaches."""

DECIDING = frozenset({Permission.DECIDE})
"""What a post in the office of the subject never allows."""

PUBLIC = "public"
SIGNED_IN = "signed in"

asked_by: dict[Callable[..., Any], Permission | str] = {}
"""Page → the permission that it asks for, or `PUBLIC`, or `SIGNED_IN`."""


def may(viewer: Viewer, permission: Permission, subject: Subject | None = None) -> bool:
    """Tell whether a post of the viewer allows this, for the subject if there is one.

    Without a subject the answer is whether it is allowed for anything at all.
    """
    rules = RULES[permission]
    for post in viewer.posts:
        reach = rules.get(post.role)
        if reach is None:
            continue
        if subject is None or reach is Reach.INSTALLATION:
            return True
        if subject.government_id != post.government:
            continue
        inside = subject.organisation_id in post.organisations
        if reach is Reach.OFFICE and not inside:
            continue
        if permission in DECIDING and of_own_office(viewer, subject):
            continue
        return True
    return False


def reach(
    viewer: Viewer, permission: Permission, government: int
) -> frozenset[int] | None:
    """Return in which offices of a government this is allowed; None: in all of it."""
    rules = RULES[permission]
    held = [each for each in viewer.posts if each.government == government]
    if any(rules.get(each.role) is Reach.GOVERNMENT for each in held):
        return None
    offices = [each.organisations for each in held if each.role in rules]
    return frozenset().union(*offices)


def of_own_office(viewer: Viewer, subject: Subject) -> bool:
    """Tell whether the viewer holds any post in the office in question."""
    return viewer.works_in(subject.organisation_id)


def requires(permission: Permission) -> Callable[[Page], Page]:
    """Mark a page with the permission that it asks for before it starts."""

    def mark(page: Page) -> Page:
        asked_by[page] = permission
        return page

    return mark


def public(page: Page) -> Page:
    """Mark a page that opens for everyone, also without an account."""
    asked_by[page] = PUBLIC
    return page


def signed_in(page: Page) -> Page:
    """Mark a page that opens for everyone who is signed in."""
    asked_by[page] = SIGNED_IN
    return page


def require(permission: Permission, subject: Subject | None = None) -> None:
    """Stop with the 403 page unless the viewer may do this to the subject."""
    if not may(g.viewer, permission, subject):
        abort(403)


def init_app(app: Flask) -> None:
    """Guard every page: one that bears no mark opens for nobody."""
    from eaportal.accounts import signing_in

    @app.before_request
    def guard() -> ResponseReturnValue | None:
        g.viewer = signing_in.viewer()
        if request.endpoint is None or request.endpoint == "static":
            return None
        asked = asked_by.get(app.view_functions[request.endpoint])
        if asked == PUBLIC:
            return None
        if not g.viewer.account:
            return signing_in.ask()
        _admit(asked)
        return None

    @app.context_processor
    def words_for_templates() -> dict[str, Any]:
        def allowed(permission: Permission, subject: Subject | None = None) -> bool:
            return may(g.viewer, permission, subject)

        return {"may": allowed, "Permission": Permission}


def _admit(asked: Permission | str | None) -> None:
    if asked is None:
        abort(403)
    if isinstance(asked, Permission):
        require(asked)
