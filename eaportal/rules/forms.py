"""Forms of the rules and of the list of technology."""

import re
from typing import Any

from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from architecture.conflicts import Adjustment, Severity
from architecture.conflicts.kinds import Case
from architecture.model import Technology
from architecture.rulebook import LONGEST, TechnologyDetails, may_block
from eaportal.forms import DateField, Form, SelectChoice

KINDS = ("Bahasa", "Kerangka", "Basis data", "Lainnya")


class CaseForm(Form):
    """How grave a case is, on what it rests, and what to do about it."""

    severity = SelectField("Bobot", choices=[])
    least: Any = StringField(
        "Berlaku mulai peluang (%)",
        description="Dugaan dengan peluang di bawahnya tidak disebut dengan bobot ini.",
    )
    norm = TextAreaField(
        "Dasar",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )
    advice = TextAreaField(
        "Saran kepada OPD",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        description="{name} diganti nama yang ditemukan, {owner} pemiliknya.",
        render_kw={"rows": 4},
    )

    def validate_least(self, field: StringField) -> None:
        """Refuse what is no percentage."""
        if not re.fullmatch(r"\d{1,2}", field.data or ""):
            raise ValidationError("Isi angka antara 5 dan 99.")

    def wanted(self, kind: str, case: str) -> Adjustment:
        """Return what was filled in, as the operation takes it."""
        return Adjustment(
            kind=kind,
            case=case,
            severity=str(self.severity.data or ""),
            norm=self.norm.data or "",
            advice=self.advice.data or "",
            least=int(self.least.data) / 100 if "least" in self else None,
        )


def case_form(kind: str, case: Case) -> CaseForm:
    """Return the form of a case as the government has it."""
    values = {
        "severity": case.severity.value,
        "norm": case.norm,
        "advice": case.advice,
        "least": f"{case.at * 100:.0f}",
    }
    form = CaseForm(data=values)
    form.severity.choices = [
        SelectChoice(each.value, each.label)
        for each in Severity
        if each is not Severity.BLOCKING or may_block(kind)
    ]
    if not case.at:
        del form.least
    return form


class TechnologyForm(Form):
    """One technology or version of the list."""

    name = StringField(
        "Nama dan versi",
        validators=[DataRequired("Wajib diisi."), Length(max=60)],
        description="Misalnya PHP 8.3, atau PHP untuk semua versinya.",
    )
    kind = SelectField("Jenis", choices=[SelectChoice(each, each) for each in KINDS])
    allowed = BooleanField("Boleh dipakai", default=True)
    ends_on = DateField("Dukungan berakhir", validators=[Optional()])
    note = StringField("Catatan", validators=[Length(max=300)])

    def details(self) -> TechnologyDetails:
        """Return what was filled in."""
        return TechnologyDetails(
            name=self.name.data or "",
            kind=str(self.kind.data),
            allowed=bool(self.allowed.data),
            ends_on=self.ends_on.data,
            note=self.note.data or "",
        )


def technology_form(known: Technology | None = None) -> TechnologyForm:
    """Return the form, begun with what the list says; the name stays as it is."""
    form = TechnologyForm(obj=known)
    if known is not None:
        form.name.data = known.name
        form.name.render_kw = {"readonly": True}
    return form
