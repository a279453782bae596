"""A cluster: applications that may do the same work, and how sure each pair is.

The question it answers: which of these are one, and whose are they?
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from architecture.maps.content import Arrow, Box, Facts, Item, Layout, Legend, Map, Row
from architecture.maps.words import listed, number, status_name, status_order
from architecture.reference.calendar import tanggal

LIMIT = 16
"""More boxes on a ring cannot be followed with the eye."""

SURE = 70
"""Per cent from which a line is drawn thick."""

LINES = f"garis tebal {SURE} % ke atas, titik-titik dinilai berbeda"


@dataclass(frozen=True, kw_only=True)
class Tie:
    """How sure it is that two items do the same work, in per cent.

    `judged` says in words what a person decided of the pair, `apart` whether it was
    that they differ.
    """

    one: str
    other: str
    percent: int
    judged: str = ""
    apart: bool = False


def cluster(
    items: Iterable[Item],
    ties: Iterable[Tie],
    *,
    scope: str,
    on: date,
    source: str = "",
    limit: int = LIMIT,
) -> Map:
    """Put applications on a ring and a line between those that are alike.

    The item's `detail` names its owner.  Above `limit` the ones with the fewest lines
    are left to the table.
    """
    known = {item.key: item for item in items}
    told = sorted(ties, key=lambda tie: (-tie.percent, tie.one, tie.other))
    told = [tie for tie in told if tie.one in known and tie.other in known]
    kept = kept_of(known, told, limit)
    left = len(known) - len(kept)
    note = f"{number(left)} aplikasi lain hanya ada pada daftar." if left else ""
    return Map(
        title=f"Kelompok {number(len(known))} aplikasi yang diduga sama",
        subtitle=listed((scope, f"Keadaan {tanggal(on)}", LINES)),
        layout=Layout.RING,
        boxes=tuple(box_of(known[key]) for key in kept),
        arrows=tuple(
            arrow_of(tie) for tie in told if {tie.one, tie.other} <= set(kept)
        ),
        legend=states_of(known[key] for key in kept),
        note=note,
        source=source,
        facts=facts_of(told, known),
        grouped=bool(left),
    )


def kept_of(known: Mapping[str, Item], ties: Sequence[Tie], limit: int) -> list[str]:
    """Return who stands on the ring, neighbours of the surest pairs side by side."""
    drawn = [tie for tie in ties if not tie.apart]
    touched = Counter(key for tie in drawn for key in (tie.one, tie.other))
    ranked = sorted(known, key=lambda key: (-touched[key], key))
    staying = set(ranked[:limit])
    order: list[str] = []
    for tie in drawn:
        order += [key for key in (tie.one, tie.other) if key not in order]
    order += [key for key in sorted(known) if key not in order]
    return [key for key in order if key in staying]


def box_of(item: Item, group: str = "") -> Box:
    """Return an application as a box on a ring."""
    status = item.status.name if item.status else ""
    return Box(
        key=item.key,
        label=item.name,
        layer=item.layer,
        group=group,
        colour_key=status,
        url=item.url,
        summary=listed(
            (item.code, item.detail, status and status_name(status), item.summary)
        ),
        detail=item.detail,
        pattern=status,
    )


def arrow_of(tie: Tie) -> Arrow:
    """Return a line that tells how sure a pair is."""
    kind = "apart" if tie.apart else "sure" if tie.percent >= SURE else "possible"
    return Arrow(tie.one, tie.other, f"{tie.percent} %", kind)


def states_of(items: Iterable[Item]) -> tuple[Legend, ...]:
    """Return the states of applications as a legend."""
    states = {item.status.name for item in items if item.status}
    return tuple(
        Legend(name, status_name(name)) for name in sorted(states, key=status_order)
    )


def facts_of(ties: Sequence[Tie], known: Mapping[str, Item]) -> Facts:
    """Return all pairs as a table, the surest first."""
    rows = tuple(
        Row(
            (
                _told(known[tie.one]),
                _told(known[tie.other]),
                f"{tie.percent} %",
                tie.judged or "Belum dinilai",
            )
        )
        for tie in ties
    )
    return Facts(("Aplikasi", "Dengan", "Peluang sama", "Penilaian"), rows)


def _told(item: Item) -> str:
    return listed((item.name, item.detail))
