"""What a map may be asked, and what stands in the middle of the kept ones."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from flask import g

from architecture.layers import Layer, Status, Verb
from architecture.mapping import reading
from architecture.mapping.asking import MOST_HOPS
from architecture.mapping.catalogue import View
from architecture.maps.looks.palette import Theme
from architecture.model import Application, Element
from eaportal import days, db
from eaportal.filtering.pages import MIDDLE
from eaportal.filtering.values import NOTHING, Asked, Parameter, Value, day
from eaportal.maps import asked as addresses
from eaportal.queries import whole

LABELS = {
    "colour": "Warna menurut",
    "grouping": "Bingkai",
    "way": "Arah",
    "arrows": "Panah",
    "theme": "Tema",
    "notation": "Notasi",
}
"""How people call what is chosen of a map by a word."""

_MERGES = 4
"""So often an element may have been merged into another."""

_WORDS = {each.name: each.value for words in (Layer, Status, Verb) for each in words}


class Middles:
    """The elements in the middle of kept maps, as far as the viewer sees them.

    All of them are asked for at once.
    """

    def __init__(self, kept: Iterable[Asked]) -> None:
        """Look up what the questions name."""
        self._found: dict[int, Element] = {}
        self._look_up({whole(asked.get(MIDDLE)) for asked in kept})

    def find(self, key: int) -> Element | None:
        """Return the element, or the one that it was merged into."""
        if key not in self._found:
            self._look_up({key})
        for _ in range(_MERGES):
            row = self._found.get(key)
            into = row.merged_into_id if isinstance(row, Application) else None
            if into is None:
                return row
            if into not in self._found:
                self._look_up({into})
            key = into
        return None

    def _look_up(self, keys: set[int]) -> None:
        if keys := keys - {0}:
            seen = reading.seen(db.session, g.viewer, keys)
            rows = reading.elements(db.session, seen)
            self._found |= {row.id: row for row in rows}


def parameters(
    view: View, office: Callable[[str], Value | None], middles: Middles
) -> dict[str, Parameter]:
    """Return what a map of a view may be asked, in the order in which it is told."""
    return dict(_parameters(view, office, middles))


def _parameters(
    view: View, office: Callable[[str], Value | None], middles: Middles
) -> Iterator[tuple[str, Parameter]]:
    if view.focus:
        middle = partial(_middle, view, middles)
        yield MIDDLE, Parameter("Elemen di tengah", middle)
    if view.offices:
        yield "opd", Parameter("Perangkat daerah", office)
    if view.hops:
        yield "langkah", Parameter("Langkah", _hops)
    usual = addresses.wanted(view, {})
    for field, (name, words) in addresses.WORDS.items():
        offered = _offered(view, field, words)
        word = partial(_word, offered, getattr(usual, field))
        yield name, Parameter(LABELS[field], word)
    yield days.NAME, Parameter("Per tanggal", day)
    if view.compares:
        yield addresses.COMPARE, Parameter("Dibandingkan dengan", day)
    yield addresses.HIDDEN, Parameter("Disembunyikan", _hidden, longest=2000)


def _offered(view: View, field: str, words: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the words that a view understands; none of what it does not ask."""
    understood = {
        "colour": view.colours,
        "grouping": view.groupings,
        "way": tuple(words.values()) if view.ways else (),
        "arrows": tuple(words.values()) if view.thins else (),
    }.get(field, tuple(words.values()))
    return {word: value for word, value in words.items() if value in understood}


def _word(words: Mapping[str, Any], usual: Any, text: str) -> Value | None:
    if text not in words:
        return None
    if words[text] == usual:
        return NOTHING
    said = text if isinstance(usual, Theme) else words[text].value.lower()
    return text, said


def _hops(text: str) -> Value | None:
    hops = whole(text)
    if hops == 1:
        return NOTHING
    return (text, text) if 1 < hops <= MOST_HOPS else None


def _middle(view: View, middles: Middles, text: str) -> Value | None:
    row = middles.find(whole(text))
    if row is None or row.layer not in view.focus:
        return None
    return str(row.id), row.name


def _hidden(text: str) -> Value | None:
    names = addresses.hidden(text)
    said = ", ".join(_WORDS.get(name, name) for name in names).lower()
    return (",".join(names), said) if names else None
