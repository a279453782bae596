"""What views of ours show of a government, laid out by Graphviz."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from graphviz import Digraph
from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from architecture import scope
from architecture.exchange.archimate.leaving import Extent, lives
from architecture.exchange.archimate.views import LANDSCAPE, LAYERS, Frame, Sight
from architecture.layers import Layer
from architecture.mapping.asking import NOWHERE, Asked
from architecture.mapping.landscape import landscape
from architecture.maps.child import Failed
from architecture.maps.content import Map
from architecture.maps.drawing import draw
from architecture.maps.engine import Engine, find
from architecture.maps.looks.fonts import installed
from architecture.maps.looks.notation import node_id
from architecture.maps.places import Places, Rect, places
from architecture.model import Element, Relation

MOST_BOXES = 1_000
MOST_IN_LAYERS = 150
"""Elements of the view of all layers; the most related come first."""

ROWS = (
    Layer.STRATEGY,
    Layer.BUSINESS,
    Layer.SERVICE,
    Layer.APPLICATION,
    Layer.DATA,
    Layer.INFRASTRUCTURE,
    Layer.SECURITY,
)
"""From top to bottom, as people draw it."""

_BOX = (1.9, 0.75)
_IN_A_ROW = 12
_HEAD, _PADDING = 26.0, 12.0


def sights(
    session: Session, extent: Extent, *, today: date, engine: Engine | None = None
) -> tuple[list[Sight], list[str]]:
    """Return the views of a government, and what could not be drawn and why."""
    made: list[Sight] = []
    missed: list[str] = []
    for title, draw_it in (("Lanskap aplikasi", _landscape), ("Enam lapisan", _layers)):
        try:
            found = draw_it(session, extent, today, engine or find())
        except Failed as problem:
            missed.append(f"Pandangan “{title}” tidak digambar: {problem}.")
            continue
        if found is not None:
            made.append(found)
    return made, missed


def _landscape(
    session: Session, extent: Extent, today: date, engine: Engine
) -> Sight | None:
    asked = Asked(
        government=extent.government,
        on=extent.on or today,
        addresses=NOWHERE,
        offices=extent.offices,
    )
    content = landscape(session, extent.viewer, asked, limit=MOST_BOXES)
    if content.grouped:
        raise Failed(f"lebih dari {MOST_BOXES} aplikasi")
    if not content.boxes:
        return None
    laid = places(draw(content, installed()), engine)
    frames = list(_frames(content, laid))
    return Sight(LANDSCAPE, content.title, "Application Structure", frames)


def _frames(content: Map, laid: Places) -> Iterable[Frame]:
    for number, group in enumerate(content.groups):
        spots = {
            int(box.key): laid.boxes[node_id(place)]
            for place, box in enumerate(content.boxes)
            if box.group == group.key and box.key.isdecimal()
        }
        yield Frame(group.label, laid.frames[f"cluster_{number}"], spots)


def _layers(
    session: Session, extent: Extent, _today: date, engine: Engine
) -> Sight | None:
    chosen = _most_related(session, extent)
    if not chosen:
        return None
    drawing = _drawn(_ordered(chosen, _bonds(session, chosen)))
    laid = places(drawing, engine)
    wide = max(each.x + each.wide for each in laid.boxes.values()) + _PADDING
    spots: dict[Layer, dict[int, Rect]] = {layer: {} for layer in ROWS}
    for key, layer in chosen.items():
        place = laid.boxes[str(key)]
        spots[layer][key] = replace(place, y=place.y + _HEAD)
    frames = [
        Frame(layer.value, _around(several.values(), wide), several)
        for layer, several in spots.items()
        if several
    ]
    title = f"Enam lapisan {extent.government.name}"
    return Sight(LAYERS, title, "Layered", frames, with_relations=True)


def _most_related(session: Session, extent: Extent) -> dict[int, Layer]:
    """Return the elements that most relations touch: id → layer."""
    ends = union_all(
        select(Relation.source_id.label("key")), select(Relation.target_id)
    ).subquery()
    query = (
        select(Element.id, Element.layer)
        .join(ends, ends.c.key == Element.id)
        .where(
            Element.government_id == extent.government.id,
            scope.elements(extent.viewer),
            scope.by_itself(),
            *lives(extent.on),
        )
        .group_by(Element.id, Element.layer)
        .order_by(func.count().desc(), Element.id)
        .limit(MOST_IN_LAYERS)
    )
    if extent.offices:
        query = query.where(Element.organisation_id.in_(sorted(extent.offices)))
    return dict(session.execute(query).all())


def _bonds(session: Session, chosen: Iterable[int]) -> Sequence[tuple[int, int]]:
    keys = sorted(chosen)
    query = (
        select(Relation.source_id, Relation.target_id)
        .where(Relation.source_id.in_(keys), Relation.target_id.in_(keys))
        .distinct()
        .order_by(Relation.source_id, Relation.target_id)
    )
    return [(one, other) for one, other in session.execute(query)]


def _ordered(
    chosen: Mapping[int, Layer], bonds: Iterable[tuple[int, int]]
) -> list[list[int]]:
    """Return the rows of boxes, each under those above it that it is related to."""
    near: dict[int, set[int]] = {}
    for one, other in bonds:
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    at: dict[int, float] = {}

    def middle(key: int) -> tuple[float, int]:
        above = [at[each] for each in near.get(key, ()) if each in at]
        return (sum(above) / len(above) if above else _IN_A_ROW / 2, key)

    rows: list[list[int]] = []
    for layer in ROWS:
        keys = sorted((key for key, of in chosen.items() if of is layer), key=middle)
        starts = range(0, len(keys), _IN_A_ROW)
        rows += [keys[start : start + _IN_A_ROW] for start in starts]
        for place, key in enumerate(keys):
            at[key] = place * _IN_A_ROW / len(keys)
    return rows


def _drawn(rows: Iterable[list[int]]) -> Digraph:
    """Draw rows of boxes, one below the other."""
    drawing = Digraph(
        "lapisan",
        engine="dot",
        graph_attr={"nodesep": "0.25", "ranksep": "0.7"},
        node_attr={
            "shape": "box",
            "label": "",
            "fixedsize": "true",
            "width": f"{_BOX[0]}",
            "height": f"{_BOX[1]}",
        },
    )
    above: str | None = None
    for keys in rows:
        names = [str(key) for key in keys]
        with drawing.subgraph() as row:
            row.attr(rank="same")
            for name in names:
                row.node(name)
            for one, other in pairwise(names):
                row.edge(one, other, style="invis")
        if above is not None:
            drawing.edge(above, names[0], style="invis")
        above = names[0]
    return drawing


def _around(spots: Iterable[Rect], wide: float) -> Rect:
    """Return the frame of a layer, as wide as the whole view."""
    several = list(spots)
    top = min(each.y for each in several) - _HEAD
    bottom = max(each.y + each.high for each in several) + _PADDING
    return Rect(0, top, wide, bottom - top)
