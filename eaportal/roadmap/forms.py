"""Forms of the peta rencana: a plan, its basis, one line, what is taken in."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length, ValidationError

from architecture import planning
from architecture.elements.values import Wrong, read
from architecture.inventory.details import BY_NAME
from architecture.model import Organisation, Plan, PlanLine, PlanLineState, PlanState
from architecture.planning import LineDetails, Milestone, PlanDetails
from architecture.reference.muatan import muatan
from eaportal import formats
from eaportal.forms import ChoicesField, DateField, Form, SelectChoice, choices_of
from eaportal.queries import whole

_NUMERIC = {"inputmode": "numeric"}

SPARE = 3
MOST_MARKS = 12
"""How many empty rows of milestones a form offers, and how many rows it ends with."""


class BasisForm(Form):
    """The regulation that set a plan."""

    regulation = StringField(
        "Dasar penetapan",
        validators=[Length(max=200)],
        description="Nama dan nomornya, misalnya Perwali Nomor 12 Tahun 2025.",
    )
    set_on = DateField("Ditetapkan pada")


class PlanForm(BasisForm):
    """What is stated about a plan; its basis may not be known yet."""

    title = StringField("Judul", validators=[DataRequired(), Length(max=200)])
    from_year = StringField("Tahun awal", render_kw=_NUMERIC)
    to_year = StringField("Tahun akhir", render_kw=_NUMERIC)

    def details(self) -> PlanDetails:
        """Return what was filled in."""
        return PlanDetails(
            title=self.title.data or "",
            from_year=whole(self.from_year.data),
            to_year=whole(self.to_year.data),
            regulation=self.regulation.data or "",
            set_on=self.set_on.data,
        )


class StartForm(PlanForm):
    """A plan to begin with, as a draft or as it was set."""

    state: Any = RadioField(
        "Keadaan",
        choices=[
            SelectChoice(PlanState.DRAFT.name, "Rancangan: barisnya masih disusun"),
            SelectChoice(
                PlanState.SET.name,
                "Sudah ditetapkan: barisnya tidak ditulisi, usulan menunggu reviu",
            ),
        ],
        validate_choice=False,
        validators=[
            AnyOf([PlanState.DRAFT.name, PlanState.SET.name], "Pilih salah satu.")
        ],
    )


class LineForm(Form):
    """One initiative; `line_form` adds what runs by year and a row a milestone."""

    years: tuple[str, ...] = ()
    rows: range = range(0)
    seen = HiddenField()
    name = StringField("Inisiatif", validators=[DataRequired(), Length(max=300)])
    code = StringField(
        "Kode baris",
        validators=[DataRequired(), Length(max=40)],
        description="Unik dalam peta rencana ini, misalnya PR-APL-01.",
    )
    muatan = SelectField("Muatan")
    organisation = SelectField("Perangkat daerah")
    state: Any = SelectField(
        "Status",
        choices=choices_of(
            state
            for state in PlanLineState
            if state not in {PlanLineState.PROPOSED, PlanLineState.APPROVED}
        ),
    )
    indicator = StringField("Indikator", validators=[Length(max=300)])
    programme = StringField("Program", validators=[Length(max=300)])
    source_of_funds = StringField("Sumber dana", validators=[Length(max=100)])
    starts_on = DateField("Mulai")
    ends_on = DateField("Selesai")
    note = TextAreaField("Catatan", validators=[Length(max=2000)])
    needs = ChoicesField("Menunggu selesainya", validate_choice=False)

    def validate_ends_on(self, field: DateField) -> None:
        """Refuse an end before the beginning."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError("Selesainya mendahului mulainya.")

    def details(self, line: PlanLine | None = None) -> LineDetails:
        """Return what was filled in; years outside the plan stay as they were."""
        targets = {year: self[f"target_{year}"].data for year in self.years}
        budgets = {year: self[f"budget_{year}"].data for year in self.years}
        amounts = {year: _amount_of(text) for year, text in budgets.items() if text}
        return LineDetails(
            code=" ".join((self.code.data or "").upper().split()),
            muatan=self.muatan.data,
            name=self.name.data or "",
            indicator=self.indicator.data or "",
            targets=self._joined(line.targets if line else {}, targets),
            budgets=self._joined(line.budgets if line else {}, amounts),
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data,
            programme=self.programme.data or "",
            source_of_funds=self.source_of_funds.data or "",
            note=self.note.data or "",
            milestones=tuple(
                Milestone(
                    name=self[f"mark_{row}"].data,
                    due_on=self[f"due_{row}"].data,
                    reached_on=self[f"reached_{row}"].data,
                )
                for row in self.rows
                if self[f"mark_{row}"].data
            ),
            needs=tuple(self.needs.data or ()),
        )

    def _joined(self, before: Any, said: dict[str, Any]) -> dict[str, Any]:
        others = {year: it for year, it in before.items() if year not in self.years}
        return others | {year: text for year, text in said.items() if text}


