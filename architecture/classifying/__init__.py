"""Classify what a government has by reference codes: its tree, who stands where.

`tree` holds the codes that a government sees, `searching` finds one by words,
`counting` tells how many elements stand at and below each.
"""

from architecture.classifying.counting import Tally, page_of, tally
from architecture.classifying.searching import Hit, search
from architecture.classifying.tree import Node, Tree, current, releases, tree

__all__ = [
    "Hit",
    "Node",
    "Tally",
    "Tree",
    "current",
    "page_of",
    "releases",
    "search",
    "tally",
    "tree",
]
