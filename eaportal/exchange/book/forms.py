"""Forms of the exchange: what to download, and the workbook to bring in."""

from collections.abc import Iterable

from flask_wtf.file import FileRequired
from wtforms import SelectField
from wtforms.validators import Optional

from architecture.model import Organisation
from eaportal.forms import DateField, File, Form, SelectChoice

WHOLE, OWN = "semua", "kantor"


class _ForGovernment(Form):
    """A form that asks for a government where there is a choice."""

    government = SelectField("Instansi", coerce=int)

    def offer(self, governments: Iterable[Organisation]) -> None:
        """Say for which governments; with one there is nothing to choose."""
        choices = [SelectChoice(each.id, each.name) for each in governments]
        self.government.choices = choices
        if len(choices) == 1:
            self.only = choices[0].value
            del self.government

    @property
    def chosen(self) -> int:
        """Return the id of the government."""
        return int(self.government.data if "government" in self else self.only)


class DownloadForm(_ForGovernment):
    """How much of a government a workbook is to hold."""

    extent = SelectField(
        "Isi",
        choices=[
            SelectChoice(OWN, "Kantor saya, semua isian"),
            SelectChoice(WHOLE, "Semua, tanpa isian terbatas"),
        ],
    )
    on = DateField(
        "Pada tanggal",
        validators=[Optional()],
        description="Kosong: seperti tercatat sekarang, untuk disunting. "
        "Dengan tanggal: keadaan pada hari itu, untuk dibaca.",
    )

    def narrow(self, *, offers: bool) -> None:
        """Ask for the extent only of who acts for an office."""
        if not offers:
            del self.extent

    @property
    def own_only(self) -> bool:
        """Tell whether only what the own office has is wanted."""
        return "extent" in self and self.extent.data == OWN


class UploadForm(_ForGovernment):
    """A workbook that was edited."""

    file = File(
        "Buku kerja",
        validators=[FileRequired("Pilih dahulu berkasnya.")],
        description="XLSX yang diunduh dari sini dan disunting, paling besar 20 MB. "
        "Lembar yang tidak diubah boleh dihapus.",
    )
