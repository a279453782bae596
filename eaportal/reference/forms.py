"""Forms of a government's own codes."""

from typing import Any

from flask_wtf.file import FileRequired
from wtforms import BooleanField, HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, NumberRange, Optional

from architecture.classifying.own import LARGEST, LONGEST_NAME
from architecture.classifying.releasing import LONGEST_NAME as LONGEST_RELEASE
from architecture.model import OwnCode
from eaportal.forms import File, Form
from eaportal.queries import whole


class NameForm(Form):
    """How a code is called."""

    name = StringField("Judul", validators=[DataRequired(), Length(max=LONGEST_NAME)])
    note = TextAreaField(
        "Catatan",
        description="Apa yang termasuk dan tidak termasuk.",
        validators=[Length(max=2000)],
        render_kw={"rows": 2},
    )
    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw."""
        return whole(self.seen.data)


class AddForm(NameForm):
    """A new code below another."""

    number = IntegerField(
        "Nomor",
        description="Kosong berarti nomor berikutnya.",
        validators=[Optional(), NumberRange(1, LARGEST)],
        render_kw={"inputmode": "numeric"},
    )


class RetireForm(Form):
    """What takes the place of a code that is used no more."""

    replacement = StringField(
        "Kode pengganti",
        description="Elemen yang berkode ini memakai penggantinya. Boleh kosong hanya "
        "bila tidak ada yang memakainya.",
        validators=[Length(max=40)],
    )
    seen = HiddenField()

    @property
    def seen_version(self) -> int:
        """Return the version that the person saw."""
        return whole(self.seen.data)


class ReleaseForm(Form):
    """A file with a release, and how it is called."""

    name = StringField(
        "Nama rilis",
        description="Misalnya nomor peraturan atau tahunnya.",
        validators=[DataRequired(), Length(max=LONGEST_RELEASE)],
    )
    source = StringField("Sumber", validators=[Length(max=300)])
    file = File(
        "Berkas rilis",
        validators=[FileRequired("Pilih dahulu berkasnya.")],
        description="XLSX atau CSV, paling besar 20 MB, dengan kolom kode dan judul; "
        "bila ada juga induk, tingkat, catatan, perubahan, dan asal.",
    )


class ChoiceForm(Form):
    """The code that is chosen; what is typed goes before what is picked."""

    picked = StringField("Pilihan", validators=[Length(max=40)])
    choice = StringField("Kode lain", validators=[Length(max=40)])
    every = BooleanField("Juga semua elemen lain dengan kode lama yang sama")

    @property
    def chosen(self) -> str:
        """Return the code."""
        return self.choice.data or self.picked.data or ""


def name_form(row: OwnCode) -> Any:
    """Return the form of a code that is there."""
    return NameForm(data={"name": row.name, "note": row.note, "seen": row.version})


def retire_form(row: OwnCode) -> Any:
    """Return the form that retires a code; where it hangs is the first guess."""
    return RetireForm(data={"replacement": row.parent, "seen": row.version})
