"""The filtered list of applications as XLSX, however many there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from architecture.documents.sheet import Column, Sheet, workbook

WIDE, NARROW = 44, 18
LONG = frozenset(
    {"name", "description", "function", "output", "services", "processes", "notes"}
)
"""Fields whose texts need room."""


def xlsx(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[tuple[str, str]],
    *,
    title: str,
    subtitle: str = "",
    source: str = "",
) -> bytes:
    """Return the list as a workbook; `columns` are names and headings, in order.

    The headings stand in the first row, so that programs and our own import read the
    sheet as it is; what the list is about stands on a sheet of its own.
    """
    counted = _Counted(rows)
    names = [name for name, _ in columns]
    listed = Sheet(
        name="Aplikasi",
        columns=[
            Column(heading, WIDE if name in LONG else NARROW)
            for name, heading in columns
        ],
        rows=([row.get(name) for name in names] for row in counted),
        frozen=_frozen(names),
    )
    about = Sheet(
        name="Keterangan",
        columns=[Column("Perihal", 22), Column("Isi", 90)],
        rows=_about(counted, title, subtitle, source),
    )
    return workbook([listed, about], title=title)


class _Counted:
    """A stream that knows how many have passed when it is over."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for row in self.rows:
            self.count += 1
            yield row


def _about(
    counted: _Counted, title: str, subtitle: str, source: str
) -> Iterator[tuple[str, Any]]:
    yield "Judul", title
    if subtitle:
        yield "Cakupan", subtitle
    yield "Jumlah aplikasi", counted.count
    if source:
        yield "Sumber", source


def _frozen(names: Sequence[str]) -> int:
    """Keep the columns up to the name in sight, unless they fill the screen."""
    place = names.index("name") + 1 if "name" in names else 0
    return place if place <= 4 else 0
