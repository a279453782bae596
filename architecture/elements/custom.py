"""What a government adds without code: fields of its own, and words of the lists."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.elements.fields import forget
from architecture.errors import Invalid, WrongState
from architecture.layers import (
    FIELDS,
    RELATION_FIELDS,
    Field,
    FieldClass,
    FieldKind,
    Layer,
)
from architecture.model import CustomField, ListedWord

KINDS: Mapping[FieldKind, str] = {
    FieldKind.LINE: "Teks pendek",
    FieldKind.TEXT: "Teks panjang",
    FieldKind.WORD: "Satu pilihan",
    FieldKind.WORDS: "Beberapa pilihan",
    FieldKind.NUMBER: "Bilangan bulat",
    FieldKind.DECIMAL: "Angka berkoma",
    FieldKind.MONEY: "Rupiah",
    FieldKind.DATE: "Tanggal",
    FieldKind.YEAR: "Tahun",
    FieldKind.URL: "Alamat (URL)",
}
"""What a field of one's own may hold, as people choose it."""

CHOSEN = frozenset({FieldKind.WORD, FieldKind.WORDS})
MOST_FIELDS = 40
MOST_CHOICES = 100
LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDetails:
    """What is stated about a field of one's own; `kind` never changes afterwards."""

    label: str
    kind: FieldKind
    required: bool = False
    choices: Sequence[str] = ()
    help: str = ""
    cls: FieldClass = FieldClass.INTERNAL


def own_rows(
    session: Session, government: int, *, ended: bool = False
) -> Sequence[CustomField]:
    """Return the fields of a government, or those that it ended, by layer and place."""
    gone = CustomField.ended_on
    query = (
        select(CustomField)
        .where(
            CustomField.government_id == government,
            gone.is_not(None) if ended else gone.is_(None),
        )
        .order_by(CustomField.layer, CustomField.position, CustomField.id)
    )
    return session.scalars(query).all()


def add_field(
    session: Session, government: int, layer: Layer, details: FieldDetails
) -> CustomField:
    """Add a field to a layer.  Raises `Invalid` with the problems by field."""
    wrong = _problems(session, government, layer, details)
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)
    last = session.scalar(
        select(func.max(CustomField.position)).where(
            CustomField.government_id == government, CustomField.layer == layer
        )
    )
    row = CustomField(
        government_id=government,
        layer=layer,
        name=_name(session, government, layer, details.label),
        position=(last or 0) + 1,
        **_values(details),
    )
    session.add(row)
    session.flush()
    noted = {name: (None, value) for name, value in _values(details).items() if value}
    history.note(session, row, "Isian tambahan dibuat", noted, government=government)
    forget(session)
    return row


def revise_field(session: Session, row: CustomField, details: FieldDetails) -> None:
    """Change how a field is called and what it offers; what it holds stays the same.

    Raises `Invalid`, also where another kind is stated: values would be lost.
    """
    wrong = _problems(session, row.government_id, row.layer, details, row)
    if details.kind is not row.kind:
        wrong["kind"] = ["Jenis isian tidak dapat diubah; akhiri dan buat yang baru."]
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)
    history.change(
        session,
        row,
        _values(details),
        deed="Isian tambahan diubah",
        government=row.government_id,
    )
    forget(session)


def end_field(session: Session, row: CustomField, *, on: date) -> None:
    """Ask a field no more; what was stated in it stays.  Raises `WrongState`."""
    if row.ended_on:
        raise WrongState("Isian ini sudah diakhiri.")
    history.change(
        session,
        row,
        {"ended_on": on},
        deed="Isian tambahan diakhiri",
        government=row.government_id,
    )
    forget(session)


def restore_field(session: Session, row: CustomField) -> None:
    """Ask a field again, with all that was stated in it.  Raises `WrongState`."""
    if row.ended_on is None:
        raise WrongState("Isian ini masih ditanyakan.")
    wrong = _problems(session, row.government_id, row.layer, _details(row), row)
    if "label" in wrong:
        raise WrongState(wrong["label"][0])
    history.change(
        session,
        row,
        {"ended_on": None},
        deed="Isian tambahan dipulihkan",
        government=row.government_id,
    )
    forget(session)


def lists_of(
    session: Session, government: int
) -> dict[str, list[tuple[ListedWord, bool]]]:
    """Return list → its words, each with whether this government offers it."""
    query = (
        select(ListedWord)
        .where(
            or_(
                ListedWord.government_id.is_(None),
                ListedWord.government_id == government,
            )
        )
        .order_by(ListedWord.list, ListedWord.position, ListedWord.id)
    )
    rows = session.scalars(query).all()
    own = {(row.list, row.word): row.offered for row in rows if row.government_id}
    found: dict[str, dict[str, tuple[ListedWord, bool]]] = {}
    for row in rows:
        offered = own.get((row.list, row.word), row.offered)
        found.setdefault(row.list, {}).setdefault(row.word, (row, offered))
    return {name: list(words.values()) for name, words in found.items()}


