"""The base of every form: tidy texts, Indonesian messages, fields of our own."""

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeAlias

from flask import Flask
from flask_wtf import CSRFProtect, FlaskForm
from flask_wtf.file import FileField
from wtforms import (
    Field,
    SelectMultipleField,
    StringField,
)
from wtforms.fields import choices
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from architecture.errors import Invalid, Refused
from architecture.reference.calendar import read_day
from eaportal.messages import Indonesian

csrf = CSRFProtect()

SelectChoice: TypeAlias = choices.SelectChoice  # type: ignore[attr-defined, name-defined]
"""One choice of a select: value, label, and its group if there are any."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e"
    "\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
"""What an import drops too; joiners stay, for scripts and emoji need them."""


def tidy(value: Any) -> Any:
    """Drop blanks around a text and signs that nobody sees; an empty text is None."""
    if isinstance(value, str):
        text = _UNSEEN.sub("", value).replace("\r\n", "\n").strip()
        return text or None
    return value


class Form(FlaskForm):  # type: ignore[misc]
    """The base of every form of the portal."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Settings that WTForms looks for here."""

        def get_translations(self, _form: FlaskForm) -> Indonesian:
            """Give messages in Indonesian."""
            return Indonesian()

        def bind_field(self, form: Any, unbound: Any, options: Any) -> Any:
            """Give every field the `tidy` filter, before its own; choices are tidy."""
            own = unbound.kwargs.get("filters", ())
            chosen = issubclass(unbound.field_class, choices.SelectFieldBase)
            filters = [*own] if chosen else [tidy, *own]
            return unbound.bind(form=form, **{**options, "filters": filters})

    def refuse(self, error: Refused) -> None:
        """Show a refusal beside the field that it names, else above the form."""
        problems = error.problems if isinstance(error, Invalid) else {}
        known = {name: texts for name, texts in problems.items() if name in self}
        for name, texts in known.items():
            self[name].errors = [*self[name].errors, *texts]
        if not known and error.field in self:
            self[error.field].errors = [*self[error.field].errors, error.sentence]
        elif not known:
            self.form_errors.append(error.sentence)


class DateField(StringField):
    """A day, typed as 31/12/2026, 31-12-2026, 31 Desember 2026 or 2026-12-31."""

    widget = TextInput()
    placeholder = "hh/bb/tttt"
    data: Any

    def __init__(self, label: str = "", validators: Any = None, **kwargs: Any) -> None:
        """Take the arguments of a text field."""
        super().__init__(label, validators, **kwargs)
        self.typed = ""

    def process_data(self, value: Any) -> None:
        """Take a day that is known."""
        self.data = value
        self.typed = value.strftime("%d/%m/%Y") if value is not None else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed; keep it as it was when it is no day."""
        if not valuelist:
            return
        self.typed = valuelist[0].strip()
        self.data = None
        if self.typed:
            self.data = read_day(self.typed)

    def _value(self) -> str:
        return self.typed


class ChoicesField(SelectMultipleField):
    """Several of a few, each a checkbox."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()
    group = True


File = FileField


def choices_of(
    words: type[StrEnum] | Iterable[StrEnum], *, empty: str | None = None
) -> list[SelectChoice]:
    """Return name and Indonesian word of each; `empty` is what no choice is called.

    >>> from architecture.layers import Licence
    >>> [each.label for each in choices_of(Licence, empty="Pilih …")][:2]
    ['Pilih …', 'Sumber terbuka']
    """
    first = [] if empty is None else [SelectChoice("", empty)]
    return first + [SelectChoice(word.name, word.value) for word in words]


def is_group(field: Field) -> bool:
    """Tell whether a field is several controls that need a legend, not a label."""
    return getattr(field, "group", False) or field.type == "RadioField"


def init_app(app: Flask) -> None:
    """Check every POST for its token, and let templates ask what a field is."""
    csrf.init_app(app)
    app.jinja_env.tests["group"] = is_group
