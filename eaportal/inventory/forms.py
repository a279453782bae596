"""Forms that change an application."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from architecture.elements import stated_of, value_of
from architecture.elements.fields import kept_words
from architecture.inventory import shown
from architecture.layers import APPLICATION_FIELDS, Field, Sharing, Status
from architecture.model import Application
from eaportal.details import DetailsForm, form_of, typed
from eaportal.forms import DateField, Form, choices_of
from eaportal.inventory.showing import SECTIONS
from eaportal.planned.forms import FromDay
from eaportal.queries import whole

NAMES = tuple(field.name for field in APPLICATION_FIELDS)


class _EditForm(FromDay, DetailsForm):
    """All that is stated about an application, and where it stands in its life."""

    seen = HiddenField()
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

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw; 0 if the form does not say."""
        return whole(self.seen.data)

    def life(self) -> dict[str, Any]:
        """Return status, sharing and sensitivity."""
        return {
            "status": Status[self.status.data],
            "sharing": Sharing[self.sharing.data],
            "sensitive": bool(self.sensitive.data),
        }

    def take_newer(self, application: Application) -> list[tuple[str, str, str]]:
        """Return label, stored and typed value of what now differs.

        From here on the form knows the newer version: sent again, it takes its place.
        """
        stored = typed(stated_of(application, self.fields), self.fields)
        self.seen.data = str(application.version)
        return [
            (field.label, shown(field, value_of(application, field)), _plain(now))
            for field in self.fields
            if (now := self[field.name].data or "") != (stored[field.name] or "")
        ]


def edit_form(application: Application, fields: Sequence[Field]) -> Any:
    """Return the form of an application, begun with what is stored."""
    asked = kept_words(fields, application)
    return form_of(asked, _EditForm)(
        data={
            **typed(stated_of(application, asked), asked),
            "seen": str(application.version),
            "status": application.status.name,
            "sharing": application.sharing.name,
            "sensitive": application.sensitive,
        }
    )


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


class EndUseForm(Form):
    """Which use ends."""

    use = IntegerField(validators=[DataRequired()])


def _plain(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)
