"""Forms that write an element and its relations; the fields come from `layers`."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional

from architecture.elements.fields import (
    asked_of,
    kept_words,
    kind_of,
    stated_of,
)
from architecture.elements.values import nothing
from architecture.layers import Field, FieldClass, Status
from architecture.model import Element
from eaportal.details import DetailsForm, form_of, typed
from eaportal.elements.newer import Versioned
from eaportal.forms import DateField, Form, choices_of
from eaportal.planned import saving
from eaportal.planned.forms import FromDay
from eaportal.queries import whole

FIRST = ("name", "kind", "description", "reference_codes")
"""What a form asks first, in this order."""


class ElementForm(FromDay, Versioned):
    """What is stated about an element, whose it is, and where it stands in its life."""

    asked_kind = HiddenField()
    organisation = SelectField("Pemilik", coerce=whole)
    status = SelectField("Status", choices=choices_of(Status))
    live_on = DateField("Aktif sejak", validators=[Optional()])
    retires_on = DateField("Berhenti pada", validators=[Optional()])
    sensitive = BooleanField(
        "Sensitif", description="Tidak pernah tampak bagi instansi lain dan publik."
    )

    @property
    def changes_kind(self) -> bool:
        """Tell whether another kind was chosen, which asks other fields."""
        return "kind" in self and self["kind"].data != (self.asked_kind.data or "")

    @property
    def first(self) -> list[Any]:
        """Return the inputs that come first."""
        return [self[name] for name in FIRST if name in self.names]

    @property
    def further(self) -> list[Any]:
        """Return the inputs of the layer's other fields."""
        own = {field.name for field in self.fields if field.custom}
        placed = {*FIRST, *own}
        return [self[name] for name in self.names if name not in placed]

    @property
    def added(self) -> list[Any]:
        """Return the inputs of the government's own fields."""
        return [self[field.name] for field in self.fields if field.custom]

    def life(self) -> dict[str, Any]:
        """Return status, days and sensitivity."""
        return {
            "status": Status[self.status.data],
            "live_on": self.live_on.data,
            "retires_on": self.retires_on.data,
            "sensitive": bool(self.sensitive.data),
        }


def blank_form(fields: Sequence[Field], kind: Any) -> ElementForm:
    """Return a form for something new of a kind."""
    asked = asked_of(fields, kind)
    data = {"status": Status.LIVE.name}
    if kind is not None:
        data |= {"kind": kind.name, "asked_kind": kind.name}
    form: ElementForm = form_of(asked, ElementForm)(data=data)
    return form


def form_for(
    element: Element,
    fields: Sequence[Field],
    classes: frozenset[FieldClass],
    kind: Any = None,
) -> ElementForm:
    """Return the form of an element with what is stored in the fields one may read."""
    asked = [
        field
        for field in asked_of(kept_words(fields, element), kind or kind_of(element))
        if field.cls in classes
    ]
    data = stored(element, asked) | {"seen": str(element.version)}
    data["asked_kind"] = getattr(kind or kind_of(element), "name", "")
    if kind is not None:
        data["kind"] = kind.name
    data |= saving.as_then(element, asked)
    form: ElementForm = form_of(asked, ElementForm)(data=data)
    return form


def stored(element: Element, fields: Sequence[Field]) -> dict[str, Any]:
    """Return what is stored of an element as the inputs of its form hold it."""
    return {
        **typed(stated_of(element, fields), fields),
        "organisation": element.organisation_id,
        "status": element.status.name,
        "live_on": element.live_on,
        "retires_on": element.retires_on,
        "sensitive": element.sensitive,
    }


class RetireForm(Form):
    """When and why an element ends."""

    on = DateField(
        "Berhenti sejak",
        validators=[Optional()],
        description="Kosong berarti hari ini.",
    )
    reason = StringField("Alasan", validators=[DataRequired(), Length(max=1000)])


class RelationForm(DetailsForm):
    """The life of a relation and what is said of it."""

    starts_on = DateField("Mulai", validators=[Optional()])
    ends_on = DateField("Berakhir", validators=[Optional()])


class AmendForm(RelationForm):
    """The same with the day from which on it holds.

    `based_on` is the day whose state the form was begun with, and the mark of what was
    planned then, where it is not today.
    """

    based_on = HiddenField()
    holds_from = DateField(
        "Berlaku mulai",
        validators=[Optional()],
        description="Kosong berarti sekarang. Dengan tanggal yang akan datang, "
        "keterangan yang berbeda dicatat sebagai rencana.",
    )
    plan_note = StringField("Keterangan rencana", validators=[Length(max=500)])


class EndForm(Form):
    """From which day on a relation holds no more."""

    gone_on = DateField("Tidak berlaku lagi mulai", validators=[DataRequired()])


def amend_form(fields: Sequence[Field], data: Any) -> AmendForm:
    """Return a form of a relation that is there."""
    form: AmendForm = form_of(fields, AmendForm)(data=_blank(fields) | data)
    return form


def relation_form(fields: Sequence[Field], data: Any = None) -> RelationForm:
    """Return a form of what is said of a relation of one verb."""
    form: RelationForm = form_of(fields, RelationForm)(
        data=_blank(fields) | (data or {})
    )
    return form


def _blank(fields: Sequence[Field]) -> dict[str, Any]:
    """Return what a form says where nothing was stated; else it says the first word."""
    return typed({field.name: nothing(field) for field in fields}, fields)


class RemoveForm(Form):
    """Why a relation should not be there."""

    reason = StringField(
        "Alasan",
        validators=[Length(max=500)],
        description="Untuk relasi yang keliru. Yang pernah benar cukup diberi "
        "tanggal berakhir.",
    )
