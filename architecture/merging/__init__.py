"""Two records of the inventory that are one application, merged and taken apart again.

`foreseeing` says what will happen and who may do it, `joining` does it, `undoing` takes
it back, `finding` lists what was done.  `fields` chooses what stands; `using`,
`relating`, `turning` and `judgements` say what becomes of everything that refers to the
merged one, by `references`; `rows` reads and writes it.  All of it is the transaction
of the caller.
"""

from architecture.merging.finding import find, listed, of
from architecture.merging.foreseeing import MERGES, candidates, foresee, likelier
from architecture.merging.joining import LONGEST, merge, stated, summary
from architecture.merging.undoing import Undoing, foresee_undo, named, undo
from architecture.merging.values import (
    Choice,
    Fate,
    Foreseen,
    Kept,
    Line,
    Moved,
    Topic,
)

__all__ = [
    "LONGEST",
    "MERGES",
    "Choice",
    "Fate",
    "Foreseen",
    "Kept",
    "Line",
    "Moved",
    "Topic",
    "Undoing",
    "candidates",
    "find",
    "foresee",
    "foresee_undo",
    "likelier",
    "listed",
    "merge",
    "named",
    "of",
    "stated",
    "summary",
    "undo",
]
