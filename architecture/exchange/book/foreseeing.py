"""From a workbook and the model to a plan: what becomes of every row, and why."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlalchemy.orm import Session

from architecture.elements.changes import (
    ChangeSet,
    NewElement,
    NewRelation,
    RelationRevision,
    RemovedRelation,
    Revision,
    check,
)
from architecture.exchange.book import elements, gathering, layout, relations, uses
from architecture.exchange.book.cells import said
from architecture.exchange.book.elements import place_of
from architecture.exchange.book.extent import EVERY, Extent, sheets_of
from architecture.exchange.book.plan import (
    Action,
    Flaw,
    Outcome,
    Plan,
    Reach,
    UseChange,
)
from architecture.exchange.book.reading import FileRow, FileSheet, read_book
from architecture.exchange.book.state import State

Progress = Callable[[int, str], None]
_COUNTED_EVERY = 500


def foresee(
    session: Session,
    extent: Extent,
    data: bytes,
    filename: str,
    reach: Reach,
    *,
    progress: Progress | None = None,
) -> Plan:
    """Return what the import of a workbook would do now; it writes nothing.

    Raises `ImportRefused` if the file is none of our workbooks.
    """
    plans = sheets_of(session, extent, EVERY)
    sheets, notes, since = read_book(data, filename, plans)
    state = State(session, extent, reach, since)
    found: list[Outcome] = []
    same: Counter[str] = Counter()
    for sheet in sheets:
        if sheet.plan.name == layout.OFFICES:
            notes += _told_of_offices(sheet, extent)
            continue
        if not sheet.places:
            notes.append(f"Lembar “{sheet.name}” tidak dibaca: {sheet.problem}")
            continue
        if sheet.problem:
            found.append(_unread(sheet))
            continue
        for number, each in enumerate(_compared(sheet, state), 1):
            if progress and number % _COUNTED_EVERY == 0:
                progress(number, f"Membandingkan lembar {sheet.plan.name}.")
            if each.action is Action.SAME:
                same[sheet.plan.name] += 1
            else:
                found.append(each)
        notes += _without_version(sheet)
    _judge(session, extent.government.id, found, sheets)
    return Plan(
        outcomes=tuple(found),
        same=dict(same),
        headings={
            sheet.plan.name: {
                name: place.column.heading for name, place in sheet.places.items()
            }
            for sheet in sheets
        },
        notes=tuple(notes),
        since=since,
    )


def _compared(sheet: FileSheet, state: State) -> Iterator[Outcome]:
    if sheet.plan.layer:
        return elements.compared(sheet, state)
    if sheet.plan.name == layout.RELATIONS:
        return relations.compared(sheet, state)
    return uses.compared(sheet, state)


def _unread(sheet: FileSheet) -> Outcome:
    return Outcome(
        sheet=sheet.plan.name,
        row=1,
        action=Action.REFUSED,
        reasons=(f"Lembar ini tidak dibaca: {sheet.problem}",),
    )


def _without_version(sheet: FileSheet) -> list[str]:
    if "version" in sheet.places:
        return []
    return [
        f"Lembar “{sheet.name}” tanpa kolom Versi: perubahan orang lain sejak buku ini "
        "diunduh tidak diketahui. Periksa isi lama dan barunya."
    ]


def _told_of_offices(sheet: FileSheet, extent: Extent) -> list[str]:
    """Say that offices are not imported, if somebody changed them here."""
    names = [each.name for each in sheet.plan.columns]
    known = {
        str(cells[0]): [said(cell) for cell in cells]
        for cells in gathering.office_rows(extent)
    }
    for row in sheet.rows():
        there = dict(
            zip(names, known.get(said(row.cells.get("code")), ()), strict=False)
        )
        if any(said(cell) != there.get(name) for name, cell in row.cells.items()):
            return [
                f"Lembar “{sheet.name}” tidak diimpor. Ubah perangkat daerah lewat "
                "menunya."
            ]
    return []


def _judge(
    session: Session,
    government: int,
    outcomes: Sequence[Outcome],
    sheets: Iterable[FileSheet],
) -> None:
    """Refuse what cannot be together with the rest, until the rest can be done."""
    by_name = {each.plan.name: each for each in sheets}
    while True:
        refused = _cascade(outcomes)
        active = [each for each in outcomes if each.action is not Action.REFUSED]
        by_change = {id(each.change): each for each in active}
        for problem in check(session, government, change_set(active)):
            outcome = by_change[id(problem.change)]
            flaw = Flaw(problem.text, problem.field)
            row = FileRow(outcome.row, outcome.cells)
            reason = place_of(by_name[outcome.sheet], row, flaw)
            if reason not in outcome.reasons:
                outcome.refuse(reason)
                refused = True
        if not refused:
            return


def _cascade(outcomes: Iterable[Outcome]) -> bool:
    """Refuse what needs a new row that is refused; tell whether there was any."""
    gone = {
        each.ref: each
        for each in outcomes
        if each.ref and each.action is Action.REFUSED
    }
    found = False
    for each in outcomes:
        for ref in sorted(each.needs & gone.keys()):
            if each.action is not Action.REFUSED:
                first = gone[ref]
                each.refuse(
                    f"Menunggu baris {first.row} lembar {first.sheet} diperbaiki."
                )
                found = True
    return found


def change_set(outcomes: Iterable[Outcome]) -> ChangeSet:
    """Return the changes of the model that these rows come to."""
    several = [each.change for each in outcomes]
    return ChangeSet(
        elements=[each for each in several if isinstance(each, NewElement)],
        revisions=[each for each in several if isinstance(each, Revision)],
        removed=[each for each in several if isinstance(each, RemovedRelation)],
        relation_revisions=[
            each for each in several if isinstance(each, RelationRevision)
        ],
        relations=[each for each in several if isinstance(each, NewRelation)],
    )


def use_changes(outcomes: Iterable[Outcome]) -> list[UseChange]:
    """Return the uses that these rows come to."""
    return [each.change for each in outcomes if isinstance(each.change, UseChange)]
