"""Forms of a case: opened, planned, answered, decided, followed."""

from collections.abc import Mapping
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from architecture.consolidating import Plan
from architecture.model import Case, CaseMember, Fate
from eaportal.forms import DateField, Form, SelectChoice, choices_of
from eaportal.queries import whole

LONGEST = 2000


class OpenForm(Form):
    """What a case is called; its applications are hidden fields of their own."""

    title = StringField(
        "Judul kasus",
        description="Misalnya “Presensi pegawai”.",
        validators=[DataRequired("Wajib diisi."), Length(max=200)],
    )


class AnswerForm(Form):
    """What an office concerned thinks."""

    agrees = RadioField(
        "Menurut perangkat daerah kami",
        choices=[SelectChoice("ya", "Setuju"), SelectChoice("tidak", "Keberatan")],
        validators=[InputRequired("Pilih salah satu.")],
    )
    text = TextAreaField(
        "Alasan atau catatan",
        description="Wajib bila keberatan.",
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 3},
    )


class DecisionForm(Form):
    """Why it is decided so, and the letter's number where it is given elsewhere."""

    seen = HiddenField()
    reason = TextAreaField(
        "Pertimbangan",
        description="Menjadi isi surat kepada perangkat daerah terkait.",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 4},
    )
    number = StringField(
        "Nomor surat dari SRIKANDI", validators=[Optional(), Length(max=100)]
    )


class BackForm(Form):
    """Why a decision is taken back, and the number of the letter that says so."""

    seen = HiddenField()
    back_reason = TextAreaField(
        "Alasan mencabut keputusan",
        description="Tercetak pada surat yang dicabut dan dapat dibaca umum.",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )
    number = StringField(
        "Nomor surat pencabutan dari SRIKANDI",
        description="Wajib bila suratnya sudah ditandatangani.",
        validators=[Optional(), Length(max=100)],
    )


class DropForm(Form):
    """Why a case is given up."""

    ended_reason = TextAreaField(
        "Alasan menghentikan pembahasan",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )


class StepForm(Form):
    """One more step, of one of the offices."""

    text = StringField(
        "Langkah", validators=[DataRequired("Wajib diisi."), Length(max=500)]
    )
    office = SelectField("Perangkat daerah", coerce=int, choices=[])
    due_on = DateField("Paling lambat", validators=[Optional()])


class PlanForm(Form):
    """What becomes of one application; there is one such form for each."""

    fate = SelectField("Keputusan", choices=choices_of(Fate, empty="Pilih …"))
    into = SelectField("Digabungkan ke", choices=[], validate_choice=False)
    until = DateField("Paling lambat", validators=[Optional()])
    reason = StringField("Catatan", validators=[Length(max=LONGEST)])


def plan_forms(case: Case) -> dict[int, PlanForm]:
    """Return a form for each application of a case, by its id."""
    forms: dict[int, PlanForm] = {}
    for member in case.members:
        form = PlanForm(prefix=f"m{member.application_id}-", data=_values(member))
        form.into.choices = [SelectChoice("", "Pilih …")] + [
            SelectChoice(str(each.application_id), each.application.name)
            for each in case.members
            if each is not member
        ]
        forms[member.application_id] = form
    return forms


def plans(forms: Mapping[int, PlanForm]) -> dict[int, Plan]:
    """Return what was filled in, as the operation takes it."""
    return {
        key: Plan(
            fate=Fate.__members__.get(str(form.fate.data or "")),
            into=_one_of(forms, whole(form.into.data)),
            until=form.until.data,
            reason=form.reason.data or "",
        )
        for key, form in forms.items()
    }


def _one_of(forms: Mapping[int, PlanForm], key: int) -> int | None:
    return key if key in forms else None


def _values(member: CaseMember) -> dict[str, Any]:
    return {
        "fate": member.fate.name if member.fate else "",
        "into": str(member.into_id or ""),
        "until": member.until,
        "reason": member.reason,
    }
