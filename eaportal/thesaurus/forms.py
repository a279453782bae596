"""Forms of concepts, words, and of what is published."""

import re
from dataclasses import fields, replace
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length, Regexp

from architecture.duplicates import Concept, Term
from architecture.duplicates.editing import Entry
from architecture.engines import LONGEST
from architecture.reference import national
from eaportal.forms import Form, SelectChoice

CODE = r"^[a-z0-9]+(?:[._-][a-z0-9]+)*$"
_MOST = 40_000
FIELDS = {"data": "typical"}
"""What a form calls otherwise: `data` of a form is all of it."""


def word_list(
    label: str, hint: str = "", rows: int = 4, *, needed: bool = False
) -> Any:
    """Return a field for a list of words, one a line or with semicolons."""
    validators: list[Any] = [Length(max=_MOST)]
    if needed:
        validators.insert(0, DataRequired("Wajib diisi."))
    kw = {"rows": rows}
    return TextAreaField(label, description=hint, validators=validators, render_kw=kw)


class EntryForm(Form):
    """What concept and term have in common."""

    code = StringField(
        "Kode",
        description="Huruf kecil, angka, dan titik, misalnya pegawai.presensi.",
        validators=[
            DataRequired("Wajib diisi."),
            Length(max=60),
            Regexp(CODE, message="Pakai huruf kecil, angka, dan titik saja."),
        ],
    )
    label = StringField(
        "Sebutan", validators=[DataRequired("Wajib diisi."), Length(max=80)]
    )
    reason = TextAreaField(
        "Alasan perubahan",
        description="Dari mana kata ini, dan apa yang tidak ditemukan tanpanya.",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )
    seen = HiddenField()

    def begin(self, entry: Entry, *, new: bool) -> None:
        """Fill the form with an entry."""
        for each in fields(entry):
            name = FIELDS.get(each.name, each.name)
            if name in self:
                value = getattr(entry, each.name)
                joined = "\n".join(value) if isinstance(value, tuple) else value
                self[name].data = joined
        if not new:
            self.code.render_kw = {"readonly": True}

    def entry(self, base: Entry) -> Entry:
        """Return what the base becomes with what was filled in."""
        values: dict[str, Any] = {}
        for each in fields(base):
            name = FIELDS.get(each.name, each.name)
            if name not in self or name == "code":
                continue
            text = str(self[name].data or "")
            several = isinstance(getattr(base, each.name), tuple)
            values[each.name] = _several(text) if several else text
        return replace(base, **values)


class ConceptForm(EntryForm):
    """Something that offices do with an application."""

    variants = word_list(
        "Kata yang menyebutnya",
        "Satu baris satu sebutan: dua atau tiga kata khas, misalnya “absensi guru”.",
        10,
        needed=True,
    )
    acronyms = word_list("Singkatan aplikasi", "Nama yang lazim, misalnya SIMPEG.", 2)
    typical = word_list("Data khasnya", rows=2)
    national = SelectField("Aplikasi nasional", choices=[])
    not_with = word_list(
        "Jangan disamakan dengan",
        "Kode konsep yang mirip bunyinya, satu baris satu.",
        2,
    )
    rab = StringField("Kode RAB", validators=[Length(max=30)])

    def offer(self) -> None:
        """Offer the national applications."""
        known = sorted(national.applications().values(), key=lambda each: each.name)
        self.national.choices = [
            SelectChoice("", "Tidak ada"),
            *(SelectChoice(each.code, each.name) for each in known),
        ]


class TermForm(EntryForm):
    """Words that mean the same."""

    words = word_list("Kata yang sama artinya", "Satu baris satu kata.", 8, needed=True)
    narrower = word_list(
        "Jenis khususnya", "Yang lebih sempit tetapi termasuk di dalamnya.", 3
    )
    kind = SelectField(
        "Golongan",
        choices=[
            SelectChoice("object", "Objek: siapa atau apa"),
            SelectChoice("activity", "Kegiatan: apa yang dilakukan"),
            SelectChoice("", "Lainnya"),
        ],
    )


class ReasonForm(Form):
    """Why something is published, put in force or taken back."""

    reason = TextAreaField(
        "Alasan",
        description="Dibaca semua yang membuka daftar versi.",
        validators=[DataRequired("Wajib diisi."), Length(max=LONGEST)],
        render_kw={"rows": 2},
    )


def form_of(entry: Entry, *, new: bool) -> EntryForm:
    """Return the form of an entry, filled unless something was sent."""
    form: EntryForm = ConceptForm() if isinstance(entry, Concept) else TermForm()
    if isinstance(form, ConceptForm):
        form.offer()
    if not form.is_submitted():
        form.begin(entry, new=new)
    elif not new:
        form.code.data, form.code.render_kw = entry.code, {"readonly": True}
    return form


BLANK: dict[str, Entry] = {
    "konsep": Concept("", "", ()),
    "istilah": Term("", "", "object", ()),
}
KINDS = {"konsep": "concept", "istilah": "term"}
"""How an address calls the kinds of entries."""


def _several(text: str) -> tuple[str, ...]:
    items = (" ".join(item.split()) for item in re.split(r"[;\n]", text))
    return tuple(dict.fromkeys(item for item in items if item))
