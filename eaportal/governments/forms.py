"""Forms of the operator of the installation."""

from collections.abc import Sequence
from typing import Any

from wtforms import EmailField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import DataRequired, Length

from architecture.model import Application, Organisation
from eaportal.forms import Form


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
