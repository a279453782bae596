"""The forms of registrations; the large one is made from the fields of the layers."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, Length

from architecture.conflicts.severity import table
from architecture.elements.values import parsed
from architecture.inventory.details import BY_NAME
from architecture.layers import Field, FieldKind
from architecture.model import AnswerKind, PlanLine, Registration, RegistrationKind
from architecture.registration.drafting import LONGEST_REASON
from architecture.registration.submitting import REQUIRED
from eaportal.details import DetailsForm, form_of, typed
from eaportal.forms import Form, SelectChoice
from eaportal.queries import whole
from eaportal.registration.findings import Shown
from eaportal.registration.sections import PLANNED, names


class RegistrationForm(DetailsForm):
    """What a draft says: the fields of an application, and its place in the plan."""

    version = HiddenField()
    plan_line = SelectField(
        "Baris peta rencana",
        validate_choice=False,
        choices=[],
        description="Rencana yang menjadi dasar usulan ini.",
    )
    no_plan_reason = TextAreaField(
        "Bila tidak ada barisnya: mengapa tidak dapat menunggu reviu berikutnya",
        description="Misalnya perintah peraturan baru, atau keadaan mendesak.",
    )

    def raw(self) -> dict[str, Any]:
        """Return what was typed, right or wrong, by field."""
        return {name: value or "" for name, value in self.stated().items()}

    def seen(self) -> int:
        """Return the version that the person had in front; 0 for nonsense."""
        return whole(self.version.data)

    def line(self) -> str:
        """Return the line of the plan that was chosen, as it was sent."""
        return str(self.plan_line.data or "") if "plan_line" in self else ""

    def reason(self) -> str:
        """Return why it is not planned."""
        return str(self.no_plan_reason.data or "") if "no_plan_reason" in self else ""

    def offer(self, lines: Iterable[PlanLine], office: int) -> None:
        """Let a line of the plan be chosen, those of the own office first."""
        own: dict[str, str] = {}
        others: dict[str, str] = {}
        for line in lines:
            mine = line.organisation_id == office
            chosen = own if mine else others
            chosen[str(line.id)] = f"{line.code} · {line.name}"[:160]
        groups: dict[str, str | dict[str, str]] = {"": "Belum dipilih"}
        if own:
            groups["Baris OPD Anda"] = own
        if others:
            groups["Baris lain"] = others
        self.plan_line.choices = groups


def form_for(
    registration: Registration, own: tuple[Field, ...] = (), *, sent: bool
) -> RegistrationForm:
    """Return the form of a registration, with what was sent or else what is kept.

    `own` are the fields that its government added to applications.
    """
    fields = [*(BY_NAME[name] for name in names(registration.kind)), *own]
    kept = {
        field.name: written(field, registration.details.get(field.name))
        for field in fields
    }
    plan = {
        "version": str(registration.version),
        "plan_line": str(registration.plan_line_id or ""),
        "no_plan_reason": registration.no_plan_reason,
    }
    made = _form_of(registration.kind, own)
    form = made() if sent else made(formdata=None, data=kept | plan)
    for name in REQUIRED:
        form[name].flags.required = True
    if registration.kind not in PLANNED:
        del form.plan_line, form.no_plan_reason
    return form


def written(field: Field, raw: Any) -> Any:
    """Return what a draft keeps as the form shows it; what is wrong stays as typed.

    >>> written(BY_NAME["cost_build"], "1500000.00"), written(BY_NAME["url"], 5)
    ('1.500.000', '5')
    """
    if raw is None or raw in ("", []):
        unknown = "UNKNOWN" if "UNKNOWN" in field.members else ""
        return [] if field.kind in _SEVERAL else unknown
    values, wrong = parsed([field], {field.name: raw})
    if not wrong:
        return typed(values, [field])[field.name]
    return raw if field.kind in _SEVERAL else str(raw)


_SEVERAL = frozenset({FieldKind.CHOICES, FieldKind.WORDS})


@lru_cache(maxsize=256)
def _form_of(kind: RegistrationKind, own: tuple[Field, ...]) -> type[RegistrationForm]:
    made: type[RegistrationForm] = form_of([*names(kind), *own], RegistrationForm)
    return made


ANSWERS = {
    AnswerKind.USE: "Kami pakai aplikasi itu",
    AnswerKind.INTEGRATE: "Kami hubungkan dengan aplikasi itu",
    AnswerKind.DIFFERENT: "Berbeda, karena …",
}
"""How the answers read on the page."""

CHOICE, REASON = "jawaban-", "alasan-"
"""What the names of the fields about a finding begin with; its key follows."""


class AnswersForm(Form):
    """What the office says to all findings of a page, so that none is lost."""

    def choice(self, key: str) -> Any:
        """Return the field of the answer to a finding, None where none is asked."""
        return self._fields.get(CHOICE + key)

    def reason(self, key: str) -> Any:
        """Return the field of the reason about a finding."""
        return self._fields.get(REASON + key)

    def wrong_keys(self) -> set[str]:
        """Return the keys of the findings whose answer has a fault."""
        return {name.partition("-")[2] for name in self.errors if name}

    def strays(self, sent: Iterable[tuple[str, str]]) -> bool:
        """Tell whether something was said to a finding that is not there any more."""
        return any(
            text.strip("\x00 ")
            for name, text in sent
            if name.startswith((CHOICE, REASON)) and name not in self
        )


def answers_form(cards: Iterable[Shown], *, sent: bool) -> AnswersForm:
    """Return the form of the findings on a page, with what was sent or is kept."""
    fields: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for card in cards:
        key, given = card.finding.key, card.answer
        if card.answers and not card.blocks:
            fields[CHOICE + key] = _choice(card)
            fields[REASON + key] = _reason(card, f"Penjelasan tentang {card.topic}")
            if given and not given.overrides:
                kept[CHOICE + key] = given.answer.name
        elif card.passable:
            fields[REASON + key] = _reason(card, f"Alasan meneruskan: {card.headline}")
        kept[REASON + key] = given.reason if given else ""
    form = type("AnswersForm", (AnswersForm,), fields)
    made: AnswersForm = form() if sent else form(formdata=None, data=kept)
    return made


def _choice(card: Shown) -> RadioField:
    return RadioField(
        f"Jawaban tentang {card.topic}",
        id=f"jawab-{card.number}",
        validate_choice=False,
        choices=[SelectChoice(each.name, ANSWERS[each]) for each in card.answers],
    )


def _reason(card: Shown, label: str) -> TextAreaField:
    row = table()[card.finding.severity]
    wanted = "Wajib bila berbeda."
    if card.blocks:
        least = row.reason_minimum
        wanted = f"{row.submission_reason}; paling sedikit {least} karakter."
    return TextAreaField(
        label,
        id=f"alasan-{card.number}",
        description=wanted[:1].upper() + wanted[1:],
        render_kw={"rows": 2},
    )


class ReasonForm(Form):
    """A reason: of a head who gives back, or of an office that withdraws."""

    reason = TextAreaField(
        "Alasan",
        validators=[
            DataRequired("Tuliskan alasannya."),
            Length(max=LONGEST_REASON),
        ],
    )
