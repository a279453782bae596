"""What a government changes between two days: what ends, what begins, what alters.

The question it answers: what becomes of what we have until then, and whose is it?
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from architecture.layers import Layer
from architecture.maps.content import (
    Arrow,
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
from architecture.maps.words import listed, number
from architecture.reference.calendar import tanggal

LIMIT = 120
"""How many cards one picture carries before applications alone are drawn, or sums."""

TURNS: Mapping[str, str] = {
    "RETIRED": "Berhenti",
    "ADDED": "Baru",
    "CHANGED": "Berubah",
}
"""What may become of something, in the order of the columns: what replaces stands right
of what it replaces."""

HEAD = "turn-"
"""How the key of a frame begins that is a column."""


@dataclass(frozen=True, kw_only=True)
class Turned:
    """An element that turns; `said` is what is said otherwise of one that changes."""

    item: Item
    turn: str
    office: Office
    on: date | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Of what and of which days it is; `same` counts by office what stays as it is.

    `replaced` are pairs of keys: what ends, and what stands in its place.
    """

    scope: str
    days: tuple[date, date]
    same: Mapping[str, int]
    replaced: Sequence[tuple[str, str]] = ()
    links: int = 0
    source: str = ""


def change(turned: Iterable[Turned], frame: Frame, *, limit: int = LIMIT) -> Map:
    """Put what turns into the lane of its office, in the column of what becomes of it.

    Of more than `limit` only applications are drawn, and if these are too many, one box
    for each office; the list tells all.
    """
    told = sorted(turned, key=_by_name)
    shown, note = told, ""
    if len(told) > limit:
        shown = [each for each in told if each.item.layer is Layer.APPLICATION]
        note = (
            "Hanya aplikasi yang digambar; lapisan lain ada pada daftar."
            if shown
            else ""
        )
    grouped = len(shown) > limit or (not shown and bool(told))
    if grouped:
        shown = told
        note = (
            "Satu kotak mewakili satu perangkat daerah; satu per satu ada pada daftar."
        )
    offices = _offices(shown)
    boxes = _sums(shown, offices) if grouped else [_card(each) for each in shown]
    known = {box.key for box in boxes}
    arrows = [
        Arrow(old, new, "digantikan oleh", "REPLACES")
        for old, new in sorted(set(frame.replaced))
        if {old, new} <= known
    ]
    return Map(
        title=f"Perubahan {frame.scope}",
        subtitle=_subtitle(told, frame),
        layout=Layout.GRID if grouped else Layout.TURNS,
        boxes=tuple(boxes),
        arrows=tuple(arrows),
        groups=() if grouped else (*_lanes(offices, frame), *_columns(shown)),
        legend=tuple(_legend(told, arrows)),
        note=_note(note, told, frame),
        source=frame.source,
        facts=_facts(told, offices),
        grouped=grouped or len(shown) < len(told),
    )


def _by_name(each: Turned) -> tuple[int, str, str]:
    return list(Layer).index(each.item.layer), each.item.name.casefold(), each.item.key


def _offices(shown: Sequence[Turned]) -> list[Office]:
    """Return the offices in which anything turns, those with the most first."""
    counts = Counter(each.office for each in shown)
    return sorted(counts, key=lambda each: (-counts[each], each.name, each.key))


def _card(each: Turned) -> Box:
    item = each.item
    return Box(
        key=item.key,
        label=item.name,
        layer=item.layer,
        kind=item.kind,
        group=each.office.key,
        colour_key=HEAD + each.turn,
        pattern=HEAD + each.turn,
        column=list(TURNS).index(each.turn),
        url=item.url,
        summary=listed((item.layer.value, item.code, item.summary, *each.said)),
        remark=_becomes(each),
    )


def _becomes(each: Turned) -> str:
    """Say in words what becomes of it, and when or in what."""
    if each.turn == "CHANGED":
        fields = ", ".join(said.partition(":")[0].lower() for said in each.said)
        return f"{TURNS[each.turn]}: {fields}" if fields else TURNS[each.turn]
    return listed((TURNS[each.turn], tanggal(each.on) if each.on else ""))


def _sums(shown: Sequence[Turned], offices: Sequence[Office]) -> list[Box]:
    boxes = []
    for office in offices:
        counts = Counter(each.turn for each in shown if each.office == office)
        boxes.append(
            Box(
                key=office.key,
                label=office.name,
                layer=Layer.APPLICATION,
                url=office.url,
                remark=_counted(counts),
                shares=tuple(
                    Share(HEAD + turn, counts[turn]) for turn in TURNS if counts[turn]
                ),
            )
        )
    return boxes


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(
        f"{number(counts[turn])} {said.lower()}"
        for turn, said in TURNS.items()
        if counts.get(turn)
    )


def _lanes(offices: Sequence[Office], frame: Frame) -> Iterable[Group]:
    for office in offices:
        same = frame.same.get(office.key, 0)
        remark = f"{number(same)} tidak berubah" if same else ""
        yield Group(office.key, office.name, url=office.url, remark=remark)


def _columns(shown: Sequence[Turned]) -> Iterable[Group]:
    counts = Counter(each.turn for each in shown)
    for turn, said in TURNS.items():
        if counts[turn]:
            yield Group(HEAD + turn, said, remark=number(counts[turn]))


def _subtitle(told: Sequence[Turned], frame: Frame) -> str:
    start, end = frame.days
    counts = Counter(each.turn for each in told)
    return listed((f"Dari {tanggal(start)} sampai {tanggal(end)}", _counted(counts)))


def _legend(told: Sequence[Turned], arrows: Sequence[Arrow]) -> Iterable[Legend]:
    counts = Counter(each.turn for each in told)
    for turn, said in TURNS.items():
        if counts[turn]:
            yield Legend(HEAD + turn, f"{said} ({number(counts[turn])})")
    if arrows:
        yield Legend("", "digantikan oleh", line="solid")


def _note(said: str, told: Sequence[Turned], frame: Frame) -> str:
    parts = [said]
    if not told:
        parts.append("Tidak ada yang berubah di antara kedua tanggal.")
    if frame.links:
        parts.append(
            f"{number(frame.links)} relasi juga berubah; lihat halaman Bandingkan."
        )
    others = sum(frame.same.values()) - sum(
        frame.same.get(office.key, 0) for office in {each.office for each in told}
    )
    if others:
        parts.append(f"{number(others)} elemen di perangkat daerah lain tidak berubah.")
    return " ".join(filter(None, parts))


def _facts(told: Sequence[Turned], offices: Sequence[Office]) -> Facts:
    columns = (
        "Perangkat daerah",
        "Elemen",
        "Lapisan",
        "Kode",
        "Menjadi",
        "Yang berubah",
    )
    order = {office: place for place, office in enumerate(offices)}
    ordered = sorted(told, key=lambda each: order.get(each.office, len(order)))
    return Facts(
        columns,
        tuple(
            Row(
                (
                    each.office.name,
                    each.item.name,
                    each.item.layer.value,
                    each.item.code,
                    _becomes(each) if each.turn != "CHANGED" else TURNS[each.turn],
                    "; ".join(each.said),
                ),
                each.item.url,
                linked=1,
                group=each.office.name,
            )
            for each in ordered
        ),
        "elemen",
    )
