"""The seven objects of security (DAK) and their fields."""

from enum import StrEnum

from architecture.layers.common import CODES, DESCRIPTION, NAME, NOTES
from architecture.layers.field import LONG, RESTRICTED, Field, FieldKind


class SecurityKind(StrEnum):
    """The objects that SIA-SPBE knows; what nobody sorted yet is unknown."""

    UNKNOWN = "Belum ditentukan"
    STANDARD = "Standar, prosedur, atau regulasi"
    AWARENESS = "Edukasi kesadaran"
    VULNERABILITY = "Identifikasi kerentanan"
    IMPROVEMENT = "Peningkatan keamanan"
    INCIDENT = "Penanganan insiden"
    AUDIT = "Audit keamanan"
    WORTHINESS = "Kelaikan keamanan"


_KIND = SecurityKind
_RATED = frozenset({_KIND.IMPROVEMENT, _KIND.INCIDENT})
_AUDIT = frozenset({_KIND.AUDIT})

SECURITY_FIELDS: tuple[Field, ...] = (
    NAME,
    Field(
        name="kind",
        label="Objek keamanan",
        kind=FieldKind.CHOICE,
        choices=SecurityKind,
        cls=RESTRICTED,
        sia="Objek",
        help="Menentukan isian yang ditanyakan.",
    ),
    DESCRIPTION,
    CODES,
    Field(
        name="valid_from",
        label="Mulai berlaku",
        kind=FieldKind.DATE,
        cls=RESTRICTED,
        sia="Mulai",
        kinds=frozenset({_KIND.STANDARD}),
    ),
    Field(
        name="valid_to",
        label="Akhir berlaku",
        kind=FieldKind.DATE,
        cls=RESTRICTED,
        sia="Akhir",
        kinds=frozenset({_KIND.STANDARD}),
    ),
    Field(
        name="held_on",
        label="Tanggal",
        kind=FieldKind.DATE,
        cls=RESTRICTED,
        sia="Tanggal",
        kinds=frozenset(_KIND) - {_KIND.STANDARD},
    ),
    Field(
        name="maturity",
        label="Nilai kematangan",
        kind=FieldKind.DECIMAL,
        cls=RESTRICTED,
        sia="Nilai kematangan",
        most=100,
        kinds=_RATED,
        example="3,25",
    ),
    Field(
        name="audit_type",
        label="Jenis audit",
        kind=FieldKind.WORD,
        words="jenis audit keamanan",
        cls=RESTRICTED,
        sia="Jenis",
        kinds=_AUDIT,
    ),
    Field(
        name="result",
        label="Hasil",
        kind=FieldKind.TEXT,
        cls=RESTRICTED,
        sia="Hasil",
        maximum=LONG,
    ),
    Field(
        name="follow_up",
        label="Tindak lanjut",
        kind=FieldKind.TEXT,
        cls=RESTRICTED,
        sia="Tindak lanjut",
        maximum=LONG,
        kinds=_AUDIT,
    ),
    NOTES,
)