def offer_word(session: Session, government: int, name: str, word: str) -> None:
    """Offer a word in a list, a new one or one that was hidden.  Raises `Invalid`."""
    word = " ".join(word.split())
    if name not in known_lists():
        raise Invalid("Daftar ini tidak dikenal.")
    if not word or len(word) > LONGEST_LABEL:
        problem = f"Isi satu kata, paling panjang {LONGEST_LABEL} karakter."
        raise Invalid(problem, problems={"word": [problem]})
    same = {
        each.word: offered
        for each, offered in lists_of(session, government).get(name, [])
        if each.word.casefold() == word.casefold()
    }
    if any(same.values()):
        problem = f"“{word}” sudah ada dalam daftar."
        raise Invalid(problem, problems={"word": [problem]})
    _set_word(session, government, name, next(iter(same), word), offered=True)


def hide_word(session: Session, government: int, name: str, word: str) -> None:
    """Offer a word no more; what was stated with it stays.  Raises `WrongState`."""
    there = {
        each.word: offered
        for each, offered in lists_of(session, government).get(name, [])
    }
    if not there.get(word):
        raise WrongState("Kata ini tidak ditawarkan.")
    _set_word(session, government, name, word, offered=False)


def known_lists() -> dict[str, list[str]]:
    """Return the lists that fields take words from: list → labels of the fields."""
    found: dict[str, list[str]] = {}
    for field in _all_fields():
        if field.words:
            found.setdefault(field.words, []).append(field.label)
    return found


def _all_fields() -> Iterable[Field]:
    for fields in (*FIELDS.values(), *RELATION_FIELDS.values()):
        yield from fields


def _set_word(
    session: Session, government: int, name: str, word: str, *, offered: bool
) -> None:
    query = select(ListedWord).where(
        ListedWord.government_id == government,
        ListedWord.list == name,
        ListedWord.word == word,
    )
    row = session.scalar(query)
    if row is None:
        row = ListedWord(government_id=government, list=name, word=word, position=999)
        session.add(row)
    row.offered = offered
    session.flush()
    deed = "Kata ditawarkan" if offered else "Kata disembunyikan"
    history.note(session, row, deed, {name: (None, word)}, government=government)
    forget(session)


def _problems(
    session: Session,
    government: int,
    layer: Layer,
    details: FieldDetails,
    row: CustomField | None = None,
) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    label = " ".join(details.label.split())
    others = [each for each in own_rows(session, government) if each is not row]
    of_layer = [each for each in others if each.layer is layer]
    taken = {each.label.casefold() for each in FIELDS[layer]}
    taken |= {each.label.casefold() for each in of_layer}
    if not label or len(label) > LONGEST_LABEL:
        wrong["label"] = [f"Isi nama isian, paling panjang {LONGEST_LABEL} karakter."]
    elif label.casefold() in taken:
        wrong["label"] = [f"“{label}” sudah ada pada lapisan ini."]
    elif row is None and len(of_layer) >= MOST_FIELDS:
        wrong["label"] = [f"Paling banyak {MOST_FIELDS} isian tambahan per lapisan."]
    if details.kind not in KINDS:
        wrong["kind"] = ["Pilih jenis isian."]
    choices = _choices(details)
    if details.kind in CHOSEN and not choices:
        wrong["choices"] = ["Isi pilihannya, satu per baris."]
    if len(choices) > MOST_CHOICES or any(len(each) > 120 for each in choices):
        wrong["choices"] = [
            f"Paling banyak {MOST_CHOICES} pilihan, masing-masing 120 karakter."
        ]
    if any(";" in each for each in choices):
        wrong["choices"] = ["Pilihan tidak boleh memuat titik koma."]
    return wrong


def _choices(details: FieldDetails) -> list[str]:
    if details.kind not in CHOSEN:
        return []
    tidy = (" ".join(each.split()) for each in details.choices)
    return list({each.casefold(): each for each in tidy if each}.values())


def _values(details: FieldDetails) -> dict[str, Any]:
    return {
        "label": " ".join(details.label.split()),
        "kind": details.kind,
        "required": details.required,
        "choices": _choices(details),
        "help": " ".join(details.help.split())[:300],
        "cls": details.cls,
    }


def _details(row: CustomField) -> FieldDetails:
    return FieldDetails(
        label=row.label,
        kind=row.kind,
        required=row.required,
        choices=row.choices,
        help=row.help,
        cls=row.cls,
    )


def _name(session: Session, government: int, layer: Layer, label: str) -> str:
    """Return a name that no field of the layer ever had, ended ones included."""
    words = re.sub(r"[^a-z0-9]+", "_", label.casefold()).strip("_")[:40] or "isian"
    query = select(CustomField.name).where(
        CustomField.government_id == government, CustomField.layer == layer
    )
    taken = set(session.scalars(query))
    name, number = f"x_{words}", 2
    while name in taken:
        name, number = f"x_{words}_{number}", number + 1
    return name
