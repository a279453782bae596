"""Forms that change an application."""

from collections.abc import Sequence
from typing import Any

from wtforms import (
    BooleanField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Length, Optional

from architecture.elements import stated_of
from architecture.elements.fields import kept_words
from architecture.layers import APPLICATION_FIELDS, Field, Sharing, Status
from architecture.model import Application
from eaportal.details import form_of, typed
from eaportal.elements.newer import Versioned
from eaportal.forms import DateField, Form, choices_of
from eaportal.inventory.showing import SECTIONS
from eaportal.planned import saving
from eaportal.planned.forms import FromDay
from eaportal.queries import whole

NAMES = tuple(field.name for field in APPLICATION_FIELDS)


class _EditForm(FromDay, Versioned):
    """All that is stated about an application, and where it stands in its life."""

    status = SelectField("Status", choices=choices_of(Status))
    sharing = SelectField(
        "Berbagi pakai dengan pemerintah lain", choices=choices_of(Sharing)
    )
    sensitive = BooleanField(
        "Sensitif", description="Tidak ditampilkan kepada pemerintah lain dan publik."
    )

    @property
    def sections(self) -> list[tuple[str, list[Any]]]:
        """Return title and fields of each part, as the page of the application has."""
        placed = {name for _, names in SECTIONS for name in names}
        first = [name for name in NAMES if name not in placed]
        own = [field.name for field in self.fields if field.custom]
        parts = [("Sebutan", first), *SECTIONS, ("Isian tambahan", own)]
        return [
            (title, [self[name] for name in names]) for title, names in parts if names
        ]

    def life(self) -> dict[str, Any]:
        """Return status, sharing and sensitivity."""
        return {
            "status": Status[self.status.data],
            "sharing": Sharing[self.sharing.data],
            "sensitive": bool(self.sensitive.data),
        }


def edit_form(application: Application, fields: Sequence[Field]) -> Any:
    """Return the form of an application, begun with what is stored."""
    asked = kept_words(fields, application)
    data = stored(application, asked) | {"seen": str(application.version)}
    data |= saving.as_then(application, asked)
    return form_of(asked, _EditForm)(data=data)


def stored(application: Application, fields: Sequence[Field]) -> dict[str, Any]:
    """Return what is stored of an application as the inputs of its form hold it."""
    return {
        **typed(stated_of(application, fields), fields),
        "status": application.status.name,
        "sharing": application.sharing.name,
        "sensitive": application.sensitive,
    }


class RetireForm(Form):
    """When and why an application ends."""

    on = DateField(
        "Tidak dipakai lagi sejak",
        validators=[Optional()],
        description="Kosong berarti hari ini.",
    )
    reason = StringField(
        "Alasan",
        validators=[DataRequired(), Length(max=1000)],
        description="Misalnya: digantikan SRIKANDI, kontrak berakhir.",
    )


class UseForm(Form):
    """Which office uses an application."""

    office = IntegerField("Perangkat daerah", validators=[DataRequired()])
    note = StringField("Keterangan", validators=[Length(max=500)])


class StateUseForm(Form):
    """Which office the owner says uses an application."""

    office = SelectField(
        "Perangkat daerah",
        coerce=whole,
        validators=[DataRequired("Pilih perangkat daerahnya.")],
    )
    note = StringField("Untuk apa", validators=[Length(max=500)])


class DenyForm(Form):
    """Why an office does not use what the owner says it does."""

    reason = TextAreaField(
        "Alasan",
        description="Dibaca pemilik aplikasi.",
        validators=[DataRequired("Wajib diisi."), Length(max=500)],
        render_kw={"rows": 3},
    )


class EndUseForm(Form):
    """Which use ends."""

    use = IntegerField(validators=[DataRequired()])
