"""Classify what a government has by reference codes.

`tree` holds the codes that a government sees, `searching` finds one by words, and
`counting` tells how many elements stand at and below each.  `own` are the levels of
governments.  `inferring`, `checking` and `carrying` tell what a release does,
`releasing` does it, `asking` is what it left open.  `suggesting` reads texts.
"""

from architecture.classifying.counting import Tally, codes_in, page_of, tally
from architecture.classifying.searching import Hit, search
from architecture.classifying.tree import (
    Node,
    Tree,
    changes,
    current,
    releases,
    tree,
)

__all__ = [
    "Hit",
    "Node",
    "Tally",
    "Tree",
    "changes",
    "codes_in",
    "current",
    "page_of",
    "releases",
    "search",
    "tally",
    "tree",
]
