"""Take back what an entry of the history did, or one element's part of it.

`foresee` says what would become of each thing, `undo` does it.  What was changed again
since is a conflict, and is left as it is if the person says so.  An undo is noted like
every change, so it can be undone too.
"""

from architecture.undoing.deeds import answering
from architecture.undoing.foreseeing import IMPORTERS, foresee
from architecture.undoing.values import Foreseen, Piece, Sort, State
from architecture.undoing.writing import undo

__all__ = [
    "IMPORTERS",
    "Foreseen",
    "Piece",
    "Sort",
    "State",
    "answering",
    "foresee",
    "undo",
]
