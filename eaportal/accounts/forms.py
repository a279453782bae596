"""The forms of signing in and of the own password."""

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import DataRequired, EqualTo, Length

from eaportal.accounts.passwords import LONGEST, SHORTEST
from eaportal.forms import Form


class SignInForm(Form):
    """Address and password; `next` and `kept` say where to go on."""

    email = StringField(
        "Alamat surel",
        validators=[DataRequired(), Length(max=254)],
        render_kw={
            "type": "email",
            "autocomplete": "username",
            "autocapitalize": "none",
            "spellcheck": "false",
        },
    )
    password = PasswordField(
        "Kata sandi",
        validators=[DataRequired(), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    kept = HiddenField()


class PasswordForm(Form):
    """A new password of the own account."""

    old = PasswordField(
        "Kata sandi sekarang",
        validators=[DataRequired(), Length(max=LONGEST)],
        render_kw={"autocomplete": "current-password"},
    )
    new = PasswordField(
        "Kata sandi baru",
        description=f"Paling sedikit {SHORTEST} karakter; kalimat mudah diingat.",
        validators=[DataRequired(), Length(max=LONGEST)],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        "Kata sandi baru, sekali lagi",
        validators=[
            DataRequired(),
            EqualTo("new", message="Kedua kata sandi baru tidak sama."),
        ],
        render_kw={"autocomplete": "new-password"},
    )
