"""Read the cells of one row by what their columns mean."""

import re
from collections.abc import Callable

from architecture.exchange.files.amounts import read_date, read_money, read_year
from architecture.exchange.files.cleaning import MAX_CELL, one_line
from architecture.exchange.inventories.columns import LABELS, ColumnMap, plain
from architecture.exchange.inventories.fillers import is_gibberish, is_placeholder
from architecture.exchange.inventories.known import Value
from architecture.exchange.inventories.reading import Line
from architecture.exchange.inventories.vocabulary import choice, platforms, status_alone
from architecture.layers import APPLICATION_FIELDS, FieldKind, Sharing

_FIELDS = {field.name: field for field in APPLICATION_FIELDS}
_ELSEWHERE = frozenset({"name", "type", "url", "platforms", "reference_codes", "notes"})
_DETAILS = {
    "bahasa": "languages",
    "db": "database_system",
    "database": "database_system",
    "basis data": "database_system",
    "framework": "framework",
    "framework/lain": "framework",
    "server": "hosting",
    "lokasi server": "hosting",
    "dana": "source_of_funds",
    "sumber dana": "source_of_funds",
    "nilai": "cost_build",
    "biaya": "cost_build",
}
"""What the parts of a cell of the form `bahasa=PHP; db=MySQL` mean."""

_PERSON = re.compile(
    r"\b(?:hp|handphone|telp?|telepon|ponsel|wa|whatsapp|e-?mail|surel|nip|nik|kontak)\b",
    re.IGNORECASE,
)

_READERS: dict[FieldKind, Callable[[str], Value | None]] = {
    FieldKind.YEAR: read_year,
    FieldKind.DATE: read_date,
    FieldKind.MONEY: read_money,
}


class Cells:
    """The cells of one row while it is read: values, notes, and what is odd."""

    def __init__(self, line: Line, columns: ColumnMap) -> None:
        """Begin with nothing but the cells."""
        self._line = line
        self._columns = columns
        self.values: dict[str, Value] = {}
        self.platforms: list[str] = []
        self.problems: list[str] = []
        self.warnings: list[str] = []
        self._notes: list[str] = []

    def raw(self, name: str) -> str:
        """Return the text of the cell of a field, or nothing."""
        column = self._columns.fields.get(name)
        return "" if column is None else self._line.cells[column]

    def take(self, name: str) -> str:
        """Return the text; one that is too long for any cell is a problem."""
        text = self.raw(name)
        if len(text) > MAX_CELL:
            self.problems.append(
                f"{LABELS[name]} berisi {len(text):,} huruf; paling banyak "
                f"{MAX_CELL:,}.".replace(",", ".")
            )
            return ""
        return text

    def header(self, name: str) -> str:
        """Return the header that the file gives to a field."""
        return self._columns.headers[self._columns.fields[name]]

    def note(self, label: str, text: str) -> None:
        """Keep what has no field, or does not fit the one it stands in."""
        line = f"{label}: {one_line(text)}"
        if line not in self._notes:
            self._notes.append(line)

    def person(self, header: str, text: str) -> None:
        """Keep names and numbers of persons where only those in charge read them."""
        known = str(self.values.get("technical_manager", ""))
        told = f"{header}: {one_line(text)}"
        self.values["technical_manager"] = f"{known}; {told}" if known else told

    def state(self, name: str, text: str) -> None:
        """Read a text as a field; what cannot be read becomes a note."""
        if is_placeholder(text):
            return
        field = _FIELDS.get(name)
        value: Value | None
        if name == "status" or (field and field.kind is FieldKind.CHOICE):
            value = choice(name, text)
        elif field and field.kind in _READERS:
            value = _READERS[field.kind](text)
        else:
            self._text(name, text)
            return
        if value is None:
            self.note(LABELS[name], text)
            self.warnings.append(
                f"{LABELS[name]} “{one_line(text)[:60]}” tidak dapat dibaca; disimpan "
                "sebagai catatan."
            )
        else:
            self.values[name] = value

    def _text(self, name: str, text: str) -> None:
        if is_gibberish(text) and name in {"description", "function", "output"}:
            self.note(LABELS[name], text)
            self.warnings.append(
                f"{LABELS[name]} tampak diketik asal; disimpan sebagai catatan."
            )
            return
        field = _FIELDS[name]
        self.values[name] = text if field.kind is FieldKind.TEXT else one_line(text)

    def finish(self, name: str) -> dict[str, Value]:
        """Return all values, in the order of the fields; check their lengths."""
        self.values["name"] = name
        notes = [] if is_placeholder(self.raw("notes")) else [self.take("notes")]
        self.values["notes"] = "\n".join([*notes, *self._notes])
        for each in _FIELDS.values():
            if told := too_long(each.name, self.values.get(each.name, "")):
                self.problems.append(told)
        order = {each: at for at, each in enumerate((*_FIELDS, "status"))}
        return {
            field: value
            for field, value in sorted(
                self.values.items(), key=lambda item: order[item[0]]
            )
            if value not in ("", [])
        }


