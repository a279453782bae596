"""Forms of an import: the file, and what its columns hold."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf.file import FileRequired
from wtforms import BooleanField, Field, SelectField, StringField
from wtforms.validators import Length, ValidationError

from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.columns import LABELS, is_number
from architecture.model import Import, Organisation
from eaportal.forms import File, Form, SelectChoice

PREFIX = "isi-"
FIRST = ("name", "organisation", "description", "type", "category", "status", "url")
"""Fields that most lists hold; the others are asked for below."""

_LONGEST = 70


class UploadForm(Form):
    """A file to import, and for whom if there is a choice."""

    government = SelectField("Instansi", coerce=int)
    file = File(
        "Berkas daftar aplikasi",
        validators=[FileRequired("Pilih dahulu berkasnya.")],
        description="XLSX atau CSV, paling besar 20 MB. Judul kolom boleh di baris "
        "mana saja di bagian atas.",
    )

    def offer(self, governments: Iterable[Organisation]) -> None:
        """Say for which governments; with one there is nothing to choose."""
        self.government.choices = [
            SelectChoice(each.id, each.name) for each in governments
        ]
        if len(self.government.choices) == 1:
            del self.government


class ColumnsForm(Form):
    """What every column holds, and how the import is to be done."""

    create_organisations = BooleanField(
        "Buat perangkat daerah yang belum ada",
        description="Tanpa ini, baris dengan perangkat daerah yang tidak dikenal "
        "ditolak.",
    )
    accept_suggestions = BooleanField(
        "Terima dugaan “mungkin sama dengan”",
        description="Baris yang diduga sama dicatat sebagai pemakaian aplikasi itu. "
        "Tanpa ini dicatat sebagai aplikasi baru dan dugaannya disebut.",
    )
    only_column = SelectField("Hanya baris yang kolom")
    only_value = StringField("berisi", validators=[Length(max=300)])

    @property
    def asked(self) -> list[Field]:
        """Return the selects of the columns, in the order of the fields."""
        return [each for each in self if each.short_name.startswith(PREFIX)]

    @property
    def first(self) -> list[Field]:
        """Return those that most lists hold, and those that are recognised."""
        return [each for each in self.asked if _is_first(each)]

    @property
    def others(self) -> list[Field]:
        """Return the others."""
        return [each for each in self.asked if not _is_first(each)]

    def leftovers(self, upload: Import) -> list[tuple[str, list[str]]]:
        """Return the headers that no field takes, with samples of their cells."""
        taken = {each.data for each in self.asked}
        samples = upload.options.get("samples", {})
        return [
            (header, samples.get(header, []))
            for header in upload.headers
            if header not in taken and not is_number(header)
        ]

    def validate_only_value(self, field: Field) -> None:
        """Let a filter name a column and a value, or neither."""
        if bool(field.data) != bool(self.only_column.data):
            one = "nilai yang dicari" if self.only_column.data else "kolomnya"
            raise ValidationError(f"Isi juga {one}, atau kosongkan keduanya.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields; the column of the name must be known."""
        right = bool(super().validate(extra_validators))
        name = self[f"{PREFIX}name"]
        if not name.data:
            name.errors = [*name.errors, "Tunjukkan kolom yang memuat nama aplikasi."]
            return False
        return right

    def choices(self, sheet: str) -> Choices:
        """Return what was chosen."""
        only: tuple[tuple[str, str], ...] = ()
        if self.only_column.data and self.only_value.data:
            only = ((self.only_column.data, self.only_value.data),)
        return Choices(
            sheet=sheet,
            columns={
                each.short_name.removeprefix(PREFIX): each.data
                for each in self.asked
                if each.data
            },
            only=only,
            create_organisations=bool(self.create_organisations.data),
            accept_suggestions=bool(self.accept_suggestions.data),
        )


def columns_form(upload: Import, *, first: bool = False) -> ColumnsForm:
    """Return the form for the headers of a file; what is recognised is chosen.

    The `first` list of a government brings its offices along.
    """
    samples: Mapping[str, list[str]] = upload.options.get("samples", {})
    headers = [SelectChoice("", "– tidak ada –")]
    headers += [
        SelectChoice(each, _shown(each, samples.get(each, [])))
        for each in upload.headers
    ]
    order = sorted(LABELS, key=lambda name: (_place(name), list(LABELS).index(name)))
    fields = {
        f"{PREFIX}{name}": SelectField(
            LABELS[name],
            choices=headers,
            default=upload.mapping.get(name, ""),
            description=_told(samples.get(upload.mapping.get(name, ""), [])),
        )
        for name in order
    }
    form = type("ColumnsOf", (ColumnsForm,), fields)
    only = (upload.options.get("only") or [["", ""]])[0]
    made: ColumnsForm = form(
        data={
            "only_column": only[0],
            "only_value": only[1],
            "create_organisations": upload.options.get("create_organisations", first),
            "accept_suggestions": upload.options.get("accept_suggestions", False),
        }
    )
    made.only_column.choices = headers
    return made


def _place(name: str) -> int:
    return FIRST.index(name) if name in FIRST else len(FIRST)


def _is_first(field: Field) -> bool:
    name = field.short_name.removeprefix(PREFIX)
    return name in FIRST or bool(field.default) or bool(field.errors)


def _shown(header: str, cells: list[str]) -> str:
    told = f"{header}: {'; '.join(cells)}" if cells else header
    return told if len(told) <= _LONGEST else f"{told[: _LONGEST - 1]}…"


def _told(cells: list[str]) -> str:
    return f"Contoh isi: {' · '.join(cells)}" if cells else ""
