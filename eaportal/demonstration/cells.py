"""Rows of the demonstration tables, and what their cells mean."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from architecture.layers import FIELDS, FieldKind, Layer, Sharing, Status
from architecture.layers import Field as LayerField
from eaportal.demonstration.rows import ElementRow

Member = TypeVar("Member", bound=Enum)

COMMON = {"name", "description", "notes", "reference_codes"}
"""Fields that every element has outside its own values."""


class Unreadable(ValueError):
    """A demonstration file says something that cannot be; the text says where."""


class Row:
    """One row of a table, which knows where it stands."""

    def __init__(self, place: str, cells: dict[str, str]) -> None:
        """Take the cells by column name and the place for refusals."""
        self._place = place
        self._cells = cells

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return list(self._cells)

    def __getitem__(self, name: str) -> str:
        """Return the text of a cell; refuse a column that is not there."""
        try:
            return self._cells[name]
        except KeyError:
            raise self.wrong(f"kolom {name} tidak ada") from None

    def wrong(self, what: str) -> Unreadable:
        """Return the refusal of this row."""
        return Unreadable(f"{self._place}: {what}.")

    def yes(self, name: str) -> bool:
        """Return a cell that holds yes or no."""
        if self[name] not in {"yes", "no"}:
            raise self.wrong(f"{name} harus yes atau no, bukan {self[name]!r}")
        return self[name] == "yes"

    def parts(self, name: str) -> list[str]:
        """Return a list whose parts are divided by semicolons."""
        return [part.strip() for part in self[name].split(";") if part.strip()]

    def day(self, name: str) -> date | None:
        """Return a date, or None where the cell is empty."""
        try:
            return date.fromisoformat(self[name]) if self[name] else None
        except ValueError:
            raise self.wrong(f"{name} bukan tanggal: {self[name]!r}") from None

    def amount(self, name: str) -> Decimal | None:
        """Return an amount or a measure, or None where it is unknown."""
        try:
            return Decimal(self[name]) if self[name] else None
        except InvalidOperation:
            raise self.wrong(f"{name} bukan angka: {self[name]!r}") from None

    def member(self, name: str, choices: type[Member]) -> Member:
        """Return the member of an enumeration that the cell names."""
        try:
            return choices[self[name]]
        except KeyError:
            raise self.wrong(f"{name} tidak mengenal {self[name]!r}") from None

    def value(self, field: LayerField) -> Any:
        """Return the cell of a field of a layer in the type of that field."""
        text = self[field.name]
        if field.kind in {FieldKind.MONEY, FieldKind.DECIMAL}:
            return self.amount(field.name)
        if field.kind is FieldKind.DATE:
            return self.day(field.name)
        if field.kind in {FieldKind.YEAR, FieldKind.NUMBER}:
            return int(text) if text else None
        if field.choices and field.kind is FieldKind.CHOICE:
            return self.member(field.name, field.choices)
        if field.choices and field.kind is FieldKind.CHOICES:
            return [self._choice(field, part) for part in self.parts(field.name)]
        return text

    def _choice(self, field: LayerField, part: str) -> str:
        if field.choices is None or part not in field.choices.__members__:
            raise self.wrong(f"{field.name} tidak mengenal {part!r}")
        return part


def table(home: Path, name: str) -> Iterator[Row]:
    """Yield the rows of a CSV file, without its comment lines."""
    lines = (home / name).read_text(encoding="utf-8").splitlines()
    reader = csv.DictReader(
        (line for line in lines if not line.startswith("#")), strict=True
    )
    for number, cells in enumerate(reader, start=1):
        place = f"{home.name}/{name} baris {number}"
        if None in cells or None in cells.values():
            raise Unreadable(f"{place}: jumlah kolom tidak cocok dengan judulnya.")
        yield Row(place, cells)


def element(layer: Layer, row: Row) -> ElementRow:
    """Return an element of a layer; unknown cells stay empty."""
    fields = [
        field
        for field in FIELDS[layer]
        if field.name in row.names and field.name not in COMMON
    ]
    return ElementRow(
        layer=layer,
        code=row["code"],
        organisation=row["organisation"],
        name=row["name"],
        description=row["description"],
        status=row.member("status", Status),
        sharing=(
            row.member("sharing", Sharing)
            if layer is Layer.APPLICATION
            else Sharing.NOTHING
        ),
        sensitive=row.yes("sensitive"),
        reference_codes=(
            row.parts("reference_codes") if "reference_codes" in row.names else []
        ),
        live_on=row.day("live_on"),
        retires_on=row.day("retires_on"),
        notes=row["notes"],
        values={field.name: row.value(field) for field in fields},
    )
