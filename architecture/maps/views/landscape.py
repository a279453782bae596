"""The landscape: the applications of a government, each in its office or its affair.

The question it answers: who runs what, and how is it with what the colour tells?
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from architecture.layers import Layer
from architecture.maps.choices import Colour, Grouping
from architecture.maps.content import (
    HIDDEN,
    Box,
    Facts,
    Group,
    Item,
    Layout,
    Map,
    Office,
    Row,
)
from architecture.maps.views import summing
from architecture.maps.views.colouring import Mark, by_status, legend
from architecture.maps.views.framing import USED, Frame, Frames, framed
from architecture.maps.words import layer_count, listed, number, status_name
from architecture.reference.calendar import tanggal

__all__ = ["LIMIT", "USED", "landscape"]

LIMIT = 300
"""How many boxes one picture carries before it is grouped."""


@dataclass(frozen=True, slots=True)
class _Words:
    """How a landscape speaks of its frames."""

    heading: str
    counted: str
    homeless: str
    missing: str


_WORDS: Mapping[Grouping, _Words] = {
    Grouping.OFFICE: _Words(
        "Perangkat daerah",
        "perangkat daerah atau pemilik lain",
        "Belum ada perangkat daerah",
        "perangkat daerah belum mencatat aplikasi.",
    ),
    Grouping.AFFAIR: _Words(
        "Urusan",
        "sektor atau kelompok lain",
        "Belum ada kode urusan",
        "sektor belum didukung aplikasi yang berkode.",
    ),
}


def landscape(
    items: Iterable[Item],
    offices: Iterable[Office],
    *,
    scope: str,
    on: date,
    source: str = "",
    limit: int = LIMIT,
    marks: Mapping[str, Mark] | None = None,
    colour: Colour = Colour.STATUS,
    grouping: Grouping = Grouping.OFFICE,
    narrowed: bool = False,
    note: str = "",
    rest: str = "",
) -> Map:
    """Put applications into the frames that their `office` names.

    A frame stands for a child of a root; what belongs deeper stands in a frame inside
    of it.  `marks` tells by key what the colour says, else it is the status.  Above
    `limit` boxes every frame becomes one box with its counts, and the note says so;
    `rest` is where a box leads that stands for what is left.  `narrowed`: only some of
    the offices were asked for.
    """
    words = _WORDS[grouping]
    everything = sorted(items, key=_by_name)
    told = {item.key: _mark(item, marks) for item in everything}
    frames = framed(everything, offices, homeless=words.homeless)
    shades = [told[item.key].shade for item in everything]
    grouped = len(everything) > limit
    telling = _Telling(told, words.heading, colour)
    if not grouped:
        parts = _each(frames, telling)
    elif summing.parts(frames):
        parts = summing.summed(frames, told, limit, words.heading, rest)
    else:
        parts = _first(frames, telling, limit, rest)
    empty = "" if narrowed or not frames.empty else _missing(frames.empty, words)
    return Map(
        title=f"Lanskap aplikasi {scope}",
        subtitle=listed(
            (
                f"Keadaan {tanggal(on)}",
                layer_count(Layer.APPLICATION, len(everything)),
                f"{number(len(frames.tops))} {words.counted}",
                "" if colour is Colour.STATUS else f"Warna: {colour.value.lower()}",
            )
        ),
        layout=Layout.GRID,
        boxes=parts.boxes,
        groups=parts.groups,
        legend=legend(shades),
        note=" ".join(part for part in (parts.note, empty, note) if part),
        source=source,
        facts=parts.facts,
        grouped=grouped,
    )


@dataclass(frozen=True, slots=True)
class _Telling:
    """What is told of each application, and how the table calls it."""

    told: Mapping[str, Mark]
    heading: str
    colour: Colour


def _each(frames: Frames, telling: _Telling) -> summing.Parts:
    colour = telling.colour
    boxes: list[Box] = []
    rows: list[Row] = []
    groups: list[Group] = []
    for frame in frames.whole():
        groups.append(
            Group(
                frame.key,
                frame.name,
                parent=frame.parent,
                url=frame.url,
                remark=number(frame.count),
            )
        )
        for item in frame.items:
            mark = telling.told[item.key]
            boxes.append(_card(item, frame, mark, colour, len(boxes)))
            rows.append(_fact(item, frame, frames, mark, colour))
    columns = [telling.heading, "Aplikasi", "Kode", "Status", "Dipakai oleh"]
    if colour is not Colour.STATUS:
        columns.insert(4, colour.value)
    return summing.Parts(
        tuple(boxes), tuple(groups), Facts(tuple(columns), tuple(rows), "aplikasi")
    )


def _first(frames: Frames, telling: _Telling, limit: int, rest: str) -> summing.Parts:
    """Draw the first of a frame that cannot be parted, and a box for all the others."""
    [whole] = frames.tops
    items, place = tuple(whole.everything()), max(limit - 1, 0)
    drawn, left = items[:place], items[place:]
    few = replace(frames, tops=(replace(whole, items=drawn, inside=()),))
    found = _each(few, telling)
    group = replace(found.groups[0], remark=number(whole.count))
    several = layer_count(Layer.APPLICATION, len(left))
    shades = [telling.told[item.key].shade for item in left]
    box = summing.box_of(Frame("rest", f"{several} lain", rest), shades)
    box = replace(box, group=whole.key, remark="lihat daftarnya")
    cells = (whole.name, box.label, *("" for _ in found.facts.columns[2:]))
    rows = (*found.facts.rows, Row(cells, rest, linked=1, group=whole.name))
    note = (
        f"{layer_count(Layer.APPLICATION, whole.count)} terlalu banyak untuk satu"
        f" gambar (batas {number(limit)} kotak): yang digambar adalah"
        f" {number(len(drawn))} yang pertama menurut nama."
    )
    facts = Facts(found.facts.columns, rows, found.facts.unit)
    return summing.Parts((*found.boxes, box), (group,), facts, note)


def _card(item: Item, frame: Frame, mark: Mark, colour: Colour, place: int) -> Box:
    if item.hidden:
        return Box(
            key=f"hidden-{place}", label=HIDDEN, layer=item.layer, group=frame.key
        )
    status = _status(item)
    stated = "" if status == "LIVE" else status_name(status)
    used = f"dipakai {number(item.users)} OPD" if item.users > 1 else ""
    said = () if colour is Colour.STATUS else (mark.said,)
    why = "" if colour is Colour.STATUS else f"{colour.value}: {mark.words}"
    return Box(
        key=item.key,
        label=item.name,
        layer=item.layer,
        group=frame.key,
        colour_key=mark.shade.key,
        url=item.url,
        summary=listed(
            (item.detail, item.code, status_name(status), why, item.summary)
        ),
        detail=item.detail if item.detail != item.name else "",
        remark=listed((*said, stated if stated not in said else "", used)),
        pattern="" if colour is Colour.STATUS else status,
    )


def _fact(item: Item, frame: Frame, frames: Frames, mark: Mark, colour: Colour) -> Row:
    top = frames.top_of(frame).name
    if item.hidden:
        empty = ("",) * (3 if colour is Colour.STATUS else 4)
        return Row((frame.name, HIDDEN, *empty), group=top)
    used = f"{number(item.users)} OPD" if item.users else ""
    detail = "" if item.detail == item.name else item.detail
    name = " – ".join(filter(None, (item.name, detail)))
    where, status = frames.name_of(item, frame), status_name(_status(item))
    cells = [where, name, item.code, status, used]
    if colour is not Colour.STATUS:
        cells.insert(4, mark.words)
    marks = (item.layer.name, _status(item), mark.shade.key)
    return Row(tuple(cells), item.url, linked=1, group=top, marks=marks)


def _mark(item: Item, marks: Mapping[str, Mark] | None) -> Mark:
    found = None if marks is None or item.hidden else marks.get(item.key)
    return found or by_status(_status(item))


def _missing(empty: int, words: _Words) -> str:
    return f"{number(empty)} {words.missing}"


def _status(item: Item) -> str:
    return item.status.name if item.status and not item.hidden else ""


def _by_name(item: Item) -> tuple[bool, str, str, str]:
    if item.hidden:  # the order must not tell the name
        return (True, "", "", "")
    return (False, item.name.casefold(), item.name, item.key)
