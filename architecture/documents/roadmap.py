"""The peta rencana as XLSX: what was set, what is proposed, and both by year.

The columns are those that peta rencana in practice have, with budgets, funds, state and
basis besides; the period is five years (Permenkominfo 4/2024 Ps 35).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from architecture.documents.figures import Figure
from architecture.exchange.files.sheet import Column, Image, Sheet, workbook
from architecture.reference.calendar import tanggal


@dataclass(frozen=True, kw_only=True)
class Line:
    """One initiative; `targets` and `budgets` (rupiah) run by year.

    `approved` is whether the regulation set it; `state` says how far it has come, in
    words.  `muatan` is the name of its content, `needs` the codes of what it waits for.
    """

    muatan: str
    number: int
    name: str
    code: str = ""
    indicator: str = ""
    targets: Mapping[int, str] = field(default_factory=dict)
    budgets: Mapping[int, Decimal] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    office: str = ""
    programme: str = ""
    source_of_funds: str = ""
    state: str = ""
    approved: bool = False
    basis: str = ""
    note: str = ""
    needs: Sequence[str] = ()
    milestones: Sequence[str] = ()

    def runs_in(self, year: int) -> bool:
        """Tell whether a year has a target, a budget or a part of the duration."""
        if self.targets.get(year) or self.budgets.get(year):
            return True
        if self.starts_on is None and self.ends_on is None:
            return False
        begins = self.starts_on.year if self.starts_on else year
        ends = self.ends_on.year if self.ends_on else begins
        return begins <= year <= ends


@dataclass(frozen=True, kw_only=True)
class Roadmap:
    """A plan with its lines, in the order in which they are printed."""

    government: str
    from_year: int
    to_year: int
    lines: Sequence[Line]
    on: date
    title: str = ""
    regulation: str = ""
    source: str = ""

    @property
    def years(self) -> range:
        """Return the years of the plan."""
        return range(self.from_year, self.to_year + 1)


def xlsx(plan: Roadmap, figure: Figure | None = None) -> bytes:
    """Return the plan as a workbook of three sheets for A3, and its picture."""
    approved = [line for line in plan.lines if line.approved]
    proposed = [line for line in plan.lines if not line.approved]
    return workbook(
        [
            _lines(plan, "Disetujui", "ditetapkan", approved),
            _lines(plan, "Diusulkan", "diusulkan untuk reviu berikutnya", proposed),
            _by_year(plan),
        ],
        title=_title(plan),
        author=plan.government,
        images=[_image(figure)] if figure else [],
    )


def _image(figure: Figure) -> Image:
    return Image(
        name="Gambar",
        title=figure.caption,
        png=figure.png,
        alt=figure.alt,
        beneath=figure.source,
    )


def _lines(plan: Roadmap, name: str, said: str, lines: Sequence[Line]) -> Sheet:
    years = plan.years
    columns = [
        Column("Muatan", 16),
        Column("No", 5),
        Column("Nama rencana", 30),
        Column("Indikator", 20),
        *(Column(f"Target {year}", 12) for year in years),
        Column("Tanggal awal", 11),
        Column("Tanggal akhir", 11),
        Column("OPD", 20),
        Column("Program", 20),
        *(Column(f"Pagu {year} (Rp)", 15) for year in years),
        Column("Sumber dana", 12),
        Column("Status", 14),
        Column("Dasar", 16),
        Column("Keterangan", 18),
        Column("Menunggu", 14),
        Column("Tonggak", 24),
    ]
    first = 8 + len(years)
    sums = {
        first + at: _sum(line.budgets.get(year) for line in lines)
        for at, year in enumerate(years)
    }
    return Sheet(
        name=name,
        title=_title(plan),
        above=[*_about(plan), f"{len(lines)} rencana {said}"],
        columns=columns,
        rows=(_row(line, years) for line in lines),
        frozen=3,
        totals={0: "Jumlah pagu", **sums} if lines else {},
    )


def _row(line: Line, years: range) -> list[object]:
    return [
        line.muatan,
        line.number,
        line.name,
        line.indicator,
        *(line.targets.get(year, "") for year in years),
        line.starts_on,
        line.ends_on,
        line.office,
        line.programme,
        *(line.budgets.get(year) for year in years),
        line.source_of_funds,
        line.state,
        line.basis,
        line.note,
        ", ".join(line.needs),
        "; ".join(line.milestones),
    ]


def _by_year(plan: Roadmap) -> Sheet:
    return Sheet(
        name="Menurut tahun",
        title=_title(plan),
        above=[*_about(plan), "Setiap rencana berdiri pada setiap tahun berjalannya"],
        columns=[
            Column("Tahun", 8),
            Column("Status", 20),
            Column("Muatan", 22),
            Column("No", 6),
            Column("Nama rencana", 46),
            Column("OPD", 34),
            Column("Target", 26),
            Column("Pagu (Rp)", 20),
            Column("Sumber dana", 20),
            Column("Disetujui", 12),
        ],
        rows=_yearly(plan),
        frozen=1,
    )


def _yearly(plan: Roadmap) -> Iterator[list[object]]:
    for year in plan.years:
        for line in sorted(plan.lines, key=lambda line: not line.approved):
            if line.runs_in(year):
                yield [
                    year,
                    line.state,
                    line.muatan,
                    line.number,
                    line.name,
                    line.office,
                    line.targets.get(year, ""),
                    line.budgets.get(year),
                    line.source_of_funds,
                    line.approved,
                ]


def _title(plan: Roadmap) -> str:
    years = f"{plan.from_year}–{plan.to_year}"
    return plan.title or f"Peta Rencana SPBE {plan.government} {years}"


def _about(plan: Roadmap) -> list[str]:
    basis = f"Dasar: {plan.regulation}" if plan.regulation else "Rancangan"
    lines = [plan.government, basis, f"Keadaan {tanggal(plan.on)}"]
    return [*lines, *([f"Sumber: {plan.source}"] if plan.source else [])]


def _sum(amounts: Iterator[Decimal | None]) -> Decimal:
    return sum((amount for amount in amounts if amount is not None), Decimal(0))
