"""What every preview of an import shows: tabs of what happens, cells that change."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from eaportal.badges import Badge

_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Change:
    """A field or cell: what it says now and what it is to say."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One action with how many rows have it; the action "" is all of them."""

    action: str
    text: str
    many: int


def tabs(
    looks: Mapping[str, Badge], counts: Mapping[str, int], *, every: str
) -> list[Tab]:
    """Return the actions that a preview has, in the order of `looks`, after all."""
    met = list(_met(looks, counts))
    return [Tab("", every, sum(each.many for each in met)), *met]


def _met(looks: Mapping[str, Badge], counts: Mapping[str, int]) -> Iterator[Tab]:
    for action, look in looks.items():
        if many := counts.get(action, 0):
            yield Tab(action, look.text, many)


def cut(text: str) -> str:
    """Return a text no longer than a cell of the page bears."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"
