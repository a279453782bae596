"""Forms about accounts and posts."""

from collections.abc import Sequence

from wtforms import EmailField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from architecture.model import Organisation
from architecture.people import PostDetails
from architecture.roles import Field, Role
from eaportal.forms import DateField, Form, choices_of

OFFERED = [role for role in Role if role is not Role.INSTALLER]
"""An administrator gives every role but that of the installation."""


class PostForm(Form):
    """A role in an organisation, from one day to another."""

    role = SelectField("Peran", choices=choices_of(OFFERED, empty="Pilih …"))
    organisation = SelectField("Perangkat daerah", coerce=int)
    field = SelectField(
        "Bidang validasi",
        choices=choices_of(Field, empty="Bukan validator"),
        description="Hanya untuk validator.",
    )
    acting = StringField(
        "Sebutan penjabat",
        validators=[Length(max=60)],
        description="Misalnya Plt. atau a.n.; kosong untuk pejabat tetap.",
    )
    starts_on = DateField("Mulai", validators=[DataRequired()])
    ends_on = DateField("Sampai", validators=[Optional()])

    def offer(self, rows: Sequence[tuple[Organisation, int]]) -> None:
        """Say which organisations there are to choose from."""
        self.organisation.choices = [
            (row.id, f"{'– ' * depth}{row.name}") for row, depth in rows
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for a role too."""
        fine = bool(super().validate(extra_validators))
        if not self.role.data:
            self.role.errors = ["Pilih peran."]
            return False
        return fine

    def details(self, organisation: Organisation) -> PostDetails:
        """Return what was filled in."""
        return PostDetails(
            role=Role[self.role.data],
            organisation=organisation,
            field=Field[self.field.data] if self.field.data else None,
            acting=self.acting.data or "",
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
        )


class PersonForm(Form):
    """Who a person is, as letters print it."""

    name = StringField("Nama", validators=[DataRequired(), Length(max=200)])
    title = StringField(
        "Jabatan",
        validators=[Length(max=200)],
        description="Seperti tertulis pada surat.",
    )
    employee_number = StringField("NIP", validators=[Length(max=30)])

    def stated(self) -> dict[str, str]:
        """Return what was filled in."""
        return {name: text or "" for name, text in self.data.items() if name in _PERSON}


_PERSON = ("name", "title", "employee_number")


class AccountForm(PostForm):
    """A new account with its first post."""

    email = EmailField("Alamat surel", validators=[DataRequired(), Length(max=254)])
    name = StringField("Nama", validators=[DataRequired(), Length(max=200)])
    title = StringField(
        "Jabatan",
        validators=[Length(max=200)],
        description="Seperti tertulis pada surat.",
    )
    employee_number = StringField("NIP", validators=[Length(max=30)])
