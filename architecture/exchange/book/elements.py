"""Compare the rows of a layer's sheet with the model: what is new, what changes."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from architecture.elements.changes import NewElement, Revision
from architecture.elements.values import Wrong, shown
from architecture.exchange.book import gathering
from architecture.exchange.book.cells import Raw, Unusable, as_flag, said, stated
from architecture.exchange.book.cells import written as written_cell
from architecture.exchange.book.layout import Column, Role, is_life
from architecture.exchange.book.plan import (
    Action,
    Difference,
    Flaw,
    Outcome,
    may,
)
from architecture.exchange.book.reading import FileRow, FileSheet
from architecture.exchange.book.state import State, is_new, portions
from architecture.handing import ACROSS, at_once
from architecture.layers import Field, FieldKind, Layer, Status
from architecture.model.elements import sorted_as

CONFLICT = "Sudah diubah di portal sejak buku ini diunduh; pilih isi mana yang dipakai."
Before = Mapping[str, Any] | None
"""Field → what stood there when the workbook was written, for what others changed
since; None where that is not known."""

_OTHERS = "Milik perangkat daerah lain; Anda hanya dapat mengubah milik kantor Anda."


def compared(sheet: FileSheet, state: State) -> Iterator[Outcome]:
    """Yield what becomes of each row of a layer, in the order of the file."""
    comparing = _Comparing(sheet, state)
    for rows in portions(sheet.rows()):
        yield from comparing.outcomes(rows)


class _Comparing:
    """Compares the rows of one sheet, and remembers which codes it has met."""

    def __init__(self, sheet: FileSheet, state: State) -> None:
        self._sheet, self._state = sheet, state
        self._layer: Layer = sheet.plan.layer or Layer.APPLICATION
        self._columns = [place.column for place in sheet.places.values()]
        self._held = [each for each in self._columns if each.role is Role.FIELD]
        self._met: dict[str, int] = {}

    def outcomes(self, rows: Sequence[FileRow]) -> Iterator[Outcome]:
        codes = {_code(row) for row in rows}
        there = self._state.elements(
            self._layer, [each for each in codes if not is_new(each)]
        )
        lost = [
            each for each in codes if not is_new(each) and each.upper() not in there
        ]
        others = self._state.others(lost) if lost else {}
        stale = [
            each.id
            for row in rows
            if (each := there.get(_code(row).upper())) and _is_stale(row, each)
        ]
        before = self._state.changed_since(self._layer, stale) if stale else {}
        names = [said(row.cells.get("name")) for row in rows if is_new(_code(row))]
        known = self._state.namesakes(self._layer, names) if names else {}
        for row in rows:
            code = _code(row)
            if is_new(code):
                yield self._new(row, code, known)
            elif code.upper() in there:
                now = there[code.upper()]
                told = before.get(now.id) if _is_stale(row, now) else {}
                yield self._revised(row, now, told)
            else:
                yield self._lost(row, code, others.get(code.upper()))

    def _outcome(self, row: FileRow, action: Action, **more: Any) -> Outcome:
        return Outcome(
            sheet=self._sheet.plan.name, row=row.number, action=action, **more
        )

    def _refused(self, row: FileRow, flaws: Sequence[Flaw], **more: Any) -> Outcome:
        return self._outcome(
            row,
            Action.REFUSED,
            reasons=tuple(place_of(self._sheet, row, each) for each in flaws),
            cells=row.cells,
            **more,
        )

    def _lost(self, row: FileRow, code: str, layer: Layer | None) -> Outcome:
        if layer is self._layer:
            text = f"{code} sudah digabung ke catatan lain; ubah yang mewakilinya."
        elif layer is not None:
            text = f"{code} ada di lembar {layer.value}; pindahkan barisnya ke sana."
        else:
            text = (
                f"Kode {code} tidak ada di instansi ini. Kosongkan Kode bila baris ini "
                "baru."
            )
        return self._refused(
            row, [Flaw(text, "code")], code=code, name=said(row.cells.get("name"))
        )

    # ---- what is there already ----------------------------------------------

    def _revised(self, row: FileRow, now: Any, before: Before) -> Outcome:
        told = {"code": now.code, "name": now.name}
        flaws = self._twice(row, now.code.upper())
        office, flaw = self._office(row, now.organisation_id)
        flaws += flaw
        if before and office == before.get("organisation_id"):
            office = now.organisation_id  # the row says what stood there before
        differences, stated_, more = self._differences(row, now, before)
        flaws += more
        if office not in (None, now.organisation_id):
            differences.append(self._owner(now.organisation_id, office or 0))
        else:
            office = None
        if not differences and not flaws:
            return self._outcome(row, Action.SAME)
        owner = now.organisation_id
        for each in (owner, office or owner):
            if not may(self._state.reach.edit, each) and not flaws:
                flaws = [Flaw(_OTHERS)]
        if office and not at_once(self._state.reach.among, owner, office):
            flaws = flaws or [Flaw(ACROSS.capitalize(), "organisation")]
        if flaws:
            return self._refused(row, flaws, differences=tuple(differences), **told)
        fields, life = _parted(stated_)
        change = Revision(
            element_id=now.id,
            version=now.version,
            stated=fields,
            life=life,
            organisation_id=office,
        )
        reason = conflict_of(differences, before)
        return self._outcome(
            row,
            Action.CONFLICT if reason else Action.CHANGED,
            reasons=(reason,) if reason else (),
            differences=tuple(differences),
            change=change,
            cells=row.cells,
            **told,
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
            old = gathering.element_value(now, column)
            if is_same(column.field, cell, old) or untouched(column, cell, before):
                continue
            try:
                value = stated(column.field, cell)
            except Wrong as error:
                flaws.append(Flaw(str(error), column.name))
                continue
            if value == old:
                continue
            values[column.name] = value
            differences.append(difference(column, old, value))
        if all(each.name != "kind" for each in flaws):
            flaws += self._not_of_its_kind(values, values.get("kind", _kind(now)))
        self._end_of_life(values, now.retires_on, differences)
        return differences, values, flaws

    # ---- what is new ----------------------------------------------------------

    def _new(
        self, row: FileRow, code: str, known: Mapping[tuple[str, int], str]
    ) -> Outcome:
        name = said(row.cells.get("name"))
        flaws = self._twice(row, code.upper()) if code else []
        home = self._state.government
        office, more = self._office(row, None)
        flaws += more
        values, more = self._stated(row)
        flaws += more
        twin = known.get((sorted_as(name), office or home))
        if twin and name:
            flaws.append(
                Flaw(
                    f"{twin} bernama sama dan milik kantor yang sama. Isi kodenya bila "
                    "itu yang dimaksud, atau bedakan namanya.",
                    "name",
                )
            )
        if not may(self._state.reach.edit, office or home):
            flaws.append(Flaw(_OTHERS, "organisation"))
        ref = code.upper() or f"{self._sheet.plan.name}!{row.number}"
        told = {"code": code, "name": name, "ref": ref}
        if flaws:
            outcome = self._refused(row, flaws, **told)
            values = {}
        else:
            outcome = self._outcome(
                row,
                Action.NEW,
                differences=(self._owner(0, office or home), *self._all(values)),
                cells=row.cells,
                **told,
            )
        fields, life = _parted(values)
        outcome.change = NewElement(
            ref=ref,
            layer=self._layer,
            organisation_id=office or home,
            stated=fields,
            life=life,
        )
        self._state.add_new(outcome, ref, name)
        return outcome

    def _stated(self, row: FileRow) -> tuple[dict[str, Any], list[Flaw]]:
        values: dict[str, Any] = {}
        flaws: list[Flaw] = []
        for column in self._held:
            cell = row.cells[column.name]
            if not said(cell) and not isinstance(cell, Unusable):
                continue
            try:
                values[column.name] = stated(column.field, cell)
            except Wrong as error:
                flaws.append(Flaw(str(error), column.name))
        told = {*values, *(each.name for each in flaws)}
        flaws += [
            Flaw(f"{each.field.label} wajib diisi untuk baris baru.", each.name)
            for each in self._sheet.plan.columns
            if each.field.required and each.role is Role.FIELD and each.name not in told
        ]
        if all(each.name != "kind" for each in flaws):
            flaws += self._not_of_its_kind(values, values.get("kind"))
        self._end_of_life(values, None, [])
        return values, flaws

    def _all(self, values: Mapping[str, Any]) -> tuple[Difference, ...]:
        by_name = {each.name: each for each in self._sheet.plan.columns}
        return tuple(
            difference(by_name[name], None, value)
            for name, value in values.items()
            if name in by_name
        )

    # ---- what both need ---------------------------------------------------------

    def _twice(self, row: FileRow, code: str) -> list[Flaw]:
        first = self._met.setdefault(code, row.number)
        if first == row.number:
            return []
        text = f"{code} sudah ada di baris {first}; sisakan satu baris saja."
        return [Flaw(text, "code")]

    def _office(self, row: FileRow, now: int | None) -> tuple[int | None, list[Flaw]]:
        """Return the owner that the row names; without a column it stays."""
        if "organisation" not in row.cells:
            return now, []
        otherwise = self._state.government if now is None else None
        return find_office(self._state, row.cells["organisation"], otherwise)

    def _owner(self, before: int, after: int) -> Difference:
        """Return whose it is to be, as a cell that changes."""
        labels = self._state.extent.known.labels
        return Difference(
            "organisation", "Perangkat daerah", labels.get(before, ""), labels[after]
        )

    def _not_of_its_kind(self, values: Mapping[str, Any], kind: Any) -> list[Flaw]:
        flaws = []
        for column in self._held:
            field = column.field
            value = values.get(column.name)
            if value in (None, "", []) or field.is_of(kind):
                continue
            kinds = ", ".join(sorted(str(each.value) for each in field.kinds))
            text = f"{field.label} hanya untuk objek {kinds}; kosongkan selnya."
            flaws.append(Flaw(text, column.name))
        return flaws

    def _end_of_life(
        self, values: dict[str, Any], ends: Any, differences: list[Difference]
    ) -> None:
        """Let what is retired without a day end today, as the pages do."""
        if values.get("status") is not Status.RETIRED:
            return
        if ends is None and values.get("retires_on") is None:
            values["retires_on"] = self._state.reach.today
            field = Field(name="retires_on", label="Berhenti pada", kind=FieldKind.DATE)
            column = Column(field=field, heading=field.label)
            differences.append(difference(column, None, values["retires_on"]))


def find_office(
    state: State, cell: Raw, otherwise: int | None = None
) -> tuple[int | None, list[Flaw]]:
    """Return the office that a cell names; an empty one names `otherwise`, if any."""
    if isinstance(cell, Unusable):
        return None, [Flaw(cell.sentence, "organisation")]
    text = said(cell)
    if not text:
        wrong = [Flaw("Perangkat daerah wajib diisi.", "organisation")]
        return otherwise, [] if otherwise else wrong
    found = state.extent.known.find(text)
    if len(found) == 1:
        return found[0], []
    if found:
        text_ = f"“{text}” dapat berarti beberapa perangkat daerah; tulis kodenya."
    else:
        text_ = (
            f"Perangkat daerah “{text[:80]}” tidak dikenal; pilih dari lembar "
            "Perangkat daerah."
        )
    return None, [Flaw(text_, "organisation")]


def untouched(column: Column, cell: Raw, before: Before) -> bool:
    """Tell whether a cell says what stood there before others changed it."""
    if not before or column.name not in before:
        return False
    then = gathering.kept_value(column, before[column.name])
    return is_same(column.field, cell, then)


def conflict_of(differences: Sequence[Difference], before: Before) -> str:
    """Return why a row is a conflict, or nothing if others changed other cells."""
    if before is None:
        return CONFLICT
    both = [
        each.heading
        for each in differences
        if each.name in before
        or (each.name == "organisation" and "organisation_id" in before)
    ]
    if not both:
        return ""
    return f"{', '.join(both)}: {CONFLICT[0].lower()}{CONFLICT[1:]}"


def is_same(field: Field, cell: Raw, old: Any) -> bool:
    """Tell whether a cell says what the export would write for a value."""
    if isinstance(cell, Unusable):
        return False
    return said(cell) == said(written_cell(field, old))


def difference(column: Column, old: Any, new: Any) -> Difference:
    """Return a cell that changes, as people read both."""
    field = column.field
    return Difference(column.name, column.heading, shown(field, old), shown(field, new))


def place_of(sheet: FileSheet, row: FileRow, flaw: Flaw) -> str:
    """Return a flaw with the cell that it stands in.

    The sheet is told beside it.
    """
    place = sheet.places.get(flaw.name)
    if place is None:
        return flaw.text
    text = flaw.text.removeprefix(f"{place.column.field.label}: ")
    return f"Sel {place.letters}{row.number} ({place.column.heading}): {text}"


def _code(row: FileRow) -> str:
    return said(row.cells.get("code"))


def _version(row: FileRow) -> int | None:
    text = said(row.cells.get("version"))
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _is_stale(row: FileRow, now: Any) -> bool:
    return _version(row) not in (None, now.version)


def _kind(now: Any) -> Any:
    return getattr(now, "kind", None)


def _parted(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Part what is stated into fields and life."""
    life = {name: each for name, each in values.items() if is_life(name)}
    if "sensitive" in life:
        life["sensitive"] = as_flag(life["sensitive"])
    fields = {name: each for name, each in values.items() if not is_life(name)}
    return fields, life
