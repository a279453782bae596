"""One change to a selection of elements of a layer: foreseen, seen, then written.

`values` says what is wanted and what would become of each element, `foreseeing` finds
it out by `weighing`, `applying` writes what the person saw, `related` holds what a form
offers.
Every function takes the session first and leaves the commit to its caller.
"""

from architecture.selecting.applying import apply
from architecture.selecting.foreseeing import foresee
from architecture.selecting.related import Held, held, kinds_of
from architecture.selecting.values import (
    MOST,
    Editor,
    How,
    Line,
    Plan,
    State,
    Tie,
    What,
    Wish,
    wish_from_json,
    wish_to_json,
)
from architecture.selecting.weighing import EMPTY, SEVERAL, living, settable

__all__ = [
    "EMPTY",
    "MOST",
    "SEVERAL",
    "Editor",
    "Held",
    "How",
    "Line",
    "Plan",
    "State",
    "Tie",
    "What",
    "Wish",
    "apply",
    "foresee",
    "held",
    "kinds_of",
    "living",
    "settable",
    "wish_from_json",
    "wish_to_json",
]
