"""The peta rencana as a time line: what is done when, by whom, and what waits for it.

The question it answers: what comes first, what comes next, and what holds it up?
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from architecture.layers import Layer
from architecture.maps.content import (
    Arrow,
    Axis,
    Box,
    Days,
    Facts,
    Group,
    Layout,
    Legend,
    Map,
    Row,
)
from architecture.maps.layouts.lanes import KNOWN, REACHED, TODAY, YEAR
from architecture.maps.words import listed, number, rupiah
from architecture.reference.calendar import tanggal

LIMIT = 60
"""How many bars one picture carries; above, one stands for a muatan and a year."""

WIDER = 3
"""So many years an axis may reach beyond its plan, for what lies outside of it."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A milestone: stated by the planner, or a day that is known of the element."""

    name: str
    on: date
    reached: bool = False
    known: bool = False


@dataclass(frozen=True, kw_only=True)
class Initiative:
    """A line of a plan as the viewer may read it; `budgets` holds what may be read.

    `state` is a key of the palette after `plan-`, `said` the same in words; without
    `days` nobody knows when it runs.
    """

    key: str
    code: str
    name: str
    lane: str
    state: str
    said: str
    office: str = ""
    days: tuple[date, date] | None = None
    rough: bool = False
    budgets: Mapping[int, int] | None = None
    needs: tuple[str, ...] = ()
    late: frozenset[str] = frozenset()
    marks: tuple[Mark, ...] = ()
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What a time line is of: its lanes (key, name), its years and its day."""

    title: str
    scope: str
    lanes: Sequence[tuple[str, str]]
    years: tuple[int, int]
    on: date
    year_url: str = ""
    source: str = ""


def roadmap(
    initiatives: Iterable[Initiative], frame: Frame, *, limit: int = LIMIT
) -> Map:
    """Put initiatives as bars into the lanes of their muatan, along the years.

    Above `limit` one bar stands for all that run in a muatan and a year.
    """
    told = sorted(initiatives, key=lambda each: (each.code, each.key))
    dated = [each for each in told if each.days]
    axis = _axis(dated, frame)
    grouped = len(dated) > limit
    boxes = _summed(dated, frame, axis) if grouped else _bars(dated, axis)
    arrows = () if grouped else tuple(_arrows(dated))
    return Map(
        title=frame.title,
        subtitle=_subtitle(told, frame),
        layout=Layout.TIMELINE,
        boxes=tuple(boxes),
        arrows=arrows,
        groups=(*_lanes(dated, frame), *_years(dated, axis)),
        legend=tuple(_legend(told, boxes, arrows)),
        note=_note(told, dated, grouped=grouped),
        source=frame.source,
        facts=_facts(told, frame),
        grouped=grouped,
        axis=axis,
    )


def _axis(dated: Sequence[Initiative], frame: Frame) -> Axis:
    first, last = frame.years
    years = [day.year for each in dated for day in each.days or ()]
    first = max(first - WIDER, min([first, *years]))
    last = min(last + WIDER, max([last, *years]))
    return Axis(date(first, 1, 1), date(last, 12, 31), frame.on)


# ---- bars ------------------------------------------------------------------


def _bars(dated: Sequence[Initiative], axis: Axis) -> list[Box]:
    boxes = []
    for each in dated:
        boxes.append(_bar(each, axis))
        for number_, mark in enumerate(sorted(each.marks, key=_by_day)):
            if axis.first <= mark.on <= axis.last:
                boxes.append(_mark(each, mark, number_))
    return boxes


def _bar(each: Initiative, axis: Axis) -> Box:
    days = [min(max(day, axis.first), axis.last) for day in each.days or ()]
    budgets = each.budgets or {}
    return Box(
        key=each.key,
        label=each.name,
        layer=Layer.STRATEGY,
        group=each.lane,
        colour_key=f"plan-{each.state}",
        pattern=f"plan-{each.state}",
        url=each.url,
        summary=listed((each.code, each.said, each.office, _time(each))),
        remark=listed((each.said, each.office)),
        days=Days(
            first=days[0],
            last=days[1],
            by_year=tuple(
                (year, rupiah(amount)) for year, amount in sorted(budgets.items())
            ),
        ),
    )


def _mark(each: Initiative, mark: Mark, place: int) -> Box:
    return Box(
        key=f"{each.key}-{place}",
        label=mark.name,
        layer=Layer.STRATEGY,
        group=each.lane,
        colour_key="mark",
        pattern=f"plan-{each.state}",
        summary=listed((tanggal(mark.on), _turned(mark))),
        remark=_turned(mark),
        days=Days(first=mark.on, last=mark.on, of=each.key),
    )


def _turned(mark: Mark) -> str:
    return KNOWN if mark.known else REACHED if mark.reached else ""


def _arrows(dated: Sequence[Initiative]) -> Iterable[Arrow]:
    known = {each.key for each in dated}
    for each in dated:
        for other in sorted(each.needs):
            if other in known:
                late = other in each.late
                said = "mulai sebelum yang ditunggunya selesai" if late else "ditunggu"
                yield Arrow(other, each.key, said, "needs", "dashed" if late else "")


def _summed(dated: Sequence[Initiative], frame: Frame, axis: Axis) -> list[Box]:
    """Return one bar for all that run in a muatan and a year."""
    running: defaultdict[tuple[str, int], list[Initiative]] = defaultdict(list)
    for each in dated:
        first, last = each.days or (axis.first, axis.first)
        for year in range(axis.first.year, axis.last.year + 1):
            if first.year <= year <= last.year:
                running[each.lane, year].append(each)
    return [
        Box(
            key=f"{lane}-{year}",
            label=f"{number(len(several))} inisiatif",
            layer=Layer.STRATEGY,
            group=lane,
            url=frame.year_url.format(year),
            summary=_states(several),
            remark=_states(several),
            days=Days(
                first=date(year, 1, 1),
                last=date(year, 12, 31),
                by_year=tuple(_sums(several, [year])),
            ),
        )
        for (lane, year), several in sorted(running.items())
    ]


def _states(several: Iterable[Initiative]) -> str:
    counts = Counter(each.said for each in several)
    ordered = sorted(counts.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{number(count)} {said.lower()}" for said, count in ordered)


# ---- lanes, years, words ---------------------------------------------------


def _lanes(dated: Sequence[Initiative], frame: Frame) -> Iterable[Group]:
    counts = Counter(each.lane for each in dated)
    for key, name in frame.lanes:
        if counts[key]:
            yield Group(key, name, remark=f"{number(counts[key])} inisiatif")


def _years(dated: Sequence[Initiative], axis: Axis) -> Iterable[Group]:
    years = range(axis.first.year, axis.last.year + 1)
    sums = dict(_sums(dated, years))
    for year in years:
        yield Group(f"{YEAR}{year}", str(year), remark=sums.get(year, ""))
    if axis.first <= axis.today <= axis.last:
        yield Group(TODAY, f"{tanggal(axis.today)}")


def _sums(
    several: Iterable[Initiative], years: Iterable[int]
) -> Iterable[tuple[int, str]]:
    budgets: Counter[int] = Counter()
    for each in several:
        budgets.update(each.budgets or {})
    for year in years:
        if budgets[year]:
            yield year, rupiah(budgets[year])


def _subtitle(told: Sequence[Initiative], frame: Frame) -> str:
    budgets: Counter[int] = Counter()
    for each in told:
        budgets.update(each.budgets or {})
    whole = sum(budgets.values())
    return listed(
        (
            frame.scope,
            f"Keadaan {tanggal(frame.on)}",
            f"{number(len(told))} inisiatif",
            f"pagu {rupiah(whole)}" if whole else "",
        )
    )


def _legend(
    told: Sequence[Initiative], boxes: Sequence[Box], arrows: Sequence[Arrow]
) -> Iterable[Legend]:
    if any(box.colour_key.startswith("plan-") for box in boxes):
        counts = Counter((each.state, each.said) for each in told)
        for (state, said), count in sorted(counts.items(), key=_by_progress):
            yield Legend(f"plan-{state}", f"{said} ({number(count)})")
    marks = [box for box in boxes if box.colour_key == "mark"]
    if any(box.remark != KNOWN for box in marks):
        yield Legend("mark", "belah ketupat: tonggak, penuh bila sudah tercapai")
    if any(box.remark == KNOWN for box in marks):
        yield Legend("mark", "bulat: hari yang tercatat pada elemennya")
    if any(not arrow.line for arrow in arrows):
        yield Legend("", "ditunggu oleh", line="solid")
    if any(arrow.line for arrow in arrows):
        yield Legend("", "mulai sebelum yang ditunggunya selesai", line="dashed")


STATES = (
    "PROPOSED", "DRAFTED", "APPROVED", "BUDGETED", "RUNNING", "DONE", "POSTPONED",
)  # fmt: skip
"""In the order of the way from a wish to what is done."""


def _by_progress(each: tuple[tuple[str, str], int]) -> tuple[int, str]:
    state = each[0][0]
    return STATES.index(state) if state in STATES else len(STATES), state


def _note(
    told: Sequence[Initiative], dated: Sequence[Initiative], *, grouped: bool
) -> str:
    parts = []
    if not told:
        parts.append("Belum ada inisiatif yang dapat digambar.")
    if grouped:
        parts.append(
            "Satu batang mewakili semua inisiatif sebuah muatan pada satu tahun;"
            " satu per satu ada pada daftar. Pilih perangkat daerah untuk melihatnya."
        )
    if left := len(told) - len(dated):
        parts.append(f"{number(left)} inisiatif tanpa tahun hanya ada pada daftar.")
    if rough := sum(each.rough for each in dated):
        parts.append(
            f"{number(rough)} inisiatif digambar menurut tahun target dan pagunya."
        )
    return " ".join(parts)


def _facts(told: Sequence[Initiative], frame: Frame) -> Facts:
    names, codes = dict(frame.lanes), {each.key: each.code for each in told}
    order = [key for key, _ in frame.lanes]
    money = any(each.budgets for each in told)
    columns = ["Muatan", "Inisiatif", "Kode", "Perangkat daerah", "Waktu", "Status"]
    columns += ["Pagu"] if money else []
    rows = []
    for each in sorted(told, key=lambda each: (order.index(each.lane), each.code)):
        lane = names[each.lane]
        cells = [lane, each.name, each.code, each.office, _time(each), each.said]
        cells += [_budget(each)] if money else []
        needs = ", ".join(sorted(codes[key] for key in each.needs if key in codes))
        marks = "; ".join(map(_told, sorted(each.marks, key=_by_day)))
        rows.append(Row((*cells, needs, marks), each.url, linked=1, group=lane))
    return Facts((*columns, "Menunggu", "Tonggak"), tuple(rows), "inisiatif")


def _budget(each: Initiative) -> str:
    budgets = sorted((each.budgets or {}).items())
    return ", ".join(f"{year}: {rupiah(amount)}" for year, amount in budgets)


def _time(each: Initiative) -> str:
    if not each.days:
        return "Belum ditentukan"
    first, last = each.days
    if each.rough:
        return (
            str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        )
    return f"{tanggal(first)} – {tanggal(last)}"


def _told(mark: Mark) -> str:
    return f"{mark.name} ({tanggal(mark.on)}{', tercapai' if mark.reached else ''})"


def _by_day(mark: Mark) -> tuple[date, str]:
    return mark.on, mark.name
