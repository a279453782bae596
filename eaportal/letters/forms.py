"""Forms about letters."""

from flask_wtf.file import FileRequired
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from architecture.letters import Correction
from architecture.letters.issuing import LONGEST_REASON, LONGEST_TEXT
from architecture.letters.numbers import LONGEST
from eaportal.forms import DateField, File, Form


class SignedForm(Form):
    """The signed PDF that came back."""

    file = File(
        "Surat bertanda tangan (PDF)",
        validators=[FileRequired("Pilih berkas PDF-nya.")],
        description="Paling besar 20 MB.",
        render_kw={"accept": ".pdf,application/pdf"},
    )
    signed_on = DateField(
        "Tanggal tanda tangan", validators=[DataRequired("Tulis tanggalnya.")]
    )


class WithdrawForm(Form):
    """Why a letter is withdrawn."""

    reason = TextAreaField(
        "Alasan pencabutan",
        validators=[
            DataRequired("Tuliskan alasan pencabutan."),
            Length(max=LONGEST_REASON),
        ],
        description="Dapat dibaca siapa pun yang memeriksa surat ini.",
    )


class CorrectionForm(Form):
    """What the letter in place of a withdrawn one says anew."""

    addressee = StringField(
        "Ditujukan kepada",
        validators=[DataRequired("Tulis perangkat daerah tujuannya."), Length(max=200)],
        description="Nama perangkat daerahnya; jabatan kepalanya ditulis portal.",
    )
    reasons = TextAreaField(
        "Pertimbangan",
        validators=[DataRequired("Tulis pertimbangannya."), Length(max=LONGEST_TEXT)],
        description="Baris kosong memisahkan butir.",
    )
    number = StringField(
        "Nomor surat",
        validators=[
            DataRequired("Salin nomor suratnya dari SRIKANDI."),
            Length(max=LONGEST),
        ],
        description="Nomor baru, disalin dari SRIKANDI.",
    )

    def correction(self) -> Correction:
        """Return what was filled in."""
        return Correction(
            addressee=self.addressee.data or "",
            reasons=self.reasons.data or "",
            number=(self.number.data or "") if self.number else "",
        )
