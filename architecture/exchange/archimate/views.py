"""Views of ours in a file, with the places that Graphviz gave to everything."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.state import State
from architecture.exchange.archimate.words import LANG, TYPE
from architecture.maps.places import Rect

LANDSCAPE: Final = "landscape"
LAYERS: Final = "layers"
OUR_VIEWS: Final = (LANDSCAPE, LAYERS)


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame with what stands in it: id of an element → its place."""

    label: str
    place: Rect
    spots: Mapping[int, Rect]


@dataclass(frozen=True, slots=True)
class Sight:
    """A view of ours: its name in code, its title, the viewpoint, what is on it."""

    name: str
    title: str
    viewpoint: str
    frames: Sequence[Frame] = ()
    with_relations: bool = False

    @property
    def keys(self) -> frozenset[int]:
        """Return the ids of the elements on it."""
        return frozenset(key for frame in self.frames for key in frame.spots)


def our_views(state: State, sights: Sequence[Sight]) -> Iterator[Node]:
    """Yield the views, with what of them stands in the file."""
    for sight in sights:
        view = Node(
            "view",
            {
                "identifier": identifier(state.code, "view", sight.name),
                TYPE: "Diagram",
                "viewpoint": sight.viewpoint,
            },
            children=[Node("name", {LANG: "id"}, sight.title)],
        )
        names: dict[str, str] = {}
        for number, frame in enumerate(sight.frames):
            box = _frame(state, sight, number, frame, names)
            if box is not None:
                view.children.append(box)
        if sight.with_relations:
            view.children += _connections(state, sight, names)
        if names:
            yield view


def _frame(
    state: State, sight: Sight, number: int, frame: Frame, names: dict[str, str]
) -> Node | None:
    """Return a frame with its boxes; `names` learns element → its box."""
    boxes = []
    for key, place in frame.spots.items():
        element = state.known.names.get(key)
        if element is None or element not in state.there:
            continue
        name = identifier(state.code, "view", sight.name, state.known.codes[key])
        names[element] = name
        boxes.append(
            Node(
                "node",
                {
                    "identifier": name,
                    **_placed(place),
                    TYPE: "Element",
                    "elementRef": element,
                },
            )
        )
    if not boxes:
        return None
    name = identifier(state.code, "view", sight.name, "frame", number)
    label = Node("label", {LANG: "id"}, frame.label)
    attributes = {"identifier": name, **_placed(frame.place), TYPE: "Container"}
    return Node("node", attributes, children=[label, *boxes])


def _connections(
    state: State, sight: Sight, names: Mapping[str, str]
) -> Iterator[Node]:
    for bond, (source, target) in state.drawn.items():
        if source not in names or target not in names:
            continue
        yield Node(
            "connection",
            {
                "identifier": identifier(state.code, "view", sight.name, bond),
                "source": names[source],
                "target": names[target],
                TYPE: "Relationship",
                "relationshipRef": bond,
            },
        )


def _placed(place: Rect) -> dict[str, str]:
    """Return a place as the format has it: whole numbers, none below zero."""
    return {
        "x": str(max(0, round(place.x))),
        "y": str(max(0, round(place.y))),
        "w": str(max(1, round(place.wide))),
        "h": str(max(1, round(place.high))),
    }
