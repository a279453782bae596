"""Proposals and surroundings with sensible defaults, for the tests beside this."""

from typing import Any

from architecture.conflicts import (
    Finding,
    Known,
    National,
    Office,
    Proposal,
    Similar,
    Standing,
)
from architecture.duplicates import Kind, Reason, Suspicion

KOTA = Office(1, "KOTA-CONTOH", "Pemerintah Kota Contoh")
DINKES = Office(2, "DINKES", "Dinas Kesehatan")
SAID = "Keduanya mengerjakan kehadiran pegawai."
APART = "Objeknya berbeda: pegawai, bukan siswa."

SRIKANDI = National(
    code="SRIKANDI",
    name="SRIKANDI",
    key=900,
    owner="ANRI",
    mandatory="YES",
    is_umum=True,
    aliases=("Sistem Informasi Kearsipan Dinamis Terintegrasi",),
    predecessors=("SIKD ANRI",),
    basis="Kepmen PANRB 679/2020",
    confidence="high",
    since=2020,
    url="https://srikandi.arsip.go.id",
)


def proposal(kind: str = "BUILD", **details: Any) -> Proposal:
    values = {
        name: details.pop(name)
        for name in Proposal.__dataclass_fields__
        if name in details and name != "details"
    }
    return Proposal(
        **{
            "kind": kind,
            "office": DINKES,
            "government": KOTA,
            "details": {"name": "Presensi Nakes", **details},
            "plan_line": "PR-1",
            **values,
        }
    )


def known(**values: Any) -> Known:
    return Known(
        **{
            "key": 7,
            "code": "DAA-0007",
            "name": "SIABON",
            "owner": "BKPSDM",
            "owner_id": 3,
            **values,
        }
    )


def suspicion(
    key: int = 7,
    duplicate: float = 0.9,
    *,
    overlap: float = 0.0,
    name_conflict: bool = False,
    family: bool = False,
) -> Suspicion:
    reasons = [
        Reason(Kind.FUNCTION, SAID, 4.0),
        Reason(Kind.OBJECT, APART, -1.0),
        Reason(Kind.BASE, "Titik awal.", -3.0),
    ]
    if family:
        reasons.append(Reason(Kind.FAMILY, "Keduanya situs dari satu keluarga.", -2.0))
    return Suspicion(key, duplicate, overlap, name_conflict, tuple(reasons))


def similar(duplicate: float = 0.9, **values: Any) -> Similar:
    parts = {
        name: values.pop(name)
        for name in ("overlap", "name_conflict", "family")
        if name in values
    }
    other = known(**values)
    return Similar(other, suspicion(other.key, duplicate, **parts))


def other_government(duplicate: float = 0.9, **values: Any) -> Similar:
    return similar(
        duplicate,
        **{
            "key": 70,
            "standing": Standing.OTHER,
            "government": "Pemerintah Kabupaten Tetangga",
            "government_code": "KAB-TETANGGA",
            "owner": "Dinas Rahasia",
            "owner_id": 30,
            **values,
        },
    )


def told(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(each.kind, each.severity.value) for each in findings]


def of_kind(findings: list[Finding], kind: str) -> Finding:
    return next(each for each in findings if each.kind == kind)
