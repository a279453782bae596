"""Make a table of a file that somebody uploads, or refuse it with a sentence."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from architecture.exchange.files.cleaning import clean, has_dropped, one_line
from architecture.exchange.files.containers import Content, file_bytes, identify
from architecture.exchange.files.refusals import ImportRefused, NoTable
from architecture.exchange.files.separated import read_separated, too_many
from architecture.exchange.files.workbook import MAX_ROWS, Book, Measure, Merge, Sheet
from architecture.exchange.inventories.columns import find_column
from architecture.exchange.inventories.headers import HEAD, Header, find_header


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it stands in the file; `number` counts from 1, as spreadsheets do."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: headers, rows of texts, and how it was read."""

    headers: tuple[str, ...]
    lines: tuple[Line, ...]
    content: Content
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = ()


def read_table(source: bytes | Path, filename: str = "", *, sheet: str = "") -> Table:
    """Read the sheet that looks most like an inventory, or the one that is named.

    Raises `ImportRefused` with a sentence that says what to do, and nothing else.
    """
    if isinstance(source, Path):
        filename = filename or source.name
        source = file_bytes(source)
    content = identify(source, filename)
    table = _read_csv(source) if content is Content.CSV else _read_xlsx(source, sheet)
    if not table.lines:
        raise NoTable(
            "Berkas ini hanya berisi judul kolom, tanpa satu baris pun. Isi daftarnya, "
            "lalu unggah lagi."
        )
    return table


def only(table: Table, column: str, value: str) -> Table:
    """Return the rows whose column holds the value, in any case.

    Raises `ImportRefused` if there is no such column or no such row.
    """
    at = find_column(table.headers, column)
    sought = one_line(clean(value)).casefold()
    kept = tuple(
        line for line in table.lines if one_line(line.cells[at]).casefold() == sought
    )
    if not kept:
        seen = dict.fromkeys(one_line(line.cells[at]) for line in table.lines)
        told = ", ".join(f"“{each}”" for each in list(seen)[:10])
        raise ImportRefused(
            f"Tidak ada baris dengan {table.headers[at]} = “{value}”. "
            f"Nilai yang ada: {told}."
        )
    return replace(table, lines=kept)


def _read_csv(data: bytes) -> Table:
    found = read_separated(data)
    if not found.lines:
        raise NoTable("Berkas ini kosong. Unggah berkas yang berisi daftar aplikasi.")
    header = find_header(found.lines)
    lines, notes = _lines(found.lines[header.first :], len(header.names))
    return Table(
        headers=header.names,
        lines=lines,
        content=Content.CSV,
        encoding=found.encoding,
        delimiter=found.delimiter,
        notes=(*header.notes, *notes),
    )


def _read_xlsx(data: bytes, wanted: str) -> Table:
    book = Book(data)
    chosen, notes = _choose(book, wanted)
    measure = book.measure(chosen)
    if measure.rows > MAX_ROWS + HEAD:
        raise too_many(measure.rows - 1)
    head = list(book.lines(chosen, HEAD))
    if not head:
        raise NoTable(
            f"Lembar “{chosen.name}” kosong. Pilih lembar lain, atau unggah berkas "
            "yang berisi daftar aplikasi."
        )
    width = max(len(cells) for _, cells in head)
    rows = list(book.lines(chosen, MAX_ROWS + HEAD, width))
    header = find_header(rows, measure.merges)
    filled = _fill_down(rows[header.first :], measure.merges)
    lines, more = _lines(filled, len(header.names))
    return Table(
        headers=header.names,
        lines=lines,
        content=Content.XLSX,
        sheet=chosen.name,
        sheets=tuple(each.name for each in book.sheets),
        notes=(*notes, *header.notes, *_told(measure), *more),
    )


def _choose(book: Book, wanted: str) -> tuple[Sheet, list[str]]:
    """Return the named sheet, else the visible one with the most known headers."""
    if wanted:
        for sheet in book.sheets:
            if sheet.name.casefold() == wanted.casefold():
                return sheet, []
        names = ", ".join(f"“{sheet.name}”" for sheet in book.sheets)
        raise ImportRefused(f"Tidak ada lembar “{wanted}”. Lembar yang ada: {names}.")
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    if not shown:
        raise NoTable("Berkas ini tidak memuat lembar yang terlihat.")
    if len(shown) == 1:
        return shown[0], _hidden(book)
    scores = {sheet.name: _head(book, sheet).score for sheet in shown}
    best = max(shown, key=lambda sheet: scores[sheet.name])
    like = [
        sheet.name
        for sheet in shown
        if sheet is not best and scores[sheet.name] >= max(4, scores[best.name] - 1)
    ]
    notes = [f"Dibaca dari lembar “{best.name}”."]
    if like:
        told = ", ".join(f"“{name}”" for name in like)
        notes.append(f"Lembar lain juga tampak seperti daftar aplikasi: {told}.")
    return best, [*notes, *_hidden(book)]


def _hidden(book: Book) -> list[str]:
    names = [sheet.name for sheet in book.sheets if sheet.hidden]
    told = ", ".join(f"“{name}”" for name in names)
    return [f"Lembar tersembunyi tidak dibaca: {told}."] if names else []


def _head(book: Book, sheet: Sheet) -> Header:
    lines = list(book.lines(sheet, HEAD))
    return find_header(lines) if lines else Header((), 0, -1, ())


def _told(measure: Measure) -> Iterable[str]:
    if measure.formulas:
        yield (
            f"{measure.formulas} sel berisi rumus; yang dipakai hasil terakhir yang "
            "tersimpan."
        )
    if measure.merges:
        yield "Sel yang digabung ke bawah diisi sama untuk setiap barisnya."


def _fill_down(
    rows: Sequence[tuple[int, list[str]]], merges: Sequence[Merge]
) -> list[tuple[int, list[str]]]:
    """Repeat the text of cells that are merged over several rows."""
    by_number = {number: list(cells) for number, cells in rows}
    for merge in merges:
        source = by_number.get(merge.top)
        if merge.bottom == merge.top or not source or merge.left >= len(source):
            continue
        for number in range(merge.top + 1, min(merge.bottom, merge.top + MAX_ROWS) + 1):
            cells = by_number.get(number)
            if cells is not None:
                cells.extend([""] * (merge.left + 1 - len(cells)))
                cells[merge.left] = cells[merge.left] or source[merge.left]
    return list(by_number.items())


def _lines(
    rows: Sequence[tuple[int, list[str]]], width: int
) -> tuple[tuple[Line, ...], list[str]]:
    """Clean the cells and give every row the width of the headers."""
    if len(rows) > MAX_ROWS:
        raise too_many(len(rows))
    odd = sum(any(has_dropped(cell) for cell in cells) for _, cells in rows)
    wide = sum(any(cell.strip() for cell in cells[width:]) for _, cells in rows)
    lines = []
    for number, cells in rows:
        texts = [clean(cell) for cell in cells[:width]]
        if any(texts):
            lines.append(Line(number, (*texts, *[""] * (width - len(texts)))))
    notes = []
    if odd:
        notes.append(f"Karakter kendali dibuang dari {odd} baris.")
    if wide:
        notes.append(
            f"{wide} baris berisi sel di luar judul kolom; sel itu tidak dibaca."
        )
    return tuple(lines), notes
