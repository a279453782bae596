"""What differs between two days of the model, as XLSX."""

from collections.abc import Iterator, Sequence
from typing import Any

from architecture.comparing import Comparison, Line, Link, Told
from architecture.exchange.files.sheet import Column, Sheet, workbook
from architecture.layers import Layer
from architecture.reference.calendar import tanggal
from architecture.roadmap import Turn


def xlsx(comparison: Comparison, *, government: str) -> bytes:
    """Return the comparison as a workbook: counts, elements, relations."""
    return workbook(_sheets(comparison, government), title="Perbandingan arsitektur")


def _sheets(comparison: Comparison, government: str) -> Iterator[Sheet]:
    days = f"{tanggal(comparison.start)} dibanding {tanggal(comparison.end)}"
    yield Sheet(
        name="Elemen",
        columns=[
            Column("Lapisan", 20),
            Column("Kode", 12),
            Column("Nama", 40),
            Column("Perangkat daerah", 34),
            Column("Perubahan", 14),
            Column("Tanggal", 14),
            Column("Isian", 26),
            Column("Dari", 40),
            Column("Menjadi", 40),
        ],
        rows=(row for line in comparison.lines for row in _rows(line)),
        frozen=3,
    )
    yield Sheet(
        name="Relasi",
        columns=[
            Column("Asal", 40),
            Column("Relasi", 22),
            Column("Tujuan", 40),
            Column("Perubahan", 14),
            Column("Tanggal", 14),
            Column("Isian", 26),
            Column("Dari", 40),
            Column("Menjadi", 40),
        ],
        rows=(row for link in comparison.links for row in _tied(link)),
    )
    counts = comparison.counts()
    yield Sheet(
        name="Ringkasan",
        title=f"Perbandingan arsitektur {government}",
        above=[days],
        columns=[Column("Menurut", 18), Column("Rincian", 40)]
        + [Column(turn.value, 12) for turn in Turn],
        rows=[
            *(
                ["Lapisan", layer.value, *(counts[layer][turn] for turn in Turn)]
                for layer in Layer
            ),
            *(
                ["Perangkat daerah", name, *(each[turn] for turn in Turn)]
                for name, each in comparison.by_office()
            ),
        ],
        frozen=2,
    )


def _rows(line: Line) -> Iterator[list[Any]]:
    element = line.element
    first = [
        element.layer.value,
        element.code,
        element.name,
        element.organisation.name,
        line.turn.value,
        line.on,
    ]
    yield from _with_changes(first, line.changes)


def _tied(link: Link) -> Iterator[list[Any]]:
    ends = [link.source.name, link.verb.value, link.target.name]
    yield from _with_changes([*ends, link.turn.value, link.on], link.changes)


def _with_changes(first: list[Any], changes: Sequence[Told]) -> Iterator[list[Any]]:
    if not changes:
        yield [*first, "", "", ""]
    for each in changes:
        yield [*first, each.label, each.old, each.new]
