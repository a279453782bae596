"""Tell what a text is about from what it says in passing.

Aims, legal bases, connections and further modules fill long texts.  They are found by
the words that begin them and reach to the end of the sentence; what they say weighs
less.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.vocabulary import BREAK

WHOLE = 8
STOPS = r"[.;!?](?=\s)|\n"
"""What ends a sentence, as a regular expression without groups."""

Shares = NDArray[np.uint8]
Marks = NDArray[np.int32]

NOTHING, STOP, BETWEEN, COMMA = range(4)
_AIM, _OPENING, _HEADING, _BOTH, _LINK, _MODULE = range(4, 10)
_SHARES = np.array([WHOLE, WHOLE, WHOLE, WHOLE, 2, 2, 2, 2, 1, 4], np.uint8)


def marks(tables: Mapping[str, Any]) -> dict[str, int]:
    """Return the mark of each word that begins or ends something, from `passing.toml`.

    `BETWEEN` marks what stands between two texts.
    """
    found = dict.fromkeys((".", ";", "!", "?", "\n"), STOP)
    found |= {BREAK: BETWEEN, ",": COMMA}
    kinds = {
        "aims": _AIM,
        "openings": _OPENING,
        "headings": _HEADING,
        "links": _LINK,
        "modules": _MODULE,
    }
    for name, mark in kinds.items():
        for word in tables[name].split():
            both = {found.get(word), mark} == {_AIM, _OPENING}
            found[word] = _BOTH if both else mark
    return found


def shares(mark: Marks) -> Shares:
    """Return in eighths how much each token counts, from the marks of all in order."""
    stop = (mark == STOP) | (mark == BETWEEN)
    first = np.ones(len(mark), np.bool_)
    first[1:] = stop[:-1]
    opens = first & ((mark == _OPENING) | (mark == _BOTH))
    begin = _last(first)
    comma = mark == COMMA
    commas = np.cumsum(comma)
    opening = opens[begin] & (commas == commas[begin])
    aim = (mark == _AIM) | ((mark == _BOTH) & ~first)
    closes = comma & opens[begin] & (commas == commas[begin] + 1)
    events = (mark >= _LINK) | (aim & ~opening) | closes
    events |= first
    only_first = (mark == _OPENING) | (mark == _HEADING)
    state = np.where(only_first & ~first, NOTHING, mark)
    found: Shares = _SHARES[state[_last(events)]]
    return found


def _last(event: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Return for each place that of the last event, its own included."""
    return np.maximum.accumulate(np.where(event, np.arange(len(event)), 0))
