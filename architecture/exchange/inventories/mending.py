"""Tables that people fill: the rows of an import to mend, and an empty list."""

from collections.abc import Iterable

from architecture.exchange.files.writing import Cell, write_xlsx
from architecture.exchange.inventories.actions import Action, Kind
from architecture.exchange.inventories.columns import LABELS
from architecture.exchange.inventories.reading import Table


def rows_to_mend(table: Table, actions: Iterable[Action]) -> bytes:
    """Return an XLSX of the refused rows with the reason before each, to mend.

    Headers and cells are those of the file, so the mended file can be imported; what
    is longer than a cell of XLSX, as in a CSV, is cut there.
    """
    lines = {line.number: line for line in table.lines}
    told: list[list[Cell]] = [
        [action.row, " ".join(action.reasons), *lines[action.row].cells]
        for action in actions
        if action.kind is Kind.REFUSED and action.row in lines
    ]
    headers = ["Baris asal", "Yang perlu diperbaiki", *table.headers]
    return write_xlsx(headers, told, sheet="Perlu diperbaiki")


def template() -> bytes:
    """Return an empty XLSX with every header that an import knows."""
    return write_xlsx(list(LABELS.values()), [], sheet="Daftar aplikasi")
