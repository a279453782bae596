"""What a letter says about a case of consolidation: its decision, or its end."""

from typing import Any

from architecture.letters.content import paragraphs
from architecture.model import Case, CaseMember, Fate
from architecture.reference.calendar import tanggal


def decision_of(case: Case) -> dict[str, Any]:
    """Return what a letter says of what was decided, as `documents.letter` reads it."""
    kept = [m.application.name for m in case.members if m.fate is Fate.KEEP]
    return _about(case) | {
        "subject": f"Konsolidasi aplikasi: {case.title}",
        "outcome_label": f"Dipertahankan: {', '.join(kept)}",
        "opening": (
            f"Sehubungan dengan hasil pemeriksaan Arsitektur SPBE"
            f" {case.government.name}, aplikasi berikut mengerjakan hal yang sama."
            f" {_heard(case)} hal-hal sebagai berikut."
        ),
        "reasons": paragraphs(case.reason),
        "findings": [_finding(each, decided(each)) for each in case.members],
        "conditions_heading": "Langkah yang harus dilaksanakan",
        "conditions": [
            f"{each.text} Paling lambat {tanggal(each.due_on)}."
            if each.due_on
            else each.text
            for each in case.steps
        ],
    }


def taken_back(case: Case, reason: str, number: str) -> dict[str, Any]:
    """Return what a letter says that takes the decision of a signed one back."""
    return _about(case) | {
        "subject": f"Pencabutan keputusan konsolidasi: {case.title}",
        "outcome_label": "Keputusan dicabut",
        "opening": (
            f"Keputusan konsolidasi “{case.title}” yang disampaikan dengan surat"
            f" nomor {number} dicabut dengan pertimbangan sebagai berikut."
        ),
        "reasons": paragraphs(reason),
        "findings": [
            _finding(each, "Tetap berjalan sampai ada keputusan baru.")
            for each in case.members
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


def _heard(case: Case) -> str:
    """Return who was heard, no more than is true."""
    concerned = {each.application.organisation_id for each in case.members}
    heard = {each.organisation_id for each in case.answers}
    if not heard:
        return "Dengan ini ditetapkan"
    who = "perangkat daerah terkait"
    if not concerned <= heard:
        who = f"sebagian {who}"
    return f"Setelah mendengar {who}, ditetapkan"


def _about(case: Case) -> dict[str, Any]:
    offices = sorted({each.application.organisation.name for each in case.members})
    return {
        "addressee": offices[0] if len(offices) == 1 else "Perangkat Daerah terkait",
        "registration_number": "",
        "registration_name": "",
        "registration_kind": "",
        "outcome": "",
        "findings_heading": "Aplikasi dan keputusannya",
        "findings_reason": "Keputusan",
    }


def _finding(member: CaseMember, said: str) -> dict[str, str]:
    return {
        "name": member.application.name,
        "owner": member.application.organisation.name,
        "reason": said,
    }
