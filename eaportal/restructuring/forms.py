"""Forms of a change of the offices: what it is called, its steps, its day."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, HiddenField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from architecture.model import StepKind
from architecture.restructuring import Assignable, Standing, StepDetails, Target
from eaportal.forms import ChoicesField, DateField, Form, SelectChoice
from eaportal.queries import whole

NEW = 0
"""The choice of an office that is made."""

Offices = Sequence[Standing]
"""Offices as a tree is read, those too that earlier steps make."""


def office_of(text: object) -> int:
    """Return the office that was chosen; one that a step makes is a negative number.

    >>> office_of("12"), office_of("-11"), office_of("-x"), office_of(None)
    (12, -11, 0, 0)
    """
    told = str(text or "")
    return -whole(told[1:]) if told.startswith("-") else whole(told)


class TitleForm(Form):
    """What a change is called."""

    title = StringField(
        "Judul",
        description="Misalnya “SOTK 2027”.",
        validators=[DataRequired("Wajib diisi."), Length(max=200)],
    )


class SeenForm(Form):
    """The version of a change that the person saw."""

    seen = HiddenField()

    @property
    def version(self) -> int:
        """Return the version, 0 for what is none."""
        return whole(self.seen.data)


class DayForm(SeenForm):
    """From when a change holds, and by which regulation."""

    on = DateField("Berlaku mulai", validators=[DataRequired("Isi tanggalnya.")])
    basis = StringField(
        "Dasar hukum",
        description="Misalnya Perbup 12 Tahun 2026.",
        validators=[DataRequired("Wajib diisi."), Length(max=200)],
    )


class StepForm(SeenForm):
    """The base of the form of each kind of step."""

    kind: StepKind

    def offer(self, offices: Offices) -> None:
        """Say which offices there are to choose from."""
        raise NotImplementedError

    def details(self) -> StepDetails:
        """Return what was filled in."""
        raise NotImplementedError


class RenameForm(StepForm):
    """An office gets another name."""

    kind = StepKind.RENAME
    office = SelectField("Perangkat daerah", coerce=office_of)
    name = StringField(
        "Nama baru", validators=[DataRequired("Wajib diisi."), Length(max=200)]
    )
    short_name = StringField(
        "Nama pendek baru",
        description="Kosong: tetap seperti sekarang.",
        validators=[Length(max=60)],
    )

    def offer(self, offices: Offices) -> None:
        """Offer all but the government."""
        self.office.choices = _below(offices)

    def details(self) -> StepDetails:
        """Return what was filled in."""
        target = Target(
            name=self.name.data or "", short_name=self.short_name.data or ""
        )
        return StepDetails(
            kind=self.kind, sources=(self.office.data,), targets=(target,)
        )


class MoveForm(StepForm):
    """An office hangs elsewhere."""

    kind = StepKind.MOVE
    office = SelectField("Perangkat daerah atau unit", coerce=office_of)
    parent = SelectField("Pindah ke bawah", coerce=office_of)

    def offer(self, offices: Offices) -> None:
        """Offer all to move, and all to move below."""
        self.office.choices = _below(offices)
        self.parent.choices = _all(offices)

    def details(self) -> StepDetails:
        """Return what was filled in."""
        target = Target(parent=self.parent.data)
        return StepDetails(
            kind=self.kind, sources=(self.office.data,), targets=(target,)
        )


class _MadeForm(StepForm):
    """An office that is made, if none is chosen that is there."""

    into = SelectField("Menjadi", coerce=office_of)
    name = StringField("Nama perangkat daerah baru", validators=[Length(max=200)])
    short_name = StringField("Nama pendeknya", validators=[Length(max=60)])
    code = StringField("Kodenya", validators=[Length(max=40)])
    parent = SelectField("Di bawah", coerce=office_of)

    def offer(self, offices: Offices) -> None:
        """Offer a new one first, then all that are there."""
        self.into.choices = [
            SelectChoice(NEW, "Perangkat daerah baru …"),
            *_below(offices),
        ]
        self.parent.choices = _all(offices)

    def validate_name(self, field: StringField) -> None:
        """Ask for the name of a new one."""
        if self.into.data == NEW and not field.data:
            raise ValidationError("Wajib diisi untuk perangkat daerah baru.")

    def validate_code(self, field: StringField) -> None:
        """Ask for the code of a new one."""
        self.validate_name(field)

    def target(self) -> Target:
        """Return where things go."""
        if self.into.data != NEW:
            return Target(office=self.into.data)
        return Target(
            code=self.code.data or "",
            name=self.name.data or "",
            short_name=self.short_name.data or "",
            parent=self.parent.data or 0,
        )


class MergeForm(_MadeForm):
    """Offices become one."""

    kind = StepKind.MERGE
    offices = ChoicesField("Yang digabung", coerce=office_of)

    def offer(self, offices: Offices) -> None:
        """Offer all to join."""
        super().offer(offices)
        self.offices.choices = _below(offices)

    def details(self) -> StepDetails:
        """Return what was filled in."""
        return StepDetails(
            kind=self.kind,
            sources=tuple(self.offices.data or ()),
            targets=(self.target(),),
        )


class EndForm(StepForm):
    """An office ends."""

    kind = StepKind.END
    office = SelectField("Yang bubar", coerce=office_of)
    heir = SelectField(
        "Diteruskan oleh",
        coerce=office_of,
        description="Wajib bila masih memiliki aplikasi, usulan, atau unit.",
    )

    def offer(self, offices: Offices) -> None:
        """Offer all, and nobody as the heir."""
        self.office.choices = _below(offices)
        self.heir.choices = [SelectChoice(0, "Tidak ada penerus"), *_below(offices)]

    def details(self) -> StepDetails:
        """Return what was filled in."""
        targets = (Target(office=self.heir.data),) if self.heir.data else ()
        return StepDetails(kind=self.kind, sources=(self.office.data,), targets=targets)


PARTS = range(1, 5)


class SplitForm(StepForm):
    """An office becomes several: itself if it stays, and up to four others."""

    kind = StepKind.SPLIT
    office = SelectField("Yang dipecah", coerce=office_of)
    stays = BooleanField(
        "Perangkat daerah ini tetap ada",
        description="Sebagian isinya dilepas; yang tidak dipilih tetap padanya.",
    )

    def offer(self, offices: Offices) -> None:
        """Offer all to split, and for each part a new one or one that is there."""
        self.office.choices = _below(offices)
        for number in PARTS:
            self[f"into{number}"].choices = [
                SelectChoice(NEW, "Perangkat daerah baru …"),
                *_below(offices),
            ]

    @property
    def parts(self) -> list[dict[str, Any]]:
        """Return the fields of each part."""
        return [{name: self[f"{name}{number}"] for name in _PART} for number in PARTS]

    def details(self) -> StepDetails:
        """Return what was filled in; a part without name and office is none."""
        targets = [Target(office=self.office.data)] if self.stays.data else []
        for part in self.parts:
            if part["into"].data:
                targets.append(Target(office=part["into"].data))
            elif part["name"].data or part["code"].data:
                targets.append(
                    Target(
                        code=part["code"].data or "",
                        name=part["name"].data or "",
                        short_name=part["short_name"].data or "",
                    )
                )
        return StepDetails(
            kind=self.kind, sources=(self.office.data,), targets=tuple(targets)
        )


_PART = ("into", "name", "short_name", "code")

for _number in PARTS:
    setattr(SplitForm, f"into{_number}", SelectField("Menjadi", coerce=office_of))
    setattr(
        SplitForm,
        f"name{_number}",
        StringField("Nama baru", validators=[Optional(), Length(max=200)]),
    )
    setattr(
        SplitForm,
        f"short_name{_number}",
        StringField("Nama pendek", validators=[Length(max=60)]),
    )
    setattr(
        SplitForm, f"code{_number}", StringField("Kode", validators=[Length(max=40)])
    )

FORMS: dict[StepKind, type[StepForm]] = {
    each.kind: each for each in (RenameForm, MoveForm, MergeForm, SplitForm, EndForm)
}

TOLD = {
    StepKind.RENAME: "Nama resmi atau nama pendek berganti; nama lama tetap dikenali.",
    StepKind.MOVE: "Unit atau perangkat daerah berpindah ke bawah induk lain.",
    StepKind.MERGE: "Dua atau lebih menjadi satu, yang baru atau salah satunya.",
    StepKind.SPLIT: "Satu menjadi beberapa; isinya dibagi menurut pilihan Anda.",
    StepKind.END: "Satu berakhir; isinya diteruskan perangkat daerah lain.",
}
"""What each kind of step is, for who chooses."""

KEEP = -1
"""The choice that follows what was chosen for the whole kind."""


def assigning(
    groups: Iterable[Assignable], targets: Sequence[str], kept: dict[str, int]
) -> SeenForm:
    """Return the form that says where things go: for each kind and for each thing."""
    fields: dict[str, Any] = {}
    data: dict[str, int] = {}
    places = [SelectChoice(place, name) for place, name in enumerate(targets)]
    for group in groups:
        fields[group.table] = SelectField(
            f"Semua: {group.label.lower()}", coerce=int, choices=places
        )
        data[group.table] = kept.get(group.table, 0)
        for each in group.rows:
            fields[each.key] = SelectField(
                each.text,
                coerce=int,
                choices=[SelectChoice(KEEP, "Seperti semua"), *places],
            )
            data[each.key] = kept.get(each.key, KEEP)
    made: SeenForm = type("AssignForm", (SeenForm,), fields)(data=data)
    return made


def _all(offices: Offices) -> list[SelectChoice]:
    return [_choice(each, each.depth) for each in offices]


def _below(offices: Offices) -> list[SelectChoice]:
    return [_choice(each, each.depth - 1) for each in offices if each.depth]


def _choice(office: Standing, depth: int) -> SelectChoice:
    new = " (baru, langkah sebelumnya)" if office.id < 0 else ""
    return SelectChoice(office.id, f"{'– ' * depth}{office.name}{new}")
