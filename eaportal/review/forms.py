"""Forms of the steps: one for each thing that a step may ask."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import AnyOf, DataRequired, Length

from architecture import checking
from architecture.conflicts import Finding, Subject
from architecture.conflicts.gates import Answer, Gate, questions
from architecture.conflicts.severity import Moment, table
from architecture.errors import Refused
from architecture.model import (
    Document,
    NumberMode,
    Outcome,
    PairVerdict,
    Registration,
    Step,
)
from architecture.registration.verdicts import LONGEST_NOTE, Owed, Verdict, reusable
from eaportal.forms import DateField, File, Form, SelectChoice, choices_of
from eaportal.queries import whole
from eaportal.review.words import CONSIDERATIONS, SIGNATURES, checks, outcomes

YES = "ya"
GATE, NOTE = "gerbang_", "catatan_"
"""What the fields of the checklist begin with; the code of the gate follows."""
CHOOSE = "Pilih salah satu."


class StepForm(Form):
    """What every step says: yes or no, and why."""

    version = HiddenField()
    passed: Any = RadioField(
        "Pendapat Anda",
        validate_choice=False,
        validators=[DataRequired(CHOOSE), AnyOf([YES, "tidak"], CHOOSE)],
    )
    reason = TextAreaField("Alasan", render_kw={"rows": 4})
    file: Any = None

    @property
    def seen(self) -> int:
        """Return the version of the step that the person saw; 0 if it is lost."""
        return whole(self.version.data)

    def verdict(self, _document: Document | None = None) -> Verdict:
        """Return what is said, as the operation takes it."""
        return Verdict(passed=self.passed.data == YES, reason=self.reason.data or "")

    @property
    def says_something(self) -> bool:
        """Tell whether anything was chosen or written."""
        return bool(self.passed.data or self.reason.data)

    def say(self, error: Refused) -> None:
        """Show a refusal beside the fields that it names, the rest above the form."""
        problems = getattr(error, "problems", {})
        for name, texts in problems.items():
            field = self._named(name)
            if field is None:
                self.form_errors.extend(texts)
            else:
                field.errors = [*field.errors, *texts]
        if not problems and error.field in self:
            self[error.field].errors = [*self[error.field].errors, error.sentence]
        elif not problems:
            self.form_errors.append(error.sentence)

    def typed(self) -> list[tuple[str, str]]:
        """Return label and text of what was written, so that it can be kept."""
        return [
            (field.label.text, str(field.data))
            for field in self
            if field.type in {"TextAreaField", "StringField"} and field.data
        ]

    def _named(self, name: str) -> Any:
        return self._fields.get(name)


class OverridingForm(StepForm):
    """A step that gives reasons for findings that stop an approval."""

    owed: Owed = Owed([], [], [])

    def overrides(self) -> dict[str, str]:
        """Return finding key → reason."""
        return {
            finding.key: self[f"temuan_{number}"].data or ""
            for number, finding in enumerate(self.owed.mine, start=1)
        }

    def _named(self, name: str) -> Any:
        for number, finding in enumerate(self.owed.mine, start=1):
            if finding.key == name:
                return self[f"temuan_{number}"]
        return super()._named(name)

    def judged(self) -> dict[str, PairVerdict]:
        """Return finding key → what is said of the pair, where something is."""
        said = {
            finding.key: PairVerdict.__members__.get(str(field.data or ""))
            for finding, _, field in self.reasons
            if field is not None
        }
        return {key: verdict for key, verdict in said.items() if verdict}

    @property
    def reasons(self) -> list[tuple[Finding, Any, Any]]:
        """Return each finding that needs a reason here, with its fields.

        The last says what the pair is, None where there is none to judge.
        """
        return [
            (finding, self[f"temuan_{number}"], self._fields.get(f"nilai_{number}"))
            for number, finding in enumerate(self.owed.mine, start=1)
        ]


class ConsiderationForm(StepForm):
    """A consideration from outside: number, day and file of the letter."""

    outside_number = StringField("Nomor surat")
    outside_date = DateField("Tanggal surat")
    file = File(
        "Berkas surat",
        description="PDF, DOCX, atau gambar; paling besar 20 MB.",
    )

    def verdict(self, document: Document | None = None) -> Verdict:
        """Return what the letter says."""
        day: Any = self.outside_date.data  # a date: `DateField` has read it
        return Verdict(
            passed=self.passed.data == YES,
            reason=self.reason.data or "",
            outside_number=self.outside_number.data or "",
            outside_date=day,
            document=document,
        )


class ConclusionForm(OverridingForm):
    """One conclusion from all that was said."""

    passed = None
    outcome = RadioField(
        "Kesimpulan",
        validate_choice=False,
        validators=[DataRequired("Pilih kesimpulan.")],
    )
    reused: Any = None
    reason = TextAreaField(
        "Alasan",
        validators=[DataRequired("Setiap keputusan disertai alasan.")],
        render_kw={"rows": 4},
    )
    conditions = TextAreaField(
        "Syarat",
        description="Satu syarat per baris; hanya untuk “Disetujui dengan syarat”.",
        render_kw={"rows": 4},
    )

    @property
    def gates(self) -> list[tuple[Any, Any]]:
        """Return for each gate of the checklist the field of its answer and note."""
        return [(self[GATE + code], self[NOTE + code]) for code in questions()]

    def checklist(self) -> dict[str, tuple[Answer, str]]:
        """Return gate → answer and note, where an answer is one."""
        said = {code: str(self[GATE + code].data or "") for code in questions()}
        return {
            code: (Answer[name], self[NOTE + code].data or "")
            for code, name in said.items()
            if name in Answer.__members__
        }

    def verdict(self, _document: Document | None = None) -> Verdict:
        """Return the conclusion."""
        outcome = Outcome.__members__.get(str(self.outcome.data or ""))
        approving = outcome in {Outcome.APPROVED, Outcome.APPROVED_WITH_CONDITIONS}
        return Verdict(
            passed=approving,
            reason=self.reason.data or "",
            outcome=outcome,
            reused=self.reused_key(),
            conditions=(self.conditions.data or "").splitlines(),
            overrides=self.overrides() if approving else {},
            judged=self.judged() if approving else {},
            checklist=self.checklist(),
        )

    def reused_key(self) -> int | None:
        """Return the id of what is to be used instead, None where nothing is chosen."""
        text = str(self.reused.data or "") if self.reused else ""
        return int(text) if text.isdecimal() and len(text) < 11 else None


class SignatureForm(OverridingForm):
    """The signature: agree, or say why not."""

    number: Any = None

    def verdict(self, _document: Document | None = None) -> Verdict:
        """Return whether the signatory agrees."""
        agrees = self.passed.data == YES
        return Verdict(
            passed=agrees,
            reason=self.reason.data or "",
            overrides=self.overrides() if agrees else {},
            outside_number=(self.number.data or "") if self.number else "",
        )


class SkipForm(Form):
    """Why a consideration from outside is left out."""

    version = HiddenField()
    reason = TextAreaField(
        "Mengapa pertimbangan ini tidak diperlukan",
        validators=[DataRequired("Tuliskan alasannya.")],
        render_kw={"rows": 2},
    )
    seen = StepForm.seen
    say = StepForm.say
    typed = StepForm.typed
    _named = StepForm._named  # noqa: SLF001 - the same form but for its fields


def form_for(
    step: Step,
    registration: Registration,
    owed: Owed,
    *,
    numbers: NumberMode,
    before: Step | None = None,
    gates: Sequence[Gate] = (),
    formdata: Any = True,
) -> StepForm:
    """Return the form of a step, its fields prefixed by the step's id.

    `before` is the same step of an earlier time, to begin a conclusion with, `gates`
    the checklist as far as it is known.
    `formdata` None leaves out what was sent.
    """
    kind = _kind(step, registration, owed, numbers)
    values: dict[str, Any] = {"version": step.version}
    values |= _gated(step, gates)
    if step.concludes and before is not None and before.outcome:
        values |= {
            "outcome": before.outcome.name,
            "reason": before.reason,
            "conditions": "\n".join(registration.conditions),
            "reused": str(registration.application_id or ""),
        }
    options = {} if formdata is True else {"formdata": formdata}
    form: StepForm = kind(prefix=prefix_of(step), data=values, **options)
    _word(form, step, registration)
    return form


def judges(step: Step) -> bool:
    """Tell whether a step only judges, so that several can be taken at once."""
    return not (step.external or step.concludes or step.signs)


def together_form(step: Step, *, formdata: Any = True) -> StepForm:
    """Return the form of a step among others: its labels say which one it is."""
    options = {} if formdata is True else {"formdata": formdata}
    form = StepForm(prefix=prefix_of(step), data={"version": step.version}, **options)
    form.passed.choices = list(checks(step))
    form.passed.label.text = step.title
    form.passed.flags.required = False  # what is left empty stays open
    form.reason.label.text = f"Catatan atas {step.title[:1].lower()}{step.title[1:]}"
    form.reason.description = "Wajib bila tidak sesuai; akan dibaca OPD."
    return form


def _gated(step: Step, gates: Sequence[Gate]) -> dict[str, str]:
    """Return what the checklist begins with: as judged before, else as it is known."""
    kept = step.checklist
    answers = {GATE + each.code: each.answer.name for each in gates}
    answers |= {GATE + code: said["answer"] for code, said in kept.items()}
    return answers | {NOTE + code: said["note"] for code, said in kept.items()}


def skip_form(step: Step, *, formdata: Any = True) -> SkipForm:
    """Return the form by which a consideration is left out."""
    options = {} if formdata is True else {"formdata": formdata}
    return SkipForm(
        prefix=f"lewati-{step.id}-", data={"version": step.version}, **options
    )


def prefix_of(step: Step) -> str:
    """Return what the names of a step's fields begin with."""
    return f"langkah-{step.id}-"


