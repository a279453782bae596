"""A smaller map of the same thing, for when the larger one cannot be drawn."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from architecture.maps.content import Arrow, Box, Group, Layout, Map, Share
from architecture.maps.words import layer_count, number, status_order

FEW = 24

MOST_BOXES, MOST_ARROWS, MOST_FREE = 400, 800, 350
"""Of a flow no more is drawn; `MOST_FREE` arrows where Graphviz lays it out."""


def followable(content: Map) -> bool:
    """Tell whether the eye can follow a flow; other layouts bound themselves."""
    if content.layout is not Layout.FLOW:
        return True
    arrows = MOST_ARROWS if content.ranked else MOST_FREE
    return len(content.boxes) <= MOST_BOXES and len(content.arrows) <= arrows


def smaller(content: Map) -> Map | None:
    """Sum up each group as one box, then keep the first few; `None` when that is done.

    Arrows between summed boxes are joined, arrows within one are left out.
    """
    crowds = Counter(box.group for box in content.boxes if box.group)
    if any(count > 1 for count in crowds.values()):
        return _joined(content)
    if len(content.boxes) > FEW:
        return _cut(content)
    return None


def _joined(content: Map) -> Map:
    members: defaultdict[str, list[Box]] = defaultdict(list)
    for box in content.boxes:
        members[box.group].append(box)
    of = {box.key: f"group-{box.group}" for box in content.boxes if not box.focus}
    boxes = [box for box in content.boxes if box.focus]
    for group in content.groups:
        left = [box for box in members[group.key] if not box.focus]
        if left:
            boxes.append(_summed(content, group, left))
    pairs: defaultdict[tuple[str, str], list[Arrow]] = defaultdict(list)
    for arrow in content.arrows:
        ends = of.get(arrow.source, arrow.source), of.get(arrow.target, arrow.target)
        pairs[ends].append(arrow)
    note = f"{content.note} Peta ini dirangkum karena terlalu rumit untuk satu gambar."
    return replace(
        content,
        boxes=tuple(boxes),
        groups=content.groups if content.layout is Layout.COLUMNS else (),
        arrows=tuple(
            _bundle(pair, pairs[pair]) for pair in sorted(pairs) if pair[0] != pair[1]
        ),
        note=note.strip(),
        grouped=True,
    )


def _bundle(pair: tuple[str, str], arrows: Sequence[Arrow]) -> Arrow:
    verbs = sorted({verb for arrow in arrows for verb in arrow.kind.split()})
    return Arrow(*pair, f"{number(len(arrows))} hubungan", " ".join(verbs))


def _summed(content: Map, group: Group, members: list[Box]) -> Box:
    layer = members[0].layer
    rows = content.layout is Layout.COLUMNS
    counts = Counter(box.colour_key for box in members)
    return Box(
        key=f"group-{group.key}",
        label=layer_count(layer, len(members)) if rows else group.label,
        layer=layer,
        group=group.key if rows else "",
        column=members[0].column,
        colour_key=layer.name if rows else "",
        url=group.url,
        remark="" if rows else layer_count(layer, len(members)),
        shares=tuple(
            Share(colour, counts[colour]) for colour in sorted(counts, key=status_order)
        ),
    )


def _cut(content: Map) -> Map:
    boxes = content.boxes[:FEW]
    kept = {box.key for box in boxes}
    left = number(len(content.boxes) - FEW)
    return replace(
        content,
        boxes=boxes,
        groups=tuple(
            group
            for group in content.groups
            if any(box.group == group.key for box in boxes)
        ),
        arrows=tuple(
            arrow
            for arrow in content.arrows
            if arrow.source in kept and arrow.target in kept
        ),
        note=f"{content.note} {left} kotak lain hanya ada pada daftar.".strip(),
        grouped=True,
    )
