"""Which sheets and columns a workbook has: declared once, for both ways.

A heading is what SIA-SPBE calls a field, else its label in the portal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from architecture.layers import (
    PREFIXES,
    Field,
    FieldClass,
    FieldKind,
    Layer,
    Sharing,
    Status,
)
from architecture.layers import Verb as RelationVerb
from architecture.model import UseState

RELATIONS = "Relasi"
USES = "Pemakaian"
OFFICES = "Perangkat daerah"
GUIDE = "Petunjuk"
CHOICES = "Pilihan"
"""The hidden sheet that drop-downs take their words from."""

SINCE = "Riwayat"
"""What stands in the corner of the hidden sheet, before how far the history was."""

ON = "Tanggal"
"""What stands there instead in a workbook for another day, which is not for editing."""

KNOWN_ON = "Diketahui"
"""What stands there in a workbook of what was known on a past day."""

MEND = "Yang perlu diperbaiki"
"""The heading of the column that says why a row was refused."""

MARK = "hapus"
"""What a person writes beside a relation that should go."""

CONFIRMED = "confirmed_at"
"""The column that tells when the owner last found a row true."""

NEW = "BARU"
"""What the code of a new row may begin with, so that relations can name it."""


class YesNo(StrEnum):
    """A mark that is set or not."""

    YES = "Ya"
    NO = "Tidak"


class Role(StrEnum):
    """What a column is for, beside holding a field."""

    FIELD = "field"
    CODE = "code"
    VERSION = "version"
    OFFICE = "office"
    VERB = "verb"
    TOLD = "told"
    """It helps whoever reads the sheet; an import does not look at it."""
    MARK = "mark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a sheet; `field` says what it holds and how it is checked."""

    field: Field
    role: Role = Role.FIELD
    heading: str = ""
    width: float = 18

    @property
    def name(self) -> str:
        """Return the name of the field."""
        return self.field.name


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """One sheet: its name, its columns, and the layer if it holds elements."""

    name: str
    columns: tuple[Column, ...]
    layer: Layer | None = None
    about: str = ""

    def column(self, name: str) -> Column:
        """Return the column of that name."""
        return next(each for each in self.columns if each.name == name)


def _line(name: str, label: str, help_: str = "", example: str = "") -> Field:
    return Field(
        name=name, label=label, help=help_, example=example, cls=FieldClass.PUBLIC
    )


CODE = Column(
    field=_line(
        "code",
        "Kode",
        "Pengenal baris; jangan diubah. Kosong berarti baris baru. Tulis BARU-1, "
        "BARU-2, … bila baris baru dirujuk pada lembar Relasi atau Pemakaian.",
        "DAA-0001",
    ),
    role=Role.CODE,
    width=13,
)
VERSION = Column(
    field=_line(
        "version",
        "Versi",
        "Tersembunyi. Dengan ini portal tahu bahwa sebuah baris sudah diubah orang "
        "lain sejak diunduh; jangan diubah.",
        "3",
    ),
    role=Role.VERSION,
    width=8,
)
OFFICE = Column(
    field=_line(
        "organisation",
        "Perangkat daerah",
        "Pemilik: pilih dari daftar, atau tulis kodenya. Kosong pada baris baru "
        "berarti milik instansi sendiri.",
    ),
    role=Role.OFFICE,
    width=30,
)
STATUS = Field(
    name="status",
    label="Status",
    kind=FieldKind.CHOICE,
    choices=Status,
    cls=FieldClass.PUBLIC,
)
LIVE_ON = Field(name="live_on", label="Aktif sejak", kind=FieldKind.DATE)
RETIRES_ON = Field(name="retires_on", label="Berhenti pada", kind=FieldKind.DATE)
SHARING = Field(
    name="sharing",
    label="Berbagi pakai",
    kind=FieldKind.CHOICE,
    choices=Sharing,
    help="Yang dilihat pemerintah lain.",
)
SENSITIVE = Field(
    name="sensitive",
    label="Sensitif",
    kind=FieldKind.CHOICE,
    choices=YesNo,
    help="“Ya” tidak ditampilkan kepada pemerintah lain dan publik.",
)
LIFE: tuple[Field, ...] = (STATUS, LIVE_ON, RETIRES_ON, SHARING, SENSITIVE)
"""What an element has beside its fields, as columns."""

_LIFE_NAMES = frozenset(each.name for each in LIFE)

_WIDTHS: Mapping[FieldKind, float] = {
    FieldKind.TEXT: 44,
    FieldKind.URL: 30,
    FieldKind.DATE: 13,
    FieldKind.YEAR: 9,
    FieldKind.NUMBER: 13,
    FieldKind.DECIMAL: 13,
}


def is_life(name: str) -> bool:
    """Tell whether a column is of the life of an element, not of its fields."""
    return name in _LIFE_NAMES


def layer_sheet(
    layer: Layer, fields: Sequence[Field], classes: Iterable[FieldClass]
) -> SheetPlan:
    """Return the sheet of a layer with the columns of those classes."""
    allowed = frozenset(classes)
    seen = [each for each in fields if each.cls in allowed]
    named = [replace(each, required=True) for each in seen if each.name == "name"]
    rest = [each for each in seen if each.name != "name"]
    shared = (SHARING, SENSITIVE) if layer is Layer.APPLICATION else ()
    ends = [each for each in (LIVE_ON, RETIRES_ON, *shared) if each.cls in allowed]
    columns = [
        _code(layer),
        VERSION,
        *(_column(each, 36) for each in named),
        OFFICE,
        _column(STATUS),
        *(_column(each) for each in rest),
        *(_column(each) for each in ends),
        _told(CONFIRMED, "Terakhir dipastikan", 13),
    ]
    return SheetPlan(
        name=layer.value,
        layer=layer,
        columns=_apart(columns),
        about="Satu baris satu elemen. Baris yang dihapus dari lembar tidak menghapus "
        "apa pun; isi Status dengan “Tidak aktif” untuk menghentikannya.",
    )


