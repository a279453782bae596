"""The fields that elements of every layer have."""

from architecture.layers.field import LONG, PUBLIC, Field, FieldKind

NAME = Field(
    name="name", label="Nama", cls=PUBLIC, sia="Nama", maximum=200, required=True
)
DESCRIPTION = Field(
    name="description",
    label="Uraian",
    kind=FieldKind.TEXT,
    cls=PUBLIC,
    sia="Uraian",
    maximum=LONG,
)
CODES = Field(
    name="reference_codes",
    label="Kode arsitektur referensi",
    kind=FieldKind.CODES,
    cls=PUBLIC,
    maximum=400,
    help="Pisahkan dengan koma bila lebih dari satu.",
)
NOTES = Field(name="notes", label="Catatan", kind=FieldKind.TEXT, maximum=LONG)
PROGRAMME = Field(
    name="programme",
    label="Program",
    help="Program atau kegiatan menurut nomenklatur Permendagri.",
    example="2.16.03 Program Pengelolaan Aplikasi Informatika",
)
