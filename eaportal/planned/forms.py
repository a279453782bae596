"""Forms that plan a change, or change what is planned."""

from typing import Any

from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, Optional

from architecture.elements.dated import restored_one
from architecture.errors import Invalid, Refused
from architecture.layers import Field
from architecture.model import PlannedChange
from eaportal.details import input_for, typed_as
from eaportal.forms import DateField, Form
from eaportal.queries import whole


class FromDay(Form):
    """The part of a form that says from which day on it holds.

    `based_on` is the day whose state the form was begun with, where it is another one
    than today, and the mark of what was planned then: see `saving`.
    """

    based_on = HiddenField()
    starts_on = DateField(
        "Berlaku mulai",
        validators=[Optional()],
        description="Kosong berarti sekarang. Dengan tanggal yang akan datang, isian "
        "yang berbeda dicatat sebagai rencana dan berlaku sendiri pada hari itu.",
    )
    plan_note = StringField(
        "Keterangan rencana",
        validators=[Length(max=500)],
        description="Dasar atau alasannya, bila direncanakan.",
    )


class PlannedForm(Form):
    """The value, day and note of a planned change."""

    seen = HiddenField()
    starts_on = DateField("Berlaku mulai", validators=[DataRequired()])
    note = StringField("Keterangan", validators=[Length(max=500)])

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw; 0 if the form does not say."""
        return whole(self.seen.data)

    def refuse_value(self, error: Refused, name: str) -> None:
        """Show a refusal; what is wrong with the field itself stands at the value."""
        problems = error.problems if isinstance(error, Invalid) else {}
        if name in problems:
            error = Invalid(error.sentence, problems={"value": problems[name]})
        self.refuse(error)


class WithdrawForm(Form):
    """Which version of a planned change is taken back."""

    seen = HiddenField()


def form_for(field: Field, planned: PlannedChange) -> Any:
    """Return the form of a planned change, begun with what is planned."""
    made = type("PlannedForm", (PlannedForm,), {"value": input_for(field)})
    value = restored_one(field, planned.value)
    return made(
        data={
            "seen": str(planned.version),
            "value": typed_as(field, value),
            "starts_on": planned.starts_on,
            "note": planned.note,
        }
    )
