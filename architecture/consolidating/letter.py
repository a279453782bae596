"""The letter about a consolidation: numbered once, kept as it was issued."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture import history, organisations
from architecture.letters import numbers
from architecture.letters.content import (
    letterhead,
    paragraphs,
    signed_as,
    signing_post,
)
from architecture.model import Account, Case, CaseMember, Fate, Organisation, now
from architecture.reference.calendar import day_of, tanggal
from architecture.roles import Role
from architecture.scope import Viewer


def issue(session: Session, case: Case, *, viewer: Viewer, number: str = "") -> None:
    """Give a decided case its letter.

    Raises `Invalid` without a number where they are typed in, and `CodeTaken`.
    """
    government = organisations.settings(session, case.government_id)
    today = day_of(now())
    post = signing_post(viewer, case.government_id)
    coordination = post is not None and post.role is Role.COORDINATOR
    _, case.letter_number = numbers.take(
        session, government, number, today, coordination=coordination
    )
    account = session.get_one(Account, viewer.account)
    office = session.get(Organisation, post.organisation) if post else None
    delegation, title = signed_as(account, post, office, government)
    _, head = history.head_of(session, case.government_id)
    case.letter = {
        "government": case.government.name,
        "office": "" if coordination or office is None else office.name,
        "letterhead": letterhead(
            government, case.government, coordination=coordination
        ),
        "place": government.place,
        "number": case.letter_number,
        "delegation": delegation,
        "signatory_title": title,
        "signatory_name": account.name,
        "signatory_number": account.employee_number,
        "history_head": head,
        "copies": list(government.copies),
    } | content_of(case, today)


def content_of(case: Case, today: date) -> dict[str, Any]:
    """Return what a letter about a case says, as `documents.letter` reads it."""
    kept = [m.application.name for m in case.members if m.fate is Fate.KEEP]
    offices = sorted({each.application.organisation.name for each in case.members})
    return {
        "date": tanggal(today),
        "attachment": "-",
        "subject": f"Konsolidasi aplikasi: {case.title}",
        "addressee": offices[0] if len(offices) == 1 else "Perangkat Daerah terkait",
        "registration_number": "",
        "registration_name": "",
        "registration_kind": "",
        "outcome": "",
        "outcome_label": f"Dipertahankan: {', '.join(kept)}",
        "opening": (
            f"Sehubungan dengan hasil pemeriksaan Arsitektur SPBE"
            f" {case.government.name}, aplikasi berikut mengerjakan hal yang sama."
            " Setelah mendengar perangkat daerah terkait, ditetapkan hal-hal sebagai"
            " berikut."
        ),
        "reasons": paragraphs(case.reason),
        "findings_heading": "Aplikasi dan keputusannya",
        "findings_reason": "Keputusan",
        "findings": [
            {
                "name": each.application.name,
                "owner": each.application.organisation.name,
                "reason": decided(each),
            }
            for each in case.members
        ],
        "conditions_heading": "Langkah yang harus dilaksanakan",
        "conditions": [
            f"{each.text} Paling lambat {tanggal(each.due_on)}."
            if each.due_on
            else each.text
            for each in case.steps
        ],
    }


def decided(member: CaseMember) -> str:
    """Return in a sentence what becomes of an application."""
    if member.fate is None:
        return "Belum ditentukan."
    said = f"{member.fate.value}."
    if member.fate is Fate.JOIN and member.into is not None:
        said = f"Digabungkan ke {member.into.name}."
    if member.until:
        said = f"{said[:-1]}, paling lambat {tanggal(member.until)}."
    return f"{said} {member.reason}".strip()
