"""The JSON Schemas of a registration and of a finding, made from the words.

Fields come from `layers.APPLICATION_FIELDS`, kinds and severities from their data
files; the files in `docs/schemas/` are what this module writes.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from architecture.conflicts.finding import SubjectType
from architecture.conflicts.kinds import kinds
from architecture.conflicts.severity import Severity, table
from architecture.conflicts.values import REGISTRATIONS
from architecture.layers import APPLICATION_FIELDS, Field, FieldKind
from architecture.reference import documents
from architecture.roles import Role

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CODE = r"^[A-Za-z]{3}(\.[0-9]{2,3})+$"
MONEY = r"^[0-9]{1,16}(\.[0-9]{1,2})?$"
_LIST = {"type": ["array", "string", "null"], "items": {"type": "string"}}


@cache
def registration_schema() -> Mapping[str, Any]:
    """Return the schema of a registration; only the name is required.

    `opd`, `service` and `data_entities` are the names that inventory files use for
    office, services and data; lists in one text are separated by `;`.
    """
    properties = {
        "kind": {
            "title": "Jenis pendaftaran",
            "description": "Bila tidak disebut: BUILD.",
            "type": "string",
            "enum": list(REGISTRATIONS),
        },
        "organisation": _line("Kode perangkat daerah", 100),
        "opd": _line("Kode atau nama perangkat daerah", 300),
        **{field.name: _property(field) for field in APPLICATION_FIELDS},
        "service": {"title": "Layanan (nama lain dari services)", **_LIST},
        "data_entities": {"title": "Data (nama lain dari data_used)", **_LIST},
        "replaces_code": _line("Kode aplikasi yang dikembangkan atau diganti", 100),
        "plan_line": _line("Kode baris peta rencana", 100),
        "no_plan_reason": _line("Alasan belum ada di peta rencana", 4000),
        "documents": {
            "title": "Dokumen yang dilampirkan",
            "description": "Tidak disebut berarti tidak diperiksa.",
            "type": ["array", "null"],
            "items": {"type": "string", "enum": list(documents.kinds())},
        },
    }
    properties["name"] |= {"type": "string", "pattern": r"\S"}
    return {
        "$schema": DIALECT,
        "$id": "urn:eaportal:registration",
        "title": "Pendaftaran aplikasi",
        "description": "Yang tidak diketahui dikosongkan: null, teks kosong, "
        "atau tidak disebut.",
        "type": "object",
        "properties": properties,
        "required": ["name"],
        "additionalProperties": False,
        "examples": [REGISTRATION_EXAMPLE],
    }


@cache
def finding_schema() -> Mapping[str, Any]:
    """Return the schema of one finding; a check answers with an array of them."""
    text = {"type": "string"}
    subject = {
        "type": {"type": "string", "enum": [each.value for each in SubjectType]},
        "code": text,
        "name": text,
        "id": {"type": "integer", "minimum": 0, "description": "0 = tidak tersimpan"},
        "owner": text,
        "government": text,
    }
    properties = {
        "key": {**text, "description": "Tetap sama selama yang dibicarakan sama."},
        "kind": {**text, "oneOf": _constants({k: v.title for k, v in kinds().items()})},
        "case": {**text, "description": "Keadaan pada kinds.json; kosong = umum."},
        "severity": {
            **text,
            "oneOf": _constants({each.value: table()[each].title for each in Severity}),
        },
        "subject": {
            "type": "object",
            "properties": subject,
            "required": list(subject),
            "additionalProperties": False,
        },
        "reasons": {"type": "array", "items": {**text, "minLength": 1}, "minItems": 1},
        "norm": text,
        "advice": {**text, "minLength": 1},
        "score": {"type": ["number", "null"], "minimum": 0, "maximum": 1},
    }
    return {
        "$schema": DIALECT,
        "$id": "urn:eaportal:finding",
        "title": "Temuan",
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
        "examples": [FINDING_EXAMPLE],
    }


def files() -> dict[str, str]:
    """Return the text of every file in `docs/schemas/` by its name."""
    return {
        "registration.schema.json": _text(registration_schema()),
        "finding.schema.json": _text(finding_schema()),
        "README.md": _readme(),
    }


def _property(field: Field) -> dict[str, Any]:
    described = {"title": field.label, "x-class": field.cls.value}
    if field.help:
        described["description"] = field.help
    if field.sia:
        described["x-sia"] = field.sia
    return {**described, **_types(field)}


def _types(field: Field) -> dict[str, Any]:
    names = list(field.choices.__members__) if field.choices else []
    allowed: dict[str, Any] = {"type": ["string", "null"]}
    match field.kind:
        case FieldKind.CHOICE:
            allowed["enum"] = [*names, "", None]
        case FieldKind.CHOICES:
            items = {"type": "string", "enum": names}
            allowed = {"type": ["array", "null"], "items": items, "uniqueItems": True}
        case FieldKind.MONEY:
            allowed = {"type": ["number", "string", "null"], "pattern": MONEY}
            allowed |= {"minimum": 0, "maximum": 1e16}
        case FieldKind.DATE:
            allowed["format"] = "date"
        case FieldKind.YEAR:
            allowed = {"type": ["integer", "null"], "minimum": 1945, "maximum": 2100}
        case FieldKind.CODES:
            codes = {"type": "string", "pattern": CODE}
            allowed = {**_LIST, "items": codes, "maxLength": field.maximum}
        case _:
            allowed["maxLength"] = field.maximum
    return allowed


def _line(title: str, maximum: int) -> dict[str, Any]:
    return {"title": title, "type": ["string", "null"], "maxLength": maximum}


def _constants(labels: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"const": code, "title": title} for code, title in labels.items()]


def _text(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _readme() -> str:
    severities = [
        (
            each.severity.value,
            each.title,
            _YES[each.needs_answer],
            _YES[each.stops_submission],
            _roles(each.submission_override, each.submission_reason),
            _YES[each.stops_approval],
            _roles(each.approval_override, each.approval_reason),
            each.meaning,
        )
        for each in table().values()
    ]
    listed = [
        (
            code,
            kind.title,
            ", ".join(s.value for s in reversed(Severity) if s in kind.severities()),
            kind.case("", "").norm,
        )
        for code, kind in kinds().items()
    ]
    return "\n".join((*_HEAD, *_rows(severities), *_MIDDLE, *_rows(listed))) + "\n"


def _roles(roles: frozenset[Role], reason: str) -> str:
    """Return who may pass it, and what the reason must say."""
    names = ", ".join(sorted(role.name.lower() for role in roles))
    return f"{names}: {reason}" if names else "–"


def _rows(rows: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (f"| {' | '.join(cells)} |" for cells in rows)


_YES = {True: "ya", False: "tidak"}
_HEAD = (
    "# Skema JSON",
    "",
    "Berkas di sini dibuat oleh `python -m architecture.conflicts schemas`; jangan",
    "diubah dengan tangan. `registration.schema.json` adalah masukan dan",
    "`finding.schema.json` satu temuan dari `inventory check --json`.",
    "",
    "## Akibat temuan",
    "",
    "| severity | nama | perlu tanggapan OPD | menghentikan pengajuan "
    "| boleh dilewati oleh, dengan alasan | menghentikan persetujuan "
    "| boleh dilewati oleh, dengan alasan | arti |",
    "|---|---|---|---|---|---|---|---|",
)
_MIDDLE = (
    "",
    "## Jenis temuan",
    "",
    "| kind | judul | severity | norma |",
    "|---|---|---|---|",
)

REGISTRATION_EXAMPLE: Mapping[str, Any] = {
    "kind": "BUILD",
    "organisation": "DINKES",
    "name": "Presensi Digital Tenaga Kesehatan",
    "acronym": "PRESTASI",
    "type": "APPLICATION",
    "description": "Mencatat kehadiran tenaga kesehatan di puskesmas.",
    "function": "Mencatat jam datang dan pulang, menghitung rekap bulanan.",
    "data_used": "Data pegawai, jadwal jaga",
    "data_produced": "Rekap kehadiran",
    "personal_data": "YES",
    "platforms": ["WEB", "MOBILE"],
    "build_method": "SELF",
    "cost_build": "150000000",
    "planned_live": "2027-07-01",
    "licence": "OPEN_SOURCE",
    "reference_codes": ["RAB.09.06", "RAL.02.04"],
    "documents": ["LETTER", "KAK"],
}

FINDING_EXAMPLE: Mapping[str, Any] = {
    "key": "duplicate:DAA-0007",
    "kind": "duplicate",
    "case": "likely",
    "severity": "serious",
    "subject": {
        "type": "application",
        "code": "DAA-0007",
        "name": "SIABON",
        "id": 7,
        "owner": "BKPSDM",
        "government": "Pemerintah Kota Contoh",
    },
    "reasons": [
        "BKPSDM sudah menjalankan SIABON.",
        "Keduanya mengerjakan kehadiran pegawai.",
    ],
    "norm": "Permenkominfo 4/2024 Pasal 56 ayat (8)",
    "advice": "Hubungi BKPSDM: pakai SIABON bersama, atau jelaskan bedanya.",
    "score": 0.8955,
}
