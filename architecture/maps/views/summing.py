"""A landscape that is too large: one box stands for all of a frame."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from architecture.layers import Layer
from architecture.maps.content import Box, Facts, Group, Row
from architecture.maps.views.colouring import Mark, Shade, counted, shares
from architecture.maps.views.framing import Frame, Frames
from architecture.maps.words import layer_count, listed, number

COMMON = 3
"""So many offices whose names begin alike are told as one kind of office."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What of a map depends on whether it is grouped."""

    boxes: tuple[Box, ...]
    groups: tuple[Group, ...]
    facts: Facts
    note: str = ""


def parts(frames: Frames) -> bool:
    """Tell whether boxes that stand for frames part what there is."""
    return len(_parted(frames.tops)) > 1


def summed(
    frames: Frames, told: Mapping[str, Mark], limit: int, heading: str, rest: str
) -> Parts:
    """Return a box for each frame; of a single frame, for each frame inside of it.

    Of more frames than boxes the smallest are joined by how their names begin.  The
    table lists every frame.
    """
    several = _parted(frames.tops)
    shades = {frame.key: _shades(frame, told) for frame in several}
    shown = _fewer(several, limit, rest)
    boxes = [
        box_of(frame, shades.get(frame.key) or _shades(frame, told)) for frame in shown
    ]
    total = sum(frame.count for frame in several)
    note = (
        f"{layer_count(Layer.APPLICATION, total)} terlalu banyak untuk satu gambar"
        f" (batas {number(limit)} kotak), maka setiap kotak mewakili"
        f" {_stood_for(shown is several, heading)}; rinciannya ada pada daftar."
    )
    return Parts(tuple(boxes), (), _facts(several, shades, heading), note)


def _shades(frame: Frame, told: Mapping[str, Mark]) -> list[Shade]:
    return [told[item.key].shade for item in frame.everything()]


def _parted(tops: Sequence[Frame]) -> Sequence[Frame]:
    """Return the frames that become boxes: a frame alone is told by what is inside."""
    if len(tops) != 1 or not tops[0].inside:
        return tops
    top = tops[0]
    own = replace(top, inside=(), parent="") if top.items else None
    inside = top.inside if own is None else (own, *top.inside)
    return sorted(inside, key=lambda frame: (-frame.count, frame.name, frame.key))


def _fewer(several: Sequence[Frame], limit: int, rest: str) -> Sequence[Frame]:
    """Keep the largest frames and join the others, so that there are no more boxes."""
    if len(several) <= limit:
        return several
    for kept in range(limit - 1, -1, -1):
        joined = _joined(several[kept:], rest)
        if kept + len(joined) <= limit:
            return [*several[:kept], *joined]
    return [_together("rest", "lain", several, rest)]


def _joined(left: Sequence[Frame], rest: str) -> list[Frame]:
    """Join frames by the first word of their names; words of few go together."""
    kinds: dict[str, list[Frame]] = {}
    for frame in left:
        kinds.setdefault(frame.name.partition(" ")[0], []).append(frame)
    odd = [each for some in kinds.values() if len(some) < COMMON for each in some]
    joined = [
        _together(f"kind-{word}", f"{word} lain", some, rest)
        for word, some in sorted(kinds.items())
        if len(some) >= COMMON
    ]
    return [*joined, _together("rest", "Lainnya", odd, rest)] if odd else joined


def _together(key: str, name: str, several: Sequence[Frame], url: str) -> Frame:
    items = tuple(item for frame in several for item in frame.everything())
    return Frame(key, f"{name} ({number(len(several))})", url, items=items)


def _stood_for(each: bool, heading: str) -> str:
    return (
        f"satu {heading.lower()}" if each else f"satu atau sejumlah {heading.lower()}"
    )


def box_of(frame: Frame, shades: Sequence[Shade]) -> Box:
    """Return the box that stands for all of a frame."""
    return Box(
        key=f"office-{frame.key}",
        label=frame.name,
        layer=Layer.APPLICATION,
        url=frame.url,
        summary=listed(
            f"{shade.label}: {number(count)}" for shade, count in counted(shades)
        ),
        remark=layer_count(Layer.APPLICATION, len(shades)),
        shares=shares(shades),
    )


def _facts(
    several: Sequence[Frame], shades: Mapping[str, Sequence[Shade]], heading: str
) -> Facts:
    keys = [shade for shade, _ in counted(s for each in shades.values() for s in each)]
    rows = []
    for frame in several:
        counts = Counter(shades[frame.key])
        cells = (frame.name, number(frame.count), *(number(counts[k]) for k in keys))
        rows.append(Row(cells, frame.url))
    columns = (heading, "Aplikasi", *(shade.label for shade in keys))
    return Facts(columns, tuple(rows))
