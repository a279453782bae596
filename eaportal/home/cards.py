"""What the front page is made of: each part adds its own with `cards.add(app, …)`."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

from architecture.scope import Viewer

NAME = "home cards"


@dataclass(frozen=True, slots=True)
class Card:
    """Something that waits or that one comes for.

    `count` is how many there are, None for something to begin.  `task` cards come
    first, under “Perlu Anda kerjakan”; the others tell how things stand.
    """

    title: str
    url: str
    icon: str
    count: int | None = None
    text: str = ""
    tone: str = "azure"
    task: bool = False
    order: int = 50


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole: its name, how many, and where they are listed."""

    label: str
    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Parts of a whole, drawn as bars under a title of their own."""

    title: str
    shares: Sequence[Share]
    total: int
    order: int = 50


@dataclass(frozen=True, slots=True)
class Link:
    """Where something is found, and what it is."""

    label: str
    url: str
    under: str = ""


@dataclass(frozen=True, slots=True)
class Links:
    """What one comes back to: a list under a title; `more` leads to all of it."""

    title: str
    links: Sequence[Link]
    more: str = ""
    more_label: str = "Semua"
    order: int = 50


@dataclass(frozen=True, slots=True)
class Preview:
    """A map with a small picture, which htmx fetches from the address `picture`."""

    title: str
    url: str
    under: str = ""
    picture: str = ""
    order: int = 50


Piece = Card | Bars | Links | Preview
Maker = Callable[[Viewer], Iterable[Piece]]


def add(app: Flask, maker: Maker) -> None:
    """Let a part show pieces; its function gets the viewer and asks what it needs."""
    app.extensions[NAME].append(maker)


@dataclass(frozen=True, slots=True)
class Pieces:
    """What stands on the front page, in its order."""

    cards: list[Card]
    bars: list[Bars]
    links: list[Links]
    previews: list[Preview]


def pieces_for(viewer: Viewer) -> Pieces:
    """Return the pieces of all parts, each kind in its order."""
    makers: list[Maker] = current_app.extensions[NAME]
    found = [piece for maker in makers for piece in maker(viewer)]
    found.sort(key=lambda piece: (piece.order, piece.title))
    return Pieces(
        cards=[piece for piece in found if isinstance(piece, Card)],
        bars=[piece for piece in found if isinstance(piece, Bars)],
        links=[piece for piece in found if isinstance(piece, Links)],
        previews=[piece for piece in found if isinstance(piece, Preview)],
    )
