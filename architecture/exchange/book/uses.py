"""Compare the rows of the sheet of uses with the model."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from architecture.elements.values import Wrong
from architecture.exchange.book import gathering
from architecture.exchange.book.cells import Unusable, said, stated
from architecture.exchange.book.elements import (
    CONFLICT,
    difference,
    find_office,
    is_same,
    place_of,
)
from architecture.exchange.book.plan import (
    Action,
    Difference,
    Flaw,
    Outcome,
    UseChange,
    may,
)
from architecture.exchange.book.reading import FileRow, FileSheet
from architecture.exchange.book.state import End, State, portions
from architecture.layers import Layer, Status
from architecture.model import UseState

_OTHERS = "Anda hanya dapat mencatat pemakaian perangkat daerah Anda sendiri."
_VALUES = ("state", "since", "note")

Pair = tuple[int | str, int]


def compared(sheet: FileSheet, state: State) -> Iterator[Outcome]:
    """Yield what becomes of each use, in the order of the file."""
    comparing = _Comparing(sheet, state)
    for rows in portions(sheet.rows()):
        yield from comparing.outcomes(rows)


class _Comparing:
    """Compares uses, and remembers which it has met."""

    def __init__(self, sheet: FileSheet, state: State) -> None:
        self._sheet, self._state = sheet, state
        self._held = [
            place.column for name, place in sheet.places.items() if name in _VALUES
        ]
        self._met: dict[Pair, int] = {}

    def outcomes(self, rows: Sequence[FileRow]) -> Iterator[Outcome]:
        ends = self._state.ends(said(row.cells.get("application")) for row in rows)
        judged = [self._judged(row, ends) for row in rows]
        there = self._state.uses(
            (end.key, office)
            for end, office, _ in judged
            if end and office and isinstance(end.key, int)
        )
        for row, (end, office, flaws) in zip(rows, judged, strict=True):
            if end is None or office is None:
                yield self._refused(row, flaws)
                continue
            now = there.get((end.key, office)) if isinstance(end.key, int) else None
            yield self._outcome(row, end, office, now, flaws)

    def _judged(
        self, row: FileRow, ends: Mapping[str, End]
    ) -> tuple[End | None, int | None, list[Flaw]]:
        cell = row.cells.get("application")
        text = said(cell)
        end = ends.get(text)
        flaws = []
        if isinstance(cell, Unusable):
            flaws.append(Flaw(cell.sentence, "application"))
        elif not text:
            flaws.append(Flaw("Kode aplikasi wajib diisi.", "application"))
        elif end is None:
            told = f"Kode “{text[:40]}” tidak dikenal, atau tidak dapat Anda lihat."
            flaws.append(Flaw(told, "application"))
        elif end.layer is not Layer.APPLICATION:
            flaws.append(Flaw(f"{text} bukan aplikasi.", "application"))
        office, more = find_office(self._state, row.cells.get("organisation"))
        return end, office, flaws + more

    def _outcome(
        self, row: FileRow, end: End, office: int, now: Any, flaws: list[Flaw]
    ) -> Outcome:
        flaws = flaws + self._twice(row, (end.key, office))
        differences, values, more = self._differences(row, now)
        flaws += more
        if now is not None and not differences and not flaws:
            return Outcome(
                sheet=self._sheet.plan.name, row=row.number, action=Action.SAME
            )
        flaws += self._barred(end, office, now, values)
        if flaws:
            return self._refused(row, flaws)
        stale = now is not None and self._is_stale(row, now)
        action = Action.NEW if now is None else Action.CHANGED
        return Outcome(
            sheet=self._sheet.plan.name,
            row=row.number,
            action=Action.CONFLICT if stale else action,
            code=said(row.cells.get("application")),
            name=f"{end.name}: {self._state.extent.known.labels[office]}",
            reasons=(CONFLICT,) if stale else (),
            differences=tuple(differences),
            needs=frozenset({end.key} if isinstance(end.key, str) else ()),
            change=UseChange(
                application=end.key,
                organisation_id=office,
                values=values,
                use_id=now.id if now is not None else None,
            ),
            cells=row.cells,
        )

    def _differences(
        self, row: FileRow, now: Any
    ) -> tuple[list[Difference], dict[str, Any], list[Flaw]]:
        differences: list[Difference] = []
        values: dict[str, Any] = {}
        flaws: list[Flaw] = []
        for column in self._held:
            cell = row.cells[column.name]
            old = None if now is None else getattr(now, column.name)
            if is_same(column.field, cell, old) or (now is None and not said(cell)):
                continue
            try:
                value = stated(column.field, cell)
            except Wrong as error:
                flaws.append(Flaw(str(error), column.name))
                continue
            if value != old:
                values[column.name] = value
                differences.append(difference(column, old, value))
        return differences, values, flaws

    def _barred(
        self, end: End, office: int, now: Any, values: Mapping[str, Any]
    ) -> list[Flaw]:
        """Return why this office may not come to use the application, if so."""
        if not may(self._state.reach.use, office):
            return [Flaw(_OTHERS, "organisation")]
        state = values.get("state", UseState.IN_USE if now is None else now.state)
        begins = state is UseState.IN_USE and (now is None or "state" in values)
        if now is None and state is UseState.ENDED:
            text = "Pemakaian yang belum tercatat tidak dapat diakhiri."
            return [Flaw(text, "state")]
        if begins and end.status is Status.RETIRED:
            return [Flaw(f"{end.name} sudah tidak aktif.", "application")]
        if begins and end.organisation == office:
            return [Flaw(f"{end.name} memang milik kantor ini.", "organisation")]
        return []

    def _twice(self, row: FileRow, pair: Pair) -> list[Flaw]:
        first = self._met.setdefault(pair, row.number)
        if first == row.number:
            return []
        text = f"Pemakaian ini sudah ada di baris {first}; sisakan satu baris saja."
        return [Flaw(text, "application")]

    def _is_stale(self, row: FileRow, now: Any) -> bool:
        mark = said(row.cells.get("version"))
        extent, plan = self._state.extent, self._sheet.plan
        cells = gathering.use_cells(now, plan, extent)
        return bool(mark) and mark != gathering.mark_of(cells, plan, whole=True)

    def _refused(self, row: FileRow, flaws: Sequence[Flaw]) -> Outcome:
        return Outcome(
            sheet=self._sheet.plan.name,
            row=row.number,
            action=Action.REFUSED,
            code=said(row.cells.get("application")),
            name=said(row.cells.get("application_name")),
            reasons=tuple(place_of(self._sheet, row, each) for each in flaws),
            cells=row.cells,
        )
