"""Cards of the front page: each part adds its own with `cards.add(app, function)`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask, current_app

from architecture.scope import Viewer

NAME = "home cards"


@dataclass(frozen=True, slots=True)
class Card:
    """Something that waits or that one comes for.

    `count` is how many there are, None where a number says nothing.  `task` cards
    come first, under “Perlu Anda kerjakan”; the others tell how things stand.
    """

    title: str
    url: str
    icon: str
    count: int | None = None
    text: str = ""
    tone: str = "azure"
    task: bool = False
    order: int = 50


Maker = Callable[[Viewer], Iterable[Card]]


def add(app: Flask, maker: Maker) -> None:
    """Let a part show cards; its function gets the viewer and asks what it needs."""
    app.extensions[NAME].append(maker)


def cards_for(viewer: Viewer) -> list[Card]:
    """Return the cards of all parts, in their order."""
    makers: list[Maker] = current_app.extensions[NAME]
    found = [card for maker in makers for card in maker(viewer)]
    return sorted(found, key=lambda card: (card.order, card.title))
