"""Forms of the operator of the installation."""

import re
from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from architecture.inventory.nationals import Facts
from architecture.layers import Status
from architecture.model import Application, Level, Organisation
from eaportal.forms import ChoicesField, DateField, Form, SelectChoice, choices_of


class GovernmentForm(Form):
    """A government and its first administrator."""

    code = StringField(
        "Kode", validators=[DataRequired(), Length(max=40)], description="KOTA-CONTOH"
    )
    name = StringField("Nama instansi", validators=[DataRequired(), Length(max=200)])
    place = StringField("Tempat pada surat", validators=[Length(max=100)])
    email = EmailField(
        "Surel administrator pertama", validators=[DataRequired(), Length(max=254)]
    )
    person = StringField(
        "Nama administrator", validators=[DataRequired(), Length(max=200)]
    )


class NationalForm(Form):
    """What a candidate is: a national application that is known, or a new one."""

    same_as = SelectField(
        "Sama dengan",
        description="Bila sudah ada dalam daftar nasional; isian di bawah diabaikan.",
    )
    name = StringField("Nama resmi", validators=[Length(max=200)])
    acronym = StringField("Singkatan", validators=[Length(max=50)])
    owner = SelectField("Pemilik")
    function = TextAreaField(
        "Fungsi",
        validators=[Length(max=2000)],
        description="Dibaca semua pemerintah daerah, dan dibandingkan dengan usulan.",
    )

    def offer(
        self, known: Sequence[Application], owners: Sequence[Organisation]
    ) -> None:
        """Give what can be chosen."""
        self._known = {str(row.id): row for row in known}
        self._owners = {str(row.id): row for row in owners}
        self.same_as.choices = [
            SelectChoice("", "Belum ada dalam daftar nasional"),
            *(SelectChoice(key, row.name) for key, row in self._known.items()),
        ]
        self.owner.choices = [
            SelectChoice(key, row.name) for key, row in self._owners.items()
        ]

    def known(self) -> Application | None:
        """Return the national application that it is said to be, if any."""
        return self._known.get(self.same_as.data)

    def owned_by(self) -> Organisation:
        """Return who owns it."""
        return self._owners[self.owner.data]

    def stated(self) -> dict[str, Any]:
        """Return what is stated about a new national application."""
        texts = (self.name, self.acronym, self.function)
        return {field.short_name: field.data or "" for field in texts}


class FactsForm(Form):
    """What the list says of a national application."""

    mandatory = SelectField(
        "Kewajiban bagi pemerintah daerah",
        choices=[
            SelectChoice("YES", "Wajib"),
            SelectChoice("PARTLY", "Sebagian wajib"),
            SelectChoice("NO", "Tidak wajib"),
        ],
    )
    is_umum = BooleanField("Ditetapkan Menteri PANRB sebagai Aplikasi Umum")
    basis = StringField("Dasar", validators=[Length(max=300)])
    mandatory_since = IntegerField(
        "Wajib sejak tahun", validators=[Optional(), NumberRange(1990, 2100)]
    )
    for_whom = StringField("Wajib bagi siapa", validators=[Length(max=300)])
    levels = ChoicesField(
        "Tingkat pemerintah daerah",
        choices=choices_of(Level),
        description="Kosong berarti semua.",
    )
    status = SelectField("Keadaan", choices=choices_of(Status))
    planned_live = DateField(
        "Rencana aktif",
        validators=[Optional()],
        description="Bila belum berjalan dan tanggalnya diketahui.",
    )
    aliases = StringField(
        "Nama lain", validators=[Length(max=500)], description="Pisahkan dengan ;"
    )
    predecessors = StringField(
        "Menggantikan", validators=[Length(max=500)], description="Pisahkan dengan ;"
    )
    confidence = SelectField(
        "Keyakinan",
        choices=[
            SelectChoice("high", "Tinggi"),
            SelectChoice("medium", "Sedang"),
            SelectChoice("low", "Rendah"),
        ],
    )
    source = StringField("Sumber", validators=[Length(max=500)])

    @classmethod
    def about(cls, application: Application) -> "FactsForm":
        """Return the form, begun with what the list says."""
        known = dict(application.national)
        for name in ("aliases", "predecessors"):
            known[name] = "; ".join(known.get(name, ()))
        now = {
            "status": application.status.name,
            "planned_live": application.planned_live,
        }
        return cls(data=known | now)

    def facts(self) -> Facts:
        """Return what was filled in, as the operation takes it."""
        return Facts(
            mandatory=str(self.mandatory.data),
            is_umum=bool(self.is_umum.data),
            basis=self.basis.data or "",
            mandatory_since=self.mandatory_since.data,
            for_whom=self.for_whom.data or "",
            levels=tuple(self.levels.data or ()),
            aliases=_several(self.aliases.data),
            predecessors=_several(self.predecessors.data),
            confidence=str(self.confidence.data),
            source=self.source.data or "",
            status=Status[str(self.status.data)],
            planned_live=self.planned_live.data,
        )


def _several(text: str | None) -> tuple[str, ...]:
    items = (" ".join(item.split()) for item in re.split(r"[;\n]", text or ""))
    return tuple(dict.fromkeys(item for item in items if item))