def _kind(
    step: Step, registration: Registration, owed: Owed, numbers: NumberMode
) -> type[StepForm]:
    if step.external:
        return ConsiderationForm
    if not (step.concludes or step.signs):
        return StepForm
    base = ConclusionForm if step.concludes else SignatureForm
    fields: dict[str, Any] = {"owed": owed}
    for number, finding in enumerate(owed.mine, start=1):
        fields[f"temuan_{number}"] = TextAreaField(
            f"Alasan tentang {finding.subject.name}",
            description=_wanted(finding),
            render_kw={"rows": 2},
        )
        if step.concludes and checking.index_key(finding):
            fields[f"nilai_{number}"] = _judging(finding)
    if step.concludes:
        fields |= _checklist()
    if step.concludes and (offered := reusable(registration)):
        fields["reused"] = _reused(offered)
    if step.signs and numbers is NumberMode.TYPED:
        fields["number"] = StringField(
            "Nomor surat", description="Salin dari SRIKANDI; wajib bila setuju."
        )
    return type(base.__name__, (base,), fields)


def _checklist() -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for code, row in questions().items():
        fields[GATE + code] = SelectField(
            row["question"],
            choices=choices_of(Answer),
            validate_choice=False,
            description=row["article"],
        )
        fields[NOTE + code] = StringField(
            f"Catatan: {row['question']}", validators=[Length(max=LONGEST_NOTE)]
        )
    return fields


