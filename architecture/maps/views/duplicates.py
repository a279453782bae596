"""The twins of a government: every cluster that may do the same work, each in a frame.

The question it answers: what do we pay for more than once, and who has to talk?
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from architecture.maps.content import (
    Arrow,
    Box,
    Facts,
    Group,
    Item,
    Layout,
    Legend,
    Map,
    Row,
)
from architecture.maps.views.cluster import (
    SURE,
    Tie,
    arrow_of,
    box_of,
    facts_of,
    kept_of,
    states_of,
)
from architecture.maps.words import listed, number, rupiah
from architecture.reference.calendar import tanggal

MOST_FRAMES, MOST_MEMBERS = 24, 10
"""How many clusters one picture carries, and how many members of each."""


@dataclass(frozen=True, kw_only=True)
class Twins:
    """Applications that may do the same work: two of them, or a cluster.

    `costs` are yearly costs by item, as far as they are known and may be read.
    """

    items: tuple[Item, ...]
    ties: tuple[Tie, ...]
    url: str = ""
    costs: Mapping[str, int] = field(default_factory=dict)

    @property
    def cost(self) -> int:
        """Return what is known of their yearly cost."""
        return sum(self.costs.values())

    @property
    def percent(self) -> int:
        """Return how sure the surest pair is that nobody called different."""
        return max((tie.percent for tie in self.ties if not tie.apart), default=0)

    @property
    def owners(self) -> int:
        """Return how many offices have one of them."""
        return len({item.office for item in self.items})


def duplicates(
    several: Iterable[Twins],
    *,
    scope: str,
    on: date,
    source: str = "",
    note: str = "",
    limit: int = MOST_FRAMES,
) -> Map:
    """Put each cluster into a frame, the surest first, of equals the costliest.

    Three that are all tied come before a pair.

    Above `limit` the largest and surest are drawn, the rest is left to the list.
    """
    ordered = sorted(several, key=_rank)
    shown = sorted(sorted(ordered, key=_largest)[:limit], key=_rank)
    boxes: list[Box] = []
    arrows: list[Arrow] = []
    groups: list[Group] = []
    for place, each in enumerate(shown, 1):
        known = {item.key: item for item in each.items}
        kept = kept_of(known, each.ties, MOST_MEMBERS)
        told = {box.key for box in boxes}
        keys = {key: f"{key}-{place}" if key in told else key for key in kept}
        groups.append(_frame(place, each, len(each.items) - len(kept)))
        boxes += [
            replace(box_of(known[key], f"twins-{place}"), key=keys[key]) for key in kept
        ]
        arrows += [
            replace(arrow_of(tie), source=keys[tie.one], target=keys[tie.other])
            for tie in each.ties
            if {tie.one, tie.other} <= set(kept)
        ]
    left = len(ordered) - len(shown)
    return Map(
        title=f"Aplikasi kembar {scope}",
        subtitle=_subtitle(ordered, on),
        layout=Layout.RINGS,
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        groups=tuple(groups),
        legend=(
            *states_of(item for each in shown for item in each.items),
            *_lines({arrow.kind for arrow in arrows}),
        ),
        note=_note(note, left, empty=not ordered),
        source=source,
        facts=_facts(ordered),
        grouped=bool(left),
    )


def _rank(each: Twins) -> tuple[bool, int, int, tuple[str, ...]]:
    """Sort by tens of per cents, so that a hair's breadth does not hide a cost."""
    pair = len(each.items) < 3
    keys = tuple(item.key for item in each.items)
    return pair, -(each.percent // 10), -each.cost, keys


def _largest(each: Twins) -> tuple[int, int]:
    return -len(each.items), -each.percent


def _frame(place: int, each: Twins, left: int) -> Group:
    said = (
        f"{number(len(each.items))} aplikasi",
        f"{number(each.owners)} OPD",
        f"{each.percent} %",
    )
    cost = f"{rupiah(each.cost)} setahun" if each.cost else ""
    more = f"{number(left)} lagi pada daftar" if left else ""
    return Group(
        f"twins-{place}",
        f"{place}. {', '.join(said)}",
        url=each.url,
        remark=listed((cost, more)),
    )


def _subtitle(several: Sequence[Twins], on: date) -> str:
    members = len({item.key for each in several for item in each.items})
    costs = {key: cost for each in several for key, cost in each.costs.items()}
    cost = sum(costs.values())
    return listed(
        (
            f"Keadaan {tanggal(on)}",
            f"{number(len(several))} kelompok",
            f"{number(members)} aplikasi",
            f"{rupiah(cost)} setahun yang diketahui" if cost else "",
        )
    )


def _lines(kinds: set[str]) -> Iterable[Legend]:
    told = {
        "sure": Legend("", f"peluang sama {SURE} % ke atas", "bold"),
        "possible": Legend("", f"di bawah {SURE} %", "dashed"),
        "apart": Legend("", "dinilai berbeda", "dotted"),
    }
    return [entry for kind, entry in told.items() if kind in kinds]


def _note(said: str, left: int, *, empty: bool) -> str:
    parts = [said]
    if empty:
        parts.append("Tidak ada aplikasi yang diduga kembar.")
    if left:
        parts.append(
            f"{number(left)} kelompok yang lebih kecil hanya ada pada daftar; pilih"
            " perangkat daerah untuk menggambarnya."
        )
    return " ".join(filter(None, parts))


def _facts(several: Sequence[Twins]) -> Facts:
    columns: tuple[str, ...] = ()
    rows: list[Row] = []
    for place, each in enumerate(several, 1):
        told = facts_of(each.ties, {item.key: item for item in each.items})
        columns = ("Kelompok", *told.columns)
        name = f"{place}. {number(len(each.items))} aplikasi"
        rows += [
            Row((name, *row.cells), each.url, group=name, marks=row.marks)
            for row in told.rows
        ]
    return Facts(columns, tuple(rows), "pasangan")
