"""What becomes of a selection: one field chosen first, then its own input."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from architecture.elements.values import nothing
from architecture.layers import INVERSE, Field, FieldKind, Status, Verb
from architecture.model import Element
from architecture.selecting import SEVERAL, Held, How, Tie, What, Wish
from eaportal.details import DetailsForm, input_for
from eaportal.elements.places import code_of
from eaportal.forms import DateField, Form, SelectChoice
from eaportal.queries import whole

_WAYS = {code_of(verb, out): (verb, out) for verb in Verb for out in (True, False)}


class ChangeForm(Form):
    """Why it is done; subclasses ask what is set."""

    name = ""
    reason = StringField(
        "Alasan",
        validators=[DataRequired("Tuliskan alasannya."), Length(max=500)],
        description="Tersimpan di riwayat tiap elemen.",
    )

    @property
    def asked(self) -> list[Any]:
        """Return the inputs in their order, the reason last."""
        several = [each for each in self if not isinstance(each, HiddenField)]
        return sorted(several, key=lambda each: each.short_name == "reason")

    def wish(self) -> Wish:
        """Return what is wanted."""
        return self._wish()

    def _wish(self, **more: Any) -> Wish:
        return Wish(name=self.name, reason=self.reason.data or "", **more)


class FieldForm(ChangeForm):
    """The value of a field; an empty one has to be meant."""

    field: Field
    value: Any
    empty: Any = None
    how: Any = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask of an empty value whether the field is to be emptied."""
        fine = bool(super().validate(extra_validators))
        if self.value.data or (self.empty and self.empty.data) or self.value.errors:
            return fine
        meant = " atau centang “Kosongkan isian ini”" if self.empty else ""
        self.value.errors = [*self.value.errors, f"Isi nilainya{meant}."]
        return False

    def wish(self) -> Wish:
        """Return the field with what was typed, or with nothing."""
        emptied = self.empty and self.empty.data
        how = How[self.how.data] if self.how and not emptied else How.SET
        return self._wish(value="" if emptied else self.value.data, how=how)


class OfficeForm(ChangeForm):
    """To which office all of it goes."""

    name = What.OFFICE.name
    value = SelectField(
        "Pemilik baru", coerce=whole, validators=[DataRequired("Pilih pemiliknya.")]
    )

    def wish(self) -> Wish:
        """Return the office."""
        return self._wish(value=self.value.data)


class EndForm(ChangeForm):
    """From which day on all of it has ended."""

    name = What.RETIRE.name
    value = DateField(
        "Berhenti sejak",
        validators=[Optional()],
        description="Kosong berarti hari ini.",
    )

    def wish(self) -> Wish:
        """Return the day, or nothing for today."""
        return self._wish(value=self.value.data or "")


class TieForm(DetailsForm, ChangeForm):
    """A relation of all with one other, and what is said of it where it is new."""

    name = What.RELATE.name
    value = RadioField(
        "Dengan", validate_choice=False, validators=[DataRequired("Pilih satu.")]
    )
    starts_on = DateField("Mulai", validators=[Optional()])
    ends_on = DateField("Berakhir", validators=[Optional()])

    def wish(self) -> Wish:
        """Return the relation."""
        said = {
            "starts_on": self.starts_on.data,
            "ends_on": self.ends_on.data,
            "attributes": self.stated(),
        }
        return self._wish(tie=_tie(self.value.data, **said))


class UntieForm(TieForm):
    """A relation that none of the selection should have."""

    name = What.UNRELATE.name
    starts_on = ends_on = None  # type: ignore[assignment]  # so WTForms drops fields

    def wish(self) -> Wish:
        """Return the relation, whatever is said of it."""
        return self._wish(tie=_tie(self.value.data))


class SeenForm(Form):
    """What the person saw of each element, or the job that kept it."""

    seen = HiddenField()
    job = HiddenField()


def field_form(field: Field) -> FieldForm:
    """Return the form of one field, as the form of an element asks it."""
    inputs: dict[str, Any] = {"name": field.name, "field": field}
    inputs["value"] = input_for(field)
    if field.kind in SEVERAL:
        choices = [SelectChoice(how.name, how.value) for how in How]
        inputs["how"] = RadioField("Caranya", choices=choices, default=How.ADD.name)
    if not field.required and _can_be_empty(field):
        inputs["empty"] = BooleanField("Kosongkan isian ini")
    form: FieldForm = type("FieldForm", (FieldForm,), inputs)()
    if field.name == "status":  # an end asks for its reason: see `EndForm`
        del form.value.choices[Status.RETIRED.name]
    return form


def tie_form(fields: Sequence[Field], way: str, found: Iterable[Element]) -> TieForm:
    """Return the form of a relation in a way that was chosen, with whom there is."""
    inputs = {each.name: input_for(each) for each in fields}
    made = type("TieForm", (TieForm,), {"fields": tuple(fields), **inputs})
    form: TieForm = made()
    form.value.choices = [
        SelectChoice(
            f"{way}.{each.id}",
            f"{each.name} ({each.code}, {each.organisation.label})",
        )
        for each in found
    ]
    return form


def untie_form(several: Iterable[Held], total: int) -> UntieForm:
    """Return the form that takes a relation away, with those that the selection has."""
    form = UntieForm()
    form.value.choices = [
        SelectChoice(
            f"{code_of(each.verb, each.outgoing)}.{each.other.id}",
            f"{_word(each)} {each.other.name} ({each.number} dari {total})",
        )
        for each in several
    ]
    return form


def _tie(chosen: Any, **said: Any) -> Tie | None:
    """Return the relation that was chosen; None for what is none."""
    way, _, other = str(chosen).rpartition(".")
    if way not in _WAYS:
        return None
    verb, outgoing = _WAYS[way]
    return Tie(verb=verb, outgoing=outgoing, other=whole(other), **said)


def _word(each: Held) -> str:
    return each.verb.value if each.outgoing else INVERSE[each.verb]


def _can_be_empty(field: Field) -> bool:
    return field.kind is not FieldKind.CHOICE and nothing(field) in ("", None, [])
