"""The fields of a set of data (DAD)."""

from enum import StrEnum

from architecture.layers.common import CODES, DESCRIPTION, NAME, NOTES, PROGRAMME
from architecture.layers.field import LONG, Field, FieldKind


class MasterData(StrEnum):
    """Whether a set of data is what all others take their codes and rows from."""

    YES = "Ya"
    NO = "Tidak"


DATA_FIELDS: tuple[Field, ...] = (
    NAME,
    DESCRIPTION,
    CODES,
    Field(
        name="purpose", label="Tujuan", kind=FieldKind.TEXT, sia="Tujuan", maximum=LONG
    ),
    Field(
        name="nature",
        label="Sifat data",
        kind=FieldKind.WORD,
        words="sifat data",
        sia="Sifat data",
    ),
    Field(
        name="data_kind",
        label="Jenis data",
        kind=FieldKind.WORD,
        words="jenis data",
        sia="Jenis data",
    ),
    Field(
        name="validity",
        label="Validitas data",
        kind=FieldKind.WORD,
        words="validitas data",
        sia="Validitas data",
    ),
    Field(
        name="master",
        label="Data induk",
        kind=FieldKind.CHOICE,
        choices=MasterData,
        help="Rujukan bagi semua aplikasi yang menyimpan hal yang sama.",
    ),
    Field(
        name="producer",
        label="Produsen data",
        sia="Penghasil/Produsen",
        help="Unit yang menghasilkan data, bila bukan pemiliknya.",
    ),
    Field(name="steward", label="Walidata", sia="Penanggung jawab/Walidata"),
    Field(
        name="related_information",
        label="Informasi terkait",
        kind=FieldKind.TEXT,
        sia="Informasi terkait",
        maximum=LONG,
    ),
    Field(
        name="interoperability",
        label="Interoperabilitas",
        kind=FieldKind.WORD,
        words="interoperabilitas data",
        sia="Interoperabilitas",
    ),
    Field(name="inputs", label="Masukan", kind=FieldKind.TEXT, maximum=LONG),
    Field(name="outputs", label="Keluaran", kind=FieldKind.TEXT, maximum=LONG),
    PROGRAMME,
    NOTES,
)