class TakeForm(Form):
    """Which proposals are taken into a draft."""

    lines = ChoicesField("Pilih usulan", coerce=int, validate_choice=False)

    def offer(self, waiting: Iterable[PlanLine]) -> None:
        """Say which proposals wait."""
        self.lines.choices = [SelectChoice(line.id, _told(line)) for line in waiting]


def line_form(
    plan: Plan,
    offices: Iterable[tuple[Organisation, int]],
    others: Iterable[PlanLine],
    line: PlanLine | None = None,
) -> LineForm:
    """Return the form of a line, with a target and a budget for each year.

    `others` are the lines of the plan: those that it may wait for.
    """
    years = tuple(str(year) for year in range(plan.from_year, plan.to_year + 1))
    fields: dict[str, Any] = {"years": years}
    for year in years:
        fields[f"target_{year}"] = StringField(
            f"Target {year}", validators=[Length(max=200)]
        )
        fields[f"budget_{year}"] = StringField(
            f"Pagu {year} (rupiah)", validators=[_check_amount], render_kw=_NUMERIC
        )
    fields |= _marks(line)
    kind = type("LineForm", (LineForm,), fields)
    form: LineForm = kind(data=_begun(line) if line else {})
    form.muatan.choices = [
        SelectChoice(code, each.name) for code, each in muatan().items()
    ]
    form.organisation.choices = [
        SelectChoice("", "Belum ditentukan"),
        *(
            SelectChoice(str(row.id), f"{'– ' * deep}{row.label}")
            for row, deep in offices
        ),
    ]
    form.needs.choices = [
        SelectChoice(each.code, f"{each.code} {each.name}")
        for each in others
        if each is not line
    ]
    return form


def _marks(line: PlanLine | None) -> dict[str, Any]:
    """Return the fields of the milestones that there are, and of a few more."""
    many = min(len(line.milestones) + SPARE if line else SPARE, MOST_MARKS)
    fields: dict[str, Any] = {"rows": range(1, many + 1)}
    for row in fields["rows"]:
        fields[f"mark_{row}"] = StringField(
            f"Tonggak {row}", validators=[Length(max=200)]
        )
        fields[f"due_{row}"] = DateField(
            f"Jatuh tempo tonggak {row}", validators=[_check_due(row)]
        )
        fields[f"reached_{row}"] = DateField(f"Tercapainya tonggak {row}")
    return fields


def _check_due(row: int) -> Any:
    """Return a check: a milestone has a name and a day, or neither."""

    def check(form: LineForm, field: Any) -> None:
        named, reached = form[f"mark_{row}"].data, form[f"reached_{row}"].data
        if named and not field.data and not field.errors:
            raise ValidationError("Tulis tanggalnya.")
        if not named and (field.data or reached):
            raise ValidationError("Tulis juga apa tonggaknya.")

    return check


def _amount_of(text: str) -> str:
    """Return an amount of rupiah that was typed, as it is kept."""
    return str(read(replace(BY_NAME["cost_build"], label="Pagu"), text))


def _check_amount(_form: Form, field: Any) -> None:
    """Refuse what is no amount of rupiah."""
    try:
        if field.data:
            _amount_of(field.data)
    except Wrong as error:
        raise ValidationError(str(error)) from error


def _told(line: PlanLine) -> str:
    office = line.organisation.label if line.organisation else ""
    return " · ".join(filter(None, (line.name, office, line.note)))


def _begun(line: PlanLine) -> dict[str, Any]:
    details = planning.details_of(line)
    said = {name: getattr(details, name) for name in LineDetails.__dataclass_fields__}
    for row, mark in enumerate(details.milestones, 1):
        said |= {
            f"mark_{row}": mark.name,
            f"due_{row}": mark.due_on,
            f"reached_{row}": mark.reached_on,
        }
    said |= {f"target_{year}": text for year, text in line.targets.items()}
    said |= {
        f"budget_{year}": formats.amount(Decimal(str(text)))
        for year, text in line.budgets.items()
    }
    return said | {
        "organisation": str(line.organisation_id or ""),
        "state": line.state.name,
        "seen": planning.seen(line),
    }
