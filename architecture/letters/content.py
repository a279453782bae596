"""What stands in a letter: one value, kept as JSON and read by `documents.letter`."""

import re
from typing import Any

from sqlalchemy.orm import Session

from architecture import organisations
from architecture.model import (
    Account,
    Application,
    Government,
    Letter,
    Organisation,
    Outcome,
    Registration,
)
from architecture.reference.calendar import tanggal
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer

SIGNING = (Role.SIGNATORY, Role.COORDINATOR)
"""Who signs, the nearest first."""

COORDINATION = "Tim Koordinasi SPBE"

_ON_BEHALF = re.compile(r"(?i)^a\.?\s?n\.?$|^atas nama$")
_DEPUTY = re.compile(r"(?i)^(plt|plh|pj|pjs)\.?$")


def signing_post(
    viewer: Viewer, government: int, role: Role | None = None
) -> PostHeld | None:
    """Return the post by which somebody signs in a government.

    `role` is what the step asks for; without it the signatory's post comes first.
    """
    order = (role,) if role in SIGNING else SIGNING
    posts = viewer.holds(order, government=government)
    return min(posts, key=lambda post: order.index(post.role), default=None)


def frame(
    session: Session,
    root: Organisation,
    letter: Letter,
    account: Account,
    post: PostHeld | None,
) -> dict[str, Any]:
    """Return what stands around the text of any letter: from whom, when, signed how."""
    government = organisations.settings(session, root.id)
    office = session.get(Organisation, post.organisation) if post else None
    coordination = post is not None and post.role is Role.COORDINATOR
    delegation, title = signed_as(account, post, office, government)
    return {
        "government": root.name,
        "office": COORDINATION if coordination else office.name if office else "",
        "letterhead": letterhead(government, root, coordination=coordination),
        "place": government.place,
        "number": letter.number,
        "date": tanggal(letter.issued_on),
        "attachment": "-",
        "delegation": delegation,
        "signatory_title": title,
        "signatory_name": account.name,
        "signatory_number": account.employee_number,
        "verification_path": f"/surat/cek/{letter.token}",
        "history_head": letter.history_head,
        "copies": list(government.copies),
    }


def written(session: Session, registration: Registration) -> dict[str, Any]:
    """Return what a letter says about a registration."""
    outcome = registration.outcome
    return {
        "subject": f"Keputusan atas usulan aplikasi “{registration.name}”",
        "addressee": registration.organisation.name,
        "registration_number": registration.number,
        "registration_name": registration.name,
        "registration_kind": registration.kind.value,
        "outcome": outcome.name if outcome else "",
        "outcome_label": outcome.value if outcome else "",
        "reused": _reused(session, registration),
        "reasons": paragraphs(registration.outcome_reason),
        "conditions": list(registration.conditions),
        "findings": [
            {
                "name": each["subject"]["name"],
                "owner": each["subject"].get("owner", ""),
                "reason": _told(each["reasons"]),
            }
            for each in registration.findings
            if each["severity"] in {"serious", "blocking"}
            and each["subject"]["type"] in _THINGS
        ],
    }


def signed_as(
    account: Account,
    post: PostHeld | None,
    office: Organisation | None,
    government: Government,
) -> tuple[str, str]:
    """Return the line of delegation and the title under which somebody signs.

    "a.n." signs for the head of the government, "Plt.", "Plh.", "Pj." in place of the
    holder of the office; any other text of the post stands as it was typed.
    """
    holder = account.title
    if post is not None and post.role is Role.SIGNATORY and office is not None:
        holder = holder or f"Kepala {office.name}"
    elif not holder and post is not None:
        holder = "Koordinator SPBE"
    acting = post.acting.strip() if post else ""
    if not acting:
        return "", holder
    if _ON_BEHALF.match(acting):
        return f"a.n. {government.head_title or 'Kepala Daerah'}", holder
    if _DEPUTY.match(acting):
        short = f"{acting.rstrip('.').capitalize()}."
        if office is not None and office.id != office.government_id:
            holder = f"Kepala {office.name}"
        return "", f"{short} {holder}"
    if re.match(r"(?i)(plt|plh|pj|pjs)\b", acting):
        return "", acting
    return acting, holder


_THINGS = frozenset(
    {"application", "national_application", "registration", "plan_line"}
)
"""What a letter names; duties and fields are spoken of in its reasons."""


def letterhead(
    government: Government, root: Organisation, *, coordination: bool
) -> list[str]:
    """Return the lines of the letterhead; the coordinator signs for no office."""
    if not coordination:
        return list(government.letterhead)
    first = government.letterhead[0] if government.letterhead else root.name.upper()
    return [first, COORDINATION.upper()]


def _reused(session: Session, registration: Registration) -> str:
    """Return what is to be used instead, with its owner; empty for other outcomes."""
    if registration.outcome is not Outcome.REUSE or not registration.application_id:
        return ""
    found = session.get_one(Application, registration.application_id)
    return f"{found.name} ({found.organisation.name})"


def _told(reasons: list[str]) -> str:
    """Return the evidence: what follows the sentence that only leads to it.

    What comes before it says who owns what, which stands in a column of its own.
    """
    leads = [n for n, each in enumerate(reasons, start=1) if each.endswith(":")]
    return " ".join(reasons[leads[-1] if leads else 0 :][:2])


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text that was typed; empty lines part them."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]
