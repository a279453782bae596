"""Forms about offices and the settings of a government."""

import re
from collections.abc import Sequence

from wtforms import (
    BooleanField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from architecture import letters
from architecture.layers import Sharing
from architecture.model import Government, Level, NumberMode, Organisation, Urusan
from architecture.organisations import OfficeDetails
from eaportal.forms import ChoicesField, DateField, Form, choices_of


def lines(text: str | None) -> list[str]:
    """Return the lines of a text that say something."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


class OfficeForm(Form):
    """What is stated about an office or unit."""

    parent = SelectField("Di bawah", coerce=int)
    code = StringField(
        "Kode",
        validators=[DataRequired(), Length(max=40)],
        description="Unik di seluruh instalasi, misalnya KC-DINKES.",
    )
    name = StringField("Nama resmi", validators=[DataRequired(), Length(max=200)])
    short_name = StringField("Nama pendek", validators=[Length(max=60)])
    former_names = TextAreaField(
        "Nama terdahulu",
        validators=[Length(max=2000)],
        description="Satu nama per baris; dikenali saat mengimpor daftar lama.",
    )
    urusan = ChoicesField("Urusan")
    is_kominfo = BooleanField(
        "Inilah dinas yang menelaah usulan (Kominfo)",
        description="Usulan dinas ini sendiri diputus Tim Koordinasi.",
    )
    starts_on = DateField("Berdiri sejak", validators=[Optional()])
    ends_on = DateField("Berakhir pada", validators=[Optional()])

    def offer(
        self, parents: Sequence[tuple[Organisation, int]], matters: Sequence[Urusan]
    ) -> None:
        """Say which parents and urusan there are to choose from."""
        self.parent.choices = [
            (row.id, f"{'– ' * depth}{row.name}") for row, depth in parents
        ]
        self.urusan.choices = [
            (matter.letter, f"{matter.letter} {matter.name}") for matter in matters
        ]

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("Tanggal berakhir mendahului tanggal berdiri.")

    def details(self) -> OfficeDetails:
        """Return what was filled in."""
        return OfficeDetails(
            code=self.code.data or "",
            name=self.name.data or "",
            short_name=self.short_name.data or "",
            is_kominfo=bool(self.is_kominfo.data),
            urusan=list(self.urusan.data or []),
            former_names=lines(self.former_names.data),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class SettingsForm(Form):
    """How a government works: its letters, its address, what it shares."""

    level = SelectField(
        "Tingkat",
        choices=choices_of(Level, empty="Belum disebut"),
        description="Sebagian aplikasi nasional hanya wajib bagi tingkat tertentu.",
    )
    place = StringField("Tempat pada surat", validators=[Length(max=100)])
    letterhead = TextAreaField(
        "Kop surat",
        validators=[Length(max=1000)],
        description="Satu baris per baris kop, misalnya nama dinas dan alamatnya.",
    )
    number_mode = SelectField("Nomor surat", choices=choices_of(NumberMode))
    number_scheme = StringField(
        "Pola nomor",
        validators=[DataRequired(), Length(max=100)],
        description="{urut3} nomor urut tiga angka, {bulan} bulan Romawi, {tahun}.",
    )
    coordination_scheme = StringField(
        "Pola nomor Tim Koordinasi",
        validators=[Length(max=100)],
        description="Untuk usulan dinas penelaah sendiri; nomor urutnya sendiri. "
        "Kosong: ikut pola dan nomor urut di atas.",
    )
    sharing = SelectField(
        "Bawaan berbagi aplikasi dengan pemerintah lain", choices=choices_of(Sharing)
    )
    copies = TextAreaField(
        "Tembusan",
        validators=[Length(max=1000)],
        description="Satu penerima per baris, tercantum pada setiap surat.",
    )
    web_domain = StringField(
        "Domain resmi",
        validators=[Length(max=100)],
        description="Misalnya contoh.go.id.",
    )

    def validate_number_scheme(self, field: StringField) -> None:
        """Refuse a pattern that would give two letters one number."""
        problem = letters.scheme_problem(field.data or "")
        if problem:
            raise ValidationError(problem)

    def validate_coordination_scheme(self, field: StringField) -> None:
        """Refuse the same there; without a pattern the other one is used."""
        if field.data:
            self.validate_number_scheme(field)

    def validate_web_domain(self, field: StringField) -> None:
        """Refuse what is no domain."""
        if field.data and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", field.data):
            raise ValidationError("Tulis domain saja, misalnya contoh.go.id.")

    def take(self, government: Government) -> None:
        """Begin with what is stored."""
        self.level.data = government.level.name if government.level else ""
        self.place.data = government.place
        self.letterhead.data = "\n".join(government.letterhead)
        self.copies.data = "\n".join(government.copies)
        self.number_mode.data = government.number_mode.name
        self.number_scheme.data = government.number_scheme
        self.coordination_scheme.data = government.coordination_scheme
        self.sharing.data = government.sharing.name
        self.web_domain.data = government.web_domain

    def values(self) -> dict[str, object]:
        """Return what was filled in, by the columns of `Government`."""
        return {
            "level": Level[self.level.data] if self.level.data else None,
            "place": self.place.data or "",
            "letterhead": lines(self.letterhead.data),
            "copies": lines(self.copies.data),
            "number_mode": NumberMode[self.number_mode.data],
            "number_scheme": self.number_scheme.data,
            "coordination_scheme": self.coordination_scheme.data or "",
            "sharing": Sharing[self.sharing.data],
            "web_domain": self.web_domain.data or "",
        }
