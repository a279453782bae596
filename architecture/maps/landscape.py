"""The landscape: the applications of a government, each in its office.

The question it answers: which office runs what, and in which state is it?
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from architecture.layers import Layer
from architecture.maps.content import (
    HIDDEN,
    Box,
    Facts,
    Group,
    Item,
    Layout,
    Legend,
    Map,
    Office,
    Row,
    Share,
)
from architecture.maps.words import (
    layer_count,
    listed,
    number,
    status_name,
    status_order,
)
from architecture.reference.calendar import tanggal

LIMIT = 300
"""How many boxes one picture carries before it is grouped."""

ELSEWHERE = Office("", "Belum ada perangkat daerah")

USED = "used"
"""The key of the frame for what is used but owned by others; it comes last."""


def landscape(
    items: Iterable[Item],
    offices: Iterable[Office],
    *,
    scope: str,
    on: date,
    source: str = "",
    limit: int = LIMIT,
) -> Map:
    """Put applications into the offices that are answerable for them.

    A unit's applications stand in its office, the child of a root; what belongs to a
    root itself stands in a frame of its own.  Above `limit` boxes every office becomes
    one box with its counts, and `note` says so.
    """
    everything = sorted(items, key=_by_name)
    known = {office.key: office for office in offices}
    tops = {key: _top(key, known) for key in known}
    members: dict[Office, list[Item]] = {}
    for item in everything:
        office = tops.get(item.office or "", ELSEWHERE)
        members.setdefault(office, []).append(item)
    order = sorted(members, key=lambda office: _largest_first(office, members[office]))
    counts = Counter(_status(item) for item in everything)
    grouped = len(everything) > limit
    parts = _summed(order, members, limit) if grouped else _each(order, members, known)
    boxes, groups, facts, note = parts
    empty = len(set(tops.values()) - set(order) - _roots(known))
    return Map(
        title=f"Lanskap aplikasi {scope}",
        subtitle=listed(
            (
                f"Keadaan {tanggal(on)}",
                layer_count(Layer.APPLICATION, len(everything)),
                f"{number(len(order))} perangkat daerah atau pemilik lain",
            )
        ),
        layout=Layout.GRID,
        boxes=boxes,
        groups=groups,
        legend=tuple(
            Legend(key, f"{status_name(key)} ({number(counts[key])})")
            for key in sorted(counts, key=status_order)
        ),
        note=" ".join(part for part in (note, _missing(empty)) if part),
        source=source,
        facts=facts,
        grouped=grouped,
    )


_Parts = tuple[tuple[Box, ...], tuple[Group, ...], Facts, str]


def _each(
    order: Sequence[Office],
    members: Mapping[Office, Sequence[Item]],
    known: Mapping[str, Office],
) -> _Parts:
    boxes: list[Box] = []
    rows: list[Row] = []
    for office in order:
        for item in members[office]:
            boxes.append(_card(item, office, len(boxes)))
            rows.append(_fact(item, office, known))
    groups = tuple(
        Group(office.key, office.name, url=office.url, remark=str(len(members[office])))
        for office in order
    )
    columns = ("Perangkat daerah", "Aplikasi", "Kode", "Status", "Dipakai oleh")
    return tuple(boxes), groups, Facts(columns, tuple(rows)), ""


def _card(item: Item, office: Office, place: int) -> Box:
    if item.hidden:
        return Box(
            key=f"hidden-{place}", label=HIDDEN, layer=item.layer, group=office.key
        )
    status = _status(item)
    said = "" if status == "LIVE" else status_name(status)
    used = f"dipakai {number(item.users)} OPD" if item.users > 1 else ""
    return Box(
        key=item.key,
        label=item.name,
        layer=item.layer,
        group=office.key,
        colour_key=status,
        url=item.url,
        summary=listed((item.detail, item.code, status_name(status), item.summary)),
        detail=item.detail if item.detail != item.name else "",
        remark=listed((said, used)),
    )


def _fact(item: Item, office: Office, known: Mapping[str, Office]) -> Row:
    if item.hidden:
        return Row((office.name, HIDDEN, "", "", ""), group=office.name)
    unit = known.get(item.office or "", office)
    used = f"{number(item.users)} OPD" if item.users else ""
    detail = "" if item.detail == item.name else item.detail
    name = " – ".join(filter(None, (item.name, detail)))
    cells = (unit.name, name, item.code, status_name(_status(item)), used)
    marks = (item.layer.name, _status(item))
    return Row(cells, item.url, linked=1, group=office.name, marks=marks)


def _summed(
    order: Sequence[Office], members: Mapping[Office, Sequence[Item]], limit: int
) -> _Parts:
    shown, rest = (
        (order, [])
        if len(order) <= limit
        else (
            order[: limit - 1],
            order[limit - 1 :],
        )
    )
    counts = {office: Counter(map(_status, members[office])) for office in order}
    boxes = [
        _sum(office.key, office.name, counts[office], office.url) for office in shown
    ]
    if rest:
        left = sum((counts[office] for office in rest), Counter[str]())
        name = f"{number(len(rest))} perangkat daerah lain"
        boxes.append(_sum("rest", name, left, ""))
    keys = sorted({key for each in counts.values() for key in each}, key=status_order)
    rows = tuple(
        Row(
            (
                office.name,
                number(counts[office].total()),
                *(number(counts[office][key]) for key in keys),
            ),
            office.url,
        )
        for office in order
    )
    columns = ("Perangkat daerah", "Aplikasi", *map(status_name, keys))
    total = sum(each.total() for each in counts.values())
    note = (
        f"{layer_count(Layer.APPLICATION, total)} terlalu banyak untuk satu gambar"
        f" (batas {number(limit)} kotak), maka setiap kotak mewakili satu perangkat"
        " daerah; rinciannya ada pada daftar."
    )
    return tuple(boxes), (), Facts(columns, rows), note


def _sum(key: str, name: str, counts: Counter[str], url: str) -> Box:
    shares = tuple(
        Share(status, counts[status]) for status in sorted(counts, key=status_order)
    )
    return Box(
        key=f"office-{key}",
        label=name,
        layer=Layer.APPLICATION,
        url=url,
        summary=listed(
            f"{status_name(share.colour_key)}: {number(share.count)}"
            for share in shares
        ),
        remark=layer_count(Layer.APPLICATION, counts.total()),
        shares=shares,
    )


def _top(key: str, known: Mapping[str, Office]) -> Office:
    """Climb to the office directly under a root; a circle ends the climb."""
    seen = {key}
    office = known[key]
    while (above := known.get(office.parent or "")) and above.key not in seen:
        if above.parent not in known:
            return office
        seen.add(above.key)
        office = above
    return office


def _roots(known: Mapping[str, Office]) -> set[Office]:
    return {office for office in known.values() if office.parent not in known}


def _missing(count: int) -> str:
    if not count:
        return ""
    return f"{number(count)} perangkat daerah belum mencatat aplikasi."


def _status(item: Item) -> str:
    return item.status.name if item.status and not item.hidden else ""


def _by_name(item: Item) -> tuple[bool, str, str, str]:
    if item.hidden:  # the order must not tell the name
        return (True, "", "", "")
    return (False, item.name.casefold(), item.name, item.key)


def _largest_first(office: Office, items: Sequence[Item]) -> tuple[bool, int, str, str]:
    last = office is ELSEWHERE or office.key == USED
    return (last, -len(items), office.name.casefold(), office.key)
