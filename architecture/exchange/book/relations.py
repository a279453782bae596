"""Compare the rows of the sheet of relations with the model."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from architecture.elements import relation_fields
from architecture.elements.changes import NewRelation, RelationRevision, RemovedRelation
from architecture.elements.values import Wrong
from architecture.exchange.book import gathering
from architecture.exchange.book.cells import Unusable, said, stated
from architecture.exchange.book.elements import (
    CONFLICT,
    Before,
    conflict_of,
    difference,
    is_same,
    place_of,
    untouched,
)
from architecture.exchange.book.layout import MARK, Column, Role
from architecture.exchange.book.plan import Action, Difference, Flaw, Outcome, may
from architecture.exchange.book.reading import FileRow, FileSheet
from architecture.exchange.book.state import End, State, is_new, portions
from architecture.layers import Verb, may_relate
from architecture.model.elements import sorted_as

_LIFE = ("starts_on", "ends_on")
_ENDS = ("source", "verb", "target")
_OTHERS = "Asalnya milik kantor lain; Anda hanya dapat mengubah milik kantor Anda."
_FIXED = (
    "Asal, hubungan, dan tujuan relasi yang sudah ada tidak diubah: tulis “hapus” di "
    "baris ini, lalu tambahkan relasi yang baru tanpa nomor."
)

Named = Mapping[str, Sequence[End]]


def compared(sheet: FileSheet, state: State) -> Iterator[Outcome]:
    """Yield what becomes of each relation, in the order of the file."""
    comparing = _Comparing(sheet, state)
    for rows in portions(sheet.rows()):
        yield from comparing.outcomes(rows)


class _Comparing:
    """Compares relations, and remembers which numbers it has met."""

    def __init__(self, sheet: FileSheet, state: State) -> None:
        self._sheet, self._state = sheet, state
        self._held = [
            place.column
            for place in sheet.places.values()
            if place.column.role is Role.FIELD
            and place.column.name not in {"source", "target"}
        ]
        self._met: dict[int, int] = {}

    def outcomes(self, rows: Sequence[FileRow]) -> Iterator[Outcome]:
        keys = {key for row in rows if (key := _number(row)) is not None}
        there = self._state.relations(keys)
        stale = [
            now
            for row in rows
            if (now := there.get(_number(row) or 0)) and self._is_stale(row, now)
        ]
        before = self._state.relations_changed_since(stale) if stale else {}
        aged = {each.id for each in stale}
        new = [row for row in rows if not said(row.cells.get("relation"))]
        ends, named = self._ends(new)
        for row in rows:
            text = said(row.cells.get("relation"))
            now = there.get(_number(row) or 0)
            if not text:
                yield self._new(row, ends, named)
            elif now is None:
                told = (
                    f"Nomor relasi {text[:20]} tidak ada di instansi ini; mungkin "
                    "sudah dihapus. Kosongkan nomornya bila relasi ini baru."
                )
                yield self._refused(row, [Flaw(told, "relation")], code=text[:20])
            else:
                then = before.get(now.id) if now.id in aged else {}
                yield self._known(row, now, then)

    def _ends(self, rows: Sequence[FileRow]) -> tuple[Mapping[str, End], Named]:
        codes, names = set(), set()
        for row in rows:
            for end in ("source", "target"):
                text = said(row.cells.get(end))
                codes.add(text)
                if not text:
                    names.add(said(row.cells.get(f"{end}_name")))
        return self._state.ends(codes), self._state.named(names - {""})

    def _outcome(self, row: FileRow, action: Action, **more: Any) -> Outcome:
        return Outcome(
            sheet=self._sheet.plan.name,
            row=row.number,
            action=action,
            name=_name(row),
            cells=row.cells,
            **more,
        )

    def _refused(self, row: FileRow, flaws: Sequence[Flaw], **more: Any) -> Outcome:
        reasons = tuple(place_of(self._sheet, row, each) for each in flaws)
        return self._outcome(row, Action.REFUSED, reasons=reasons, **more)

    # ---- what is there already ----------------------------------------------

    def _known(self, row: FileRow, now: Any, before: Before) -> Outcome:
        code = str(now.id)
        flaws = self._twice(row, now.id) + self._moved(row, now)
        mark, more = _mark(row)
        differences, values, wrong = self._differences(row, now, before)
        flaws += more + ([] if mark else wrong)
        if not flaws and not mark and not differences:
            return Outcome(
                sheet=self._sheet.plan.name, row=row.number, action=Action.SAME
            )
        if not flaws and not may(self._state.reach.edit, now.organisation_id):
            flaws = [Flaw(_OTHERS)]
        if flaws:
            return self._refused(row, flaws, code=code)
        reason = conflict_of(differences, before)
        if mark:
            reason = "" if before == {} else CONFLICT
        action = Action.REMOVED if mark else Action.CHANGED
        return self._outcome(
            row,
            Action.CONFLICT if reason else action,
            code=code,
            reasons=(reason,) if reason else (),
            differences=() if mark else tuple(differences),
            change=RemovedRelation(relation_id=now.id)
            if mark
            else _revision(now, values),
        )

    def _differences(
        self, row: FileRow, now: Any, before: Before
    ) -> tuple[list[Difference], dict[str, Any], list[Flaw]]:
        readable = self._state.classes(now.organisation_id)
        differences: list[Difference] = []
        values: dict[str, Any] = {}
        flaws: list[Flaw] = []
        for column in self._held:
            if column.field.cls not in readable:
                continue
            cell = row.cells[column.name]
            old = gathering.relation_value(now, column)
            if is_same(column.field, cell, old) or untouched(column, cell, before):
                continue
            flaw, value = self._value(column, cell, now.verb)
            if flaw is not None:
                flaws.append(flaw)
            elif value != old:
                values[column.name] = value
                differences.append(difference(column, old, value))
        return differences, values, flaws

    def _moved(self, row: FileRow, now: Any) -> list[Flaw]:
        """Refuse another source, verb or target; a column that is gone says nothing."""
        told = {
            "source": {now.source.upper()},
            "verb": {str(now.verb.value).casefold(), now.verb.name.casefold()},
            "target": {gathering.end_code(now, self._state.extent).upper()},
        }
        for name in _ENDS:
            if name not in row.cells:
                continue
            text = said(row.cells[name])
            form = text.casefold() if name == "verb" else text.upper()
            if form not in told[name]:
                return [Flaw(_FIXED, name)]
        return []

    def _twice(self, row: FileRow, key: int) -> list[Flaw]:
        first = self._met.setdefault(key, row.number)
        if first == row.number:
            return []
        text = f"Nomor {key} sudah ada di baris {first}; sisakan satu baris saja."
        return [Flaw(text, "relation")]

    def _is_stale(self, row: FileRow, now: Any) -> bool:
        mark = said(row.cells.get("version"))
        if not mark:
            return False
        extent, plan = self._state.extent, self._sheet.plan
        cells = gathering.relation_cells(now, plan, extent)
        whole = gathering.is_whole(mark)
        return mark != gathering.mark_of(cells, plan, whole=whole)

    # ---- what is new ----------------------------------------------------------

    def _new(self, row: FileRow, ends: Mapping[str, End], named: Named) -> Outcome:
        flaws: list[Flaw] = []
        mark, more = _mark(row)
        flaws += more
        if mark:
            flaws.append(Flaw("Relasi tanpa nomor tidak dapat dihapus.", "removed"))
        source = self._end(row, "source", ends, named, flaws)
        target = self._end(row, "target", ends, named, flaws)
        verb = self._verb(row, source, target, flaws)
        values = self._stated(row, verb, source, flaws) if verb else {}
        if source and not may(self._state.reach.edit, source.organisation):
            flaws.append(Flaw(_OTHERS, "source"))
        if flaws or source is None or target is None or verb is None:
            return self._refused(row, flaws)
        attributes = {name: v for name, v in values.items() if name not in _LIFE}
        by_name = {each.name: each for each in self._held}
        return self._outcome(
            row,
            Action.NEW,
            differences=tuple(
                difference(by_name[name], None, value) for name, value in values.items()
            ),
            needs=frozenset(
                end.key for end in (source, target) if isinstance(end.key, str)
            ),
            change=NewRelation(
                source=source.key,
                verb=verb,
                target=target.key,
                starts_on=values.get("starts_on"),
                ends_on=values.get("ends_on"),
                attributes=attributes,
                ref=str(row.number),
            ),
        )

    def _end(
        self,
        row: FileRow,
        name: str,
        ends: Mapping[str, End],
        named: Named,
        flaws: list[Flaw],
    ) -> End | None:
        cell = row.cells.get(name)
        if isinstance(cell, Unusable):
            flaws.append(Flaw(cell.sentence, name))
            return None
        text = said(cell)
        if text:
            if text not in ends:
                flaws.append(Flaw(_unknown(text), name))
            return ends.get(text)
        other = said(row.cells.get(f"{name}_name"))
        several = named.get(sorted_as(other), []) if other else []
        if len(several) == 1:
            return several[0]
        label = self._sheet.plan.column(name).heading
        told = f"{label} wajib diisi."
        if several:
            told = f"“{other}” dapat berarti {len(several)} elemen; tulis kodenya."
        elif other:
            told = f"Tidak ada elemen bernama “{other[:80]}”; tulis kodenya."
        flaws.append(Flaw(told, name))
        return None

    def _verb(
        self,
        row: FileRow,
        source: End | None,
        target: End | None,
        flaws: list[Flaw],
    ) -> Verb | None:
        column = self._sheet.plan.column("verb")
        try:
            verb: Verb = stated(column.field, row.cells.get("verb"))
        except Wrong as error:
            flaws.append(Flaw(str(error), "verb"))
            return None
        if source and target and not may_relate(source.layer, verb, target.layer):
            flaws.append(Flaw(_forbidden(source, verb, target), "verb"))
        return verb

    def _stated(
        self, row: FileRow, verb: Verb, source: End | None, flaws: list[Flaw]
    ) -> dict[str, Any]:
        owner = source.organisation if source else self._state.government
        readable = self._state.classes(owner)
        values = {}
        for column in self._held:
            cell = row.cells[column.name]
            if not said(cell) or column.field.cls not in readable:
                continue
            flaw, value = self._value(column, cell, verb)
            if flaw is not None:
                flaws.append(flaw)
            else:
                values[column.name] = value
        return values

    def _value(self, column: Column, cell: Any, verb: Verb) -> tuple[Flaw | None, Any]:
        """Return the value of an attribute, or why a relation of the verb has none."""
        if column.name not in _LIFE:
            fields = relation_fields(self._state.session, self._state.government, verb)
            if all(each.name != column.name for each in fields) and said(cell):
                label = column.field.label
                text = f"{label} tidak berlaku untuk “{verb.value}”; kosongkan selnya."
                return Flaw(text, column.name), None
        try:
            if not said(cell) and not isinstance(cell, Unusable):
                return None, None
            return None, stated(column.field, cell)
        except Wrong as error:
            return Flaw(str(error), column.name), None


def _revision(now: Any, values: Mapping[str, Any]) -> RelationRevision:
    attributes = {name: v for name, v in values.items() if name not in _LIFE}
    return RelationRevision(
        relation_id=now.id,
        starts_on=values.get("starts_on", now.starts_on),
        ends_on=values.get("ends_on", now.ends_on),
        attributes=attributes,
    )


def _number(row: FileRow) -> int | None:
    text = said(row.cells.get("relation"))
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _mark(row: FileRow) -> tuple[bool, list[Flaw]]:
    cell = row.cells.get("removed")
    text = said(cell).casefold()
    if isinstance(cell, Unusable):
        return False, [Flaw(cell.sentence, "removed")]
    if text in {"", "tidak"}:
        return False, []
    if text in {MARK, "ya", "x"}:
        return True, []
    return False, [Flaw(f"Tulis “{MARK}” untuk menghapus, atau kosongkan.", "removed")]


def _name(row: FileRow) -> str:
    """Return what people call the relation: both ends with the verb between them."""
    ends = [
        said(row.cells.get(f"{end}_name")) or said(row.cells.get(end))
        for end in ("source", "target")
    ]
    return " ".join([ends[0], said(row.cells.get("verb")), ends[1]]).strip()


def _unknown(text: str) -> str:
    if is_new(text):
        return (
            f"Tidak ada baris baru berkode “{text[:40]}” di lembar lain. Bila barisnya "
            "sudah diterapkan, tulis kodenya di portal."
        )
    return f"Kode “{text[:40]}” tidak dikenal, atau tidak dapat Anda lihat."


def _forbidden(source: End, verb: Verb, target: End) -> str:
    return (
        f"{source.layer.value} tidak dapat “{verb.value}” {target.layer.value}; "
        "pilih hubungan lain, atau tukar asal dan tujuannya."
    )
