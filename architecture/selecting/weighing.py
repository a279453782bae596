"""What a wish means for one element: its change, or why it stays as it is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import elements, handing, history
from architecture.elements.changes import (
    Change,
    NewRelation,
    RemovedRelation,
    Revision,
)
from architecture.elements.fields import fields_of, kind_of, value_of
from architecture.elements.relating import check_days, check_rule, overlap
from architecture.elements.relating import checked as checked_attributes
from architecture.elements.values import Wrong, nothing, read, shown
from architecture.errors import Invalid
from architecture.layers import (
    INVERSE,
    Field,
    FieldKind,
    Layer,
    Sharing,
    Status,
)
from architecture.model import Element, Organisation, Relation
from architecture.reference.calendar import tanggal
from architecture.referencing import unknown_codes
from architecture.scope import readable_classes
from architecture.selecting.values import Editor, How, Tie, What, Wish

EMPTY = "kosong"
SEVERAL = frozenset({FieldKind.CHOICES, FieldKind.WORDS, FieldKind.CODES})
"""Kinds of fields that hold several; to these something can be added."""


class Answer(StrEnum):
    """Yes or no, to what is only one of both."""

    YES = "Ya"
    NO = "Tidak"


LIFE_FIELDS: Mapping[str, Field] = {
    each.name: each
    for each in (
        Field(name="status", label="Status", kind=FieldKind.CHOICE, choices=Status),
        Field(name="live_on", label="Aktif sejak", kind=FieldKind.DATE),
        Field(name="retires_on", label="Berhenti pada", kind=FieldKind.DATE),
        Field(
            name="sensitive", label="Sensitif", kind=FieldKind.CHOICE, choices=Answer
        ),
        Field(
            name="sharing",
            label="Berbagi pakai dengan pemerintah lain",
            kind=FieldKind.CHOICE,
            choices=Sharing,
        ),
    )
}
"""What belongs to the life of an element, as fields are described."""

_ACROSS = handing.ACROSS[0].upper() + handing.ACROSS[1:]
_OF_ALL = frozenset(LIFE_FIELDS) - {"sharing"}
"""Only applications are shared with others."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """What becomes of an element: a change, or why none; `stays`: it says so now."""

    change: Change | None = None
    before: str = ""
    after: str = ""
    why: str = ""
    stays: bool = False


Weigh = Callable[[Element], Weighed]


def settable(session: Session, government: int, layer: Layer) -> tuple[Field, ...]:
    """Return the fields that many elements may say alike: all but the name."""
    several = fields_of(session, government, layer)
    return tuple(field for field in several if field.name != "name")


def living(layer: Layer) -> tuple[Field, ...]:
    """Return what of the life of an element of that layer may be set."""
    shared = layer is Layer.APPLICATION
    return tuple(
        each for each in LIFE_FIELDS.values() if shared or each.name in _OF_ALL
    )


def weigher(
    session: Session, editor: Editor, keys: Sequence[int], wish: Wish
) -> tuple[str, Weigh]:
    """Return how people call what is wanted, and what weighs it for an element.

    Raises `Invalid` if nobody could have it: what was typed is no value of the field.
    """
    if wish.name == What.OFFICE.name:
        return What.OFFICE.value, _owning(session, editor, keys, wish)
    if wish.name == What.RETIRE.name:
        return What.RETIRE.value, _ending(wish.value, editor.today)
    if wish.name in {What.RELATE.name, What.UNRELATE.name}:
        return _tying(session, editor, wish)
    life = {field.name: field for field in living(editor.layer)}
    if wish.name in life:
        return life[wish.name].label, _living(life[wish.name], wish)
    fields = {
        field.name: field
        for field in settable(session, editor.government, editor.layer)
    }
    field = fields.get(wish.name) or _refuse("Pilih apa yang diubah.", "name")
    return field.label, _stating(session, editor, field, wish)


def _stating(session: Session, editor: Editor, field: Field, wish: Wish) -> Weigh:
    wanted = _wanted(session, editor, field, wish)
    several = field.kind in SEVERAL and wish.how is not How.SET

    def weigh(element: Element) -> Weighed:
        kind = kind_of(element)
        if not field.is_of(kind):
            named = kind.value if kind else element.layer.value
            return Weighed(why=f"{named} tidak memiliki isian ini.")
        if field.cls not in readable_classes(editor.viewer, element):
            return Weighed(why="Isian ini terbatas bagi Anda.")
        old = value_of(element, field)
        new = _combined(old, wanted, wish.how) if several else wanted
        before = shown(field, old) or EMPTY
        if not history.difference({field.name: old}, {field.name: new}):
            return Weighed(before=before, why="Sudah begitu.", stays=True)
        revision = Revision(
            element_id=element.id, stated={field.name: new}, version=element.version
        )
        return Weighed(revision, before, shown(field, new) or EMPTY)

    return weigh


def _wanted(session: Session, editor: Editor, field: Field, wish: Wish) -> Any:
    """Return the value that was typed; raise `Invalid` if no element could say it."""
    wanted = _read(field, wish.value)
    coded = field.kind is FieldKind.CODES and wish.how is not How.TAKE
    unknown = unknown_codes(session, wanted, editor.government) if coded else []
    if unknown:
        _refuse(f"Kode tidak dikenal: {', '.join(unknown)}.")
    if wanted == nothing(field):
        if field.kind in SEVERAL and wish.how is not How.SET:
            _refuse(f"{field.label}: pilih yang ditambahkan atau dihilangkan.")
        if field.required:
            _refuse(f"{field.label} wajib diisi, jadi tidak dapat dikosongkan.")
    return wanted


def _combined(old: Sequence[str], wanted: Sequence[str], how: How) -> list[str]:
    if how is How.TAKE:
        return [each for each in old if each not in wanted]
    return [*old, *(each for each in wanted if each not in old)]


def _living(field: Field, wish: Wish) -> Weigh:
    value = _read(field, wish.value)
    if value is Status.RETIRED:
        _refuse("Untuk menghentikan, pilih “Hentikan”: di sana alasannya ditanyakan.")
    new = value is Answer.YES if isinstance(value, Answer) else value

    def weigh(element: Element) -> Weighed:
        old = getattr(element, field.name)
        before = _life_text(field, old)
        if old == new:
            return Weighed(before=before, why="Sudah begitu.", stays=True)
        revision = Revision(
            element_id=element.id,
            stated={},
            life={field.name: new},
            version=element.version,
        )
        return Weighed(revision, before, _life_text(field, new))

    return weigh


def _life_text(field: Field, value: Any) -> str:
    if isinstance(value, bool):
        return (Answer.YES if value else Answer.NO).value
    return shown(field, value) or EMPTY


def _owning(session: Session, editor: Editor, keys: Sequence[int], wish: Wish) -> Weigh:
    """Weigh a new owner as `handing` does: at once, or not without a handover."""
    to = session.get(Organisation, int(wish.value or 0))
    if to is None or to.government_id != editor.government:
        _refuse("Pilih pemiliknya.")
    try:
        handing.check_heir(to, editor.government, editor.today)
    except Invalid as error:
        _refuse(error.problems["office"][0])
    waiting = handing.open_about(session, keys)
    among = handing.circles(editor.viewer, editor.government)

    def weigh(element: Element) -> Weighed:
        before = element.organisation.label
        if element.organisation_id == to.id:
            return Weighed(before=before, why="Memang miliknya.", stays=True)
        if element.id in waiting:
            return Weighed(before=before, why="Menunggu jawaban serah terima.")
        if not handing.at_once(among, element.organisation_id, to.id):
            return Weighed(before=before, why=_ACROSS)
        revision = Revision(
            element_id=element.id,
            stated={},
            version=element.version,
            organisation_id=to.id,
        )
        return Weighed(revision, before, to.label)

    return weigh


def _ending(day: date | str, today: date) -> Weigh:
    on = day if isinstance(day, date) else today
    status = Status.PHASING_OUT if on > today else Status.RETIRED
    life = {"status": status, "retires_on": on}

    def weigh(element: Element) -> Weighed:
        before = element.status.value
        if element.status is Status.RETIRED:
            return Weighed(before=before, why="Sudah tidak aktif.", stays=True)
        if all(getattr(element, name) == value for name, value in life.items()):
            return Weighed(before=before, why="Sudah begitu.", stays=True)
        revision = Revision(
            element_id=element.id, stated={}, life=life, version=element.version
        )
        return Weighed(revision, before, f"{status.value}, {tanggal(on)}")

    return weigh


def _tying(session: Session, editor: Editor, wish: Wish) -> tuple[str, Weigh]:
    tie = wish.tie or _refuse("Pilih relasinya.")
    other = elements.find(session, editor.viewer, tie.other)
    if other is None:
        _refuse("Pilih satu yang dihubungkan.")
    foreign = not tie.outgoing and other.government_id != editor.government
    if foreign:
        _refuse(f"{other.name} milik instansi lain.")
    there = _there(session, tie)
    word = tie.verb.value if tie.outgoing else INVERSE[tie.verb]
    said = f"{word} {other.name}"
    if wish.name == What.UNRELATE.name:
        return said, _untying(there, said, wish.reason)
    check_days(tie.starts_on, tie.ends_on)
    attributes = checked_attributes(
        session, editor.government, tie.verb, tie.attributes
    )
    life = (tie.starts_on, tie.ends_on)

    def weigh(element: Element) -> Weighed:
        known = there.get(element.id, [])
        if any(overlap(life, (each.starts_on, each.ends_on)) for each in known):
            return Weighed(before=said, why="Relasi ini sudah tercatat.", stays=True)
        ends = (element, other) if tie.outgoing else (other, element)
        try:
            check_rule(ends[0], tie.verb, ends[1])
        except Invalid as error:
            return Weighed(why=error.sentence)
        relation = NewRelation(
            source=ends[0].id,
            verb=tie.verb,
            target=ends[1].id,
            starts_on=tie.starts_on,
            ends_on=tie.ends_on,
            attributes=attributes,
            reason=wish.reason,
        )
        return Weighed(relation, EMPTY, said)

    return said, weigh


def _untying(there: Mapping[int, Sequence[Relation]], said: str, reason: str) -> Weigh:
    """Weigh the removal of a relation; of several lives of one the last."""

    def weigh(element: Element) -> Weighed:
        known = there.get(element.id, [])
        if not known:
            return Weighed(why="Relasi ini tidak ada.", stays=True)
        gone = RemovedRelation(relation_id=known[-1].id, reason=reason)
        return Weighed(gone, said, "dihapus")

    return weigh


def _there(session: Session, tie: Tie) -> Mapping[int, list[Relation]]:
    """Return the relations of that kind with the other: element → relations."""
    far = Relation.target_id if tie.outgoing else Relation.source_id
    query = select(Relation).where(Relation.verb == tie.verb, far == tie.other)
    found: dict[int, list[Relation]] = {}
    for row in session.scalars(query.order_by(Relation.id)):
        key = row.source_id if tie.outgoing else row.target_id
        found.setdefault(key, []).append(row)
    return found


def _read(field: Field, raw: Any) -> Any:
    try:
        return read(field, raw)
    except Wrong as error:
        _refuse(str(error))


def _refuse(sentence: str, field: str = "value") -> NoReturn:
    raise Invalid(sentence, problems={field: [sentence]})
