"""Files, knowledge and plans for the tests of the import."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO, StringIO
from typing import Any

from openpyxl import Workbook

from architecture.exchange.inventories.actions import CREATES, Action, Kind, Plan
from architecture.exchange.inventories.columns import map_columns
from architecture.exchange.inventories.known import Existing, Known, National, Office
from architecture.exchange.inventories.preview import plan
from architecture.exchange.inventories.reading import Table, read_table
from architecture.exchange.inventories.rows import Row, read_rows
from architecture.reference import national

HEADERS = ["Nama Aplikasi", "Uraian", "Perangkat Daerah"]


def csv_file(
    rows: Iterable[Sequence[Any]], delimiter: str = ",", encoding: str = "utf-8"
) -> bytes:
    out = StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def xlsx_file(
    rows: Iterable[Sequence[Any]] = (),
    *,
    sheets: dict[str, Sequence[Sequence[Any]]] | None = None,
    hidden: Sequence[str] = (),
    merged: Sequence[str] = (),
) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, lines in (sheets or {"Sheet1": list(rows)}).items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(list(line))
        for area in merged:
            page.merge_cells(area)
        page.sheet_state = "hidden" if name in hidden else "visible"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def table(*lines: Sequence[Any], headers: Sequence[str] = HEADERS) -> Table:
    return read_table(csv_file([headers, *lines]), "daftar.csv")


def rows(*lines: Sequence[Any], headers: Sequence[str] = HEADERS) -> list[Row]:
    read = table(*lines, headers=headers)
    return read_rows(read, map_columns(read.headers))


def row(**cells: Any) -> Row:
    """A row of one line; the keywords are the headers."""
    return rows(list(cells.values()), headers=list(cells))[0]


def nationals() -> tuple[National, ...]:
    return tuple(
        National(
            id=900_000 + at,
            code=each.code,
            name=each.name,
            names=(each.long_name, *each.aliases),
            former_names=each.predecessors,
            function=f"{each.function} {each.description}",
            url=each.url,
        )
        for at, each in enumerate(national.applications().values())
    )


def known(*offices: str, **others: Any) -> Known:
    """What is known of Kota Contoh; offices are given by name."""
    return Known(
        government=Office(code="KOTA-CONTOH", name="Kota Contoh"),
        offices=tuple(Office(code=f"O-{at}", name=o) for at, o in enumerate(offices)),
        **{"national": nationals(), **others},
    )


def actions(
    *lines: Sequence[Any],
    knowing: Known | None = None,
    headers: Sequence[str] = HEADERS,
) -> list[Action]:
    knowing = knowing or known(create_organisations=True)
    return list(plan(rows(*lines, headers=headers), knowing).actions)


def kinds(found: Iterable[Action]) -> list[Kind]:
    return [action.kind for action in found]


def applied(done: Plan, before: Known) -> Known:
    """What is known after a plan was carried out, as the operations will do it."""
    offices = [
        *before.offices,
        *(
            Office(
                code=each.code,
                name=each.name,
                short_names=(each.short_name,) if each.short_name else (),
                parent=each.parent,
            )
            for each in done.offices
        ),
    ]
    applications = {each.id: each for each in before.applications}
    listed = {each.id: each for each in before.national}
    made: dict[int, int] = {}
    for action in done.actions:
        if action.kind in CREATES:
            number = made[action.row] = len(applications) + 1
            applications[number] = Existing(
                id=number,
                code=f"DAA-{number:04d}",
                name=str(action.values["name"]),
                organisation=action.organisation,
                acronym=str(action.values.get("acronym", "")),
                values=action.values,
                candidate_national=action.candidate_national,
            )
    for action in done.actions:
        if action.kind is Kind.UPDATE:
            old = applications[action.application_id]
            applications[old.id] = replace(old, values={**old.values, **action.values})
        target = action.application_id or made.get(action.with_row or action.row)
        for table_ in (applications, listed):
            if action.users and target in table_:
                one = table_[target]
                table_[target] = replace(one, users=one.users | set(action.users))
    return replace(
        before,
        offices=tuple(offices),
        applications=tuple(applications.values()),
        national=tuple(listed.values()),
    )
