"""The form that takes an entry back."""

from wtforms import BooleanField, HiddenField

from eaportal.forms import Form


class UndoForm(Form):
    """What the person saw of it, and whether what was changed again may stay."""

    seen = HiddenField()
    leave = BooleanField("Biarkan yang sudah diubah lagi, batalkan selebihnya")
