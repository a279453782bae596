"""The filtered list of applications as XLSX, however many there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from architecture.exchange.files.sheet import Column, Sheet, workbook
from architecture.exchange.summary import COSTS, Group, Tally

WIDE, NARROW = 44, 18
LONG = frozenset(
    {"name", "description", "function", "output", "services", "processes", "notes"}
)
"""Fields whose texts need room."""

COSTS_NOTE = (
    "Biaya: jumlah yang diketahui, dari aplikasi yang biayanya boleh Anda baca."
)


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
    return workbook(_sheets(Tally(rows), columns, title, subtitle, source), title=title)


def _sheets(
    rows: Tally,
    columns: Sequence[tuple[str, str]],
    title: str,
    subtitle: str,
    source: str,
) -> Iterator[Sheet]:
    """Yield the list first: what stands after it is known when its rows have passed."""
    names = [name for name, _ in columns]
    yield Sheet(
        name="Aplikasi",
        columns=[
            Column(heading, WIDE if name in LONG else NARROW)
            for name, heading in columns
        ],
        rows=([row.get(name) for name in names] for row in rows),
        frozen=_frozen(names),
    )
    if rows.count:
        yield _summary(rows, title, subtitle)
    yield Sheet(
        name="Keterangan",
        columns=[Column("Perihal", 22), Column("Isi", 90)],
        rows=_about(rows.count, title, subtitle, source),
    )


def _summary(rows: Tally, title: str, subtitle: str) -> Sheet:
    """Return what the list comes to, one line a group and all of them beneath."""
    summary = rows.summary()
    columns = [
        Column("Menurut", 18),
        Column("Rincian", WIDE),
        *(Column(status, 14) for status in summary.statuses),
        Column("Jumlah", 12),
    ]
    for cost in COSTS.values():
        columns += [Column(f"{cost} (Rp)", 24), Column(f"{cost} belum diketahui", 18)]
    return Sheet(
        name="Ringkasan",
        title=f"Ringkasan {title.lower()}",
        above=[*([subtitle] if subtitle else []), COSTS_NOTE],
        columns=columns,
        rows=(_line(group) for group in summary.groups),
        frozen=2,
        totals={
            at: Decimal(each) if isinstance(each, int) else each
            for at, each in enumerate(_line(summary.total))
            if each is not None and at != 1
        },
    )


def _line(group: Group) -> list[Any]:
    return [
        group.by,
        group.item,
        *group.counts,
        sum(group.counts),
        *(each for cost in group.costs for each in cost),
    ]


def _about(
    count: int, title: str, subtitle: str, source: str
) -> Iterator[tuple[str, Any]]:
    yield "Judul", title
    if subtitle:
        yield "Cakupan", subtitle
    yield "Jumlah aplikasi", count
    if source:
        yield "Sumber", source


def _frozen(names: Sequence[str]) -> int:
    """Keep the columns up to the name in sight, unless they fill the screen."""
    place = names.index("name") + 1 if "name" in names else 0
    return place if place <= 4 else 0
