"""Forms of the exchange with ArchiMate tools: what goes out, the file that comes in."""

from collections.abc import Iterable

from flask_wtf.file import FileRequired
from wtforms import SelectField
from wtforms.validators import Optional

from architecture.model import Organisation
from eaportal.forms import DateField, File, Form, SelectChoice


class ExportForm(Form):
    """Of which government or office, and on which day."""

    office = SelectField("Isi", coerce=int)
    on = DateField(
        "Pada tanggal",
        validators=[Optional()],
        description="Kosong: semua yang tercatat, untuk disunting dan diimpor lagi. "
        "Dengan tanggal: keadaan hari itu dengan rencananya, untuk dibaca.",
    )

    def offer(self, offices: Iterable[Organisation]) -> None:
        """Say whose architecture may go out; governments come before their offices."""
        self.office.choices = [
            SelectChoice(each.id, each.name if each.parent_id else _whole(each))
            for each in offices
        ]


class ImportForm(Form):
    """A file, and who owns what in it is new."""

    office = SelectField(
        "Pemilik elemen baru",
        coerce=int,
        description="Bagi elemen yang di berkasnya tidak menyebut perangkat daerah.",
    )
    file = File(
        "Berkas ArchiMate",
        validators=[FileRequired("Pilih dahulu berkasnya.")],
        description="XML berformat Open Exchange 3.x, paling besar 20 MB. Di Archi: "
        "File → Export → Open Exchange XML Model.",
    )

    def offer(self, offices: Iterable[Organisation]) -> None:
        """Say who may own it."""
        self.office.choices = [SelectChoice(each.id, each.name) for each in offices]


def _whole(government: Organisation) -> str:
    return f"Seluruh {government.name}"
