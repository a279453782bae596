"""Forms about letters."""

from flask_wtf.file import FileRequired
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from architecture.letters.issuing import LONGEST_REASON
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
