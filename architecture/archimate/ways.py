"""How a verb of ours is told in ArchiMate, the best way first.

The first that the language allows between the types of the two ends is taken.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from architecture.archimate.rules import allows
from architecture.layers import Verb


@dataclass(frozen=True, slots=True)
class Way:
    """A relation that can tell a verb; `turned`: from our target to our source.

    `read`: such a relation of others is that verb.  Where it is not, only what we wrote
    ourselves is read back.  `sources` are the types it may lead from, none named: any.
    """

    type: str
    turned: bool = False
    access: str = ""
    directed: bool = False
    read: bool = True
    sources: frozenset[str] = frozenset()

    @property
    def attributes(self) -> dict[str, str]:
        """Return what the relation bears beside its type."""
        told = {"accessType": self.access} if self.access else {}
        return told | ({"isDirected": "true"} if self.directed else {})


_DIRECTED: Final = Way("Association", directed=True, read=False)
_UNDIRECTED: Final = Way("Association", read=False)

WAYS: Final[Mapping[Verb, tuple[Way, ...]]] = {
    Verb.REALISES: (Way("Realization"), _DIRECTED),
    Verb.SUPPORTED_BY: (Way("Serving", turned=True), _DIRECTED),
    Verb.USES: (
        Way("Access", access="Read"),
        Way("Serving", turned=True),
        _DIRECTED,
    ),
    Verb.PRODUCES: (Way("Access", access="Write"), _DIRECTED),
    Verb.EXCHANGES: (Way("Flow"), _UNDIRECTED),
    Verb.RUNS_ON: (
        Way("Assignment", turned=True),
        Way("Serving", turned=True),
        _DIRECTED,
    ),
    Verb.CONNECTED_TO: (_UNDIRECTED,),
    Verb.STORED_ON: (Way("Access", turned=True, access="Access"), _DIRECTED),
    Verb.PROTECTS: (_DIRECTED,),
    Verb.PART_OF: (
        Way("Aggregation", turned=True),
        Way("Composition", turned=True),
        Way(
            "Realization", read=False, sources=frozenset({"CourseOfAction", "Outcome"})
        ),
        _DIRECTED,
    ),
    Verb.REPLACES: (_DIRECTED,),
    Verb.SERVES: (Way("Realization"), Way("Influence"), _DIRECTED),
}
"""How a verb is told, the best way first."""


def way_of(source: str, verb: Verb, target: str) -> Way:
    """Return how a verb is told between elements of these types."""
    for way in WAYS[verb]:
        ends = (target, source) if way.turned else (source, target)
        if way.sources and ends[0] not in way.sources:
            continue
        if allows(ends[0], way.type, ends[1]):
            return way
    return _DIRECTED
