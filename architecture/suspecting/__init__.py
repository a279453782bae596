"""The suspicions of a government: which of its applications may do the same work.

`sweeping` compares all of them and keeps the pairs; `pairs` reads what was kept, within
a viewer's scope and with what people judged; `lines` puts pairs, clusters and families
of sites together as a list; `drawing` makes a cluster's map.
"""

from architecture.suspecting.drawing import picture
from architecture.suspecting.lines import (
    Cluster,
    Family,
    Line,
    Wanted,
    cluster_of,
    family_of,
    listed,
)
from architecture.suspecting.pairs import Found, Pair, Sort, last_sweep, read, touching
from architecture.suspecting.sweeping import Swept, keep, refresh, sweep

__all__ = [
    "Cluster",
    "Family",
    "Found",
    "Line",
    "Pair",
    "Sort",
    "Swept",
    "Wanted",
    "cluster_of",
    "family_of",
    "keep",
    "last_sweep",
    "listed",
    "picture",
    "read",
    "refresh",
    "sweep",
    "touching",
]