def _reused(offered: Mapping[int, Subject]) -> SelectField:
    choices = [SelectChoice("", "Pilih …")]
    for key, about in offered.items():
        label = f"{about.name} ({about.owner})" if about.owner else about.name
        choices.append(SelectChoice(str(key), label))
    return SelectField(
        "Aplikasi yang dipakai",
        choices=[*choices, SelectChoice("0", "Lainnya, disebut pada alasan")],
        validate_choice=False,
        description="Hanya untuk “Pakai aplikasi yang ada”. Tertulis pada surat, dan "
        "pemakaiannya dicatat saat diputus.",
    )


def _judging(finding: Finding) -> SelectField:
    return SelectField(
        f"Penilaian atas kemiripan dengan {finding.subject.name}",
        choices=choices_of(PairVerdict, empty="Tidak dinilai"),
        validate_choice=False,
        description="Tidak wajib. Disimpan dengan alasan di atas, dan ditunjukkan bila "
        "keduanya diduga serupa lagi.",
    )


def _wanted(finding: Finding) -> str:
    row = table()[finding.severity]
    wanted = row.reason_for(Moment.APPROVAL)
    return (
        f"Wajib bila disetujui: {wanted}; paling sedikit {row.reason_minimum} karakter."
    )


def _word(form: StepForm, step: Step, registration: Registration) -> None:
    if isinstance(form, ConclusionForm):
        form.outcome.choices = [
            (outcome.name, label) for outcome, label, _ in outcomes(registration.kind)
        ]
        form.reason.flags.required = True
    elif isinstance(form, SignatureForm):
        form.passed.choices = list(SIGNATURES)
        form.reason.description = "Wajib bila tidak setuju."
    elif isinstance(form, ConsiderationForm):
        form.passed.label.text = "Isi pertimbangan"
        form.passed.choices = list(CONSIDERATIONS)
        form.reason.label.text = "Ringkasan"
        form.reason.description = "Wajib bila tidak mendukung."
        for name in ("outside_number", "outside_date", "file"):
            form[name].flags.required = True
    else:
        form.passed.choices = list(checks(step))
        form.reason.label.text = "Catatan"
        form.reason.description = "Wajib bila tidak sesuai; akan dibaca OPD."
