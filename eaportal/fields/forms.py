"""Forms of own fields and of words."""

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from architecture.elements.custom import KINDS, LONGEST_LABEL, FieldDetails
from architecture.layers import FieldClass, FieldKind, Layer
from architecture.model import CustomField
from eaportal.forms import Form, SelectChoice, choices_of

_CLASSES = {
    FieldClass.PUBLIC: "Semua orang",
    FieldClass.INTERNAL: "Semua pegawai instansi ini",
    FieldClass.RESTRICTED: "Pemiliknya dan pengelola saja",
}


class FieldForm(Form):
    """How a field of one's own is called, what it holds and who reads it."""

    label = StringField(
        "Nama isian", validators=[DataRequired(), Length(max=LONGEST_LABEL)]
    )
    layer = SelectField("Lapisan", choices=choices_of(Layer))
    kind = SelectField(
        "Jenis",
        choices=[SelectChoice(kind.name, label) for kind, label in KINDS.items()],
    )
    choices = TextAreaField(
        "Pilihan",
        description="Satu per baris; hanya untuk jenis pilihan.",
        validators=[Length(max=20_000)],
    )
    help = StringField("Petunjuk pengisian", validators=[Length(max=300)])
    required = BooleanField(
        "Wajib diisi",
        description="Elemen lama tetap dapat disimpan; yang kosong masuk daftar "
        "kekurangan.",
    )
    cls = SelectField(
        "Yang boleh membaca",
        choices=[SelectChoice(cls.name, label) for cls, label in _CLASSES.items()],
        default=FieldClass.INTERNAL.name,
    )

    @property
    def details(self) -> FieldDetails:
        """Return what was stated."""
        return FieldDetails(
            label=self.label.data or "",
            kind=FieldKind[self.kind.data],
            required=bool(self.required.data),
            choices=(self.choices.data or "").splitlines(),
            help=self.help.data or "",
            cls=FieldClass[self.cls.data],
        )


def field_form(row: CustomField | None = None, layer: Layer = Layer.SERVICE) -> Any:
    """Return the form of a new field, or of one that is known."""
    if row is None:
        return FieldForm(data={"layer": layer.name})
    form = FieldForm(
        data={
            "label": row.label,
            "layer": row.layer.name,
            "kind": row.kind.name,
            "choices": "\n".join(row.choices),
            "help": row.help,
            "required": row.required,
            "cls": row.cls.name,
        }
    )
    del form.layer  # a field stays in its layer, with what was stated in it
    return form


class WordForm(Form):
    """A word of a list."""

    list = HiddenField(validators=[DataRequired()])
    word = StringField("Kata", validators=[DataRequired(), Length(max=LONGEST_LABEL)])
