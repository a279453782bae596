"""Views of ours in a file: what Graphviz laid out, with its positions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.state import State

OUR_VIEWS: Final = ("landscape", "layers")


@dataclass(frozen=True, slots=True)
class Sight:
    """A view of ours."""

    name: str


def our_views(state: State, sights: Sequence[Sight]) -> Iterator[Node]:
    """Yield the views."""
    del state, sights
    yield from ()