def too_long(name: str, value: Value) -> str:
    """Return the sentence that refuses a text its field cannot hold, or nothing.

    >>> too_long("acronym", "S" * 61)
    'Singkatan berisi 61 huruf; paling banyak 60. Persingkat isinya.'
    """
    most = _FIELDS[name].maximum
    if not isinstance(value, str) or len(value) <= most:
        return ""
    label = LABELS[name]
    if name == "notes":
        label += ", bersama isi yang tidak punya kolom sendiri,"
    told = f"{len(value):,} huruf; paling banyak {most:,}".replace(",", ".")
    return f"{label} berisi {told}. Persingkat isinya."


def read_cells(line: Line, columns: ColumnMap) -> Cells:
    """Read every column that holds a field of its own, and keep the others as notes."""
    cells = Cells(line, columns)
    for name in columns.fields:
        if name == "status" or (name in _FIELDS and name not in _ELSEWHERE):
            cells.state(name, cells.take(name))
    _details(cells)
    _platforms(cells)
    _codes(cells)
    _status(cells)
    for column in columns.leftovers:
        header, text = columns.headers[column], line.cells[column]
        if not text or is_placeholder(text) or _is_ours(header, text):
            continue
        if _PERSON.search(header):
            cells.person(header, text)
        else:
            cells.note(header, text)
    return cells


def _status(cells: Cells) -> None:
    """Take a description that is nothing but a status for the status."""
    text = str(cells.values.get("description", ""))
    if "status" in cells.values or not 0 < len(text.split()) <= 3:
        return
    status = status_alone(text)
    if status:
        cells.values["status"] = status
        del cells.values["description"]


def _details(cells: Cells) -> None:
    """Take apart a cell of technical details, if it is of the form `key=value; …`."""
    text = cells.take("details")
    if not text or is_placeholder(text):
        return
    pairs = [part.partition("=") for part in text.split(";") if part.strip()]
    if not all(sign for _, sign, _ in pairs):
        cells.note(LABELS["details"], text)
        return
    for key, _, value in pairs:
        name = _DETAILS.get(key.strip().casefold(), "")
        if name and name not in cells.values:
            cells.state(name, value.strip())
        elif value.strip() and not is_placeholder(value):
            cells.note(key.strip(), value)


def _platforms(cells: Cells) -> None:
    text = cells.take("platforms")
    if not text or is_placeholder(text):
        return
    cells.platforms = platforms(text)
    if not cells.platforms:
        cells.note(cells.header("platforms"), text)


def _codes(cells: Cells) -> None:
    text = cells.take("reference_codes")
    codes = [part.strip().upper() for part in text.replace(";", ",").split(",")]
    known = [code for code in codes if code[:3] in _TREES and code[3:4] == "."]
    odd = [code for code in codes if code and code not in known]
    if known:
        cells.values["reference_codes"] = known
    if odd and not is_placeholder(text):
        cells.note(LABELS["reference_codes"], ", ".join(odd))


_TREES = frozenset({"RAB", "RAL", "RAD", "RAA", "RAI", "RAK"})


def _is_ours(header: str, text: str) -> bool:
    """Tell whether a cell is what our own download says and an import never changes."""
    return plain(header) == "berbagi pakai" and text in set(Sharing)
