"""What could be consolidated as XLSX: one row for each application of each group."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from architecture.consolidating import Group, Report, Section
from architecture.exchange.files.sheet import Column, Sheet, workbook
from architecture.model import Application

TITLE = "Aplikasi yang dapat dipadukan"

COLUMNS = (
    Column("Kode fungsi", 14),
    Column("Fungsi", 36),
    Column("Kelompok", 11),
    Column("Kode", 12),
    Column("Aplikasi", 36),
    Column("Perangkat daerah", 36),
    Column("Status", 16),
    Column("Peluang sama (%)", 12),
    Column("Biaya per tahun (Rp)", 20),
    Column("Keterangan biaya", 20),
    Column("Kasus", 40),
)

BY_FUNCTION = (
    Column("Kode fungsi", 14),
    Column("Fungsi", 44),
    Column("Kelompok", 11),
    Column("Aplikasi", 11),
    Column("Biaya per tahun yang diketahui (Rp)", 24),
    Column("Biaya belum diketahui", 14),
    Column("Biaya tidak ditampilkan", 14),
)


def xlsx(
    sections: Sequence[Section],
    *,
    scope: str,
    cases: Mapping[int, str],
) -> bytes:
    """Return the report as a workbook; `cases` names those that the viewer may see."""
    return workbook(_sheets(sections, scope, cases), title=TITLE)


def _sheets(
    sections: Sequence[Section], scope: str, cases: Mapping[int, str]
) -> Iterator[Sheet]:
    yield Sheet(
        name="Aplikasi",
        columns=COLUMNS,
        rows=_rows(sections, cases),
        frozen=5,
    )
    report = Report([each for section in sections for each in section.groups])
    yield Sheet(
        name="Menurut fungsi",
        title=TITLE,
        above=[scope],
        columns=BY_FUNCTION,
        rows=[_function(each) for each in sections],
        totals={
            1: "Jumlah",
            2: Decimal(len(report.groups)),
            3: Decimal(report.applications),
            4: report.total,
            5: Decimal(report.unknown),
            6: Decimal(report.hidden),
        },
    )
    yield Sheet(
        name="Keterangan",
        columns=[Column("Perihal", 22), Column("Isi", 90)],
        rows=[("Judul", TITLE), ("Cakupan", scope)],
    )


def _rows(
    sections: Sequence[Section], cases: Mapping[int, str]
) -> Iterator[tuple[Any, ...]]:
    number = 0
    for section in sections:
        for group in section.groups:
            number += 1
            for each in group.applications:
                yield (
                    section.reference,
                    section.title,
                    number,
                    *_application(each, group),
                    _case(group, cases),
                )


def _application(each: Application, group: Group) -> tuple[Any, ...]:
    cost = group.costs.get(each.id)
    said = "" if cost is not None else "belum diketahui"
    return (
        each.code,
        each.name,
        each.organisation.name,
        each.status,
        group.percent,
        cost,
        "tidak ditampilkan" if each.id in group.concealed else said,
    )


def _case(group: Group, cases: Mapping[int, str]) -> str:
    if group.case:
        case = cases.get(group.case, "Sedang dibahas")
        return case if group.whole else f"Salah satunya: {case}"
    return "; ".join(f"{each.title} ({each.state.value})" for each in group.earlier)


def _function(each: Section) -> tuple[Any, ...]:
    return (
        each.reference,
        each.title,
        len(each.groups),
        each.applications,
        each.total,
        each.unknown,
        each.hidden,
    )
