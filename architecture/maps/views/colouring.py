"""What the colour of a box tells: from a value to a colour, words and an order.

A `Shade` is a line of the legend, a `Mark` what one application says of itself: its
shade, a word or figure for its card, and reasons for its tooltip and the table.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from architecture.layers import ApplicationType, Status
from architecture.maps.content import Legend, Share
from architecture.maps.looks.palette import CALM, COOL, FOREIGN, SORT, WARM
from architecture.maps.words import money, number, status_name, status_order


@dataclass(frozen=True, slots=True)
class Shade:
    """A colour of a map and what it means; legends follow `order`."""

    key: str
    label: str
    order: int


@dataclass(frozen=True, slots=True)
class Mark:
    """What the colour of one application tells; without `said` its card is silent."""

    shade: Shade
    said: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return what a table says: the figure or the shade, then the reasons."""
        told = self.said or self.shade.label
        return f"{told}: {'; '.join(self.reasons)}" if self.reasons else told


OF_OTHERS = Mark(Shade(FOREIGN, "Milik instansi lain, tidak dinilai", 100))
"""What is asked only of the government's own."""

UNJUDGED = Mark(Shade("", "Tidak dinilai", 99))
"""What is asked only of those that run or are to run."""

GENERAL, SPECIAL = "RAA.01", "RAA.02"

_STATUS = {
    key: Shade(key, status_name(key), status_order(key))
    for key in (*Status.__members__, "")
}
_CLASSES = (
    Shade(SORT[0], "Aplikasi umum", 0),
    Shade(SORT[1], "Aplikasi khusus", 1),
    Shade(SORT[2], "Berkode umum dan khusus", 2),
    Shade("", "Belum ada kode RAA", 3),
)
_AGES = (
    (3, Shade(COOL[0], "Kurang dari 3 tahun", 0)),
    (6, Shade(COOL[1], "3–5 tahun", 1)),
    (11, Shade(COOL[2], "6–10 tahun", 2)),
    (16, Shade(COOL[3], "11–15 tahun", 3)),
    (10_000, Shade(COOL[4], "Lebih dari 15 tahun", 4)),
)
_AHEAD = Shade(CALM, "Belum berjalan", 5)
_AGELESS = Shade("", "Tahun mulai belum dicatat", 6)
_PARTS = (
    (25, Shade(COOL[0], "Di bawah 25 %", 0)),
    (50, Shade(COOL[1], "25–49 %", 1)),
    (75, Shade(COOL[2], "50–74 %", 2)),
    (100, Shade(COOL[3], "75–99 %", 3)),
    (101, Shade(COOL[4], "Lengkap", 4)),
)
_COSTS = (
    (Decimal(1), Shade(COOL[0], "Tanpa biaya", 0)),
    (Decimal(50_000_000), Shade(COOL[1], "Di bawah Rp50 juta", 1)),
    (Decimal(200_000_000), Shade(COOL[2], "Rp50–200 juta", 2)),
    (Decimal(1_000_000_000), Shade(COOL[3], "Rp200 juta–1 miliar", 3)),
    (Decimal("Infinity"), Shade(COOL[4], "Rp1 miliar atau lebih", 4)),
)
_COSTLESS = Shade("", "Biaya belum dicatat", 5)
_RISKS = (
    Shade(CALM, "Tidak ada yang tercatat", 0),
    Shade(WARM[0], "1 risiko", 1),
    Shade(WARM[1], "2 risiko", 2),
    Shade(WARM[2], "3 risiko atau lebih", 3),
)
_TWINS = (
    Shade(CALM, "Tidak ada dugaan", 0),
    Shade(WARM[0], "Diduga sebagian sama", 1),
    Shade(WARM[1], "Diduga pekerjaan yang sama", 2),
    Shade(WARM[2], "Sudah dinilai sama", 3),
)
_UNSWEPT = Shade("", "Belum diperiksa", 0)


def by_status(status: str) -> Mark:
    """Tell where an application stands in its life; the ordinary one says nothing."""
    shade = _STATUS.get(status, _STATUS[""])
    return Mark(shade, "" if status == "LIVE" else shade.label)


def by_class(codes: Iterable[str], kind: ApplicationType) -> Mark:
    """Tell by its RAA codes whether it is umum or khusus; an odd form is said."""
    heads = {code[:6] for code in codes} & {GENERAL, SPECIAL}
    place = 2 if len(heads) == 2 else 0 if GENERAL in heads else 1 if heads else 3
    form = "" if kind is ApplicationType.APPLICATION else kind.value
    return Mark(_CLASSES[place], form)


def by_age(status: str, year: int | None, live_on: date | None, on: date) -> Mark:
    """Tell for how many years it has been running on a day."""
    begun = live_on.year if live_on else year
    if status in {"PLANNED", "IN_BUILD"} or (live_on and live_on > on):
        return Mark(_AHEAD, _AHEAD.label)
    if begun is None or begun > on.year:
        return Mark(_AGELESS, "tahun belum dicatat")
    years = on.year - begun
    if live_on and (on.month, on.day) < (live_on.month, live_on.day):
        years -= 1
    said = f"{years} tahun (sejak {begun})" if years else f"sejak {begun}"
    return Mark(within(_AGES, years), said)


def by_completeness(asked: int, stated: int) -> Mark:
    """Tell how much of what is asked of an application is there."""
    percent = 100 if not asked else stated * 100 // asked
    return Mark(within(_PARTS, percent), f"{percent} % lengkap")


def by_cost(cost: Decimal | None) -> Mark:
    """Tell what it costs in a year."""
    if cost is None:
        return Mark(_COSTLESS, "biaya belum dicatat")
    return Mark(within(_COSTS, cost), f"{money(cost)} setahun" if cost else "")


def by_risk(reasons: Sequence[str]) -> Mark:
    """Tell how many reasons there are to look after it, and which."""
    place = min(len(reasons), len(_RISKS) - 1)
    said = f"{number(len(reasons))} risiko" if reasons else ""
    return Mark(_RISKS[place], said, tuple(reasons))


def by_twins(
    same: Sequence[str], alike: Sequence[str], judged: Sequence[str], *, swept: bool
) -> Mark:
    """Tell of which others it may be a twin: by suspicion, in part, or as judged."""
    if not swept:
        return Mark(_UNSWEPT)
    place = 3 if judged else 2 if same else 1 if alike else 0
    several = (*judged, *same, *alike)
    said = f"{number(len(several))} kembaran" if several else ""
    return Mark(_TWINS[place], said, several)


def counted(shades: Iterable[Shade]) -> list[tuple[Shade, int]]:
    """Return each shade once with how often it occurs, as a legend lists them."""
    counts = Counter(shades)
    return sorted(counts.items(), key=lambda each: (each[0].order, each[0].label))


def legend(shades: Iterable[Shade]) -> tuple[Legend, ...]:
    """Return the lines of a legend with their counts."""
    return tuple(
        Legend(shade.key, f"{shade.label} ({number(count)})")
        for shade, count in counted(shades)
    )


def shares(shades: Iterable[Shade]) -> tuple[Share, ...]:
    """Return how many of what a box stands for have which colour."""
    return tuple(Share(shade.key, count) for shade, count in counted(shades))


def within(bands: Sequence[tuple[int | Decimal, Shade]], value: int | Decimal) -> Shade:
    """Return the shade of the first band whose upper end lies above a value."""
    return next(shade for end, shade in bands if value < end)
