"""Forms of a handover: to whom and why, and why not."""

from collections.abc import Iterable

from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from architecture.handing import LONGEST
from architecture.model import Organisation
from eaportal.forms import Form, SelectChoice
from eaportal.queries import whole


class OfferForm(Form):
    """To which office an element goes, and why."""

    office = SelectField(
        "Perangkat daerah",
        coerce=whole,
        validators=[DataRequired("Pilih perangkat daerahnya.")],
    )
    reason = TextAreaField(
        "Alasan", validators=[Length(max=LONGEST)], render_kw={"rows": 3}
    )

    def offer(self, offices: Iterable[tuple[Organisation, int]]) -> None:
        """Say which offices there are to choose from."""
        several = [
            SelectChoice(row.id, f"{'– ' * (depth - 1)}{row.name}")
            for row, depth in offices
        ]
        first = [] if len(several) == 1 else [SelectChoice(0, "Pilih …")]
        self.office.choices = first + several


class DeclineForm(Form):
    """Why an element stays where it is."""

    answer = TextAreaField(
        "Alasan menolak",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )
