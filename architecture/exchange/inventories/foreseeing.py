"""From a file and what a person chose to a plan: the one way for pages and commands."""

from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from architecture.exchange.inventories.actions import Plan
from architecture.exchange.inventories.choices import Choices
from architecture.exchange.inventories.columns import ColumnMap, map_columns
from architecture.exchange.inventories.gathering import gather
from architecture.exchange.inventories.likeness import Likeness
from architecture.exchange.inventories.preview import plan
from architecture.exchange.inventories.reading import Table, only, read_table
from architecture.exchange.inventories.rows import read_rows
from architecture.exchange.inventories.vetting import vetted
from architecture.model import Organisation
from architecture.referencing import known_codes


def read(
    source: bytes | Path, filename: str, choices: Choices
) -> tuple[Table, ColumnMap]:
    """Return the rows that are wanted, and what their columns hold.

    Raises `ImportRefused`; needs no database.
    """
    table = read_table(source, filename, sheet=choices.sheet)
    columns = map_columns(table.headers)
    if choices.columns is not None:
        columns = columns.given(choices.columns)
    columns = columns.checked()
    for header, value in choices.only:
        table = only(table, header, value)
    return table, columns


def foresee(
    session: Session,
    government: Organisation,
    table: Table,
    columns: ColumnMap,
    choices: Choices,
) -> Plan:
    """Return what the import would do now; it writes nothing."""
    rows = vetted(read_rows(table, columns), known_codes(session, government.id))
    known = gather(
        session,
        government,
        create_organisations=choices.create_organisations,
        accept_suggestions=choices.accept_suggestions,
    )
    found = plan(rows, known)
    more = known.similar.note if isinstance(known.similar, Likeness) else ""
    notes = (*table.notes, *found.notes, *((more,) if more else ()))
    return replace(found, notes=notes)
