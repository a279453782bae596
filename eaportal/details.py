"""The fields of an element as fields of a form; `layers` declares each once.

The form carries what was typed as it was typed.  What is wrong with it is said by
`elements.values`, the one place that knows what a field may hold.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from wtforms import Field as Input
from wtforms import SelectField, StringField, TextAreaField

from architecture.elements.values import parsed, shown
from architecture.inventory.details import BY_NAME
from architecture.layers import APPLICATION_FIELDS, Field, FieldKind
from eaportal.forms import ChoicesField, Form


def input_for(field: Field) -> Input:
    """Return the input of a field: label, hint, choices and length from `layers`."""
    hint = " ".join(
        part
        for part in (field.help, field.example and f"Contoh: {field.example}.")
        if part
    )
    common: dict[str, Any] = {"label": field.label, "description": hint}
    made = _INPUTS.get(field.kind, StringField)
    options = {name: word.value for name, word in field.members.items()}
    if field.options:
        empty = {"": ""} if field.kind is FieldKind.WORD else {}
        options = empty | {word: word for word in field.options}
    if made in {SelectField, ChoicesField}:
        if field.choices or field.options:
            return made(choices=options, validate_choice=False, **common)
        made = StringField
    return made(render_kw=_KEYS.get(field.kind), **common)


_INPUTS: Mapping[FieldKind, type[Input]] = {
    FieldKind.CHOICE: SelectField,
    FieldKind.WORD: SelectField,
    FieldKind.CHOICES: ChoicesField,
    FieldKind.WORDS: ChoicesField,
    FieldKind.TEXT: TextAreaField,
}
_NUMERIC = {"inputmode": "numeric"}
_KEYS: Mapping[FieldKind, dict[str, Any]] = {
    FieldKind.TEXT: {"rows": 3},
    FieldKind.MONEY: _NUMERIC,
    FieldKind.YEAR: _NUMERIC,
    FieldKind.NUMBER: _NUMERIC,
    FieldKind.DECIMAL: {"inputmode": "decimal"},
    FieldKind.DATE: {"placeholder": "hh/bb/tttt"},
}


class DetailsForm(Form):
    """What a person states about an element; subclasses say which fields."""

    fields: tuple[Field, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Mark what must be stated; take what a form takes."""
        super().__init__(*args, **kwargs)
        for field in self.fields:
            if field.required:
                self[field.name].flags.required = True

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the fields, in their order."""
        return tuple(field.name for field in self.fields)

    def stated(self) -> dict[str, Any]:
        """Return what was typed, by the names of the fields."""
        return {name: self[name].data for name in self.names if name in self}

    def validate(self, extra_validators: Any = None) -> bool:
        """Say beside each field what is wrong with it."""
        fine = super().validate(extra_validators)
        self.show(parsed(self.fields, self.stated())[1])
        for field in self.fields:
            asked = self[field.name]
            if field.required and not asked.data and not asked.errors:
                asked.errors = [f"{field.label} wajib diisi."]
        return fine and not self.errors

    def show(self, wrong: Mapping[str, Iterable[str]]) -> None:
        """Put problems beside their fields."""
        for name, texts in wrong.items():
            if name in self:
                self[name].errors = [*self[name].errors, *texts]


def form_of(
    fields: Iterable[Field | str], base: type[DetailsForm] = DetailsForm
) -> Any:
    """Return a form class with these fields in their order.

    A name is the field of an application that is called so.
    """
    wanted = tuple(BY_NAME[each] if isinstance(each, str) else each for each in fields)
    inputs = {field.name: input_for(field) for field in wanted}
    return type(base.__name__, (base,), {"fields": wanted, **inputs})


def typed(
    values: Mapping[str, Any], fields: Iterable[Field] = APPLICATION_FIELDS
) -> dict[str, Any]:
    """Return values as they would have been typed, to begin a form with."""
    return {
        field.name: typed_as(field, values[field.name])
        for field in fields
        if field.name in values
    }


def typed_as(field: Field, value: Any) -> Any:
    """Return the value of a field as it would have been typed."""
    if value is None:
        return ""
    writers: Mapping[FieldKind, Callable[[], Any]] = {
        FieldKind.CHOICE: lambda: getattr(value, "name", value),
        FieldKind.CHOICES: lambda: list(value),
        FieldKind.WORDS: lambda: list(value),
        FieldKind.CODES: lambda: ", ".join(value),
        FieldKind.DATE: lambda: value.strftime("%d/%m/%Y"),
        FieldKind.MONEY: lambda: shown(field, value).removeprefix("Rp "),
        FieldKind.NUMBER: lambda: shown(field, value),
        FieldKind.DECIMAL: lambda: shown(field, value),
    }
    return writers.get(field.kind, lambda: str(value))()
