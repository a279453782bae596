"""The fields of an application as fields of a form; `layers` declares each once.

The form carries what was typed as it was typed.  What is wrong with it is said by
`inventory.details`, the one place that knows what an application may state.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import Field as Input
from wtforms import SelectField, StringField, TextAreaField

from architecture.inventory import shown
from architecture.inventory.details import BY_NAME, problems
from architecture.layers import Field, FieldKind
from eaportal.forms import ChoicesField, Form


def input_for(field: Field) -> Input:
    """Return the input of a field: label, hint, choices and length from `layers`."""
    hint = " ".join(
        part
        for part in (field.help, field.example and f"Contoh: {field.example}.")
        if part
    )
    common: dict[str, Any] = {"label": field.label, "description": hint}
    options = {name: word.value for name, word in field.members.items()}
    match field.kind:
        case FieldKind.CHOICE:
            return SelectField(choices=options, validate_choice=False, **common)
        case FieldKind.CHOICES:
            return ChoicesField(choices=options, validate_choice=False, **common)
        case FieldKind.TEXT:
            return TextAreaField(render_kw={"rows": 3}, **common)
        case FieldKind.MONEY | FieldKind.YEAR:
            return StringField(render_kw={"inputmode": "numeric"}, **common)
        case FieldKind.DATE:
            return StringField(render_kw={"placeholder": "hh/bb/tttt"}, **common)
        case _:
            return StringField(**common)


class DetailsForm(Form):
    """What a person states about an application; subclasses say which fields."""

    names: tuple[str, ...] = ()

    def stated(self) -> dict[str, Any]:
        """Return what was typed, by the names of the fields."""
        return {name: self[name].data for name in self.names if name in self}

    def validate(self, extra_validators: Any = None) -> bool:
        """Say beside each field what is wrong with it."""
        fine = super().validate(extra_validators)
        self.show(problems(self.stated()))
        if not self["name"].data and not self["name"].errors:
            self["name"].errors = ["Nama aplikasi wajib diisi."]
        return fine and not self.errors

    def show(self, wrong: Mapping[str, Iterable[str]]) -> None:
        """Put problems beside their fields."""
        for name, texts in wrong.items():
            if name in self:
                self[name].errors = [*self[name].errors, *texts]


def form_of(names: Iterable[str], base: type[DetailsForm] = DetailsForm) -> Any:
    """Return a form class with these fields, in the order in which they are named."""
    wanted = tuple(names)
    inputs = {name: input_for(BY_NAME[name]) for name in wanted}
    return type(base.__name__, (base,), {"names": wanted, **inputs})


def typed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as they would have been typed, to begin a form with."""
    return {name: _typed(BY_NAME[name], value) for name, value in values.items()}


def _typed(field: Field, value: Any) -> Any:
    if value is None:
        return ""
    writers: Mapping[FieldKind, Callable[[], Any]] = {
        FieldKind.CHOICE: lambda: getattr(value, "name", value),
        FieldKind.CHOICES: lambda: list(value),
        FieldKind.CODES: lambda: ", ".join(value),
        FieldKind.DATE: lambda: value.strftime("%d/%m/%Y"),
        FieldKind.MONEY: lambda: shown(field, value).removeprefix("Rp "),
    }
    return writers.get(field.kind, lambda: str(value))()
