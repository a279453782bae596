"""The gates of Permenkominfo 4/2024 Pasal 56-60, as a reviewer's checklist.

A gate is answered as far as proposal and findings tell; what only a person or a later
letter can tell stays unknown, with what to look at.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from architecture.conflicts.finding import Finding
from architecture.conflicts.sejenis import CONDITIONS, Claim
from architecture.conflicts.technical import CONSIDERATION
from architecture.conflicts.values import Proposal
from architecture.conflicts.wording import listed
from architecture.layers import Platform
from architecture.reference import documents


class Answer(StrEnum):
    """Whether a gate is passed."""

    YES = "Ya"
    NO = "Tidak"
    UNKNOWN = "Belum diketahui"


@dataclass(frozen=True, slots=True)
class Gate:
    """One question of the checklist with what is known of its answer, and why."""

    code: str
    article: str
    question: str
    answer: Answer
    why: str


@dataclass(frozen=True, slots=True)
class _Case:
    """What a gate is answered from."""

    proposal: Proposal
    findings: Mapping[str, tuple[Finding, ...]]
    claim: Claim | None

    def names(self, *kinds: str) -> list[str]:
        found = (each for kind in kinds for each in self.findings.get(kind, ()))
        return [each.subject.name for each in found if each.severity != "info"]

    def has(self, kind: str) -> bool:
        return kind in self.findings


_Told = tuple[Answer, str]
_Test = Callable[[_Case], _Told]


def gates(
    proposal: Proposal, findings: Iterable[Finding], claim: Claim | None = None
) -> list[Gate]:
    """Return every gate, in the order of the articles.

    `claim` is what was said of the five conditions of an aplikasi sejenis.
    """
    by_kind: dict[str, tuple[Finding, ...]] = {}
    for each in findings:
        by_kind[each.kind] = (*by_kind.get(each.kind, ()), each)
    case = _Case(proposal, by_kind, claim)
    return [
        Gate(code, row["article"], row["question"], *_TESTS[code](case))
        for code, row in questions().items()
    ]


@cache
def questions() -> Mapping[str, Mapping[str, str]]:
    """Return article and question of each gate by its code.

    >>> questions()["umum"]["article"]
    'Pasal 56 ayat (3)'
    """
    path = files(__package__) / "data" / "gates.json"
    rows = json.loads(path.read_text(encoding="utf-8"))["gates"]
    return MappingProxyType({row["code"]: row for row in rows})


def _umum(case: _Case) -> _Told:
    if names := case.names("national_application"):
        return Answer.NO, f"Ada {listed(names)} untuk fungsi ini."
    return _unless_thin(case, "Tidak ditemukan aplikasi nasional untuk fungsi ini.")


def _single(case: _Case) -> _Told:
    if names := case.names("duplicate", "planned_already"):
        return Answer.NO, f"Diduga sama dengan {listed(names)}."
    return _unless_thin(case, "Tidak ditemukan aplikasi dengan pekerjaan yang sama.")


def _unless_thin(case: _Case, clean: str) -> _Told:
    if case.has("too_thin"):
        return Answer.UNKNOWN, "Keterangannya belum cukup untuk dinilai."
    return Answer.YES, clean


def _by_dinas(case: _Case) -> _Told:
    text = " ".join(
        case.proposal.text(each) for each in ("built_by", "operating_unit")
    ).casefold()
    if any(word in text for word in ("kominfo", "komunikasi dan informatika")):
        return Answer.YES, f"Unit pengembang: {case.proposal.text('built_by')}."
    return Answer.UNKNOWN, "Sepakati dengan OPD bahwa Dinas yang membangun."


def _method(case: _Case) -> _Told:
    method = case.proposal.text("build_method")
    if method in {"SELF", "CONTRACT", "REPLICATION"}:
        return Answer.YES, "Swakelola, kontrak, atau replikasi sudah dipilih."
    if method in {"PURCHASE", "SUBSCRIPTION"}:
        return Answer.NO, "Dibeli atau berlangganan; pertimbangkan replikasi dahulu."
    return Answer.UNKNOWN, "Cara pembangunan belum disebut."


def _open(case: _Case) -> _Told:
    match case.proposal.text("licence"):
        case "OPEN_SOURCE":
            return Answer.YES, "Direncanakan dengan sumber terbuka."
        case "PROPRIETARY":
            return Answer.NO, "Direncanakan dengan sumber tertutup."
        case _:
            return Answer.UNKNOWN, "Jenis lisensi belum disebut."


def _architecture(case: _Case) -> _Told:
    codes = case.proposal.names("reference_codes")
    if case.names("outside_function"):
        return Answer.NO, "Ada kode proses bisnis di luar urusan OPD."
    if not codes:
        return Answer.UNKNOWN, "Kode arsitektur referensi belum diisi."
    if not any(code.upper().startswith("RAB.") for code in codes):
        return Answer.UNKNOWN, "Kode proses bisnis (RAB) belum disebut."
    return Answer.YES, f"Kode yang disebut: {listed(codes)}."


def _planned(case: _Case) -> _Told:
    if case.proposal.plan_line:
        return Answer.YES, f"Baris peta rencana {case.proposal.plan_line}."
    if case.proposal.no_plan_reason.strip():
        return Answer.UNKNOWN, "Belum direncanakan; nilai alasan OPD."
    return Answer.NO, "Belum dikaitkan dengan peta rencana."


def _owned(case: _Case) -> _Told:
    match case.proposal.text("build_method"):
        case "SELF":
            return Answer.YES, "Dibangun sendiri, jadi milik daerah."
        case "SUBSCRIPTION":
            return Answer.NO, "Berlangganan; pastikan data tetap milik daerah."
        case _:
            return Answer.UNKNOWN, "Pastikan kontrak menyerahkan hak dan kode sumber."


def _channels(case: _Case) -> _Told:
    stated = {each.upper() for each in case.proposal.names("platforms")}
    if not stated:
        return Answer.UNKNOWN, "Basis aplikasi belum disebut."
    missing = [
        each.value
        for each in (Platform.WEB, Platform.MOBILE)
        if each.name not in stated
    ]
    if missing:
        return Answer.NO, f"Belum disebut: {listed(missing)}."
    return Answer.YES, "Web dan mobile sudah disebut."


def _closed(case: _Case) -> _Told:
    match case.proposal.text("licence"):
        case "OPEN_SOURCE":
            return Answer.YES, "Tidak diperlukan: sumber terbuka."
        case "PROPRIETARY" if CONSIDERATION in (case.proposal.documents or ()):
            return Answer.UNKNOWN, "Suratnya dilampirkan; periksa nomor dan tanggalnya."
        case "PROPRIETARY":
            return Answer.UNKNOWN, "Diperlukan; suratnya belum dilampirkan."
        case _:
            return Answer.UNKNOWN, "Jenis lisensi belum disebut."


def _documents(case: _Case) -> _Told:
    given = case.proposal.documents
    if given is None:
        return Answer.UNKNOWN, "Dokumen belum diperiksa."
    groups = documents.groups()
    kinds = documents.kinds()
    present = {kinds[code].group for code in given if code in kinds}
    missing = [
        each.name
        for each in groups.values()
        if each.statutory and each.code not in present
    ]
    if missing:
        names = listed(missing, len(missing)).lower()
        return Answer.UNKNOWN, f"Menyusul selama pembangunan: {names}."
    return Answer.YES, "Ketujuh kelompok dokumen sudah ada."


def _alike(case: _Case) -> _Told:
    national = [
        each
        for each in case.findings.get("national_application", ())
        if each.case in {"umum", "same"}
    ]
    if not national:
        return _unless_thin(case, "Tidak diperlukan: bukan aplikasi sejenis.")
    if case.proposal.kind != "EXISTING":
        return Answer.NO, "Belum beroperasi, jadi syarat pertama tidak terpenuhi."
    if case.claim is None:
        return Answer.UNKNOWN, "OPD belum mengisi kelima syarat Pasal 60."
    return _claimed(case.claim)


def _claimed(claim: Claim) -> _Told:
    """Tell whether all five conditions are met, as they were judged."""
    told = claim.judged or claim.stated
    lacking = [text for code, text in CONDITIONS.items() if not told.get(code)]
    who = "Penelaah" if claim.judged else "OPD"
    if lacking:
        return Answer.NO, f"Belum terpenuhi menurut {who}: {'; '.join(lacking)}."
    if claim.judged:
        return Answer.YES, "Kelima syarat terpenuhi menurut penelaah."
    return Answer.UNKNOWN, "OPD menyatakan kelimanya terpenuhi; nilai buktinya."


def _later(why: str) -> _Test:
    return lambda _: (Answer.UNKNOWN, why)


_TESTS: Mapping[str, _Test] = MappingProxyType(
    {
        "umum": _umum,
        "single": _single,
        "dinas": _by_dinas,
        "method": _method,
        "open_source": _open,
        "architecture": _architecture,
        "plan": _planned,
        "menpanrb": _later("Catat nomor dan tanggal surat pada langkahnya."),
        "standard": _later("Dinilai validator aplikasi dan keamanan."),
        "ownership": _owned,
        "channels": _channels,
        "closed_source": _closed,
        "pse": _later("Didaftarkan oleh Dinas sebelum aplikasi dibuka."),
        "repository": _later("Kode sumber diserahkan ke repositori saat selesai."),
        "documents": _documents,
        "sejenis": _alike,
    }
)
