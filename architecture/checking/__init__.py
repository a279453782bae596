"""Check a proposal: gather what is known around it, and let the rules judge it.

`wishes` is what is checked, `gathering` asks the others for what is known around it:
`alike` the index, `taken` names and addresses, `foundations` what it stands on,
`nationals` the national list, `endings` what was decided of them; `known` says how much
of each application rules may know.  `remembered` reads what was found at the last
submission.  Nothing here writes.
"""

from architecture.checking.gathering import check, judge, surroundings
from architecture.checking.remembered import index_key, kept, offered, submitted
from architecture.checking.wishes import Wish, proposal_of, typed, wish_of

__all__ = [
    "Wish",
    "check",
    "index_key",
    "judge",
    "kept",
    "offered",
    "proposal_of",
    "submitted",
    "surroundings",
    "typed",
    "wish_of",
]