def relation_sheet(
    by_verb: Mapping[RelationVerb, Sequence[Field]], classes: Iterable[FieldClass]
) -> SheetPlan:
    """Return the sheet of relations, with whatever is said of any verb."""
    allowed = frozenset(classes)
    said = {each.name: each for fields in by_verb.values() for each in fields}
    columns = [
        Column(
            field=_line(
                "relation", "Nomor relasi", "Jangan diubah. Kosong: relasi baru."
            ),
            role=Role.CODE,
            width=13,
        ),
        VERSION,
        _end("source", "Kode asal"),
        _told("source_name", "Nama asal"),
        Column(
            field=Field(
                name="verb",
                label="Hubungan",
                kind=FieldKind.CHOICE,
                choices=RelationVerb,
                cls=FieldClass.PUBLIC,
                required=True,
                example=RelationVerb.USES.value,
            ),
            role=Role.VERB,
            width=24,
        ),
        _end("target", "Kode tujuan"),
        _told("target_name", "Nama tujuan"),
        _column(Field(name="starts_on", label="Mulai", kind=FieldKind.DATE)),
        _column(Field(name="ends_on", label="Berakhir", kind=FieldKind.DATE)),
        *(_column(each) for each in said.values() if each.cls in allowed),
        Column(
            field=_line(
                "removed",
                "Hapus",
                "Tulis “hapus” untuk menghapus relasi ini; relasi yang pernah benar "
                "lebih baik diberi tanggal berakhir.",
                MARK,
            ),
            role=Role.MARK,
            width=10,
        ),
    ]
    return SheetPlan(
        name=RELATIONS,
        columns=_apart(columns),
        about="Satu baris satu hubungan. Nomor, asal, hubungan, dan tujuan relasi yang "
        "sudah ada tidak diubah: hapus, lalu tulis yang baru.",
    )


def use_sheet() -> SheetPlan:
    """Return the sheet of uses: which office uses which application."""
    columns = [
        _end("application", "Kode aplikasi"),
        VERSION,
        _told("application_name", "Nama aplikasi"),
        Column(
            field=_line(
                "organisation", "Perangkat daerah", "Yang memakai.", "Dinas Kesehatan"
            ),
            role=Role.OFFICE,
            width=30,
        ),
        _column(
            Field(
                name="state",
                label="Keadaan",
                kind=FieldKind.CHOICE,
                choices=UseState,
                cls=FieldClass.PUBLIC,
            )
        ),
        _column(Field(name="since", label="Sejak", kind=FieldKind.DATE)),
        _column(Field(name="note", label="Keterangan", maximum=500), 36),
    ]
    return SheetPlan(
        name=USES,
        columns=tuple(_headed(each) for each in columns),
        about="Satu baris satu pemakaian: aplikasi nasional atau milik kantor lain "
        "yang dipakai sebuah perangkat daerah.",
    )


def office_sheet() -> SheetPlan:
    """Return the sheet that lists the offices, for reading only."""
    told = (
        ("code", "Kode", 16.0),
        ("name", "Nama", 44.0),
        ("short_name", "Nama singkat", 20.0),
        ("kind", "Jenis", 18.0),
        ("parent", "Di bawah", 30.0),
        ("starts_on", "Mulai", 13.0),
        ("ends_on", "Berakhir", 13.0),
    )
    return SheetPlan(
        name=OFFICES,
        columns=tuple(_told(name, label, width) for name, label, width in told),
        about="Hanya untuk dibaca; diubah lewat menu Perangkat daerah.",
    )


def _code(layer: Layer) -> Column:
    """Return the column of codes with a code of that layer as its example."""
    field = replace(CODE.field, example=f"{PREFIXES[layer]}-0001")
    return replace(CODE, field=field)


def _column(field: Field, width: float | None = None) -> Column:
    return Column(field=field, width=width or _WIDTHS.get(field.kind, 20))


def _end(name: str, label: str) -> Column:
    field = _line(
        name,
        label,
        "Kode elemen; untuk aplikasi instansi lain kode instansi di depannya.",
        "DAA-0001 atau NASIONAL/DAA-0003",
    )
    return Column(field=field, heading=label)


def _told(name: str, label: str, width: float = 34) -> Column:
    field = _line(name, label, "Hanya untuk dibaca; tidak diimpor.")
    return Column(field=field, role=Role.TOLD, heading=label, width=width)


def _headed(column: Column, heading: str = "") -> Column:
    return Column(
        field=column.field,
        role=column.role,
        heading=heading or column.heading or column.field.heading,
        width=column.width,
    )


def _apart(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Give each column a heading that no other one bears."""
    taken: dict[str, int] = {}
    found = []
    for each in columns:
        heading = each.heading or each.field.heading
        if plain(heading) in taken:
            heading = each.field.label
        if plain(heading) in taken:
            heading = f"{each.field.label} ({each.name})"
        taken[plain(heading)] = 1
        found.append(_headed(each, heading))
    return tuple(found)


def plain(heading: str) -> str:
    """Return a heading as it is compared: case and blanks do not matter.

    >>> plain("  Kode  ASAL ")
    'kode asal'
    """
    return " ".join(heading.split()).casefold()


def letters(number: int) -> str:
    """Return the letters of a column, counted from 0.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    found = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found
