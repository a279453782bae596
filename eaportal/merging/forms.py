"""The form of a merge: what stands in each field, and why both are one."""

from typing import Any

from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import DataRequired, Length

from architecture.errors import Invalid
from architecture.merging import LONGEST, Choice, Foreseen, Line
from eaportal.forms import Form, choices_of

PREFIX = "isian_"
"""Stands before the name of a field in the name of its input."""


class UndoForm(Form):
    """The button that takes a merge back, and what the person saw of it."""

    seen = HiddenField()


class MergeForm(UndoForm):
    """Why both are one; `form_of` adds an input for every field that is chosen."""

    reason = TextAreaField(
        "Mengapa keduanya satu aplikasi",
        validators=[DataRequired(), Length(max=LONGEST)],
        description="Tercatat pada riwayat keduanya.",
        render_kw={"rows": 2},
    )

    def stated(self) -> dict[str, Any]:
        """Return what the person says, by the names that `merging.merge` gives it."""
        choices = {
            item.short_name.removeprefix(PREFIX): Choice[item.data]
            for item in self
            if item.short_name.startswith(PREFIX) and item.data
        }
        return {
            "choices": choices,
            "reason": self.reason.data or "",
            "token_seen": self.seen.data or "",
        }

    def radio(self, line: Line) -> RadioField:
        """Return the input of a field."""
        input_: RadioField = self[PREFIX + line.name]
        return input_

    def check(self) -> None:
        """Raise `Invalid` if something was sent that cannot be chosen."""
        if not self.validate():
            raise Invalid("Periksa isian yang ditandai.")


def form_of(foreseen: Foreseen, *, sent: bool = False) -> MergeForm:
    """Return the form of a preview, with what was sent or what is proposed."""
    inputs: dict[str, Any] = {
        PREFIX + line.name: RadioField(
            line.label,
            choices=choices_of(line.outcomes),
            default=line.default.name,
        )
        for line in foreseen.asked
    }
    made = type("_MergeForm", (MergeForm,), inputs)
    form: MergeForm = made() if sent else made(formdata=None)
    if not sent:
        form.seen.data = foreseen.token
    return form
