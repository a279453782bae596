"""Read a release of reference codes from a CSV or XLSX file."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from architecture.classifying.values import Change, NewCode
from architecture.exchange.files.cleaning import clean, one_line
from architecture.exchange.files.containers import Content, file_bytes, identify
from architecture.exchange.files.refusals import ImportRefused, NoTable
from architecture.exchange.files.separated import read_separated
from architecture.exchange.files.workbook import Book
from architecture.reference.tables import split

MOST_ROWS = 20_050
HEAD = 20

_COLUMNS: Mapping[str, frozenset[str]] = {
    "code": frozenset({"code", "kode"}),
    "parent": frozenset({"parent", "induk"}),
    "name": frozenset({"name", "nama", "judul", "title"}),
    "level": frozenset({"level", "tingkat"}),
    "note": frozenset({"note", "catatan", "keterangan"}),
    "change": frozenset({"change", "perubahan"}),
    "from": frozenset({"from", "dari", "asal"}),
}
_CHANGES: Mapping[str, Change] = {
    "same": Change.SAME,
    "tetap": Change.SAME,
    "sama": Change.SAME,
    "renamed": Change.RENAMED,
    "berganti judul": Change.RENAMED,
    "ganti judul": Change.RENAMED,
    "moved": Change.MOVED,
    "pindah": Change.MOVED,
    "merged": Change.MERGED,
    "digabung": Change.MERGED,
    "split": Change.SPLIT,
    "dipecah": Change.SPLIT,
    "withdrawn": Change.WITHDRAWN,
    "dicabut": Change.WITHDRAWN,
    "new": Change.NEW,
    "baru": Change.NEW,
}

Lines = Sequence[tuple[int, Sequence[str]]]


def read_release(source: bytes | Path, filename: str = "") -> list[NewCode]:
    """Return the codes of a file, its withdrawn ones too.

    Raises `ImportRefused` with a sentence that says where and what to do.
    """
    if isinstance(source, Path):
        filename = filename or source.name
        source = file_bytes(source)
    content = identify(source, filename)
    lines = _csv(source) if content is Content.CSV else _xlsx(source)
    start, places = _header(lines)
    rows = [_row(number, cells, places) for number, cells in lines[start + 1 :]]
    found = [row for row in rows if row.code or row.name]
    if not found:
        raise NoTable("Berkas ini hanya berisi judul kolom, tanpa satu kode pun.")
    return found


def _csv(data: bytes) -> Lines:
    return read_separated(data).lines


def _xlsx(data: bytes) -> Lines:
    book = Book(data)
    shown = [sheet for sheet in book.sheets if not sheet.hidden]
    for sheet in shown:
        head = list(book.lines(sheet, HEAD))
        if _found(head):
            return list(book.lines(sheet, MOST_ROWS))
    raise _no_header()


def _header(lines: Lines) -> tuple[int, dict[str, int]]:
    found = _found(lines[:HEAD])
    if found is None:
        raise _no_header()
    return found


def _found(lines: Lines) -> tuple[int, dict[str, int]] | None:
    for at, (_, cells) in enumerate(lines):
        said = [one_line(clean(cell)).casefold() for cell in cells]
        places = {
            name: said.index(word)
            for name, words in _COLUMNS.items()
            for word in said
            if word in words
        }
        if {"code", "name"} <= set(places):
            return at, places
    return None


def _no_header() -> ImportRefused:
    return NoTable(
        "Berkas ini tidak punya kolom “code” dan “name” (atau “kode” dan “judul”). "
        "Kolom lain: parent, level, note, change, from."
    )


def _row(number: int, cells: Sequence[str], places: Mapping[str, int]) -> NewCode:
    def cell(name: str) -> str:
        at = places.get(name, len(cells))
        return one_line(clean(cells[at])) if at < len(cells) else ""

    code = cell("code").upper()
    above = code.rpartition(".")[0] if code.count(".") > 1 else ""
    return NewCode(
        code=code,
        parent=cell("parent").upper() if cell("parent") else above,
        level=_level(cell("level"), code, number),
        name=cell("name"),
        note=cell("note"),
        change=_change(cell("change"), number),
        origins=_origins(cell("from").upper()),
        line=number,
    )


def _level(text: str, code: str, line: int) -> int:
    """Return the level that is stated: 3, T3 or 3.0; without one, that of the code."""
    told = text.upper().removeprefix("T").removesuffix(".0").strip()
    if not told:
        return code.count(".")
    if not told.isdecimal() or len(told) > 2:
        raise ImportRefused(f"Baris {line}: tingkat “{text[:40]}” tidak dikenal.")
    return int(told)


def _change(text: str, line: int) -> Change | None:
    if not text:
        return None
    found = _CHANGES.get(text.casefold())
    if found is None:
        words = ", ".join(each for each in _CHANGES if each.isascii())
        raise ImportRefused(
            f"Baris {line}: perubahan “{text[:40]}” tidak dikenal. Pakai: {words}."
        )
    return found


def _origins(text: str) -> tuple[str, ...]:
    several = text.replace(",", ";").replace(" ", ";")
    return tuple(dict.fromkeys(split(several)))
